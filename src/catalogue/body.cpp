#include "catalogue/body.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "document/read.h"
#include "document/sanitised_html.h"

namespace gongkai::catalogue {
namespace {

constexpr std::size_t kLongestSummaryMade = 100;  ///< characters
constexpr std::size_t kShortestSummaryMade = 30;
constexpr std::size_t kMostFileText = 2u << 20;  ///< bytes

void append_escaped(std::string& html, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '&': html += "&amp;"; break;
      case '<': html += "&lt;"; break;
      case '>': html += "&gt;"; break;
      default: html += c;
    }
  }
}

/// The paragraphs and cells of a document, a line each.
std::string text_of(const document::Document& read) {
  std::string text;
  const auto add = [&](std::string_view line) {
    line = trimmed(line);
    if (line.empty()) return;
    if (!text.empty()) text += '\n';
    text += line;
  };
  for (const document::Block& block : read.blocks) {
    if (block.kind == document::Block::Kind::Paragraph) {
      add(read.view(read.paragraphs[block.index].text));
    } else {
      for (const document::Cell& cell : read.grids[block.index].cells) add(read.view(cell.text));
    }
  }
  return text;
}

std::string lower_ascii(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return lower;
}

}  // namespace

Result<Body> body_of_html(std::string_view html) {
  document::SanitisedHtml sanitised = document::sanitise_html(html);
  if (sanitised.refused) {
    return Error{"document.too_complex",
                 {"正文的网页代码过大或嵌套过多；请粘贴为纯文本，或改为附件",
                  "the markup of the body is too large or too deeply nested; paste it as plain text, or attach it"},
                 "html"};
  }
  return Body{std::move(sanitised.html), std::move(sanitised.plain_text)};
}

Body body_of_text(std::string_view text) {
  Body body;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = trimmed(text.substr(at, end - at));
    at = end + 1;
    if (line.empty()) continue;
    body.html += "<p>";
    append_escaped(body.html, line);
    body.html += "</p>\n";
    if (!body.text.empty()) body.text += '\n';
    body.text += line;
  }
  return body;
}

std::string summary_of(std::string_view text, std::string_view title) {
  std::string plain = with_single_spaces(text);
  const std::string title_plain = with_single_spaces(title);
  if (plain.starts_with(title_plain) && plain.size() > title_plain.size()) {
    plain = std::string(trimmed(std::string_view(plain).substr(title_plain.size())));
  }
  if (plain.empty()) return title_plain;
  std::size_t characters = 0, sentence_end = 0;
  for (std::size_t at = 0; at < plain.size();) {
    const char32_t c = next_code_point(plain, at);
    ++characters;
    if (c == U'。' && characters >= kShortestSummaryMade) sentence_end = at;
    if (characters == kLongestSummaryMade && at < plain.size()) {
      if (sentence_end != 0) return plain.substr(0, sentence_end);
      return plain.substr(0, at) + "…";
    }
  }
  return plain;
}

FileText text_of_file(std::string_view bytes, std::string_view name) {
  const auto read = document::read(bytes, name, {});
  if (!read) return {{}, read.error().code};
  std::string text = text_of(*read);
  if (text.size() > kMostFileText) {
    std::size_t end = kMostFileText;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    text.resize(end);
  }
  return {std::move(text), {}};
}

std::string media_type_of(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 22> kTypes{{
      {".pdf", "application/pdf"},
      {".doc", "application/msword"},
      {".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
      {".xls", "application/vnd.ms-excel"},
      {".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
      {".ppt", "application/vnd.ms-powerpoint"},
      {".pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"},
      {".ofd", "application/ofd"},
      {".wps", "application/vnd.ms-works"},
      {".rtf", "application/rtf"},
      {".txt", "text/plain"},
      {".csv", "text/csv"},
      {".htm", "text/html"},
      {".html", "text/html"},
      {".json", "application/json"},
      {".xml", "application/xml"},
      {".zip", "application/zip"},
      {".rar", "application/vnd.rar"},
      {".jpg", "image/jpeg"},
      {".jpeg", "image/jpeg"},
      {".png", "image/png"},
      {".mp4", "video/mp4"},
  }};
  const std::string lower = lower_ascii(name);
  for (const auto& [ending, type] : kTypes) {
    if (lower.ends_with(ending)) return std::string(type);
  }
  return "application/octet-stream";
}

}  // namespace gongkai::catalogue
