// What a person typed, as words; and what is looked up in the index for them.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "search/fold.h"

namespace gongkai::search {

/// A row of elements that must occur in one field in this order, without gap.
using Phrase = Elements;

/// Blanks and breaks part words; within quotation marks (" “ ” 「 」 『 』 ＂) they do not. A mark without its pair is
/// not there. Words that occur twice are taken once. Nothing typed has another meaning: no operators.
std::vector<Phrase> phrases_of(std::string_view typed);

/// Tokens of a text, as the index holds them: pairs of neighbouring Han characters ("政府"), words ("gdp"), a word or
/// break with the Han character behind it ("3号"), and a Han character before a word or break ("第"). One position an
/// element. `take(token, same_position)`.
template <class Take>
void each_token(const Elements& elements, Take&& take) {
  std::string joined;
  for (std::size_t i = 0; i < elements.size(); ++i) {
    const Element& element = elements[i];
    const Element* next = i + 1 < elements.size() ? &elements[i + 1] : nullptr;
    const bool with_next = next != nullptr && next->is_han();
    if (with_next) joined.assign(element.text).append(next->text);
    if (element.kind == Element::Kind::Han || element.kind == Element::Kind::Break) {
      take(with_next ? joined : element.text, false);
      continue;
    }
    take(element.text, false);
    if (with_next) take(joined, true);
  }
}

/// A token, and how many elements behind the beginning of the phrase it stands.
struct PlacedToken {
  std::string token;
  std::uint32_t offset = 0;
};

/// A text holds the phrase exactly where it has all these tokens at their places. Pairs whose two characters stand in
/// their neighbours too are left out: 政府信息 is 政府 and 信息. Not for a single Han character: there all tokens that
/// begin with it are meant.
std::vector<PlacedToken> tokens_of_phrase(const Phrase& phrase);
inline bool is_single_character(const Phrase& phrase) { return phrase.size() == 1 && phrase.front().is_han(); }

/// Where the phrase begins in `elements` at or after `from`; npos when nowhere.
std::size_t find_phrase(const Elements& elements, const Phrase& phrase, std::size_t from = 0);

}  // namespace gongkai::search
