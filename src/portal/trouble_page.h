// Pages for when something cannot be shown: what happened, and what one can do now.
#pragma once
#include <string>
#include <vector>

#include "portal/visit.h"
#include "publicview/types.h"

namespace gongkai::portal {

/// Status 404. `suggestions`: items that may have been meant; may be empty.
std::string not_found_page(const Visit& visit, const std::vector<publicview::PublicEntry>& suggestions);
/// Status 400, 405, 413, 429, 500, 503; any other reads like 500. `detail` is a sentence for the reader, or empty.
std::string trouble_page(const Visit& visit, int status, const std::string& detail = {});

}  // namespace gongkai::portal
