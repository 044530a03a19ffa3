#include "http/answer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "base/hash.h"
#include "http/forms.h"
#include "http/gzip.h"

namespace gongkai::http {
namespace {

constexpr std::size_t kWorthCompressing = 1024;

struct Named {
  std::string_view name, value;
};

constexpr std::array<Named, 6> kSecurityHeaders{{
    {"Content-Security-Policy",
     "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; object-src 'none'; "
     "frame-ancestors "
     "'self'; form-action 'self'; base-uri 'self'"},
    {"X-Content-Type-Options", "nosniff"},
    {"X-Frame-Options", "SAMEORIGIN"},
    {"Referrer-Policy", "same-origin"},
    {"Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
}};

/// The server's own: framing, and what it counts itself.
constexpr std::array<std::string_view, 8> kNotForHandlers{
    "connection", "content-length", "content-type", "date", "keep-alive", "set-cookie", "transfer-encoding", "server"};

std::string_view reason_of(int status) {
  switch (status) {
    case 200: return "OK";
    case 201: return "Created";
    case 202: return "Accepted";
    case 204: return "No Content";
    case 206: return "Partial Content";
    case 301: return "Moved Permanently";
    case 302: return "Found";
    case 303: return "See Other";
    case 304: return "Not Modified";
    case 307: return "Temporary Redirect";
    case 308: return "Permanent Redirect";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 410: return "Gone";
    case 413: return "Content Too Large";
    case 415: return "Unsupported Media Type";
    case 416: return "Range Not Satisfiable";
    case 417: return "Expectation Failed";
    case 422: return "Unprocessable Content";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 503: return "Service Unavailable";
    case 505: return "HTTP Version Not Supported";
    default: return "Status";
  }
}

bool is_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

bool is_value(std::string_view text) {
  return std::none_of(text.begin(), text.end(),
                      [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F; });
}

/// cookie-octet of RFC 6265, 4.1.1.
bool is_cookie_value(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return c > 0x20 && c < 0x7F && c != '"' && c != ',' && c != ';' && c != '\\'; });
}

Error bad_header(std::string_view name) {
  return {"http.bad_header",
          {fmt::format("响应头“{}”中有换行等不允许的字符，已拒绝发送；请检查生成它的程序", name),
           fmt::format("the header \"{}\" holds a line break or another character that it may not hold, and was not "
                       "sent; check the handler that set it",
                       name)},
          std::string(name)};
}

void add_header(std::string& head, std::string_view name, std::string_view value) {
  head += name;
  head += ": ";
  head += value;
  head += "\r\n";
}

bool has_header(const Response& response, std::string_view name) {
  return std::any_of(response.headers.begin(), response.headers.end(),
                     [&](const auto& header) { return equals_ignoring_case(header.first, name); });
}

std::string_view header_of(const Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers) {
    if (equals_ignoring_case(key, name)) return value;
  }
  return {};
}

std::string with_prefix(std::string_view location, std::string_view prefix) {
  const bool is_ours = location.starts_with('/') && !location.starts_with("//");
  const bool has_it =
      location.starts_with(prefix) && (location.size() == prefix.size() ||
                                       std::string_view("/?#").find(location[prefix.size()]) != std::string_view::npos);
  if (prefix.empty() || !is_ours || has_it) return std::string(location);
  return std::string(prefix) + std::string(location);
}

/// Content-Type, the handler's headers, then the server's where the handler set none of that name.
Failure add_headers(std::string& head, const Response& response, const Installation& installation) {
  if (!response.media_type.empty() && response.status != 204) {
    if (!is_value(response.media_type)) return bad_header("Content-Type");
    add_header(head, "Content-Type", response.media_type);
  }
  for (const auto& [name, value] : response.headers) {
    if (!is_name(name) || !is_value(value)) return bad_header(name);
    const bool is_ours = std::any_of(kNotForHandlers.begin(), kNotForHandlers.end(),
                                     [&](std::string_view ours) { return equals_ignoring_case(ours, name); });
    if (is_ours) continue;
    add_header(head, name, equals_ignoring_case(name, "location") ? with_prefix(value, installation.prefix) : value);
  }
  for (const auto& [name, value] : kSecurityHeaders) {
    if (!has_header(response, name)) add_header(head, name, value);
  }
  return std::nullopt;
}

