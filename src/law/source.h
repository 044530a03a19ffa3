// Where the law is read from: the files built into the program, or a folder given with --law.
#pragma once
#include <map>
#include <string>
#include <string_view>

#include "base/result.h"

namespace gongkai::law {

/// The text of every law file by its name relative to law/. Pure data once loaded.
class LawSource {
 public:
  /// The files built into the program. Cannot fail.
  static LawSource embedded();
  /// Texts by name, e.g. for tests.
  static LawSource from_texts(std::map<std::string, std::string, std::less<>> texts);
  /// All *.yaml below `folder`. Fails with `law.folder_not_found`, `law.file_too_large` (1 MB a file)
  /// or `law.empty_folder`; a folder replaces the embedded law as a whole, it does not add to it.
  static Result<LawSource> from_folder(const std::string& folder);

  /// Names in order, e.g. "calendar/2022.yaml".
  const std::map<std::string, std::string, std::less<>>& files() const { return files_; }
  /// Empty when there is no such file.
  std::string_view text(std::string_view name) const;

 private:
  std::map<std::string, std::string, std::less<>> files_;
};

}  // namespace gongkai::law
