// The catalogue (政府信息公开目录) to take away: comma-separated values, XLSX, JSON. 条例 第十二条第三款
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "document/workbook.h"
#include "publicview/types.h"
#include "publicview/views.h"

namespace gongkai::portal {

/// All entries that the question finds, newest first, whatever its cursor and limit say.
Result<std::vector<publicview::PublicEntry>> all_entries(const publicview::Views& views,
                                                         publicview::ListQuestion question);

document::Sheet catalogue_sheet(const std::vector<publicview::PublicEntry>& entries,
                                const publicview::PublicSite& site);
/// {"site","entries":[{"index_no","title","summary","created_on","published_on","document_no","agency",…}]}
std::string catalogue_json(const std::vector<publicview::PublicEntry>& entries, const publicview::PublicSite& site);

/// One entry as a JSON object; also the form of the public API.
std::string entry_json(const publicview::PublicEntry& entry, const publicview::PublicSite& site);

}  // namespace gongkai::portal
