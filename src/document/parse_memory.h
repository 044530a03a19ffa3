// Memory for parsing one document after another: bounded, reused, freed at once.
#pragma once
#include <array>
#include <chrono>
#include <csetjmp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace gongkai::document {

/// gumbo asks for many small pieces and cannot be told "no". When a limit is exceeded the parse is left by longjmp,
/// over gumbo's plain C frames, and the next begin() takes everything back; this also spares the recursive freeing of
/// deeply nested trees. Give one to read() to reuse its memory for the next document. One thread at a time.
class ParseMemory {
 public:
  ParseMemory() = default;
  ParseMemory(const ParseMemory&) = delete;
  ParseMemory& operator=(const ParseMemory&) = delete;

  /// Takes all pieces back and sets the limits for the next parse.
  void begin(std::uint64_t most_bytes, std::chrono::seconds longest);
  std::jmp_buf& way_out() { return way_out_; }

  /// For gumbo: `self` is the ParseMemory. Pieces that are given back are used again for the same size class.
  static void* allocate(void* self, std::size_t size);
  static void release(void* self, void* piece);

 private:
  static constexpr std::size_t kChunk = 512 * 1024;
  static constexpr std::size_t kKept = 64u << 20;  ///< bytes of chunks kept for the next document
  static constexpr std::size_t kClasses = 48;

  struct Chunk {
    std::unique_ptr<std::byte[]> bytes;
    std::size_t size;
  };
  struct FreePiece {
    FreePiece* next;
  };

  void* take(std::size_t size);
  std::byte* fresh(std::size_t size);

  std::uint64_t most_bytes_ = 0;
  std::chrono::steady_clock::time_point deadline_{};
  std::jmp_buf way_out_{};
  std::vector<Chunk> chunks_;
  std::size_t chunk_in_use_ = 0;  ///< chunks before this one are full
  std::byte* next_ = nullptr;
  std::size_t left_ = 0;
  std::uint64_t used_ = 0;
  unsigned calls_ = 0;
  std::array<FreePiece*, kClasses> free_{};
};

}  // namespace gongkai::document
