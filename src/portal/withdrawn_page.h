// What stands where an item was (status 410): never a bare 404.
#pragma once
#include <string>
#include <vector>

#include "portal/visit.h"
#include "publicview/types.h"

namespace gongkai::portal {

std::string withdrawn_page(const Visit& visit, const publicview::PublicTombstone& tombstone);

}  // namespace gongkai::portal
