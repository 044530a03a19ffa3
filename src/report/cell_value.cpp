#include "report/cell_value.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace gongkai::report {
namespace {

constexpr std::size_t kLongestValue = 48;  ///< bytes; longer texts are labels

/// Invisible characters that editors leave inside words; unlike blanks they part nothing.
bool is_invisible(char32_t c) { return (c >= 0x200B && c <= 0x200F) || c == 0xFEFF || c == 0x2060 || c == 0xAD; }

/// Folded to ASCII with inner blanks kept as one space, so that "1 2" is not "12".
bool compact(std::string_view text, std::string& out) {
  bool blank = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t from = at;
    const char32_t c = next_code_point(text, at);
    if (is_invisible(c)) continue;
    if (is_blank(c)) {
      blank = !out.empty();
      continue;
    }
    if (blank) out += ' ';
    blank = false;
    if (c < 0x80)
      out += static_cast<char>(c);
    else
      fold_into(out, text.substr(from, at - from));
    if (out.size() > kLongestValue) return false;
  }
  return true;
}

bool is_mark_for_none(std::string_view s) {
  static constexpr std::array<std::string_view, 8> kMarks{"/", "无", "\\", "//", "空", "n/a", "N/A", "*"};
  if (std::find(kMarks.begin(), kMarks.end(), s) != kMarks.end()) return true;
  return std::all_of(s.begin(), s.end(), [](char c) { return c == '-' || c == ' '; });
}

struct UnitWord {
  std::string_view word;
  PrintedUnit unit;
};
constexpr std::array<UnitWord, 15> kUnits{{{"亿元", PrintedUnit::HundredMillionYuan},
                                           {"万元", PrintedUnit::WanYuan},
                                           {"元", PrintedUnit::Yuan},
                                           {"人次", PrintedUnit::Count},
                                           {"件", PrintedUnit::Count},
                                           {"条", PrintedUnit::Count},
                                           {"次", PrintedUnit::Count},
                                           {"篇", PrintedUnit::Count},
                                           {"个", PrintedUnit::Count},
                                           {"项", PrintedUnit::Count},
                                           {"人", PrintedUnit::Count},
                                           {"宗", PrintedUnit::Count},
                                           {"份", PrintedUnit::Count},
                                           {"起", PrintedUnit::Count},
                                           {"部", PrintedUnit::Count}}};

/// Takes "1,234" apart; false when the commas do not part groups of three.
bool without_separators(std::string_view number, std::string& out) {
  const std::size_t sign = !number.empty() && (number[0] == '+' || number[0] == '-') ? 1 : 0;
  const std::size_t point = std::min(number.find('.'), number.size());
  std::string_view whole = number.substr(sign, point - sign);
  out.assign(number.substr(0, sign));
  if (whole.find(',') == std::string_view::npos) {
    out += number.substr(sign);
    return true;
  }
  bool first = true;
  while (!whole.empty()) {
    const std::size_t end = std::min(whole.find(','), whole.size());
    const std::string_view group = whole.substr(0, end);
    if (first ? (group.empty() || group.size() > 3) : group.size() != 3) return false;
    out += group;
    first = false;
    if (end + 1 == whole.size()) return false;
    whole.remove_prefix(std::min(end + 1, whole.size()));
  }
  out += number.substr(point);
  return true;
}

/// Labels and sentences begin with a Han character, and of those only three may begin a value.
bool begins_like_a_label(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (is_blank(c) || is_invisible(c)) continue;
    return c >= 0x4E00 && c <= 0x9FFF && c != U'无' && c != U'空' && c != U'零';
  }
  return false;
}

CellValue read_compact(std::string_view s) {
  CellValue value;
  if (s.empty() || is_mark_for_none(s)) {
    value.reading = Blank{};
    return value;
  }
  if (s == "零" || s == "〇") {
    value.reading = Quantity();
    return value;
  }
  for (const UnitWord& unit : kUnits) {
    if (s.size() > unit.word.size() && s.ends_with(unit.word)) {
      s.remove_suffix(unit.word.size());
      value.unit = unit.unit;
      break;
    }
  }
  while (!s.empty() && s.back() == ' ') s.remove_suffix(1);
  std::string digits;
  if (!without_separators(s, digits)) return value;
  if (const auto number = Quantity::parse(digits)) value.reading = *number;
  return value;
}

}  // namespace

CellValue read_cell_value(std::string_view text) {
  if (text.size() == 1 && text[0] >= '0' && text[0] <= '9') return {Quantity::of(text[0] - '0'), PrintedUnit::None};
  if (begins_like_a_label(text)) return {};
  std::string s;
  if (!compact(text, s)) return {};
  return read_compact(s);
}

bool is_value(std::string_view text) {
  if (text.empty()) return true;
  if (text.size() > kLongestValue && trimmed(text).size() > kLongestValue) return false;
  return !std::holds_alternative<Unreadable>(read_cell_value(text).reading);
}

PrintedUnit unit_in_head(std::string_view printed) {
  const std::string head = folded(printed);  // the head may be broken inside its unit
  if (head.find("亿元") != std::string::npos) return PrintedUnit::HundredMillionYuan;
  if (head.find("万元") != std::string::npos) return PrintedUnit::WanYuan;
  if (head.find("元") != std::string::npos) return PrintedUnit::Yuan;
  return PrintedUnit::None;
}

Quantity in_column_unit(Quantity printed, PrintedUnit cell_unit, PrintedUnit header_unit, law::CellUnit column,
                        bool& converted) {
  converted = false;
  if (column == law::CellUnit::Count) return printed;
  const PrintedUnit own = column == law::CellUnit::WanYuan ? PrintedUnit::WanYuan : PrintedUnit::Yuan;
  PrintedUnit unit = cell_unit == PrintedUnit::None || cell_unit == PrintedUnit::Count ? header_unit : cell_unit;
  if (unit == PrintedUnit::None) unit = own;
  if (unit == own) return printed;
  converted = true;
  // Both are powers of ten thousand apart: 元 → 万元 → 亿元.
  const int steps = static_cast<int>(unit) - static_cast<int>(own);
  constexpr std::int64_t kStep = 10'000;
  std::int64_t millionths = printed.millionths();
  for (int i = 0; i < steps; ++i) {
    if (millionths > INT64_MAX / kStep || millionths < INT64_MIN / kStep) return printed;
    millionths *= kStep;
  }
  for (int i = 0; i > steps; --i) millionths /= kStep;
  return Quantity::of_millionths(millionths);
}

}  // namespace gongkai::report
