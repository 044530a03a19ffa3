// Keeping and forgetting of hit lists.
#include "search/hit_cache.h"

namespace gongkai::search {

std::shared_ptr<const PhraseHits> HitCache::find(const std::string& key) {
  const std::lock_guard lock(mutex_);
  const auto place = by_key_.find(key);
  if (place == by_key_.end()) return nullptr;
  order_.splice(order_.begin(), order_, place->second);
  return place->second->hits;
}

void HitCache::keep(const std::string& key, std::shared_ptr<const PhraseHits> hits) {
  Kept kept{key, std::move(hits)};
  if (bytes_of(kept) > most_bytes_) return;
  const std::lock_guard lock(mutex_);
  if (by_key_.contains(key)) return;
  bytes_ += bytes_of(kept);
  order_.push_front(std::move(kept));
  by_key_.emplace(key, order_.begin());
  while (bytes_ > most_bytes_) {
    bytes_ -= bytes_of(order_.back());
    by_key_.erase(order_.back().key);
    order_.pop_back();
  }
}

}  // namespace gongkai::search
