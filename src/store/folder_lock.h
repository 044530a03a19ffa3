// The data folder: how it is made, and that one process writes to a data folder: an advisory lock on
// data_folder/gongkai.lock, released with this object or by the end of the process, however it ends.
#pragma once
#include <filesystem>
#include <memory>

#include "base/result.h"

namespace gongkai::store {

/// Makes the folder, when it is not there, for its owner and group alone: what lies in it (accounts, drafts, settings
/// with passwords) is nobody else's business on this machine.
std::error_code make_data_folder(const std::filesystem::path& folder);

class FolderLock {
 public:
  /// Fails with `store.locked`, which names the folder and the process that holds it, `store.read_only`,
  /// `store.disk_full`.
  static Result<std::unique_ptr<FolderLock>> take(const std::filesystem::path& folder);
  ~FolderLock();
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;

 private:
  explicit FolderLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace gongkai::store
