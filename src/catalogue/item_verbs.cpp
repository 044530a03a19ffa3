// Acts on items.
#include <fmt/format.h>

#include <algorithm>

#include "agency/audit.h"
#include "agency/queries.h"
#include "base/text.h"
#include "catalogue/document_number.h"
#include "catalogue/old_address.h"
#include "catalogue/refusals.h"
#include "catalogue/tables.h"
#include "catalogue/verbs.h"

namespace gongkai::catalogue {
namespace {

using agency::Actor;
using agency::Agency;
using store::Connection;
using store::Writing;

constexpr std::string_view kUsualTemplate = "{code}/{year}-{serial:05}";
constexpr std::size_t kLongestIndexNo = 64;

const std::string& code_for_index(const Agency& owner) { return owner.org_code.empty() ? owner.code : owner.org_code; }

Result<IndexScope> scope_of(const Agency& owner, CivilDay day) {
  return index_scope(owner.index_no_template.empty() ? kUsualTemplate : owner.index_no_template, code_for_index(owner),
                     day);
}

std::string_view column_code(const CatalogueLaw& law, const NewItem& item, const Edition& edition) {
  if (!item.column.empty()) return item.column;
  return law.columns.default_for(!edition.document_no.empty()).code;
}

void check_index_no(Reasons& not_possible, const std::string& index_no) {
  const bool blank_inside = std::any_of(index_no.begin(), index_no.end(),
                                        [](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7F; });
  if (!blank_inside && is_valid_utf8(index_no) && count_code_points(index_no) <= kLongestIndexNo) return;
  not_possible.add("catalogue.bad_index_no",
                   {fmt::format("索引号“{}”含空白或过长，请改正或留空", printable(index_no)),
                    fmt::format("the index number “{}” holds blanks or is too long; correct it or leave it empty",
                                printable(index_no))},
                   "index_no");
}

void check_import(Reasons& not_possible, Connection& connection, const NewItem& item, Instant now) {
  check_index_no(not_possible, item.index_no);
  check_line(not_possible, "source_url", item.old_address, 2000);
  check_line(not_possible, "id", item.import_id, 200);
  if (item.published_at && *item.published_at > now) {
    not_possible.add("catalogue.published_ahead",
                     {fmt::format("发布时间 {} 尚未到来，请核对", item.published_at->to_the_minute()),
                      fmt::format("published at {}, which lies ahead; check it", item.published_at->to_the_minute())},
                     "published_at");
  }
  if (item.published_at && (item.published_at->day().year() < 1990 || item.published_at->unix_seconds() == 0)) {
    not_possible.add("catalogue.impossible_day",
                     {fmt::format("发布日期不会是 {}，请改正", item.published_at->day().iso()),
                      fmt::format("it cannot have been published on {}; correct it", item.published_at->day().iso())},
                     "published_at");
  }
  if (!item.import_id.empty() && is_valid_utf8(item.import_id)) {
    if (tables::item_with_import_id(connection, item.import_id)) {
      not_possible.add("catalogue.imported_already",
                       {fmt::format("编号 {} 已导入过", printable(item.import_id)),
                        fmt::format("{} was imported before", printable(item.import_id))},
                       "id");
    }
  }
}

Reasons why_not(Connection& connection, const CatalogueLaw& law, const Actor& actor, const Agency& owner,
                const NewItem& item, const PreparedContent& content, Instant now) {
  Reasons not_possible = content.not_possible;
  const Edition& edition = content.edition;
  const CivilDay published_on = item.published_at.value_or(now).day();
  check_may_publish(not_possible, actor, owner.id);
  // What an agency published before it was abolished may still be taken over.
  if (!item.published_at) check_active(not_possible, owner);
  const Column* column = find_column(law, column_code(law, item, edition), owner, not_possible);
  if (column != nullptr) check_legal_item(not_possible, *column, edition);
  check_days_of_publication(not_possible, edition, published_on);
  check_import(not_possible, connection, item, now);
  check_no_duplicate(not_possible, connection, owner.id, edition, {});
  for (const Relation& relation : item.relations) find_any(connection, relation.to, not_possible, "relations");
  const auto scope = scope_of(owner, published_on);
  if (!scope) not_possible.add(scope.error().code, scope.error().message, scope.error().where);
  return not_possible;
}

/// The imported number when it is free, else the next of the scope.
std::string index_no_for(Connection& connection, const Agency& owner, const IndexScope& scope, const NewItem& item) {
  if (item.index_no.empty() || tables::item_with_index_no(connection, item.index_no)) {
    return tables::take_index_no(connection, owner.id, scope);
  }
  if (const auto serial = scope.serial_of(item.index_no)) {
    tables::keep_index_no(connection, owner.id, scope, *serial);
  }
  return item.index_no;
}

/// Only the lead agency's own documents are its issue; reprints carry another's number.
bool is_own_document(const Agency& owner, const Edition& edition) {
  if (edition.document_no.empty()) return false;
  if (!edition.issuing_agencies.empty() && edition.issuing_agencies.front() != owner.name) return false;
  return edition.source.empty() || edition.source == owner.name || edition.source == owner.short_name;
}

void enter_into_register(Writing& writing, const Item& item, const Column& column, PersonId by) {
  const Edition& edition = item.edition;
  auto known = tables::document_with_number(writing.connection(), item.agency, edition.document_no);
  if (known) {
    if (!known->item) tables::record(writing, *known, DocumentPublished{item.id}, by);
    return;
  }
  IssuedDocument document;
  document.agency = item.agency;
  document.document_no = edition.document_no;
  document.title = edition.title;
  document.issued_on = edition.created_on.value_or(item.published_at.value_or(writing.now()).day());
  document.genre = edition.genre;
  document.is_normative = column.is_normative;
  document.item = item.id;
  tables::add_document(writing, document, by);
}

void leave_audit(Writing& writing, const Actor& actor, std::string_view act, const Item& item,
                 std::string_view detail = {}) {
  agency::record_in_audit(
      writing, actor,
      {std::string(act), item_stream(item.id), "done",
       fmt::format("{} {}{}{}", item.index_no, item.edition.title, detail.empty() ? "" : "; ", detail)});
}

std::string in_one_line(std::string_view reason) { return std::string(trimmed(reason)); }

}  // namespace

Reasons why_not_publish_item(Connection& connection, const CatalogueLaw& law, const Actor& actor, const NewItem& item,
                             const PreparedContent& content, Instant now) {
  const auto owner = agency::find_agency(connection, item.agency);
  if (owner) return why_not(connection, law, actor, *owner, item, content, now);
  Reasons not_possible = content.not_possible;
  unknown_agency(not_possible);
  return not_possible;
}

Result<Item> publish_item_of(Writing& writing, store::Blobs& blobs, const CatalogueLaw& law, const Actor& actor,
                             const Agency& owner, NewItem item, PreparedContent content) {
  Connection& connection = writing.connection();
  const Reasons not_possible = why_not(connection, law, actor, owner, item, content, writing.now());
  if (not_possible.any()) return not_possible.refusal();

  const Instant published_at = item.published_at.value_or(writing.now());
  const Column& column = *law.columns.find(column_code(law, item, content.edition));
  const auto scope = scope_of(owner, published_at.day());
  if (!scope) return scope.error();
  ItemPublished event;
  event.agency = owner.id;
  event.column = column.code;
  event.index_no = index_no_for(connection, owner, *scope, item);
  event.published_at = published_at;
  event.validity = item.validity.value_or(validity(column.validity).value_or(Validity::NotApplicable));
  event.old_address = path_of_address(item.old_address);
  event.import_id = std::move(item.import_id);
  event.relations = std::move(item.relations);
  store_content(writing, blobs, content);
  event.edition = std::move(content.edition);
  if (event.edition.issuing_agencies.empty())
    event.edition.issuing_agencies.push_back(owner.name_on(published_at.day()));
  if (event.edition.legal_item.empty()) event.edition.legal_item = column.legal_item;
  Item published = tables::add_item(writing, law, event, *scope, actor.person.id);
  if (is_own_document(owner, published.edition)) enter_into_register(writing, published, column, actor.person.id);
  return published;
}

Result<Item> publish_item(Writing& writing, store::Blobs& blobs, const CatalogueLaw& law, const Actor& actor,
                          NewItem item, PreparedContent content) {
  const auto owner = agency::find_agency(writing.connection(), item.agency);
  if (!owner) { return why_not_publish_item(writing.connection(), law, actor, item, content, writing.now()).refusal(); }
  auto published = publish_item_of(writing, blobs, law, actor, *owner, std::move(item), std::move(content));
  if (published) leave_audit(writing, actor, "item.published", *published);
  return published;
}

Result<Item> correct_item(Writing& writing, store::Blobs& blobs, const CatalogueLaw& law, const Actor& actor, ItemId id,
                          PreparedContent content, std::string_view reason) {
  Connection& connection = writing.connection();
  Reasons not_possible = std::move(content.not_possible);
  auto item = find_published(connection, actor, id, not_possible);
  check_reason(not_possible, reason);
  if (!item) return not_possible.refusal();
  const Column* column = law.columns.find(item->column);
  Edition& edition = content.edition;
  if (column != nullptr) check_legal_item(not_possible, *column, edition);
  // The corrected edition goes out today; the item may be older than what it says now.
  check_days_of_publication(not_possible, edition, writing.now().day());
  check_no_duplicate(not_possible, connection, item->agency, edition, id);
  if (not_possible.any()) return not_possible.refusal();
  store_content(writing, blobs, content);
  if (edition.issuing_agencies.empty()) edition.issuing_agencies = item->edition.issuing_agencies;
  if (edition.legal_item.empty()) edition.legal_item = item->edition.legal_item;
  if (edition == item->edition) {
    not_possible.add("catalogue.nothing_changed",
                     {"内容没有变化，不需要更正", "nothing has changed; there is nothing to correct"});
    return not_possible.refusal();
  }
  tables::record(writing, law, *item, ItemCorrected{edition, in_one_line(reason)}, actor.person.id);
  leave_audit(writing, actor, "item.corrected", *item, reason);
  return *item;
}

Result<Item> withdraw_item(Writing& writing, const CatalogueLaw& law, const Actor& actor, ItemId id,
                           std::string_view reason) {
  Reasons not_possible;
  auto item = find_published(writing.connection(), actor, id, not_possible);
  check_reason(not_possible, reason);
  if (not_possible.any()) return not_possible.refusal();
  tables::record(writing, law, *item, ItemWithdrawn{in_one_line(reason)}, actor.person.id);
  leave_audit(writing, actor, "item.withdrawn", *item, reason);
  return *item;
}

Result<Item> set_validity(Writing& writing, const CatalogueLaw& law, const Actor& actor, ItemId id, Validity validity,
                          std::string_view reason) {
  Reasons not_possible;
  auto item = find_published(writing.connection(), actor, id, not_possible);
  if (validity != Validity::InForce) check_reason(not_possible, reason);
  check_line(not_possible, "reason", reason);
  if (item && item->validity == validity && item->validity_reason == trimmed(reason)) {
    not_possible.add("catalogue.nothing_changed", {"有效性没有变化", "the validity is that already"}, "validity");
  }
  if (not_possible.any()) return not_possible.refusal();
  const auto repealed_on = validity == Validity::Repealed ? std::optional(writing.now().day()) : std::nullopt;
  tables::record(writing, law, *item, ItemValiditySet{validity, repealed_on, in_one_line(reason)}, actor.person.id);
  leave_audit(writing, actor, "item.validity_set", *item, name_of(validity));
  return *item;
}

Result<Item> repeal_item(Writing& writing, const CatalogueLaw& law, const Actor& actor, ItemId id, CivilDay on,
                         ItemId by_item, std::string_view reason) {
  Connection& connection = writing.connection();
  Reasons not_possible;
  auto item = find_published(connection, actor, id, not_possible);
  std::optional<Item> repealing;
  if (by_item) repealing = find_any(connection, by_item, not_possible, "by_item");
  if (by_item == id) {
    not_possible.add("catalogue.related_to_itself",
                     {"文件不能废止自己，请核对", "a document does not repeal itself; check it"}, "by_item");
  }
  if (!by_item) check_reason(not_possible, reason);
  check_line(not_possible, "reason", reason);
  if (item && item->validity == Validity::Repealed) {
    not_possible.add("catalogue.repealed_already", {"该文件已经废止", "it is repealed already"}, "item");
  }
  if (item && item->edition.created_on && on < *item->edition.created_on) {
    not_possible.add("catalogue.impossible_day",
                     {"废止日期早于生成日期，请核对", "it would be repealed before it was made; check the day"}, "on");
  }
  if (not_possible.any()) return not_possible.refusal();
  tables::record(writing, law, *item, ItemValiditySet{Validity::Repealed, on, in_one_line(reason)}, actor.person.id);
  const Relation relation{RelationKind::Repeals, id};
  if (repealing &&
      std::find(repealing->relations.begin(), repealing->relations.end(), relation) == repealing->relations.end()) {
    tables::record(writing, law, *repealing, ItemRelated{relation}, actor.person.id);
  }
  leave_audit(writing, actor, "item.repealed", *item, repealing ? repealing->index_no : in_one_line(reason));
  return *item;
}

namespace {

/// Both ends, and whether the relation is there already.
std::optional<Item> find_for_relation(Connection& connection, const Actor& actor, ItemId id, const Relation& relation,
                                      Reasons& not_possible, bool& is_there) {
  auto item = find_any(connection, id, not_possible, "item");
  find_any(connection, relation.to, not_possible, "to");
  if (!item) return item;
  check_may_publish(not_possible, actor, item->agency);
  is_there = std::find(item->relations.begin(), item->relations.end(), relation) != item->relations.end();
  return item;
}

}  // namespace

Result<Item> relate_items(Writing& writing, const CatalogueLaw& law, const Actor& actor, ItemId id, Relation relation) {
  Reasons not_possible;
  bool is_there = false;
  auto item = find_for_relation(writing.connection(), actor, id, relation, not_possible, is_there);
  if (id == relation.to) {
    not_possible.add("catalogue.related_to_itself",
                     {"不能与自己关联，请核对", "it cannot be related to itself; check it"}, "to");
  }
  if (is_there) not_possible.add("catalogue.related_already", {"已经关联", "they are related already"}, "to");
  if (not_possible.any()) return not_possible.refusal();
  tables::record(writing, law, *item, ItemRelated{relation}, actor.person.id);
  leave_audit(writing, actor, "item.related", *item, item_stream(relation.to));
  return *item;
}

Result<Item> unrelate_items(Writing& writing, const CatalogueLaw& law, const Actor& actor, ItemId id,
                            Relation relation) {
  Reasons not_possible;
  bool is_there = false;
  auto item = find_for_relation(writing.connection(), actor, id, relation, not_possible, is_there);
  if (item && !is_there)
    not_possible.add("catalogue.not_related", {"两者没有这种关联", "they are not related so"}, "to");
  if (not_possible.any()) return not_possible.refusal();
  tables::record(writing, law, *item, ItemUnrelated{relation}, actor.person.id);
  leave_audit(writing, actor, "item.unrelated", *item, item_stream(relation.to));
  return *item;
}

Result<Item> move_item(Writing& writing, const CatalogueLaw& law, const Actor& actor, ItemId id,
                       std::string_view column) {
  Connection& connection = writing.connection();
  Reasons not_possible;
  auto item = find_published(connection, actor, id, not_possible);
  if (!item) return not_possible.refusal();
  const auto owner = agency::find_agency(connection, item->agency);
  if (!owner) unknown_agency(not_possible);
  const Column* target = owner ? find_column(law, column, *owner, not_possible) : nullptr;
  if (target != nullptr && target->code == item->column) {
    not_possible.add("catalogue.nothing_changed", {"已在此栏目", "it is in this column already"}, "column");
  }
  if (not_possible.any()) return not_possible.refusal();
  // In a statutory column that is for no item of its own the item keeps what it served before.
  const bool keeps = target->tree == ColumnTree::Statutory && target->legal_item.empty();
  tables::record(writing, law, *item, ItemMoved{target->code, keeps ? item->edition.legal_item : target->legal_item},
                 actor.person.id);
  leave_audit(writing, actor, "item.moved", *item, target->code);
  return *item;
}

}  // namespace gongkai::catalogue
