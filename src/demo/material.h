// All words of the demo city, read from the embedded files: fields, patterns, shared words, agencies.
// Threads: immutable once loaded.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "demo/words.h"

namespace gongkai::demo {

/// How a kind of item is built and how often it appears.
struct Pattern {
  Block block;
  int least = 0, most = 0;  ///< a year and agency
  int first_month = 1, last_month = 12;
  std::vector<std::string> kinds, only;  ///< of agencies; empty: all
  std::string need;                      ///< key that the agency's field must have
  int only_year = 0;                     ///< 1: in the first year only, 2: in the second; 0: each year
  std::string series;                    ///< of its document number; empty: it has none
  bool is_normative = false;

  const std::string& name() const { return block.name; }
  std::string_view column() const { return block.text("column"); }
};

class Material {
 public:
  /// Fails with `demo.bad_words`.
  static Result<Material> load();

  const std::vector<Pattern>& patterns() const { return patterns_; }
  /// Place of the pattern of that name. It must exist.
  std::size_t pattern(std::string_view name) const;
  const Block& field(std::string_view name) const { return fields_.find(name)->second; }
  const Block& shared() const { return shared_; }
  const Block& report() const { return report_; }
  const Block& seed_report() const { return seed_report_; }
  /// Lines of agencies.txt, split at "|".
  const std::vector<std::vector<std::string>>& agencies() const { return agencies_; }

 private:
  std::vector<Pattern> patterns_;
  std::map<std::string, Block, std::less<>> fields_;
  Block shared_, report_, seed_report_;
  std::vector<std::vector<std::string>> agencies_;
};

}  // namespace gongkai::demo
