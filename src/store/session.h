// A connection with its transactions: what the store itself needs of SQLite and of PostgreSQL. Rooms see Connection
// only.
#pragma once
#include <filesystem>
#include <memory>
#include <string>

#include "store/connection.h"

namespace gongkai::store {

/// For one thread at a time. All members throw StoreFailure unless they say otherwise.
class Session : public Connection {
 public:
  /// Waits until no other process writes (PostgreSQL: an advisory lock, so that commits keep the order of sequences).
  virtual void begin_writing() = 0;
  /// One state of the database until commit() or roll_back(); statements that write are refused.
  virtual void begin_reading() = 0;
  virtual void commit() = 0;
  /// Does nothing outside a transaction.
  virtual void roll_back() noexcept = 0;
  /// False after a failure at which the database gave up the whole transaction.
  virtual bool in_transaction() const = 0;
  /// False when it should be thrown away and opened anew.
  virtual bool usable() const = 0;
};

enum class SqliteUse { Write, Read };

/// WAL, synchronous=FULL, foreign keys checked. Makes the file when it writes.
std::unique_ptr<Session> open_sqlite(const std::filesystem::path& file, SqliteUse use);
/// `address` as libpq takes it: "postgresql://…". Fails with store.connection_lost, store.wrong_collation.
std::unique_ptr<Session> open_postgresql(const std::string& address);

}  // namespace gongkai::store
