// One line of an import made into what is to be published. For the room's bodies.
#pragma once
#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"
#include "catalogue/content.h"
#include "catalogue/verbs.h"

namespace gongkai::catalogue {

struct ImportLine {
  std::string id, agency;
  NewItem item;  ///< without its agency
  Content content;
};

/// Fails with `import.bad_json`, `import.field_missing`, `import.wrong_kind`, `import.bad_date`,
/// `import.bad_attachment`, or as reading a file fails. `id` is filled in as soon as it is known.
Result<ImportLine> read_import_line(std::string_view line, const std::filesystem::path& attachments_folder,
                                    std::string& id);

}  // namespace gongkai::catalogue
