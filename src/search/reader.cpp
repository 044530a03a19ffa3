// How a question is answered: one walk over its hits, newest first, past the shelf that knows what to
// filter and count by; the texts of the page alone are fetched.
#include "search/reader.h"

#include <algorithm>
#include <array>
#include <bit>
#include <iterator>
#include <limits>
#include <map>
#include <optional>

#include "search/excerpt.h"
#include "search/occurrences.h"

namespace gongkai::search {
namespace {

constexpr int kMostHits = 100;  // a page
constexpr std::size_t kMuchLonger = 32;

/// The filters of a question, as numbers of the shelf's vocabularies.
class Filter {
 public:
  /// Bits of what a document fails.
  enum Miss : unsigned { kAgency = 1, kColumn = 2, kValidity = 4, kOther = 8, kDay = 16 };

  Filter(const Question& question, const Shelf& shelf)
      : first_day_(question.from ? number_of_day(*question.from) : std::numeric_limits<std::int32_t>::min()),
        last_day_(question.to ? number_of_day(*question.to) : std::numeric_limits<std::int32_t>::max()) {
    only(Facet::Agency, question.agency, shelf);
    only(Facet::Theme, question.theme, shelf);
    only(Facet::Genre, question.genre, shelf);
    only(Facet::Validity, question.validity, shelf);
    by_column_ = !question.columns.empty();
    for (const std::string& column : question.columns)
      if (const auto number = vocabulary(Facet::Column, shelf).find(column)) columns_.push_back(*number);
  }

  unsigned misses(const ShelfEntry& entry) const {
    unsigned missed = 0;
    if (fails(entry, Facet::Agency)) missed |= kAgency;
    if (fails(entry, Facet::Validity)) missed |= kValidity;
    if (fails(entry, Facet::Theme) || fails(entry, Facet::Genre)) missed |= kOther;
    if (by_column_ && std::find(columns_.begin(), columns_.end(), number(entry, Facet::Column)) == columns_.end())
      missed |= kColumn;
    if (entry.day < first_day_ || entry.day > last_day_) missed |= kDay;
    return missed;
  }

 private:
  static constexpr std::uint32_t kAny = std::numeric_limits<std::uint32_t>::max();
  static constexpr std::uint32_t kNone = kAny - 1;  ///< a value that no document has

  static const Vocabulary& vocabulary(Facet facet, const Shelf& shelf) {
    return shelf.vocabularies[static_cast<std::size_t>(facet)];
  }
  static std::uint32_t number(const ShelfEntry& entry, Facet facet) {
    return entry.facets[static_cast<std::size_t>(facet)];
  }
  void only(Facet facet, const std::string& value, const Shelf& shelf) {
    wanted_[static_cast<std::size_t>(facet)] =
        value.empty() ? kAny : vocabulary(facet, shelf).find(value).value_or(kNone);
  }
  bool fails(const ShelfEntry& entry, Facet facet) const {
    const std::uint32_t wanted = wanted_[static_cast<std::size_t>(facet)];
    return wanted != kAny && wanted != number(entry, facet);
  }

  std::int32_t first_day_;
  std::int32_t last_day_;
  std::array<std::uint32_t, kFacets> wanted_{kAny, kAny, kAny, kAny, kAny};
  bool by_column_ = false;
  std::vector<std::uint32_t> columns_;
};

/// How many hits each value has, the filter by this very value left aside.
class Counts {
 public:
  explicit Counts(const Shelf& shelf) : shelf_(shelf) {
    for (std::size_t i = 0; i < kFacets; ++i) counts_[i].resize(shelf.vocabularies[i].size());
  }

  void add(const ShelfEntry& entry, unsigned missed) {
    add(Facet::Agency, entry, missed, Filter::kAgency);
    add(Facet::Column, entry, missed, Filter::kColumn);
    add(Facet::Validity, entry, missed, Filter::kValidity);
    if ((missed & ~static_cast<unsigned>(Filter::kDay)) == 0) add_year(entry);
  }

  void put_into(Answer& answer) const {
    answer.agencies = list(Facet::Agency);
    answer.columns = list(Facet::Column);
    answer.validities = list(Facet::Validity);
    for (const auto& [year, hits] : years_) answer.years.push_back({std::to_string(year), hits});
    most_first(answer.years);
  }

 private:
  void add(Facet facet, const ShelfEntry& entry, unsigned missed, unsigned own) {
    if ((missed & ~own) == 0) ++counts_[static_cast<std::size_t>(facet)][entry.facets[static_cast<std::size_t>(facet)]];
  }

