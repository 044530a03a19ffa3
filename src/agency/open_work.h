// Work that waits for a person, so that it can be handed over before the person leaves. Rooms with such work
// (requests, drafts, reviews) implement OpenWork; whoever puts the program together passes them all.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "agency/model.h"
#include "base/refusal.h"
#include "store/store.h"

namespace gongkai::agency {

struct OpenPiece {
  std::string name;   ///< stable within its kind: "item/1042"
  std::string title;  ///< for people
  AgencyId agency{};  ///< whose work it is
};

/// Threads may share it. Bodies may throw store::StoreFailure.
class OpenWork {
 public:
  virtual ~OpenWork() = default;
  virtual std::string_view kind() const = 0;  ///< "review", "request"
  virtual std::vector<OpenPiece> open_work_of(store::Connection& connection, PersonId person) const = 0;
  /// All reasons why this person cannot take the piece: lacks the role, was the author and would review …
  virtual Reasons why_not_take(store::Connection& connection, const OpenPiece& piece, const Person& to) const = 0;
  /// Gives the piece to the other person, with an event of its own room. Only after why_not_take found nothing.
  virtual Failure hand_over(store::Writing& writing, const OpenPiece& piece, const Person& from, const Person& to,
                            PersonId by) const = 0;
};

using OpenWorks = std::span<const OpenWork* const>;

}  // namespace gongkai::agency
