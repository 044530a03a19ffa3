#include "law/source.h"

#include <fmt/format.h>

#include <filesystem>

#include "base/file.h"
#include "law/embedded.h"

namespace gongkai::law {
namespace {
constexpr std::uint64_t kLargestLawFile = 1u << 20;
}

LawSource LawSource::embedded() {
  LawSource source;
  for (const EmbeddedFile& file : embedded_files()) source.files_.emplace(file.name, file.bytes);
  return source;
}

LawSource LawSource::from_texts(std::map<std::string, std::string, std::less<>> texts) {
  LawSource source;
  source.files_ = std::move(texts);
  return source;
}

Result<LawSource> LawSource::from_folder(const std::string& folder) {
  namespace fs = std::filesystem;
  std::error_code failed;
  if (!fs::is_directory(folder, failed)) {
    return Error{"law.folder_not_found",
                 {fmt::format("找不到法规数据文件夹 {}；请检查 --law 的路径", folder),
                  fmt::format("there is no law folder {}; check the path given with --law", folder)},
                 folder};
  }
  LawSource source;
  for (auto entry = fs::recursive_directory_iterator(folder, failed); !failed && entry != fs::end(entry);
       entry.increment(failed)) {
    if (entry->path().extension() != ".yaml" || !entry->is_regular_file(failed)) continue;
    auto bytes = read_file(entry->path(), kLargestLawFile);
    if (!bytes) {
      Error error = bytes.error();
      if (error.code == "file.too_large") error.code = "law.file_too_large";
      return error;
    }
    source.files_.emplace(fs::relative(entry->path(), folder, failed).generic_string(), std::move(*bytes));
  }
  if (source.files_.empty()) {
    return Error{"law.empty_folder",
                 {fmt::format("{} 中没有 .yaml 文件；--law 应指向一份完整的 law/ 文件夹", folder),
                  fmt::format("{} holds no .yaml file; --law must name a complete copy of law/", folder)},
                 folder};
  }
  return source;
}

std::string_view LawSource::text(std::string_view name) const {
  const auto found = files_.find(name);
  return found == files_.end() ? std::string_view() : std::string_view(found->second);
}

}  // namespace gongkai::law
