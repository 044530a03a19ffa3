// 网站地图: every column and every agency on one page.
#pragma once
#include <string>
#include <vector>

#include "portal/visit.h"
#include "publicview/types.h"

namespace gongkai::portal {

std::string sitemap_page(const Visit& visit, const std::vector<publicview::PublicColumn>& columns,
                         const std::vector<publicview::PublicAgency>& agencies);

}  // namespace gongkai::portal
