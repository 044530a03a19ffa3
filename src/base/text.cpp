#include "base/text.h"

#include <algorithm>
#include <cstring>

namespace gongkai {
namespace {

constexpr char32_t kDropped = 0;

/// One code point in its folded form; kDropped for blanks and invisible characters.
char32_t fold_one(char32_t c) {
  if (c < 0x80) {
    if (c <= 0x20 || c == 0x7F) return kDropped;
    return c >= 'A' && c <= 'Z' ? c + 32 : c;
  }
  if (c >= 0x4E00 && c <= 0x9FFF) return c;
  if (c >= 0xFF01 && c <= 0xFF5E) return fold_one(c - 0xFEE0);
  if (is_blank(c)) return kDropped;
  switch (c) {
    case 0x3014:
    case 0x3015: return c == 0x3014 ? U'[' : U']';  // 〔 〕
    case 0x3010:
    case 0x3016:
    case 0x3018:
    case 0xFE5D:
    case 0xFF3B: return U'[';
    case 0x3011:
    case 0x3017:
    case 0x3019:
    case 0xFE5E:
    case 0xFF3D: return U']';
    case 0xFE59:
    case 0x207D: return U'(';
    case 0xFE5A:
    case 0x207E: return U')';
    case 0x3008:
    case 0x2039:
    case 0x300A:
    case 0x00AB: return U'<';
    case 0x3009:
    case 0x203A:
    case 0x300B:
    case 0x00BB: return U'>';
    case 0x2018:
    case 0x2019:
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0x300C:
    case 0x300D:
    case 0x300E:
    case 0x300F:
    case 0x301D:
    case 0x301E:
    case 0x2032:
    case 0x2033: return U'"';
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212:
    case 0x2500:
    case 0x2501:
    case 0x30FC:
    case 0xFE63: return U'-';
    case 0x3002:
    case 0xFF61: return U'.';
    case 0x3001:
    case 0xFF64: return U',';
    case 0x2024: return U'.';
    case 0x25CB:
    case 0x25EF:
    case 0x3007: return 0x3007;  // ○ ◯ 〇
    default: return c;
  }
}

/// Three bytes of the common Han block, which is its own folded form: they are copied without decoding.
bool is_common_han(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  if (at + 2 >= text.size() || byte(at) < 0xE4 || byte(at) > 0xE9) return false;
  if (byte(at) == 0xE4 && byte(at + 1) < 0xB8) return false;
  return (byte(at + 1) & 0xC0) == 0x80 && (byte(at + 2) & 0xC0) == 0x80;
}

std::size_t past_common_han(std::string_view text, std::size_t at) {
  while (is_common_han(text, at)) at += 3;
  return at;
}

int han_digit(char32_t c) {
  if (c >= '0' && c <= '9') return static_cast<int>(c - '0');
  switch (c) {
    case U'〇':
    case U'○':
    case U'零':
    case U'O':
    case U'o':
    case U'Ｏ':
    case U'０': return 0;
    case U'一':
    case U'壹': return 1;
    case U'二':
    case U'两':
    case U'贰': return 2;
    case U'三':
    case U'叁': return 3;
    case U'四':
    case U'肆': return 4;
    case U'五':
    case U'伍': return 5;
    case U'六':
    case U'陆': return 6;
    case U'七':
    case U'柒': return 7;
    case U'八':
    case U'捌': return 8;
    case U'九':
    case U'玖': return 9;
    default: return -1;
  }
}

std::int64_t han_unit(char32_t c) {
  switch (c) {
    case U'十':
    case U'拾': return 10;
    case U'百':
    case U'佰': return 100;
    case U'千':
    case U'仟': return 1000;
    case U'万': return 10'000;
    case U'亿': return 100'000'000;
    default: return 0;
  }
}

}  // namespace

char32_t decode_code_point(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(at);
  if (first < 0x80) return text[at++] & 0x7F;
  std::size_t more = 0;
  char32_t c = 0;
  char32_t smallest = 0;
  if (first >= 0xC2 && first <= 0xDF) {
    more = 1;
    c = first & 0x1Fu;
    smallest = 0x80;
  } else if (first >= 0xE0 && first <= 0xEF) {
    more = 2;
    c = first & 0x0Fu;
    smallest = 0x800;
  } else if (first >= 0xF0 && first <= 0xF4) {
    more = 3;
    c = first & 0x07u;
    smallest = 0x10000;
  } else {
    ++at;
    return 0xFFFD;
  }
  if (at + more >= text.size()) {
    ++at;
    return 0xFFFD;
  }
  for (std::size_t i = 1; i <= more; ++i) {
    if ((byte(at + i) & 0xC0) != 0x80) {
      ++at;
      return 0xFFFD;
    }
    c = (c << 6) | (byte(at + i) & 0x3Fu);
  }
  if (c < smallest || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) {
    ++at;
    return 0xFFFD;
  }
  at += more + 1;
  return c;
}

void append_code_point(std::string& text, char32_t c) {
  auto put = [&](char32_t bits) { text += static_cast<char>(static_cast<unsigned char>(bits)); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | (c >> 6));
    put(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    put(0xE0 | (c >> 12));
    put(0x80 | ((c >> 6) & 0x3F));
    put(0x80 | (c & 0x3F));
  } else {
    put(0xF0 | (c >> 18));
    put(0x80 | ((c >> 12) & 0x3F));
    put(0x80 | ((c >> 6) & 0x3F));
    put(0x80 | (c & 0x3F));
  }
}

std::size_t past_ascii(std::string_view text, std::size_t at) {
  while (at + 8 <= text.size()) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + at, 8);
    if ((word & 0x8080808080808080u) != 0) break;
    at += 8;
  }
  while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) ++at;
  return at;
}

