// What both databases answer alike: values, parameters, types, failures; and how a migration is written for both.
#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include "store/migration.h"
#include "store_under_test.h"

namespace gongkai::store {
namespace {

using testing::ElementsAre;

class Connections : public testing::TestWithParam<Dialect> {
 protected:
  StoreUnderTest under_test_{GetParam()};

  template <class Act>
  std::string failure_of(const Act& act) {
    const auto result = under_test_->write([&](Writing& writing) -> Result<bool> {
      act(writing.connection());
      return true;
    });
    if (result.ok()) return "none";
    EXPECT_FALSE(result.error().message.zh.empty());
    EXPECT_FALSE(result.error().message.en.empty());
    return result.error().code;
  }
  template <class Look>
  auto look(const Look& look) {
    auto result = under_test_->read(look);
    if (!result) throw StoreFailure(result.error());
    return std::move(*result);
  }
  void table(const std::string& sql) {
    ASSERT_EQ(failure_of([&](Connection& connection) { connection.run_script(for_dialect(sql, GetParam())); }), "none");
  }
};
GONGKAI_ON_BOTH_DIALECTS(Connections);

TEST_P(Connections, ALookBesideTheWriterSeesItsCommitsAndWritesNothing) {
  table("CREATE TABLE kept (number BIGINT);");
  const auto beside = Store::open_beside(under_test_->place(), under_test_->clock());
  ASSERT_TRUE(beside.ok()) << beside.error().message.en;
  EXPECT_EQ(failure_of([](Connection& connection) { connection.execute("INSERT INTO kept (number) VALUES (7)"); }),
            "none");
  const auto seen =
      (*beside)->read([](Connection& connection) { return connection.number("SELECT sum(number) FROM kept"); });
  ASSERT_TRUE(seen.ok());
  EXPECT_EQ(*seen, 7);
  const auto written = (*beside)->write([](Writing&) -> Result<bool> { return true; });
  ASSERT_FALSE(written.ok());
  EXPECT_EQ(written.error().code, "store.locked");
}

TEST_P(Connections, BesideNothingThereIsNothingToSee) {
  const TemporaryFolder empty;
  const auto beside = Store::open_beside({empty.path(), ""}, under_test_->clock());
  ASSERT_FALSE(beside.ok());
  EXPECT_EQ(beside.error().code, "store.not_initialised");
  EXPECT_TRUE(std::filesystem::is_empty(empty.path()));
}

TEST_P(Connections, GiveBackEveryValueAsItWasGiven) {
  table("CREATE TABLE kept (id {identity}, number BIGINT, text TEXT, bytes {bytes});");
  rc::check([&] {
    const auto number = *rc::gen::arbitrary<std::int64_t>();
    const auto points = *rc::gen::container<std::vector<std::uint32_t>>(
        rc::gen::oneOf(rc::gen::inRange<std::uint32_t>(1, 0x80), rc::gen::inRange<std::uint32_t>(0x4E00, 0x9FFF),
                       rc::gen::inRange<std::uint32_t>(0x10000, 0x10FFFF)));
    std::u32string characters(points.begin(), points.end());
    std::string text;
    for (const char32_t c : characters) {
      if (c < 0x80) {
        text += static_cast<char>(c);
      } else if (c < 0x10000) {
        text += {static_cast<char>(0xE0 | (c >> 12)), static_cast<char>(0x80 | ((c >> 6) & 63)),
                 static_cast<char>(0x80 | (c & 63))};
      } else {
        text += {static_cast<char>(0xF0 | (c >> 18)), static_cast<char>(0x80 | ((c >> 12) & 63)),
                 static_cast<char>(0x80 | ((c >> 6) & 63)), static_cast<char>(0x80 | (c & 63))};
      }
    }
    const auto raw = *rc::gen::arbitrary<std::string>();
    const auto id = under_test_->write([&](Writing& writing) -> Result<std::int64_t> {
      return writing.connection().number("INSERT INTO kept (number, text, bytes) VALUES ($1, $2, $3) RETURNING id",
                                         {number, text, Bytes{raw}});
    });
    RC_ASSERT(id.ok());
    const auto row = look([&](Connection& connection) {
      return connection.first(
          "SELECT number, text, bytes FROM kept WHERE id = $1 AND number = $2 AND text = $3 AND bytes = $4",
          {*id, number, text, Bytes{raw}});
    });
    RC_ASSERT(row.has_value());
    RC_ASSERT(row->integer(0) == number);
    RC_ASSERT(row->text(1) == text);
    RC_ASSERT(row->bytes(2) == raw);
  });
}

TEST_P(Connections, TakeParametersSeveralTimesInAnyOrderAndNulls) {
  table("CREATE TABLE pair (a BIGINT NOT NULL PRIMARY KEY, b TEXT);");
  ASSERT_EQ(failure_of([](Connection& connection) {
              connection.execute("INSERT INTO pair (b, a) VALUES ($2, $1)", {1, "x"});
              connection.execute("INSERT INTO pair (b, a) VALUES ($2, $1)", {2, std::nullopt});
            }),
            "none");
  const auto rows = look([](Connection& connection) {
    return connection.query("SELECT a, b FROM pair WHERE ($1 = a OR $1 + 1 = a) AND ($2 IS NULL OR b = $2) ORDER BY a",
                            {1, std::optional<std::string>()});
  });
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].text(1), "x");
  EXPECT_TRUE(rows[1].is_null(1));
  EXPECT_EQ(look([](Connection& connection) { return connection.number("SELECT sum(a) FROM pair"); }), 3);
  const std::optional<std::string> any_text;
  const std::optional<std::int64_t> any_number;
  EXPECT_EQ(look([&](Connection& connection) {
              return connection.number(
                  "SELECT count(*) FROM pair WHERE ($1 IS NULL OR b = $1) AND ($2 IS NULL OR a = $2) AND a > $3",
                  {any_text, any_number, 0});
            }),
            2);
}

