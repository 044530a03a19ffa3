// SQLite behind Session. The only file that speaks to the sqlite3 library.
#include <fmt/format.h>
#include <sqlite3.h>

#include <unordered_map>

#include "base/text.h"
#include "store/failure.h"
#include "store/session.h"

namespace gongkai::store {
namespace {

constexpr int kBusyMilliseconds = 10'000;
/// Statements kept prepared; more than the program has, unless one is put together from what people ask.
constexpr std::size_t kMostStatements = 1000;

struct CloseStatement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using StatementHandle = std::unique_ptr<sqlite3_stmt, CloseStatement>;
struct CloseDatabase {
  void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
};

struct Prepared {
  StatementHandle handle;
  bool in_use = false;
};

/// Gives a statement back to the cache, ready for its next use, also when a callback throws.
class Borrowed {
 public:
  explicit Borrowed(Prepared& prepared) : prepared_(prepared) { prepared_.in_use = true; }
  Borrowed(const Borrowed&) = delete;
  Borrowed& operator=(const Borrowed&) = delete;
  ~Borrowed() {
    sqlite3_reset(prepared_.handle.get());
    sqlite3_clear_bindings(prepared_.handle.get());
    prepared_.in_use = false;
  }

 private:
  Prepared& prepared_;
};

class SqliteSession final : public Session {
 public:
  SqliteSession(const std::filesystem::path& file, SqliteUse use) : file_(file.string()) {
    sqlite3* database = nullptr;
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
                      (use == SqliteUse::Write ? SQLITE_OPEN_CREATE : 0);
    const int code = sqlite3_open_v2(file_.c_str(), &database, flags, nullptr);
    database_.reset(database);
    check(code);
    check(sqlite3_busy_timeout(database, kBusyMilliseconds));
    check(sqlite3_db_config(database, SQLITE_DBCONFIG_DQS_DML, 0, nullptr));  // "x" is a name, never a text
    check(sqlite3_db_config(database, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr));
    run_script(
        "PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON; PRAGMA trusted_schema = OFF;"
        "PRAGMA cache_size = -16384; PRAGMA temp_store = MEMORY;");
    if (use == SqliteUse::Write) {
      // secure_delete: what was removed must not be readable in free pages.
      run_script("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;");
    } else {
      run_script("PRAGMA query_only = ON;");
    }
  }

  Dialect dialect() const override { return Dialect::Sqlite; }

  void each(std::string_view sql, const Parameters& parameters, const std::function<void(const Row&)>& take) override {
    run(sql, parameters, [&](sqlite3_stmt* statement) { take(row_of(statement)); });
  }
  std::int64_t execute(std::string_view sql, const Parameters& parameters) override {
    const std::int64_t before = sqlite3_total_changes64(database_.get());
    run(sql, parameters, [](sqlite3_stmt*) {});
    // changes() keeps the figure of the last statement that wrote; total_changes() counts what triggers did, too.
    return sqlite3_total_changes64(database_.get()) == before ? 0 : sqlite3_changes64(database_.get());
  }
  void run_script(std::string_view sql) override {
    check(sqlite3_exec(database_.get(), std::string(sql).c_str(), nullptr, nullptr, nullptr));
  }

