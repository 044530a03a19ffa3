// Posting lists: the documents that hold a token, ascending, and the positions in each.
//
// A list is a row of records: (steps to the next number * 2 + more) [bytes of positions, when more] positions.
// `more`: there are several positions; each is written as the step from the one before. All numbers in groups of seven
// bits, lower groups first.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace gongkai::search {

/// Counts documents in the order in which they were put in; never used again for another.
using DocumentNumber = std::uint32_t;

void append_number(std::string& out, std::uint64_t number);

/// Reads what append_number wrote. Throws DatabaseFailure (damage) when the bytes end too early.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : at_(bytes.data()), end_(bytes.data() + bytes.size()) {}
  bool is_at_end() const { return at_ == end_; }
  std::uint64_t number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 63; shift += 7) {
      if (at_ == end_) fail();
      const auto byte = static_cast<unsigned char>(*at_++);
      value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
      if (byte < 0x80) return value;
    }
    fail();
  }
  std::string_view bytes(std::uint64_t size) {
    if (size > static_cast<std::uint64_t>(end_ - at_)) fail();
    const std::string_view taken(at_, size);
    at_ += size;
    return taken;
  }
  const char* place() const { return at_; }

 private:
  [[noreturn]] static void fail();
  const char* at_;
  const char* end_;
};

/// A list that is being written.
class PostingList {
 public:
  /// `number` greater than the one before; `positions` as PostingReader gives them.
  void add(DocumentNumber number, std::string_view positions, bool several);
  const std::string& bytes() const { return bytes_; }
  void clear() { bytes_.clear(), last_ = 0; }

 private:
  std::string bytes_;
  DocumentNumber last_ = 0;
};

/// Walks over a list; throws DatabaseFailure when it is damaged.
class PostingReader {
 public:
  explicit PostingReader(std::string_view list) : bytes_(list) {}

  bool next() {
    if (bytes_.is_at_end()) return false;
    const std::uint64_t head = bytes_.number();
    number_ += static_cast<DocumentNumber>(head >> 1U);
    several_ = (head & 1U) != 0;
    if (several_) {
      positions_ = bytes_.bytes(bytes_.number());
    } else {
      const char* begin = bytes_.place();
      bytes_.number();
      positions_ = {begin, static_cast<std::size_t>(bytes_.place() - begin)};
    }
    return true;
  }
  DocumentNumber number() const { return number_; }
  std::string_view positions() const { return positions_; }
  bool has_several() const { return several_; }
  std::uint32_t first_position() const { return static_cast<std::uint32_t>(ByteReader(positions_).number()); }

  /// `take(position)` for all of this document, ascending.
  template <class Take>
  void each_position(Take&& take) const {
    std::uint32_t position = 0;
    for (ByteReader reader(positions_); !reader.is_at_end();) {
      position += static_cast<std::uint32_t>(reader.number());
      take(position);
    }
  }

 private:
  ByteReader bytes_;
  DocumentNumber number_ = 0;
  std::string_view positions_;
  bool several_ = false;
};

}  // namespace gongkai::search
