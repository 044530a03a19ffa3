// Foreign text where an organ's name should stand.
#include "scan/tampering.h"

#include <gmock/gmock.h>

namespace gongkai::scan {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> foreign(std::vector<std::string_view> lines) {
  static const TamperingWords words = [] {
    return std::move(TamperingWords::load(law::LawSource::embedded())).value();
  }();
  std::vector<std::string> found;
  for (const ForeignText& text : find_foreign_text(lines, words))
    found.push_back(std::to_string(text.line) + ":" + std::string(lines[text.line].substr(text.begin, text.size)));
  return found;
}

TEST(Tampering, OrdinaryTextIsClean) {
  EXPECT_THAT(foreign({"一、总体情况", "本局坚持以公开为常态，扎实做好政策解读。", "体育彩票公益金使用情况", ""}),
              IsEmpty());
  EXPECT_THAT(foreign({}), IsEmpty());
}

TEST(Tampering, TheWholeForeignNameIsFoundWhereverItStands) {
  EXPECT_THAT(foreign({"当前位置 > 最新老虎机_手机版平台: > 临江县", "通过最新老虎机_手机版平台网发布",
                       "依托最新老虎机_手机版平台网及公众号"}),
              ElementsAre("0:最新老虎机_手机版平台", "1:最新老虎机_手机版平台", "2:最新老虎机_手机版平台"));
}

TEST(Tampering, PoliceNoticesMayNameWhatTheyFight) {
  EXPECT_THAT(foreign({"公安机关查处利用老虎机赌博案件12起", "严厉打击网上娱乐赌博平台"}), IsEmpty());
}

TEST(Tampering, EveryOccurrenceInALineIsReported) { EXPECT_EQ(foreign({"老虎机，然后又是老虎机。"}).size(), 2u); }

TEST(Tampering, ATextThatRepeatsAWordIsReadInLinearTime) {
  std::string line;
  for (int i = 0; i < 100'000; ++i) line += "老虎机";
  EXPECT_FALSE(foreign({line}).empty());
}

}  // namespace
}  // namespace gongkai::scan
