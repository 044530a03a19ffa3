// The version of the program; CMakeLists.txt sets it.
#pragma once
#include <string_view>

namespace gongkai::cli {

inline constexpr std::string_view kProgramVersion = GONGKAI_VERSION;

}  // namespace gongkai::cli