TEST_P(Connections, CountTheRowsThatChanged) {
  table("CREATE TABLE pair (a BIGINT NOT NULL PRIMARY KEY, b TEXT);");
  ASSERT_EQ(failure_of([](Connection& connection) {
              EXPECT_EQ(connection.execute("INSERT INTO pair (a) VALUES (1), (2), (3)"), 3);
              EXPECT_EQ(connection.execute("UPDATE pair SET b = 'x' WHERE a > 1"), 2);
              EXPECT_EQ(connection.execute("UPDATE pair SET b = 'x' WHERE a > 9"), 0);
              EXPECT_EQ(connection.execute("INSERT INTO pair (a) VALUES (1) ON CONFLICT (a) DO NOTHING"), 0);
              EXPECT_EQ(connection.execute("DELETE FROM pair"), 3);
            }),
            "none");
}

TEST_P(Connections, HandOverRowsWhileOtherStatementsRun) {
  table("CREATE TABLE number (a BIGINT NOT NULL PRIMARY KEY);");
  ASSERT_EQ(failure_of([](Connection& connection) {
              for (int i = 0; i < 100; ++i) connection.execute("INSERT INTO number (a) VALUES ($1)", {i});
              std::int64_t sum = 0;
              connection.each("SELECT a FROM number ORDER BY a", {}, [&](const Row& row) {
                connection.each("SELECT a FROM number WHERE a = $1", {row.integer(0)},
                                [&](const Row& inner) { sum += inner.integer(0); });
                sum += connection.number("SELECT count(*) FROM number WHERE a < $1", {row.integer(0)});
              });
              EXPECT_EQ(sum, 2 * 4950);
              // The same statement within itself.
              std::int64_t pairs = 0;
              connection.each("SELECT a FROM number", {}, [&](const Row&) {
                connection.each("SELECT a FROM number", {}, [&](const Row&) { ++pairs; });
              });
              EXPECT_EQ(pairs, 10'000);
            }),
            "none");
}

TEST_P(Connections, AnExceptionWhileRowsComeInLeavesTheConnectionUsable) {
  ASSERT_EQ(failure_of([](Connection& connection) {
              for (int i = 0; i < 3; ++i) {
                EXPECT_THROW(connection.each("SELECT 1 UNION ALL SELECT 2", {}, [](const Row&) { throw 7; }), int);
                EXPECT_EQ(connection.number("SELECT 5"), 5);
              }
            }),
            "none");
}

TEST_P(Connections, CompareTextsByBytes) {
  const auto rows = look([](Connection& connection) {
    return connection.query(
        "SELECT x FROM (SELECT 'b' AS x UNION ALL SELECT 'B' UNION ALL SELECT 'a' UNION ALL SELECT '中'"
        " UNION ALL SELECT '😀' UNION ALL SELECT 'é') t ORDER BY x");
  });
  std::vector<std::string> order;
  for (const Row& row : rows) order.push_back(row.text(0));
  EXPECT_THAT(order, ElementsAre("B", "a", "b", "é", "中", "😀"));
}

TEST_P(Connections, NameTheirFailures) {
  table("CREATE TABLE pair (a BIGINT NOT NULL PRIMARY KEY, b TEXT NOT NULL CHECK (b <> ''));");
  table("CREATE TABLE child (a BIGINT NOT NULL PRIMARY KEY REFERENCES pair (a));");
  const auto fails = [&](const std::string& sql, const Parameters& parameters = {}) {
    return failure_of([&](Connection& connection) { connection.execute(sql, parameters); });
  };
  EXPECT_EQ(fails("INSERT INTO pair VALUES (1, NULL)"), "store.constraint");
  EXPECT_EQ(fails("INSERT INTO pair VALUES (1, '')"), "store.constraint");
  EXPECT_EQ(fails("INSERT INTO child VALUES (1)"), "store.constraint");
  EXPECT_EQ(fails("INSERT INTO pair VALUES (1, 'x'), (1, 'y')"), "store.constraint");
  EXPECT_EQ(fails("SELECT nonsense FROM pair"), "store.broken");
  EXPECT_EQ(fails("SELECT * FROM nowhere"), "store.broken");
  EXPECT_EQ(fails("SELEC 1"), "store.broken");
  EXPECT_EQ(fails("INSERT INTO pair VALUES ($1, $2)", {1}), "store.broken");
  EXPECT_EQ(fails("INSERT INTO pair VALUES (1, $1)", {std::string("a\0b", 3)}), "store.bad_text");
  EXPECT_EQ(fails("INSERT INTO pair VALUES (1, $1)", {"\xff"}), "store.bad_text");
  EXPECT_EQ(failure_of([](Connection& connection) { (void)connection.first("SELECT 'x'")->integer(0); }),
            "store.wrong_type");
  EXPECT_EQ(failure_of([](Connection& connection) { (void)connection.first("SELECT 1")->text(0); }),
            "store.wrong_type");
  EXPECT_EQ(failure_of([](Connection& connection) { (void)connection.first("SELECT 'x'")->day(0); }),
            "store.wrong_type");
  EXPECT_EQ(look([](Connection& connection) { return connection.number("SELECT count(*) FROM pair"); }), 0);
}

TEST_P(Connections, OfReadersCannotWrite) {
  const auto read =
      under_test_->read([](Connection& connection) { return connection.execute("DELETE FROM case_key"); });
  ASSERT_FALSE(read.ok());
  EXPECT_EQ(read.error().code, "store.read_only");
}

TEST_P(Connections, IdentitiesAreNotGivenTwice) {
  table("CREATE TABLE thing (id {identity}, a BIGINT);");
  const auto insert = [&] {
    return *under_test_->write([](Writing& writing) -> Result<std::int64_t> {
      return writing.connection().number("INSERT INTO thing (a) VALUES (1) RETURNING id");
    });
  };
  EXPECT_EQ(insert(), 1);
  EXPECT_EQ(insert(), 2);
  EXPECT_EQ(failure_of([](Connection& connection) { connection.execute("DELETE FROM thing"); }), "none");
  EXPECT_EQ(insert(), 3);
}

TEST(Migrations, AreWrittenOnceForBoth) {
  const std::string script =
      "CREATE TABLE a (id {identity}, other {key}, b {bytes}); -- {any} remark\n"
      "-- only sqlite\nS;\n-- only postgresql\nP {bytes};\n-- both\nB;\n";
  EXPECT_EQ(for_dialect(script, Dialect::Sqlite),
            "CREATE TABLE a (id INTEGER PRIMARY KEY AUTOINCREMENT, other INTEGER PRIMARY KEY, b BLOB); -- {any} "
            "remark\nS;\nB;\n");
  EXPECT_EQ(
      for_dialect(script, Dialect::Postgresql),
      "CREATE TABLE a (id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, other BIGINT PRIMARY KEY, b BYTEA); "
      "-- {any} remark\nP BYTEA;\nB;\n");
  EXPECT_THROW(for_dialect("a {blob}", Dialect::Sqlite), StoreFailure);
  EXPECT_THROW(for_dialect("-- only oracle\n", Dialect::Sqlite), StoreFailure);
}

class Migrating : public testing::TestWithParam<Dialect> {
 protected:
  StoreUnderTest under_test_{GetParam()};
  std::string opened_again() {
    try {
      under_test_.reopen();
      return "none";
    } catch (const StoreFailure& failure) { return failure.error().code; }
  }
  void change(const std::string& sql) {
    ASSERT_TRUE(under_test_
                    ->write([&](Writing& writing) -> Result<bool> {
                      writing.connection().execute(sql);
                      return true;
                    })
                    .ok());
  }
};
GONGKAI_ON_BOTH_DIALECTS(Migrating);

TEST_P(Migrating, AStoreOfALaterProgramIsRefused) {
  change("INSERT INTO migration (name, sha256, applied_at) VALUES ('9999_later.sql', 'x', 'y')");
  EXPECT_EQ(opened_again(), "store.newer");
}

TEST_P(Migrating, AStoreWithOtherTablesUnderTheSameNameIsRefused) {
  change("UPDATE migration SET sha256 = 'x' WHERE name = '0001_store.sql'");
  EXPECT_EQ(opened_again(), "store.changed_migration");
}

TEST_P(Migrating, AFailingStepLeavesNothingAndIsTriedAgain) {
  const auto session = GetParam() == Dialect::Sqlite ? open_sqlite(under_test_.folder() / "x.sqlite", SqliteUse::Write)
                                                     : open_postgresql(under_test_.place().postgresql);
  if (GetParam() == Dialect::Postgresql) session->run_script("CREATE SCHEMA fresh; SET search_path = fresh");
  const EmbeddedFile good{"0001_a.sql", "CREATE TABLE a (id {identity});"};
  const EmbeddedFile bad{"0002_b.sql", "CREATE TABLE b (id {identity}); CREATE TABLE a (id {identity});"};
  const EmbeddedFile mended{"0002_b.sql", "CREATE TABLE b (id {identity});"};
  EXPECT_THROW(migrate(*session, std::vector{good, bad}, Instant(0)), StoreFailure);
  EXPECT_EQ(applied_migrations(*session).size(), 1u);
  migrate(*session, std::vector{good, mended}, Instant(0));
  EXPECT_EQ(applied_migrations(*session).size(), 2u);
  migrate(*session, std::vector{good, mended}, Instant(0));
  if (GetParam() == Dialect::Postgresql) session->run_script("DROP SCHEMA fresh CASCADE");
}

}  // namespace
}  // namespace gongkai::store
