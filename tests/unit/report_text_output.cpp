// Findings in words: what a clerk reads.
#include "report/write_text.h"

#include <gmock/gmock.h>

#include "base/text.h"
#include "invented_report.h"

namespace gongkai::report::test {
namespace {

using testing::HasSubstr;
using testing::Not;

InventedReport faulty() {
  return InventedReport(Figures::Zero)
      .set(3, "received", "natural_person", "12")
      .set(3, "carried_in", "natural_person", "1")
      .set(3, "total", "natural_person", "12");
}

std::string in_words(const ReadReport& read, const TextOptions& options = {}) {
  return findings_as_text(read.report(), read.checked(), BuiltInLaw::get().rules(), "报告.html", options);
}

TEST(FindingsInWords, NameRulePlaceNumbersAndBasis) {
  const std::string text = in_words(read_html(faulty()));
  EXPECT_THAT(text, HasSubstr("错误 T3-01  第一项加第二项之和，应等于第三项（总计）加第四项之和"));
  EXPECT_THAT(text, HasSubstr("表三·自然人"));
  EXPECT_THAT(text, HasSubstr("12 + 1 ≠ 12 + 0"));
  EXPECT_THAT(text, HasSubstr("国办公开办函〔2021〕30号"));
  EXPECT_THAT(text, HasSubstr("报告.html:"));
}

TEST(FindingsInWords, MarkOneCellWithWhatItShouldBe) {
  const std::string text = in_words(read_html(
      InventedReport(Figures::Zero).set(4, "reconsideration", "upheld", "3").set(4, "reconsideration", "total", "2")));
  EXPECT_THAT(text, testing::ContainsRegex("2   ← [^\n]*应为 3"));
}

TEST(FindingsInWords, EnglishIsEnglish) {
  const std::string text = in_words(read_html(faulty()), {Language::English, false});
  EXPECT_THAT(text, HasSubstr("error T3-01  received + carried in should equal total of results + carried out"));
  EXPECT_THAT(text, Not(HasSubstr("错误")));
  EXPECT_THAT(text, HasSubstr("not judged:"));
}

TEST(FindingsInWords, ColourOnlyWhenAskedFor) {
  EXPECT_THAT(in_words(read_html(faulty())), Not(HasSubstr("\x1b")));
  const std::string coloured = in_words(read_html(faulty()), {Language::Chinese, true});
  EXPECT_THAT(coloured, HasSubstr("\x1b[1;31m错误\x1b[0m"));
}

TEST(FindingsInWords, TheUncheckedRulesAreNamedWithTheReason) {
  EXPECT_THAT(in_words(read_html(InventedReport())), HasSubstr("需要上一年度的报告"));
}

TEST(FindingsInWords, CellsAreCounted) {
  const std::string text = in_words(
      read_html(InventedReport(Figures::Zero).set(3, "granted", "research", "").set(2, "licence", "", "见附件")));
  EXPECT_THAT(text, HasSubstr("读出 198 个数，1 格空白，1 格未能确定"));
}

TEST(FindingsInWords, LinesFitATerminal) {
  std::string text = in_words(read_html(faulty()));
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    EXPECT_LE(display_width(text.substr(at, end - at)), 120u) << text.substr(at, end - at);
    at = end + 1;
  }
}

TEST(FindingsInWords, EverythingPrintedIsValidUtf8) { EXPECT_TRUE(is_valid_utf8(in_words(read_html(faulty())))); }

TEST(Summary, CountsFiles) {
  EXPECT_EQ(summary_as_text(5, 2, 1, {}), "\n共 5 个文件：2 个有错误或警告，2 个没有，1 个不能读取。\n");
  EXPECT_EQ(summary_as_text(5, 2, 1, {Language::English, false}),
            "\n5 files: 2 with errors or warnings, 2 without, 1 could not be read.\n");
}

}  // namespace
}  // namespace gongkai::report::test