Failure add_cookies(std::string& head, const Response& response, const Installation& installation, bool is_secure) {
  for (const Cookie& cookie : response.cookies) {
    if (!is_name(cookie.name) || !is_cookie_value(cookie.value)) return bad_header("Set-Cookie");
    head += "Set-Cookie: " + cookie.name + "=" + cookie.value;
    head += "; Path=" + (installation.prefix.empty() ? std::string("/") : installation.prefix);
    if (cookie.max_age_seconds) head += "; Max-Age=" + std::to_string(*cookie.max_age_seconds);
    if (cookie.http_only) head += "; HttpOnly";
    if (is_secure) head += "; Secure";
    head += "; SameSite=Lax\r\n";
  }
  return std::nullopt;
}

std::string status_line(int status) { return fmt::format("HTTP/1.1 {} {}\r\n", status, reason_of(status)); }

std::string_view without_weak_mark(std::string_view etag) { return etag.starts_with("W/") ? etag.substr(2) : etag; }

bool names_etag(std::string_view list, std::string_view etag) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(','), list.size());
    std::string_view member = list.substr(0, end);
    list.remove_prefix(std::min(end + 1, list.size()));
    while (member.starts_with(' ')) member.remove_prefix(1);
    while (member.ends_with(' ')) member.remove_suffix(1);
    if (member == "*" || without_weak_mark(member) == without_weak_mark(etag)) return true;
  }
  return false;
}

std::optional<std::uint64_t> number(std::string_view text) {
  if (text.empty() || text.size() > 18) return std::nullopt;
  std::uint64_t value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return value;
}

struct Range {
  enum Kind { Whole, Part, CannotBe } kind = Whole;
  std::uint64_t from = 0, size = 0;
};

/// One range of bytes; several, and what cannot be read, ask for the whole (RFC 9110, 14.2).
Range read_range(std::string_view range, std::uint64_t size) {
  if (!range.starts_with("bytes=")) return {};
  range.remove_prefix(6);
  const std::size_t dash = range.find('-');
  if (dash == std::string_view::npos || range.find(',') != std::string_view::npos) return {};
  const auto first = number(range.substr(0, dash));
  const auto last = number(range.substr(dash + 1));
  if (dash == 0) {
    if (!last) return {};
    if (*last == 0 || size == 0) return {Range::CannotBe};
    const std::uint64_t count = std::min(*last, size);
    return {Range::Part, size - count, count};
  }
  if (!first || (!last && dash + 1 != range.size()) || (last && *last < *first)) return {};
  if (*first >= size) return {Range::CannotBe};
  return {Range::Part, *first, std::min(last.value_or(size - 1), size - 1) - *first + 1};
}

/// A range counts when the client holds the same edition (RFC 9110, 13.1.5).
Range wanted_range(const Wishes& wishes, std::uint64_t size, std::string_view etag, std::string_view last_modified) {
  if (wishes.range.empty()) return {};
  if (!wishes.if_range.empty() && (etag.empty() || etag.starts_with("W/") || wishes.if_range != etag) &&
      (last_modified.empty() || wishes.if_range != last_modified)) {
    return {};
  }
  return read_range(wishes.range, size);
}

std::string content_range(const Range& range, std::uint64_t size) {
  if (range.kind == Range::CannotBe) return fmt::format("bytes */{}", size);
  return fmt::format("bytes {}-{}/{}", range.from, range.from + range.size - 1, size);
}

void set_form(ReadyPage::Form& form, std::string body, std::string etag, std::string_view headers,
              std::string_view encoding) {
  form.body = std::move(body);
  form.etag = std::move(etag);
  std::string shared(headers);
  if (!encoding.empty()) add_header(shared, "Content-Encoding", encoding);
  add_header(shared, "ETag", form.etag);
  form.head = status_line(200) + shared;
  add_header(form.head, "Content-Length", std::to_string(form.body.size()));
  form.head_not_modified = status_line(304) + std::string(headers);
  add_header(form.head_not_modified, "ETag", form.etag);
}

}  // namespace

std::size_t ReadyPage::bytes() const {
  auto of = [](const Form& form) {
    return form.head.size() + form.etag.size() + form.body.size() + form.head_not_modified.size();
  };
  return sizeof *this + of(plain) + of(gzip) + headers.size();
}

bool is_keepable(const Response& response, Method method) {
  return response.is_public_page && response.status == 200 && response.cookies.empty() && !response.source &&
         (method == Method::Get || method == Method::Head);
}

