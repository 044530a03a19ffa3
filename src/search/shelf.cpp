// Ranks, vocabularies, and the merging of a batch into the shelf.
#include "search/shelf.h"

#include <algorithm>

namespace gongkai::search {
namespace {

constexpr int kLastDay = 400'000;  ///< days since 1970, behind the year 2999
constexpr int kBitsOfDay = 20;     ///< a million ids a day keep their order
constexpr std::int64_t kRanksOfDay = std::int64_t{1} << kBitsOfDay;

std::int64_t first_rank(CivilDay day) {
  return static_cast<std::int64_t>(kLastDay - day.days_since(CivilDay{})) << kBitsOfDay;
}

}  // namespace

std::int64_t rank_of(CivilDay published_on, std::int64_t id) {
  return first_rank(published_on) + (kRanksOfDay - 1 - (id & (kRanksOfDay - 1)));
}

CivilDay day_of_rank(std::int64_t rank) {
  return CivilDay{}.plus_days(kLastDay - static_cast<int>(rank >> kBitsOfDay));
}

RankRange ranks_between(std::optional<CivilDay> from, std::optional<CivilDay> to) {
  return {to ? first_rank(*to) : 0, from ? first_rank(*from) + kRanksOfDay - 1 : std::int64_t{1} << 62};
}

std::uint32_t Vocabulary::number_of(std::string_view value) {
  const auto [place, added] = numbers_.try_emplace(std::string(value), static_cast<std::uint32_t>(values_.size()));
  if (added) values_.emplace_back(value);
  return place->second;
}

std::optional<std::uint32_t> Vocabulary::find(std::string_view value) const {
  const auto place = numbers_.find(std::string(value));
  if (place == numbers_.end()) return std::nullopt;
  return place->second;
}

void Shelf::change(const std::vector<std::int64_t>& out, const std::vector<ShelfEntry>& in) {
  std::vector<ShelfEntry> merged;
  merged.reserve(entries.size() + in.size());
  auto gone = out.begin();
  auto added = in.begin();
  for (const ShelfEntry& entry : entries) {
    while (gone != out.end() && *gone < entry.rank) ++gone;
    if (gone != out.end() && *gone == entry.rank) continue;
    while (added != in.end() && added->rank < entry.rank) merged.push_back(*added++);
    merged.push_back(entry);
  }
  merged.insert(merged.end(), added, in.end());
  entries = std::move(merged);
}

}  // namespace gongkai::search
