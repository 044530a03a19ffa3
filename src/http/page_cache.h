// Public pages ready to send, by target and variant, in bounded memory.
#pragma once
#include <atomic>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "http/answer.h"

namespace gongkai::http {

/// For several threads at once. Pages whose target has a query or an escape may take a quarter of the bytes only and
/// drive out only each other: who makes up queries does not drive out what people read.
class PageCache {
 public:
  explicit PageCache(std::size_t bytes) : plain_(bytes - bytes / 4), queried_(bytes / 4) {}

  /// Take it before rendering begins, and give it to keep().
  std::uint64_t generation() const { return generation_.load(std::memory_order_acquire); }
  std::shared_ptr<const ReadyPage> find(std::string_view key);
  /// Does nothing when forget() was called since `generation` was taken, and for keys and pages that are too large.
  void keep(std::string_view key, std::shared_ptr<const ReadyPage> page, std::uint64_t generation);
  void forget();
  std::size_t bytes() const;

  /// "\0" and the variant after the target: neither can hold it.
  static void write_key(std::string& key, std::string_view target, std::string_view variant);

 private:
  struct Kept {
    std::string key;
    std::shared_ptr<const ReadyPage> page;
  };
  struct Shelf {
    explicit Shelf(std::size_t most_bytes) : most(most_bytes) {}
    std::size_t most, bytes = 0;
    std::list<Kept> newest_first{};
    std::unordered_map<std::string_view, std::list<Kept>::iterator> by_key{};  ///< views into the list
    void drop_last();
  };
  Shelf& shelf_of(std::string_view key);

  mutable std::mutex mutex_;
  std::atomic<std::uint64_t> generation_{1};
  Shelf plain_, queried_;
};

}  // namespace gongkai::http
