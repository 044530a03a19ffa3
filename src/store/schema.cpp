#include "store/schema.h"

namespace gongkai::store {
namespace {

std::vector<std::string> names(Connection& connection, std::string_view sql, const Parameters& parameters = {}) {
  std::vector<std::string> names;
  connection.each(sql, parameters, [&](const Row& row) { names.push_back(row.text(0)); });
  return names;
}

constexpr std::string_view kSqliteTables =
    "SELECT name FROM sqlite_master WHERE type = 'table' AND substr(name, 1, 7) <> 'sqlite_' ORDER BY name";
constexpr std::string_view kSqliteColumns = "SELECT name FROM pragma_table_info($1) ORDER BY cid";
constexpr std::string_view kSqliteKey = "SELECT name FROM pragma_table_info($1) WHERE pk > 0 ORDER BY pk";
constexpr std::string_view kSqliteIdentities =
    "SELECT m.name, (SELECT name FROM pragma_table_info(m.name) WHERE pk = 1),"
    " coalesce((SELECT seq FROM sqlite_sequence WHERE name = m.name), 0) FROM sqlite_master m"
    " WHERE m.type = 'table' AND instr(upper(m.sql), ' AUTOINCREMENT') > 0 ORDER BY m.name";

constexpr std::string_view kPostgresqlTables =
    "SELECT CAST(tablename AS TEXT) FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1";
constexpr std::string_view kPostgresqlColumns =
    "SELECT CAST(column_name AS TEXT) FROM information_schema.columns"
    " WHERE table_schema = current_schema() AND table_name = $1 ORDER BY ordinal_position";
constexpr std::string_view kPostgresqlKey =
    "SELECT CAST(a.attname AS TEXT) FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid"
    " JOIN unnest(i.indkey) WITH ORDINALITY AS k (number, position) ON true"
    " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.number"
    " WHERE i.indisprimary AND c.relname = $1 AND c.relnamespace = CAST(current_schema() AS regnamespace)"
    " ORDER BY k.position";
constexpr std::string_view kPostgresqlIdentities =
    "SELECT CAST(c.table_name AS TEXT), CAST(c.column_name AS TEXT), coalesce((SELECT s.last_value FROM pg_sequences s"
    " WHERE s.schemaname = current_schema() AND CAST(pg_get_serial_sequence(quote_ident(c.table_name), c.column_name)"
    " AS regclass) = CAST(quote_ident(s.sequencename) AS regclass)), 0)"
    " FROM information_schema.columns c WHERE c.table_schema = current_schema() AND c.is_identity = 'YES' ORDER BY 1, "
    "2";

}  // namespace

std::vector<TableShape> tables_of(Connection& connection) {
  const bool sqlite = connection.dialect() == Dialect::Sqlite;
  std::vector<TableShape> tables;
  for (std::string& name : names(connection, sqlite ? kSqliteTables : kPostgresqlTables)) {
    TableShape table;
    table.columns = names(connection, sqlite ? kSqliteColumns : kPostgresqlColumns, {name});
    table.key = names(connection, sqlite ? kSqliteKey : kPostgresqlKey, {name});
    table.name = std::move(name);
    tables.push_back(std::move(table));
  }
  return tables;
}

std::vector<IdentityState> identities_of(Connection& connection) {
  const bool sqlite = connection.dialect() == Dialect::Sqlite;
  std::vector<IdentityState> identities;
  // sqlite_sequence is there once a table asked for it.
  if (sqlite && connection.number("SELECT count(*) FROM sqlite_master WHERE name = 'sqlite_sequence'") == 0) return {};
  connection.each(sqlite ? kSqliteIdentities : kPostgresqlIdentities, {}, [&](const Row& row) {
    identities.push_back({row.text(0), row.text(1), row.integer(2)});
  });
  return identities;
}

void set_identity(Connection& connection, const IdentityState& state) {
  if (state.last == 0) return;
  if (connection.dialect() == Dialect::Sqlite) {
    connection.execute("DELETE FROM sqlite_sequence WHERE name = $1", {state.table});
    connection.execute("INSERT INTO sqlite_sequence (name, seq) VALUES ($1, $2)", {state.table, state.last});
  } else {
    connection.number("SELECT setval(CAST(pg_get_serial_sequence(quote_ident($1), $2) AS regclass), $3)",
                      {state.table, state.column, state.last});
  }
}

std::string quoted(const std::string& name) {
  std::string text = "\"";
  for (const char c : name) {
    if (c == '"') text += c;
    text += c;
  }
  return text + '"';
}

}  // namespace gongkai::store
