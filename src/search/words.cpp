// Questions into phrases, phrases into tokens.
#include "search/words.h"

#include <algorithm>
#include <unordered_set>

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

std::vector<std::string> tokens_of_phrase(const Phrase& phrase) {
  std::vector<std::string> tokens;
  for (std::size_t i = 0; i < phrase.size(); ++i) {
    const bool last = i + 1 == phrase.size();
    if (last && phrase[i].is_han()) break;  // stands in the token before
    tokens.push_back(!last && phrase[i + 1].is_han() ? phrase[i].text + phrase[i + 1].text : phrase[i].text);
  }
  return tokens;
}

void add_characters(const Elements& elements, std::vector<std::string>& out) {
  std::unordered_set<std::string_view> known;
  for (const Element& element : elements)
    if (element.is_han() && known.insert(element.text).second) out.push_back(element.text);
}

std::size_t find_phrase(const Elements& elements, const Phrase& phrase, std::size_t from) {
  if (phrase.empty()) return std::string_view::npos;
  const auto found = std::search(elements.begin() + static_cast<std::ptrdiff_t>(std::min(from, elements.size())),
                                 elements.end(), phrase.begin(), phrase.end());
  return found == elements.end() ? std::string_view::npos : static_cast<std::size_t>(found - elements.begin());
}

}  // namespace gongkai::search
