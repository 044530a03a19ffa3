// How a report's text states the figures of its tables. Data: law/words/narrative.yaml.
#pragma once
#include <string>
#include <vector>

#include "base/result.h"
#include "law/source.h"

namespace gongkai::law {

/// A figure of a table and the clause that states it. Words are folded.
struct NarrativeQuantity {
  int table = 0;
  std::string row, column;
  std::vector<std::vector<std::string>> with;  ///< one word of each list must stand in the clause
  std::vector<std::string> without;            ///< none of these may
  std::string same_line_as;         ///< row of the quantity that must be stated in the same line; may be empty
  std::size_t longest_clause = 40;  ///< code points
};

struct NarrativeWords {
  std::vector<std::string> units;
  std::vector<NarrativeQuantity> quantities;

  /// Fails with `law.bad_file`.
  static Result<NarrativeWords> load(const LawSource& source);
};

}  // namespace gongkai::law
