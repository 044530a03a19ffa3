#include "store/value.h"

#include "store/connection.h"
#include "store/failure.h"

namespace gongkai::store {

bool Row::is_null(std::size_t column) const { return std::holds_alternative<std::monostate>(cells_.at(column)); }

std::int64_t Row::integer(std::size_t column) const {
  if (const auto* number = std::get_if<std::int64_t>(&cells_.at(column))) return *number;
  throw StoreFailure(wrong_type("integer", column));
}
const std::string& Row::text(std::size_t column) const {
  if (const auto* text = std::get_if<std::string>(&cells_.at(column))) return *text;
  throw StoreFailure(wrong_type("text", column));
}
const std::string& Row::bytes(std::size_t column) const {
  if (const auto* bytes = std::get_if<Bytes>(&cells_.at(column))) return bytes->data;
  throw StoreFailure(wrong_type("bytes", column));
}
CivilDay Row::day(std::size_t column) const {
  if (const auto day = CivilDay::parse(text(column))) return *day;
  throw StoreFailure(wrong_type("day", column));
}
Instant Row::instant(std::size_t column) const {
  if (const auto instant = Instant::parse(text(column))) return *instant;
  throw StoreFailure(wrong_type("instant", column));
}
std::optional<std::int64_t> Row::optional_integer(std::size_t column) const {
  return is_null(column) ? std::nullopt : std::optional(integer(column));
}
std::optional<std::string> Row::optional_text(std::size_t column) const {
  return is_null(column) ? std::nullopt : std::optional(text(column));
}
std::optional<CivilDay> Row::optional_day(std::size_t column) const {
  return is_null(column) ? std::nullopt : std::optional(day(column));
}

}  // namespace gongkai::store
