#include "publicview/agency_book.h"

#include <algorithm>

#include "agency/queries.h"

namespace gongkai::publicview {

const agency::Agency* AgencyBook::find(AgencyId id) const {
  const auto found = by_id.find(id);
  return found == by_id.end() ? nullptr : &found->second;
}

const agency::Agency* AgencyBook::find(std::string_view code) const {
  for (const auto& [id, agency] : by_id) {
    if (agency.code == code) return &agency;
  }
  return nullptr;
}

std::shared_ptr<const AgencyBook> AgencyShelf::book(store::Connection& connection) const {
  const std::int64_t sequence = store::last_sequence(connection);
  {
    const std::lock_guard lock(mutex_);
    if (book_ && book_->sequence == sequence) return book_;
  }
  auto fresh = std::make_shared<AgencyBook>();
  fresh->sequence = sequence;
  std::vector<agency::Agency> agencies = agency::list_agencies(connection, false);
  std::stable_partition(agencies.begin(), agencies.end(), [](const agency::Agency& a) { return a.is_active(); });
  for (agency::Agency& agency : agencies) {
    fresh->in_order.push_back(agency.id);
    fresh->by_id.emplace(agency.id, std::move(agency));
  }
  const std::lock_guard lock(mutex_);
  // A reader that began earlier must not put an older book in the place of a newer one.
  if (!book_ || book_->sequence < sequence) book_ = fresh;
  return fresh;
}

}  // namespace gongkai::publicview
