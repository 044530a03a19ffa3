#include "catalogue/events.h"

#include <algorithm>
#include <charconv>

#include "base/json_writer.h"
#include "catalogue/json_fields.h"

namespace gongkai::catalogue {
namespace {

constexpr std::string_view kItemStream = "item/", kDocumentStream = "document/";

template <class... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};
template <class... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

void write(JsonWriter& json, const Relation& relation) {
  json.begin_object().member("kind", name_of(relation.kind)).member("to", relation.to.number).end_object();
}

Relation relation_from(const boost::json::value& value) {
  const JsonFields fields(value);
  return {fields.one_of("kind", relation_kind), ItemId{fields.integer("to")}};
}

void optional_member(JsonWriter& json, std::string_view name, const std::string& text) {
  if (!text.empty()) json.member(name, text);
}

std::string body_of(const ItemPublished& event) {
  JsonWriter json;
  json.begin_object().member("agency", event.agency.number).member("column", event.column);
  json.member("index_no", event.index_no).member("published_at", event.published_at.iso());
  json.member("validity", name_of(event.validity));
  optional_member(json, "old_address", event.old_address);
  optional_member(json, "import_id", event.import_id);
  json.key("relations").begin_array();
  for (const Relation& relation : event.relations) write(json, relation);
  json.end_array().key("edition").raw(to_json(event.edition)).end_object();
  return json.take();
}

std::string body_of(const ItemCorrected& event) {
  JsonWriter json;
  json.begin_object().member("reason", event.reason).key("edition").raw(to_json(event.edition)).end_object();
  return json.take();
}

std::string body_of(const ItemWithdrawn& event) {
  return JsonWriter().begin_object().member("reason", event.reason).end_object().str();
}

std::string body_of(const ItemMoved& event) {
  JsonWriter json;
  json.begin_object().member("column", event.column).member("legal_item", event.legal_item).end_object();
  return json.take();
}

std::string body_of(const ItemValiditySet& event) {
  JsonWriter json;
  json.begin_object().member("validity", name_of(event.validity)).member("reason", event.reason);
  if (event.repealed_on) json.member("repealed_on", event.repealed_on->iso());
  json.end_object();
  return json.take();
}

std::string body_of(const Relation& relation) {
  JsonWriter json;
  write(json, relation);
  return json.take();
}
std::string body_of(const ItemRelated& event) { return body_of(event.relation); }
std::string body_of(const ItemUnrelated& event) { return body_of(event.relation); }

std::string body_of(const DocumentRecorded& event) {
  const IssuedDocument& document = event.document;
  JsonWriter json;
  json.begin_object().member("agency", document.agency.number).member("document_no", document.document_no);
  json.member("title", document.title).member("issued_on", document.issued_on.iso()).member("genre", document.genre);
  json.member("disclosure", name_of(document.disclosure)).member("reason", document.reason);
  json.member("is_normative", document.is_normative).member("item", document.item.number).end_object();
  return json.take();
}

std::string body_of(const DocumentPublished& event) {
  return JsonWriter().begin_object().member("item", event.item.number).end_object().str();
}

std::string_view kind_of(const ItemEvent& event) {
  static constexpr std::string_view kKinds[] = {"item.published",    "item.corrected", "item.withdrawn", "item.moved",
                                                "item.validity_set", "item.related",   "item.unrelated"};
  static_assert(std::size(kKinds) == std::variant_size_v<ItemEvent>);
  return kKinds[event.index()];
}

std::string_view kind_of(const DocumentEvent& event) {
  static constexpr std::string_view kKinds[] = {"document.recorded", "document.published"};
  static_assert(std::size(kKinds) == std::variant_size_v<DocumentEvent>);
  return kKinds[event.index()];
}

ItemPublished published_from(const boost::json::value& value) {
  const JsonFields fields(value);
  ItemPublished event;
  event.agency = AgencyId{fields.integer("agency")};
  event.column = fields.text("column");
  event.index_no = fields.text("index_no");
  event.published_at = fields.instant("published_at");
  event.validity = fields.one_of("validity", validity);
  event.old_address = fields.text("old_address");
  event.import_id = fields.text("import_id");
  for (const auto& relation : fields.list("relations")) event.relations.push_back(relation_from(relation));
  event.edition = edition_from(fields.at("edition"));
  return event;
}

ItemEvent item_event_from(std::string_view kind, const boost::json::value& value) {
  const JsonFields fields(value);
  if (kind == "item.published") return published_from(value);
  if (kind == "item.corrected") return ItemCorrected{edition_from(fields.at("edition")), fields.text("reason")};
  if (kind == "item.withdrawn") return ItemWithdrawn{fields.text("reason")};
  if (kind == "item.moved") return ItemMoved{fields.text("column"), fields.text("legal_item")};
  if (kind == "item.validity_set") {
    return ItemValiditySet{fields.one_of("validity", validity), fields.day("repealed_on"), fields.text("reason")};
  }
  if (kind == "item.related") return ItemRelated{relation_from(value)};
  if (kind == "item.unrelated") return ItemUnrelated{relation_from(value)};
  throw std::runtime_error("unknown kind " + std::string(kind));
}

DocumentEvent document_event_from(std::string_view kind, const boost::json::value& value) {
  const JsonFields fields(value);
  if (kind == "document.published") return DocumentPublished{ItemId{fields.integer("item")}};
  if (kind != "document.recorded") throw std::runtime_error("unknown kind " + std::string(kind));
  IssuedDocument document;
  document.agency = AgencyId{fields.integer("agency")};
  document.document_no = fields.text("document_no");
  document.title = fields.text("title");
  document.issued_on = fields.day("issued_on").value_or(CivilDay{});
  document.genre = fields.text("genre");
  document.disclosure = fields.one_of("disclosure", disclosure);
  document.reason = fields.text("reason");
  document.is_normative = fields.truth("is_normative");
  document.item = ItemId{fields.integer("item")};
  return DocumentRecorded{document};
}

void insert_sorted(std::vector<Relation>& relations, const Relation& relation) {
  const auto before = [](const Relation& a, const Relation& b) {
    return a.kind != b.kind ? a.kind < b.kind : a.to < b.to;
  };
  const auto place = std::lower_bound(relations.begin(), relations.end(), relation, before);
  if (place == relations.end() || *place != relation) relations.insert(place, relation);
}

std::string what(const store::Event& event) { return event.stream + " " + event.kind; }

}  // namespace

