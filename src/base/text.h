// Chinese and Latin text as UTF-8: decoding, folding for comparison, numerals. No domain word.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gongkai {

/// Decodes any code point; next_code_point takes the short way for the usual ones.
char32_t decode_code_point(std::string_view text, std::size_t& at);

/// Decodes the code point at `at` and moves `at` behind it. Broken bytes give U+FFFD, one byte at a time.
inline char32_t next_code_point(std::string_view text, std::size_t& at) {
  const auto first = static_cast<unsigned char>(text[at]);
  if (first < 0x80) {
    ++at;
    return first;
  }
  // E1–EC and EE–EF begin characters of three bytes without further conditions: Han and full-width forms among them.
  if (first > 0xE0 && first < 0xF0 && first != 0xED && at + 2 < text.size()) {
    const auto second = static_cast<unsigned char>(text[at + 1]);
    const auto third = static_cast<unsigned char>(text[at + 2]);
    if ((second & 0xC0) == 0x80 && (third & 0xC0) == 0x80) {
      at += 3;
      return ((first & 0x0Fu) << 12) | ((second & 0x3Fu) << 6) | (third & 0x3Fu);
    }
  }
  return decode_code_point(text, at);
}
/// The first byte at or behind `at` that is not ASCII; eight bytes at a time.
std::size_t past_ascii(std::string_view text, std::size_t at);
/// Behind a run of characters of three bytes that are well-formed without further conditions, as nearly all Han
/// characters are. Two at a time: one may be left.
std::size_t past_three_byte_characters(std::string_view text, std::size_t at);
void append_code_point(std::string& text, char32_t code_point);
bool is_valid_utf8(std::string_view text);
std::size_t count_code_points(std::string_view text);

bool is_han(char32_t c);
/// Spaces of every kind that pages and converters leave: ASCII, U+00A0, U+2000–200B, U+3000, U+FEFF, controls.
inline bool is_blank(char32_t c) {
  if (c <= 0x20) return true;
  if (c < 0x7F || (c >= 0x3001 && c < 0xFE00)) return false;
  return c <= 0xA0 || c == 0xAD || c == 0x1680 || (c >= 0x2000 && c <= 0x200F) || (c >= 0x2028 && c <= 0x202F) ||
         (c >= 0x205F && c <= 0x206F) || c == 0x3000 || c == 0x180E || c == 0xFEFF || (c >= 0xFE00 && c <= 0xFE0F);
}

/// `text` without blanks at both ends; a view into the argument.
std::string_view trimmed(std::string_view text);
/// Fit for a terminal and for one line: control characters become '?', bytes that are no UTF-8 become U+FFFD.
std::string printable(std::string_view text);
/// Runs of blanks become one space, ends trimmed.
std::string with_single_spaces(std::string_view text);

/// The form in which labels are compared: blanks and invisible characters gone, full-width letters,
/// digits and punctuation made half-width, the many brackets and quotation marks made one of each
/// kind: ( ) [ ] < > ", the hyphens and dashes made '-', letters made lower case. O(size).
std::string folded(std::string_view text);
void fold_into(std::string& out, std::string_view text);

/// The key under which a table label is looked up: only Han characters, letters and digits, folded, and without
/// a leading number ("（三）", "1.", "①", "一、"). "3.危及“三安全 一稳定”" and "危及三安全一稳定" share one key.
std::string label_key(std::string_view text);
/// The same before its leading number is dropped, appended to `key`.
void append_label_key(std::string& key, std::string_view text);
/// Drops one leading number from a label key; the key itself when there is none or nothing else.
std::string_view without_leading_number(std::string_view key);

/// Columns that the text takes on a terminal: two for Han characters and full-width marks, one for others.
std::size_t display_width(std::string_view text);

/// text.find(word, from) for Chinese words: looks for the last byte of the word, which is rare, where the first byte is
/// shared by a thousand characters.
std::size_t find_word(std::string_view text, std::string_view word, std::size_t from = 0);

/// Do all characters of `part` stand in `whole`, in their order?
bool is_subsequence(std::string_view part, std::string_view whole);

/// Levenshtein distance in code points, given up (as limit + 1) once it must exceed `limit`.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);

/// "二〇二二" → 2022, "二十三" → 23, "一百零五" → 105, with ○ O 0 零 for 〇. Empty when it is no numeral.
std::optional<std::int64_t> han_number(std::string_view text);

}  // namespace gongkai
