#include "store/folder_lock.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>

#include "base/text.h"
#include "store/failure.h"

namespace gongkai::store {

std::error_code make_data_folder(const std::filesystem::path& folder) {
  using std::filesystem::perms;
  std::error_code error;
  if (std::filesystem::create_directories(folder, error))
    std::filesystem::permissions(folder, perms::owner_all | perms::group_read | perms::group_exec, error);
  return error;
}

Result<std::unique_ptr<FolderLock>> FolderLock::take(const std::filesystem::path& folder) {
  const std::filesystem::path file = folder / "gongkai.lock";
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0640);
  if (descriptor < 0) return file_failure(errno, file.string());
  std::unique_ptr<FolderLock> lock(new FolderLock(descriptor));
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) return file_failure(errno, file.string());
    char holder[32] = {};
    const ssize_t size = ::pread(descriptor, holder, sizeof holder - 1, 0);
    const std::string_view process = trimmed({holder, size > 0 ? static_cast<std::size_t>(size) : 0});
    return Error{"store.locked",
                 {fmt::format("数据文件夹 {} 正被另一个程序（进程 {}）使用；请先停止它，或换一个数据文件夹",
                              folder.string(), process.empty() ? "?" : process),
                  fmt::format("the data folder {} is in use by another program (process {}); stop that one first, or "
                              "use another data folder",
                              folder.string(), process.empty() ? "?" : process)},
                 folder.string()};
  }
  // For people only; a disk too full for it does not make the lock any weaker.
  const std::string process = std::to_string(::getpid()) + "\n";
  if (::ftruncate(descriptor, 0) == 0) [[maybe_unused]]
    const ssize_t written = ::pwrite(descriptor, process.data(), process.size(), 0);
  return lock;
}

FolderLock::~FolderLock() { ::close(descriptor_); }

}  // namespace gongkai::store
