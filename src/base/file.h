// Reading files with a limit, so that no input can take all memory.
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>

#include "base/result.h"

namespace gongkai {

/// The whole file. Fails with `file.not_found`, `file.not_readable`, `file.is_folder` or `file.too_large`.
Result<std::string> read_file(const std::filesystem::path& path, std::uint64_t limit_bytes);
/// Standard input to its end; fails with `file.too_large`.
Result<std::string> read_standard_input(std::uint64_t limit_bytes);
/// Writes beside the target and renames, so that a reader sees the old or the new file, never half.
/// Fails with `file.not_writable`.
Failure write_file(const std::filesystem::path& path, std::string_view bytes);

}  // namespace gongkai
