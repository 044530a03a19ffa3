#include "store/portable_table.h"

#include <boost/json.hpp>

#include "base/hash.h"
#include "base/json_writer.h"

namespace gongkai::store {
namespace {

std::string list_of(const std::vector<std::string>& columns) {
  std::string list;
  for (const std::string& column : columns) list += (list.empty() ? "" : ", ") + quoted(column);
  return list;
}

void write_cell(JsonWriter& json, const Value::Content& cell) {
  if (const auto* number = std::get_if<std::int64_t>(&cell)) {
    json.value(*number);
  } else if (const auto* text = std::get_if<std::string>(&cell)) {
    json.value(*text);
  } else if (const auto* bytes = std::get_if<Bytes>(&cell)) {
    json.begin_object().member("base64url", base64url(bytes->data)).end_object();
  } else {
    json.null();
  }
}

std::optional<Value> value_of(const boost::json::value& cell) {
  if (cell.is_null()) return Value();
  if (cell.is_int64()) return Value(std::int64_t{cell.get_int64()});
  if (cell.is_string()) return Value(std::string_view(cell.get_string()));
  if (!cell.is_object()) return std::nullopt;
  const boost::json::value* text = cell.get_object().if_contains("base64url");
  if (text == nullptr || !text->is_string()) return std::nullopt;
  auto bytes = from_base64url(std::string_view(text->get_string()));
  if (!bytes) return std::nullopt;
  return Value(Bytes{std::move(*bytes)});
}

}  // namespace

void each_line(Connection& connection, const TableShape& table, const std::function<void(std::string_view)>& take) {
  const std::string sql = "SELECT " + list_of(table.columns) + " FROM " + quoted(table.name) + " ORDER BY " +
                          list_of(table.key.empty() ? table.columns : table.key);
  JsonWriter json;
  std::string line;
  connection.each(sql, {}, [&](const Row& row) {
    json.clear();
    json.begin_array();
    for (std::size_t i = 0; i < row.size(); ++i) write_cell(json, row.cell(i));
    json.end_array();
    line = json.take();
    line += '\n';
    take(line);
  });
}

std::optional<Parameters> row_of_line(std::string_view line, std::size_t columns) {
  boost::system::error_code error;
  const boost::json::value row = boost::json::parse(boost::json::string_view(line.data(), line.size()), error);
  if (error || !row.is_array() || row.get_array().size() != columns) return std::nullopt;
  Parameters values;
  values.reserve(columns);
  for (const boost::json::value& cell : row.get_array()) {
    auto value = value_of(cell);
    if (!value) return std::nullopt;
    values.push_back(std::move(*value));
  }
  return values;
}

std::string insert_into(const TableShape& table) {
  std::string places;
  for (std::size_t i = 1; i <= table.columns.size(); ++i) places += (i == 1 ? "$" : ", $") + std::to_string(i);
  return "INSERT INTO " + quoted(table.name) + " (" + list_of(table.columns) + ") VALUES (" + places + ")";
}

}  // namespace gongkai::store
