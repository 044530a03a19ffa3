// Automatic numbering in Word files: the numbers that are printed stand in the text that is read.
#include "docx_file.h"

namespace gongkai::document {
namespace {

std::string level(int number, std::string_view format, std::string_view text, std::string_view more = {}) {
  return "<w:lvl w:ilvl=\"" + std::to_string(number) + "\"><w:start w:val=\"1\"/><w:numFmt w:val=\"" +
         std::string(format) + "\"/>" + std::string(more) + "<w:lvlText w:val=\"" + std::string(text) + "\"/></w:lvl>";
}
std::string definition(int id, std::string_view levels) {
  return "<w:abstractNum w:abstractNumId=\"" + std::to_string(id) + "\">" + std::string(levels) + "</w:abstractNum>";
}
std::string use(int id, int defined, std::string_view more = {}) {
  return "<w:num w:numId=\"" + std::to_string(id) + "\"><w:abstractNumId w:val=\"" + std::to_string(defined) + "\"/>" +
         std::string(more) + "</w:num>";
}
std::string item(int numbering, int depth, std::string_view text) {
  return "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"" + std::to_string(depth) + "\"/><w:numId w:val=\"" +
         std::to_string(numbering) + "\"/></w:numPr></w:pPr>" + (text.empty() ? std::string() : run(text)) + "</w:p>";
}
Lines numbered_lines(std::string_view numbering, std::string_view body) {
  DocxFile file(body);
  file.numbering(numbering);
  return lines_of(file.document());
}
/// How the n-th paragraph of one level in a format is numbered.
std::string nth(int n, std::string_view format) {
  DocxFile file(item(1, 0, "x"));
  file.numbering(
      definition(0, level(0, format, "%1|")) +
      use(1, 0, "<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"" + std::to_string(n) + "\"/></w:lvlOverride>"));
  const Lines lines = lines_of(file.document());
  return lines.size() == 1 ? lines[0].substr(0, lines[0].find('|')) : std::string();
}

TEST(DocxNumbers, SectionNumbersStandBeforeTheirHeadings) {
  EXPECT_EQ(
      numbered_lines(definition(0, level(0, "japaneseCounting", "%1、") + level(1, "chineseCounting", "（%2）") +
                                       level(2, "decimal", "%3.", "<w:suff w:val=\"nothing\"/>")) +
                         use(1, 0),
                     item(1, 0, "总体情况") + item(1, 1, "主动公开") + item(1, 1, "平台建设") + item(1, 2, "网站") +
                         item(1, 0, "主动公开政府信息情况") + item(1, 1, "规章")),
      (Lines{"一、总体情况", "（一）主动公开", "（二）平台建设", "1.网站", "二、主动公开政府信息情况", "（一）规章"}));
}

TEST(DocxNumbers, TheTabBehindAWesternNumberIsASpace) {
  EXPECT_EQ(numbered_lines(definition(0, level(0, "decimal", "%1.")) + use(1, 0), item(1, 0, "甲") + item(1, 0, "乙")),
            (Lines{"1. 甲", "2. 乙"}));
}

TEST(DocxNumbers, EmptyNumberedParagraphsShowTheirNumber) {
  EXPECT_EQ(numbered_lines(definition(0, level(0, "decimal", "%1", "<w:suff w:val=\"nothing\"/>")) + use(1, 0),
                           table(row("<w:tc>" + item(1, 0, "") + "</w:tc>" + cell("甲")) +
                                 row("<w:tc>" + item(1, 0, "") + "</w:tc>" + cell("乙")))),
            (Lines{"|1|甲", "|2|乙"}));
}

TEST(DocxNumbers, LevelsMayShowTheHigherOnes) {
  EXPECT_EQ(numbered_lines(definition(0, level(0, "chineseCounting", "%1、") +
                                             level(1, "decimal", "%1.%2", "<w:suff w:val=\"space\"/>") +
                                             level(2, "decimal", "%1.%2.%3", "<w:isLgl/>")) +
                               use(1, 0),
                           item(1, 0, "甲") + item(1, 0, "乙") + item(1, 1, "丙") + item(1, 2, "丁")),
            (Lines{"一、甲", "二、乙", "二.1 丙", "2.1.1 丁"}));
}

TEST(DocxNumbers, NumberingsOfOneDefinitionGoOnCountingUnlessTheySayWhereTheyStart) {
  const std::string restart = "<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"5\"/></w:lvlOverride>";
  EXPECT_EQ(numbered_lines(definition(0, level(0, "decimal", "%1、")) + use(1, 0) + use(2, 0) + use(3, 0, restart),
                           item(1, 0, "a") + item(2, 0, "b") + item(3, 0, "c") + item(3, 0, "d") + item(1, 0, "e")),
            (Lines{"1、a", "2、b", "5、c", "6、d", "7、e"}));
}

TEST(DocxNumbers, DefinitionsCountApart) {
  EXPECT_EQ(numbered_lines(definition(0, level(0, "decimal", "%1、")) + definition(7, level(0, "decimal", "%1）")) +
                               use(1, 0) + use(2, 7),
                           item(1, 0, "a") + item(2, 0, "b") + item(1, 0, "c")),
            (Lines{"1、a", "1）b", "2、c"}));
}

TEST(DocxNumbers, AUseMayReplaceALevel) {
  EXPECT_EQ(numbered_lines(
                definition(0, level(0, "decimal", "%1、")) +
                    use(1, 0, "<w:lvlOverride w:ilvl=\"0\">" + level(0, "upperLetter", "%1、") + "</w:lvlOverride>"),
                item(1, 0, "a")),
            (Lines{"A、a"}));
}

TEST(DocxNumbers, ALevelMayRestartAfterACertainOneOnlyOrNever) {
  const std::string body = item(1, 0, "a") + item(1, 1, "b") + item(1, 2, "c") + item(1, 1, "d") + item(1, 2, "e") +
                           item(1, 0, "f") + item(1, 2, "g");
  EXPECT_EQ(numbered_lines(definition(0, level(0, "decimal", "%1、") + level(1, "decimal", "%2、") +
                                             level(2, "decimal", "%3、", "<w:lvlRestart w:val=\"0\"/>")) +
                               use(1, 0),
                           body),
            (Lines{"1、a", "1、b", "1、c", "2、d", "2、e", "2、f", "3、g"}));
  EXPECT_EQ(numbered_lines(definition(0, level(0, "decimal", "%1、") + level(1, "decimal", "%2、") +
                                             level(2, "decimal", "%3、", "<w:lvlRestart w:val=\"1\"/>")) +
                               use(1, 0),
                           body),
            (Lines{"1、a", "1、b", "1、c", "2、d", "2、e", "2、f", "1、g"}));
}

TEST(DocxNumbers, SkippedLevelsCountAsIfTheyWereThere) {
  EXPECT_EQ(numbered_lines(definition(0, level(0, "decimal", "%1、") + level(1, "decimal", "%1.%2、") +
                                             level(2, "decimal", "%1.%2.%3、")) +
                               use(1, 0),
                           item(1, 1, "a") + item(1, 0, "b") + item(1, 2, "c") + item(1, 1, "d")),
            (Lines{"1.1、a", "2、b", "2.1.1、c", "2.2、d"}));
}

TEST(DocxNumbers, BulletsAndNumberingNoneLeaveNothing) {
  EXPECT_EQ(numbered_lines(definition(0, level(0, "bullet", "\xEF\x82\xB7") + level(1, "none", "")) + use(1, 0),
                           item(1, 0, "甲") + item(1, 1, "乙") + item(0, 0, "丙") + item(99, 0, "丁")),
            (Lines{"甲", "乙", "丙", "丁"}));
}

TEST(DocxNumbers, ParagraphsAreNumberedThroughTheirStyle) {
  DocxFile file("<w:p><w:pPr><w:pStyle w:val=\"h\"/></w:pPr>" + run("总体情况") +
                "</w:p><w:p><w:pPr><w:pStyle w:val=\"sub\"/></w:pPr>" + run("主动公开") +
                "</w:p><w:p><w:pPr><w:pStyle w:val=\"h2\"/></w:pPr>" + run("其他") +
                "</w:p><w:p><w:pPr><w:pStyle w:val=\"h\"/><w:numPr><w:numId w:val=\"0\"/></w:numPr></w:pPr>" +
                run("附") + "</w:p>");
  file.styles(
      "<w:style w:type=\"paragraph\" w:styleId=\"h\"><w:name w:val=\"heading 1\"/><w:pPr><w:numPr><w:numId "
      "w:val=\"1\"/></w:numPr></w:pPr></w:style>"
      "<w:style w:type=\"paragraph\" w:styleId=\"sub\"><w:pPr><w:numPr><w:numId "
      "w:val=\"1\"/></w:numPr></w:pPr></w:style>"
      "<w:style w:type=\"paragraph\" w:styleId=\"h2\"><w:basedOn w:val=\"h\"/></w:style>");
  file.numbering(definition(0, level(0, "chineseCountingThousand", "%1、") +
                                   level(1, "chineseCounting", "（%2）", "<w:pStyle w:val=\"sub\"/>")) +
                 use(1, 0));
  EXPECT_EQ(lines_of(file.document()), (Lines{"一、总体情况", "（一）主动公开", "二、其他", "附"}));
}

TEST(DocxNumbers, ADefinitionMayBorrowTheLevelsOfAListStyle) {
  DocxFile file(item(2, 0, "甲"));
  file.styles(
      "<w:style w:type=\"numbering\" w:styleId=\"list\"><w:pPr><w:numPr><w:numId "
      "w:val=\"1\"/></w:numPr></w:pPr></w:style>");
  file.numbering(definition(0, level(0, "ideographTraditional", "%1、")) +
                 "<w:abstractNum w:abstractNumId=\"1\"><w:numStyleLink w:val=\"list\"/></w:abstractNum>" + use(1, 0) +
                 use(2, 1));
  EXPECT_EQ(lines_of(file.document()), (Lines{"甲、甲"}));
}

TEST(DocxNumbers, DeletedParagraphsAreNotCounted) {
  EXPECT_EQ(numbered_lines(definition(0, level(0, "decimal", "%1、")) + use(1, 0),
                           item(1, 0, "a") +
                               "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId "
                               "w:val=\"1\"/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr><w:del>" +
                               run("x") + "</w:del></w:p>" + item(1, 0, "b")),
            (Lines{"1、a", "2、b"}));
}

TEST(DocxNumbers, ANumberedHeadingKeepsItsPlaceAndLevel) {
  DocxFile file("<w:p/><w:p><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr><w:outlineLvl w:val=\"0\"/></w:pPr>" +
                run("总体情况") + "</w:p>");
  file.numbering(definition(0, level(0, "chineseCounting", "%1、")) + use(1, 0));
  const Document document = file.document();
  EXPECT_EQ(document.paragraphs.at(0).heading, 1);
  EXPECT_EQ(document.paragraphs.at(0).place.line, 2u);
}

TEST(DocxNumbers, EveryFormatIsWrittenAsWordDoes) {
  struct Example {
    std::string_view format;
    int number;
    std::string_view text;
  };
  for (const Example& example : std::initializer_list<Example>{{"decimal", 12, "12"},
                                                               {"decimalZero", 3, "03"},
                                                               {"decimalFullWidth", 12, "１２"},
                                                               {"chineseCounting", 10, "十"},
                                                               {"chineseCounting", 11, "十一"},
                                                               {"chineseCounting", 20, "二十"},
                                                               {"chineseCounting", 100, "一〇〇"},
                                                               {"chineseCountingThousand", 10, "十"},
                                                               {"chineseCountingThousand", 101, "一百零一"},
                                                               {"chineseCountingThousand", 110, "一百一十"},
                                                               {"chineseCountingThousand", 1005, "一千零五"},
                                                               {"chineseCountingThousand", 10010, "一万零一十"},
                                                               {"chineseCountingThousand", 100000, "十万"},
                                                               {"japaneseCounting", 23, "二十三"},
                                                               {"ideographDigital", 10, "一〇"},
                                                               {"chineseLegalSimplified", 15, "壹拾伍"},
                                                               {"ideographLegalTraditional", 16, "壹拾陸"},
                                                               {"ideographTraditional", 2, "乙"},
                                                               {"ideographTraditional", 11, "11"},
                                                               {"ideographZodiac", 12, "亥"},
                                                               {"ideographZodiacTraditional", 11, "甲戌"},
                                                               {"decimalEnclosedCircle", 1, "①"},
                                                               {"decimalEnclosedCircleChinese", 20, "⑳"},
                                                               {"decimalEnclosedCircle", 21, "21"},
                                                               {"decimalEnclosedParen", 2, "⑵"},
                                                               {"decimalEnclosedFullstop", 3, "⒊"},
                                                               {"ideographEnclosedCircle", 10, "㊉"},
                                                               {"upperRoman", 1994, "MCMXCIV"},
                                                               {"lowerRoman", 4, "iv"},
                                                               {"upperRoman", 4000, "4000"},
                                                               {"upperLetter", 26, "Z"},
                                                               {"lowerLetter", 28, "bb"},
                                                               {"numberInDash", 3, "- 3 -"},
                                                               {"hebrew1", 3, "3"},
                                                               {"", 3, "3"}}) {
    EXPECT_EQ(nth(example.number, example.format), example.text) << example.format << " " << example.number;
  }
}

TEST(DocxNumbers, SenselessNumberingDoesNoHarm) {
  EXPECT_EQ(numbered_lines(definition(0, level(0, "decimal", "%1、")) + use(1, 0) + use(2, 9) +
                               "<w:num/><w:abstractNum/><w:num w:numId=\"-3\"><w:abstractNumId w:val=\"x\"/></w:num>",
                           item(1, 44, "a") + item(2, 0, "b") + item(-3, 0, "c") + item(1, -1, "d")),
            (Lines{"a", "b", "c", "1、d"}));
}

TEST(DocxNumbers, EndlessPatternsAreNotPrinted) {
  std::string pattern;
  for (int i = 0; i < 10000; ++i) pattern += "%1";
  EXPECT_EQ(numbered_lines(definition(0, level(0, "decimal", pattern)) + use(1, 0), item(1, 0, "a")), (Lines{"a"}));
}

}  // namespace
}  // namespace gongkai::document
