// The agencies of the demo city with codes, addresses, leaders and units. 条例 第十二条、第二十条第二项
#pragma once
#include <vector>

#include "demo/city.h"
#include "demo/material.h"
#include "law/identifiers.h"

namespace gongkai::demo {

/// Check characters are right; organisation codes are of the range for internal use (GB 11714), but for the one of the
/// issue. Telephones have the area code 0000 and internet names end in .example: nobody has them.
std::vector<DemoAgency> make_agencies(const Material& material, const law::Identifiers& identifiers);

/// Block of words for an agency.
const Block& field_of(const Material& material, std::size_t agency);
/// How texts call its territory: 青禾市, 禾丰区, 青禾经开区.
std::string area_of(const DemoAgency& agency);

}  // namespace gongkai::demo
