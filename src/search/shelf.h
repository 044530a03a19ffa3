// What lists are filtered and counted by, of all documents, in memory: about 45 bytes each, newest first.
#pragma once
#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/civil_day.h"
#include "search/hit_cache.h"
#include "search/postings.h"

namespace gongkai::search {

/// Days since 1970, as the shelf and the file hold them.
inline std::int32_t number_of_day(CivilDay day) { return day.days_since(CivilDay{}); }
inline CivilDay day_of_number(std::int32_t day) { return CivilDay{}.plus_days(day); }

enum class Facet : std::uint8_t { Agency, Column, Theme, Genre, Validity };
constexpr std::size_t kFacets = 5;

/// The different values of one facet, numbered.
class Vocabulary {
 public:
  std::uint32_t number_of(std::string_view value);
  std::optional<std::uint32_t> find(std::string_view value) const;
  const std::string& value(std::uint32_t number) const { return values_[number]; }
  std::size_t size() const { return values_.size(); }

 private:
  std::vector<std::string> values_;
  std::unordered_map<std::string, std::uint32_t> numbers_;
};

struct ShelfEntry {
  std::int64_t id = 0;
  DocumentNumber number = 0;
  std::int32_t day = 0;
  std::array<std::uint32_t, kFacets> facets{};

  /// The order of lists: later days first, within a day larger ids first.
  bool operator<(const ShelfEntry& other) const { return day != other.day ? day > other.day : id > other.id; }
};

/// Immutable once shared with readers.
struct Shelf {
  std::int64_t generation = 0;      ///< of the index file that it belongs to
  std::vector<ShelfEntry> entries;  ///< in the order of lists
  std::array<Vocabulary, kFacets> vocabularies;
  /// Hits of this state; the one part that changes. A copy of the shelf that is changed gets one of its own.
  std::shared_ptr<HitCache> kept_hits = std::make_shared<HitCache>();

  static constexpr std::uint32_t kNowhere = std::numeric_limits<std::uint32_t>::max();
  /// Where the document with this number stands in `entries`; kNowhere when it is gone.
  std::uint32_t place_of(DocumentNumber number) const { return number < places_.size() ? places_[number] : kNowhere; }

  /// Takes the numbers of `out` away and puts `in` in.
  void change(const std::vector<DocumentNumber>& out, std::vector<ShelfEntry> in);

 private:
  std::vector<std::uint32_t> places_;  ///< by number
};

}  // namespace gongkai::search
