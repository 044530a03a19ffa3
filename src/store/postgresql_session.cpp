// PostgreSQL behind Session. The only file that speaks to libpq.
#include <fmt/format.h>
#include <libpq-fe.h>

#include <algorithm>
#include <charconv>
#include <deque>
#include <unordered_map>

#include "base/hash.h"
#include "base/text.h"
#include "store/failure.h"
#include "store/session.h"

namespace gongkai::store {
namespace {

/// Numbers of the server's types (its catalogue pg_type); they never change.
enum : Oid {
  kBool = 16,
  kBytea = 17,
  kInt8 = 20,
  kInt2 = 21,
  kInt4 = 23,
  kText = 25,
  kFloat4 = 700,
  kFloat8 = 701,
  kNumeric = 1700
};

/// Whoever writes holds this advisory lock, so that events commit in the order of their sequence. Any number would do.
constexpr std::int64_t kWriterLock = 0x676f6e676b6169;  // "gongkai"

/// Statements kept prepared; more than the program has, unless one is put together from what people ask.
constexpr std::size_t kMostStatements = 1000;

struct FinishConnection {
  void operator()(PGconn* connection) const { PQfinish(connection); }
};
struct ClearAnswer {
  void operator()(PGresult* answer) const { PQclear(answer); }
};
using Answer = std::unique_ptr<PGresult, ClearAnswer>;

std::string one_line(const char* message) { return with_single_spaces(printable(message == nullptr ? "" : message)); }

/// An answer whose rows are still coming in. When another statement is sent meanwhile, the rest is kept in memory.
struct Stream {
  std::deque<Answer> kept;
  bool all_here = false;
};

class PostgresqlSession final : public Session {
 public:
  explicit PostgresqlSession(const std::string& address) : connection_(PQconnectdb(address.c_str())) {
    if (PQstatus(connection_.get()) != CONNECTION_OK) {
      throw StoreFailure(connection_lost(one_line(PQerrorMessage(connection_.get()))));
    }
    PQsetNoticeProcessor(
        connection_.get(), [](void*, const char*) {}, nullptr);
    run_script(
        "SET client_encoding = 'UTF8'; SET standard_conforming_strings = on; SET bytea_output = 'hex';"
        "SET timezone = 'UTC'; SET synchronous_commit = on; SET lock_timeout = '60s';");
    const std::string collation =
        first("SELECT datcollate FROM pg_database WHERE datname = current_database()")->text(0);
    if (collation != "C" && collation != "POSIX") {
      throw StoreFailure(
          Error{"store.wrong_collation",
                {fmt::format("PostgreSQL 数据库的排序规则是 {}，应为 C；请用 CREATE DATABASE … TEMPLATE template0 "
                             "ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C' 新建数据库",
                             collation),
                 fmt::format("the PostgreSQL database has the collation {} where C is needed; create it with CREATE "
                             "DATABASE … TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'",
                             collation)}});
    }
  }

  Dialect dialect() const override { return Dialect::Postgresql; }

  void each(std::string_view sql, const Parameters& parameters, const std::function<void(const Row&)>& take) override {
    send(sql, parameters);
    Stream stream;
    stream_ = &stream;
    try {
      while (const Answer answer = next(stream)) {
        for (int row = 0; row < PQntuples(answer.get()); ++row) take(row_of(*answer, row));
      }
    } catch (...) {
      discard_rest(stream);
      throw;
    }
    discard_rest(stream);
  }

  std::int64_t execute(std::string_view sql, const Parameters& parameters) override {
    send(sql, parameters);
    std::int64_t changed = 0;
    for_all_answers([&](const PGresult& answer) {
      const std::string_view count = PQcmdTuples(const_cast<PGresult*>(&answer));
      std::from_chars(count.data(), count.data() + count.size(), changed);
    });
    return changed;
  }

  void run_script(std::string_view sql) override {
    keep_running_stream();
    const std::string text(sql);
    if (PQsendQuery(connection_.get(), text.c_str()) != 1) throw StoreFailure(error_of_connection());
    for_all_answers([](const PGresult&) {});
  }

  void begin_writing() override {
    run_script("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE");
    run_script(fmt::format("SELECT pg_advisory_xact_lock({})", kWriterLock));
  }
  void begin_reading() override { run_script("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"); }
  void commit() override {
    // COMMIT of a failed transaction answers ROLLBACK and is no error for the server.
    if (PQtransactionStatus(connection_.get()) == PQTRANS_INERROR) {
      roll_back();
      throw StoreFailure(broken("the transaction had failed before its commit"));
    }
    run_script("COMMIT");
  }
  void roll_back() noexcept override {
    try {
      if (in_transaction()) run_script("ROLLBACK");
    } catch (const StoreFailure&) {  // the connection is gone, and the transaction with it
    }
  }
  bool in_transaction() const override {
    const auto status = PQtransactionStatus(connection_.get());
    return status == PQTRANS_INTRANS || status == PQTRANS_INERROR;
  }
  bool usable() const override { return PQstatus(connection_.get()) == CONNECTION_OK; }

