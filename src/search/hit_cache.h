// Which documents hold a phrase, kept in memory while the index does not change: people ask for the same words, for the
// next page, and for the same words with another filter.
#pragma once
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace gongkai::search {

/// Places in Shelf::entries, ascending.
using Hits = std::vector<std::uint32_t>;

/// Of one phrase.
struct PhraseHits {
  Hits all;
  Hits in_titles;
};

/// The lists asked for last, up to a number of bytes. Threads may share it.
class HitCache {
 public:
  explicit HitCache(std::size_t most_bytes = std::size_t{64} << 20) : most_bytes_(most_bytes) {}

  /// nullptr when it is not kept.
  std::shared_ptr<const PhraseHits> find(const std::string& key);
  /// Keeps it unless it alone is larger than the cache.
  void keep(const std::string& key, std::shared_ptr<const PhraseHits> hits);

 private:
  struct Kept {
    std::string key;
    std::shared_ptr<const PhraseHits> hits;
  };
  static std::size_t bytes_of(const Kept& kept) {
    return (kept.hits->all.size() + kept.hits->in_titles.size()) * sizeof(std::uint32_t) + 250;
  }

  std::mutex mutex_;
  std::list<Kept> order_;  ///< last asked first
  std::unordered_map<std::string, std::list<Kept>::iterator> by_key_;
  std::size_t bytes_ = 0;
  std::size_t most_bytes_;
};

}  // namespace gongkai::search
