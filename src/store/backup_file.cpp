#include "store/backup_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <optional>

#include "store/connection.h"
#include "store/failure.h"

namespace gongkai::store {
namespace {

constexpr std::size_t kPiece = 1u << 18;

}  // namespace

BackupFile::BackupFile(const std::filesystem::path& path)
    : path_(path), descriptor_(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)) {
  if (descriptor_ < 0) throw StoreFailure(file_failure(errno, path_.string()));
}
BackupFile::~BackupFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

void BackupFile::add(std::string_view bytes) {
  hash_.add(bytes);
  held_ += bytes;
  if (held_.size() >= kPiece) flush();
}

void BackupFile::flush() {
  std::string_view left = held_;
  while (!left.empty()) {
    const ssize_t wrote = ::write(descriptor_, left.data(), left.size());
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote < 0) throw StoreFailure(file_failure(errno, path_.string()));
    left.remove_prefix(static_cast<std::size_t>(wrote));
  }
  held_.clear();
}

Sha256 BackupFile::finish() {
  flush();
  if (::fsync(descriptor_) != 0) throw StoreFailure(file_failure(errno, path_.string()));
  return hash_.finish();
}

bool each_piece(const std::filesystem::path& path, const std::function<void(std::string_view)>& take) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return false;
  const std::unique_ptr<const int, void (*)(const int*)> closing(&descriptor, [](const int* open) { ::close(*open); });
  std::string piece(kPiece, '\0');
  for (;;) {
    const ssize_t got = ::read(descriptor, piece.data(), piece.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return false;
    if (got == 0) return true;
    take(std::string_view(piece).substr(0, static_cast<std::size_t>(got)));
  }
}

bool each_line_of(const std::filesystem::path& path, const std::function<void(std::string_view)>& take) {
  std::string line;
  const bool read = each_piece(path, [&](std::string_view piece) {
    for (std::size_t end = piece.find('\n'); end != std::string_view::npos; end = piece.find('\n')) {
      line += piece.substr(0, end);
      take(line);
      line.clear();
      piece.remove_prefix(end + 1);
    }
    line += piece;
  });
  return read && line.empty();
}

std::optional<Sha256> hash_of_file(const std::filesystem::path& path) {
  Sha256Stream hash;
  if (!each_piece(path, [&](std::string_view piece) { hash.add(piece); })) return std::nullopt;
  return hash.finish();
}

void make_durable(const std::filesystem::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
  const int reason = errno;
  if (descriptor >= 0) ::close(descriptor);
  if (!synced) throw StoreFailure(file_failure(reason, folder.string()));
}

}  // namespace gongkai::store
