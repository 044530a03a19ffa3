#include "base/file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/text.h"

namespace gongkai {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ > STDERR_FILENO) ::close(fd_);
  }
  int get() const { return fd_; }

 private:
  int fd_;
};

Error too_large(const std::string& where, std::uint64_t limit) {
  return {"file.too_large",
          {fmt::format("{} 超过 {} MB 的上限；如确需读取，请用 --max-size 放宽", where, limit >> 20),
           fmt::format("{} is larger than the limit of {} MB; use --max-size to allow more", where, limit >> 20)},
          where};
}

Result<std::string> read_all(int fd, const std::string& where, std::uint64_t expected, std::uint64_t limit) {
  std::string bytes;
  bytes.reserve(static_cast<std::size_t>(expected));
  char buffer[1 << 16];
  for (;;) {
    const ssize_t got = ::read(fd, buffer, sizeof buffer);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) {
      const std::string reason = std::strerror(errno);
      return Error{"file.not_readable",
                   {fmt::format("无法读取 {}（{}）；请检查文件和磁盘", where, reason),
                    fmt::format("cannot read {} ({}); check the file and the disk", where, reason)},
                   where};
    }
    if (got == 0) return bytes;
    if (bytes.size() + static_cast<std::size_t>(got) > limit) return too_large(where, limit);
    bytes.append(buffer, static_cast<std::size_t>(got));
  }
}

}  // namespace

Result<std::string> read_file(const std::filesystem::path& path, std::uint64_t limit_bytes) {
  const std::string where = printable(path.string());
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (file.get() < 0) {
    if (errno == ENOENT || errno == ENOTDIR) {
      return Error{
          "file.not_found",
          {fmt::format("找不到 {}；请检查路径", where), fmt::format("{} does not exist; check the path", where)},
          where};
    }
    const std::string reason = std::strerror(errno);
    return Error{"file.not_readable",
                 {fmt::format("无法打开 {}（{}）；请检查权限", where, reason),
                  fmt::format("cannot open {} ({}); check its permissions", where, reason)},
                 where};
  }
  struct stat status {};
  ::fstat(file.get(), &status);
  if (S_ISDIR(status.st_mode)) {
    return Error{"file.is_folder",
                 {fmt::format("{} 是文件夹，这里需要一个文件", where),
                  fmt::format("{} is a folder; a file is needed here", where)},
                 where};
  }
  if (!S_ISREG(status.st_mode)) {
    return Error{"file.not_readable",
                 {fmt::format("{} 不是普通文件；请给出一个文件", where),
                  fmt::format("{} is not a regular file; name a file", where)},
                 where};
  }
  const auto size = static_cast<std::uint64_t>(status.st_size);
  if (size > limit_bytes) return too_large(where, limit_bytes);
  return read_all(file.get(), where, size, limit_bytes);
}

Result<std::string> read_standard_input(std::uint64_t limit_bytes) {
  return read_all(STDIN_FILENO, "<stdin>", 0, limit_bytes);
}

Failure write_file(const std::filesystem::path& path, std::string_view bytes) {
  const std::string beside = path.string() + ".partial";
  auto failed = [&](const char* what) -> Failure {
    const std::string reason = std::strerror(errno);
    ::unlink(beside.c_str());
    return Error{
        "file.not_writable",
        {fmt::format("无法写入 {}（{}：{}）；请检查磁盘空间和权限", path.string(), what, reason),
         fmt::format("cannot write {} ({}: {}); check disk space and permissions", path.string(), what, reason)},
        path.string()};
  };
  {
    const Descriptor file(::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
    if (file.get() < 0) return failed("open");
    while (!bytes.empty()) {
      const ssize_t wrote = ::write(file.get(), bytes.data(), bytes.size());
      if (wrote < 0 && errno == EINTR) continue;
      if (wrote < 0) return failed("write");
      bytes.remove_prefix(static_cast<std::size_t>(wrote));
    }
  }
  if (::rename(beside.c_str(), path.c_str()) != 0) return failed("rename");
  return std::nullopt;
}

}  // namespace gongkai
