#include "store/blob_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "store/connection.h"
#include "store/failure.h"

namespace gongkai::store {
namespace {

constexpr std::string_view kUnfinished = "unfinished";

[[noreturn]] void fail(const std::filesystem::path& path) { throw StoreFailure(file_failure(errno, path.string())); }

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return number_; }

 private:
  int number_;
};

void sync_folder(const std::filesystem::path& folder) {
  const Descriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (opened.get() < 0 || ::fsync(opened.get()) != 0) fail(folder);
}

}  // namespace

std::filesystem::path BlobFiles::path_of(std::string_view address) const {
  return folder_ / address.substr(0, 2) / address;
}

void BlobFiles::make_folder(const std::filesystem::path& folder) const {
  if (::mkdir(folder.c_str(), 0750) == 0) return sync_folder(folder.parent_path());
  if (errno == ENOENT) {
    make_folder(folder.parent_path());
    return make_folder(folder);
  }
  if (errno != EEXIST) fail(folder);
}

BlobFiles::Unfinished::Unfinished(const BlobFiles& files) : files_(files) {
  const std::filesystem::path folder = files.folder_ / kUnfinished;
  files.make_folder(folder);
  path_ = folder / hex(random_bytes(16));
  descriptor_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0640);
  if (descriptor_ < 0) fail(path_);
}

BlobFiles::Unfinished::~Unfinished() {
  if (descriptor_ < 0) return;
  ::close(descriptor_);
  ::unlink(path_.c_str());
}

void BlobFiles::Unfinished::add(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t wrote = ::write(descriptor_, bytes.data(), bytes.size());
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote < 0) fail(path_);
    bytes.remove_prefix(static_cast<std::size_t>(wrote));
  }
}

void BlobFiles::Unfinished::finish_as(std::string_view address) {
  const std::filesystem::path target = files_.path_of(address);
  files_.make_folder(target.parent_path());
  if (::fsync(descriptor_) != 0) fail(path_);
  if (::rename(path_.c_str(), target.c_str()) != 0) fail(target);
  ::close(descriptor_);
  descriptor_ = -1;
  sync_folder(target.parent_path());
}

void BlobFiles::write(std::string_view address, std::string_view bytes) const {
  Unfinished file(*this);
  file.add(bytes);
  file.finish_as(address);
}

std::optional<std::string> BlobFiles::read(std::string_view address, std::uint64_t from, std::uint64_t count) const {
  const std::filesystem::path path = path_of(address);
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) {
    if (errno == ENOENT) return std::nullopt;
    fail(path);
  }
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) fail(path);
  const auto size = static_cast<std::uint64_t>(status.st_size);
  if (from >= size) return std::string();
  std::string bytes(static_cast<std::size_t>(std::min(count, size - from)), '\0');
  std::size_t filled = 0;
  while (filled < bytes.size()) {
    const ssize_t got =
        ::pread(file.get(), bytes.data() + filled, bytes.size() - filled, static_cast<off_t>(from + filled));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail(path);
    if (got == 0) break;
    filled += static_cast<std::size_t>(got);
  }
  bytes.resize(filled);
  return bytes;
}

void BlobFiles::remove(std::string_view address) const {
  const std::filesystem::path path = path_of(address);
  if (::unlink(path.c_str()) == 0) return sync_folder(path.parent_path());
  if (errno != ENOENT) fail(path);
}

void BlobFiles::remove_unfinished() const {
  std::error_code ignored;  // what stays is only in the way of disk space
  std::filesystem::remove_all(folder_ / kUnfinished, ignored);
}

}  // namespace gongkai::store
