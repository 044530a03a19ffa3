// The files of law/ that were built into the program (cmake/embed_law.cmake).
#pragma once
#include <span>
#include <string_view>

namespace gongkai::law {

struct EmbeddedFile {
  std::string_view name;  ///< relative to law/, e.g. "calendar/2022.yaml"
  std::string_view bytes;
};

/// All files, sorted by name. Lives as long as the program.
std::span<const EmbeddedFile> embedded_files();

}  // namespace gongkai::law
