// The home page of one agency; of an abolished one, with its successors.
#pragma once
#include <string>
#include <vector>

#include "portal/visit.h"
#include "publicview/types.h"

namespace gongkai::portal {

struct AgencyContent {
  const publicview::PublicAgency& agency;
  const std::vector<publicview::PublicColumn>& columns;  ///< all trees, counted for the agency
  const publicview::ListPage& newest;
};
std::string agency_page(const Visit& visit, const AgencyContent& content);

/// Says since when an agency is no more and who took over; writes nothing for an active one.
void write_succession(page::Html& html, const Visit& visit, const publicview::PublicAgency& agency);

}  // namespace gongkai::portal
