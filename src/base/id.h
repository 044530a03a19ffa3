// Numbers that name records. Ids of different things do not convert into each other.
#pragma once
#include <compare>
#include <cstdint>
#include <functional>

namespace gongkai {

/// 0 names nothing.
template <class Thing>
struct Id {
  std::int64_t number = 0;
  constexpr explicit operator bool() const { return number != 0; }
  constexpr auto operator<=>(const Id&) const = default;
};

using AgencyId = Id<struct AgencyTag>;
using PersonId = Id<struct PersonTag>;
using ItemId = Id<struct ItemTag>;

}  // namespace gongkai

template <class Thing>
struct std::hash<gongkai::Id<Thing>> {
  std::size_t operator()(gongkai::Id<Thing> id) const noexcept { return std::hash<std::int64_t>()(id.number); }
};
