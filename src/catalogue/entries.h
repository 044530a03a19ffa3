// Lines of lists as rows of the table item. For the room's bodies.
#pragma once
#include <string_view>

#include "catalogue/queries.h"
#include "store/connection.h"

namespace gongkai::catalogue {

inline constexpr std::string_view kEntryColumns =
    "item.id, item.agency_id, item.column_code, item.title, item.summary, item.index_no, item.document_no, item.genre, "
    "item.theme, item.validity, item.published_at, item.changed_at, item.created_on";
inline constexpr std::size_t kEntryColumnCount = 13;
Entry entry_of_row(const store::Row& row);

}  // namespace gongkai::catalogue
