// The city's home page: search first, then what the law requires, what is new, and whose it is. No carousel.
#pragma once
#include <string>
#include <vector>

#include "portal/visit.h"
#include "publicview/types.h"

namespace gongkai::portal {

struct HomeContent {
  const std::vector<publicview::PublicColumn>& columns;  ///< all trees, counted for the whole city
  const publicview::ListPage& newest;                    ///< the latest publications of all agencies
  const std::vector<publicview::PublicAgency>& agencies;
};
std::string home_page(const Visit& visit, const HomeContent& content);

}  // namespace gongkai::portal