std::size_t past_three_byte_characters(std::string_view text, std::size_t at) {
  constexpr std::uint64_t kForm = 0x0000C0C0F0C0C0F0u;
  constexpr std::uint64_t kThreeBytes = 0x00008080E08080E0u;
  while (at + 8 <= text.size()) {
    std::uint64_t six = 0;
    std::memcpy(&six, text.data() + at, 8);
    const auto first = static_cast<unsigned char>(text[at]);
    const auto second = static_cast<unsigned char>(text[at + 3]);
    if ((six & kForm) != kThreeBytes || first == 0xE0 || first == 0xED || second == 0xE0 || second == 0xED) break;
    at += 6;
  }
  return at;
}

bool is_valid_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      at = past_ascii(text, at);
      continue;
    }
    if (const std::size_t end = past_three_byte_characters(text, at); end > at) {
      at = end;
      continue;
    }
    const std::size_t from = at;
    if (next_code_point(text, at) == 0xFFFD && at - from == 1) return false;
  }
  return true;
}

std::size_t count_code_points(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

bool is_han(char32_t c) {
  return (c >= 0x4E00 && c <= 0x9FFF) || c == 0x3007 || (c >= 0x3400 && c <= 0x4DBF) ||
         (c >= 0x20000 && c <= 0x3FFFF) || (c >= 0xF900 && c <= 0xFAFF);
}

std::string_view trimmed(std::string_view text) {
  std::size_t begin = 0;
  while (begin < text.size()) {
    std::size_t at = begin;
    if (!is_blank(next_code_point(text, at))) break;
    begin = at;
  }
  std::size_t end = text.size();
  while (end > begin) {
    std::size_t from = end - 1;
    while (from > begin && (static_cast<unsigned char>(text[from]) & 0xC0) == 0x80) --from;
    std::size_t at = from;
    if (!is_blank(next_code_point(text, at))) break;
    end = from;
  }
  return text.substr(begin, end - begin);
}

std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    append_code_point(out, c < 0x20 || (c >= 0x7F && c < 0xA0) ? U'?' : c);
  }
  return out;
}

std::string with_single_spaces(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool pending = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t from = at;
    if (is_blank(next_code_point(text, at))) {
      pending = !out.empty();
      continue;
    }
    if (pending) out += ' ';
    pending = false;
    out.append(text.substr(from, at - from));
  }
  return out;
}

void fold_into(std::string& out, std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (const std::size_t end = past_common_han(text, at); end > at) {
      out.append(text, at, end - at);
      at = end;
      continue;
    }
    const char32_t c = fold_one(next_code_point(text, at));
    if (c != kDropped) append_code_point(out, c);
  }
}

std::string folded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  fold_into(out, text);
  return out;
}

std::string_view without_leading_number(std::string_view key) {
  std::size_t end = 0;
  while (end < key.size()) {
    std::size_t at = end;
    const char32_t c = next_code_point(key, at);
    const bool numeral = c == U'十' || (c >= '0' && c <= '9') || (han_digit(c) > 0 && c != U'两') ||
                         (c >= 0x2460 && c <= 0x249B) || (c >= 0x3220 && c <= 0x3229) || (c >= 0x2160 && c <= 0x217B);
    if (!numeral) break;
    end = at;
  }
  return end == key.size() ? key : key.substr(end);
}

