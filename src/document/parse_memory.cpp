#include "document/parse_memory.h"

#include <bit>

namespace gongkai::document {
namespace {

constexpr std::size_t kHeader = 8;  ///< holds the size class of a piece; keeps pieces aligned for pointers

/// Classes of 16 bytes up to 256, then powers of two.
std::size_t class_of(std::size_t size) {
  if (size <= 256) return (size + 15) / 16;
  return 16 + static_cast<std::size_t>(std::bit_width((size - 1) >> 8));
}

std::size_t size_of(std::size_t size_class) {
  return size_class <= 16 ? size_class * 16 : std::size_t{256} << (size_class - 16);
}

}  // namespace

void ParseMemory::begin(std::uint64_t most_bytes, std::chrono::seconds longest) {
  most_bytes_ = most_bytes;
  deadline_ = std::chrono::steady_clock::now() + longest;
  std::size_t kept = 0;
  std::vector<Chunk> keep;
  for (Chunk& chunk : chunks_) {
    if (chunk.size != kChunk || kept + chunk.size > kKept) continue;
    kept += chunk.size;
    keep.push_back(std::move(chunk));
  }
  chunks_ = std::move(keep);
  chunk_in_use_ = 0;
  next_ = nullptr;
  left_ = 0;
  used_ = 0;
  free_.fill(nullptr);
}

void* ParseMemory::allocate(void* self, std::size_t size) { return static_cast<ParseMemory*>(self)->take(size); }

void ParseMemory::release(void* self, void* piece) {
  if (piece == nullptr) return;
  auto& memory = *static_cast<ParseMemory*>(self);
  auto* start = static_cast<std::byte*>(piece) - kHeader;
  const std::uint64_t size_class = *reinterpret_cast<const std::uint64_t*>(start);
  auto* freed = reinterpret_cast<FreePiece*>(piece);
  freed->next = memory.free_[size_class];
  memory.free_[size_class] = freed;
}

void* ParseMemory::take(std::size_t size) {
  if ((++calls_ & 0xFFF) == 0 && std::chrono::steady_clock::now() > deadline_) std::longjmp(way_out_, 1);
  if (size == 0) size = 1;
  if (size > most_bytes_) std::longjmp(way_out_, 1);
  const std::size_t size_class = class_of(size);
  if (FreePiece* piece = free_[size_class]) {
    free_[size_class] = piece->next;
    return piece;
  }
  std::byte* start = fresh(size_of(size_class) + kHeader);
  *reinterpret_cast<std::uint64_t*>(start) = size_class;
  return start + kHeader;
}

std::byte* ParseMemory::fresh(std::size_t size) {
  if (size <= left_) {
    std::byte* start = next_;
    next_ += size;
    left_ -= size;
    return start;
  }
  const std::size_t wanted = size > kChunk / 4 ? size : kChunk;
  used_ += wanted;
  if (used_ > most_bytes_) std::longjmp(way_out_, 1);
  if (wanted != kChunk) {  // a large piece has a chunk of its own
    chunks_.push_back({std::make_unique_for_overwrite<std::byte[]>(wanted), wanted});
    return chunks_.back().bytes.get();
  }
  while (chunk_in_use_ < chunks_.size() && chunks_[chunk_in_use_].size != kChunk) ++chunk_in_use_;
  if (chunk_in_use_ == chunks_.size()) chunks_.push_back({std::make_unique_for_overwrite<std::byte[]>(kChunk), kChunk});
  std::byte* start = chunks_[chunk_in_use_++].bytes.get();
  next_ = start + size;
  left_ = kChunk - size;
  return start;
}

}  // namespace gongkai::document
