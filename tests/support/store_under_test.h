// A store of its own for each test, empty and migrated, on SQLite or PostgreSQL, with a clock that stands still.
//
//   class Items : public testing::TestWithParam<store::Dialect> {
//    protected:
//     store::StoreUnderTest under_test_{GetParam()};
//     store::Store& store_ = under_test_.store();
//   };
//   TEST_P(Items, …) { … }
//   GONGKAI_ON_BOTH_DIALECTS(Items);
//
// PostgreSQL takes part when GONGKAI_TEST_POSTGRESQL is set: run tests by tests/with_postgresql.
#pragma once
#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/hash.h"
#include "store/session.h"
#include "store/store.h"

namespace gongkai::store {

/// In memory where the machine offers it: tests of durability choose their own disk.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::error_code error;
    const std::filesystem::path root = std::filesystem::is_directory("/dev/shm", error)
                                           ? std::filesystem::path("/dev/shm")
                                           : std::filesystem::temp_directory_path();
    path_ = root / ("gongkai-test-" + hex(random_bytes(8)));
    std::filesystem::create_directories(path_);
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

inline std::string postgresql_of_tests() {
  const char* address = std::getenv("GONGKAI_TEST_POSTGRESQL");
  return address == nullptr ? "" : address;
}

inline std::vector<Dialect> all_dialects() {
  std::vector<Dialect> dialects{Dialect::Sqlite};
  if (!postgresql_of_tests().empty()) dialects.push_back(Dialect::Postgresql);
  return dialects;
}

inline std::string dialect_name(const testing::TestParamInfo<Dialect>& info) {
  return info.param == Dialect::Sqlite ? "Sqlite" : "Postgresql";
}

#define GONGKAI_ON_BOTH_DIALECTS(Suite)                                                    \
  INSTANTIATE_TEST_SUITE_P(On, Suite, testing::ValuesIn(::gongkai::store::all_dialects()), \
                           ::gongkai::store::dialect_name)

/// A PostgreSQL database, dropped with this object.
class TemporaryDatabase {
 public:
  /// `like`: the database to copy; empty for an empty one.
  explicit TemporaryDatabase(const std::string& like = "") : name_("t" + hex(random_bytes(8))) {
    open_postgresql(postgresql_of_tests())
        ->run_script("CREATE DATABASE " + name_ + " TEMPLATE " + (like.empty() ? "template0" : like));
  }
  ~TemporaryDatabase() {
    try {
      open_postgresql(postgresql_of_tests())->run_script("DROP DATABASE " + name_ + " WITH (FORCE)");
    } catch (const StoreFailure&) {  // it goes with the server
    }
  }
  TemporaryDatabase(const TemporaryDatabase&) = delete;
  TemporaryDatabase& operator=(const TemporaryDatabase&) = delete;
  const std::string& name() const { return name_; }
  /// A connection that stays: opening one takes the server 30 ms.
  Session& session() {
    if (!session_) session_ = open_postgresql(address());
    return *session_;
  }
  std::string address() const {  // "postgresql://user@/postgres?…" with this name
    std::string address = postgresql_of_tests();
    const std::size_t from = address.find('/', address.find("//") + 2) + 1;
    return address.replace(from, address.find('?', from) - from, name_);
  }

 private:
  std::string name_;
  std::unique_ptr<Session> session_;
};

/// Migrated databases are kept and emptied between tests: copying a template costs 90 ms, emptying 5 ms.
class MigratedDatabases {
 public:
  static MigratedDatabases& of_this_process() {
    static MigratedDatabases databases;
    return databases;
  }
  std::unique_ptr<TemporaryDatabase> take() {
    if (free_.empty()) return std::make_unique<TemporaryDatabase>(template_.name());
    auto database = std::move(free_.back());
    free_.pop_back();
    return database;
  }
  void give_back(std::unique_ptr<TemporaryDatabase> database) {
    try {
      if (empty(*database)) free_.push_back(std::move(database));
    } catch (const StoreFailure&) {  // the test did something to it: it is dropped
    }
  }

