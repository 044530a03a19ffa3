// A column of one agency or of the whole city as a list with filters. 条例 第二十四条
#pragma once
#include <string>
#include <vector>

#include "portal/visit.h"
#include "publicview/types.h"

namespace gongkai::portal {

/// Where a column stands; pages that are made from an agency's data take it as well.
struct ColumnPlace {
  const publicview::PublicAgency* agency = nullptr;      ///< null: the whole city
  const std::vector<publicview::PublicColumn>& columns;  ///< all trees, for the navigation
  const std::vector<publicview::PublicColumn>& path;     ///< from the top down to this column; never empty
};

/// Also for groups: their children come first, then the newest below them.
std::string column_page(const Visit& visit, const ColumnPlace& place, const publicview::ListQuestion& question,
                        const publicview::ListPage& list);

/// Head of any page that stands for a column: title, tags of the norms, breadcrumb, feed.
PageHead head_of_column(const Visit& visit, const ColumnPlace& place);
/// Navigation on the left, `content` on the right.
void write_column_frame(page::Html& html, const Visit& visit, const ColumnPlace& place,
                        const std::function<void()>& content);

}  // namespace gongkai::portal