  void begin_writing() override { execute("BEGIN IMMEDIATE", {}); }
  void begin_reading() override { execute("BEGIN", {}); }
  void commit() override { execute("COMMIT", {}); }
  void roll_back() noexcept override {
    if (in_transaction()) sqlite3_exec(database_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
  }
  bool in_transaction() const override { return sqlite3_get_autocommit(database_.get()) == 0; }
  bool usable() const override { return true; }

 private:
  template <class TakeRow>
  void run(std::string_view sql, const Parameters& parameters, const TakeRow& take) {
    Prepared for_once;
    Prepared& prepared = prepare(sql, for_once);
    sqlite3_stmt* statement = prepared.handle.get();
    const Borrowed borrowed(prepared);
    bind(statement, sql, parameters);
    for (;;) {
      const int code = sqlite3_step(statement);
      if (code == SQLITE_DONE) return;
      if (code != SQLITE_ROW) check(code);
      take(statement);
    }
  }

  /// The kept statement; `for_once` when that one is being stepped further up.
  Prepared& prepare(std::string_view sql, Prepared& for_once) {
    std::string key(sql);
    const auto kept = statements_.find(key);
    if (kept != statements_.end() && !kept->second.in_use) return kept->second;
    sqlite3_stmt* statement = nullptr;
    const char* rest = nullptr;
    check(sqlite3_prepare_v3(database_.get(), key.c_str(), static_cast<int>(key.size() + 1), SQLITE_PREPARE_PERSISTENT,
                             &statement, &rest));
    StatementHandle handle(statement);
    if (!handle) throw StoreFailure(broken("an empty statement"));
    if (kept != statements_.end() || statements_.size() >= kMostStatements) {
      for_once.handle = std::move(handle);
      return for_once;
    }
    return statements_.emplace(std::move(key), Prepared{std::move(handle), false}).first->second;
  }

  void bind(sqlite3_stmt* statement, std::string_view sql, const Parameters& parameters) {
    if (sqlite3_bind_parameter_count(statement) != static_cast<int>(parameters.size())) {
      throw StoreFailure(broken(fmt::format("{} parameters were given to: {}", parameters.size(), sql)));
    }
    for (std::size_t i = 0; i < parameters.size(); ++i) {
      const int place = sqlite3_bind_parameter_index(statement, fmt::format("${}", i + 1).c_str());
      if (place == 0) throw StoreFailure(broken(fmt::format("${} is missing in: {}", i + 1, sql)));
      const Value::Content& content = parameters[i].content();
      int code = SQLITE_OK;
      if (const auto* number = std::get_if<std::int64_t>(&content)) {
        code = sqlite3_bind_int64(statement, place, *number);
      } else if (const auto* text = std::get_if<std::string>(&content)) {
        if (text->find('\0') != std::string::npos || !is_valid_utf8(*text)) throw StoreFailure(bad_text());
        code = sqlite3_bind_text64(statement, place, text->data(), text->size(), SQLITE_STATIC, SQLITE_UTF8);
      } else if (const auto* bytes = std::get_if<Bytes>(&content)) {
        code = bytes->data.empty()
                   ? sqlite3_bind_zeroblob(statement, place, 0)
                   : sqlite3_bind_blob64(statement, place, bytes->data.data(), bytes->data.size(), SQLITE_STATIC);
      }
      check(code);
    }
  }

  static Row row_of(sqlite3_stmt* statement) {
    const int count = sqlite3_column_count(statement);
    std::vector<Value::Content> cells(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
      Value::Content& cell = cells[static_cast<std::size_t>(i)];
      switch (sqlite3_column_type(statement, i)) {
        case SQLITE_NULL: break;
        case SQLITE_INTEGER: cell = std::int64_t{sqlite3_column_int64(statement, i)}; break;
        case SQLITE_TEXT: {
          const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, i));
          cell = std::string(text, static_cast<std::size_t>(sqlite3_column_bytes(statement, i)));
          break;
        }
        case SQLITE_BLOB: {
          const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement, i));
          const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, i));
          cell = Bytes{size == 0 ? std::string() : std::string(bytes, size)};
          break;
        }
        default: throw StoreFailure(wrong_type("integer, text or bytes", static_cast<std::size_t>(i)));
      }
    }
    return Row(std::move(cells));
  }

  void check(int code) const {
    if (code == SQLITE_OK) return;
    throw StoreFailure(error_of(code));
  }
  Error error_of(int code) const {
    const std::string detail = database_ ? sqlite3_errmsg(database_.get()) : sqlite3_errstr(code);
    switch (code & 0xff) {
      case SQLITE_FULL: return disk_full(file_);
      case SQLITE_READONLY:
      case SQLITE_CANTOPEN:
      case SQLITE_PERM: return read_only(file_);
      case SQLITE_BUSY:
      case SQLITE_LOCKED: return busy(file_);
      case SQLITE_CONSTRAINT: return constraint_broken(detail);
      default: return broken(detail, file_);
    }
  }

  std::string file_;
  std::unique_ptr<sqlite3, CloseDatabase> database_;
  std::unordered_map<std::string, Prepared> statements_;
};

}  // namespace

std::unique_ptr<Session> open_sqlite(const std::filesystem::path& file, SqliteUse use) {
  return std::make_unique<SqliteSession>(file, use);
}

}  // namespace gongkai::store
