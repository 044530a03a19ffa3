// Addresses are cleaned as browsers clean them before the scheme is looked at (WHATWG URL: tabs and line ends anywhere,
// controls and blanks at the ends), then only known schemes pass.
#include "document/addresses.h"

#include <algorithm>

namespace gongkai::document {
namespace {

constexpr std::size_t kLongestAddress = 2048;
constexpr std::size_t kLargestPicture = 256 * 1024;

std::string cleaned(std::string_view written) {
  const auto is_end = [](char c) { return static_cast<unsigned char>(c) <= 0x20; };
  while (!written.empty() && is_end(written.front())) written.remove_prefix(1);
  while (!written.empty() && is_end(written.back())) written.remove_suffix(1);
  std::string out;
  for (const char c : written) {
    if (c == '\t' || c == '\n' || c == '\r') continue;
    if (c == ' ') {
      out += "%20";
    } else {
      out += c;
    }
  }
  return out;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

/// What stands before the first colon, in lower case, unless a slash, question mark or # comes before it.
std::optional<std::string> scheme_of(std::string_view address) {
  const std::size_t end = address.find_first_of(":/?#");
  if (end == std::string_view::npos || address[end] != ':') return std::nullopt;
  return lower(address.substr(0, end));
}

/// Browsers read \ as /, so that \\host is another site; nobody needs it in an address.
bool has_odd_characters(std::string_view address) {
  return std::any_of(address.begin(), address.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F || c == '\\' || c == '<' || c == '>' || c == '"';
  });
}

std::optional<std::string> web_address(std::string address, bool with_mail) {
  if (address.empty() || address.size() > kLongestAddress || has_odd_characters(address)) return std::nullopt;
  const auto scheme = scheme_of(address);
  if (!scheme) return address;
  if (with_mail && *scheme == "mailto")
    return address.size() > 7 ? std::optional("mailto:" + address.substr(7)) : std::nullopt;
  if (*scheme != "http" && *scheme != "https") return std::nullopt;
  const std::string_view rest = std::string_view(address).substr(scheme->size() + 1);
  if (!rest.starts_with("//") || rest.size() < 3) return std::nullopt;
  return *scheme + ":" + std::string(rest);
}

}  // namespace

std::optional<std::string> link_address(std::string_view written) { return web_address(cleaned(written), true); }

std::optional<std::string> picture_address(std::string_view written) {
  std::string address = cleaned(written);
  if (scheme_of(address) != "data") return web_address(std::move(address), false);
  if (address.size() > kLargestPicture) return std::nullopt;
  const std::size_t comma = address.find(',');
  if (comma == std::string::npos) return std::nullopt;
  const std::string head = lower(std::string_view(address).substr(0, comma));
  if (head != "data:image/png;base64" && head != "data:image/jpeg;base64" && head != "data:image/gif;base64")
    return std::nullopt;
  const std::string_view bytes = std::string_view(address).substr(comma + 1);
  const bool sound =
      !bytes.empty() && bytes.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=") ==
                            std::string_view::npos;
  return sound ? std::optional(head + "," + std::string(bytes)) : std::nullopt;
}

bool runs_a_script(std::string_view written) {
  const auto scheme = scheme_of(cleaned(written));
  return scheme && (scheme->ends_with("script") || *scheme == "data" || *scheme == "livescript" || *scheme == "mocha");
}

}  // namespace gongkai::document
