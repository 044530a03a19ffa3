// Reasons that several acts of this room give, and what they look up to find them. For the room's bodies.
#pragma once
#include <optional>
#include <string_view>

#include "agency/actor.h"
#include "agency/model.h"
#include "base/refusal.h"
#include "catalogue/catalogue_law.h"
#include "catalogue/model.h"
#include "store/store.h"

namespace gongkai::catalogue {

/// Clerks, reviewers, leaders of the agency and the head of its OGI office; the system itself.
void check_may_publish(Reasons& not_possible, const agency::Actor& actor, AgencyId agency);
void check_active(Reasons& not_possible, const agency::Agency& agency);
void unknown_agency(Reasons& not_possible);
void check_reason(Reasons& not_possible, std::string_view reason);
/// The item, when it is there and not withdrawn and the actor may do something with it.
std::optional<Item> find_published(store::Connection& connection, const agency::Actor& actor, ItemId id,
                                   Reasons& not_possible);
std::optional<Item> find_any(store::Connection& connection, ItemId id, Reasons& not_possible, std::string_view field);
/// The column, when it is there, holds items and is one of the agency's.
const Column* find_column(const CatalogueLaw& law, std::string_view code, const agency::Agency& agency,
                          Reasons& not_possible);
/// Statutory contents stand in statutory columns, under the item of 条例 第二十条 that the column is for.
void check_legal_item(Reasons& not_possible, const Column& column, const Edition& edition);
/// Days as they must be on the day of publication.
void check_days_of_publication(Reasons& not_possible, const Edition& edition, CivilDay published_on);
/// The same document number and title of the agency once more.
void check_no_duplicate(Reasons& not_possible, store::Connection& connection, AgencyId agency, const Edition& edition,
                        ItemId self);

}  // namespace gongkai::catalogue
