// Tables in Word files: spans, merges and gaps become a grid.
#include "docx_file.h"

namespace gongkai::document {
namespace {

const std::string kStarts = "<w:vMerge w:val=\"restart\"/>";
const std::string kContinues = "<w:vMerge/>";
std::string wide(int columns) { return "<w:gridSpan w:val=\"" + std::to_string(columns) + "\"/>"; }

TEST(DocxTables, RowsAndCellsComeInOrder) {
  const Document document =
      read_body(para("前") + table(row(cell("1") + cell("2")) + row(cell("3") + cell("4"))) + para("后"));
  EXPECT_EQ(lines_of(document), (Lines{"前", "|1|2", "|3|4", "后"}));
  EXPECT_EQ(document.grids.at(0).place.line, 2u);
  EXPECT_EQ(document.grids.at(0).cells.at(3).place.line, 5u);
}

TEST(DocxTables, CellsNeedNoProperties) {
  EXPECT_EQ(lines_of_body("<w:tbl><w:tr><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc><w:tc/></w:tr></w:tbl>"),
            (Lines{"|1|"}));
}

TEST(DocxTables, ParagraphsOfACellAreItsLines) {
  EXPECT_EQ(lines_of_body(table(row("<w:tc>" + para("申请人") + "<w:p/>" + para("情况") + "</w:tc>"))),
            (Lines{"|申请人\n情况"}));
}

TEST(DocxTables, CellsMaySpanColumns) {
  EXPECT_EQ(lines_of_body(table(row(cell("甲", wide(2)) + cell("乙")) + row(cell("1") + cell("2") + cell("3")))),
            (Lines{"|甲|<|乙", "|1|2|3"}));
}

TEST(DocxTables, CellsMaySpanRows) {
  EXPECT_EQ(lines_of_body(table(row(cell("甲", kStarts) + cell("1")) + row(cell("", kContinues) + cell("2")) +
                                row(cell("", "<w:vMerge w:val=\"continue\"/>") + cell("3")) +
                                row(cell("乙", kStarts) + cell("4")) + row(cell("", kContinues) + cell("5")))),
            (Lines{"|甲|1", "|^|2", "|^|3", "|乙|4", "|^|5"}));
}

TEST(DocxTables, CellsMaySpanBoth) {
  EXPECT_EQ(
      lines_of_body(table(row(cell("甲", wide(2) + kStarts) + cell("1")) +
                          row(cell("", wide(2) + kContinues) + cell("2")) + row(cell("3") + cell("4") + cell("5")))),
      (Lines{"|甲|<|1", "|^|^|2", "|3|4|5"}));
}

TEST(DocxTables, TextInACellThatContinuesIsNotSeen) {
  EXPECT_EQ(lines_of_body(table(row(cell("甲", kStarts)) + row(cell("旧", kContinues)))), (Lines{"|甲", "|^"}));
}

TEST(DocxTables, ACellThatContinuesNothingIsAnOrdinaryCell) {
  EXPECT_EQ(lines_of_body(table(row(cell("甲", kContinues) + cell("1")) + row(cell("乙") + cell("2")) +
                                row(cell("丙", kContinues) + cell("3")))),
            (Lines{"|甲|1", "|乙|2", "|丙|3"}));
}

TEST(DocxTables, ACellContinuesOnlyTheOneInItsOwnColumn) {
  EXPECT_EQ(lines_of_body(table(row(cell("甲", kStarts) + cell("1") + cell("2")) +
                                row(cell("3") + cell("乙", kContinues) + cell("4")))),
            (Lines{"|甲|1|2", "|3|乙|4"}));
}

TEST(DocxTables, AWiderCellThatContinuesLeavesAGap) {
  EXPECT_EQ(lines_of_body(table(row(cell("甲", kStarts) + cell("1") + cell("2")) +
                                row(cell("", wide(2) + kContinues) + cell("3")))),
            (Lines{"|甲|1|2", "|^||3"}));
}

TEST(DocxTables, ANarrowerCellThatContinuesKeepsItsRowInPlace) {
  EXPECT_EQ(lines_of_body(table(row(cell("甲", wide(2) + kStarts) + cell("1")) +
                                row(cell("", kContinues) + cell("2") + cell("3")))),
            (Lines{"|甲|<|1", "||2|3"}));
}

TEST(DocxTables, ARowOfCellsThatAllContinueIsStillARow) {
  EXPECT_EQ(lines_of_body(table(row(cell("甲", kStarts) + cell("乙", kStarts)) +
                                row(cell("", kContinues) + cell("", kContinues)) + row(cell("1") + cell("2")))),
            (Lines{"|甲|乙", "|^|^", "|1|2"}));
}

TEST(DocxTables, OldHorizontalMergesCount) {
  EXPECT_EQ(lines_of_body(table(row(cell("甲", "<w:hMerge w:val=\"restart\"/>") + cell("旧", "<w:hMerge/>") +
                                    cell("", "<w:hMerge w:val=\"continue\"/>") + cell("1")) +
                                row(cell("2", "<w:hMerge/>") + cell("3") + cell("4") + cell("5")))),
            (Lines{"|甲|<|<|1", "|2|3|4|5"}));
}

TEST(DocxTables, OldHorizontalMergesMeetVerticalOnes) {
  EXPECT_EQ(lines_of_body(table(row(cell("甲", "<w:hMerge w:val=\"restart\"/>" + kStarts) +
                                    cell("", "<w:hMerge/>" + kStarts) + cell("1")) +
                                row(cell("", "<w:hMerge w:val=\"restart\"/>" + kContinues) +
                                    cell("", "<w:hMerge/>" + kContinues) + cell("2")))),
            (Lines{"|甲|<|1", "|^|^|2"}));
}

TEST(DocxTables, RowsMayBeginLateAndEndEarly) {
  EXPECT_EQ(lines_of_body(table(row(cell("1") + cell("2") + cell("3") + cell("4")) +
                                row(cell("5") + cell("6"), "<w:gridBefore w:val=\"1\"/><w:gridAfter w:val=\"1\"/>"))),
            (Lines{"|1|2|3|4", "||5|6|"}));
}

TEST(DocxTables, MergesFollowTheColumnsThroughLateRows) {
  EXPECT_EQ(lines_of_body(
                table(row(cell("1") + cell("甲", kStarts)) + row(cell("", kContinues), "<w:gridBefore w:val=\"1\"/>"))),
            (Lines{"|1|甲", "||^"}));
}

TEST(DocxTables, RowsAndCellsMayStandInContentControls) {
  const std::string begin = "<w:sdt><w:sdtPr/><w:sdtContent>";
  const std::string end = "</w:sdtContent></w:sdt>";
  EXPECT_EQ(lines_of_body(begin +
                          table(begin + row(cell("1", kStarts) + begin + cell("2") + end) + end + "<w:customXml>" +
                                row(cell("", kContinues) + "<w:customXml>" + cell("3") + "</w:customXml>") +
                                "</w:customXml>") +
                          end),
            (Lines{"|1|2", "|^|3"}));
}

TEST(DocxTables, HiddenRowsAreNotRead) {
  EXPECT_EQ(
      lines_of_body(table(row(cell("1")) + row(cell("2"), "<w:hidden/>") + row(cell("3"), "<w:hidden w:val=\"0\"/>"))),
      (Lines{"|1", "|3"}));
}

TEST(DocxTables, ATableInATableIsReadOnItsOwn) {
  const Document document =
      read_body(table(row("<w:tc>" + para("前") + table(row(cell("1") + cell("2"))) + para("后") + "</w:tc>")));
  EXPECT_EQ(lines_of(document), (Lines{"前", "|1|2", "后"}));
  EXPECT_TRUE(document.paragraphs.at(0).in_table);
}

TEST(DocxTables, ATableWithoutRowsIsNothing) {
  const Document document = read_body(para("甲") + table("") + "<w:tbl><w:tr/></w:tbl>");
  EXPECT_EQ(lines_of(document), (Lines{"甲"}));
  EXPECT_TRUE(document.grids.empty());
}

TEST(DocxTables, SenselessSpansDoNoHarm) {
  for (const char* span : {"0", "-1", "4294967296", "99999999999999999999999", "x", ""}) {
    const Document document =
        read_body(table(row(cell("甲", "<w:gridSpan w:val=\"" + std::string(span) + "\"/>") + cell("乙")) +
                        row(cell("1"), "<w:gridBefore w:val=\"" + std::string(span) + "\"/>")));
    ASSERT_EQ(document.grids.size(), 1u) << span;
    EXPECT_EQ(document.view(document.grids[0].at(0, 0)->text), "甲") << span;
  }
}

}  // namespace
}  // namespace gongkai::document
