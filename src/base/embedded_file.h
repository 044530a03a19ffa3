// A file that was built into the program (cmake/embed.cmake). Lives as long as the program.
#pragma once
#include <string_view>

namespace gongkai {

struct EmbeddedFile {
  std::string_view name;  ///< relative to its folder, e.g. "calendar/2022.yaml"
  std::string_view bytes;
};

}  // namespace gongkai
