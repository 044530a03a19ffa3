// Where the document and its properties are found inside a Word file.
#include "docx_file.h"

namespace gongkai::document {
namespace {

std::string relationship(std::string_view type, std::string_view target) {
  return "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship "
         "Id=\"r1\" Type=\"" +
         std::string(type) + "\" Target=\"" + std::string(target) + "\"/></Relationships>";
}
constexpr std::string_view kOfficeDocument =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument";

TEST(DocxParts, TheDocumentIsWhereTheRelationshipSays) {
  DocxFile file;
  file.part("_rels/.rels", relationship(kOfficeDocument, "/word/document2.xml"))
      .part("word/document2.xml", DocxFile::document(para("二")))
      .part("word/document.xml", DocxFile::document(para("一")));
  EXPECT_EQ(lines_of(file.document()), (Lines{"二"}));
}

TEST(DocxParts, TheDocumentIsFoundByItsContentType) {
  DocxFile file;
  file.part(
      "[Content_Types].xml",
      R"(<Types><Override PartName="/a/b.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>)");
  file.part("a/b.xml", DocxFile::document(para("甲")));
  EXPECT_EQ(lines_of(file.document()), (Lines{"甲"}));
}

TEST(DocxParts, TheDocumentIsFoundUnderItsUsualName) {
  DocxFile file;
  file.part("word/document.xml", DocxFile::document(para("甲")));
  EXPECT_EQ(lines_of(file.document()), (Lines{"甲"}));
}

TEST(DocxParts, CaseAndBackslashesInNamesDoNotMatter) {
  DocxFile file;
  file.part("_rels\\.rels", relationship(kOfficeDocument, "word/document.xml"))
      .part("Word\\Document.xml", DocxFile::document(para("甲")));
  EXPECT_EQ(lines_of(file.document()), (Lines{"甲"}));
}

TEST(DocxParts, StylesMayLieAnywhere) {
  DocxFile file("<w:p><w:pPr><w:pStyle w:val=\"h\"/></w:pPr>" + run("甲") + "</w:p>");
  file.part(
      "word/_rels/document.xml.rels",
      relationship("http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles", "../other/s.xml"));
  file.part("other/s.xml",
            "<w:styles " + std::string(kWordSpace) +
                "><w:style w:type=\"paragraph\" w:styleId=\"h\"><w:name w:val=\"heading 2\"/></w:style></w:styles>");
  EXPECT_EQ(file.document().paragraphs.at(0).heading, 2);
}

TEST(DocxParts, ThePrefixOfTheNamespaceDoesNotMatter) {
  DocxFile file("");
  file.part(
      "word/document.xml",
      R"(<x:document xmlns:x="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:w="urn:else"><x:body><x:p><x:r><x:t>甲</x:t><w:t>乙</w:t></x:r></x:p></x:body></x:document>)");
  EXPECT_EQ(lines_of(file.document()), (Lines{"甲"}));
  file.part(
      "word/document.xml",
      R"(<document xmlns="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><body><p><pPr><outlineLvl val="0"/></pPr><r><t>丙</t></r></p></body></document>)");
  EXPECT_EQ(lines_of(file.document()), (Lines{"丙"}));
  EXPECT_EQ(file.document().paragraphs.at(0).heading, 1);
}

TEST(DocxParts, StrictFilesAreRead) {
  DocxFile file;
  file.part("_rels/.rels", relationship("http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument",
                                        "word/document.xml"));
  file.part(
      "word/document.xml",
      R"(<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:body></w:document>)");
  EXPECT_EQ(lines_of(file.document()), (Lines{"甲"}));
}

TEST(DocxParts, Utf16IsRead) {
  const std::string utf8 =
      "<w:document " + std::string(kWordSpace) + "><w:body><w:p><w:r><w:t>A</w:t></w:r></w:p></w:body></w:document>";
  std::string utf16 = "\xFF\xFE";
  for (char c : utf8) {
    utf16 += c;
    utf16 += '\0';
  }
  EXPECT_EQ(lines_of(DocxFile("").part("word/document.xml", utf16).document()), (Lines{"A"}));
}

TEST(DocxParts, TitleAndDatesAreProperties) {
  DocxFile file(para("甲"));
  file.part(
      "docProps/core.xml",
      R"(<cp:coreProperties xmlns:cp="a" xmlns:dc="b" xmlns:dcterms="c"><dc:title> 年度报告 </dc:title><dc:creator></dc:creator><dcterms:created>2026-01-20T08:00:00Z</dcterms:created><dcterms:modified>2026-01-28T08:00:00Z</dcterms:modified><cp:lastModifiedBy>张三</cp:lastModifiedBy></cp:coreProperties>)");
  std::vector<std::pair<std::string, std::string>> properties;
  for (const Property& property : file.document().properties) properties.emplace_back(property.name, property.value);
  EXPECT_EQ(properties, (std::vector<std::pair<std::string, std::string>>{{"title", "年度报告"},
                                                                          {"created", "2026-01-20T08:00:00Z"},
                                                                          {"modified", "2026-01-28T08:00:00Z"},
                                                                          {"lastmodifiedby", "张三"}}));
}

TEST(DocxParts, ADocumentWithoutBodyIsEmpty) {
  DocxFile file("");
  file.part("word/document.xml", "<w:document " + std::string(kWordSpace) + "/>");
  EXPECT_TRUE(file.document().blocks.empty());
}

}  // namespace
}  // namespace gongkai::document
