// All SQL by which the catalogue writes. Items and documents are stored as their events leave them.
#include "catalogue/tables.h"

#include <fmt/format.h>

#include <algorithm>

#include "catalogue/document_number.h"
#include "store/connection.h"

namespace gongkai::catalogue::tables {
namespace {

using store::Connection;
using store::Parameters;
using store::Row;
using store::Value;

Value or_null(const std::string& text) { return text.empty() ? Value() : Value(text); }

/// What one item adds to the counts of lists.
struct CountKey {
  AgencyId agency{};
  std::string column, year, theme_class, genre, validity;
  bool operator==(const CountKey&) const = default;
};

std::optional<CountKey> count_key(const Item& item, const CatalogueLaw& law) {
  if (item.state != ItemState::Published || !item.published_at) return std::nullopt;
  return CountKey{item.agency,
                  item.column,
                  item.published_at->iso().substr(0, 4),
                  std::string(law.classes.class_of_theme(item.edition.theme)),
                  item.edition.genre,
                  std::string(name_of(item.validity))};
}

void add_to_counts(Connection& connection, const CountKey& key, std::int64_t change) {
  for (const std::int64_t agency : {key.agency.number, std::int64_t{0}}) {
    connection.execute(
        "INSERT INTO item_count (agency_id, column_code, published_year, theme_class, genre, validity, items)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7)"
        " ON CONFLICT (agency_id, column_code, published_year, theme_class, genre, validity)"
        " DO UPDATE SET items = item_count.items + excluded.items",
        {agency, key.column, key.year, key.theme_class, key.genre, key.validity, change});
  }
}

void move_counts(Connection& connection, const std::optional<CountKey>& before, const std::optional<CountKey>& after) {
  if (before == after) return;
  if (before) {
    for (const std::int64_t agency : {before->agency.number, std::int64_t{0}}) {
      connection.execute(
          "UPDATE item_count SET items = items - 1 WHERE agency_id = $1 AND column_code = $2 AND published_year = $3"
          " AND theme_class = $4 AND genre = $5 AND validity = $6",
          {agency, before->column, before->year, before->theme_class, before->genre, before->validity});
    }
  }
  if (after) add_to_counts(connection, *after, 1);
}

void add_edition(Connection& connection, const Item& item, Instant at, const std::string& reason, PersonId by) {
  connection.execute(
      "INSERT INTO edition (item_id, number, made_at, reason, by_person, content) VALUES ($1, $2, $3, $4, $5, $6)",
      {item.id, item.edition_number, at, reason, by, to_json(item.edition)});
}

void add_relation(Connection& connection, ItemId id, const Relation& relation) {
  connection.execute("INSERT INTO item_relation (item_id, kind, to_item_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
                     {id, name_of(relation.kind), relation.to});
}

Edition edition_of(const std::string& content) {
  auto edition = edition_from_json(content);
  if (!edition) throw store::StoreFailure(edition.error());
  return std::move(*edition);
}

template <class Enum>
Enum known(std::optional<Enum> value, const std::string& name) {
  if (value) return *value;
  throw store::StoreFailure(
      Error{"catalogue.bad_event",
            {"目录的表中有不认识的值，可能由更新的程序写成；请使用写入它的版本",
             "the tables hold a value that is not known, perhaps a newer program wrote it; use the "
             "version that did"},
            name});
}

std::optional<Instant> optional_instant(const Row& row, std::size_t column) {
  return row.is_null(column) ? std::nullopt : std::optional(row.instant(column));
}

constexpr std::string_view kFromItems =
    " FROM item i JOIN edition e ON e.item_id = i.id AND e.number = i.edition_number";

}  // namespace

// ---- items

Item item_of_row(const Row& row) {
  Item item;
  item.id = row.id<ItemTag>(0);
  item.agency = row.id<AgencyTag>(1);
  item.column = row.text(2);
  item.state = known(item_state(row.text(3)), row.text(3));
  item.edition_number = static_cast<int>(row.integer(4));
  item.index_no = row.text_or_empty(5);
  item.validity = known(validity(row.text(6)), row.text(6));
  item.repealed_on = row.optional_day(7);
  item.validity_reason = row.text(8);
  item.published_at = optional_instant(row, 9);
  item.changed_at = optional_instant(row, 10);
  item.correction_reason = row.text(11);
  item.withdrawal_reason = row.text(12);
  item.withdrawn_at = optional_instant(row, 13);
  item.old_address = row.text_or_empty(14);
  item.import_id = row.text_or_empty(15);
  item.version = row.integer(16);
  item.edition = edition_of(row.text(18));
  item.edition.legal_item = row.text(17);
  return item;
}

std::vector<Relation> relations_from(Connection& connection, ItemId id) {
  std::vector<Relation> relations;
  connection.each("SELECT kind, to_item_id FROM item_relation WHERE item_id = $1", {id}, [&](const Row& row) {
    relations.push_back({known(relation_kind(row.text(0)), row.text(0)), row.id<ItemTag>(1)});
  });
  std::sort(relations.begin(), relations.end(),
            [](const Relation& a, const Relation& b) { return a.kind != b.kind ? a.kind < b.kind : a.to < b.to; });
  return relations;
}

std::optional<Item> item(Connection& connection, ItemId id) {
  const auto row = connection.first(fmt::format("SELECT {}{} WHERE i.id = $1", kItemColumns, kFromItems), {id});
  if (!row) return std::nullopt;
  Item found = item_of_row(*row);
  found.relations = relations_from(connection, id);
  return found;
}

Item add_item(store::Writing& writing, const CatalogueLaw& law, const ItemPublished& event, const IndexScope& scope,
              PersonId by) {
  Item item;
  apply(item, event, writing.now());
  item.version = 1;
  const Edition& edition = item.edition;
  const auto serial = scope.serial_of(item.index_no);
  Connection& connection = writing.connection();
  item.id.number = connection.number(
      "INSERT INTO item (agency_id, column_code, state, edition_number, index_no, index_scope, index_serial, validity,"
      " validity_reason, published_at, correction_reason, withdrawal_reason, old_address, import_id, version, title,"
      " summary, created_on, document_no, theme, theme_class, genre, legal_item)"
      " VALUES ($1, $2, $3, 1, $4, $5, $6, $7, '', $8, '', '', $9, $10, 1, $11, $12, $13, $14, $15, $16, $17, $18)"
      " RETURNING id",
      {item.agency, item.column, name_of(item.state), item.index_no, serial ? Value(scope.key()) : Value(), serial,
       name_of(item.validity), item.published_at, or_null(item.old_address), or_null(item.import_id), edition.title,
       edition.summary, edition.created_on, edition.document_no, edition.theme,
       law.classes.class_of_theme(edition.theme), edition.genre, edition.legal_item});
  add_edition(connection, item, *item.published_at, "", by);
  for (const Relation& relation : item.relations) add_relation(connection, item.id, relation);
  move_counts(connection, std::nullopt, count_key(item, law));
  writing.append(as_new_event(item.id, event, by));
  return item;
}

void record(store::Writing& writing, const CatalogueLaw& law, Item& item, const ItemEvent& event, PersonId by) {
  Connection& connection = writing.connection();
  const auto counted_before = count_key(item, law);
  const int edition_before = item.edition_number;
  item.version = writing.append(as_new_event(item.id, event, by)).version;
  apply(item, event, writing.now());
  const Edition& edition = item.edition;
  connection.execute(
      "UPDATE item SET column_code = $2, state = $3, edition_number = $4, validity = $5, repealed_on = $6,"
      " validity_reason = $7, changed_at = $8, correction_reason = $9, withdrawal_reason = $10, withdrawn_at = $11,"
      " version = $12, title = $13, summary = $14, created_on = $15, document_no = $16, theme = $17, theme_class = $18,"
      " genre = $19, legal_item = $20 WHERE id = $1",
      {item.id,
       item.column,
       name_of(item.state),
       item.edition_number,
       name_of(item.validity),
       item.repealed_on,
       item.validity_reason,
       item.changed_at,
       item.correction_reason,
       item.withdrawal_reason,
       item.withdrawn_at,
       item.version,
       edition.title,
       edition.summary,
       edition.created_on,
       edition.document_no,
       edition.theme,
       law.classes.class_of_theme(edition.theme),
       edition.genre,
       edition.legal_item});
  if (item.edition_number != edition_before) {
    add_edition(connection, item, writing.now(), item.correction_reason, by);
  }
  if (const auto* related = std::get_if<ItemRelated>(&event)) add_relation(connection, item.id, related->relation);
  if (const auto* unrelated = std::get_if<ItemUnrelated>(&event)) {
    connection.execute("DELETE FROM item_relation WHERE item_id = $1 AND kind = $2 AND to_item_id = $3",
                       {item.id, name_of(unrelated->relation.kind), unrelated->relation.to});
  }
  move_counts(connection, counted_before, count_key(item, law));
}

std::optional<ItemId> item_with_index_no(Connection& connection, std::string_view index_no) {
  const auto row = connection.first("SELECT id FROM item WHERE index_no = $1", {index_no});
  return row ? std::optional(row->id<ItemTag>(0)) : std::nullopt;
}

std::optional<ItemId> item_with_import_id(Connection& connection, std::string_view import_id) {
  const auto row = connection.first("SELECT id FROM item WHERE import_id = $1", {import_id});
  return row ? std::optional(row->id<ItemTag>(0)) : std::nullopt;
}

std::vector<Numbered> items_with_document_no(Connection& connection, AgencyId agency, std::string_view document_no) {
  std::vector<Numbered> found;
  connection.each(
      "SELECT id, title, index_no FROM item WHERE agency_id = $1 AND document_no = $2 AND document_no <> ''"
      " AND state <> 'withdrawn' ORDER BY id",
      {agency, document_no}, [&](const Row& row) {
        found.push_back({row.id<ItemTag>(0), row.text(1), row.text_or_empty(2)});
      });
  return found;
}

std::string take_index_no(Connection& connection, AgencyId agency, const IndexScope& scope) {
  for (;;) {
    const std::int64_t serial = connection.number(
        "INSERT INTO index_serial (scope, agency_id, last_serial) VALUES ($1, $2, 1)"
        " ON CONFLICT (scope) DO UPDATE SET last_serial = index_serial.last_serial + 1 RETURNING last_serial",
        {scope.key(), agency});
    std::string number = scope.number(serial);
    // Another scope may have given the same text, e.g. under an earlier template.
    if (!item_with_index_no(connection, number)) return number;
  }
}

void keep_index_no(Connection& connection, AgencyId agency, const IndexScope& scope, std::int64_t serial) {
  connection.execute(
      "INSERT INTO index_serial (scope, agency_id, last_serial) VALUES ($1, $2, $3) ON CONFLICT (scope) DO UPDATE SET"
      " last_serial = CASE WHEN excluded.last_serial > index_serial.last_serial THEN excluded.last_serial"
      " ELSE index_serial.last_serial END",
      {scope.key(), agency, serial});
}

// ---- the register

namespace {

constexpr std::string_view kDocumentColumns =
    "id, agency_id, document_no, title, issued_on, genre, disclosure, reason, is_normative, item_id, version";

IssuedDocument document_of_row(const Row& row) {
  IssuedDocument document;
  document.id = row.integer(0);
  document.agency = row.id<AgencyTag>(1);
  document.document_no = row.text(2);
  document.title = row.text(3);
  document.issued_on = row.day(4);
  document.genre = row.text(5);
  document.disclosure = known(disclosure(row.text(6)), row.text(6));
  document.reason = row.text(7);
  document.is_normative = row.truth(8);
  document.item = row.id<ItemTag>(9);
  document.version = row.integer(10);
  return document;
}

}  // namespace

IssuedDocument add_document(store::Writing& writing, const IssuedDocument& document, PersonId by) {
  IssuedDocument added = document;
  const auto number = parse_document_no(document.document_no);
  added.version = 1;
  added.id = writing.connection().number(
      "INSERT INTO issued_document (agency_id, document_no, sign, year, serial, title, issued_on, genre, disclosure,"
      " reason, is_normative, item_id, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1)"
      " RETURNING id",
      {document.agency, document.document_no, number ? number->sign : std::string(), number ? number->year : 0,
       number ? number->serial : std::int64_t{0}, document.title, document.issued_on, document.genre,
       name_of(document.disclosure), document.reason, document.is_normative, document.item});
  writing.append(as_new_event(added.id, DocumentRecorded{document}, by));
  return added;
}

void record(store::Writing& writing, IssuedDocument& document, const DocumentEvent& event, PersonId by) {
  document.version = writing.append(as_new_event(document.id, event, by)).version;
  apply(document, event);
  writing.connection().execute("UPDATE issued_document SET item_id = $2, version = $3 WHERE id = $1",
                               {document.id, document.item, document.version});
}

std::optional<IssuedDocument> document(Connection& connection, std::int64_t id) {
  const auto row =
      connection.first(fmt::format("SELECT {} FROM issued_document WHERE id = $1", kDocumentColumns), {id});
  return row ? std::optional(document_of_row(*row)) : std::nullopt;
}

std::optional<IssuedDocument> document_with_number(Connection& connection, AgencyId agency,
                                                   std::string_view document_no) {
  const auto row = connection.first(
      fmt::format("SELECT {} FROM issued_document WHERE agency_id = $1 AND document_no = $2", kDocumentColumns),
      {agency, document_no});
  return row ? std::optional(document_of_row(*row)) : std::nullopt;
}

// ---- comparing with the events

void each_item(Connection& connection, const std::function<void(const Item&)>& take) {
  connection.each(fmt::format("SELECT {}{} ORDER BY i.id", kItemColumns, kFromItems), {},
                  [&](const Row& row) { take(item_of_row(row)); });
}

void each_document(Connection& connection, const std::function<void(const IssuedDocument&)>& take) {
  connection.each(fmt::format("SELECT {} FROM issued_document ORDER BY id", kDocumentColumns), {},
                  [&](const Row& row) { take(document_of_row(row)); });
}

void each_document_of(Connection& connection, AgencyId agency, int year,
                      const std::function<void(const IssuedDocument&)>& take) {
  connection.each(fmt::format("SELECT {} FROM issued_document WHERE agency_id = $1"
                              " AND (CAST($2 AS BIGINT) = 0 OR year = CAST($2 AS BIGINT))"
                              " ORDER BY sign, year, serial, document_no",
                              kDocumentColumns),
                  {agency, year}, [&](const Row& row) { take(document_of_row(row)); });
}

std::vector<std::string> wrong_counts(Connection& connection) {
  static constexpr std::string_view kRecount =
      "WITH counted AS (SELECT agency_id, column_code, substr(published_at, 1, 4) AS published_year, theme_class, "
      "genre,"
      " validity, count(*) AS items FROM item WHERE state = 'published'"
      " GROUP BY agency_id, column_code, substr(published_at, 1, 4), theme_class, genre, validity),"
      " everywhere AS (SELECT agency_id, column_code, published_year, theme_class, genre, validity, items FROM counted"
      " UNION ALL SELECT 0, column_code, published_year, theme_class, genre, validity, sum(items) FROM counted"
      " GROUP BY column_code, published_year, theme_class, genre, validity)"
      " SELECT agency_id, column_code, published_year, theme_class, genre, validity, CAST(sum(known) AS BIGINT),"
      " CAST(sum(items) AS BIGINT) FROM (SELECT agency_id, column_code, published_year, theme_class, genre, validity,"
      " 0 AS known, items FROM everywhere UNION ALL SELECT agency_id, column_code, published_year, theme_class, genre,"
      " validity, items, 0 FROM item_count) AS both_sides"
      " GROUP BY agency_id, column_code, published_year, theme_class, genre, validity HAVING sum(known) <> sum(items)"
      " ORDER BY 1, 2, 3, 4, 5, 6";
  std::vector<std::string> wrong;
  connection.each(kRecount, {}, [&](const Row& row) {
    wrong.push_back(fmt::format("item_count {}/{}/{}/{}/{}/{}: {}, counted {}", row.integer(0), row.text(1),
                                row.text(2), row.text(3), row.text(4), row.text(5), row.integer(6), row.integer(7)));
  });
  return wrong;
}

}  // namespace gongkai::catalogue::tables
