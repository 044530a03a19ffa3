// One conversation with a database, SQLite or PostgreSQL, behind one face.
//
// SQL is written once for both: parameters are $1, $2, … (each may stand several times), ids come from RETURNING,
// conflicts use ON CONFLICT, casts are CAST(…), texts are compared by bytes (PostgreSQL runs with COLLATE "C").
// Statements are prepared once a connection and kept.
#pragma once
#include <exception>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/value.h"

namespace gongkai::store {

/// Thrown by connections and caught once an act, in Store: store.disk_full, store.read_only, store.busy,
/// store.constraint, store.connection_lost, store.broken, store.wrong_type. The messages are for people.
class StoreFailure : public std::exception {
 public:
  explicit StoreFailure(Error error) : error_(std::move(error)) {}
  const Error& error() const { return error_; }
  const char* what() const noexcept override { return error_.message.en.c_str(); }

 private:
  Error error_;
};

enum class Dialect { Sqlite, Postgresql };

/// For one thread at a time.
class Connection {
 public:
  virtual ~Connection() = default;
  virtual Dialect dialect() const = 0;

  /// Hands over the rows one by one; memory does not grow with their number.
  virtual void each(std::string_view sql, const Parameters& parameters,
                    const std::function<void(const Row&)>& take) = 0;
  /// The number of rows changed.
  virtual std::int64_t execute(std::string_view sql, const Parameters& parameters = {}) = 0;
  /// Several statements without parameters, e.g. a migration.
  virtual void run_script(std::string_view sql) = 0;

  std::vector<Row> query(std::string_view sql, const Parameters& parameters = {});
  /// The first row, if there is one.
  std::optional<Row> first(std::string_view sql, const Parameters& parameters = {});
  /// The single integer of a statement that gives one, e.g. count(*) or RETURNING id.
  std::int64_t number(std::string_view sql, const Parameters& parameters = {});
};

}  // namespace gongkai::store
