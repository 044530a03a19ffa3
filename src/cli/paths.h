// The files that a command line names: single files, folders, standard input.
#pragma once
#include <string>
#include <vector>

#include "base/result.h"

namespace gongkai::cli {

struct PathList {
  std::vector<std::string> files;  ///< "-" is standard input
  std::size_t skipped = 0;         ///< files of folders whose extension no reader takes
  bool many = false;               ///< a folder or several files were named: answers are NDJSON
};

/// Files of folders come sorted, sub-folders included. Fails with `file.not_found` for a path that does not exist and
/// with `file.no_documents` when a folder holds no document.
Result<PathList> list_paths(const std::vector<std::string>& paths);

}  // namespace gongkai::cli
