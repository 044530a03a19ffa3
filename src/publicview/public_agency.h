// The public form of an agency. For the bodies of this room.
#pragma once
#include <unordered_map>

#include "agency/model.h"
#include "publicview/types.h"

namespace gongkai::publicview {

using AgenciesById = std::unordered_map<AgencyId, agency::Agency>;

AgencyLink link_of(const agency::Agency& agency);
/// The name it bore on that day: what was published then keeps the name of then.
AgencyLink link_of(const agency::Agency& agency, CivilDay day);
PublicAgency public_form(const agency::Agency& agency, const AgenciesById& all);

}  // namespace gongkai::publicview
