// The file of the index: its tables, and the one connection that writes to them.
//
//   state              one row: sequence, generation (counts batches), next_number, folding
//   documents          number (counts documents put in), id and the values that are filtered by
//   texts              number, and what is shown
//   segments, blocks   what is searched (segments.h)
#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>

#include "search/database.h"
#include "search/index.h"
#include "search/segments.h"
#include "search/shelf.h"

namespace gongkai::search {

/// For one thread at a time. Throws DatabaseFailure.
class IndexWriter {
 public:
  /// Opens what `make_index_file` made.
  explicit IndexWriter(const std::filesystem::path& file);

  std::int64_t sequence();
  std::int64_t generation();

  /// Between begin() and commit() or undo(): changes the tables and brings `shelf` along.
  void begin();
  void change(std::span<const IndexDocument> put, std::span<const std::int64_t> remove, Shelf& shelf);
  void note(std::int64_t sequence, std::int64_t generation);
  void commit();
  void undo();

 private:
  std::optional<DocumentNumber> number_of_id(std::int64_t id);
  void put_in(DocumentNumber number, const IndexDocument& document);

  Database database_;
  SegmentWriter segments_;
  SegmentBuilder building_;
  std::int64_t next_number_ = 1;
  Statement begin_, commit_, state_, note_;
  Statement find_number_, add_document_, add_text_, drop_document_, drop_text_;
};

/// Makes the file where there is none. False when there is one that cannot be used: of another version, with texts
/// folded otherwise, or damaged.
bool make_index_file(const std::filesystem::path& file);
/// Removes the file with its companions (-wal, -shm).
void remove_index_file(const std::filesystem::path& file);

}  // namespace gongkai::search
