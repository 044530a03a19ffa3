// The page of one item. 政府网站发展指引; 条例 第十二条第三款
#pragma once
#include <string>

#include "portal/visit.h"
#include "publicview/types.h"

namespace gongkai::portal {

std::string item_page(const Visit& visit, const publicview::PublicItem& item);

}  // namespace gongkai::portal
