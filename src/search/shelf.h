// What lists are filtered and counted by, of all documents, in memory: 40 bytes each, newest first.
#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/civil_day.h"
#include "search/hit_cache.h"

namespace gongkai::search {

/// Documents stand in the index in the order of this number: later days first, within a day larger ids first.
std::int64_t rank_of(CivilDay published_on, std::int64_t id);
CivilDay day_of_rank(std::int64_t rank);
/// All ranks of days from `from` to `to`.
struct RankRange {
  std::int64_t first;
  std::int64_t last;
};
RankRange ranks_between(std::optional<CivilDay> from, std::optional<CivilDay> to);

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
  std::int64_t rank = 0;
  std::int64_t id = 0;
  std::array<std::uint32_t, kFacets> facets{};
};

/// Immutable once shared with readers.
struct Shelf {
  std::int64_t generation = 0;      ///< of the index file that it belongs to
  std::vector<ShelfEntry> entries;  ///< by rank
  std::array<Vocabulary, kFacets> vocabularies;
  /// Hits of this state; the one part that changes. A copy of the shelf that is changed gets one of its own.
  std::shared_ptr<HitCache> kept_hits = std::make_shared<HitCache>();

  /// Takes the ranks of `out` (ascending) away and puts `in` (ascending) in.
  void change(const std::vector<std::int64_t>& out, const std::vector<ShelfEntry>& in);
};

}  // namespace gongkai::search
