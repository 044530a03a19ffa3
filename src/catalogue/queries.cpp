// Reads of single items and of numbers. Lists are in list_queries.cpp, the comparison with the events in replay.cpp.
#include "catalogue/queries.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "catalogue/entries.h"
#include "catalogue/old_address.h"
#include "catalogue/tables.h"

namespace gongkai::catalogue {
namespace {

using store::Connection;
using store::Row;

}  // namespace

// ---- one item

std::optional<Item> find_item(Connection& connection, ItemId id) { return tables::item(connection, id); }

std::optional<Item> find_item(Connection& connection, std::string_view index_no) {
  const auto id = tables::item_with_index_no(connection, index_no);
  return id ? tables::item(connection, *id) : std::nullopt;
}

std::optional<ItemId> item_of_old_address(Connection& connection, std::string_view address) {
  const auto row = connection.first(
      "SELECT id FROM item WHERE old_address = $1 AND old_address IS NOT NULL ORDER BY id DESC LIMIT 1",
      {path_of_address(address)});
  return row ? std::optional(row->id<ItemTag>(0)) : std::nullopt;
}

std::vector<EditionNote> editions_of(Connection& connection, ItemId id) {
  std::vector<EditionNote> notes;
  connection.each(
      "SELECT number, made_at, reason, by_person FROM edition WHERE item_id = $1 ORDER BY number", {id},
      [&](const Row& row) {
        notes.push_back({static_cast<int>(row.integer(0)), row.instant(1), row.text(2), row.id<PersonTag>(3)});
      });
  return notes;
}

std::optional<Edition> find_edition(Connection& connection, ItemId id, int number) {
  const auto row = connection.first("SELECT content FROM edition WHERE item_id = $1 AND number = $2", {id, number});
  if (!row) return std::nullopt;
  auto edition = edition_from_json(row->text(0));
  if (!edition) throw store::StoreFailure(edition.error());
  return std::move(*edition);
}

// ---- around one item

Neighbours neighbours_of(Connection& connection, const Item& item) {
  if (!item.published_at) return {};
  const auto neighbour = [&](std::string_view comparison, std::string_view direction) -> std::optional<Entry> {
    const auto row = connection.first(
        fmt::format("SELECT {} FROM item WHERE state = 'published' AND agency_id = $1 AND column_code = $2"
                    " AND (published_at, id) {} ($3, $4) ORDER BY published_at {}, id {} LIMIT 1",
                    kEntryColumns, comparison, direction, direction),
        {item.agency, item.column, item.published_at, item.id});
    return row ? std::optional(entry_of_row(*row)) : std::nullopt;
  };
  return {neighbour(">", "ASC"), neighbour("<", "DESC")};
}

std::vector<RelatedEntry> related_items(Connection& connection, ItemId id) {
  std::vector<RelatedEntry> related;
  const auto take = [&](bool is_back) {
    return [&related, is_back](const Row& row) {
      const auto kind = relation_kind(row.text(kEntryColumnCount));
      if (kind) related.push_back({*kind, is_back, entry_of_row(row)});
    };
  };
  connection.each(fmt::format("SELECT {}, r.kind FROM item_relation r JOIN item ON item.id = r.to_item_id"
                              " WHERE r.item_id = $1 AND state = 'published'",
                              kEntryColumns),
                  {id}, take(false));
  connection.each(fmt::format("SELECT {}, r.kind FROM item_relation r JOIN item ON item.id = r.item_id"
                              " WHERE r.to_item_id = $1 AND state = 'published'",
                              kEntryColumns),
                  {id}, take(true));
  // See-also has no direction: said at both ends it is still one.
  std::set<ItemId> seen;
  std::erase_if(related, [&](const RelatedEntry& each) {
    return each.kind == RelationKind::SeeAlso && !seen.insert(each.entry.id).second;
  });
  std::sort(related.begin(), related.end(), [](const RelatedEntry& a, const RelatedEntry& b) {
    if (a.kind != b.kind) return a.kind < b.kind;
    if (a.is_back != b.is_back) return b.is_back;
    return std::pair(a.entry.published_at, a.entry.id) > std::pair(b.entry.published_at, b.entry.id);
  });
  return related;
}

// ---- for indexes and maps

ItemChanges changed_items(Connection& connection, std::int64_t sequence, int limit) {
  ItemChanges changes;
  changes.through = sequence;
  std::set<ItemId> seen;
  const std::vector<store::Event> events = store::events_after(connection, sequence, limit);
  for (const store::Event& event : events) {
    changes.through = event.sequence;
    const ItemId id = item_of_stream(event.stream);
    if (id && seen.insert(id).second) changes.items.push_back(id);
  }
  changes.is_all = static_cast<int>(events.size()) < limit;
  return changes;
}

void each_published_item(Connection& connection, const std::function<void(const Item&)>& take) {
  tables::each_item(connection, [&](const Item& item) {
    if (item.state == ItemState::Published) take(item);
  });
}

std::vector<MapEntry> site_map(Connection& connection, ItemId after, int limit) {
  std::vector<MapEntry> entries;
  connection.each(
      "SELECT id, coalesce(changed_at, published_at) FROM item WHERE id > $1 AND state || '' = 'published'"
      " ORDER BY id LIMIT $2",
      {after.number, limit}, [&](const Row& row) {
        entries.push_back({row.id<ItemTag>(0), row.instant(1)});
      });
  return entries;
}

// ---- numbers

std::string_view name_of(GapReason reason) {
  switch (reason) {
    case GapReason::Withdrawn: return "withdrawn";
    case GapReason::NotImported: return "not_imported";
    case GapReason::Unknown: break;
  }
  return "unknown";
}

namespace {

struct Given {
  std::int64_t serial = 0;
  ItemId item{};
  bool is_withdrawn = false, is_imported = false;
  std::string index_no, reason;
};

/// The number of another serial in the scope of `like`, whose serial is known.
std::string number_beside(const Given& like, std::string_view scope, std::int64_t serial) {
  const std::size_t mark = scope.rfind('#');
  IndexScope of;
  of.before = std::string(scope.substr(0, mark));
  of.after = std::string(scope.substr(mark + 1));
  of.width = like.index_no.size() - of.before.size() - of.after.size();
  return of.number(serial);
}

void add_gaps(std::vector<IndexGap>& gaps, std::string_view scope, const std::vector<Given>& given) {
  std::int64_t next = 1;
  for (const Given& each : given) {
    if (each.serial > next) {
      gaps.push_back({number_beside(each, scope, next),
                      number_beside(each, scope, each.serial - 1),
                      each.serial - next,
                      each.is_imported ? GapReason::NotImported : GapReason::Unknown,
                      {},
                      {}});
    }
    if (each.is_withdrawn) {
      gaps.push_back({each.index_no, each.index_no, 1, GapReason::Withdrawn, each.item, each.reason});
    }
    next = std::max(next, each.serial + 1);
  }
}

}  // namespace

std::vector<IndexGap> index_number_gaps(Connection& connection, AgencyId agency) {
  std::vector<std::string> scopes;
  connection.each("SELECT scope FROM index_serial WHERE agency_id = $1 ORDER BY scope", {agency},
                  [&](const Row& row) { scopes.push_back(row.text(0)); });
  std::vector<IndexGap> gaps;
  for (const std::string& scope : scopes) {
    std::vector<Given> given;
    connection.each(
        "SELECT index_serial, id, state, import_id, index_no, withdrawal_reason FROM item WHERE index_scope = $1"
        " ORDER BY index_serial",
        {scope}, [&](const Row& row) {
          given.push_back({row.integer(0), row.id<ItemTag>(1), row.text(2) == name_of(ItemState::Withdrawn),
                           !row.is_null(3), row.text(4), row.text(5)});
        });
    add_gaps(gaps, scope, given);
  }
  return gaps;
}

// ---- the register

std::optional<IssuedDocument> find_document(Connection& connection, std::int64_t id) {
  return tables::document(connection, id);
}

std::optional<IssuedDocument> find_document(Connection& connection, AgencyId agency, std::string_view number) {
  return tables::document_with_number(connection, agency, number);
}

std::vector<IssuedDocument> documents_of(Connection& connection, AgencyId agency, int year) {
  std::vector<IssuedDocument> documents;
  tables::each_document_of(connection, agency, year,
                           [&](const IssuedDocument& document) { documents.push_back(document); });
  return documents;
}

std::vector<DocumentGap> document_gaps(Connection& connection, AgencyId agency) {
  std::vector<DocumentGap> gaps;
  std::string sign;
  std::int64_t year = 0, next = 1;
  connection.each(
      "SELECT sign, year, serial FROM issued_document WHERE agency_id = $1 AND sign <> '' ORDER BY sign, year, serial",
      {agency}, [&](const Row& row) {
        if (row.text(0) != sign || row.integer(1) != year) {
          sign = row.text(0);
          year = row.integer(1);
          next = 1;
        }
        const std::int64_t serial = row.integer(2);
        if (serial > next) gaps.push_back({sign, static_cast<int>(year), next, serial - 1});
        next = std::max(next, serial + 1);
      });
  return gaps;
}

}  // namespace gongkai::catalogue
