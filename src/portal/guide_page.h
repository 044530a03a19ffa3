// 政府信息公开指南, made from the agency's data. 条例 第十二条第二款
#pragma once
#include <string>
#include <vector>

#include "portal/column_page.h"
#include "publicview/types.h"

namespace gongkai::portal {

/// `place.agency` is required. Says plainly that it is not valid while fields are missing, and which.
std::string guide_page(const Visit& visit, const ColumnPlace& place);

}  // namespace gongkai::portal
