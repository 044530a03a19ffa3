// Full-text search over public text: a derived file per node, rebuilt from the store whenever it is missing or behind.
// Chinese is found by overlapping pairs of characters, single characters by their own index, Latin words and numbers as
// words; widths, brackets of document numbers and traditional forms are folded, in the texts and in the question alike.
#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/civil_day.h"
#include "base/result.h"

namespace gongkai::search {

/// One public text with everything that a list of hits shows and filters by.
struct IndexDocument {
  std::int64_t id = 0;
  std::string title;
  std::string text;         ///< plain text of the body
  std::string attachments;  ///< names and texts of attachments
  std::string document_no;
  std::string index_no;
  std::string agency;  ///< code
  std::string column;  ///< code
  std::string theme;
  std::string genre;
  std::string validity;
  CivilDay published_on{};
};

enum class Order { Relevance, NewestFirst };

struct Question {
  std::string words;  ///< what the person typed; several words must all occur; "…" asks for the exact order
  std::string agency{};
  std::vector<std::string> columns{};  ///< any of these; empty: all
  std::string theme{};
  std::string genre{};
  std::string validity{};
  std::optional<CivilDay> from{};
  std::optional<CivilDay> to{};
  Order order = Order::Relevance;
  int offset = 0;
  int limit = 20;           ///< at most 100
  bool with_counts = true;  ///< whether agencies, columns, years and validities are counted
};

/// A piece of text; `is_match` marks what was asked for.
struct Piece {
  std::string text;
  bool is_match = false;
};

struct Hit {
  std::int64_t id = 0;
  std::vector<Piece> title;
  std::vector<Piece> snippet;  ///< about 100 characters around the first match
  std::string document_no;
  std::string agency;
  std::string column;
  std::string validity;
  CivilDay published_on{};
};

struct Answer {
  std::int64_t total = 0;
  std::vector<Hit> hits;
  /// How many hits each agency, column, year has under the same words (without that filter), most first.
  struct Count {
    std::string value;
    std::int64_t hits = 0;
  };
  std::vector<Count> agencies, columns, years, validities;
};

/// Threads may search together; one writes at a time.
class Index {
 public:
  /// Opens or creates. A file of another version or a damaged one is thrown away and begun anew (`applied_sequence` is
  /// 0).
  static Result<std::unique_ptr<Index>> open(const std::filesystem::path& file);
  virtual ~Index() = default;

  /// Up to which event of the store the index is current.
  virtual std::int64_t applied_sequence() const = 0;
  /// Puts documents in (replacing those with the same id) and takes others out, and notes the sequence; all or nothing.
  virtual Failure apply(std::span<const IndexDocument> put, std::span<const std::int64_t> remove,
                        std::int64_t sequence) = 0;
  /// Fails with `search.question_too_long` (200 characters). A question without a word gives the newest documents.
  virtual Result<Answer> find(const Question& question) const = 0;
  virtual std::int64_t size() const = 0;
};

/// Traditional to simplified and back, for pages and questions. Pure; thread-safe.
std::string to_simplified(std::string_view text);
std::string to_traditional(std::string_view text);

}  // namespace gongkai::search
