#include "scan/personal_numbers.h"

#include <array>

#include "base/civil_day.h"

namespace gongkai::scan {
namespace {

constexpr std::size_t kPlaces = 18;
constexpr std::array<int, 17> kWeights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};  // GB 11643
constexpr std::string_view kCheckSymbols = "10X98765432";

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_symbol(char c) { return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
int number(std::string_view digits) {
  int value = 0;
  for (char c : digits) value = value * 10 + (c - '0');
  return value;
}

bool is_province(int code) {
  return (code >= 11 && code <= 15) || (code >= 21 && code <= 23) || (code >= 31 && code <= 37) ||
         (code >= 41 && code <= 46) || (code >= 50 && code <= 54) || (code >= 61 && code <= 65) || code == 71 ||
         (code >= 81 && code <= 83);
}

bool is_identity_number(std::string_view s) {
  int sum = 0;
  for (std::size_t i = 0; i < kWeights.size(); ++i) {
    if (!is_digit(s[i])) return false;
    sum += kWeights[i] * (s[i] - '0');
  }
  const char last = s[17] == 'x' ? 'X' : s[17];
  if (kCheckSymbols[static_cast<std::size_t>(sum % 11)] != last) return false;
  if (!is_province(number(s.substr(0, 2)))) return false;
  const int year = number(s.substr(6, 4));
  return year >= 1900 && year <= 2099 &&
         CivilDay::of(year, number(s.substr(10, 2)), number(s.substr(12, 2))).has_value();
}

}  // namespace

std::vector<PersonalNumber> find_identity_numbers(std::string_view text) {
  std::vector<PersonalNumber> found;
  // A number of 18 places covers every 18th byte: only around those that are symbols does one have to look.
  for (std::size_t probe = kPlaces - 1; probe < text.size();) {
    if (!is_symbol(text[probe])) {
      probe += kPlaces;
      continue;
    }
    std::size_t begin = probe;
    while (begin > 0 && is_symbol(text[begin - 1])) --begin;
    std::size_t end = probe + 1;
    while (end < text.size() && is_symbol(text[end])) ++end;
    if (end - begin == kPlaces && is_identity_number(text.substr(begin, kPlaces))) found.push_back({begin, kPlaces});
    probe = end + kPlaces;
  }
  return found;
}

}  // namespace gongkai::scan
