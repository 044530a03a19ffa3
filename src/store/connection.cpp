#include "store/connection.h"

#include "store/failure.h"

namespace gongkai::store {

std::vector<Row> Connection::query(std::string_view sql, const Parameters& parameters) {
  std::vector<Row> rows;
  each(sql, parameters, [&](const Row& row) { rows.push_back(row); });
  return rows;
}

std::optional<Row> Connection::first(std::string_view sql, const Parameters& parameters) {
  std::optional<Row> found;
  each(sql, parameters, [&](const Row& row) {
    if (!found) found = row;
  });
  return found;
}

std::int64_t Connection::number(std::string_view sql, const Parameters& parameters) {
  const std::optional<Row> row = first(sql, parameters);
  if (!row) throw StoreFailure(broken("a statement that should give a number gave no row"));
  return row->integer(0);
}

}  // namespace gongkai::store
