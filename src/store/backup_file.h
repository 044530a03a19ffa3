// Files of a backup: written with their hash and made durable, read back with a limit on nothing but a line.
#pragma once
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/hash.h"

namespace gongkai::store {

/// Members throw StoreFailure.
class BackupFile {
 public:
  explicit BackupFile(const std::filesystem::path& path);
  ~BackupFile();
  BackupFile(const BackupFile&) = delete;
  BackupFile& operator=(const BackupFile&) = delete;
  void add(std::string_view bytes);
  /// Flushes to the disk; the hash of all bytes.
  Sha256 finish();

 private:
  void flush();
  std::filesystem::path path_;
  int descriptor_;
  std::string held_;
  Sha256Stream hash_;
};

/// Hands over a file in pieces; false when it cannot be read.
bool each_piece(const std::filesystem::path& path, const std::function<void(std::string_view)>& take);
/// Hands over each line without its line feed; false when it cannot be read or the last line has no end.
bool each_line_of(const std::filesystem::path& path, const std::function<void(std::string_view)>& take);
/// Empty when it cannot be read.
std::optional<Sha256> hash_of_file(const std::filesystem::path& path);
/// New names in the folder survive a power cut.
void make_durable(const std::filesystem::path& folder);

}  // namespace gongkai::store
