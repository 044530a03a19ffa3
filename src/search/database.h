// One connection to the index file: statements, failures as an exception that ends at the room's door.
#pragma once
#include <sqlite3.h>

#include <cstdint>
#include <exception>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace gongkai::search {

/// Thrown by Database and Statement, caught in Index.
class DatabaseFailure : public std::exception {
 public:
  DatabaseFailure(int code, std::string what) : code_(code), what_(std::move(what)) {}
  /// The file is no index, or its content contradicts itself.
  bool is_damage() const { return code_ == SQLITE_CORRUPT || code_ == SQLITE_NOTADB; }
  int code() const { return code_; }
  const char* what() const noexcept override { return what_.c_str(); }

 private:
  int code_;
  std::string what_;
};

class Database;

/// For one use after another; reset() between.
class Statement {
 public:
  Statement(Database& database, std::string_view sql);
  Statement& bind(int parameter, std::int64_t number);
  Statement& bind(int parameter, std::string_view text);         ///< the text must live until reset()
  Statement& bind_bytes(int parameter, std::string_view bytes);  ///< likewise
  /// True when there is a row.
  bool step();
  void reset();
  /// Steps to the end and resets.
  void run();
  std::int64_t number(int column) const { return sqlite3_column_int64(statement_.get(), column); }
  /// Until the next step() or reset().
  std::string_view text(int column) const;
  std::string_view bytes(int column) const;

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  sqlite3* database_;
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

/// For one thread at a time.
class Database {
 public:
  enum class Use { Write, Read };
  Database(const std::filesystem::path& file, Use use);
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  sqlite3* handle() { return database_.get(); }
  /// Several statements without parameters.
  void run(const char* sql);

 private:
  struct Close {
    void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
  };
  std::unique_ptr<sqlite3, Close> database_;
};

}  // namespace gongkai::search
