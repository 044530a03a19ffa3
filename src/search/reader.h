// A connection that answers questions, and the answering itself.
#pragma once
#include <filesystem>
#include <memory>
#include <span>
#include <vector>

#include "search/database.h"
#include "search/index.h"
#include "search/segments.h"
#include "search/shelf.h"
#include "search/words.h"

namespace gongkai::search {

/// For one thread at a time. Throws DatabaseFailure; then it must not be used again.
class Reader {
 public:
  explicit Reader(const std::filesystem::path& file);

  /// From here to close_view() one state of the file is seen. Returns its generation.
  std::int64_t open_view();
  void close_view();

  /// All documents of the state in view.
  Shelf load_shelf();
  Answer answer(const Question& question, std::span<const Phrase> phrases, const Shelf& shelf);

 private:
  std::shared_ptr<const PhraseHits> hits_of(const Phrase& phrase, const Shelf& shelf);
  PhraseHits look_up(const Phrase& phrase, const Shelf& shelf);
  Hit hit_of(const ShelfEntry& entry, std::span<const Phrase> phrases, const Shelf& shelf);

  Database database_;
  Statement begin_, end_, generation_;
  SegmentReader lists_;
  Statement text_;
};

}  // namespace gongkai::search
