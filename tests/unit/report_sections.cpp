// The six sections: found by their headings, not by numbered lines inside them.
#include <gmock/gmock.h>

#include "invented_report.h"

namespace gongkai::report::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<int> numbers(const ReadReport& read) {
  std::vector<int> found;
  for (const Section& section : read.report().sections) found.push_back(section.number);
  return found;
}

TEST(Sections, AllSixAreFoundInHtmlAndText) {
  InventedReport report;
  EXPECT_THAT(numbers(read_html(report)), ElementsAre(1, 2, 3, 4, 5, 6));
  EXPECT_THAT(numbers({report.lines(), "报告.txt"}), ElementsAre(1, 2, 3, 4, 5, 6));
  EXPECT_EQ(read_html(report).report().sections[0].title, "总体情况");
}

TEST(Sections, RowsOfTable3AreNoSections) {
  InventedReport report(Figures::Distinct);
  EXPECT_EQ(numbers({report.lines(), "报告.txt"}).size(), 6u);
}

TEST(Sections, NumberedLinesInsideASectionAreNone) {
  InventedReport report;
  report.section(5, {"一、加强学习。", "二、完善制度。", "（一）主要问题", "1.解读形式单一。"});
  EXPECT_THAT(numbers(read_html(report)), ElementsAre(1, 2, 3, 4, 5, 6));
}

TEST(Sections, ATableOfContentsIsNotTheText) {
  InventedReport report;
  std::vector<std::string> contents{"目录"};
  const char* numerals[] = {"一", "二", "三", "四", "五", "六"};
  for (const law::SectionLayout& section : report.format().sections)
    contents.push_back(std::string(numerals[section.number - 1]) + "、" + section.label.official);
  report.head(contents);
  const ReadReport read = read_html(report);
  EXPECT_THAT(numbers(read), ElementsAre(1, 2, 3, 4, 5, 6));
  EXPECT_GT(read.report().sections[0].place.line, 9u) << "the text's own headings come behind the contents";
}

TEST(Sections, VariantsOfHeadingsAreKnown) {
  InventedReport report;
  report.heading(5, "五、政府信息公开工作存在的主要问题及改进情况")
      .heading(6, "六、其它需要报告的事项")
      .heading(1, "一、 总体 情况");
  const ReadReport read = read_html(report);
  EXPECT_THAT(numbers(read), ElementsAre(1, 2, 3, 4, 5, 6));
  EXPECT_THAT(read.findings("F-01"), IsEmpty());
}

TEST(F01, EachMissingSectionIsTold) {
  for (int number = 1; number <= 6; ++number) {
    const ReadReport read = read_html(InventedReport().without_heading(number));
    EXPECT_EQ(read.findings("F-01").size(), 1u) << number;
    for (const Finding& finding : read.checked().findings) {
      if (finding.rule == "F-01") { EXPECT_EQ(finding.where.section, number); }
    }
  }
}

TEST(F01, AWrongNumberIsTold) {
  EXPECT_EQ(read_html(InventedReport().heading(5, "六、存在的主要问题及改进情况").heading(6, "七、其他需要报告的事项"))
                .findings("F-01")
                .size(),
            2u);
}

}  // namespace
}  // namespace gongkai::report::test
