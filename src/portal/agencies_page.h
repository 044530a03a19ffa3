// All agencies by kind (机构目录).
#pragma once
#include <string>
#include <vector>

#include "portal/visit.h"
#include "publicview/types.h"

namespace gongkai::portal {

/// In the order given; abolished ones stand in a list of their own at the end.
std::string agencies_page(const Visit& visit, const std::vector<publicview::PublicAgency>& agencies);

}  // namespace gongkai::portal
