#include "http/page_cache.h"

namespace gongkai::http {
namespace {

constexpr std::size_t kLongestKey = 512;
/// What list, table and allocator take beside the page.
constexpr std::size_t kOverhead = 256;

std::size_t cost(std::string_view key, const ReadyPage& page) { return page.bytes() + key.size() + kOverhead; }

}  // namespace

void PageCache::Shelf::drop_last() {
  const Kept& last = newest_first.back();
  bytes -= cost(last.key, *last.page);
  by_key.erase(last.key);
  newest_first.pop_back();
}

PageCache::Shelf& PageCache::shelf_of(std::string_view key) {
  return key.substr(0, key.find('\0')).find_first_of("?%") == std::string_view::npos ? plain_ : queried_;
}

void PageCache::write_key(std::string& key, std::string_view target, std::string_view variant) {
  key.assign(target);
  key += '\0';
  key += variant;
}

std::shared_ptr<const ReadyPage> PageCache::find(std::string_view key) {
  if (key.size() > kLongestKey) return nullptr;
  Shelf& shelf = shelf_of(key);
  const std::lock_guard lock(mutex_);
  const auto found = shelf.by_key.find(key);
  if (found == shelf.by_key.end()) return nullptr;
  shelf.newest_first.splice(shelf.newest_first.begin(), shelf.newest_first, found->second);
  return found->second->page;
}

void PageCache::keep(std::string_view key, std::shared_ptr<const ReadyPage> page, std::uint64_t generation) {
  Shelf& shelf = shelf_of(key);
  const std::size_t needed = cost(key, *page);
  if (key.size() > kLongestKey || needed > shelf.most / 4) return;
  const std::lock_guard lock(mutex_);
  // forget() moves the generation on under this lock: what was rendered before cannot slip in after.
  if (generation != generation_.load(std::memory_order_relaxed)) return;
  if (const auto found = shelf.by_key.find(key); found != shelf.by_key.end()) {
    shelf.bytes -= cost(key, *found->second->page);
    const auto place = found->second;
    shelf.by_key.erase(found);
    shelf.newest_first.erase(place);
  }
  while (shelf.bytes + needed > shelf.most) shelf.drop_last();
  shelf.newest_first.push_front({std::string(key), std::move(page)});
  shelf.by_key.emplace(shelf.newest_first.front().key, shelf.newest_first.begin());
  shelf.bytes += needed;
}

void PageCache::forget() {
  std::list<Kept> dropped_after_unlocking[2];
  const std::lock_guard lock(mutex_);
  generation_.fetch_add(1, std::memory_order_release);
  int i = 0;
  for (Shelf* shelf : {&plain_, &queried_}) {
    shelf->by_key.clear();
    shelf->newest_first.swap(dropped_after_unlocking[i++]);
    shelf->bytes = 0;
  }
}

std::size_t PageCache::bytes() const {
  const std::lock_guard lock(mutex_);
  return plain_.bytes + queried_.bytes;
}

}  // namespace gongkai::http