 private:
  // ---- statements out

  void send(std::string_view sql, const Parameters& parameters) {
    keep_running_stream();
    const std::size_t count = parameters.size();
    std::vector<Oid> types(count);
    std::vector<std::string> numbers(count);
    std::vector<const char*> values(count);
    std::vector<int> lengths(count), formats(count);
    std::string key(sql);
    key += '\n';
    for (std::size_t i = 0; i < count; ++i) {
      const Value::Content& content = parameters[i].content();
      if (const auto* number = std::get_if<std::int64_t>(&content)) {
        types[i] = kInt8;
        numbers[i] = std::to_string(*number);
        values[i] = numbers[i].c_str();
      } else if (const auto* text = std::get_if<std::string>(&content)) {
        if (text->find('\0') != std::string::npos || !is_valid_utf8(*text)) throw StoreFailure(bad_text());
        types[i] = kText;
        values[i] = text->c_str();
      } else if (const auto* bytes = std::get_if<Bytes>(&content)) {
        types[i] = kBytea;
        values[i] = bytes->data.data();
        lengths[i] = static_cast<int>(bytes->data.size());
        formats[i] = 1;
      }  // NULL: its type follows from its place in the statement
      key += static_cast<char>('a' + content.index());
    }
    const std::string& name = prepared(key, sql, types);
    if (PQsendQueryPrepared(connection_.get(), name.c_str(), static_cast<int>(count), values.data(), lengths.data(),
                            formats.data(), 0) != 1) {
      throw StoreFailure(error_of_connection());
    }
    PQsetSingleRowMode(connection_.get());
  }

  /// Prepared once for each statement and kinds of parameters.
  const std::string& prepared(const std::string& key, std::string_view sql, const std::vector<Oid>& types) {
    const auto kept = statements_.find(key);
    if (kept != statements_.end()) return kept->second;
    if (statements_.size() >= kMostStatements) {
      run_script("DEALLOCATE ALL");
      statements_.clear();
    }
    std::string name = fmt::format("s{}", statements_.size() + 1);
    if (std::find(types.begin(), types.end(), Oid{0}) == types.end()) {
      prepare(name, sql, types);
    } else {
      prepare_with_nulls(name, sql, types);
    }
    return statements_.emplace(key, std::move(name)).first->second;
  }

  void prepare(const std::string& name, std::string_view sql, const std::vector<Oid>& types) {
    const std::string text(sql);
    const Answer answer(
        PQprepare(connection_.get(), name.c_str(), text.c_str(), static_cast<int>(types.size()), types.data()));
    check(*answer);
  }

  /// The server does not see the type of a NULL in "$1 IS NULL OR a = $1" and says which. That one is called text, then
  /// integer, then bytes; within a savepoint, because a refused statement ends the transaction.
  void prepare_with_nulls(const std::string& name, std::string_view sql, std::vector<Oid> types) {
    constexpr Oid kGuesses[] = {kText, kInt8, kBytea};
    const bool guarded = PQtransactionStatus(connection_.get()) == PQTRANS_INTRANS;
    std::size_t unknown = types.size(), guess = 0;
    for (;;) {
      if (guarded) run_script("SAVEPOINT preparing");
      try {
        prepare(name, sql, types);
        if (guarded) run_script("RELEASE SAVEPOINT preparing");
        return;
      } catch (const StoreFailure& refused) {
        if (!usable()) throw;
        if (guarded) run_script("ROLLBACK TO SAVEPOINT preparing; RELEASE SAVEPOINT preparing");
        const std::size_t named = parameter_named_in(refused.error().message.en);
        if (named < types.size() && types[named] == 0) {
          unknown = named;
          guess = 0;
        } else if (unknown == types.size() || ++guess == std::size(kGuesses)) {
          throw;
        }
        types[unknown] = kGuesses[guess];
      }
    }
  }

  /// From 0; a large number when none is named.
  static std::size_t parameter_named_in(std::string_view message) {
    std::size_t number = 0;
    const std::size_t sign = message.find('$');
    if (sign != std::string_view::npos) {
      std::from_chars(message.data() + sign + 1, message.data() + message.size(), number);
    }
    return number - 1;
  }

  // ---- answers in

