// Rows of a table as lines of JSON, the same from both databases; and back.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "store/connection.h"
#include "store/schema.h"

namespace gongkai::store {

/// Hands over each row as one line with its line feed, in the order of the primary key.
void each_line(Connection& connection, const TableShape& table, const std::function<void(std::string_view)>& take);

/// Empty when the line is no such row.
std::optional<Parameters> row_of_line(std::string_view line, std::size_t columns);

/// "INSERT INTO … VALUES ($1, …)"
std::string insert_into(const TableShape& table);

}  // namespace gongkai::store
