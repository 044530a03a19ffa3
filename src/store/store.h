// The store of one installation: a data folder with SQLite inside, or a PostgreSQL database; blobs and the change feed.
//
// Writing goes through one writer thread a process. Acts that wait at the same time share one commit (group commit),
// each in a savepoint of its own: one that fails is undone alone. When write() returns a value, the act is durable.
// Reading takes connections from a pool; a read sees one state of the database from begin to end.
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>

#include "base/now.h"
#include "base/result.h"
#include "store/blob.h"
#include "store/connection.h"
#include "store/event.h"

namespace gongkai::store {

struct StorePlace {
  std::filesystem::path data_folder;
  /// Empty: SQLite in data_folder/gongkai.sqlite. Else a libpq address, "postgresql://…".
  std::string postgresql{};
};

/// What an act may do while it writes. Lives for the act only.
class Writing {
 public:
  Writing(Connection& connection, Instant now) : connection_(connection), now_(now) {}
  Connection& connection() { return connection_; }
  Instant now() const { return now_; }
  /// Appends and returns the event with its sequence and version.
  Event append(NewEvent event);
  /// As append, but fails with `store.stream_moved` when the stream's last version is not `expected_version`.
  Result<Event> append_at(std::int64_t expected_version, NewEvent event);

 private:
  Connection& connection_;
  Instant now_;
};

class Store {
 public:
  /// Opens and brings the tables up to date. Fails with `store.not_initialised` when there is nothing there and
  /// `create` is false, `store.newer` when a newer program wrote it, `store.locked` when another process writes to it,
  /// `store.read_only`, `store.disk_full`, `store.connection_lost`.
  static Result<std::unique_ptr<Store>> open(const StorePlace& place, Clock clock, bool create = false);
  /// For looking beside the process that writes: takes no lock, migrates nothing, and write() is refused with
  /// `store.locked`. Fails as open() does, and with `store.older` when the tables are not yet those of this program.
  static Result<std::unique_ptr<Store>> open_beside(const StorePlace& place, Clock clock);
  virtual ~Store() = default;

  /// Runs `act(Writing&)`, which returns Result<T>; an Error undoes everything it wrote. Durable when it returns a
  /// value. Threads may call this together. Do not call write() within an act.
  template <class Act>
  auto write(Act&& act) -> std::invoke_result_t<Act, Writing&> {
    using Answer = std::invoke_result_t<Act, Writing&>;
    std::optional<Answer> answer;
    const Failure failure = run_write([&](Writing& writing) -> bool {
      answer.emplace(act(writing));
      return answer->ok();
    });
    if (failure) return Answer(*failure);
    return std::move(*answer);
  }

  /// Runs `look(Connection&)` on one state of the database; returns Result of what it returns.
  template <class Look>
  auto read(Look&& look) -> Result<std::invoke_result_t<Look, Connection&>> {
    std::optional<std::invoke_result_t<Look, Connection&>> answer;
    const Failure failure = run_read([&](Connection& connection) { answer.emplace(look(connection)); });
    if (failure) return *failure;
    return std::move(*answer);
  }

  /// Called in the writer's thread after each commit of this process with the last sequence, before those who wrote are
  /// told: whoever wrote finds the listeners up to date. Must be quick, must not throw, must not write. For ever.
  virtual void on_commit(std::function<void(std::int64_t last_sequence)> tell) = 0;

  virtual Blobs& blobs() = 0;
  virtual const Clock& clock() const = 0;
  virtual const StorePlace& place() const = 0;
  virtual Dialect dialect() const = 0;

 protected:
  /// Runs `act` in the writer; false from it undoes its changes without being a failure. Failure: the database's.
  virtual Failure run_write(const std::function<bool(Writing&)>& act) = 0;
  virtual Failure run_read(const std::function<void(Connection&)>& look) = 0;
};

}  // namespace gongkai::store
