// Tells by the bytes what kind of file this is, and hands it to its reader.
#include "document/read.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "document/encoding.h"

namespace gongkai::document {
namespace {

struct KnownKind {
  std::string_view signature;
  Wording name;
};

/// Kinds that people hand in and that are recognised only to say what to do.
const std::array<KnownKind, 10>& unread_kinds() {
  static const std::array<KnownKind, 10> kinds{{
      {"%PDF-", {"PDF 文件", "a PDF file"}},
      {std::string_view("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8),
       {"旧版 Office（DOC/XLS/WPS）或加密的 Office 文件", "an old Office file (DOC, XLS, WPS) or an encrypted one"}},
      {"{\\rtf", {"RTF 文件", "an RTF file"}},
      {"\x89PNG", {"图片", "a picture"}},
      {"\xFF\xD8\xFF", {"图片", "a picture"}},
      {"GIF8", {"图片", "a picture"}},
      {"II*", {"图片", "a picture"}},
      {"Rar!", {"RAR 压缩包", "a RAR archive"}},
      {"7z\xBC\xAF", {"7z 压缩包", "a 7z archive"}},
      {"\x1F\x8B", {"gzip 压缩文件", "a gzip file"}},
  }};
  return kinds;
}

bool starts_case_blind(std::string_view text, std::string_view lower) {
  return text.size() >= lower.size() && std::equal(lower.begin(), lower.end(), text.begin(), [](char a, char b) {
           return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b + 32) : b);
         });
}

bool looks_like_html(std::string_view bytes) {
  // The marks are ASCII, so they can be looked for before the encoding is known; UTF-16 was turned into UTF-8 already.
  const std::string_view head = bytes.substr(0, 64 * 1024);
  static constexpr std::array<std::string_view, 12> kMarks{
      "<!doctype html", "<html", "<head", "<body", "<table", "<div", "<p>", "<p ", "<td", "<span", "<br", "<h1"};
  for (std::size_t at = head.find('<'); at != std::string_view::npos; at = head.find('<', at + 1)) {
    const std::string_view tag = head.substr(at, 16);
    if (std::any_of(kMarks.begin(), kMarks.end(), [&](std::string_view mark) { return starts_case_blind(tag, mark); }))
      return true;
  }
  return false;
}

bool looks_like_text(std::string_view bytes) {
  const std::string_view sample = bytes.substr(0, 64 * 1024);
  const auto control = std::count_if(sample.begin(), sample.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 && byte != '\n' && byte != '\r' && byte != '\t' && byte != '\f' && byte != 0x1B;
  });
  return static_cast<std::size_t>(control) * 100 <= sample.size();
}

bool is_utf16(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return true;
  return bytes.substr(0, 64).find('\0') != std::string_view::npos &&
         decode(bytes.substr(0, 4096), {}).encoding.starts_with("UTF-16");
}

}  // namespace

Result<Document> read(std::string_view bytes, std::string_view name, const Limits& limits, ParseMemory* memory) {
  const std::string where(name);
  if (bytes.size() > limits.most_bytes) {
    return Error{
        "document.too_large",
        {fmt::format("{} 超过 {} MB 的上限，未读取；如确需读取，请用 --max-size 放宽", where, limits.most_bytes >> 20),
         fmt::format("{} is larger than {} MB and was not read; use --max-size to allow more", where,
                     limits.most_bytes >> 20)},
        where};
  }
  if (trimmed(bytes.substr(0, 4096)).empty() && trimmed(bytes).empty()) {
    return Error{"document.empty",
                 {fmt::format("{} 是空文件；请检查上传或导出是否完整", where),
                  fmt::format("{} is empty; check whether it was exported completely", where)},
                 where};
  }
  if (bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06")) return read_docx(bytes, name, limits);
  for (const KnownKind& kind : unread_kinds()) {
    if (!bytes.starts_with(kind.signature)) continue;
    return Error{"document.unsupported",
                 {fmt::format("{} 是{}，目前不能读取；请另存为 DOCX、HTML 或文本后再试", where, kind.name.zh),
                  fmt::format("{} is {}, which is not read yet; save it as DOCX, HTML or text and try again", where,
                              kind.name.en)},
                 where};
  }
  if (is_utf16(bytes)) {
    // Brought to UTF-8 first, so that markup can be told from text.
    const DecodedText decoded = decode(bytes, {});
    const std::string_view utf8 = decoded.text();
    auto document = looks_like_html(utf8) ? read_html(utf8, name, limits, memory) : read_text(utf8, name, limits);
    if (document) document->encoding = decoded.encoding;
    return document;
  }
  if (!looks_like_text(bytes)) {
    return Error{"document.unknown_kind",
                 {fmt::format("{} 不是网页、DOCX 或文本文件，无法识别；请检查文件是否损坏", where),
                  fmt::format("{} is no page, DOCX or text file; check whether it is damaged", where)},
                 where};
  }
  return looks_like_html(bytes) ? read_html(bytes, name, limits, memory) : read_text(bytes, name, limits);
}

}  // namespace gongkai::document
