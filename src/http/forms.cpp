#include "http/forms.h"

#include <algorithm>

#include "base/text.h"
#include "http/target.h"

namespace gongkai::http {
namespace {

constexpr std::size_t kLargestPartHead = 8192;
constexpr std::size_t kLongestBoundary = 70;  // RFC 2046, 5.1.1

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string_view without_blanks(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// The parameters behind a media type or disposition: ; name="value". Calls `found(name, value)`; false when they are
/// not written that way. Browsers escape the quotation mark as %22, others with a backslash before it; a lone backslash
/// is part of a Windows path.
template <class Found>
bool read_parameters(std::string_view text, Found found) {
  while (!text.empty()) {
    if (text.front() != ';') return false;
    text = without_blanks(text.substr(1));
    if (text.empty()) return true;
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos) return false;
    const std::string_view name = without_blanks(text.substr(0, equals));
    text = without_blanks(text.substr(equals + 1));
    std::string value;
    if (text.starts_with('"')) {
      std::size_t at = 1;
      for (; at < text.size() && text[at] != '"'; ++at) {
        if (text[at] == '\\' && at + 1 < text.size() && text[at + 1] == '"') ++at;
        value += text[at];
      }
      if (at == text.size()) return false;
      text.remove_prefix(at + 1);
    } else {
      const std::size_t end = std::min(text.find(';'), text.size());
      value = without_blanks(text.substr(0, end));
      text.remove_prefix(end);
    }
    text = without_blanks(text);
    found(name, std::move(value));
  }
  return true;
}

/// What browsers escape in names, and nothing else (WHATWG HTML, multipart/form-data encoding).
std::string without_browser_escapes(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view escape = text.substr(i, 3);
    if (escape == "%22" || escape == "%0D" || escape == "%0A") {
      out += escape == "%22" ? '"' : escape == "%0D" ? '\r' : '\n';
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

std::string file_name_alone(std::string_view sent) {
  const std::size_t slash = sent.find_last_of("/\\");
  std::string name;
  for (const char c : slash == std::string_view::npos ? sent : sent.substr(slash + 1)) {
    if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) name += c;
  }
  return name == "." || name == ".." ? std::string() : name;
}

struct Part {
  std::optional<std::string> name, file_name;
  std::string media_type = "text/plain";
};

bool read_part_head(std::string_view head, Part& part) {
  while (!head.empty()) {
    const std::size_t end = std::min(head.find("\r\n"), head.size());
    const std::string_view line = head.substr(0, end);
    head.remove_prefix(std::min(end + 2, head.size()));
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return false;
    const std::string_view name = line.substr(0, colon);
    const std::string_view value = without_blanks(line.substr(colon + 1));
    if (equals_ignoring_case(name, "content-type")) {
      part.media_type = printable(value);
    } else if (equals_ignoring_case(name, "content-disposition")) {
      const std::size_t semicolon = std::min(value.find(';'), value.size());
      if (!equals_ignoring_case(without_blanks(value.substr(0, semicolon)), "form-data")) return false;
      const bool read = read_parameters(value.substr(semicolon), [&](std::string_view key, std::string text) {
        if (equals_ignoring_case(key, "name")) part.name = without_browser_escapes(text);
        if (equals_ignoring_case(key, "filename")) part.file_name = without_browser_escapes(text);
      });
      if (!read) return false;
    }
  }
  return part.name && is_valid_utf8(*part.name) && part.name->find('\0') == std::string::npos &&
         (!part.file_name || is_valid_utf8(*part.file_name));
}

std::string boundary_of(std::string_view media_type) {
  std::string boundary;
  const std::size_t semicolon = std::min(media_type.find(';'), media_type.size());
  const bool read = read_parameters(media_type.substr(semicolon), [&](std::string_view name, std::string value) {
    if (equals_ignoring_case(name, "boundary")) boundary = std::move(value);
  });
  return read && boundary.size() <= kLongestBoundary ? boundary : std::string();
}

bool keep_part(Part part, std::string_view bytes, Fields& fields, std::vector<UploadedFile>& files) {
  if (part.file_name) {
    std::string name = file_name_alone(*part.file_name);
    if (name.empty() && bytes.empty()) return true;
    files.push_back({std::move(*part.name), std::move(name), std::move(part.media_type), std::string(bytes)});
    return true;
  }
  if (!is_valid_utf8(bytes) || bytes.find('\0') != std::string_view::npos) return false;
  fields.add(std::move(*part.name), std::string(bytes));
  return true;
}

}  // namespace

bool equals_ignoring_case(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (lower(a[i]) != lower(b[i])) return false;
  }
  return true;
}

std::string essence_of(std::string_view media_type) {
  std::string essence(without_blanks(media_type.substr(0, media_type.find(';'))));
  for (char& c : essence) c = lower(c);
  return essence;
}

bool read_urlencoded(std::string_view text, Fields& fields) {
  std::size_t count = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('&'), text.size());
    const std::string_view pair = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (pair.empty()) continue;
    if (++count > kMostFields) return false;
    const std::size_t equals = std::min(pair.find('='), pair.size());
    auto name = percent_decoded(pair.substr(0, equals), true);
    auto value = percent_decoded(pair.substr(std::min(equals + 1, pair.size())), true);
    if (!name || !value) return false;
    fields.add(std::move(*name), std::move(*value));
  }
  return true;
}

bool read_multipart(std::string_view media_type, std::string_view body, Fields& fields,
                    std::vector<UploadedFile>& files) {
  const std::string boundary = boundary_of(media_type);
  if (boundary.empty()) return false;
  const std::string first = "--" + boundary;
  const std::string between = "\r\n" + first;
  if (!body.starts_with(first)) return false;
  body.remove_prefix(first.size());
  for (std::size_t parts = 0; parts <= kMostFields; ++parts) {
    if (body.starts_with("--")) return true;
    if (!body.starts_with("\r\n")) return false;
    body.remove_prefix(2);
    const std::size_t head_end = body.substr(0, kLargestPartHead).find("\r\n\r\n");
    if (head_end == std::string_view::npos) return false;
    Part part;
    if (!read_part_head(body.substr(0, head_end), part)) return false;
    body.remove_prefix(head_end + 2);  // an empty part ends in the line break that also begins its boundary
    const std::size_t end = body.find(between);
    if (end == std::string_view::npos) return false;
    const std::string_view bytes = end < 2 ? std::string_view() : body.substr(2, end - 2);
    if (!keep_part(std::move(part), bytes, fields, files)) return false;
    body.remove_prefix(end + between.size());
  }
  return false;
}

std::optional<std::string_view> find_cookie(std::string_view header, std::string_view name) {
  while (!header.empty()) {
    const std::size_t end = std::min(header.find(';'), header.size());
    const std::string_view pair = without_blanks(header.substr(0, end));
    header.remove_prefix(std::min(end + 1, header.size()));
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos || without_blanks(pair.substr(0, equals)) != name) continue;
    std::string_view value = without_blanks(pair.substr(equals + 1));
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"') value = value.substr(1, value.size() - 2);
    return value;
  }
  return std::nullopt;
}

bool read_body(Request& request) {
  if (request.body.empty()) return true;
  const std::string_view media_type = request.header("content-type");
  const std::string essence = essence_of(media_type);
  if (essence == "application/x-www-form-urlencoded") {
    if (!read_urlencoded(request.body, request.form)) return false;
  } else if (essence == "multipart/form-data") {
    if (!read_multipart(media_type, request.body, request.form, request.files)) return false;
  } else {
    return true;
  }
  request.body = {};
  return true;
}

}  // namespace gongkai::http
