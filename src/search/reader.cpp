// How a question is answered: one walk over the ranks of its hits, newest first, past the shelf that knows what to
// filter and count by; the texts of the page alone are fetched.
#include "search/reader.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <limits>
#include <map>
#include <optional>

#include "search/excerpt.h"

namespace gongkai::search {
namespace {

constexpr int kMostHits = 100;  // a page
constexpr std::size_t kMuchLonger = 32;

/// The filters of a question, as numbers of the shelf's vocabularies.
class Filter {
 public:
  /// Bits of what a document fails.
  enum Miss : unsigned { kAgency = 1, kColumn = 2, kValidity = 4, kOther = 8, kDay = 16 };

  Filter(const Question& question, const Shelf& shelf) : days_(ranks_between(question.from, question.to)) {
    only(Facet::Agency, question.agency, shelf);
    only(Facet::Theme, question.theme, shelf);
    only(Facet::Genre, question.genre, shelf);
    only(Facet::Validity, question.validity, shelf);
    by_column_ = !question.columns.empty();
    for (const std::string& column : question.columns)
      if (const auto number = vocabulary(Facet::Column, shelf).find(column)) columns_.push_back(*number);
  }

  RankRange days() const { return days_; }
  unsigned misses(const ShelfEntry& entry) const {
    unsigned missed = 0;
    if (fails(entry, Facet::Agency)) missed |= kAgency;
    if (fails(entry, Facet::Validity)) missed |= kValidity;
    if (fails(entry, Facet::Theme) || fails(entry, Facet::Genre)) missed |= kOther;
    if (by_column_ && std::find(columns_.begin(), columns_.end(), number(entry, Facet::Column)) == columns_.end())
      missed |= kColumn;
    if (entry.rank < days_.first || entry.rank > days_.last) missed |= kDay;
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

  RankRange days_;
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

  /// Hits come newest first: the year is asked anew only when its first rank is passed.
  void add_year(const ShelfEntry& entry) {
    if (entry.rank > end_of_year_) {
      const int year = day_of_rank(entry.rank).year();
      year_hits_ = &years_[year];
      end_of_year_ = ranks_between(CivilDay::of(year, 1, 1), std::nullopt).last;
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
  std::int64_t end_of_year_ = -1;
  std::int64_t* year_hits_ = nullptr;
};

/// Finds the places of ascending ranks on the shelf; near ones quickly.
class ShelfWalk {
 public:
  explicit ShelfWalk(const Shelf& shelf) : entries_(shelf.entries) {}
  /// Empty when the shelf does not have it.
  std::optional<std::uint32_t> find(std::int64_t rank) {
    std::size_t stride = 1;
    while (at_ + stride < entries_.size() && entries_[at_ + stride].rank <= rank) {
      at_ += stride;
      stride *= 2;
    }
    const auto from = entries_.begin() + static_cast<std::ptrdiff_t>(at_);
    const auto to = entries_.begin() + static_cast<std::ptrdiff_t>(std::min(at_ + stride, entries_.size()));
    at_ = static_cast<std::size_t>(
        std::lower_bound(from, to, rank, [](const ShelfEntry& entry, std::int64_t r) { return entry.rank < r; }) -
        entries_.begin());
    if (at_ >= entries_.size() || entries_[at_].rank != rank) return std::nullopt;
    return static_cast<std::uint32_t>(at_);
  }

 private:
  const std::vector<ShelfEntry>& entries_;
  std::size_t at_ = 0;
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

std::string key_of(const Phrase& phrase, bool in_title) {
  std::string key = in_title ? "t" : "a";
  for (const Element& element : phrase) key.append("|").append(element.text);
  return key;
}

/// The phrases for MATCH. Tokens hold Han characters, letters and digits only: nothing in them is an operator.
std::string match_of_words(std::span<const Phrase> phrases) {
  std::string match;
  for (const Phrase& phrase : phrases) {
    if (is_single_character(phrase)) continue;
    match += match.empty() ? "\"" : " AND \"";
    for (const std::string& token : tokens_of_phrase(phrase)) match.append(token) += ' ';
    match.back() = '"';
  }
  return match;
}

std::string match_of_characters(std::span<const Phrase> phrases, std::string_view before) {
  std::string match;
  for (const Phrase& phrase : phrases) {
    if (!is_single_character(phrase)) continue;
    match += match.empty() ? "\"" : " AND \"";
    match.append(before).append(phrase.front().text) += '"';
  }
  return match;
}

}  // namespace

/// Ascending ranks that two statements have in common, or of one alone.
class Reader::Ranks {
 public:
  Ranks(Statement& words, std::string match_words, Statement& characters, std::string match_characters)
      : match_words_(std::move(match_words)), match_characters_(std::move(match_characters)) {
    if (!match_words_.empty()) begin(words, match_words_);
    if (!match_characters_.empty()) begin(characters, match_characters_);
  }
  ~Ranks() {
    for (Statement* statement : statements_)
      if (statement != nullptr) statement->reset();
  }
  Ranks(const Ranks&) = delete;
  Ranks& operator=(const Ranks&) = delete;

  std::optional<std::int64_t> next() {
    if (!advance(0)) return std::nullopt;
    while (statements_[1] != nullptr && at_[0] != at_[1])
      if (!advance(at_[0] < at_[1] ? 0 : 1)) return std::nullopt;
    return at_[0];
  }

 private:
  bool advance(std::size_t which) {
    if (over_) return false;
    over_ = !statements_[which]->step();  // a statement that has ended would begin anew
    if (!over_) at_[which] = statements_[which]->number(0);
    return !over_;
  }

  void begin(Statement& statement, const std::string& match) {
    statement.bind(1, match);
    statements_[statements_[0] == nullptr ? 0 : 1] = &statement;
  }

  std::string match_words_, match_characters_;
  std::array<Statement*, 2> statements_{};
  std::array<std::int64_t, 2> at_{-1, -1};  // ranks are positive
  bool over_ = false;
};

Reader::Reader(const std::filesystem::path& file)
    : database_(file, Database::Use::Read),
      begin_(database_, "BEGIN"),
      end_(database_, "COMMIT"),
      generation_(database_, "SELECT generation FROM state"),
      words_(database_, "SELECT rowid FROM words WHERE words MATCH ?1 ORDER BY rowid"),
      title_words_(database_, "SELECT rowid FROM titles WHERE titles MATCH ?1 ORDER BY rowid"),
      characters_(database_, "SELECT rowid FROM characters WHERE characters MATCH ?1 ORDER BY rowid"),
      text_(database_, "SELECT title, text, attachments, document_no FROM texts WHERE rank = ?1") {}

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
  Statement all(database_, "SELECT rank, id, agency, column_code, theme, genre, validity FROM documents ORDER BY rank");
  while (all.step()) {
    ShelfEntry& entry = shelf.entries.emplace_back();
    entry.rank = all.number(0);
    entry.id = all.number(1);
    for (std::size_t i = 0; i < kFacets; ++i)
      entry.facets[i] = shelf.vocabularies[i].number_of(all.text(static_cast<int>(i) + 2));
  }
  return shelf;
}

/// Phrases whose hits are kept are taken from there; all others are looked up together, so that rare words spare
/// frequent ones.
Hits Reader::hits_of(std::span<const Phrase> phrases, bool in_title, const Shelf& shelf) {
  std::vector<std::shared_ptr<const Hits>> lists;
  std::vector<Phrase> unknown;
  std::string key;
  for (const Phrase& phrase : phrases) {
    const std::string own = key_of(phrase, in_title);
    if (auto kept = shelf.kept_hits->find(own)) {
      lists.push_back(std::move(kept));
    } else {
      unknown.push_back(phrase);
      key += own + '\n';
    }
  }
  if (!unknown.empty()) {
    if (unknown.size() == 1) key.pop_back();
    auto kept = shelf.kept_hits->find(key);
    if (!kept) {
      kept = std::make_shared<const Hits>(look_up(unknown, in_title, shelf));
      shelf.kept_hits->keep(key, kept);
    }
    lists.push_back(std::move(kept));
  }
  std::sort(lists.begin(), lists.end(), [](const auto& a, const auto& b) { return a->size() < b->size(); });
  Hits hits = *lists.front();
  for (std::size_t i = 1; i < lists.size(); ++i) hits = in_both(hits, *lists[i]);
  return hits;
}

Hits Reader::look_up(std::span<const Phrase> phrases, bool in_title, const Shelf& shelf) {
  Ranks ranks(in_title ? title_words_ : words_, match_of_words(phrases), characters_,
              match_of_characters(phrases, in_title ? "t" : ""));
  ShelfWalk walk(shelf);
  Hits hits;
  while (const auto rank = ranks.next())
    if (const auto place = walk.find(*rank)) hits.push_back(*place);
  return hits;
}

Answer Reader::answer(const Question& question, std::span<const Phrase> phrases, const Shelf& shelf) {
  const Filter filter(question, shelf);
  const auto begin = static_cast<std::size_t>(std::max(0, question.offset));
  const std::size_t end = begin + static_cast<std::size_t>(std::clamp(question.limit, 0, kMostHits));
  std::vector<std::uint32_t> listed;
  Hits in_titles;
  if (question.order == Order::Relevance && !phrases.empty()) {
    in_titles = hits_of(phrases, true, shelf);
    for (const std::uint32_t hit : in_titles) {
      if (listed.size() >= end) break;
      if (filter.misses(shelf.entries[hit]) == 0) listed.push_back(hit);
    }
  }

  Answer answer;
  Counts counts(shelf);
  auto title = in_titles.begin();
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
    for (const std::uint32_t hit : hits_of(phrases, false, shelf)) take(hit);
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
  hit.published_on = day_of_rank(entry.rank);
  if (text_.bind(1, entry.rank).step()) {
    hit.title = marked(text_.text(0), phrases);
    const std::array<std::string_view, 2> texts{text_.text(1), text_.text(2)};
    hit.snippet = excerpt(texts, phrases);
    hit.document_no = text_.text(3);
  }
  text_.reset();
  return hit;
}

}  // namespace gongkai::search
