// Questions into phrases, phrases into tokens.
#include "search/words.h"

#include <algorithm>

#include "base/text.h"

namespace gongkai::search {
namespace {

bool is_quotation_mark(char32_t c) {
  switch (c) {
    case U'"':
    case U'“':
    case U'”':
    case U'＂':
    case U'「':
    case U'」':
    case U'『':
    case U'』': return true;
    default: return false;
  }
}

void add_phrase(std::vector<Phrase>& phrases, Phrase phrase) {
  if (!phrase.empty() && std::find(phrases.begin(), phrases.end(), phrase) == phrases.end())
    phrases.push_back(std::move(phrase));
}

void add_words(std::vector<Phrase>& phrases, std::string_view typed) {
  Elements elements;
  for (std::size_t at = 0; at < typed.size();) {
    std::size_t end = at;
    std::size_t next = at;
    while (end < typed.size()) {
      next = end;
      if (is_blank(next_code_point(typed, next))) break;
      end = next;
    }
    read_elements(typed.substr(at, end - at), elements);
    Phrase phrase;
    for (Element& element : elements) {
      if (element.kind != Element::Kind::Break) {
        phrase.push_back(std::move(element));
        continue;
      }
      add_phrase(phrases, std::move(phrase));
      phrase.clear();
    }
    add_phrase(phrases, std::move(phrase));
    at = end < typed.size() ? next : end;
  }
}

}  // namespace

std::vector<Phrase> phrases_of(std::string_view typed) {
  std::vector<Phrase> phrases;
  std::size_t begin = 0;
  std::size_t opened = std::string_view::npos;  // behind the opening mark
  std::size_t mark = 0;
  for (std::size_t at = 0; at < typed.size();) {
    const std::size_t from = at;
    if (!is_quotation_mark(next_code_point(typed, at))) continue;
    if (opened == std::string_view::npos) {
      opened = at;
      mark = from;
      continue;
    }
    add_words(phrases, typed.substr(begin, mark - begin));
    add_phrase(phrases, elements_of(typed.substr(opened, from - opened)));
    begin = at;
    opened = std::string_view::npos;
  }
  add_words(phrases, typed.substr(begin));
  return phrases;
}

std::vector<PlacedToken> tokens_of_phrase(const Phrase& phrase) {
  std::vector<PlacedToken> tokens;
  bool stands_before = false;  // this element is the second of the token before
  for (std::size_t i = 0; i < phrase.size(); ++i) {
    const bool last = i + 1 == phrase.size();
    const bool with_next = !last && phrase[i + 1].is_han();
    const bool ends_with_next = i + 2 == phrase.size() && with_next;  // no token begins at the last Han character
    if (stands_before && ((last && phrase[i].is_han()) || (!last && with_next && !ends_with_next))) {
      stands_before = false;
      continue;
    }
    tokens.push_back({with_next ? phrase[i].text + phrase[i + 1].text : phrase[i].text, static_cast<std::uint32_t>(i)});
    stands_before = with_next;
  }
  return tokens;
}

std::size_t find_phrase(const Elements& elements, const Phrase& phrase, std::size_t from) {
  if (phrase.empty()) return std::string_view::npos;
  const auto found = std::search(elements.begin() + static_cast<std::ptrdiff_t>(std::min(from, elements.size())),
                                 elements.end(), phrase.begin(), phrase.end());
  return found == elements.end() ? std::string_view::npos : static_cast<std::size_t>(found - elements.begin());
}

}  // namespace gongkai::search
