// Folding: what is the same and what is not; places in the source; traditional and simplified forms.
#include "search/fold.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "base/text.h"
#include "invented_texts.h"
#include "search/chinese_forms.h"
#include "search/index.h"

namespace gongkai::search {
namespace {

std::string written(std::string_view text) {
  std::string out;
  for (const Element& element : elements_of(text)) out += (out.empty() ? "" : " ") + element.text;
  return out;
}

TEST(Fold, WidthCaseAccentsAndCompatibilityFormsAreOne) {
  EXPECT_EQ(written("ＧＤＰ２０１９"), "gdp 2019");
  EXPECT_EQ(written("Café"), "cafe");
  EXPECT_EQ(written("Cafe\xCC\x81"), "cafe");
  EXPECT_EQ(written("㎡"), "m 2");
  EXPECT_EQ(written("二○二二年"), "二 〇 二 二 年");
  EXPECT_EQ(written("ﬁle"), "file");
  EXPECT_EQ(written("政\xC2\xAD策\xE2\x80\x8B法"), "政 策 法");
}

TEST(Fold, AnyBracketOfADocumentNumberIsTheSame) {
  const std::string expected = written("某办发〔2019〕3号");
  for (const char* other : {"某办发[2019]3号", "某办发［2019］3号", "某办发（2019）3号", "某办发(2019)3号",
                            "某办发【2019】3号", "某办发﹝2019﹞3号", "某办发〔 ２０１９ 〕 3 号"})
    EXPECT_EQ(written(other), expected) << other;
  EXPECT_EQ(expected, "某 办 发 2019 3 号");
}

TEST(Fold, TraditionalCharactersBecomeSimplifiedOnes) {
  ASSERT_TRUE(has_chinese_forms());
  EXPECT_EQ(written("政務公開後臺"), written("政务公开后台"));
}

TEST(Fold, BreaksAreNotBrackets) {
  EXPECT_EQ(written("。公开，，透明。"), "公 开 , 透 明");
  EXPECT_EQ(written("《公开》透明"), "公 开 透 明");
  EXPECT_EQ(written("3.5 8：30 www.gov.cn 是. 3"), "3 5 8 30 www gov cn 是 , 3");
  EXPECT_EQ(written("一\n二\t三"), "一 二 , 三");
}

TEST(Fold, ElementsTellTheirPlaces) {
  const std::string text = "第㉛季（ＧＤＰ）";
  const Elements elements = elements_of(text);
  ASSERT_EQ(elements.size(), 4u);
  EXPECT_EQ(text.substr(elements[1].begin, elements[1].end - elements[1].begin), "㉛");
  EXPECT_EQ(text.substr(elements[3].begin, elements[3].end - elements[3].begin), "ＧＤＰ");
}

TEST(Fold, TakesAnyBytes) {
  std::mt19937 random(7);
  for (int i = 0; i < 2000; ++i) {
    std::string bytes(random() % 40, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random());
    std::uint32_t last = 0;
    for (const Element& element : elements_of(bytes)) {
      EXPECT_LE(last, element.begin);
      EXPECT_LE(element.begin, element.end);
      EXPECT_LE(element.end, bytes.size());
      last = element.begin;
      EXPECT_TRUE(is_valid_utf8(element.text));
    }
  }
}

TEST(Fold, LongWordsAreCutAlikeInTextAndQuestion) {
  const Elements elements = elements_of(std::string(100, 'a'));
  ASSERT_EQ(elements.size(), 4u);
  EXPECT_EQ(elements[0].text.size(), 32u);
}

TEST(ChineseForms, ConvertPhrasesBothWays) {
  EXPECT_EQ(to_traditional("政务公开，头发，发展"), "政務公開，頭髮，發展");
  EXPECT_EQ(to_simplified("政務公開，頭髮，發展"), "政务公开，头发，发展");
  EXPECT_EQ(to_traditional(""), "");
  EXPECT_EQ(to_traditional("<p class=\"x\">GDP</p>"), "<p class=\"x\">GDP</p>");
  EXPECT_EQ(to_simplified("\xFF\xFE"), "\xFF\xFE");
}

TEST(ChineseForms, ManyThreadsMayConvert) {
  const std::string simplified = "全面推进基层政务公开标准化规范化工作";
  const std::string traditional = to_traditional(simplified);
  std::vector<std::thread> threads;
  std::atomic<int> wrong = 0;
  for (int t = 0; t < 8; ++t)
    threads.emplace_back([&] {
      for (int i = 0; i < 300; ++i)
        wrong += to_traditional(simplified) != traditional || to_simplified(traditional) != simplified;
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace gongkai::search