std::string item_stream(ItemId id) { return std::string(kItemStream) + std::to_string(id.number); }

ItemId item_of_stream(std::string_view stream) {
  if (!stream.starts_with(kItemStream)) return {};
  stream.remove_prefix(kItemStream.size());
  ItemId id;
  const auto read = std::from_chars(stream.data(), stream.data() + stream.size(), id.number);
  return read.ec == std::errc() && read.ptr == stream.data() + stream.size() ? id : ItemId{};
}

store::NewEvent as_new_event(ItemId id, const ItemEvent& event, PersonId by) {
  return {item_stream(id), std::string(kind_of(event)),
          std::visit([](const auto& each) { return body_of(each); }, event), by};
}

Result<ItemEvent> item_event(const store::Event& event) {
  return reading_json(what(event), event.body,
                      [&](const boost::json::value& value) { return item_event_from(event.kind, value); });
}

void apply(Item& item, const ItemEvent& event, Instant at) {
  std::visit(Overloaded{
                 [&](const ItemPublished& happened) {
                   item.agency = happened.agency;
                   item.column = happened.column;
                   item.state = ItemState::Published;
                   item.edition_number = 1;
                   item.edition = happened.edition;
                   item.index_no = happened.index_no;
                   item.validity = happened.validity;
                   item.published_at = happened.published_at;
                   item.old_address = happened.old_address;
                   item.import_id = happened.import_id;
                   for (const Relation& relation : happened.relations) insert_sorted(item.relations, relation);
                 },
                 [&](const ItemCorrected& happened) {
                   ++item.edition_number;
                   item.edition = happened.edition;
                   item.correction_reason = happened.reason;
                   item.changed_at = at;
                 },
                 [&](const ItemWithdrawn& happened) {
                   item.state = ItemState::Withdrawn;
                   item.withdrawal_reason = happened.reason;
                   item.withdrawn_at = at;
                 },
                 [&](const ItemMoved& happened) {
                   item.column = happened.column;
                   item.edition.legal_item = happened.legal_item;
                 },
                 [&](const ItemValiditySet& happened) {
                   item.validity = happened.validity;
                   item.repealed_on = happened.repealed_on;
                   item.validity_reason = happened.reason;
                 },
                 [&](const ItemRelated& happened) { insert_sorted(item.relations, happened.relation); },
                 [&](const ItemUnrelated& happened) { std::erase(item.relations, happened.relation); },
             },
             event);
}

std::string document_stream(std::int64_t id) { return std::string(kDocumentStream) + std::to_string(id); }

store::NewEvent as_new_event(std::int64_t document, const DocumentEvent& event, PersonId by) {
  return {document_stream(document), std::string(kind_of(event)),
          std::visit([](const auto& each) { return body_of(each); }, event), by};
}

Result<DocumentEvent> document_event(const store::Event& event) {
  return reading_json(what(event), event.body,
                      [&](const boost::json::value& value) { return document_event_from(event.kind, value); });
}

void apply(IssuedDocument& document, const DocumentEvent& event) {
  std::visit(Overloaded{
                 [&](const DocumentRecorded& happened) {
                   const std::int64_t id = document.id, version = document.version;
                   document = happened.document;
                   document.id = id;
                   document.version = version;
                 },
                 [&](const DocumentPublished& happened) { document.item = happened.item; },
             },
             event);
}

}  // namespace gongkai::catalogue
