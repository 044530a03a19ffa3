// The files of law/ that were built into the program.
#pragma once
#include <span>

#include "base/embedded_file.h"

namespace gongkai::law {

/// All files, sorted by name.
std::span<const EmbeddedFile> embedded_files();

}  // namespace gongkai::law
