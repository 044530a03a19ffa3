// All agencies at hand: pages name agencies on every line, and they change a few times a year. For the bodies of this
// room.
#pragma once
#include <cstdint>
#include <memory>
#include <mutex>
#include <string_view>
#include <vector>

#include "agency/model.h"
#include "publicview/public_agency.h"
#include "store/store.h"

namespace gongkai::publicview {

struct AgencyBook {
  std::int64_t sequence = 0;       ///< of the last event that it knows of
  std::vector<AgencyId> in_order;  ///< of the directory, active ones first
  AgenciesById by_id;

  const agency::Agency* find(AgencyId id) const;
  const agency::Agency* find(std::string_view code) const;
};

/// Keeps the book until something happens in the store. Threads may share it.
class AgencyShelf {
 public:
  std::shared_ptr<const AgencyBook> book(store::Connection& connection) const;

 private:
  mutable std::mutex mutex_;
  mutable std::shared_ptr<const AgencyBook> book_;
};

}  // namespace gongkai::publicview
