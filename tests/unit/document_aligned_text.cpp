// Tables in plain text whose columns are aligned by runs of blanks.
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "document/aligned_text.h"
#include "document/read.h"

namespace gongkai::document {
namespace {

Document read_lines(const std::string& text) {
  auto document = read_text(text, "a.txt", Limits{});
  EXPECT_TRUE(document);
  return std::move(*document);
}

/// A row as "label|1||3"; the slots of one cell are printed once.
std::string row_of(const Document& document, std::size_t grid, std::uint32_t r) {
  std::string row;
  const Cell* last = nullptr;
  for (std::uint16_t c = 0; c < document.grids.at(grid).columns; ++c) {
    const Cell* cell = document.grids[grid].at(r, c);
    if (cell != nullptr && cell == last) continue;
    if (c > 0) row += '|';
    if (cell != nullptr) row += document.view(cell->text);
    last = cell;
  }
  return row;
}

std::vector<std::string> paragraphs_of(const Document& document) {
  std::vector<std::string> texts;
  for (const Paragraph& paragraph : document.paragraphs) texts.emplace_back(document.view(paragraph.text));
  return texts;
}

TEST(AlignedText, BlankFiguresOfLeftAlignedColumnsAreEmptyCells) {
  const Document document = read_lines(
      "水果    一月  二月  三月\n"
      "苹果    1           3\n"
      "香蕉          22\n"
      "樱桃    7     8     9\n");
  ASSERT_EQ(document.grids.size(), 1u);
  EXPECT_EQ(row_of(document, 0, 0), "水果|一月|二月|三月");
  EXPECT_EQ(row_of(document, 0, 1), "苹果|1||3");
  EXPECT_EQ(row_of(document, 0, 2), "香蕉||22|");
  EXPECT_EQ(row_of(document, 0, 3), "樱桃|7|8|9");
  EXPECT_TRUE(document.paragraphs.empty());
}

TEST(AlignedText, BlankFiguresOfRightAlignedColumnsAreEmptyCells) {
  const Document document = read_lines(
      "水果      一月    二月    三月\n"
      "苹果         1               3\n"
      "香蕉              1022\n"
      "樱桃        17       8      19\n");
  ASSERT_EQ(document.grids.size(), 1u);
  EXPECT_EQ(row_of(document, 0, 1), "苹果|1||3");
  EXPECT_EQ(row_of(document, 0, 2), "香蕉||1022|");
}

TEST(AlignedText, FullWidthBlanksPadColumnsToo) {
  const Document document = read_lines("水果　　一月　二月　三月\n苹果　　１　　　　　３\n樱桃　　７　　８　　９\n");
  ASSERT_EQ(document.grids.size(), 1u);
  EXPECT_EQ(row_of(document, 0, 1), "苹果|１||３");
}

TEST(AlignedText, AColumnThatIsBlankThroughoutIsKnownByItsHead) {
  const Document document = read_lines(
      "水果    一月  二月  三月\n"
      "苹果    1           3\n"
      "樱桃    7           9\n");
  ASSERT_EQ(document.grids.size(), 1u);
  EXPECT_EQ(row_of(document, 0, 2), "樱桃|7||9");
}

TEST(AlignedText, AHeadAboveSeveralColumnsMakesNoColumnOfItsOwn) {
  const Document document = read_lines(
      "水果    上半年              合计\n"
      "        一月  二月  三月\n"
      "苹果    1           3       4\n");
  ASSERT_EQ(document.grids.size(), 1u);
  EXPECT_EQ(row_of(document, 0, 2), "苹果|1||3|4");
}

TEST(AlignedText, ALabelThatGoesOnBelowIsJoined) {
  const Document document = read_lines(
      "甲组  1.很长的一个名 0    0    1\n"
      "      称\n"
      "      2.短           0    0    2\n"
      "      3.又一个很长的 0    0    3\n"
      "      名称\n");
  ASSERT_EQ(document.grids.size(), 1u);
  EXPECT_EQ(row_of(document, 0, 0), "甲组|1.很长的一个名称|0|0|1");
  EXPECT_EQ(row_of(document, 0, 1), "2.短|0|0|2");
  EXPECT_EQ(row_of(document, 0, 2), "3.又一个很长的名称|0|0|3");
}

TEST(AlignedText, FiguresBesideTheMiddleOfALabelBelongToIt) {
  const Document document = read_lines(
      "1.短                 0    0    1\n"
      "2.很长的一个名称分成\n"
      "                     0    0    2\n"
      "两行\n"
      "3.短                 0    0    3\n");
  ASSERT_EQ(document.grids.size(), 1u);
  ASSERT_EQ(document.grids[0].rows, 3u);
  EXPECT_EQ(row_of(document, 0, 1), "2.很长的一个名称分成两行|0|0|2");
}

TEST(AlignedText, LabelsAboveTheirFiguresAreNotJoinedToTheRowBefore) {
  const Document document = read_lines(
      "水果                 一月  二月  三月\n"
      "一种名称很长的水果，\n"
      "即苹果               1     2     3\n"
      "另一种名称长的水果，\n"
      "即樱桃               4     5     6\n"
      "香蕉                 7     8     9\n");
  ASSERT_EQ(document.grids.size(), 1u);
  for (std::uint32_t r = 0; r < document.grids[0].rows; ++r)
    EXPECT_EQ(row_of(document, 0, r).find("即苹果另"), std::string::npos);
}

TEST(AlignedText, LabelsWithoutNumbersAreJoinedWhereAllGoOnBelow) {
  const Document document = read_lines(
      "水果       一月  二月  三月\n"
      "一种很长的 1     2     3\n"
      "名称\n"
      "樱桃       4     5     6\n"
      "又一种很长 7     8     9\n"
      "的名称\n"
      "香蕉       1     1     1\n");
  ASSERT_EQ(document.grids.size(), 1u);
  EXPECT_EQ(row_of(document, 0, 1), "一种很长的名称|1|2|3");
  EXPECT_EQ(row_of(document, 0, 3), "又一种很长的名称|7|8|9");
}

TEST(AlignedText, ARowWithoutAnyFigureIsARowAndNoContinuation) {
  const Document document = read_lines(
      "水果      一月  二月  三月\n"
      "苹果      1           3\n"
      "一种樱桃  1     2     3\n"
      "一种柠檬\n"
      "香蕉      4           6\n");
  ASSERT_EQ(document.grids.size(), 1u);
  EXPECT_EQ(row_of(document, 0, 3), "一种柠檬|||");
  EXPECT_EQ(row_of(document, 0, 4), "香蕉|4||6");
}

TEST(AlignedText, ColumnsMayBePartedByOneBlankOnly) {
  const Document document = read_lines(
      "水果     一月 二月 三月\n"
      "一种苹果 1    2    3\n"
      "樱桃     4    5    6\n");
  ASSERT_EQ(document.grids.size(), 1u);
  EXPECT_EQ(row_of(document, 0, 1), "一种苹果|1|2|3");
}

TEST(AlignedText, APageNumberDoesNotPartATable) {
  const Document document = read_lines(
      "水果    一月  二月  三月\n"
      "苹果    1           3\n"
      "\n"
      "             — 4 —\n"
      "\f\n"
      "樱桃    7           9\n");
  ASSERT_EQ(document.grids.size(), 1u);
  EXPECT_EQ(row_of(document, 0, 2), "樱桃|7||9");
  EXPECT_EQ(paragraphs_of(document), std::vector<std::string>{"— 4 —"});
}

TEST(AlignedText, QuotationMarksMayBeOneOrTwoColumnsWide) {
  for (const std::string pad : {"    ", "  "}) {
    const Document document = read_lines(
        "水果      一月  二月  三月\n"
        "“苹果”" +
        pad +
        "1           3\n"
        "樱桃      7           9\n");
    ASSERT_EQ(document.grids.size(), 1u) << pad.size();
    EXPECT_EQ(row_of(document, 0, 1), "“苹果”|1||3");
  }
}

TEST(AlignedText, ALabelThatPushesItsFiguresAsideIsReadOnlyIfItsRowIsFull) {
  const Document document = read_lines(
      "水果    一月  二月  三月\n"
      "苹果    1           3\n"
      "一种很长的名称  1     2     3\n"
      "另一种很长的名称  1     2\n");
  ASSERT_EQ(document.grids.size(), 1u);
  EXPECT_EQ(row_of(document, 0, 2), "一种很长的名称|1|2|3");
  EXPECT_EQ(row_of(document, 0, 3), "另一种很长的名称|1     2");
}

TEST(AlignedText, FiguresThatStandBelowNoHeadMakeNoGrid) {
  const Document document = read_lines(
      "水果    一月        二月        三月\n"
      "苹果          1                       3\n"
      "樱桃    7           8           9\n");
  EXPECT_TRUE(document.grids.empty());
  EXPECT_EQ(document.paragraphs.size(), 3u);
}

TEST(AlignedText, FiguresWithoutHeadsAndWithoutAFullRowMakeNoGrid) {
  const Document document = read_lines("苹果    1           3\n樱桃          7     9\n");
  EXPECT_TRUE(document.grids.empty());
}

TEST(AlignedText, ScatteredFiguresMakeNoGridWhereSomeAreBlank) {
  const Document document = read_lines(
      "水果    一月份的重量  二月份的重量  三月份的重量\n"
      "苹果    1                           3\n"
      "樱桃           7             8             9\n"
      "香蕉                1             3\n");
  EXPECT_TRUE(document.grids.empty());
}

TEST(AlignedText, ProseWithNumbersAndGapsStaysProse) {
  const std::string prose =
      "  2020年共收到  12  件，办结  11  件。\n"
      "联系电话：    66001234\n"
      "发布时间：  2021年1月28日    浏览次数：  35\n";
  const Document document = read_lines(prose);
  EXPECT_TRUE(document.grids.empty());
  EXPECT_EQ(document.paragraphs.size(), 3u);
}

TEST(AlignedText, LinesAroundATableStayInTheirOrder) {
  const Document document = read_lines(
      "一、标题\n\n"
      "水果    一月  二月  三月\n"
      "苹果    1           3\n\n"
      "二、标题\n");
  ASSERT_EQ(document.blocks.size(), 3u);
  EXPECT_EQ(document.blocks[1].kind, Block::Kind::Grid);
  EXPECT_EQ(paragraphs_of(document), (std::vector<std::string>{"一、标题", "二、标题"}));
  EXPECT_EQ(document.grids[0].at(1, 1)->place.line, 4u);
}

TEST(AlignedText, NoTextIsLostWhateverTheLinesAre) {
  std::mt19937 random(7);
  const std::vector<std::string> parts{"1", "22", "  ", "   ", " ",  "甲", "乙丙", "（一）", "3.丁",
                                       "—", "\n", "\n", "“",   "　", "/",  "件",   "。"};
  for (int round = 0; round < 400; ++round) {
    std::string text;
    for (int n = 0; n < 300; ++n) text += parts[random() % parts.size()];
    const Document document = read_lines(text);
    auto count = [](std::string_view whole, std::string_view part) {
      std::size_t found = 0;
      for (std::size_t at = whole.find(part); at != std::string_view::npos; at = whole.find(part, at + part.size()))
        ++found;
      return found;
    };
    for (const char* part : {"1", "22", "甲", "乙丙", "丁", "件"})
      EXPECT_EQ(count(document.text, part), count(text, part)) << text;
  }
}

}  // namespace
}  // namespace gongkai::document
