#include "http/target.h"

#include <algorithm>

#include "base/text.h"
#include "http/forms.h"

namespace gongkai::http {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

std::string encoded(std::string_view text, bool keep_slash) {
  std::string out;
  out.reserve(text.size() + text.size() / 2);
  for (const char c : text) {
    if (is_unreserved(c) || (keep_slash && c == '/')) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += "0123456789ABCDEF"[byte >> 4];
    out += "0123456789ABCDEF"[byte & 15];
  }
  return out;
}

}  // namespace

std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_blank) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '%') {
      if (i + 2 >= text.size()) return std::nullopt;
      const int high = hex_digit(text[i + 1]);
      const int low = hex_digit(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      c = static_cast<char>(high * 16 + low);
      i += 2;
    } else if (c == '+' && plus_is_blank) {
      c = ' ';
    }
    if (c == '\0') return std::nullopt;
    out += c;
  }
  if (!is_valid_utf8(out)) return std::nullopt;
  return out;
}

std::string percent_encoded(std::string_view text) { return encoded(text, false); }
std::string percent_encoded_path(std::string_view path) { return encoded(path, true); }

bool is_plain_path(std::string_view path) {
  if (path.empty() || path.front() != '/') return false;
  for (const char c : path) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F || c == '\\') return false;
  }
  std::size_t from = 1;
  while (from < path.size()) {
    const std::size_t end = std::min(path.find('/', from), path.size());
    const std::string_view segment = path.substr(from, end - from);
    if (segment.empty() || segment == "." || segment == "..") return false;
    from = end + 1;
  }
  return is_valid_utf8(path);
}

std::string_view origin_form(std::string_view target) {
  if (target.starts_with('/')) return target;
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!target.starts_with(scheme)) continue;
    const std::size_t slash = target.find('/', scheme.size());
    return slash == std::string_view::npos ? std::string_view() : target.substr(slash);
  }
  return {};
}

/// What no address may hold unencoded; a redirect repeats the target in a header.
static bool holds_blank_or_control(std::string_view target) {
  return std::any_of(target.begin(), target.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte <= 0x20 || byte == 0x7F;
  });
}

TargetReading read_target(Request& request, std::string_view prefix) {
  std::string_view rest = origin_form(request.target);
  if (rest.empty() || rest.find('#') != std::string_view::npos || holds_blank_or_control(rest))
    return TargetReading::Bad;
  const std::size_t mark = std::min(rest.find('?'), rest.size());
  auto path = percent_decoded(rest.substr(0, mark), false);
  if (!path || !is_plain_path(*path)) return TargetReading::Bad;
  if (!prefix.empty()) {
    if (*path == prefix) return TargetReading::PrefixWithoutSlash;
    if (!path->starts_with(prefix) || (*path)[prefix.size()] != '/') return TargetReading::OutsidePrefix;
    path->erase(0, prefix.size());
  }
  request.path = std::move(*path);
  request.query = {};
  if (mark < rest.size() && !read_urlencoded(rest.substr(mark + 1), request.query)) return TargetReading::Bad;
  return TargetReading::Good;
}

}  // namespace gongkai::http
