// The files of migrations/ that were built into the program.
#pragma once
#include <span>

#include "base/embedded_file.h"

namespace gongkai::store {

/// All files, sorted by name.
std::span<const EmbeddedFile> embedded_files();

}  // namespace gongkai::store