  /// Hits come newest first: the year is asked anew only when its first day is passed.
  void add_year(const ShelfEntry& entry) {
    if (entry.day < first_of_year_) {
      const int year = day_of_number(entry.day).year();
      year_hits_ = &years_[year];
      first_of_year_ = number_of_day(CivilDay::of(year, 1, 1).value_or(day_of_number(entry.day)));
    }
    ++*year_hits_;
  }

  static void most_first(std::vector<Answer::Count>& counts) {
    std::sort(counts.begin(), counts.end(), [](const Answer::Count& a, const Answer::Count& b) {
      return a.hits != b.hits ? a.hits > b.hits : a.value < b.value;
    });
  }

  std::vector<Answer::Count> list(Facet facet) const {
    const auto at = static_cast<std::size_t>(facet);
    std::vector<Answer::Count> counts;
    for (std::uint32_t number = 0; number < counts_[at].size(); ++number) {
      const std::string& value = shelf_.vocabularies[at].value(number);
      if (counts_[at][number] > 0 && !value.empty()) counts.push_back({value, counts_[at][number]});
    }
    most_first(counts);
    return counts;
  }

  const Shelf& shelf_;
  std::array<std::vector<std::int64_t>, kFacets> counts_;
  std::map<int, std::int64_t, std::greater<>> years_;
  std::int32_t first_of_year_ = std::numeric_limits<std::int32_t>::max();
  std::int64_t* year_hits_ = nullptr;
};

/// Places on the shelf; given in any order, taken ascending.
class PlaceSet {
 public:
  explicit PlaceSet(std::size_t places) : words_(places / 64 + 1) {}
  void add(std::uint32_t place) { words_[place / 64] |= std::uint64_t{1} << (place % 64); }
  Hits hits() const {
    std::size_t size = 0;
    for (const std::uint64_t word : words_) size += static_cast<std::size_t>(std::popcount(word));
    Hits hits;
    hits.reserve(size);
    for (std::size_t i = 0; i < words_.size(); ++i)
      for (std::uint64_t word = words_[i]; word != 0; word &= word - 1)
        hits.push_back(static_cast<std::uint32_t>(i * 64 + static_cast<std::size_t>(std::countr_zero(word))));
    return hits;
  }

