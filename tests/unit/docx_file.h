// Word files made in memory for tests, part by part, and short ways to look at what was read from them.
#pragma once
#include <gtest/gtest.h>
#include <zip.h>

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "document/read.h"

namespace gongkai::document {

inline constexpr std::string_view kWordSpace =
    R"(xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main")";

class DocxFile {
 public:
  DocxFile() = default;
  /// A file with the usual relationships whose body is this XML.
  explicit DocxFile(std::string_view body) {
    part(
        "[Content_Types].xml",
        R"(<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>)");
    part(
        "_rels/.rels",
        R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>)");
    part(
        "word/_rels/document.xml.rels",
        R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/></Relationships>)");
    part("word/document.xml", document(body));
  }

  /// The main part around a body.
  static std::string document(std::string_view body) {
    return std::string("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document ") +
           std::string(kWordSpace) +
           R"( xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006")"
           R"( xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape")"
           R"( xmlns:new="http://example.com/not-known-yet")"
           R"( xmlns:v="urn:schemas-microsoft-com:vml")"
           R"( xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><w:body>)" +
           std::string(body) + "</w:body></w:document>";
  }

  /// Adds a part or replaces it.
  DocxFile& part(std::string_view name, std::string_view content) {
    const auto [known, is_new] = places_.try_emplace(std::string(name), parts_.size());
    if (is_new)
      parts_.emplace_back(name, content);
    else
      parts_[known->second].second = content;
    return *this;
  }
  DocxFile& styles(std::string_view styles) {
    return part("word/styles.xml", "<w:styles " + std::string(kWordSpace) + ">" + std::string(styles) + "</w:styles>");
  }
  DocxFile& numbering(std::string_view numbering) {
    return part("word/numbering.xml",
                "<w:numbering " + std::string(kWordSpace) + ">" + std::string(numbering) + "</w:numbering>");
  }
  DocxFile& encrypted() {
    encrypted_ = true;
    return *this;
  }
  DocxFile& stored() {
    stored_ = true;
    return *this;
  }

  std::string bytes() const {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &error);
    zip_t* zip = zip_open_from_source(target, ZIP_TRUNCATE, &error);
    zip_source_keep(target);
    for (const auto& [name, content] : parts_) {
      zip_source_t* source = zip_source_buffer(zip, content.data(), content.size(), 0);
      const zip_int64_t index = zip_file_add(zip, name.c_str(), source, ZIP_FL_ENC_UTF_8);
      EXPECT_GE(index, 0) << name;
      if (stored_) zip_set_file_compression(zip, static_cast<zip_uint64_t>(index), ZIP_CM_STORE, 0);
      if (encrypted_) {
        EXPECT_EQ(zip_file_set_encryption(zip, static_cast<zip_uint64_t>(index), ZIP_EM_TRAD_PKWARE, "secret"), 0);
      }
    }
    EXPECT_EQ(zip_close(zip), 0);
    zip_stat_t about;
    zip_source_stat(target, &about);
    std::string bytes(about.size, '\0');
    zip_source_open(target);
    EXPECT_EQ(zip_source_read(target, bytes.data(), bytes.size()), static_cast<zip_int64_t>(bytes.size()));
    zip_source_close(target);
    zip_source_free(target);
    zip_error_fini(&error);
    return bytes;
  }

  Result<Document> read(const Limits& limits = {}) const { return read_docx(bytes(), "报告.docx", limits); }

  /// The document of a file that must be readable.
  Document document() const {
    Result<Document> result = read();
    if (!result) {
      ADD_FAILURE() << result.error().code << " " << result.error().message.zh;
      return {};
    }
    return std::move(result).value();
  }

  /// The code of the refusal, empty when the file was read.
  std::string refusal(const Limits& limits = {}) const {
    const Result<Document> result = read(limits);
    return result ? std::string() : result.error().code;
  }

 private:
  std::vector<std::pair<std::string, std::string>> parts_;
  std::map<std::string, std::size_t> places_;
  bool encrypted_ = false;
  bool stored_ = false;
};

inline Document read_body(std::string_view body) { return DocxFile(body).document(); }

/// All blocks in reading order: paragraphs as their text, tables as rows of "|cell|cell", where "<" continues the
/// cell to the left and "^" the one above, and "#" is a hole.
inline std::vector<std::string> lines_of(const Document& document) {
  std::vector<std::string> lines;
  for (const Block& block : document.blocks) {
    if (block.kind == Block::Kind::Paragraph) {
      lines.emplace_back(document.view(document.paragraphs[block.index].text));
      continue;
    }
    const Grid& grid = document.grids[block.index];
    for (std::uint32_t row = 0; row < grid.rows; ++row) {
      std::string line;
      for (std::uint16_t column = 0; column < grid.columns; ++column) {
        const Cell* cell = grid.at(row, column);
        line += '|';
        if (cell == nullptr)
          line += '#';
        else if (cell->row != row)
          line += '^';
        else if (cell->column != column)
          line += '<';
        else
          line += document.view(cell->text);
      }
      lines.push_back(line);
    }
  }
  return lines;
}

inline std::vector<std::string> lines_of_body(std::string_view body) { return lines_of(read_body(body)); }

using Lines = std::vector<std::string>;

/// Pieces of a body.
inline std::string run(std::string_view text) {
  return "<w:r><w:t xml:space=\"preserve\">" + std::string(text) + "</w:t></w:r>";
}
inline std::string para(std::string_view text) { return "<w:p>" + run(text) + "</w:p>"; }
inline std::string cell(std::string_view text, std::string_view properties = {}) {
  return "<w:tc><w:tcPr>" + std::string(properties) + "</w:tcPr>" + para(text) + "</w:tc>";
}
inline std::string row(std::string_view cells, std::string_view properties = {}) {
  return "<w:tr><w:trPr>" + std::string(properties) + "</w:trPr>" + std::string(cells) + "</w:tr>";
}
inline std::string table(std::string_view rows) {
  return "<w:tbl><w:tblPr/><w:tblGrid/>" + std::string(rows) + "</w:tbl>";
}

}  // namespace gongkai::document
