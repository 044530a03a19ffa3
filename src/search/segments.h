// The posting lists in the file: segments of documents that follow each other, each with all its tokens in order.
//
//   segments  segment, and how many documents were put into it
//   blocks    segment, the first token in the block, and (token, list) one after the other
//
// A batch writes a segment; small segments at the end are merged into larger ones, eight to one, so that a question
// looks into few. Lists of documents that are gone stay until their segment is merged: readers know who lives.
#pragma once
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "search/database.h"
#include "search/fold.h"
#include "search/postings.h"

namespace gongkai::search {

/// Positions below this one lie in the title; the other fields begin here or later. What stands in a title behind its
/// first thousand elements is found like the text.
constexpr std::uint32_t kTitlePositions = 1024;

/// Tokens of documents that are not in the file yet.
class SegmentBuilder {
 public:
  /// `number` greater than all before. The first field is the title.
  void add(DocumentNumber number, std::span<const std::string_view> fields);
  std::int64_t documents() const { return documents_; }
  /// A hundred megabytes or so are in memory: time to write.
  bool is_full() const { return positions_ > 2'000'000; }
  void clear();
  /// `take(token, list)` in order of the tokens.
  void each_list(const std::function<void(std::string_view, std::string_view)>& take);

 private:
  struct Growing {
    PostingList list;
    DocumentNumber number = 0;
    std::uint32_t last_position = 0;
    std::uint32_t count = 0;
    std::string positions;  ///< of `number`, not in the list yet
    void finish();
  };
  void add(const std::string& token, DocumentNumber number, std::uint32_t position);

  std::unordered_map<std::string, Growing> tokens_;
  std::int64_t documents_ = 0;
  std::size_t positions_ = 0;
  Elements elements_;
};

/// Within a transaction of the writer. For one thread at a time. Throws DatabaseFailure.
class SegmentWriter {
 public:
  explicit SegmentWriter(Database& database);

  /// Writes the builder's tokens as a segment and clears it.
  void write(SegmentBuilder& builder);
  /// Keeps the segments few. `lives(number)`: whether a document is still there; `living`: how many are.
  void merge(const std::function<bool(DocumentNumber)>& lives, std::int64_t living);

 private:
  struct Segment {
    std::int64_t segment;
    std::int64_t documents;
  };
  class BlockWriter;
  std::vector<Segment> segments();
  void merge(std::span<const Segment> merged, std::int64_t documents, const std::function<bool(DocumentNumber)>& lives);

  Database& database_;
  Statement list_, add_segment_, drop_segment_, add_block_, drop_blocks_;
};

/// For one thread at a time, within one view of the file. Throws DatabaseFailure.
class SegmentReader {
 public:
  explicit SegmentReader(Database& database);

  /// Of the state in view.
  std::vector<std::int64_t> segments();
  /// The list of a token; false when the segment does not have it.
  bool find(std::int64_t segment, std::string_view token, std::string& list);
  /// `take(list)` for every token that begins with `prefix`.
  void each_with_prefix(std::int64_t segment, std::string_view prefix,
                        const std::function<void(std::string_view)>& take);

 private:
  Statement list_, block_, blocks_from_;
};

}  // namespace gongkai::search