 private:
  MigratedDatabases() {
    const TemporaryFolder folder;
    const auto opened = Store::open({.data_folder = folder.path(), .postgresql = template_.address()},
                                    Clock::frozen_at(Instant(1704038400)), true);
    if (!opened) throw StoreFailure(opened.error());
    shape_ = shape_of(*open_postgresql(template_.address()));
  }
  static std::string shape_of(Session& session) {
    return session
        .first(
            "SELECT (SELECT string_agg(CAST(relname AS TEXT) || CAST(relkind AS TEXT), ',' ORDER BY CAST(relname AS "
            "TEXT))"
            " FROM pg_class WHERE relnamespace = current_schema()::regnamespace) || ' '"
            " || (SELECT string_agg(name || sha256, ',' ORDER BY name) FROM migration)")
        ->text_or_empty(0);
  }
  /// False when tables came or went, or the migrations were tampered with.
  bool empty(TemporaryDatabase& database) {
    Session& session = database.session();
    if (shape_of(session) != shape_) return false;
    session.run_script(R"(SET session_replication_role = replica;  -- triggers and foreign keys are silent
      DO $$ DECLARE it RECORD; BEGIN
        FOR it IN SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND tablename <> 'migration' LOOP
          EXECUTE format('DELETE FROM %I', it.tablename);
        END LOOP;
        FOR it IN SELECT sequencename FROM pg_sequences WHERE schemaname = current_schema() AND last_value IS NOT NULL LOOP
          EXECUTE format('ALTER SEQUENCE %I RESTART', it.sequencename);
        END LOOP;
      END $$)");
    return true;
  }

  TemporaryDatabase template_;
  std::string shape_;
  std::vector<std::unique_ptr<TemporaryDatabase>> free_;
};

class StoreUnderTest {
 public:
  /// 2024-03-01T09:00:00+08:00, a Friday, unless told otherwise.
  explicit StoreUnderTest(Dialect dialect, Instant now = Instant(1709254800)) : clock_(Clock::frozen_at(now)) {
    place_.data_folder = folder_.path() / "data";
    std::filesystem::create_directories(place_.data_folder);
    if (dialect == Dialect::Postgresql) {
      database_ = MigratedDatabases::of_this_process().take();
      place_.postgresql = database_->address();
    } else {
      static const TemporaryFolder migrated_once;
      static const bool migrated = migrate_template({.data_folder = migrated_once.path()});
      (void)migrated;
      std::filesystem::copy_file(migrated_once.path() / "gongkai.sqlite", place_.data_folder / "gongkai.sqlite");
    }
    reopen();
  }
  ~StoreUnderTest() {
    store_.reset();
    if (database_) MigratedDatabases::of_this_process().give_back(std::move(database_));
  }
  StoreUnderTest(const StoreUnderTest&) = delete;
  StoreUnderTest& operator=(const StoreUnderTest&) = delete;

  Store& store() { return *store_; }
  Store* operator->() { return store_.get(); }
  /// The store's clock: advance_to() moves it.
  Clock& clock() { return clock_; }
  const StorePlace& place() const { return place_; }
  /// A fresh folder beside the data folder, for keys, backups and exports.
  const std::filesystem::path& folder() const { return folder_.path(); }

  void close() { store_.reset(); }
  /// Closes and opens again, as a restart of the program does.
  void reopen() {
    store_.reset();
    auto opened = Store::open(place_, clock_);
    if (!opened) throw StoreFailure(opened.error());
    store_ = std::move(*opened);
  }

 private:
  static bool migrate_template(const StorePlace& place) {
    const auto opened = Store::open(place, Clock::frozen_at(Instant(1704038400)), true);
    if (!opened) throw StoreFailure(opened.error());
    return true;
  }

  TemporaryFolder folder_;
  Clock clock_;
  StorePlace place_;
  std::unique_ptr<TemporaryDatabase> database_;
  std::unique_ptr<Store> store_;
};

}  // namespace gongkai::store
