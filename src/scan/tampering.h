// Signs that somebody replaced or injected text: the name of a betting site where an organ's name should stand.
// The words are law/words/tampering.yaml.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "law/source.h"

namespace gongkai::scan {

struct TamperingWords {
  std::vector<std::string> foreign;      ///< words of betting and pornography, folded
  std::vector<std::string> context;      ///< words of police notices in whose neighbourhood they are in place, folded
  std::vector<std::uint8_t> beginnings;  ///< by a mix of the first two characters: may a foreign word begin so?

  /// Fails with `law.bad_file`.
  static Result<TamperingWords> load(const law::LawSource& source);
};

/// One place where foreign text stands in a line.
struct ForeignText {
  std::size_t line = 0;   ///< index into the lines given
  std::size_t begin = 0;  ///< byte in the line
  std::size_t size = 0;
};

/// Lines of one document. A foreign word that stands in no police context is grown to the whole foreign name: what its
/// occurrences have in common on both sides, or up to the next punctuation where there is but one. Every place where
/// the whole name stands is reported, in order; of one word at most the first 1,000. O(bytes).
std::vector<ForeignText> find_foreign_text(const std::vector<std::string_view>& lines, const TamperingWords& words);

}  // namespace gongkai::scan
