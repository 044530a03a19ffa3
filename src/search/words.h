// What a person typed, as words; and what is looked up in the index for them.
#pragma once
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

/// The tokens that a text has one after the other exactly when it holds the phrase. Not for a single Han character,
/// which has no token of its own.
std::vector<std::string> tokens_of_phrase(const Phrase& phrase);
inline bool is_single_character(const Phrase& phrase) { return phrase.size() == 1 && phrase.front().is_han(); }

/// Every Han character of the text once, in order of their first occurrence appended to `out`.
void add_characters(const Elements& elements, std::vector<std::string>& out);

/// Where the phrase begins in `elements` at or after `from`; npos when nowhere.
std::size_t find_phrase(const Elements& elements, const Phrase& phrase, std::size_t from = 0);

}  // namespace gongkai::search
