// 我为政府网站找错: how to tell of a mistake on this site.
#pragma once
#include <string>
#include <vector>

#include "portal/visit.h"
#include "publicview/types.h"

namespace gongkai::portal {

std::string feedback_page(const Visit& visit);

}  // namespace gongkai::portal
