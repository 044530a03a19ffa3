// Bytes that came and were not used yet. Small while a connection idles, so that ten thousand of them cost little.
#pragma once
#include <cstring>
#include <memory>
#include <string_view>

namespace gongkai::http {

class InputBuffer {
 public:
  static constexpr std::size_t kSmall = 2048;

  std::string_view unread() const { return {bytes_.get() + from_, to_ - from_}; }
  void use(std::size_t count) {
    from_ += count;
    if (from_ == to_) from_ = to_ = 0;
  }

  struct Room {
    char* at;
    std::size_t size;
  };
  /// Room behind the unread bytes; grows by doubling when there is none left. Views from before are dead.
  Room room() {
    if (!bytes_) resize(kSmall);
    if (to_ == capacity_ && from_ > 0) {
      std::memmove(bytes_.get(), bytes_.get() + from_, to_ - from_);
      to_ -= from_;
      from_ = 0;
    }
    if (to_ == capacity_) resize(capacity_ * 2);
    return {bytes_.get() + to_, capacity_ - to_};
  }
  Room room_of(std::size_t at_least) {
    if (capacity_ < at_least) resize(at_least);
    return room();
  }
  void came(std::size_t count) { to_ += count; }
  void shrink() {
    if (from_ == to_ && capacity_ > kSmall) resize(kSmall);
  }

 private:
  void resize(std::size_t capacity) {
    auto larger = std::make_unique_for_overwrite<char[]>(capacity);
    if (to_ > from_) std::memcpy(larger.get(), bytes_.get() + from_, to_ - from_);
    to_ -= from_;
    from_ = 0;
    bytes_ = std::move(larger);
    capacity_ = capacity;
  }

  std::unique_ptr<char[]> bytes_;
  std::size_t capacity_ = 0, from_ = 0, to_ = 0;
};

}  // namespace gongkai::http
