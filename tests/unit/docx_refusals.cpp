// Word files that are broken, hostile or no Word files: each is refused with one reason, and nothing else happens.
#include <cstdint>
#include <cstring>

#include "docx_file.h"

namespace gongkai::document {
namespace {

/// Opens and closes an element that many times around a content.
std::string nested(std::string_view element, int times, std::string_view inside) {
  std::string xml;
  for (int i = 0; i < times; ++i) xml += "<" + std::string(element) + ">";
  xml += inside;
  for (int i = 0; i < times; ++i) xml += "</" + std::string(element) + ">";
  return xml;
}

DocxFile small_file() {
  DocxFile file(para("一、总体情况") + table(row(cell("1", "<w:vMerge w:val=\"restart\"/>") + cell("2")) +
                                             row(cell("", "<w:vMerge/>") + cell("3"))));
  file.styles("<w:style w:type=\"paragraph\" w:styleId=\"h\"><w:name w:val=\"heading 1\"/></w:style>");
  file.part("docProps/core.xml",
            "<cp:coreProperties xmlns:cp=\"x\" xmlns:dc=\"y\"><dc:title>题</dc:title></cp:coreProperties>");
  return file;
}

/// Reads it and looks at everything in what comes out.
void read_all_of(std::string_view bytes) {
  const Result<Document> result = read_docx(bytes, "x.docx", Limits{});
  if (result) {
    EXPECT_GE(lines_of(*result).size(), result->blocks.size());
  } else {
    EXPECT_FALSE(result.error().code.empty());
    EXPECT_FALSE(result.error().message.zh.empty());
    EXPECT_FALSE(result.error().message.en.empty());
  }
}

TEST(DocxRefusals, WhatIsNoZipIsBroken) {
  for (std::string_view bytes : {std::string_view(""), std::string_view("PK"), std::string_view("PK\3\4"),
                                 std::string_view("这不是压缩包"), std::string_view("\0\0\0\0", 4)}) {
    const Result<Document> result = read_docx(bytes, "x.docx", Limits{});
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, "document.broken");
    EXPECT_EQ(result.error().where, "x.docx");
  }
}

TEST(DocxRefusals, AFileCutAnywhereDoesNoHarm) {
  const std::string whole = small_file().bytes();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    // A copy of its own, so that reading behind the end is noticed.
    const std::vector<char> cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
    const Result<Document> result = read_docx({cut.data(), cut.size()}, "x.docx", Limits{});
    ASSERT_FALSE(result) << size;
    EXPECT_EQ(result.error().code, "document.broken") << size;
  }
}

TEST(DocxRefusals, AFileWithAnyWrongByteDoesNoHarm) {
  for (const std::string& whole : {small_file().bytes(), small_file().stored().bytes()}) {
    for (std::size_t at = 0; at < whole.size(); ++at) {
      for (const unsigned change : {0x01u, 0x80u, 0xFFu}) {
        std::string changed = whole;
        changed[at] = static_cast<char>(static_cast<unsigned char>(changed[at]) ^ change);
        read_all_of(changed);
      }
    }
  }
}

TEST(DocxRefusals, XmlCutAnywhereIsBroken) {
  const std::string whole = DocxFile::document(para("甲"));
  for (std::size_t size = 0; size + 1 < whole.size(); ++size) {
    EXPECT_EQ(DocxFile("").part("word/document.xml", whole.substr(0, size)).refusal(), "document.broken") << size;
  }
}

TEST(DocxRefusals, BrokenXmlNamesItsPart) {
  const Result<Document> result = small_file().part("word/styles.xml", "<w:styles").read();
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, "document.broken");
  EXPECT_NE(result.error().message.zh.find("word/styles.xml"), std::string::npos);
}

TEST(DocxRefusals, DocumentTypeDeclarationsAreRefused) {
  const std::string bomb = "<!DOCTYPE w [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">]>";
  std::string xml = DocxFile::document(para("&c;"));
  xml.insert(xml.find("<w:document"), bomb);
  EXPECT_EQ(DocxFile("").part("word/document.xml", xml).refusal(), "document.broken");
}

