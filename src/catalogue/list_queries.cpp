// Lists of items: keyset pages, their totals and choices.
//
// A page reads `limit` rows from one end of an index: a list of a column with others below it reads that many of each
// and merges them. Where a filter is more selective than agency and column, its index leads instead and the others are
// hidden from the planner (`x || ''`), which knows nothing of how many rows each would give; item_count does.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <numeric>

#include "catalogue/entries.h"
#include "catalogue/queries.h"

namespace gongkai::catalogue {
namespace {

using store::Connection;
using store::Parameters;
using store::Row;
using store::Value;

/// Texts of one statement with their parameters.
class Conditions {
 public:
  /// `text` holds one {} for the parameter's number.
  void add(std::string_view text, Value value) {
    parameters_.push_back(std::move(value));
    text_ += fmt::format(" AND ");
    text_ += fmt::format(fmt::runtime(text), parameters_.size());
  }
  void add(std::string_view text) {
    text_ += " AND ";
    text_ += text;
  }
  std::string next_parameter(Value value) {
    parameters_.push_back(std::move(value));
    return fmt::format("${}", parameters_.size());
  }
  const std::string& text() const { return text_; }
  const Parameters& parameters() const { return parameters_; }

 private:
  std::string text_ = "state = 'published'";
  Parameters parameters_;
};

// ---- counting

struct CountRow {
  std::string year, theme_class, genre, validity;
  std::int64_t items = 0;
};

/// The question with its column spread out and its theme told as class.
struct Asked {
  const ListQuestion& question;
  std::vector<std::string> columns;  ///< empty: all
  bool nothing = false;              ///< an unknown column
  std::string theme_class;
  bool has_exact_theme = false;  ///< below a class: item_count does not know it
};

Asked understand(const CatalogueLaw& law, const ListQuestion& question) {
  Asked asked{question, {}, false, std::string(law.classes.class_of_theme(question.theme)), false};
  asked.has_exact_theme = asked.theme_class != question.theme;
  if (question.column.empty()) return asked;
  for (const Column* column : law.columns.subtree(question.column)) {
    if (column->holds_items()) asked.columns.push_back(column->code);
  }
  asked.nothing = asked.columns.empty();
  return asked;
}

std::string column_list(Conditions& conditions, const std::vector<std::string>& columns) {
  std::string list;
  for (const std::string& column : columns) {
    if (!list.empty()) list += ", ";
    list += conditions.next_parameter(column);
  }
  return list;
}

/// How many items of agency and columns there are of each combination of the filters.
std::vector<CountRow> count_rows(Connection& connection, const Asked& asked) {
  std::vector<CountRow> rows;
  if (asked.nothing) return rows;
  std::string sql;
  Conditions conditions;
  if (asked.has_exact_theme) {
    conditions.add("theme_class <> ''");
    conditions.add("theme_class = ${}", asked.theme_class);
    conditions.add("theme = ${}", asked.question.theme);
    if (asked.question.agency) conditions.add("agency_id = ${}", asked.question.agency);
    if (!asked.columns.empty()) conditions.add("column_code IN (" + column_list(conditions, asked.columns) + ")");
    sql = "SELECT substr(published_at, 1, 4), theme_class, genre, validity, count(*) FROM item WHERE " +
          conditions.text() + " GROUP BY substr(published_at, 1, 4), theme_class, genre, validity";
  } else {
    const std::string agency = conditions.next_parameter(asked.question.agency.number);
    sql =
        "SELECT published_year, theme_class, genre, validity, CAST(sum(items) AS BIGINT) FROM item_count"
        " WHERE agency_id = " +
        agency;
    if (!asked.columns.empty()) sql += " AND column_code IN (" + column_list(conditions, asked.columns) + ")";
    sql += " GROUP BY published_year, theme_class, genre, validity";
  }
  connection.each(sql, conditions.parameters(), [&](const Row& row) {
    rows.push_back({row.text(0), row.text(1), row.text(2), row.text(3), row.integer(4)});
  });
  return rows;
}

enum Filter : unsigned { kYear = 1, kTheme = 2, kGenre = 4, kValidity = 8 };

/// Which of the chosen filters the row does not pass.
unsigned misses(const CountRow& row, const Asked& asked) {
  const ListQuestion& question = asked.question;
  unsigned missed = 0;
  if (!question.year.empty() && row.year != question.year) missed |= kYear;
  if (!question.theme.empty() && row.theme_class != asked.theme_class) missed |= kTheme;
  if (!question.genre.empty() && row.genre != question.genre) missed |= kGenre;
  if (question.validity && row.validity != name_of(*question.validity)) missed |= kValidity;
  return missed;
}

std::int64_t total_of(const std::vector<CountRow>& rows, const Asked& asked) {
  std::int64_t total = 0;
  for (const CountRow& row : rows) {
    if (misses(row, asked) == 0) total += row.items;
  }
  return total;
}

// ---- one page

enum class Leader { Base, Theme, Genre, Validity };

std::int64_t count_everywhere(Connection& connection, std::string_view field, const std::string& value) {
  return connection.number(fmt::format("SELECT CAST(coalesce(sum(items), 0) AS BIGINT) FROM item_count"
                                       " WHERE agency_id = 0 AND {} = $1",
                                       field),
                           {value});
}

/// The index that leads: that of the filter with the fewest items, if they are clearly fewer than the agency's in these
/// columns.
Leader leader_of(Connection& connection, const Asked& asked, const std::vector<CountRow>& rows, std::int64_t total) {
  const ListQuestion& question = asked.question;
  const std::int64_t base = std::accumulate(rows.begin(), rows.end(), std::int64_t{0},
                                            [](std::int64_t sum, const CountRow& row) { return sum + row.items; });
  // Where matches are frequent the base finds a page of them soon.
  if (asked.has_exact_theme) return Leader::Theme;
  if (total * 50 >= base) return Leader::Base;
  std::int64_t fewest = base / 2;
  Leader leader = Leader::Base;
  const auto consider = [&](Leader candidate, std::string_view field, const std::string& value) {
    const std::int64_t items = count_everywhere(connection, field, value);
    if (items >= fewest) return;
    fewest = items;
    leader = candidate;
  };
  if (!question.theme.empty()) consider(Leader::Theme, "theme_class", asked.theme_class);
  if (!question.genre.empty()) consider(Leader::Genre, "genre", question.genre);
  if (question.validity && *question.validity != Validity::NotApplicable) {
    consider(Leader::Validity, "validity", std::string(name_of(*question.validity)));
  }
  return leader;
}

void add_filters(Conditions& conditions, const Asked& asked, Leader leader) {
  const ListQuestion& question = asked.question;
  if (!question.theme.empty()) {
    if (leader == Leader::Theme) {
      conditions.add("theme_class <> ''");
      conditions.add("theme_class = ${}", asked.theme_class);
    } else {
      conditions.add("theme_class || '' = ${}", asked.theme_class);
    }
    if (asked.has_exact_theme) conditions.add("theme = ${}", question.theme);
  }
  if (!question.genre.empty()) {
    if (leader == Leader::Genre) conditions.add("genre <> ''");
    conditions.add(leader == Leader::Genre ? "genre = ${}" : "genre || '' = ${}", question.genre);
  }
  if (question.validity) {
    if (leader == Leader::Validity) conditions.add("validity <> 'not_applicable'");
    conditions.add(leader == Leader::Validity ? "validity = ${}" : "validity || '' = ${}", name_of(*question.validity));
  }
  if (!question.year.empty()) {
    conditions.add("published_at >= ${}", question.year);
    conditions.add("published_at < ${}", question.year + "~");  // sorts behind every "2023-…"
  }
}

bool is_newer(const Entry& a, const Entry& b) {
  return std::pair(a.published_at, a.id) > std::pair(b.published_at, b.id);
}

/// Up to `count` entries next to the cursor, nearest first; one column or none of the question's.
void collect(Connection& connection, const Asked& asked, Leader leader, const std::string* column, bool towards_newer,
             int count, std::vector<Entry>& entries) {
  const ListQuestion& question = asked.question;
  Conditions conditions;
  add_filters(conditions, asked, leader);
  const bool base = leader == Leader::Base;
  if (question.agency) conditions.add(base ? "agency_id = ${}" : "agency_id + 0 = ${}", question.agency);
  if (column != nullptr) {
    conditions.add("column_code = ${}", *column);
  } else if (!asked.columns.empty()) {
    conditions.add("column_code || '' IN (" + column_list(conditions, asked.columns) + ")");
  }
  if (const auto& cursor = towards_newer ? question.before : question.after) {
    const std::string at = conditions.next_parameter(cursor->published_at);
    conditions.add(fmt::format("(published_at, id) {} ({}, {})", towards_newer ? ">" : "<", at,
                               conditions.next_parameter(cursor->id)));
  }
  const std::string_view direction = towards_newer ? "ASC" : "DESC";
  const std::string limit = conditions.next_parameter(count);
  connection.each(fmt::format("SELECT {} FROM item WHERE {} ORDER BY published_at {}, id {} LIMIT CAST({} AS BIGINT)",
                              kEntryColumns, conditions.text(), direction, direction, limit),
                  conditions.parameters(), [&](const Row& row) { entries.push_back(entry_of_row(row)); });
}

std::vector<Entry> page_of(Connection& connection, const Asked& asked, Leader leader, bool towards_newer, int count) {
  std::vector<Entry> entries;
  if (leader != Leader::Base || asked.columns.empty()) {
    collect(connection, asked, leader, nullptr, towards_newer, count, entries);
    return entries;
  }
  for (const std::string& column : asked.columns) {
    collect(connection, asked, leader, &column, towards_newer, count, entries);
  }
  const auto nearer = [&](const Entry& a, const Entry& b) { return towards_newer ? is_newer(b, a) : is_newer(a, b); };
  const auto size = std::min(entries.size(), static_cast<std::size_t>(count));
  std::partial_sort(entries.begin(), entries.begin() + static_cast<std::ptrdiff_t>(size), entries.end(), nearer);
  entries.resize(size);
  return entries;
}

void sort_most_first(std::vector<ValueCount>& counts) {
  std::sort(counts.begin(), counts.end(), [](const ValueCount& a, const ValueCount& b) {
    return a.items != b.items ? a.items > b.items : a.value < b.value;
  });
}

std::vector<ValueCount> as_list(const std::map<std::string, std::int64_t>& counts) {
  std::vector<ValueCount> list;
  for (const auto& [value, items] : counts) {
    if (items > 0 && !value.empty()) list.push_back({value, items});
  }
  return list;
}

}  // namespace

Entry entry_of_row(const Row& row) {
  Entry entry;
  entry.id = row.id<ItemTag>(0);
  entry.agency = row.id<AgencyTag>(1);
  entry.column = row.text(2);
  entry.title = row.text(3);
  entry.summary = row.text(4);
  entry.index_no = row.text_or_empty(5);
  entry.document_no = row.text(6);
  entry.genre = row.text(7);
  entry.theme = row.text(8);
  entry.validity = validity(row.text(9)).value_or(Validity::NotApplicable);
  entry.published_at = row.instant(10);
  if (!row.is_null(11)) entry.changed_at = row.instant(11);
  entry.created_on = row.optional_day(12);
  return entry;
}

std::string Cursor::text() const { return fmt::format("{}-{}", published_at.unix_seconds(), id.number); }

std::optional<Cursor> Cursor::parse(std::string_view text) {
  std::int64_t seconds = 0, number = 0;
  const char* const end = text.data() + text.size();
  const auto first = std::from_chars(text.data(), end, seconds);
  if (first.ec != std::errc() || first.ptr == end || *first.ptr != '-') return std::nullopt;
  const auto second = std::from_chars(first.ptr + 1, end, number);
  // Instants are stored with four digits of year.
  if (second.ec != std::errc() || second.ptr != end || number <= 0 || seconds < 0 || seconds > 32'000'000'000)
    return std::nullopt;
  return Cursor{Instant(seconds), ItemId{number}};
}

List list_items(Connection& connection, const CatalogueLaw& law, const ListQuestion& question) {
  List list;
  const Asked asked = understand(law, question);
  const std::vector<CountRow> rows = count_rows(connection, asked);
  list.total = total_of(rows, asked);
  if (list.total == 0 || question.limit <= 0) return list;
  const Leader leader = leader_of(connection, asked, rows, list.total);
  const bool towards_newer = question.before.has_value();
  list.entries = page_of(connection, asked, leader, towards_newer, question.limit + 1);
  const bool more = static_cast<int>(list.entries.size()) > question.limit;
  if (more) list.entries.pop_back();
  if (towards_newer) std::reverse(list.entries.begin(), list.entries.end());
  list.has_newer = towards_newer ? more : question.after.has_value();
  list.has_older = towards_newer ? true : more;
  return list;
}

ListChoices list_choices(Connection& connection, const CatalogueLaw& law, const ListQuestion& question) {
  // A theme below a class is chosen within the class: the other choices count what it leaves.
  const Asked asked = understand(law, question);
  std::map<std::string, std::int64_t> years, themes, genres, validities;
  const auto count = [&](const CountRow& row) {
    const unsigned missed = misses(row, asked);
    if ((missed & ~kYear) == 0) years[row.year] += row.items;
    if ((missed & ~kGenre) == 0) genres[row.genre] += row.items;
    if ((missed & ~kValidity) == 0) validities[row.validity] += row.items;
    if ((missed & ~kTheme) == 0 && !asked.has_exact_theme) themes[row.theme_class] += row.items;
  };
  for (const CountRow& row : count_rows(connection, asked)) count(row);
  if (asked.has_exact_theme) {
    ListQuestion any_theme = question;
    any_theme.theme.clear();
    const Asked wider = understand(law, any_theme);
    for (const CountRow& row : count_rows(connection, wider)) {
      if (misses(row, wider) == 0) themes[row.theme_class] += row.items;
    }
  }
  ListChoices choices{as_list(years), as_list(themes), as_list(genres), as_list(validities)};
  std::reverse(choices.years.begin(), choices.years.end());
  std::erase_if(choices.validities,
                [](const ValueCount& each) { return each.value == name_of(Validity::NotApplicable); });
  sort_most_first(choices.themes);
  sort_most_first(choices.genres);
  sort_most_first(choices.validities);
  return choices;
}

std::vector<Entry> newest_items(Connection& connection, const CatalogueLaw& law, AgencyId agency,
                                std::string_view column, int limit) {
  const ListQuestion question{.agency = agency, .column = std::string(column), .limit = limit};
  const Asked asked = understand(law, question);
  if (asked.nothing || limit <= 0) return {};
  return page_of(connection, asked, Leader::Base, false, limit);
}

std::map<std::string, ColumnCount, std::less<>> column_counts(Connection& connection, AgencyId agency) {
  std::map<std::string, ColumnCount, std::less<>> counts;
  connection.each(
      "SELECT column_code, CAST(sum(items) AS BIGINT) FROM item_count WHERE agency_id = $1"
      " GROUP BY column_code HAVING sum(items) > 0",
      {agency.number}, [&](const Row& row) { counts[row.text(0)].items = row.integer(1); });
  for (auto& [column, count] : counts) {
    const auto newest = agency ? connection.first(
                                     "SELECT published_at FROM item WHERE state = 'published' AND agency_id = $1"
                                     " AND column_code = $2 ORDER BY published_at DESC, id DESC LIMIT 1",
                                     {agency, column})
                               : connection.first(
                                     "SELECT published_at FROM item WHERE state = 'published' AND column_code = $1"
                                     " ORDER BY published_at DESC, id DESC LIMIT 1",
                                     {column});
    if (newest) count.newest = newest->instant(0);
  }
  return counts;
}

}  // namespace gongkai::catalogue
