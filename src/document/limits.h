// How much a reader takes before it refuses: bounds for time and memory on hostile or broken files.
#pragma once
#include <chrono>
#include <cstdint>

namespace gongkai::document {

/// Documented in docs/limits.md; --max-size and --max-seconds set the first and the last.
struct Limits {
  std::uint64_t most_bytes = 32u << 20;            ///< of the file
  std::uint64_t most_unpacked_bytes = 128u << 20;  ///< of one part of a ZIP, and of all parts that are read
  std::uint64_t most_parser_memory = 1u << 30;     ///< of the tree that a parser builds
  std::size_t most_cells = 400'000;                ///< of all tables
  std::size_t most_slots = 4'000'000;              ///< rows × columns of all tables
  unsigned deepest_nesting = 512;                  ///< of elements
  std::chrono::seconds longest_parse{20};
};

}  // namespace gongkai::document
