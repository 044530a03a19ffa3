// The form in which texts and questions are compared: text becomes a row of elements, each with its place in the
// source.
//
// An element is one Han character, one word of letters, one run of digits, or a break (。，；：！？、 and tabs).
// Brackets, quotation marks, hyphens, other signs and blanks part words and are otherwise not there: 国办函[2019]3号,
// 国办函〔2020〕109号 and 国办函（2019）3 号 are the same row. Width, case, accents and compatibility forms are folded
// (NFKC), traditional characters become simplified ones, each for itself, so that the same character always has the
// same form.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gongkai::search {

struct Element {
  enum class Kind : std::uint8_t { Han, Letters, Digits, Break };
  Kind kind = Kind::Break;
  std::string text;         ///< folded; "," for a break
  std::uint32_t begin = 0;  ///< bytes of the source
  std::uint32_t end = 0;

  bool is_han() const { return kind == Kind::Han; }
  bool operator==(const Element& other) const { return kind == other.kind && text == other.text; }
};
using Elements = std::vector<Element>;

/// Replaces `out` by the elements of `text`. No break stands at the beginning, at the end, or beside another.
/// A point, comma or colon directly between letters or digits is no break (3.5, 8:30, gov.cn). Words longer than 32
/// characters are cut into several. Linear; thread-safe; the first call builds a table (about 0.1 s).
void read_elements(std::string_view text, Elements& out);
Elements elements_of(std::string_view text);

/// Changes when the same text would give other elements: other Unicode or OpenCC data.
std::string folding_fingerprint();

}  // namespace gongkai::search
