#include "cli/paths.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "base/text.h"

namespace gongkai::cli {
namespace {

constexpr std::array<std::string_view, 16> kExtensions{".html", ".htm", ".shtml", ".xhtml", ".mht", ".docx",
                                                       ".doc",  ".wps", ".txt",   ".text",  ".md",  ".markdown",
                                                       ".csv",  ".pdf", ".rtf",   ".odt"};

}  // namespace

Result<PathList> list_paths(const std::vector<std::string>& paths) {
  namespace fs = std::filesystem;
  PathList list;
  list.many = paths.size() > 1;
  for (const std::string& path : paths) {
    std::error_code failed;
    if (path == "-" || !fs::is_directory(path, failed)) {
      list.files.push_back(path);
      continue;
    }
    list.many = true;
    std::vector<std::string> found;
    auto entry = fs::recursive_directory_iterator(path, fs::directory_options::skip_permission_denied, failed);
    for (; !failed && entry != fs::recursive_directory_iterator(); entry.increment(failed)) {
      std::error_code ignored;
      if (!entry->is_regular_file(ignored)) continue;
      const std::string extension = folded(entry->path().extension().string());
      if (std::find(kExtensions.begin(), kExtensions.end(), extension) != kExtensions.end())
        found.push_back(entry->path().string());
      else
        ++list.skipped;
    }
    if (found.empty()) {
      return Error{"file.no_documents",
                   {fmt::format("文件夹 {} 中没有网页、DOCX 或文本文件", path),
                    fmt::format("the folder {} holds no page, DOCX or text file", path)},
                   path};
    }
    std::sort(found.begin(), found.end());
    list.files.insert(list.files.end(), found.begin(), found.end());
  }
  return list;
}

}  // namespace gongkai::cli
