// The files of web/ that were built into the program.
#pragma once
#include <span>

#include "base/embedded_file.h"

namespace gongkai::page {

/// All files, sorted by name.
std::span<const EmbeddedFile> embedded_files();

}  // namespace gongkai::page
