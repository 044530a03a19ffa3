// Paragraphs and what stands in them, read from Word files.
#include "docx_file.h"

namespace gongkai::document {
namespace {

TEST(DocxText, ParagraphsComeInOrderWithTheirNumberAsPlace) {
  const Document document = read_body(para("一、总体情况") + para("本年度无变化。"));
  EXPECT_EQ(lines_of(document), (Lines{"一、总体情况", "本年度无变化。"}));
  EXPECT_EQ(document.medium, Medium::Docx);
  EXPECT_EQ(document.encoding, "UTF-8");
  ASSERT_EQ(document.paragraphs.size(), 2u);
  EXPECT_EQ(document.paragraphs[0].place.line, 1u);
  EXPECT_EQ(document.paragraphs[1].place.line, 2u);
  EXPECT_EQ(document.paragraphs[1].place.column, 0u);
}

TEST(DocxText, RunsOfOneParagraphJoinWithoutSpace) {
  EXPECT_EQ(lines_of_body("<w:p>" + run("国办公开办函〔") + run("2021") + run("〕30号") + "</w:p>"),
            (Lines{"国办公开办函〔2021〕30号"}));
}

TEST(DocxText, SpacesCountOnlyWhereTheFilePreservesThem) {
  EXPECT_EQ(lines_of_body("<w:p>" + run("共 ") + run(" ") + run("5 件") + "</w:p>"), (Lines{"共  5 件"}));
  EXPECT_EQ(lines_of_body("<w:p><w:r><w:t>\n  共 5 件\n  </w:t></w:r><w:r><w:t> </w:t></w:r></w:p>"),
            (Lines{"共 5 件"}));
}

TEST(DocxText, LineEndsInsideATextAreSpaces) {
  EXPECT_EQ(lines_of_body("<w:p>" + run("共\n5\t件") + "</w:p>"), (Lines{"共 5 件"}));
}

TEST(DocxText, EntitiesAndCdataAreText) {
  EXPECT_EQ(lines_of_body("<w:p><w:r><w:t>A&amp;B &lt;1&gt; &#x4E00;<![CDATA[<二>]]></w:t></w:r></w:p>"),
            (Lines{"A&B <1> 一<二>"}));
}

TEST(DocxText, CommentsInsideATextDoNotCutIt) {
  EXPECT_EQ(lines_of_body("<w:p><w:r><w:t>上年<!-- x -->结转</w:t></w:r></w:p>"), (Lines{"上年结转"}));
}

TEST(DocxText, TabsAndHyphensAreCharacters) {
  EXPECT_EQ(lines_of_body("<w:p><w:r><w:t>电话</w:t><w:tab/><w:t>0771</w:t><w:noBreakHyphen/><w:t>123</"
                          "w:t><w:softHyphen/><w:t>4</w:t></w:r></w:p>"),
            (Lines{"电话\t0771-1234"}));
}

TEST(DocxText, ATabStopInTheParagraphPropertiesIsNoTab) {
  EXPECT_EQ(
      lines_of_body("<w:p><w:pPr><w:tabs><w:tab w:val=\"left\" w:pos=\"1\"/></w:tabs></w:pPr>" + run("甲") + "</w:p>"),
      (Lines{"甲"}));
}

TEST(DocxText, SymbolsAreNotRead) {
  EXPECT_EQ(lines_of_body("<w:p><w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/><w:t>是</w:t></w:r></w:p>"),
            (Lines{"是"}));
}

TEST(DocxText, ABreakOutsideATableEndsTheParagraphAtTheSamePlace) {
  const Document document = read_body(
      "<w:p><w:r><w:t>白塔县统计局</w:t><w:br/><w:t>2025年度报告</w:t><w:cr/><w:t>三</w:t></w:r></w:p>" + para("二"));
  EXPECT_EQ(lines_of(document), (Lines{"白塔县统计局", "2025年度报告", "三", "二"}));
  EXPECT_EQ(document.paragraphs[1].place.line, 1u);
  EXPECT_EQ(document.paragraphs[3].place.line, 2u);
}

TEST(DocxText, ABreakInsideACellIsALineEnd) {
  EXPECT_EQ(lines_of_body(table(row("<w:tc><w:p><w:r><w:t>现行</w:t><w:br/><w:t>有效件数</w:t></w:r></w:p></w:tc>"))),
            (Lines{"|现行\n有效件数"}));
}

TEST(DocxText, EmptyParagraphsLeaveNothingButAreCounted) {
  const Document document = read_body("<w:p/><w:p><w:pPr/></w:p>" + para("三"));
  ASSERT_EQ(lines_of(document), (Lines{"三"}));
  EXPECT_EQ(document.paragraphs[0].place.line, 3u);
}

TEST(DocxText, HyperlinksSmartTagsAndCustomXmlAreReadThrough) {
  EXPECT_EQ(lines_of_body("<w:p><w:hyperlink>" + run("一") + "</w:hyperlink><w:smartTag><w:smartTagPr/>" + run("二") +
                          "</w:smartTag><w:customXml>" + run("三") + "</w:customXml><w:bdo>" + run("四") +
                          "</w:bdo></w:p><w:customXml>" + para("五") + "</w:customXml>"),
            (Lines{"一二三四", "五"}));
}

TEST(DocxText, ContentControlsAreReadThrough) {
  const std::string control = "<w:sdt><w:sdtPr><w:alias w:val=\"x\"/></w:sdtPr><w:sdtContent>";
  const std::string end = "</w:sdtContent></w:sdt>";
  EXPECT_EQ(lines_of_body("<w:p>" + run("甲") + control + run("乙") + end + "</w:p>" + control + para("丙") + control +
                          para("丁") + end + end),
            (Lines{"甲乙", "丙", "丁"}));
}

TEST(DocxText, HiddenTextIsNotRead) {
  EXPECT_EQ(lines_of_body("<w:p>" + run("可见") +
                          "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r><w:r><w:rPr><w:vanish "
                          "w:val=\"0\"/></w:rPr><w:t>也可见</w:t></w:r></w:p>"),
            (Lines{"可见也可见"}));
}

TEST(DocxText, TextIsHiddenByItsStyleOrTheStyleThatOneIsBasedOn) {
  DocxFile file("<w:p>" + run("甲") +
                "<w:r><w:rPr><w:rStyle w:val=\"c2\"/></w:rPr><w:t>乙</w:t></w:r>"
                "<w:r><w:rPr><w:rStyle w:val=\"c2\"/><w:vanish w:val=\"false\"/></w:rPr><w:t>丙</w:t></w:r></w:p>"
                "<w:p><w:pPr><w:pStyle w:val=\"p1\"/></w:pPr>" +
                run("丁") + "</w:p>" + para("戊"));
  file.styles(
      "<w:style w:type=\"character\" w:styleId=\"c2\"><w:basedOn w:val=\"c1\"/></w:style>"
      "<w:style w:type=\"character\" w:styleId=\"c1\"><w:rPr><w:vanish/></w:rPr></w:style>"
      "<w:style w:type=\"paragraph\" w:styleId=\"p1\"><w:rPr><w:vanish/></w:rPr></w:style>");
  EXPECT_EQ(lines_of(file.document()), (Lines{"甲丙", "戊"}));
}

TEST(DocxText, AHiddenParagraphMarkJoinsHeadingAndText) {
  EXPECT_EQ(lines_of_body("<w:p><w:pPr><w:rPr><w:vanish/><w:specVanish/></w:rPr></w:pPr>" + run("一、总体情况。") +
                          "</w:p>" + para("本年度无变化。")),
            (Lines{"一、总体情况。本年度无变化。"}));
}

TEST(DocxText, FieldInstructionsAreNotReadTheirResultsAre) {
  EXPECT_EQ(lines_of_body("<w:p>" + run("第") +
                          "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>"
                          "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>" +
                          run("3") + "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>" + run("页") +
                          "<w:fldSimple w:instr=\"DATE\">" + run("1月") + "</w:fldSimple></w:p>"),
            (Lines{"第3页1月"}));
}

TEST(DocxText, TheResultOfAFieldInsideAnInstructionIsNotRead) {
  const std::string begin = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>";
  const std::string separate = "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>";
  const std::string end = "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
  EXPECT_EQ(lines_of_body("<w:p>" + begin + "<w:r><w:instrText>IF</w:instrText></w:r>" + begin + separate + run("内") +
                          end + separate + run("外") + end + run("后") + "</w:p>"),
            (Lines{"外后"}));
}

TEST(DocxText, AFieldMayReachOverParagraphs) {
  EXPECT_EQ(lines_of_body("<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText>TOC</w:instrText><w:fldChar "
                          "w:fldCharType=\"separate\"/></w:r>" +
                          run("一") + "</w:p>" + para("二") +
                          "<w:p><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>" + para("三")),
            (Lines{"一", "二", "三"}));
}

TEST(DocxText, AFieldWithoutItsEndDoesNotSwallowTheRest) {
  EXPECT_EQ(lines_of_body("<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>" + run("甲") + "</w:p>" + para("乙")),
            (Lines{"乙"}));
}

TEST(DocxText, OfAlternateContentOnlyOneBranchIsRead) {
  auto alternative = [](std::string_view requires_prefix) {
    return "<w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"" + std::string(requires_prefix) +
           "\"><w:t>新</w:t></mc:Choice><mc:Fallback><w:t>旧</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>";
  };
  EXPECT_EQ(lines_of_body(alternative("wps")), (Lines{"新"}));
  EXPECT_EQ(lines_of_body(alternative("new")), (Lines{"旧"}));
  EXPECT_EQ(lines_of_body(alternative("wps new")), (Lines{"旧"}));
  EXPECT_EQ(lines_of_body(alternative("undeclared")), (Lines{"旧"}));
}

TEST(DocxText, AlternateContentMayStandAroundParagraphsAndRuns) {
  EXPECT_EQ(lines_of_body("<mc:AlternateContent><mc:Choice Requires=\"new\">" + para("新") +
                          "</mc:Choice><mc:Fallback>" + para("旧") +
                          "</mc:Fallback></mc:AlternateContent><w:p><mc:AlternateContent><mc:Choice Requires=\"wps\">" +
                          run("甲") + "</mc:Choice></mc:AlternateContent></w:p>"),
            (Lines{"旧", "甲"}));
}

std::string text_box(std::string_view content) {
  return "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wps:wsp><wps:txbx><w:txbxContent>" +
         std::string(content) +
         "</w:txbxContent></wps:txbx></wps:wsp></w:drawing></"
         "mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>" +
         std::string(content) +
         "</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>";
}

TEST(DocxText, TextBoxesAreReadOnceAfterTheirParagraph) {
  EXPECT_EQ(
      lines_of_body("<w:p>" + run("甲") + text_box(para("盒一") + para("盒二")) + run("乙") + "</w:p>" + para("丙")),
      (Lines{"甲乙", "盒一", "盒二", "丙"}));
}

TEST(DocxText, TextBoxesOfTheOldKindAreReadToo) {
  EXPECT_EQ(lines_of_body("<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>" + para("盒") +
                          "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>" + run("甲") + "</w:p>"),
            (Lines{"甲", "盒"}));
}

TEST(DocxText, TextBoxesMayHoldTablesAndFurtherTextBoxes) {
  EXPECT_EQ(lines_of_body(
                "<w:p>" + run("甲") +
                text_box("<w:p>" + run("盒") + text_box(para("内")) + "</w:p>" + table(row(cell("1") + cell("2")))) +
                "</w:p>" + para("乙")),
            (Lines{"甲", "盒", "内", "|1|2", "乙"}));
}

TEST(DocxText, ATextBoxInACellBelongsToTheCell) {
  EXPECT_EQ(lines_of_body(table(row("<w:tc><w:p>" + run("甲") + text_box(para("盒")) + "</w:p></w:tc>" + cell("乙")))),
            (Lines{"|甲\n盒|乙"}));
}

TEST(DocxText, FormulasAreReadAsTheirText) {
  EXPECT_EQ(lines_of_body("<w:p>" + run("共") +
                          "<m:oMath><m:f><m:num><m:r><m:rPr/><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></"
                          "m:den></m:f></m:oMath></w:p>"),
            (Lines{"共12"}));
}

TEST(DocxText, OfPhoneticGuidesTheBaseIsRead) {
  EXPECT_EQ(lines_of_body("<w:p><w:r><w:ruby><w:rubyPr/><w:rt>" + run("ping") + "</w:rt><w:rubyBase>" + run("坪") +
                          "</w:rubyBase></w:ruby></w:r></w:p>"),
            (Lines{"坪"}));
}

TEST(DocxText, HeadingsComeFromTheOutlineLevelOrTheStyle) {
  DocxFile file("<w:p><w:pPr><w:pStyle w:val=\"h1\"/></w:pPr>" + run("一") +
                "</w:p><w:p><w:pPr><w:pStyle w:val=\"own\"/></w:pPr>" + run("二") +
                "</w:p><w:p><w:pPr><w:pStyle w:val=\"zh\"/></w:pPr>" + run("三") +
                "</w:p><w:p><w:pPr><w:outlineLvl w:val=\"1\"/></w:pPr>" + run("四") +
                "</w:p><w:p><w:pPr><w:pStyle w:val=\"h1\"/><w:outlineLvl w:val=\"9\"/></w:pPr>" + run("五") +
                "</w:p><w:p><w:pPr><w:outlineLvl w:val=\"7\"/></w:pPr>" + run("六") +
                "</w:p><w:p><w:pPr><w:pStyle w:val=\"t\"/></w:pPr>" + run("七") + "</w:p>" + para("八"));
  file.styles(
      "<w:style w:type=\"paragraph\" w:styleId=\"h1\"><w:name w:val=\"heading 1\"/></w:style>"
      "<w:style w:type=\"paragraph\" w:styleId=\"own\"><w:name w:val=\"公文标题\"/><w:basedOn w:val=\"h3\"/></w:style>"
      "<w:style w:type=\"paragraph\" w:styleId=\"h3\"><w:name w:val=\"x\"/><w:pPr><w:outlineLvl "
      "w:val=\"2\"/></w:pPr></w:style>"
      "<w:style w:type=\"paragraph\" w:styleId=\"zh\"><w:name w:val=\"标题 2\"/></w:style>"
      "<w:style w:type=\"paragraph\" w:styleId=\"t\"><w:name w:val=\"Title\"/></w:style>");
  const Document document = file.document();
  std::vector<int> headings;
  for (const Paragraph& paragraph : document.paragraphs) headings.push_back(paragraph.heading);
  EXPECT_EQ(headings, (std::vector<int>{1, 3, 2, 2, 0, 6, 1, 0}));
}

TEST(DocxText, StylesThatAreBasedOnEachOtherEndSomewhere) {
  DocxFile file("<w:p><w:pPr><w:pStyle w:val=\"a\"/></w:pPr>" + run("甲") + "</w:p>");
  file.styles(
      "<w:style w:type=\"paragraph\" w:styleId=\"a\"><w:basedOn w:val=\"b\"/></w:style>"
      "<w:style w:type=\"paragraph\" w:styleId=\"b\"><w:basedOn w:val=\"a\"/></w:style>"
      "<w:style w:type=\"paragraph\" w:styleId=\"c\"><w:basedOn w:val=\"c\"/></w:style>");
  EXPECT_EQ(lines_of(file.document()), (Lines{"甲"}));
}

TEST(DocxText, FootnoteMarksAndCommentsLeaveNothing) {
  EXPECT_EQ(
      lines_of_body("<w:p>" + run("甲") +
                    "<w:commentRangeStart w:id=\"1\"/><w:r><w:footnoteReference w:id=\"1\"/></w:r><w:bookmarkStart "
                    "w:id=\"2\"/><w:r><w:commentReference w:id=\"1\"/></w:r></w:p>"),
      (Lines{"甲"}));
}

TEST(DocxText, BytesThatAreNoCharacterAreReplacedAndReported) {
  const Document document = read_body("<w:p><w:r><w:t>共\xFF\xFE件</w:t></w:r></w:p>");
  EXPECT_EQ(lines_of(document), (Lines{"共\uFFFD\uFFFD件"}));
  ASSERT_EQ(document.doubts.size(), 1u);
  EXPECT_NE(document.doubts[0].why.zh.find("2 处"), std::string::npos);
}

TEST(DocxText, AnEmbeddedFileIsReportedNotRead) {
  const Document document = read_body(para("甲") + "<w:altChunk/>");
  ASSERT_EQ(document.doubts.size(), 1u);
  EXPECT_EQ(document.doubts[0].place.line, 2u);
}

}  // namespace
}  // namespace gongkai::document
