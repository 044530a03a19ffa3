// Tracked changes in Word files: the document is read as if all were accepted.
#include "docx_file.h"

namespace gongkai::document {
namespace {

const std::string kMarkDeleted = "<w:pPr><w:rPr><w:del w:id=\"1\"/></w:rPr></w:pPr>";

TEST(DocxChanges, InsertedTextIsReadDeletedTextIsNot) {
  EXPECT_EQ(lines_of_body("<w:p>" + run("收到申请") +
                          "<w:del w:id=\"1\"><w:r><w:delText>12</w:delText></w:r></w:del><w:ins w:id=\"2\">" +
                          run("13") + "</w:ins>" + run("件") + "</w:p>"),
            (Lines{"收到申请13件"}));
}

TEST(DocxChanges, WhatWasInsertedAndDeletedAgainIsNotRead) {
  EXPECT_EQ(lines_of_body("<w:p>" + run("甲") + "<w:ins w:id=\"2\"><w:del w:id=\"1\">" + run("乙") +
                          "</w:del></w:ins></w:p>"),
            (Lines{"甲"}));
}

TEST(DocxChanges, MovedTextIsReadWhereItWentTo) {
  EXPECT_EQ(lines_of_body("<w:p><w:moveFrom w:id=\"1\">" + run("甲") + "</w:moveFrom>" + run("乙") + "</w:p><w:p>" +
                          run("丙") + "<w:moveTo w:id=\"2\">" + run("甲") + "</w:moveTo></w:p>"),
            (Lines{"乙", "丙甲"}));
}

TEST(DocxChanges, ADeletedParagraphMarkJoinsTheParagraphs) {
  const Document document = read_body(para("前") + "<w:p>" + kMarkDeleted + run("甲") + "</w:p><w:p>" + kMarkDeleted +
                                      run("乙") + "</w:p>" + para("丙") + para("丁"));
  EXPECT_EQ(lines_of(document), (Lines{"前", "甲乙丙", "丁"}));
  EXPECT_EQ(document.paragraphs[1].place.line, 2u);
  EXPECT_EQ(document.paragraphs[2].place.line, 5u);
}

TEST(DocxChanges, AWhollyDeletedParagraphIsGone) {
  const Document document = read_body(para("甲") + "<w:p>" + kMarkDeleted +
                                      "<w:del><w:r><w:delText>乙</w:delText></w:r></w:del></w:p>" + para("丙"));
  EXPECT_EQ(lines_of(document), (Lines{"甲", "丙"}));
  EXPECT_EQ(document.paragraphs[1].place.line, 3u);
}

TEST(DocxChanges, AMovedAwayParagraphIsGone) {
  EXPECT_EQ(lines_of_body("<w:p><w:pPr><w:rPr><w:moveFrom/></w:rPr></w:pPr><w:moveFrom>" + run("甲") +
                          "</w:moveFrom></w:p>" + para("乙")),
            (Lines{"乙"}));
}

TEST(DocxChanges, ADeletedMarkBeforeATableOrAtTheEndOfACellJoinsNothing) {
  EXPECT_EQ(lines_of_body("<w:p>" + kMarkDeleted + run("甲") + "</w:p>" +
                          table(row("<w:tc><w:p>" + kMarkDeleted + run("1") + "</w:p></w:tc>" + cell("2"))) + "<w:p>" +
                          kMarkDeleted + run("乙") + "</w:p>"),
            (Lines{"甲", "|1|2", "乙"}));
}

TEST(DocxChanges, ABreakInAJoinedParagraphStays) {
  EXPECT_EQ(lines_of_body("<w:p>" + kMarkDeleted + "<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r></w:p>" + para("丙")),
            (Lines{"甲", "乙丙"}));
}

TEST(DocxChanges, DeletedRowsAreNotRead) {
  EXPECT_EQ(lines_of_body(
                table(row(cell("1")) + row(cell("2"), "<w:del w:id=\"1\"/>") + row(cell("3"), "<w:ins w:id=\"2\"/>"))),
            (Lines{"|1", "|3"}));
}

TEST(DocxChanges, ATableOfDeletedRowsIsGone) {
  EXPECT_EQ(lines_of_body(para("甲") + table(row(cell("1"), "<w:del/>")) + para("乙")), (Lines{"甲", "乙"}));
}

TEST(DocxChanges, DeletedCellsAreGoneInsertedOnesStay) {
  EXPECT_EQ(lines_of_body(
                table(row(cell("1") + cell("2", "<w:cellDel w:id=\"1\"/>") + cell("3", "<w:cellIns w:id=\"2\"/>")))),
            (Lines{"|1|3"}));
}

TEST(DocxChanges, TrackedMergesHold) {
  EXPECT_EQ(lines_of_body(table(row(cell("1", "<w:cellMerge w:vMerge=\"rest\"/>") + cell("2")) +
                                row(cell("", "<w:cellMerge w:vMerge=\"cont\"/>") + cell("3")))),
            (Lines{"|1|2", "|^|3"}));
}

TEST(DocxChanges, FormerPropertiesDoNotCount) {
  const Document document = read_body(
      "<w:p><w:pPr><w:outlineLvl w:val=\"0\"/><w:pPrChange><w:pPr><w:outlineLvl "
      "w:val=\"4\"/></w:pPr></w:pPrChange></w:pPr><w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></"
      "w:rPr><w:t>甲</w:t></w:r></w:p>");
  EXPECT_EQ(lines_of(document), (Lines{"甲"}));
  EXPECT_EQ(document.paragraphs.at(0).heading, 1);
}

}  // namespace
}  // namespace gongkai::document
