// The shortest list gives the places where the phrase may begin; each longer one takes away those that it does not
// hold.
#include "search/occurrences.h"

#include <algorithm>
#include <string>
#include <vector>

namespace gongkai::search {
namespace {

using Take = std::function<void(DocumentNumber, std::uint32_t)>;

/// Where the phrase may begin.
struct Place {
  DocumentNumber number;
  std::uint32_t position;
};

struct TokenList {
  std::string list;
  std::uint32_t offset = 0;
};

void each_document(std::string_view list, const Take& take) {
  for (PostingReader reader(list); reader.next();) take(reader.number(), reader.first_position());
}

std::vector<Place> places_of(const TokenList& token) {
  std::vector<Place> places;
  for (PostingReader reader(token.list); reader.next();)
    reader.each_position([&](std::uint32_t position) {
      if (position >= token.offset) places.push_back({reader.number(), position - token.offset});
    });
  return places;
}

/// Leaves those where the token stands at its place too.
void keep(std::vector<Place>& places, const TokenList& token) {
  auto kept = places.begin();
  auto place = places.begin();
  PostingReader reader(token.list);
  while (place != places.end() && reader.next()) {
    while (place != places.end() && place->number < reader.number()) ++place;
    if (place == places.end() || place->number != reader.number()) continue;
    reader.each_position([&](std::uint32_t position) {
      const auto comes_before = [&] {
        return place != places.end() && place->number == reader.number() && place->position + token.offset < position;
      };
      while (comes_before()) ++place;
      if (place != places.end() && place->number == reader.number() && place->position + token.offset == position)
        *kept++ = *place++;
    });
  }
  places.erase(kept, places.end());
}

void each_occurrence_in(SegmentReader& lists, std::int64_t segment, const std::vector<PlacedToken>& tokens,
                        const Take& take) {
  std::vector<TokenList> found(tokens.size());
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (!lists.find(segment, tokens[i].token, found[i].list)) return;
    found[i].offset = tokens[i].offset;
  }
  if (found.size() == 1) {
    each_document(found.front().list, take);
    return;
  }
  std::sort(found.begin(), found.end(),
            [](const TokenList& a, const TokenList& b) { return a.list.size() < b.list.size(); });
  std::vector<Place> places = places_of(found.front());
  for (std::size_t i = 1; i < found.size() && !places.empty(); ++i) keep(places, found[i]);
  for (const Place& place : places) take(place.number, place.position);
}

}  // namespace

void each_occurrence(SegmentReader& lists, const Phrase& phrase, const Take& take) {
  const bool is_single = is_single_character(phrase);
  const std::vector<PlacedToken> tokens = is_single ? std::vector<PlacedToken>{} : tokens_of_phrase(phrase);
  for (const std::int64_t segment : lists.segments()) {
    if (is_single) {
      lists.each_with_prefix(segment, phrase.front().text, [&](std::string_view list) { each_document(list, take); });
    } else {
      each_occurrence_in(lists, segment, tokens, take);
    }
  }
}

}  // namespace gongkai::search