 private:
  std::vector<std::uint64_t> words_;
};

/// What both lists hold. A short list is looked up in a long one, lists of like length are walked together.
Hits in_both(const Hits& a, const Hits& b) {
  const Hits& shorter = a.size() < b.size() ? a : b;
  const Hits& longer = a.size() < b.size() ? b : a;
  Hits both;
  if (longer.size() / kMuchLonger <= shorter.size()) {
    std::set_intersection(shorter.begin(), shorter.end(), longer.begin(), longer.end(), std::back_inserter(both));
    return both;
  }
  auto at = longer.begin();
  for (const std::uint32_t hit : shorter) {
    at = std::lower_bound(at, longer.end(), hit);
    if (at == longer.end()) break;
    if (*at == hit) both.push_back(hit);
  }
  return both;
}

/// What all lists of `hits` hold, those in titles or all.
Hits in_all(std::vector<const Hits*> lists) {
  std::sort(lists.begin(), lists.end(), [](const Hits* a, const Hits* b) { return a->size() < b->size(); });
  Hits hits = in_both(*lists[0], *lists[1]);
  for (std::size_t i = 2; i < lists.size(); ++i) hits = in_both(hits, *lists[i]);
  return hits;
}

std::string key_of(const Phrase& phrase) {
  std::string key;
  for (const Element& element : phrase) key.append("|").append(element.text);
  return key;
}

}  // namespace

Reader::Reader(const std::filesystem::path& file)
    : database_(file, Database::Use::Read),
      begin_(database_, "BEGIN"),
      end_(database_, "COMMIT"),
      generation_(database_, "SELECT generation FROM state"),
      lists_(database_),
      text_(database_, "SELECT title, text, attachments, document_no FROM texts WHERE number = ?1") {}

std::int64_t Reader::open_view() {
  begin_.run();
  const std::int64_t generation = generation_.step() ? generation_.number(0) : 0;
  generation_.reset();
  return generation;
}

void Reader::close_view() { end_.run(); }

Shelf Reader::load_shelf() {
  Shelf shelf;
  if (generation_.step()) shelf.generation = generation_.number(0);
  generation_.reset();
  Statement all(database_, "SELECT number, id, day, agency, column_code, theme, genre, validity FROM documents");
  std::vector<ShelfEntry> entries;
  while (all.step()) {
    ShelfEntry& entry = entries.emplace_back();
    entry.number = static_cast<DocumentNumber>(all.number(0));
    entry.id = all.number(1);
    entry.day = static_cast<std::int32_t>(all.number(2));
    for (std::size_t i = 0; i < kFacets; ++i)
      entry.facets[i] = shelf.vocabularies[i].number_of(all.text(static_cast<int>(i) + 3));
  }
  shelf.change({}, std::move(entries));
  return shelf;
}

std::shared_ptr<const PhraseHits> Reader::hits_of(const Phrase& phrase, const Shelf& shelf) {
  const std::string key = key_of(phrase);
  auto hits = shelf.kept_hits->find(key);
  if (!hits) {
    hits = std::make_shared<const PhraseHits>(look_up(phrase, shelf));
    shelf.kept_hits->keep(key, hits);
  }
  return hits;
}

PhraseHits Reader::look_up(const Phrase& phrase, const Shelf& shelf) {
  PlaceSet all(shelf.entries.size());
  PlaceSet in_titles(shelf.entries.size());
  each_occurrence(lists_, phrase, [&](DocumentNumber number, std::uint32_t position) {
    const std::uint32_t place = shelf.place_of(number);
    if (place == Shelf::kNowhere) return;
    all.add(place);
    if (position < kTitlePositions) in_titles.add(place);
  });
  return {all.hits(), in_titles.hits()};
}

Answer Reader::answer(const Question& question, std::span<const Phrase> phrases, const Shelf& shelf) {
  std::vector<std::shared_ptr<const PhraseHits>> found;
  std::vector<const Hits*> lists, title_lists;
  for (const Phrase& phrase : phrases) {
    found.push_back(hits_of(phrase, shelf));
    lists.push_back(&found.back()->all);
    title_lists.push_back(&found.back()->in_titles);
  }
  Hits of_several, of_several_in_titles;
  if (phrases.size() > 1) {
    of_several = in_all(lists);
    of_several_in_titles = in_all(title_lists);
  }
  const Hits& hits = phrases.size() == 1 ? *lists.front() : of_several;
  const bool titles_first = question.order == Order::Relevance && !phrases.empty();
  const Hits& in_titles = phrases.size() == 1 && titles_first ? *title_lists.front() : of_several_in_titles;

  const Filter filter(question, shelf);
  const auto begin = static_cast<std::size_t>(std::max(0, question.offset));
  const std::size_t end = begin + static_cast<std::size_t>(std::clamp(question.limit, 0, kMostHits));
  std::vector<std::uint32_t> listed;
  auto title = titles_first ? in_titles.begin() : in_titles.end();
  for (auto hit = title; hit != in_titles.end() && listed.size() < end; ++hit)
    if (filter.misses(shelf.entries[*hit]) == 0) listed.push_back(*hit);

  Answer answer;
  Counts counts(shelf);
  const auto take = [&](std::uint32_t hit) {
    const ShelfEntry& entry = shelf.entries[hit];
    const unsigned missed = filter.misses(entry);
    if (question.with_counts) counts.add(entry, missed);
    if (missed != 0) return;
    ++answer.total;
    if (listed.size() >= end) return;
    while (title != in_titles.end() && *title < hit) ++title;
    if (title == in_titles.end() || *title != hit) listed.push_back(hit);
  };
  if (phrases.empty()) {
    for (std::uint32_t hit = 0; hit < shelf.entries.size(); ++hit) take(hit);
  } else {
    for (const std::uint32_t hit : hits) take(hit);
  }
  if (question.with_counts) counts.put_into(answer);
  for (std::size_t i = begin; i < listed.size(); ++i)
    answer.hits.push_back(hit_of(shelf.entries[listed[i]], phrases, shelf));
  return answer;
}

Hit Reader::hit_of(const ShelfEntry& entry, std::span<const Phrase> phrases, const Shelf& shelf) {
  const auto value = [&](Facet facet) {
    const auto at = static_cast<std::size_t>(facet);
    return shelf.vocabularies[at].value(entry.facets[at]);
  };
  Hit hit;
  hit.id = entry.id;
  hit.agency = value(Facet::Agency);
  hit.column = value(Facet::Column);
  hit.validity = value(Facet::Validity);
  hit.published_on = day_of_number(entry.day);
  if (text_.bind(1, std::int64_t{entry.number}).step()) {
    hit.title = marked(text_.text(0), phrases);
    const std::array<std::string_view, 2> texts{text_.text(1), text_.text(2)};
    hit.snippet = excerpt(texts, phrases);
    hit.document_no = text_.text(3);
  }
  text_.reset();
  return hit;
}

}  // namespace gongkai::search
