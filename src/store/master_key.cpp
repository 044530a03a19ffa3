// The master key's file: 64 hexadecimal digits, outside the data folder, readable by its owner alone.
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "base/file.h"
#include "base/hash.h"
#include "base/text.h"
#include "store/failure.h"
#include "store/keys.h"

namespace gongkai::store {
namespace {

/// Also through links: the places that paths really name are compared.
bool lies_inside(const std::filesystem::path& file, const std::filesystem::path& folder) {
  std::error_code error;
  const auto inner = std::filesystem::weakly_canonical(std::filesystem::absolute(file, error), error);
  const auto outer = std::filesystem::weakly_canonical(std::filesystem::absolute(folder, error), error);
  const auto [end, unused] = std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end());
  return end == outer.end() || (std::next(end) == outer.end() && end->empty());
}

Failure refuse_inside(const std::filesystem::path& file, const std::filesystem::path& data_folder) {
  if (!lies_inside(file, data_folder)) return std::nullopt;
  return Error{"key.inside_data_folder",
               {fmt::format("主密钥 {} 不能放在数据文件夹里：备份会把它和数据一起带走；请放到别处", file.string()),
                fmt::format("the master key {} must not lie inside the data folder, where a copy of the data would "
                            "carry it along; put it elsewhere",
                            file.string())},
               file.string()};
}

}  // namespace

MasterKey::MasterKey(SecretKey key)
    : key_(std::move(key)), name_(hex(hmac_sha256(key_.bytes(), "gongkai master key name")).substr(0, 16)) {}

Result<MasterKey> MasterKey::create(const std::filesystem::path& file, const std::filesystem::path& data_folder) {
  if (const Failure inside = refuse_inside(file, data_folder)) return *inside;
  SecretKey key(random_bytes(32));
  const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0400);
  if (descriptor < 0 && errno == EEXIST) {
    return Error{
        "key.exists",
        {fmt::format("{} 已经存在，没有覆盖；请使用它，或换一个位置", file.string()),
         fmt::format("{} is there already and was not overwritten; use it, or choose another place", file.string())},
        file.string()};
  }
  if (descriptor < 0) return file_failure(errno, file.string());
  const std::string text = hex(key.bytes()) + "\n";
  const bool written =
      ::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(descriptor) == 0;
  const int reason = errno;
  ::close(descriptor);
  if (!written) {
    ::unlink(file.c_str());
    return file_failure(reason, file.string());
  }
  return MasterKey(std::move(key));
}

Result<MasterKey> MasterKey::load(const std::filesystem::path& file, const std::filesystem::path& data_folder) {
  if (const Failure inside = refuse_inside(file, data_folder)) return *inside;
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0) {
    return Error{
        "key.missing",
        {fmt::format("找不到主密钥 {}；没有它，已加密的个人信息无法打开，请从保管处取回", file.string()),
         fmt::format("the master key {} is not there; without it personal data stay closed; bring it back from "
                     "where it is kept",
                     file.string())},
        file.string()};
  }
  if ((status.st_mode & 077) != 0) {
    return Error{"key.open_to_others",
                 {fmt::format("主密钥 {} 可被其他用户读取；请执行 chmod 400", file.string()),
                  fmt::format("others may read the master key {}; run chmod 400 on it", file.string())},
                 file.string()};
  }
  const auto text = read_file(file, 4096);
  if (!text) return text.error();
  auto bytes = from_hex(trimmed(*text));
  if (!bytes || bytes->size() != 32) {
    return Error{"key.bad_file",
                 {fmt::format("{} 不是主密钥文件（应为 64 位十六进制数）；请检查路径", file.string()),
                  fmt::format("{} holds no master key (64 hexadecimal digits); check the path", file.string())},
                 file.string()};
  }
  return MasterKey(SecretKey(std::move(*bytes)));
}

}  // namespace gongkai::store
