#include "catalogue/document_number.h"

#include <fmt/format.h>

#include <array>
#include <charconv>

#include "base/text.h"

namespace gongkai::catalogue {
namespace {

constexpr std::string_view kOpen = "〔", kClose = "〕", kNumber = "号", kOrdinal = "第";
constexpr int kEarliestYear = 1949, kLatestYear = 2999;

bool is_one_of(char32_t c, std::u32string_view set) { return set.find(c) != std::u32string_view::npos; }

/// Blanks gone, digits ASCII, every bracket 〔 or 〕.
std::string plain_form(std::string_view text) {
  std::string plain;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (is_blank(c)) continue;
    if (is_one_of(c, U"[(（［【﹝〔〖{｛")) {
      plain += kOpen;
    } else if (is_one_of(c, U"])）］】﹞〕〗}｝")) {
      plain += kClose;
    } else if (c >= U'０' && c <= U'９') {
      plain += static_cast<char>('0' + (c - U'０'));
    } else {
      append_code_point(plain, c);
    }
  }
  return plain;
}

std::optional<std::int64_t> whole_number(std::string_view digits) {
  std::int64_t number = 0;
  if (digits.empty() || digits.size() > 9) return std::nullopt;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (read.ec != std::errc() || read.ptr != digits.data() + digits.size() || number < 0) return std::nullopt;
  return number;
}

}  // namespace

std::string DocumentNumber::text() const {
  return fmt::format("{}{}{}{}{}{}", sign, kOpen, year, kClose, serial, kNumber);
}

std::optional<DocumentNumber> parse_document_no(std::string_view text) {
  const std::string plain = plain_form(text);
  std::string_view rest = plain;
  const std::size_t open = rest.find(kOpen), close = rest.find(kClose);
  if (open == std::string_view::npos || close == std::string_view::npos || open == 0 || close < open)
    return std::nullopt;
  const auto year = whole_number(rest.substr(open + kOpen.size(), close - open - kOpen.size()));
  if (!year || *year < kEarliestYear || *year > kLatestYear) return std::nullopt;
  std::string_view serial = rest.substr(close + kClose.size());
  if (serial.starts_with(kOrdinal)) serial.remove_prefix(kOrdinal.size());
  if (!serial.ends_with(kNumber)) return std::nullopt;
  serial.remove_suffix(kNumber.size());
  const auto number = whole_number(serial);
  if (!number || *number == 0) return std::nullopt;
  return DocumentNumber{std::string(rest.substr(0, open)), static_cast<int>(*year), *number};
}

std::string normalised_document_no(std::string_view text) {
  if (const auto number = parse_document_no(text)) return number->text();
  std::string plain = plain_form(text);
  static constexpr std::array<std::string_view, 6> kNone{"无", "无文号", "/", "-", "—", "——"};
  for (const std::string_view none : kNone) {
    if (plain == none) return {};
  }
  return plain;
}

}  // namespace gongkai::catalogue
