// 机构概况: duties, leaders and what each is in charge of, units. 条例 第二十条第二项
#pragma once
#include <string>
#include <vector>

#include "portal/column_page.h"
#include "publicview/types.h"

namespace gongkai::portal {

/// `place.agency` is required.
std::string profile_page(const Visit& visit, const ColumnPlace& place);

}  // namespace gongkai::portal
