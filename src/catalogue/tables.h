// The tables of the catalogue, for the bodies of this room alone: what acts write, and what they must look up to
// decide. Bodies throw store::StoreFailure.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalogue/catalogue_law.h"
#include "catalogue/events.h"
#include "catalogue/index_number.h"
#include "catalogue/model.h"
#include "store/store.h"

namespace gongkai::catalogue::tables {

// ---- items

/// Appends item.published and stores what it makes: row, first edition, relations, counts. Gives the item its id.
Item add_item(store::Writing& writing, const CatalogueLaw& law, const ItemPublished& event, const IndexScope& scope,
              PersonId by);
/// Appends the event and stores what the item becomes by it.
void record(store::Writing& writing, const CatalogueLaw& law, Item& item, const ItemEvent& event, PersonId by);

std::optional<Item> item(store::Connection& connection, ItemId id);
std::optional<ItemId> item_with_index_no(store::Connection& connection, std::string_view index_no);
std::optional<ItemId> item_with_import_id(store::Connection& connection, std::string_view import_id);
/// Items of the agency with this document number that are not withdrawn: id, title, index number.
struct Numbered {
  ItemId id{};
  std::string title, index_no;
};
std::vector<Numbered> items_with_document_no(store::Connection& connection, AgencyId agency,
                                             std::string_view document_no);

/// The next free index number of the scope, never given before.
std::string take_index_no(store::Connection& connection, AgencyId agency, const IndexScope& scope);
/// An imported number of this scope: later ones are given after it.
void keep_index_no(store::Connection& connection, AgencyId agency, const IndexScope& scope, std::int64_t serial);

// ---- the register

IssuedDocument add_document(store::Writing& writing, const IssuedDocument& document, PersonId by);
void record(store::Writing& writing, IssuedDocument& document, const DocumentEvent& event, PersonId by);
std::optional<IssuedDocument> document(store::Connection& connection, std::int64_t id);
std::optional<IssuedDocument> document_with_number(store::Connection& connection, AgencyId agency,
                                                   std::string_view document_no);

// ---- comparing with the events

void each_item(store::Connection& connection, const std::function<void(const Item&)>& take);
void each_document(store::Connection& connection, const std::function<void(const IssuedDocument&)>& take);
/// By sign, year and serial; year 0: all.
void each_document_of(store::Connection& connection, AgencyId agency, int year,
                      const std::function<void(const IssuedDocument&)>& take);
/// Rows of item_count that a count(*) contradicts, as sentences.
std::vector<std::string> wrong_counts(store::Connection& connection);

// ---- forms shared with queries.cpp

/// The columns that item_of_row reads, of "item i JOIN edition e".
inline constexpr std::string_view kItemColumns =
    "i.id, i.agency_id, i.column_code, i.state, i.edition_number, i.index_no, i.validity, i.repealed_on, "
    "i.validity_reason, i.published_at, i.changed_at, i.correction_reason, i.withdrawal_reason, i.withdrawn_at, "
    "i.old_address, i.import_id, i.version, i.legal_item, e.content";
/// Without relations.
Item item_of_row(const store::Row& row);
std::vector<Relation> relations_from(store::Connection& connection, ItemId id);

}  // namespace gongkai::catalogue::tables
