#include "base/json_writer.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

#include "base/text.h"

namespace gongkai {

JsonWriter& JsonWriter::key(std::string_view name) {
  separate();
  quote(name);
  out_ += ':';
  needs_comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::value(std::string_view text) {
  separate();
  quote(text);
  return *this;
}

JsonWriter& JsonWriter::value(std::int64_t number) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  return raw({digits, static_cast<std::size_t>(end - digits)});
}

JsonWriter& JsonWriter::value(double number) {
  if (!std::isfinite(number)) return null();
  char digits[40];
  const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  return raw({digits, static_cast<std::size_t>(end - digits)});
}

JsonWriter& JsonWriter::value(bool truth) { return raw(truth ? "true" : "false"); }
JsonWriter& JsonWriter::null() { return raw("null"); }

JsonWriter& JsonWriter::raw(std::string_view json) {
  separate();
  out_ += json;
  return *this;
}

void JsonWriter::quote(std::string_view text) {
  out_ += '"';
  std::size_t plain_from = 0;
  std::size_t at = 0;
  auto flush = [&](std::size_t until) { out_.append(text.substr(plain_from, until - plain_from)); };
  while (at < text.size()) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte >= 0x20 && byte < 0x80 && byte != '"' && byte != '\\') {
      ++at;
      continue;
    }
    const std::size_t from = at;
    const char32_t c = next_code_point(text, at);
    const bool broken = c == 0xFFFD && at - from == 1;
    if (byte >= 0x80 && !broken) continue;
    flush(from);
    if (broken)
      out_ += "\xEF\xBF\xBD";
    else if (byte == '"')
      out_ += "\\\"";
    else if (byte == '\\')
      out_ += "\\\\";
    else if (byte == '\n')
      out_ += "\\n";
    else if (byte == '\r')
      out_ += "\\r";
    else if (byte == '\t')
      out_ += "\\t";
    else
      out_ += fmt::format("\\u{:04x}", byte);
    plain_from = at;
  }
  flush(text.size());
  out_ += '"';
}

}  // namespace gongkai
