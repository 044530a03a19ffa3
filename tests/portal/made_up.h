// Made-up values for tests of the portal's pages and for looking at them: ordinary ones, and ones that try a layout.
#pragma once
#include <string>
#include <vector>

#include "portal/visit.h"
#include "publicview/types.h"
#include "search/index.h"

namespace gongkai::portal::made_up {

law::PortalWords words();
publicview::PublicSite site();
publicview::AgencyLink agency_link();
/// Complete: a guide could be made of it.
publicview::PublicAgency agency();
/// Nothing but a name, a code and a kind.
publicview::PublicAgency bare_agency();
std::vector<publicview::PublicAgency> agencies();
std::vector<publicview::PublicColumn> columns();
/// From the top down to the column with this code in columns(), without children.
std::vector<publicview::PublicColumn> path_to(std::string_view code);
publicview::PublicEntry entry(std::int64_t number);
publicview::ListPage list();
/// With every field, relation and note.
publicview::PublicItem full_item();
/// With the few fields that nothing can do without.
publicview::PublicItem bare_item();
/// Whose texts are full of markup.
publicview::PublicItem hostile_item();
publicview::PublicTombstone tombstone();
search::Answer answer();

}  // namespace gongkai::portal::made_up