  Answer next(Stream& stream) {
    if (!stream.kept.empty()) {
      Answer answer = std::move(stream.kept.front());
      stream.kept.pop_front();
      return answer;
    }
    if (stream.all_here) return nullptr;
    Answer answer(PQgetResult(connection_.get()));
    if (!answer) {
      stream.all_here = true;
      return nullptr;
    }
    check(*answer);
    return answer;
  }

  /// Another statement is about to be sent while rows of one are handed over: those that are left are read first.
  void keep_running_stream() {
    if (stream_ == nullptr || stream_->all_here) return;
    Stream& stream = *stream_;
    for (;;) {
      Answer answer(PQgetResult(connection_.get()));
      if (!answer) break;
      check(*answer);
      stream.kept.push_back(std::move(answer));
    }
    stream.all_here = true;
  }

  void discard_rest(Stream& stream) {
    if (!stream.all_here) {
      while (const Answer answer{PQgetResult(connection_.get())}) {}
    }
    if (stream_ == &stream) stream_ = nullptr;
  }

  template <class Look>
  void for_all_answers(const Look& look) {
    std::optional<Error> error;
    while (const Answer answer{PQgetResult(connection_.get())}) {
      const ExecStatusType status = PQresultStatus(answer.get());
      if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_SINGLE_TUPLE) {
        if (status != PGRES_SINGLE_TUPLE) look(*answer);
      } else if (!error) {
        error = error_of(*answer);
      }
    }
    if (error) throw StoreFailure(*error);
    if (!usable()) throw StoreFailure(error_of_connection());
  }

  static Row row_of(const PGresult& answer, int row) {
    const int count = PQnfields(&answer);
    std::vector<Value::Content> cells(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
      if (PQgetisnull(&answer, row, i) != 0) continue;
      const std::string_view text(PQgetvalue(&answer, row, i), static_cast<std::size_t>(PQgetlength(&answer, row, i)));
      cells[static_cast<std::size_t>(i)] = cell_of(PQftype(&answer, i), text, static_cast<std::size_t>(i));
    }
    return Row(std::move(cells));
  }

  static Value::Content cell_of(Oid type, std::string_view text, std::size_t column) {
    switch (type) {
      case kInt2:
      case kInt4:
      case kInt8:
      case kNumeric: {  // sum() of integers is NUMERIC
        std::int64_t number = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (error != std::errc() || end != text.data() + text.size()) throw StoreFailure(wrong_type("integer", column));
        return number;
      }
      case kBool: return std::int64_t{text == "t" ? 1 : 0};
      case kBytea: {
        auto bytes = from_hex(text.substr(2));  // \x…
        if (!bytes) throw StoreFailure(wrong_type("bytes", column));
        return Bytes{std::move(*bytes)};
      }
      case kFloat4:
      case kFloat8: throw StoreFailure(wrong_type("integer, text or bytes", column));
      default: return std::string(text);
    }
  }

  // ---- failures

  void check(const PGresult& answer) const {
    switch (PQresultStatus(&answer)) {
      case PGRES_COMMAND_OK:
      case PGRES_TUPLES_OK:
      case PGRES_SINGLE_TUPLE:
      case PGRES_EMPTY_QUERY: return;
      default: throw StoreFailure(error_of(answer));
    }
  }

  Error error_of(const PGresult& answer) const {
    const char* state_text = PQresultErrorField(&answer, PG_DIAG_SQLSTATE);
    const std::string_view state = state_text == nullptr ? "" : state_text;
    const std::string detail = one_line(PQresultErrorField(&answer, PG_DIAG_MESSAGE_PRIMARY));
    if (state == "08P01") return broken(detail, "PostgreSQL");  // a wrong number of parameters
    if (state.empty() || state.starts_with("08") || state.starts_with("57P") || !usable()) return error_of_connection();
    if (state == "53100") return disk_full("PostgreSQL");
    if (state == "25006") return read_only("PostgreSQL");
    if (state.starts_with("23")) return constraint_broken(detail);
    if (state.starts_with("40") || state.starts_with("55") || state.starts_with("53")) return busy("PostgreSQL");
    return broken(detail, "PostgreSQL");
  }
  Error error_of_connection() const { return connection_lost(one_line(PQerrorMessage(connection_.get()))); }

  std::unique_ptr<PGconn, FinishConnection> connection_;
  std::unordered_map<std::string, std::string> statements_;
  Stream* stream_ = nullptr;
};

}  // namespace

std::unique_ptr<Session> open_postgresql(const std::string& address) {
  return std::make_unique<PostgresqlSession>(address);
}

}  // namespace gongkai::store
