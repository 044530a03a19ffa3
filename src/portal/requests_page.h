// The entrance to disclosure on request: the channels, and what a request contains. 条例 第二十七条至第二十九条
#pragma once
#include <string>
#include <vector>

#include "portal/visit.h"
#include "publicview/types.h"

namespace gongkai::portal {

/// With `agency`: its channels. Without (null): to which agency one turns, from `agencies`.
std::string requests_page(const Visit& visit, const publicview::PublicAgency* agency,
                          const std::vector<publicview::PublicAgency>& agencies);

}  // namespace gongkai::portal
