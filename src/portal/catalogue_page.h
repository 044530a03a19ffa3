// 政府信息公开目录 as a table. 条例 第十二条第三款
#pragma once
#include <string>
#include <vector>

#include "portal/visit.h"
#include "publicview/types.h"

namespace gongkai::portal {

/// Of one agency, or of the city (null). The question's cursors move through it; files hold all of it.
std::string catalogue_page(const Visit& visit, const publicview::PublicAgency* agency,
                           const publicview::ListPage& list);

}  // namespace gongkai::portal
