// Vocabularies, and the merging of a batch into the shelf.
#include "search/shelf.h"

#include <algorithm>

namespace gongkai::search {
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

void Shelf::change(const std::vector<DocumentNumber>& out, std::vector<ShelfEntry> in) {
  DocumentNumber last = 0;
  for (const ShelfEntry& entry : in) last = std::max(last, entry.number);
  if (!in.empty() && last >= places_.size()) places_.resize(std::size_t{last} + 1, kNowhere);
  for (const DocumentNumber number : out)
    if (number < places_.size()) places_[number] = kNowhere;
  std::erase_if(entries, [&](const ShelfEntry& entry) { return places_[entry.number] == kNowhere; });
  std::sort(in.begin(), in.end());
  const auto middle = static_cast<std::ptrdiff_t>(entries.size());
  entries.insert(entries.end(), in.begin(), in.end());
  std::inplace_merge(entries.begin(), entries.begin() + middle, entries.end());
  for (std::size_t place = 0; place < entries.size(); ++place)
    places_[entries[place].number] = static_cast<std::uint32_t>(place);
}

}  // namespace gongkai::search
