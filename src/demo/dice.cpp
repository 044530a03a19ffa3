// Throws of the dice: FNV-1a over the seed, then SplitMix64.
#include "demo/dice.h"

namespace gongkai::demo {

Dice::Dice(std::string_view seed) : state_(0xCBF29CE484222325u) {
  for (const char c : seed) state_ = (state_ ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
  next();
}

std::uint64_t Dice::next() {
  state_ += 0x9E3779B97F4A7C15u;
  std::uint64_t z = state_;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

std::int64_t Dice::between(std::int64_t least, std::int64_t most) {
  const auto width = static_cast<std::uint64_t>(most - least) + 1;
  return least + static_cast<std::int64_t>(next() % width);
}

}  // namespace gongkai::demo
