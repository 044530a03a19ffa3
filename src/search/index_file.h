// The file of the index: its tables, and the one connection that writes to them.
//
//   state       one row: sequence, generation (counts batches), folding
//   documents   rank (see shelf.h), id and the values that are filtered by
//   texts       rank, and what is shown and searched
//   words       FTS5 without content: pairs, words and numbers of every field, with positions
//   titles      FTS5 without content: the titles once more, so that hits in titles cost little
//   characters  FTS5 without content and positions: every Han character of a document once, those of the title also
//   with
//               a "t" before them
#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "search/database.h"
#include "search/index.h"
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
  std::optional<std::int64_t> rank_of_id(std::int64_t id);
  std::int64_t free_rank(const IndexDocument& document);
  void take_out(std::int64_t rank);
  void put_in(std::int64_t rank, const IndexDocument& document);
  std::string characters_of(std::span<const std::string_view> fields);

  Database database_;
  Statement begin_, commit_, state_, note_;
  Statement find_rank_, find_id_, get_text_;
  Statement add_document_, add_text_, add_words_, add_title_, add_characters_;
  Statement drop_document_, drop_text_, drop_words_, drop_title_, drop_characters_, merge_words_, merge_characters_;
};

/// Makes the file where there is none. False when there is one that cannot be used: of another version, with texts
/// folded otherwise, or damaged.
bool make_index_file(const std::filesystem::path& file);
/// Removes the file with its companions (-wal, -shm).
void remove_index_file(const std::filesystem::path& file);

}  // namespace gongkai::search