Result<std::shared_ptr<const ReadyPage>> make_page(const Response& response, const Installation& installation) {
  auto page = std::make_shared<ReadyPage>();
  Response without_etag = response;
  std::erase_if(without_etag.headers, [](const auto& header) { return equals_ignoring_case(header.first, "etag"); });
  if (auto failure = add_headers(page->headers, without_etag, installation)) return *failure;
  // Kept pages change at any time: browsers ask again each time, and are answered 304.
  if (!has_header(response, "Cache-Control")) add_header(page->headers, "Cache-Control", "no-cache");
  const bool compressible = response.body.size() > kWorthCompressing && is_compressible(response.media_type);
  if (!has_header(response, "Vary") && (compressible || installation.varies_by_cookie)) {
    add_header(page->headers, "Vary",
               !installation.varies_by_cookie ? "Accept-Encoding"
               : compressible                 ? "Accept-Encoding, Cookie"
                                              : "Cookie");
  }
  add_header(page->headers, "Accept-Ranges", "bytes");
  const std::string fingerprint = hex(sha256(response.body)).substr(0, 24);
  set_form(page->plain, response.body, "\"" + fingerprint + "\"", page->headers, "");
  if (compressible) {
    std::string smaller = gzipped(response.body);
    if (!smaller.empty() && smaller.size() < response.body.size()) {
      set_form(page->gzip, std::move(smaller), "\"" + fingerprint + "-gzip\"", page->headers, "gzip");
    }
  }
  return std::shared_ptr<const ReadyPage>(std::move(page));
}

Answer answer_with(std::shared_ptr<const ReadyPage> page, const Wishes& wishes) {
  Answer answer;
  const bool in_part = !wishes.range.empty();
  const ReadyPage::Form& form = wishes.gzip && !in_part && !page->gzip.body.empty() ? page->gzip : page->plain;
  answer.status = 200;
  answer.page_head = &form.head;
  answer.page_body = form.body;
  if (!wishes.if_none_match.empty() && names_etag(wishes.if_none_match, form.etag)) {
    answer.status = 304;
    answer.page_head = &form.head_not_modified;
    answer.page_body = {};
  } else if (in_part && !wishes.is_head) {
    const Range range = wanted_range(wishes, form.body.size(), form.etag, {});
    if (range.kind != Range::Whole) {
      answer.status = range.kind == Range::Part ? 206 : 416;
      answer.page_head = nullptr;
      answer.page_body = std::string_view(form.body).substr(range.from, range.size);
      answer.made_head = status_line(answer.status) + page->headers;
      add_header(answer.made_head, "ETag", form.etag);
      add_header(answer.made_head, "Content-Range", content_range(range, form.body.size()));
      add_header(answer.made_head, "Content-Length", std::to_string(answer.page_body.size()));
    }
  }
  if (wishes.is_head) answer.page_body = {};
  answer.page = std::move(page);
  return answer;
}

Result<Answer> answer_with(Response response, const Wishes& wishes, const Installation& installation, bool is_secure) {
  Answer answer;
  answer.status = response.status < 200 || response.status > 599 ? 500 : response.status;
  std::string headers;
  if (auto failure = add_headers(headers, response, installation)) return *failure;
  if (auto failure = add_cookies(headers, response, installation, is_secure)) return *failure;
  if (!has_header(response, "Cache-Control")) add_header(headers, "Cache-Control", "no-store");
  const bool has_source = static_cast<bool>(response.source);
  std::uint64_t size = has_source ? response.source_size : response.body.size();
  std::uint64_t from = 0;
  const std::string_view etag = header_of(response, "ETag");
  if (answer.status == 200 && !etag.empty() && names_etag(wishes.if_none_match, etag)) {
    answer.made_head = status_line(answer.status = 304) + headers;
    return answer;
  }
  if (answer.status == 200 && has_source) {
    add_header(headers, "Accept-Ranges", "bytes");
    const Range range = wanted_range(wishes, size, etag, header_of(response, "Last-Modified"));
    if (range.kind != Range::Whole) {
      answer.status = range.kind == Range::Part ? 206 : 416;
      add_header(headers, "Content-Range", content_range(range, size));
      from = range.from;
      size = range.size;
    }
  } else if (!has_source && size > kWorthCompressing && is_compressible(response.media_type) &&
             !has_header(response, "Content-Encoding")) {
    if (!has_header(response, "Vary")) add_header(headers, "Vary", "Accept-Encoding");
    std::string smaller = wishes.gzip ? gzipped(response.body) : std::string();
    if (!smaller.empty() && smaller.size() < size) {
      add_header(headers, "Content-Encoding", "gzip");
      response.body = std::move(smaller);
      size = response.body.size();
    }
  }
  const bool has_body = answer.status != 204 && answer.status != 304;
  if (has_body) add_header(headers, "Content-Length", std::to_string(size));
  answer.made_head = status_line(answer.status) + headers;
  if (wishes.is_head || !has_body || size == 0) return answer;
  if (has_source) {
    answer.source = std::move(response.source);
    answer.from = from;
    answer.size = size;
  } else {
    answer.body = std::move(response.body);
  }
  return answer;
}

}  // namespace gongkai::http
