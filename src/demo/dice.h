// Numbers that look drawn by lot and are the same on every machine (SplitMix64).
#pragma once
#include <cstdint>
#include <string_view>

namespace gongkai::demo {

class Dice {
 public:
  /// Equal seeds give equal throws.
  explicit Dice(std::string_view seed);

  std::uint64_t next();
  /// Between both, included. `most` is not below `least`.
  std::int64_t between(std::int64_t least, std::int64_t most);
  /// One of `count` things, counted from 0; `count` is not 0.
  std::size_t pick(std::size_t count) { return static_cast<std::size_t>(next() % count); }
  bool chance(int percent) { return between(1, 100) <= percent; }

 private:
  std::uint64_t state_;
};

}  // namespace gongkai::demo
