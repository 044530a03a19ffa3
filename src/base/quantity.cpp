#include "base/quantity.h"

#include <charconv>

namespace gongkai {

std::optional<Quantity> Quantity::parse(std::string_view digits) {
  bool negative = false;
  if (!digits.empty() && (digits[0] == '+' || digits[0] == '-')) {
    negative = digits[0] == '-';
    digits.remove_prefix(1);
  }
  std::int64_t whole = 0;
  std::int64_t fraction = 0;
  std::int64_t place = kScale;
  std::size_t seen = 0;
  bool after_point = false;
  for (char c : digits) {
    if (c == '.' && !after_point && seen > 0) {
      after_point = true;
      continue;
    }
    if (c < '0' || c > '9') return std::nullopt;
    ++seen;
    if (after_point) {
      place /= 10;
      if (place == 0) {
        if (c != '0') return std::nullopt;
        continue;
      }
      fraction += (c - '0') * place;
    } else {
      whole = whole * 10 + (c - '0');
      if (whole > kLargest) return std::nullopt;
    }
  }
  if (seen == 0 || digits.back() == '.') return std::nullopt;
  const std::int64_t millionths = whole * kScale + fraction;
  return Quantity(negative ? -millionths : millionths);
}

std::string Quantity::text() const {
  const std::int64_t magnitude = millionths_ < 0 ? -millionths_ : millionths_;
  char buffer[40];
  char* end = buffer;
  if (millionths_ < 0) *end++ = '-';
  end = std::to_chars(end, buffer + sizeof buffer, magnitude / kScale).ptr;
  if (std::int64_t fraction = magnitude % kScale; fraction != 0) {
    *end++ = '.';
    for (std::int64_t place = kScale / 10; fraction != 0; place /= 10) {
      *end++ = static_cast<char>('0' + fraction / place);
      fraction %= place;
    }
  }
  return std::string(buffer, end);
}

}  // namespace gongkai
