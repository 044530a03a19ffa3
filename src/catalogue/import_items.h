// Documents taken over from elsewhere in bulk: one JSON object a line.
//
//   {"id", "agency", "column"?, "title", "text"|"html", "date", "document_no"?, "index_no"?, "attachments"?}
//
// `id` is the item's name where it comes from (text or number): a second run takes nothing over twice. `agency` is a
// code or a full name. `date` is the day of creation, and of publication unless `published` says otherwise
// ("2022-02-22", with a time "2022-02-22 09:15" or "2022-02-22T09:15:00+08:00"). `attachments` are paths below the
// folder of the file, or
// {"name", "path" | "text" | "base64"}. Further fields that are understood: source_url (its old address, which leads to
// the item from then on), summary, theme, genre, category, audience, keywords, source, author, validity, effective_on,
// expires_on, issuing_agencies. Others are passed over.
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <istream>
#include <string>
#include <vector>

#include "agency/actor.h"
#include "base/result.h"
#include "catalogue/catalogue_law.h"
#include "store/store.h"

namespace gongkai::catalogue {

constexpr std::size_t kLongestImportLine = 64u << 20;  ///< bytes

struct ImportOptions {
  bool create_agencies = false;
  std::filesystem::path attachments_folder{};  ///< empty: attachments by path are refused
  /// More share a commit; but SQLite walks what an act has changed so far again with each statement.
  int lines_an_act = 100;
  /// Told after each act: every line through this one is durable, or was refused.
  std::function<void(std::int64_t line)> stored_through{};
};

/// A line that was not taken over; nothing of it is stored.
struct RefusedLine {
  std::int64_t line = 0;  ///< from 1
  std::string id;         ///< as far as it could be read
  Error error;
};

struct ImportSummary {
  std::int64_t lines = 0;  ///< that are not blank
  std::int64_t imported = 0;
  std::int64_t present = 0;  ///< taken over by an earlier run, or by an earlier line
  std::int64_t refused = 0;
  std::int64_t renumbered = 0;                ///< their index number was taken: they got a new one
  std::vector<std::string> created_agencies;  ///< "code name"
};

/// Reads to the end; refused lines are told one by one and do not stop it. Fails as the store fails: then the summary
/// is lost, what was stored stays, and a second run goes on. One audit record for all.
Result<ImportSummary> import_items(std::istream& lines, store::Store& store, const CatalogueLaw& law,
                                   const agency::Actor& actor, const ImportOptions& options,
                                   const std::function<void(const RefusedLine&)>& refused);

}  // namespace gongkai::catalogue
