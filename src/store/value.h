// What goes into a statement and what comes back: the types that SQLite and PostgreSQL share.
// Days and instants are stored as ISO text, truths as 0 and 1: both databases order and compare them alike.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/civil_day.h"
#include "base/id.h"
#include "base/instant.h"

namespace gongkai::store {

/// Bytes that are no text (BLOB, BYTEA).
struct Bytes {
  std::string data;
  bool operator==(const Bytes&) const = default;
};

class Value {
 public:
  using Content = std::variant<std::monostate, std::int64_t, std::string, Bytes>;
  Value() = default;  ///< NULL
  Value(std::nullopt_t) {}
  Value(std::int64_t number) : content_(number) {}
  Value(int number) : content_(std::int64_t{number}) {}
  Value(bool truth) : content_(std::int64_t{truth ? 1 : 0}) {}
  Value(std::string text) : content_(std::move(text)) {}
  Value(std::string_view text) : content_(std::string(text)) {}
  Value(const char* text) : content_(std::string(text)) {}
  Value(Bytes bytes) : content_(std::move(bytes)) {}
  Value(CivilDay day) : content_(day.iso()) {}
  Value(Instant instant) : content_(instant.iso()) {}
  template <class Thing>
  Value(Id<Thing> id) : content_(id.number == 0 ? Content() : Content(id.number)) {}  ///< no id is NULL
  template <class T>
  Value(const std::optional<T>& value) : content_(value ? Value(*value).content_ : Content()) {}

  const Content& content() const { return content_; }

 private:
  Content content_;
};
using Parameters = std::vector<Value>;

/// One row of an answer, columns from 0. Asking for a type that the column does not hold is a fault of the program
/// and throws StoreFailure{store.wrong_type}.
class Row {
 public:
  explicit Row(std::vector<Value::Content> cells) : cells_(std::move(cells)) {}
  std::size_t size() const { return cells_.size(); }
  bool is_null(std::size_t column) const;
  std::int64_t integer(std::size_t column) const;
  bool truth(std::size_t column) const { return integer(column) != 0; }
  const std::string& text(std::size_t column) const;
  const std::string& bytes(std::size_t column) const;
  CivilDay day(std::size_t column) const;
  Instant instant(std::size_t column) const;
  template <class Thing>
  Id<Thing> id(std::size_t column) const {
    return is_null(column) ? Id<Thing>{} : Id<Thing>{integer(column)};
  }
  std::string text_or_empty(std::size_t column) const { return is_null(column) ? std::string() : text(column); }
  std::optional<std::int64_t> optional_integer(std::size_t column) const;
  std::optional<std::string> optional_text(std::size_t column) const;
  std::optional<CivilDay> optional_day(std::size_t column) const;
  const Value::Content& cell(std::size_t column) const { return cells_.at(column); }

 private:
  std::vector<Value::Content> cells_;
};

}  // namespace gongkai::store
