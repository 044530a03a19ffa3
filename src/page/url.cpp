// Building and checking addresses.
#include "page/url.h"

#include <algorithm>

namespace gongkai::page {
namespace {

constexpr std::size_t kLongestUrl = 2000;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_unreserved(char c) { return is_letter(c) || is_digit(c) || c == '-' || c == '.' || c == '_' || c == '~'; }

void append_encoded(std::string& out, char c) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(c);
  out += '%';
  out += kDigits[byte >> 4];
  out += kDigits[byte & 0x0F];
}

/// Lets stand what has a meaning in an address and encodes the rest, so that nothing can end an attribute.
void append_kept(std::string& out, std::string_view text) {
  constexpr std::string_view kKept = "/?#[]@!$&()*+,;=:%";
  for (const char c : text) {
    if (is_unreserved(c) || kKept.find(c) != std::string_view::npos)
      out += c;
    else
      append_encoded(out, c);
  }
}

bool starts_with_ignoring_case(std::string_view text, std::string_view start) {
  return text.size() >= start.size() && std::equal(start.begin(), start.end(), text.begin(), [](char a, char b) {
           return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b + 32) : b);
         });
}

}  // namespace

void append_percent_encoded(std::string& out, std::string_view text) {
  for (const char c : text) {
    if (is_unreserved(c))
      out += c;
    else
      append_encoded(out, c);
  }
}

std::optional<Url> Url::absolute(std::string_view text) {
  if (text.size() > kLongestUrl) return {};
  const std::string_view scheme = starts_with_ignoring_case(text, "https://")  ? "https://"
                                  : starts_with_ignoring_case(text, "http://") ? "http://"
                                                                               : "";
  if (scheme.empty()) return {};
  const std::string_view rest = text.substr(scheme.size());
  const std::string_view host = rest.substr(0, rest.find_first_of("/?#"));
  // A name before @ is how one site pretends to be another.
  if (host.empty() || host.find('@') != std::string_view::npos || host.find('\\') != std::string_view::npos) return {};
  if (std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7F; }))
    return {};
  std::string url(scheme);
  append_kept(url, rest);
  return Url(std::move(url));
}

std::optional<Url> Url::telephone(std::string_view number) {
  std::string url = "tel:";
  int digits = 0;
  for (const char c : number) {
    if (is_digit(c)) ++digits;
    if (is_digit(c) || c == '+' || c == '-')
      url += c;
    else if (c != ' ' && c != '(' && c != ')')
      return {};
  }
  if (digits < 3 || digits > 20) return {};
  return Url(std::move(url));
}

std::optional<Url> Url::mail(std::string_view address) {
  const auto at = address.find('@');
  if (at == std::string_view::npos || at == 0 || at + 1 == address.size() || address.size() > 254) return {};
  if (address.find('@', at + 1) != std::string_view::npos) return {};
  for (const char c : address)
    if (!is_unreserved(c) && c != '@' && c != '+') return {};
  return Url("mailto:" + std::string(address));
}

Url Url::fragment(std::string_view id) {
  std::string url = "#";
  append_percent_encoded(url, id);
  return Url(std::move(url));
}

Url Url::with(std::string_view name, std::string_view value) const& { return Url(*this).with(name, value); }

Url Url::with(std::string_view name, std::string_view value) && {
  if (value.empty()) return std::move(*this);
  text_ += text_.find('?') == std::string::npos ? '?' : '&';
  append_percent_encoded(text_, name);
  text_ += '=';
  append_percent_encoded(text_, value);
  return std::move(*this);
}

Url Url::at(std::string_view id) const {
  std::string url = text_ + "#";
  append_percent_encoded(url, id);
  return Url(std::move(url));
}

UrlBase::UrlBase(std::string_view prefix) {
  while (!prefix.empty() && prefix.back() == '/') prefix.remove_suffix(1);
  if (!prefix.empty()) prefix_ = UrlBase().path(prefix).text();
}

Url UrlBase::to(std::initializer_list<std::string_view> segments) const {
  std::string url = prefix_;
  for (const std::string_view segment : segments) {
    url += '/';
    append_percent_encoded(url, segment);
  }
  if (url.empty()) url = "/";
  return Url(std::move(url));
}

Url UrlBase::folder(std::initializer_list<std::string_view> segments) const {
  Url url = to(segments);
  if (url.text_.back() != '/') url.text_ += '/';
  return url;
}

Url UrlBase::path(std::string_view path) const {
  // "//other.site" and "/\other.site" would leave this one.
  while (!path.empty() && (path.front() == '/' || path.front() == '\\')) path.remove_prefix(1);
  std::string url = prefix_ + "/";
  append_kept(url, path);
  return Url(std::move(url));
}

}  // namespace gongkai::page
