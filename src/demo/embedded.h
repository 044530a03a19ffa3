// The files of demo/ that were built into the program: the words of the demo city.
#pragma once
#include <span>

#include "base/embedded_file.h"

namespace gongkai::demo {

/// All files, sorted by name.
std::span<const EmbeddedFile> embedded_files();

}  // namespace gongkai::demo
