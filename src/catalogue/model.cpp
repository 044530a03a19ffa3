#include "catalogue/model.h"

#include <array>

namespace gongkai::catalogue {
namespace {

template <std::size_t Size, class Enum>
std::string_view name_in(const std::array<std::string_view, Size>& names, Enum value) {
  return names.at(static_cast<std::size_t>(value));
}

template <class Enum, std::size_t Size>
std::optional<Enum> value_in(const std::array<std::string_view, Size>& names, std::string_view name) {
  for (std::size_t i = 0; i < Size; ++i) {
    if (names[i] == name) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

constexpr std::array<std::string_view, 5> kValidities{"not_applicable", "in_force", "amended", "expired", "repealed"};
constexpr std::array<std::string_view, 3> kDisclosures{"proactive", "on_request", "withheld"};
constexpr std::array<std::string_view, 5> kRelations{"interprets", "repeals", "amends", "replaces", "see_also"};
constexpr std::array<std::string_view, 3> kStates{"draft", "published", "withdrawn"};

}  // namespace

std::string_view name_of(Validity validity) { return name_in(kValidities, validity); }
std::optional<Validity> validity(std::string_view name) { return value_in<Validity>(kValidities, name); }
std::string_view name_of(Disclosure disclosure) { return name_in(kDisclosures, disclosure); }
std::optional<Disclosure> disclosure(std::string_view name) { return value_in<Disclosure>(kDisclosures, name); }
std::string_view name_of(RelationKind kind) { return name_in(kRelations, kind); }
std::optional<RelationKind> relation_kind(std::string_view name) { return value_in<RelationKind>(kRelations, name); }
std::string_view name_of(ItemState state) { return name_in(kStates, state); }
std::optional<ItemState> item_state(std::string_view name) { return value_in<ItemState>(kStates, name); }

}  // namespace gongkai::catalogue
