// What can happen to an item and to an entry of the register: the closed lists, their form in the event log, and how
// the present state is folded from them. Pure.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "catalogue/model.h"
#include "store/event.h"

namespace gongkai::catalogue {

// ---- items: the streams "item/<id>"

/// item.published: the first edition went out.
struct ItemPublished {
  AgencyId agency{};
  std::string column;
  Edition edition;
  std::string index_no;
  Instant published_at{};
  Validity validity = Validity::NotApplicable;
  std::string old_address, import_id;
  std::vector<Relation> relations;
};
/// item.corrected: a new edition took the place of the current one. 条例 第六条
struct ItemCorrected {
  Edition edition;
  std::string reason;
};
/// item.withdrawn: the page says that it was and why.
struct ItemWithdrawn {
  std::string reason;
};
/// item.moved: to another column; what 条例 第二十条 item it serves goes with the column.
struct ItemMoved {
  std::string column, legal_item;
};
/// item.validity_set
struct ItemValiditySet {
  Validity validity = Validity::NotApplicable;
  std::optional<CivilDay> repealed_on;
  std::string reason;
};
/// item.related, item.unrelated: this item to another.
struct ItemRelated {
  Relation relation;
};
struct ItemUnrelated {
  Relation relation;
};
using ItemEvent =
    std::variant<ItemPublished, ItemCorrected, ItemWithdrawn, ItemMoved, ItemValiditySet, ItemRelated, ItemUnrelated>;

std::string item_stream(ItemId id);
/// The id of "item/1042"; none for other streams.
ItemId item_of_stream(std::string_view stream);
store::NewEvent as_new_event(ItemId id, const ItemEvent& event, PersonId by);
/// Fails with `catalogue.bad_event` for a kind or body that this program does not know.
Result<ItemEvent> item_event(const store::Event& event);
/// Brings the item forward by what happened at that moment.
void apply(Item& item, const ItemEvent& event, Instant at);

// ---- the register of issued documents: the streams "document/<id>"

/// document.recorded
struct DocumentRecorded {
  IssuedDocument document;
};
/// document.published: as this item.
struct DocumentPublished {
  ItemId item{};
};
using DocumentEvent = std::variant<DocumentRecorded, DocumentPublished>;

std::string document_stream(std::int64_t id);
store::NewEvent as_new_event(std::int64_t document, const DocumentEvent& event, PersonId by);
Result<DocumentEvent> document_event(const store::Event& event);
void apply(IssuedDocument& document, const DocumentEvent& event);

// ---- editions, as events and tables keep them

std::string to_json(const Edition& edition);
/// Fails with `catalogue.bad_event`.
Result<Edition> edition_from_json(std::string_view json);

}  // namespace gongkai::catalogue
