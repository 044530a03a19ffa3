#include "http/request_head.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "http/forms.h"

namespace gongkai::http {
namespace {

constexpr std::size_t kMostOverhead = 8192;

/// tchar of RFC 9110, 5.6.2.
constexpr std::array<bool, 256> kIsTokenByte = [] {
  std::array<bool, 256> is{};
  for (unsigned char c = 'a'; c <= 'z'; ++c) is[c] = true;
  for (unsigned char c = 'A'; c <= 'Z'; ++c) is[c] = true;
  for (unsigned char c = '0'; c <= '9'; ++c) is[c] = true;
  for (const char c : std::string_view("!#$%&'*+-.^_`|~")) is[static_cast<unsigned char>(c)] = true;
  return is;
}();

bool is_token(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return kIsTokenByte[static_cast<unsigned char>(c)]; });
}

Method method_of(std::string_view name) {
  if (name == "GET") return Method::Get;
  if (name == "HEAD") return Method::Head;
  if (name == "POST") return Method::Post;
  if (name == "PUT") return Method::Put;
  if (name == "DELETE") return Method::Delete;
  if (name == "OPTIONS") return Method::Options;
  return Method::Other;
}

/// Digits alone, without sign or list: "5, 5" and "+5" are read differently by different servers.
std::optional<std::uint64_t> read_length(std::string_view text) {
  if (text.empty() || text.size() > 18) return std::nullopt;
  std::uint64_t value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return value;
}

bool has_list_member(std::string_view list, std::string_view wanted) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(','), list.size());
    std::string_view member = list.substr(0, end);
    while (!member.empty() && (member.front() == ' ' || member.front() == '\t')) member.remove_prefix(1);
    while (!member.empty() && (member.back() == ' ' || member.back() == '\t')) member.remove_suffix(1);
    if (equals_ignoring_case(member, wanted)) return true;
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return false;
}

int read_request_line(std::string_view line, RequestHead& out, bool& is_1_0) {
  const std::size_t first = line.find(' ');
  if (first == std::string_view::npos) return 400;
  const std::size_t second = line.find(' ', first + 1);
  if (second == std::string_view::npos) return 400;
  out.method_name = line.substr(0, first);
  out.target = line.substr(first + 1, second - first - 1);
  const std::string_view version = line.substr(second + 1);
  if (!is_token(out.method_name) || out.target.empty()) return 400;
  for (const char c : out.target) {
    if (static_cast<unsigned char>(c) <= 0x20 || c == 0x7F) return 400;
  }
  out.method = method_of(out.method_name);
  if (version == "HTTP/1.1") return 0;
  is_1_0 = version == "HTTP/1.0";
  if (is_1_0) return 0;
  const bool is_some_version = version.size() == 8 && version.starts_with("HTTP/") && version[6] == '.';
  return is_some_version ? 505 : 400;
}

struct Connections {
  bool close = false, keep_alive = false;
  int hosts = 0, lengths = 0, codings = 0;
};

void once(std::string_view& place, std::string_view value) {
  if (place.empty()) place = value;
}

