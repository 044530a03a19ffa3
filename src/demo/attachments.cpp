// Writes the smallest Word package that programs open (stored ZIP entries), and SVG.
#include "demo/attachments.h"

#include <array>
#include <cstdint>
#include <utility>

#include "base/text.h"
#include "demo/sheet.h"

#include <fmt/format.h>

namespace gongkai::demo {
namespace {

std::uint32_t crc32_of(std::string_view bytes) {
  static constexpr auto kTable = [] {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t n = 0; n < 256; ++n) {
      std::uint32_t c = n;
      for (int k = 0; k < 8; ++k) c = (c & 1u) ? 0xEDB88320u ^ (c >> 1) : c >> 1;
      table[n] = c;
    }
    return table;
  }();
  std::uint32_t crc = 0xFFFFFFFFu;
  for (const char byte : bytes) crc = kTable[(crc ^ static_cast<unsigned char>(byte)) & 0xFFu] ^ (crc >> 8);
  return crc ^ 0xFFFFFFFFu;
}

void append_number(std::string& out, std::uint64_t value, int bytes) {
  for (int at = 0; at < bytes; ++at) out += static_cast<char>((value >> (8 * at)) & 0xFFu);
}

/// What the local header and the directory of a ZIP file both say of an entry (APPNOTE 4.3.7, 4.3.12).
void append_entry_facts(std::string& out, std::string_view name, std::string_view bytes) {
  append_number(out, 20, 2);      // version needed
  append_number(out, 0x0800, 2);  // names in UTF-8
  append_number(out, 0, 2);       // stored
  append_number(out, 0, 2);
  append_number(out, 0x5821, 2);  // a fixed day, so that equal contents give equal bytes
  append_number(out, crc32_of(bytes), 4);
  append_number(out, bytes.size(), 4);
  append_number(out, bytes.size(), 4);
  append_number(out, name.size(), 2);
  append_number(out, 0, 2);
}

std::string stored_zip(const std::vector<std::pair<std::string, std::string>>& entries) {
  std::string out, directory;
  for (const auto& [name, bytes] : entries) {
    const std::size_t offset = out.size();
    out += "PK\x03\x04";
    append_entry_facts(out, name, bytes);
    out += name + bytes;
    directory += "PK\x01\x02";
    append_number(directory, 20, 2);
    append_entry_facts(directory, name, bytes);
    append_number(directory, 0, 2);
    append_number(directory, 0, 2);
    append_number(directory, 0, 2);
    append_number(directory, 0, 4);
    append_number(directory, offset, 4);
    directory += name;
  }
  const std::size_t begin = out.size();
  out += directory;
  out += "PK\x05\x06";
  append_number(out, 0, 4);
  append_number(out, entries.size(), 2);
  append_number(out, entries.size(), 2);
  append_number(out, directory.size(), 4);
  append_number(out, begin, 4);
  append_number(out, 0, 2);
  return out;
}

std::string word_paragraph(std::string_view text) { return "<w:p><w:r><w:t>" + escaped(text) + "</w:t></w:r></w:p>"; }

constexpr std::string_view kXml = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

}  // namespace

std::string word_form(std::string_view title, const std::vector<std::string>& paragraphs,
                      const std::vector<std::string>& fields) {
  std::string body = word_paragraph(title);
  for (const std::string& paragraph : paragraphs) body += word_paragraph(paragraph);
  body +=
      "<w:tbl><w:tblPr><w:tblBorders><w:top w:val=\"single\"/><w:left w:val=\"single\"/><w:bottom "
      "w:val=\"single\"/><w:right w:val=\"single\"/>"
      "<w:insideH w:val=\"single\"/><w:insideV w:val=\"single\"/></w:tblBorders></w:tblPr><w:tblGrid><w:gridCol "
      "w:w=\"2600\"/><w:gridCol w:w=\"6000\"/></w:tblGrid>";
  for (const std::string& field : fields)
    body += "<w:tr><w:tc>" + word_paragraph(field) + "</w:tc><w:tc><w:p/></w:tc></w:tr>";
  body += "</w:tbl><w:p/>";
  const std::string document =
      std::string(kXml) +
      "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>" + body +
      "</w:body></w:document>";
  const std::string types =
      std::string(kXml) +
      "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" "
      "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
      "<Override PartName=\"/word/document.xml\" "
      "ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";
  const std::string relations =
      std::string(kXml) +
      "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" "
      "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" "
      "Target=\"word/document.xml\"/></Relationships>";
  return stored_zip({{"[Content_Types].xml", types}, {"_rels/.rels", relations}, {"word/document.xml", document}});
}

std::string picture_of_points(std::string_view title, const std::vector<std::string>& points, std::string_view agency) {
  constexpr int kLine = 21;  // characters that fit
  std::string lines;
  int y = 150;
  int number = 0;
  for (const std::string& point : points) {
    lines += fmt::format(
        "<circle cx=\"48\" cy=\"{}\" r=\"20\" fill=\"#12507b\"/><text x=\"48\" y=\"{}\" fill=\"#fff\" "
        "text-anchor=\"middle\">{}</text>\n",
        y - 8, y - 1, ++number);
    std::string line;
    int width = 0;
    for (std::size_t at = 0; at < point.size();) {
      append_code_point(line, next_code_point(point, at));
      if (++width < kLine && at < point.size()) continue;
      lines += fmt::format("<text x=\"84\" y=\"{}\">{}</text>\n", y, escaped(line));
      line.clear();
      width = 0;
      y += 32;
    }
    y += 26;
  }
  return fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 600 {0}\" width=\"600\" height=\"{0}\" role=\"img\" "
      "font-family=\"sans-serif\" font-size=\"22\">\n"
      "<title>{1}</title><rect width=\"600\" height=\"{0}\" fill=\"#f4f7fa\"/><rect width=\"600\" height=\"96\" "
      "fill=\"#12507b\"/>\n"
      "<text x=\"300\" y=\"58\" fill=\"#fff\" text-anchor=\"middle\" {5}>{1}</text>\n{2}"
      "<text x=\"576\" y=\"{3}\" text-anchor=\"end\" font-size=\"18\" fill=\"#444\">{4}</text>\n</svg>\n",
      y + 30, escaped(title), lines, y + 6, escaped(agency),
      count_code_points(title) > 24 ? "textLength=\"550\" lengthAdjust=\"spacingAndGlyphs\"" : "");
}

}  // namespace gongkai::demo
