// Plain text, Markdown, tables drawn with bars, tabs or commas.
#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include "docx_file.h"

namespace gongkai::document {
namespace {

using testing::ElementsAre;

Document text(std::string_view content, std::string_view name = "报告.txt") {
  auto document = read(content, name, {});
  if (!document) {
    ADD_FAILURE() << document.error().code;
    return {};
  }
  return std::move(document).value();
}

Lines lines(std::string_view content) { return lines_of(text(content)); }

TEST(PlainText, ALineIsAParagraph) {
  EXPECT_THAT(lines("一\r\n\r\n  二 三\n\u3000\u3000四\n"), ElementsAre("一", "二 三", "四"));
}

TEST(PlainText, PlacesAreLineAndColumnInBytes) {
  const Document document = text("一\n\n\u3000\u3000二\n");
  ASSERT_EQ(document.paragraphs.size(), 2u);
  EXPECT_EQ(document.paragraphs[1].place.line, 3u);
  EXPECT_EQ(document.paragraphs[1].place.column, 7u);
}

TEST(PlainText, TheLastLineNeedsNoLineEnd) { EXPECT_THAT(lines("一\n二"), ElementsAre("一", "二")); }
TEST(PlainText, FormFeedsOfPagesAreNoText) { EXPECT_THAT(lines("一\f\n二\f"), ElementsAre("一", "二")); }

TEST(TextTable, TabsDivideCells) {
  EXPECT_THAT(lines("题\n甲\t1\t2\n乙\t3\t4\n完\n"), ElementsAre("题", "|甲|1|2", "|乙|3|4", "完"));
  EXPECT_THAT(lines("甲\t\t2\n乙\t3\t\n"), ElementsAre("|甲||2", "|乙|3|"));
}

TEST(TextTable, ALoneTabMakesNoTable) { EXPECT_THAT(lines("\t一段话\n第二段\n"), ElementsAre("一段话", "第二段")); }

TEST(TextTable, MarkdownTablesLoseTheirRule) {
  const Document document = text("# 题\n\n| 甲 | 乙 |\n|:---|---:|\n| **1** | |\n\n文\n");
  EXPECT_EQ(document.medium, Medium::Markdown);
  EXPECT_THAT(lines_of(document), ElementsAre("题", "|甲|乙", "|1|", "文"));
  EXPECT_EQ(document.paragraphs[0].heading, 1);
  EXPECT_EQ(text("文", "报告.md").medium, Medium::Markdown);
}

TEST(TextTable, MarkdownTablesNeedNoOuterBars) {
  EXPECT_THAT(lines("甲 | 乙 | 丙\n--- | --- | ---\n1 | 2 | 3\n"), ElementsAre("|甲|乙|丙", "|1|2|3"));
}

TEST(TextTable, BoxDrawingIsATable) {
  EXPECT_THAT(lines("┌──┬──┐\n│甲│乙│\n├──┼──┤\n│1 │  │\n└──┴──┘\n"), ElementsAre("|甲|乙", "|1|"));
  EXPECT_THAT(lines("+----+----+\n| 甲 | 乙 |\n+----+----+\n| 1  | 2  |\n+----+----+\n"),
              ElementsAre("|甲|乙", "|1|2"));
  EXPECT_THAT(lines("║甲║乙║\n║1║2║\n"), ElementsAre("|甲|乙", "|1|2"));
}

TEST(TextTable, ACellOverSeveralLinesOfABoxIsOne) {
  EXPECT_THAT(lines("┌──┬──┐\n│结果│1 │\n│维持│  │\n├──┼──┤\n│乙│2 │\n├──┼──┤\n│丙│3 │\n└──┴──┘\n"),
              ElementsAre("|结果\n维持|1", "|乙|2", "|丙|3"));
}

TEST(TextTable, StrokesTellWhichCellsOfABoxReachOverOthers) {
  const Document document = text(
      "┌────┬─────────┐\n"
      "│    │   乙    │\n"
      "│ 甲 ├────┬────┤\n"
      "│    │ 丙 │ 丁 │\n"
      "├────┼────┼────┤\n"
      "│ 1  │ 2  │ 3  │\n"
      "├────┴────┼────┤\n"
      "│    4    │ “5”│\n"
      "└─────────┴────┘\n");
  ASSERT_EQ(document.grids.size(), 1u);
  const Grid& grid = document.grids[0];
  EXPECT_EQ(grid.rows, 4u);
  EXPECT_EQ(grid.columns, 3u);
  const auto at = [&](std::uint32_t row, std::uint16_t column) { return document.view(grid.at(row, column)->text); };
  EXPECT_EQ(at(0, 0), "甲");
  EXPECT_EQ(at(1, 0), "甲");
  EXPECT_EQ(at(0, 2), "乙");
  EXPECT_EQ(at(1, 1), "丙");
  EXPECT_EQ(at(2, 2), "3");
  EXPECT_EQ(at(3, 1), "4");
  EXPECT_EQ(at(3, 2), "“5”");
  EXPECT_EQ(grid.at(1, 2)->place.line, 4u);
}

TEST(TextTable, ABoxWhoseStrokesMissEachOtherIsReadLineByLine) {
  // One blank is lost before 2: which cells stand below each other is open.
  const Document document = text("┌──┬──┐\n│甲│乙│\n├──┼──┤\n│1 │2│\n├──┼──┤\n│3 │4 │\n└──┴──┘\n");
  EXPECT_THAT(lines_of(document), ElementsAre("|甲|乙", "|1|2", "|3|4"));
}

TEST(TextTable, LinesOfABoxWithoutRulesBetweenThemAreRowsOfTheirOwn) {
  EXPECT_THAT(lines("┌──┬──┐\n│甲│乙│\n├──┼──┤\n│1 │2 │\n│3 │4 │\n└──┴──┘\n"), ElementsAre("|甲|乙", "|1|2", "|3|4"));
}

TEST(TextTable, AnEmptyFirstColumnOfOneRowIsNoBorder) {
  EXPECT_THAT(lines("|  | 1 | 2 |\n| 甲 | 3 | 4 |\n"), ElementsAre("||1|2", "|甲|3|4"));
}

TEST(TextTable, CommasDivideCellsOnlyInAFileFullOfThem) {
  std::string csv = "行,甲,乙,丙,丁\n";
  for (int i = 0; i < 12; ++i) csv += "\"一,二\",1,2,3,4\n";
  EXPECT_EQ(lines(csv)[0], "|行|甲|乙|丙|丁");
  EXPECT_EQ(lines(csv)[1], "|一,二|1|2|3|4");
  EXPECT_THAT(lines("本年制发文件1,2,3,4,5件\n"), ElementsAre("本年制发文件1,2,3,4,5件"));
}

TEST(TextTable, ARulingInRunningTextIsDropped) { EXPECT_THAT(lines("一\n----------\n二\n"), ElementsAre("一", "二")); }

TEST(TextKinds, BytesDecideNotTheName) {
  EXPECT_EQ(text("<p>一</p>", "报告.txt").medium, Medium::Html);
  EXPECT_EQ(text("一", "报告.html").medium, Medium::Text);
  EXPECT_EQ(text("A < B > C\n", "报告.html").medium, Medium::Text);
}

TEST(TextLimits, TooManyCellsAreRefused) {
  Limits limits;
  limits.most_cells = 10;
  EXPECT_EQ(read_text("0\t0\t0\t0\n0\t0\t0\t0\n0\t0\t0\t0\n", "报告.txt", limits).error().code, "document.too_complex");
}

RC_GTEST_PROP(TextProperty, AnyLinesBecomeASoundDocument, ()) {
  const auto pieces = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
      "|", "\t", "\n", "---", "│", "─", "0", "公开", ",", "\"", "*", "#", " ", "\\", "\r", "+"));
  std::string content = "一";
  for (const std::string& piece : pieces) content += piece;
  const auto document = read_text(content, "报告.txt", {});
  RC_ASSERT(document.ok());
  for (const Grid& grid : document->grids) {
    for (const Cell& cell : grid.cells) {
      RC_ASSERT(std::size_t{cell.text.begin} + cell.text.size <= document->text.size());
      RC_ASSERT(cell.row < grid.rows);
      RC_ASSERT(cell.column < grid.columns);
    }
  }
  for (const Paragraph& paragraph : document->paragraphs)
    RC_ASSERT(std::size_t{paragraph.text.begin} + paragraph.text.size <= document->text.size());
}

}  // namespace
}  // namespace gongkai::document