/// Notes the headers that matter here. 0 or a status.
int note(std::string_view name, std::string_view value, RequestHead& out, Connections& seen) {
  const auto is = [&](std::string_view wanted) { return equals_ignoring_case(name, wanted); };
  switch (name.size()) {
    case 4:
      if (is("host")) ++seen.hosts, out.host = value;
      break;
    case 5:
      if (is("range")) once(out.range, value);
      break;
    case 6:
      if (is("cookie")) {
        out.has_several_cookies = !out.cookie.empty();
        once(out.cookie, value);
      } else if (is("expect")) {
        if (!equals_ignoring_case(value, "100-continue")) return 417;
        out.expects_continue = true;
      }
      break;
    case 8:
      if (is("if-range")) once(out.if_range, value);
      break;
    case 10:
      if (is("user-agent")) {
        once(out.user_agent, value);
      } else if (is("connection")) {
        seen.close = seen.close || has_list_member(value, "close");
        seen.keep_alive = seen.keep_alive || has_list_member(value, "keep-alive");
      }
      break;
    case 13:
      if (is("if-none-match")) once(out.if_none_match, value);
      if (is("authorization")) out.has_authorization = true;
      break;
    case 14:
      if (is("content-length")) {
        out.content_length = read_length(value);
        if (!out.content_length || ++seen.lengths > 1) return 400;
      }
      break;
    case 15:
      if (is("accept-encoding")) once(out.accept_encoding, value);
      if (is("x-forwarded-for")) out.forwarded_for = value;  // the last one: proxies append
      break;
    case 17:
      if (is("transfer-encoding")) {
        if (++seen.codings > 1) return 400;
        if (!equals_ignoring_case(value, "chunked")) return 501;
        out.is_chunked = true;
      } else if (is("x-forwarded-proto")) {
        out.forwarded_proto = value;
      }
      break;
    default: break;
  }
  return 0;
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

HeadEnd find_head_end(std::string_view bytes, std::size_t& scanned) {
  while (scanned < bytes.size()) {
    const void* found = std::memchr(bytes.data() + scanned, '\n', bytes.size() - scanned);
    if (found == nullptr) {
      scanned = bytes.size();
      break;
    }
    const auto at = static_cast<std::size_t>(static_cast<const char*>(found) - bytes.data());
    if (at == 0 || bytes[at - 1] != '\r') return {HeadEnd::Broken};
    scanned = at + 1;
    if (at >= 3 && bytes[at - 2] == '\n') return {HeadEnd::Found, scanned};
    if (at == 1) return {HeadEnd::Broken};
  }
  return {HeadEnd::Unfinished};
}

int read_request_head(std::string_view head, std::size_t most_headers, RequestHead& out) {
  auto headers = std::move(out.headers);  // its memory serves again
  headers.clear();
  out = {};
  out.headers = std::move(headers);
  const std::size_t line_end = head.find("\r\n");
  if (line_end == std::string_view::npos) return 400;
  bool is_1_0 = false;
  if (const int status = read_request_line(head.substr(0, line_end), out, is_1_0); status != 0) return status;
  head.remove_prefix(line_end + 2);
  Connections seen;
  while (!head.starts_with("\r\n")) {
    const std::size_t end = head.find("\r\n");
    if (end == std::string_view::npos) return 400;
    const std::string_view line = head.substr(0, end);
    head.remove_prefix(end + 2);
    const std::size_t colon = line.find(':');
    // A line that begins with a blank would be folded into the one before (obs-fold); a blank before the colon is how
    // names are smuggled. Neither is a token.
    if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) return 400;
    std::string_view value = line.substr(colon + 1);
    while (!value.empty() && (value.front() == ' ' || value.front() == '\t')) value.remove_prefix(1);
    while (!value.empty() && (value.back() == ' ' || value.back() == '\t')) value.remove_suffix(1);
    for (const char c : value) {
      if ((static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F) return 400;
    }
    if (out.headers.size() == most_headers) return 431;
    out.headers.emplace_back(line.substr(0, colon), value);
    if (const int status = note(line.substr(0, colon), value, out, seen); status != 0) return status;
  }
  if (out.is_chunked && (out.content_length || is_1_0)) return 400;
  if (seen.hosts > 1 || (seen.hosts == 0 && !is_1_0)) return 400;
  out.is_1_0 = is_1_0;
  out.keep_alive = is_1_0 ? seen.keep_alive && !seen.close : !seen.close;
  out.expects_continue = out.expects_continue && !is_1_0;
  return 0;
}

ChunkReader::State ChunkReader::take(char c) {
  switch (at_) {
    case At::SizeStart:
    case At::Size: {
      const int digit = hex_digit(c);
      if (digit >= 0) {
        if (size_ >> 56 != 0) return State::TooLarge;
        size_ = size_ * 16 + static_cast<std::uint64_t>(digit);
        at_ = At::Size;
        return size_ > left_of_body_ ? State::TooLarge : State::WantsMore;
      }
      if (at_ == At::SizeStart) return State::Broken;
      if (c != ';' && c != '\r') return State::Broken;
      at_ = c == ';' ? At::Extension : At::SizeBreak;
      return State::WantsMore;
    }
    case At::Extension:
      if (c == '\n') return State::Broken;
      if (c == '\r') at_ = At::SizeBreak;
      return State::WantsMore;
    case At::SizeBreak:
      if (c != '\n') return State::Broken;
      at_ = size_ == 0 ? At::TrailerStart : At::Data;
      return State::WantsMore;
    case At::DataBreak:
      if (c != '\r') return State::Broken;
      at_ = At::DataBreakEnd;
      return State::WantsMore;
    case At::DataBreakEnd:
      if (c != '\n') return State::Broken;
      at_ = At::SizeStart;
      return State::WantsMore;
    case At::TrailerStart:
      if (c == '\n') return State::Broken;
      at_ = c == '\r' ? At::LastBreak : At::Trailer;
      return State::WantsMore;
    case At::Trailer:
      if (c == '\n') return State::Broken;
      if (c == '\r') at_ = At::TrailerBreak;
      return State::WantsMore;
    case At::TrailerBreak:
      if (c != '\n') return State::Broken;
      at_ = At::TrailerStart;
      return State::WantsMore;
    case At::LastBreak: return c == '\n' ? State::Done : State::Broken;
    case At::Data: break;
  }
  return State::Broken;
}

ChunkReader::State ChunkReader::feed(std::string_view& bytes, std::string& body) {
  while (!bytes.empty()) {
    if (at_ == At::Data) {
      const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(size_, bytes.size()));
      body.append(bytes.substr(0, count));
      bytes.remove_prefix(count);
      size_ -= count;
      left_of_body_ -= count;
      if (size_ == 0) {
        at_ = At::DataBreak;
        overhead_ = 0;
      }
      continue;
    }
    const State state = take(bytes.front());
    bytes.remove_prefix(1);
    if (state != State::WantsMore) return state;
    if (++overhead_ > kMostOverhead) return State::Broken;
  }
  return State::WantsMore;
}

}  // namespace gongkai::http