TEST(DocxRefusals, UnknownEntitiesStayAsTheyAre) { EXPECT_EQ(lines_of_body(para("&c;")), (Lines{"&c;"})); }

TEST(DocxRefusals, EncryptedPartsAreRefused) { EXPECT_EQ(small_file().encrypted().refusal(), "document.encrypted"); }

TEST(DocxRefusals, APartLargerThanTheLimitIsRefused) {
  Limits limits;
  limits.most_unpacked_bytes = 1 << 20;
  EXPECT_EQ(DocxFile(para(std::string((1 << 20) + 1, 'x'))).refusal(limits), "document.too_large");
  EXPECT_EQ(DocxFile(para(std::string(1 << 19, 'x'))).refusal(limits), "");
}

TEST(DocxRefusals, PartsThatTogetherAreLargerThanTheLimitAreRefused) {
  Limits limits;
  limits.most_unpacked_bytes = 1 << 20;
  DocxFile file(para(std::string(700'000, 'x')));
  file.styles("<!--" + std::string(700'000, 'x') + "-->");
  EXPECT_EQ(file.refusal(limits), "document.too_large");
}

TEST(DocxRefusals, PartsThatAreNotReadMayBeLarge) {
  Limits limits;
  limits.most_unpacked_bytes = 1 << 20;
  EXPECT_EQ(DocxFile(para("甲")).part("word/media/image1.png", std::string(2 << 20, 'x')).refusal(limits), "");
}

TEST(DocxRefusals, ASizeThatLiesIsNotBelieved) {
  DocxFile file;
  file.part("word/document.xml", DocxFile::document(para(std::string(3 << 20, 'x'))));
  std::string bytes = file.bytes();
  // The directory says 100 bytes.
  const std::size_t entry = bytes.find("PK\1\2");
  ASSERT_NE(entry, std::string::npos);
  const std::uint32_t lie = 100;
  std::memcpy(bytes.data() + entry + 24, &lie, sizeof lie);
  Limits limits;
  limits.most_unpacked_bytes = 1 << 20;
  const Result<Document> result = read_docx(bytes, "x.docx", limits);
  ASSERT_FALSE(result);
  EXPECT_TRUE(result.error().code == "document.broken" || result.error().code == "document.too_large")
      << result.error().code;
}

TEST(DocxRefusals, TooManyPartsAreRefused) {
  DocxFile file(para("甲"));
  for (int i = 0; i < 20'001; ++i) file.part("x" + std::to_string(i), "");
  EXPECT_EQ(file.refusal(), "document.too_large");
}

TEST(DocxRefusals, DeepNestingIsRefused) {
  Limits limits;
  limits.deepest_nesting = 100;
  EXPECT_EQ(DocxFile(nested("w:sdt", 50, nested("w:sdtContent", 40, para("甲")))).refusal(limits), "");
  EXPECT_EQ(DocxFile(nested("w:customXml", 97, para("甲"))).refusal(limits), "document.too_deep");
  EXPECT_EQ(DocxFile(nested("w:customXml", 200'000, para("甲"))).refusal(), "document.too_deep");
  EXPECT_EQ(DocxFile("<w:p><w:pPr>" + nested("w:x", 100'000, "") + "</w:pPr></w:p>").refusal(), "document.too_deep");
}

TEST(DocxRefusals, NestingUpToTheLimitIsRead) {
  EXPECT_EQ(lines_of_body(nested("w:customXml", 500, para("甲"))), (Lines{"甲"}));
}

TEST(DocxRefusals, TablesInTablesUpToTheLimitAreRead) {
  std::string body = para("底");
  for (int i = 0; i < 160; ++i) body = "<w:tbl><w:tr><w:tc>" + body + "</w:tc></w:tr></w:tbl>";
  EXPECT_EQ(DocxFile(body).refusal(), "");
}

TEST(DocxRefusals, TooManyCellsAreRefused) {
  Limits limits;
  limits.most_cells = 100;
  std::string cells;
  for (int i = 0; i < 101; ++i) cells += "<w:tc/>";
  EXPECT_EQ(DocxFile(table("<w:tr>" + cells + "</w:tr>")).refusal(limits), "document.too_complex");
}

TEST(DocxRefusals, ATreeThatTakesTooMuchMemoryIsRefused) {
  Limits limits;
  limits.most_parser_memory = 1 << 20;
  std::string body;
  for (int i = 0; i < 50'000; ++i) body += "<w:p/>";
  EXPECT_EQ(DocxFile(body).refusal(limits), "document.too_complex");
  EXPECT_EQ(DocxFile(para(std::string(300'000, 'x'))).refusal(limits), "");
}

TEST(DocxRefusals, WhatTakesTooLongIsRefused) {
  Limits limits;
  limits.longest_parse = std::chrono::seconds(0);
  std::string body;
  for (int i = 0; i < 5000; ++i) body += "<w:p/>";
  EXPECT_EQ(DocxFile(body).refusal(limits), "document.too_complex");
}

TEST(DocxRefusals, TooManyStylesAndNumberingsAreRefused) {
  std::string styles;
  std::string numberings;
  for (int i = 0; i < 60'000; ++i) {
    styles += "<w:style w:type=\"paragraph\" w:styleId=\"s" + std::to_string(i) + "\"/>";
    numberings += "<w:abstractNum w:abstractNumId=\"" + std::to_string(i) + "\"/>";
  }
  DocxFile first(para("甲"));
  EXPECT_EQ(first.styles(styles).refusal(), "document.too_complex");
  DocxFile second(para("甲"));
  EXPECT_EQ(second.numbering(numberings).refusal(), "document.too_complex");
}

TEST(DocxRefusals, ManyNamespacesDoNoHarm) {
  std::string xml = DocxFile::document(para("甲"));
  std::string bindings;
  for (int i = 0; i < 100'000; ++i)
    bindings += " xmlns:a" + std::to_string(i) + "=\"http://schemas.openxmlformats.org/x\"";
  xml.insert(xml.find("><w:body>"), bindings);
  EXPECT_EQ(DocxFile("").part("word/document.xml", xml).refusal(), "");
}

TEST(DocxRefusals, AZipOfAnotherKindIsNamed) {
  struct Example {
    std::string_view part;
    std::string_view kind;
  };
  for (const Example& example : std::initializer_list<Example>{{"xl/workbook.xml", "xlsx"},
                                                               {"ppt/presentation.xml", "pptx"},
                                                               {"OFD.xml", "OFD"},
                                                               {"META-INF/container.xml", "EPUB"},
                                                               {"报告.docx", "压缩包"}}) {
    DocxFile file;
    const Result<Document> result = file.part(example.part, "x").read();
    ASSERT_FALSE(result) << example.part;
    EXPECT_EQ(result.error().code, "document.unsupported") << example.part;
    EXPECT_NE(result.error().message.zh.find(example.kind), std::string::npos) << result.error().message.zh;
    EXPECT_NE(result.error().message.zh.find("报告.docx"), std::string::npos);
  }
  DocxFile open_document;
  const Result<Document> result =
      open_document.part("mimetype", "application/vnd.oasis.opendocument.text").part("content.xml", "<x/>").read();
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, "document.unsupported");
  EXPECT_NE(result.error().message.en.find("OpenDocument"), std::string::npos);
}

TEST(DocxRefusals, ASpreadsheetWithProperRelationshipsIsNamed) {
  DocxFile file;
  file.part(
      "_rels/.rels",
      R"(<Relationships><Relationship Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>)");
  file.part("xl/workbook.xml", R"(<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>)");
  const Result<Document> result = file.read();
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, "document.unsupported");
  EXPECT_NE(result.error().message.en.find("xlsx"), std::string::npos);
}

}  // namespace
}  // namespace gongkai::document
