// Reading the catalogue: lists with their counts, items with editions and relations, what the search index and the site
// map need, gaps of numbers, and the comparison with the events. Within Store::read or an act. Bodies throw what the
// connection throws.
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalogue/catalogue_law.h"
#include "catalogue/model.h"
#include "store/store.h"

namespace gongkai::catalogue {

// ---- one item

std::optional<Item> find_item(store::Connection& connection, ItemId id);
std::optional<Item> find_item(store::Connection& connection, std::string_view index_no);
std::optional<ItemId> item_of_old_address(store::Connection& connection, std::string_view address);

struct EditionNote {
  int number = 0;
  Instant at{};
  std::string reason;  ///< why it was corrected; empty for the first
  PersonId by{};
};
/// From the first on.
std::vector<EditionNote> editions_of(store::Connection& connection, ItemId id);
std::optional<Edition> find_edition(store::Connection& connection, ItemId id, int number);

// ---- lists: published items only

/// One line of a list.
struct Entry {
  ItemId id{};
  AgencyId agency{};
  std::string column;
  std::string title, summary, index_no, document_no, genre, theme;
  Validity validity = Validity::NotApplicable;
  Instant published_at{};
  std::optional<Instant> changed_at;
  std::optional<CivilDay> created_on;
};

/// A place in a list, newest first.
struct Cursor {
  Instant published_at{};
  ItemId id{};
  std::string text() const;  ///< for addresses: "1709254800-1042"
  static std::optional<Cursor> parse(std::string_view text);
  bool operator==(const Cursor&) const = default;
};

/// Fields that are empty do not restrict.
struct ListQuestion {
  AgencyId agency{};
  std::string column{};  ///< code; the columns below it are included; an unknown one has no items
  std::string year{};    ///< of publication, "2023"
  std::string theme{};   ///< a class or a theme: 综合政务, 综合政务\政务公开
  std::string genre{};
  std::optional<Validity> validity{};
  std::optional<Cursor> after{};   ///< entries older than this
  std::optional<Cursor> before{};  ///< entries newer than this; only one of the two
  int limit = 20;
};

struct List {
  std::vector<Entry> entries;  ///< newest first
  std::int64_t total = 0;      ///< on all pages
  bool has_newer = false, has_older = false;
};
/// Time grows with `limit`, not with the number of items.
List list_items(store::Connection& connection, const CatalogueLaw& law, const ListQuestion& question);

struct ValueCount {
  std::string value;
  std::int64_t items = 0;
};
/// How many entries remain for each value when it is chosen instead of what the question says about that field. Years
/// newest first; themes (their classes), genres and validities most first. What has no class, genre or validity is not
/// listed.
struct ListChoices {
  std::vector<ValueCount> years, themes, genres, validities;
};
ListChoices list_choices(store::Connection& connection, const CatalogueLaw& law, const ListQuestion& question);

std::vector<Entry> newest_items(store::Connection& connection, const CatalogueLaw& law, AgencyId agency,
                                std::string_view column, int limit);

/// Of one column itself, without the columns below it.
struct ColumnCount {
  std::int64_t items = 0;
  std::optional<Instant> newest;
};
/// By code; columns without items are not there. No agency: the whole city.
std::map<std::string, ColumnCount, std::less<>> column_counts(store::Connection& connection, AgencyId agency);

struct Neighbours {
  std::optional<Entry> newer, older;
};
/// In its column of its agency.
Neighbours neighbours_of(store::Connection& connection, const Item& item);

struct RelatedEntry {
  RelationKind kind = RelationKind::SeeAlso;
  bool is_back = false;  ///< the other item says so of this one: "interpreted by"
  Entry entry;
};
/// Both ways, in the order of RelationKind, newest first; published items only.
std::vector<RelatedEntry> related_items(store::Connection& connection, ItemId id);

// ---- for indexes and maps

struct ItemChanges {
  std::vector<ItemId> items;  ///< each once
  std::int64_t through = 0;   ///< the last sequence looked at: go on from here
  bool is_all = false;        ///< nothing newer was left
};
/// Which items something happened to after `sequence`; looks at up to `limit` events.
ItemChanges changed_items(store::Connection& connection, std::int64_t sequence, int limit);
/// By id, without relations.
void each_published_item(store::Connection& connection, const std::function<void(const Item&)>& take);

struct MapEntry {
  ItemId id{};
  Instant changed_at{};
};
/// Published items by id, after `after`.
std::vector<MapEntry> site_map(store::Connection& connection, ItemId after, int limit);

// ---- numbers

enum class GapReason {
  Withdrawn,    ///< withdrawn: given, and the item was withdrawn
  NotImported,  ///< not_imported: lies before a number that was taken over from elsewhere
  Unknown,      ///< unknown: nothing explains it
};
std::string_view name_of(GapReason reason);
struct IndexGap {
  std::string first, last;  ///< index numbers, both included
  std::int64_t numbers = 0;
  GapReason reason = GapReason::Unknown;
  ItemId item{};            ///< that was withdrawn
  std::string explanation;  ///< why it was withdrawn
};
/// Index numbers of the agency that lead to no published item, in their order.
std::vector<IndexGap> index_number_gaps(store::Connection& connection, AgencyId agency);

// ---- the register of issued documents

std::optional<IssuedDocument> find_document(store::Connection& connection, std::int64_t id);
std::optional<IssuedDocument> find_document(store::Connection& connection, AgencyId agency, std::string_view number);
/// By sign, year and serial. Year 0: all.
std::vector<IssuedDocument> documents_of(store::Connection& connection, AgencyId agency, int year = 0);
struct DocumentGap {
  std::string sign;
  int year = 0;
  std::int64_t first = 0, last = 0;  ///< serials that nobody recorded, both included
};
/// Between 1 and the highest serial of each sign and year.
std::vector<DocumentGap> document_gaps(store::Connection& connection, AgencyId agency);

// ---- comparing

/// One state that is not what its events make of it.
struct ReplayDifference {
  std::string stream;
  std::string what;
};
/// Folds every item and document again and compares with the tables, and the counts of lists with the items. Empty: all
/// the same. O(events).
std::vector<ReplayDifference> replay(store::Connection& connection, const CatalogueLaw& law);

}  // namespace gongkai::catalogue
