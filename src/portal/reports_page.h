// Annual reports, by year. 条例 第四十九条、第五十条
#pragma once
#include <string>
#include <vector>

#include "portal/column_page.h"
#include "publicview/types.h"

namespace gongkai::portal {

/// Of an agency (a column of its own), newest year first.
std::string agency_reports_page(const Visit& visit, const ColumnPlace& place, const publicview::ListQuestion& question,
                                const publicview::ListPage& list);
/// Of the whole city, /reports/: filters by year of publication.
std::string reports_page(const Visit& visit, const publicview::ListQuestion& question,
                         const publicview::ListPage& list);

}  // namespace gongkai::portal