void append_label_key(std::string& key, std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (const std::size_t end = past_common_han(text, at); end > at) {
      key.append(text, at, end - at);
      at = end;
      continue;
    }
    const char32_t c = fold_one(next_code_point(text, at));
    const bool kept = is_han(c) || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 0x2460 && c <= 0x249B) ||
                      (c >= 0x3220 && c <= 0x3229) || (c >= 0x2160 && c <= 0x217B);
    if (kept) append_code_point(key, c);
  }
}

std::string label_key(std::string_view text) {
  std::string key;
  key.reserve(text.size());
  append_label_key(key, text);
  const std::string_view rest = without_leading_number(key);
  if (rest.size() != key.size()) key.erase(0, key.size() - rest.size());
  return key;
}

std::size_t find_word(std::string_view text, std::string_view word, std::size_t from) {
  if (word.empty()) return from <= text.size() ? from : std::string_view::npos;
  const std::size_t before_last = word.size() - 1;
  for (std::size_t at = text.find(word.back(), from + before_last); at != std::string_view::npos;
       at = text.find(word.back(), at + 1)) {
    if (text.substr(at - before_last, word.size()) == word) return at - before_last;
  }
  return std::string_view::npos;
}

bool is_subsequence(std::string_view part, std::string_view whole) {
  std::size_t at = 0;
  for (std::size_t i = 0; i < part.size();) {
    const std::size_t from = i;
    next_code_point(part, i);
    at = whole.find(part.substr(from, i - from), at);
    if (at == std::string_view::npos) return false;
    at += i - from;
  }
  return true;
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    const bool wide = (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) ||
                      (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF01 && c <= 0xFF60) ||
                      (c >= 0xFFE0 && c <= 0xFFE6) || c >= 0x20000;
    width += wide ? 2 : 1;
  }
  return width;
}

std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
  auto decoded = [](std::string_view text) {
    std::vector<char32_t> points;
    for (std::size_t at = 0; at < text.size();) points.push_back(next_code_point(text, at));
    return points;
  };
  const auto x = decoded(a);
  const auto y = decoded(b);
  const std::size_t longer = std::max(x.size(), y.size());
  if (longer - std::min(x.size(), y.size()) > limit) return limit + 1;
  std::vector<std::size_t> row(y.size() + 1);
  for (std::size_t j = 0; j <= y.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= x.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    std::size_t best = row[0];
    for (std::size_t j = 1; j <= y.size(); ++j) {
      const std::size_t changed = diagonal + (x[i - 1] == y[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({changed, row[j] + 1, row[j - 1] + 1});
      best = std::min(best, row[j]);
    }
    if (best > limit) return limit + 1;
  }
  return std::min(row.back(), limit + 1);
}

std::optional<std::int64_t> han_number(std::string_view text) {
  std::vector<char32_t> points;
  for (std::size_t at = 0; at < text.size();) points.push_back(next_code_point(text, at));
  if (points.empty() || points.size() > 20) return std::nullopt;
  const bool has_units = std::any_of(points.begin(), points.end(), [](char32_t c) { return han_unit(c) != 0; });
  if (!has_units) {  // read digit by digit, as years are written
    std::int64_t value = 0;
    if (points.size() > 15) return std::nullopt;
    for (char32_t c : points) {
      const int digit = han_digit(c);
      if (digit < 0) return std::nullopt;
      value = value * 10 + digit;
    }
    return value;
  }
  std::int64_t total = 0;    // closed by 万 and 亿
  std::int64_t section = 0;  // below 万
  std::int64_t digit = -1;
  for (char32_t c : points) {
    if (const std::int64_t unit = han_unit(c)) {
      if (unit >= 10'000) {
        section += std::max<std::int64_t>(digit, 0);
        total = (total + section) * unit;
        section = 0;
      } else {
        section += (digit < 0 ? 1 : digit) * unit;
      }
      digit = -1;
      if (total > 1'000'000'000'000'000) return std::nullopt;
    } else if (const int d = han_digit(c); d >= 0 && (digit < 0 || digit == 0)) {
      digit = d;
    } else {
      return std::nullopt;
    }
  }
  return total + section + std::max<std::int64_t>(digit, 0);
}

}  // namespace gongkai
