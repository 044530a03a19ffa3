// The word files of demo/: lines "key: choice|choice", in blocks that begin with "@ name". demo/README.md tells the
// format. Threads: immutable once read.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace gongkai::demo {

/// Parts of `text` at each `mark` that stands in no braces.
std::vector<std::string> split_outside_braces(std::string_view text, char mark);

/// One block: its lines in order, and its choices by key.
class Block {
 public:
  std::string name;
  std::vector<std::pair<std::string, std::string>> lines;

  void add(std::string key, std::string text);
  /// Null when there is no such key.
  const std::vector<std::string>* choices(std::string_view key) const;
  /// The first line of that key; empty when there is none.
  std::string_view text(std::string_view key) const;

 private:
  std::map<std::string, std::vector<std::string>, std::less<>> choices_;
};

/// The blocks of one file; lines before the first "@" are a block without a name. Fails with `demo.bad_words`.
Result<std::vector<Block>> read_blocks(std::string_view file_name, std::string_view text);

}  // namespace gongkai::demo
