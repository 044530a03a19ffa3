// Expands the marks of the demo's sentences.
#include "demo/speaker.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

namespace gongkai::demo {
namespace {

std::size_t closing_brace(std::string_view text, std::size_t open) {
  int depth = 0;
  for (std::size_t at = open; at < text.size(); ++at) {
    if (text[at] == '{') ++depth;
    if (text[at] == '}' && --depth == 0) return at;
  }
  return std::string_view::npos;
}

bool is_number(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
}

std::size_t decimals_of(std::string_view number) {
  const std::size_t point = number.find('.');
  return point == std::string_view::npos ? 0 : number.size() - point - 1;
}

/// The number in tenths, hundredths … without its point.
std::int64_t scaled(std::string_view number, std::size_t decimals) {
  std::string digits;
  for (const char c : number)
    if (c != '.') digits += c;
  digits.append(decimals - decimals_of(number), '0');
  std::int64_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

std::string with_point(std::int64_t value, std::size_t decimals) {
  if (decimals == 0) return std::to_string(value);
  std::string digits = std::to_string(std::max<std::int64_t>(value, 0));
  if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
  digits.insert(digits.size() - decimals, ".");
  return digits;
}

}  // namespace

std::string Speaker::expand(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t open = text.find('{');
    out += text.substr(0, open);
    if (open == std::string_view::npos) break;
    const std::size_t close = closing_brace(text, open);
    if (close == std::string_view::npos) break;
    out += fill(text.substr(open + 1, close - open - 1));
    text.remove_prefix(close + 1);
  }
  return out;
}

std::string Speaker::fill(std::string_view inner) {
  const std::vector<std::string> alternatives = split_outside_braces(inner, '|');
  if (alternatives.size() > 1) return say_one_of(alternatives);
  if (inner == "#") return std::to_string(row_ + 1);
  if (inner.starts_with('#')) {
    const auto* list = choices(inner.substr(1));
    return list ? expand((*list)[row_ % list->size()]) : std::string();
  }
  const std::size_t hyphen = inner.find('-');
  if (hyphen != std::string_view::npos && is_number(inner.substr(0, hyphen)) && is_number(inner.substr(hyphen + 1)))
    return number_between(inner.substr(0, hyphen), inner.substr(hyphen + 1));
  const std::size_t star = inner.find('*');
  if (star != std::string_view::npos) {
    int percent = 0;
    std::from_chars(inner.data() + star + 1, inner.data() + inner.size(), percent);
    return part_of(inner.substr(0, star), percent, inner.ends_with('~'));
  }
  if (inner.starts_with('+'))
    return inner.ends_with('~') ? draw(inner.substr(1, inner.size() - 2), true) : draw(inner.substr(1), false);
  return word(inner);
}

std::string Speaker::word(std::string_view key) {
  if (const auto found = known_.find(key); found != known_.end()) return found->second;
  std::string value = draw(key, false);
  known_.emplace(std::string(key), value);
  return value;
}

std::string Speaker::other_word(std::string_view key) { return draw(key, false); }

std::string Speaker::draw(std::string_view key, bool again_allowed) {
  if (source_)
    if (auto value = source_(*this, key)) return *value;
  const auto* list = choices(key);
  if (!list) return fmt::format("{{{}}}", key);
  auto& drawn = drawn_.try_emplace(std::string(key), list->size(), false).first->second;
  std::size_t at = dice_.pick(list->size());
  if (!again_allowed && std::find(drawn.begin(), drawn.end(), false) != drawn.end())
    while (drawn[at]) at = (at + 1) % list->size();
  drawn[at] = true;
  return expand((*list)[at]);
}

std::string Speaker::number_between(std::string_view least, std::string_view most) {
  const std::size_t decimals = std::max(decimals_of(least), decimals_of(most));
  return with_point(dice_.between(scaled(least, decimals), scaled(most, decimals)), decimals);
}

std::string Speaker::part_of(std::string_view key, int percent, bool about) {
  const std::string whole = word(key);
  if (!is_number(whole)) return whole;
  const std::size_t decimals = decimals_of(whole);
  const std::int64_t value = scaled(whole, decimals);
  return with_point(value * percent / 100 + (about ? dice_.between(0, value / 20) : 0), decimals);
}

std::size_t Speaker::begin_table(std::string_view row) {
  std::size_t least = 99;
  for (std::size_t at = row.find("{+"); at != std::string_view::npos; at = row.find("{+", at + 1)) {
    const std::string_view key = row.substr(at + 2, row.find('}', at) - at - 2);
    if (key.ends_with('~')) continue;
    const std::string_view listed = key == "iname" ? std::string_view("indicator") : key;
    if (const auto drawn = drawn_.find(listed); drawn != drawn_.end()) drawn_.erase(drawn);
    const auto* list = choices(listed);
    if (list && list->size() > 1 && key != "unit") least = std::min(least, list->size());
  }
  return least;
}

std::vector<std::string> Speaker::say_row(const std::vector<std::string>& cells, std::size_t index) {
  row_ = index;
  const auto before = known_;
  std::vector<std::string> row;
  row.reserve(cells.size());
  for (const std::string& cell : cells) row.push_back(expand(cell));
  known_ = before;
  return row;
}

const std::vector<std::string>* Speaker::choices(std::string_view key) const {
  if (const auto* list = field_.choices(key)) return list;
  return shared_.choices(key);
}

}  // namespace gongkai::demo
