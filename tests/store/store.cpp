// What the store promises every room: acts are whole or not there, events keep their order, reading sees one state.
#include "store/store.h"

#include <gmock/gmock.h>
#include <sys/wait.h>

#include <fstream>
#include <stdexcept>
#include <thread>

#include "store_under_test.h"

namespace gongkai::store {
namespace {

class Acts : public testing::TestWithParam<Dialect> {
 protected:
  StoreUnderTest under_test_{GetParam()};
  Store& store_ = under_test_.store();

  std::int64_t event_count() {
    return *store_.read([](Connection& connection) { return connection.number("SELECT count(*) FROM event"); });
  }
};
GONGKAI_ON_BOTH_DIALECTS(Acts);

TEST_P(Acts, WhatAnActWroteIsReadAfterARestart) {
  const auto written = store_.write([](Writing& writing) -> Result<Event> {
    return writing.append({"item/1", "item.published", R"({"title":"公告"})", PersonId{7}});
  });
  ASSERT_TRUE(written.ok()) << written.error().message.en;
  EXPECT_EQ(written->sequence, 1);
  EXPECT_EQ(written->version, 1);
  under_test_.reopen();
  const auto events = under_test_->read([](Connection& connection) { return events_of(connection, "item/1"); });
  ASSERT_TRUE(events.ok());
  ASSERT_EQ(events->size(), 1u);
  EXPECT_EQ(events->front().body, R"({"title":"公告"})");
  EXPECT_EQ(events->front().at.iso(), "2024-03-01T09:00:00+08:00");
  EXPECT_EQ(events->front().by, PersonId{7});
}

TEST_P(Acts, AnErrorUndoesTheActAlone) {
  const auto failed = store_.write([](Writing& writing) -> Result<int> {
    writing.append({"item/1", "item.published", "{}", {}});
    return Error{"item.not_ready", {"", ""}};
  });
  EXPECT_EQ(failed.error().code, "item.not_ready");
  EXPECT_EQ(event_count(), 0);
}

TEST_P(Acts, AnExceptionUndoesTheActAndReachesItsCaller) {
  EXPECT_THROW((void)store_.write([](Writing& writing) -> Result<int> {
    writing.append({"item/1", "item.published", "{}", {}});
    throw std::runtime_error("a library's");
  }),
               std::runtime_error);
  EXPECT_EQ(event_count(), 0);
  EXPECT_TRUE(store_.write([](Writing& writing) -> Result<Event> {
                      return writing.append({"a", "b", "{}", {}});
                    })
                  .ok());
}

TEST_P(Acts, LargeAndSmallBlobsComeBack) {
  const std::string large(200'000, 'x');
  const auto addresses = store_.write([&](Writing& writing) -> Result<std::pair<BlobAddress, BlobAddress>> {
    return std::pair{store_.blobs().put(writing, "small"), store_.blobs().put(writing, large)};
  });
  ASSERT_TRUE(addresses.ok()) << addresses.error().message.en;
  const auto back = store_.read([&](Connection& connection) {
    return std::pair{store_.blobs().get(connection, addresses->first),
                     store_.blobs().get(connection, addresses->second)};
  });
  ASSERT_TRUE(back.ok());
  EXPECT_EQ(*back->first, "small");
  EXPECT_EQ(*back->second, large);
}

TEST_P(Acts, ADatabaseFailureUndoesTheActAlone) {
  std::atomic<int> stored{0};
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 16; ++thread) {
    threads.emplace_back([&, thread] {
      for (int i = 0; i < 10; ++i) {
        const auto result = store_.write([&](Writing& writing) -> Result<bool> {
          writing.append({"thread/" + std::to_string(thread), "x", "{}", {}});
          if ((i + thread) % 3 == 0)
            writing.connection().execute("INSERT INTO case_key (case_id) VALUES (NULL), (NULL)");
          if ((i + thread) % 3 == 1) return Error{"no", {"", ""}};
          return true;
        });
        EXPECT_EQ(result.ok(), (i + thread) % 3 == 2);
        if (result.ok()) ++stored;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(event_count(), stored);
  EXPECT_EQ(*store_.read(last_sequence), stored);  // no gaps
}

TEST_P(Acts, OneThatGoesOnAfterAFailedStatementHarmsNobodyElse) {
  std::vector<std::thread> threads;
  std::atomic<int> good{0};
  for (int thread = 0; thread < 8; ++thread) {
    threads.emplace_back([&, thread] {
      for (int i = 0; i < 10; ++i) {
        const auto result = store_.write([&](Writing& writing) -> Result<bool> {
          if (thread % 2 == 0) {
            writing.append({"good", "x", "{}", {}});
          } else {
            EXPECT_THROW(writing.connection().execute("INSERT INTO nowhere VALUES (1)"), StoreFailure);
          }
          return true;
        });
        if (thread % 2 == 0) {
          EXPECT_TRUE(result.ok());
          ++good;
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(event_count(), good);
}

TEST_P(Acts, TheChangeFeedMissesNothingAndKeepsItsOrder) {
  std::atomic<bool> going{true};
  std::vector<std::int64_t> seen;
  std::thread follower([&] {
    std::int64_t last = 0;
    for (bool more = true; more;) {
      more = going;
      const auto events = store_.read([&](Connection& connection) { return events_after(connection, last, 7); });
      ASSERT_TRUE(events.ok());
      for (const Event& event : *events) {
        seen.push_back(event.sequence);
        last = event.sequence;
      }
      more = more || !events->empty();
    }
  });
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 8; ++thread) {
    threads.emplace_back([&, thread] {
      for (int i = 0; i < 25; ++i) {
        EXPECT_TRUE(store_
                        .write([&](Writing& writing) -> Result<Event> {
                          return writing.append({"thread/" + std::to_string(thread), "x", "{}", {}});
                        })
                        .ok());
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  going = false;
  follower.join();
  ASSERT_EQ(seen.size(), 200u);
  for (std::size_t i = 0; i < seen.size(); ++i) EXPECT_EQ(seen[i], static_cast<std::int64_t>(i) + 1);
}

TEST_P(Acts, AReadSeesOneStateWhileOthersWrite) {
  std::atomic<bool> going{true};
  std::thread writer([&] {
    while (going) {
      EXPECT_TRUE(store_
                      .write([&](Writing& writing) -> Result<bool> {
                        writing.append({"pair/a", "x", "{}", {}});
                        writing.append({"pair/b", "x", "{}", {}});
                        return true;
                      })
                      .ok());
    }
  });
  for (int i = 0; i < 200; ++i) {
    const auto counts = store_.read([](Connection& connection) {
      const std::int64_t first = connection.number("SELECT count(*) FROM event WHERE stream = 'pair/a'");
      std::this_thread::yield();
      return std::pair{first, connection.number("SELECT count(*) FROM event WHERE stream = 'pair/b'")};
    });
    ASSERT_TRUE(counts.ok());
    EXPECT_EQ(counts->first, counts->second);
  }
  going = false;
  writer.join();
}

TEST_P(Acts, ListenersHearOfACommitBeforeItsCaller) {
  std::atomic<std::int64_t> heard{0};
  store_.on_commit([&](std::int64_t sequence) { heard = sequence; });
  for (std::int64_t i = 1; i <= 3; ++i) {
    ASSERT_TRUE(store_.write([](Writing& writing) -> Result<Event> {
                        return writing.append({"a", "x", "{}", {}});
                      })
                    .ok());
    EXPECT_EQ(heard, i);
  }
}

TEST_P(Acts, AStreamThatMovedIsSaid) {
  const auto append_at = [&](std::int64_t version) {
    return store_.write([&](Writing& writing) { return writing.append_at(version, {"a", "x", "{}", {}}); });
  };
  EXPECT_TRUE(append_at(0).ok());
  EXPECT_EQ(append_at(0).error().code, "store.stream_moved");
  EXPECT_TRUE(append_at(1).ok());
}

TEST_P(Acts, EventsAreNeverChanged) {
  ASSERT_TRUE(store_.write([](Writing& writing) -> Result<Event> {
                      return writing.append({"a", "x", "{}", {}});
                    })
                  .ok());
  std::vector<std::string> attempts{
      "UPDATE event SET body = '{}'", "DELETE FROM event",
      "INSERT INTO event (sequence, stream, version, kind, body, recorded_at) VALUES (1, 'a', 2, 'x', '{}', '')",
      "INSERT INTO event (sequence, stream, version, kind, body, recorded_at) VALUES (2, 'a', 1, 'x', '{}', '')"};
  if (GetParam() == Dialect::Sqlite) {
    attempts.push_back(
        "INSERT OR REPLACE INTO event (sequence, stream, version, kind, body, recorded_at)"
        " VALUES (1, 'a', 1, 'x', '[]', '')");
    attempts.push_back("UPDATE OR REPLACE event SET sequence = 1");
  } else {
    attempts.push_back("TRUNCATE event");
  }
  for (const std::string& sql : attempts) {
    const auto result = store_.write([&](Writing& writing) -> Result<bool> {
      writing.connection().execute(sql);
      return true;
    });
    ASSERT_FALSE(result.ok()) << sql;
    EXPECT_EQ(result.error().code, "store.constraint") << sql;
  }
  EXPECT_EQ(event_count(), 1);
}

TEST_P(Acts, EventsOfAPrefixComeByStreamAndVersion) {
  ASSERT_TRUE(store_
                  .write([](Writing& writing) -> Result<bool> {
                    for (const char* stream : {"item/2", "item", "item/10", "agency/1", "item/2", "item0", "item/中"}) {
                      writing.append({stream, "x", "{}", {}});
                    }
                    return true;
                  })
                  .ok());
  std::vector<std::string> seen;
  ASSERT_TRUE(store_
                  .read([&](Connection& connection) {
                    each_event(connection, "item/", [&](const Event& event) {
                      seen.push_back(event.stream + "@" + std::to_string(event.version));
                    });
                    return true;
                  })
                  .ok());
  EXPECT_THAT(seen, testing::ElementsAre("item/10@1", "item/2@1", "item/2@2", "item/中@1"));
}

TEST_P(Acts, WritingWithinAnActIsRefusedNotWaitedFor) {
  const auto result = store_.write([&](Writing&) -> Result<int> {
    const auto inner = store_.write([](Writing&) -> Result<int> { return 1; });
    EXPECT_EQ(inner.error().code, "store.broken");
    return 2;
  });
  EXPECT_EQ(*result, 2);
}

TEST_P(Acts, BlobsAreRemovedForGoodAndMayComeBack) {
  for (const std::size_t size : {10u, 100'000u}) {
    const std::string bytes(size, 'r');
    const auto put = [&] {
      return *store_.write([&](Writing& writing) -> Result<BlobAddress> { return store_.blobs().put(writing, bytes); });
    };
    const auto get = [&](const BlobAddress& address) {
      return *store_.read([&](Connection& connection) { return store_.blobs().get(connection, address); });
    };
    const BlobAddress address = put();
    EXPECT_EQ(put(), address);
    const auto removed_then_failed = store_.write([&](Writing& writing) -> Result<bool> {
      store_.blobs().remove(writing, address);
      return Error{"no", {"", ""}};
    });
    EXPECT_FALSE(removed_then_failed.ok());
    EXPECT_TRUE(get(address).ok());
    ASSERT_TRUE(store_
                    .write([&](Writing& writing) -> Result<bool> {
                      store_.blobs().remove(writing, address);
                      return true;
                    })
                    .ok());
    EXPECT_EQ(get(address).error().code, "blob.missing");
    EXPECT_FALSE(
        std::filesystem::exists(under_test_.place().data_folder / "blobs" / address.text.substr(0, 2) / address.text));
    EXPECT_EQ(*store_.read([&](Connection& c) { return store_.blobs().size(c, address); }), std::nullopt);
    put();
    EXPECT_TRUE(get(address).ok());
  }
}

TEST_P(Acts, BlobsInPiecesAreWholeOrRefused) {
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{64 * 1024}, std::size_t{64 * 1024 + 1}, std::size_t{1'000'000}}) {
    const std::string bytes = random_bytes(size);
    const auto writer = store_.blobs().begin(1'000'000);
    for (std::size_t at = 0; at < size; at += 10'000)
      ASSERT_FALSE(writer->add(std::string_view(bytes).substr(at, 10'000)));
    const auto address = writer->finish();
    ASSERT_TRUE(address.ok()) << address.error().message.en;
    EXPECT_EQ(address->text, hex(sha256(bytes)));
    const auto read = store_.read([&](Connection& connection) {
      EXPECT_EQ(*store_.blobs().get(connection, *address), bytes);
      EXPECT_EQ(store_.blobs().size(connection, *address), size);
      const std::uint64_t from = size / 2;
      EXPECT_EQ(*store_.blobs().get_range(connection, *address, from, 100), bytes.substr(from, 100));
      EXPECT_EQ(*store_.blobs().get_range(connection, *address, size + 5, 100), "");
      return true;
    });
    EXPECT_TRUE(read.ok());
  }
  const auto writer = store_.blobs().begin(100'000);
  EXPECT_FALSE(writer->add(std::string(100'000, 'x')));
  EXPECT_EQ(writer->add("x")->code, "blob.too_large");
}

TEST_P(Acts, ADamagedFileIsSaid) {
  const auto address = store_.write(
      [&](Writing& writing) -> Result<BlobAddress> { return store_.blobs().put(writing, std::string(100'000, 'd')); });
  const auto file = under_test_.place().data_folder / "blobs" / address->text.substr(0, 2) / address->text;
  const auto get = [&] { return *store_.read([&](Connection& c) { return store_.blobs().get(c, *address); }); };
  std::filesystem::resize_file(file, 99'999);
  EXPECT_EQ(get().error().code, "blob.damaged");
  std::filesystem::remove(file);
  EXPECT_EQ(get().error().code, "blob.missing");
}

TEST(DataFolder, IsWrittenByOneProcessAtATime) {
  StoreUnderTest first(Dialect::Sqlite);
  const auto second = Store::open(first.place(), first.clock());
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(second.error().code, "store.locked");
  EXPECT_THAT(second.error().message.en, testing::HasSubstr(first.place().data_folder.string()));
  EXPECT_THAT(second.error().message.zh, testing::HasSubstr(first.place().data_folder.string()));
  first.close();
  EXPECT_TRUE(Store::open(first.place(), first.clock()).ok());
}

TEST(DataFolder, WithNothingInItIsNotTakenForAStore) {
  const TemporaryFolder folder;
  EXPECT_EQ(Store::open({folder.path()}, Clock::real()).error().code, "store.not_initialised");
  EXPECT_EQ(Store::open({folder.path() / "none"}, Clock::real()).error().code, "store.not_initialised");
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
  EXPECT_TRUE(Store::open({folder.path() / "new" / "deep"}, Clock::real(), true).ok());
}

TEST(DataFolder, OfAnotherFormatIsRefused) {
  const TemporaryFolder folder;
  std::ofstream(folder.path() / "gongkai.sqlite") << std::string(5000, 'x');
  EXPECT_EQ(Store::open({folder.path()}, Clock::real()).error().code, "store.broken");
}

/// Runs `look` as a user who may not write anything of root's; says what it returned.
std::string as_nobody(const std::function<std::string()>& look) {
  int ends[2];
  if (::pipe(ends) != 0) return "no pipe";
  const pid_t child = ::fork();
  if (child == 0) {
    std::string said = "could not change the user";
    if (::getuid() != 0 || ::setresuid(65534, 65534, 65534) == 0) said = look();
    [[maybe_unused]] const ssize_t written = ::write(ends[1], said.data(), said.size());
    ::_exit(0);
  }
  ::close(ends[1]);
  std::string said(1000, '\0');
  const ssize_t size = ::read(ends[0], said.data(), said.size());
  said.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
  ::close(ends[0]);
  ::waitpid(child, nullptr, 0);
  return said;
}

TEST(DataFolder, ThatCannotBeWrittenIsRefusedInPlainWords) {
  StoreUnderTest store(Dialect::Sqlite);
  store.close();
  const auto data = store.place().data_folder;
  const auto code = [&] {
    const auto opened = Store::open(store.place(), store.clock());
    return opened.ok() ? std::string("none") : opened.error().code;
  };
  std::filesystem::permissions(data, std::filesystem::perms(0555));
  for (const auto& entry : std::filesystem::directory_iterator(data)) {
    if (entry.is_regular_file()) std::filesystem::permissions(entry.path(), std::filesystem::perms(0444));
  }
  EXPECT_EQ(as_nobody(code), "store.read_only");
  std::filesystem::permissions(data, std::filesystem::perms(0777));
  for (const auto& entry : std::filesystem::directory_iterator(data)) {
    if (entry.is_regular_file()) std::filesystem::permissions(entry.path(), std::filesystem::perms(0666));
  }
  EXPECT_EQ(as_nobody(code), "none");
}

TEST(Postgresql, ThatIsNotThereIsSaidInPlainWords) {
  const TemporaryFolder folder;
  const auto opened = Store::open({folder.path(), "postgresql://nobody@/none?host=/nowhere"}, Clock::real(), true);
  EXPECT_EQ(opened.error().code, "store.connection_lost");
}

TEST(Postgresql, ConnectionsThatWereCutAreOpenedAgain) {
  if (postgresql_of_tests().empty()) GTEST_SKIP();
  StoreUnderTest store(Dialect::Postgresql);
  const auto append = [&] {
    return store->write([](Writing& writing) -> Result<Event> { return writing.append({"a", "x", "{}", {}}); });
  };
  ASSERT_TRUE(append().ok());
  const auto server = open_postgresql(postgresql_of_tests());
  server->query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname <> current_database()"
      " AND datname IS NOT NULL");
  EXPECT_TRUE(append().ok());
  EXPECT_EQ(*store->read(last_sequence), 2);
}

TEST(Postgresql, SeveralNodesKeepOneOrder) {
  if (postgresql_of_tests().empty()) GTEST_SKIP();
  StoreUnderTest first(Dialect::Postgresql);
  const auto second = Store::open(first.place(), first.clock());
  ASSERT_TRUE(second.ok());
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 8; ++thread) {
    threads.emplace_back([&, thread] {
      Store& store = thread % 2 == 0 ? first.store() : **second;
      for (int i = 0; i < 25; ++i) {
        EXPECT_TRUE(
            store.write([](Writing& writing) -> Result<Event> {
                   return writing.append({"one", "x", "{}", {}});
                 })
                .ok());
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(*first->read(last_sequence), 200);
  EXPECT_EQ(first->read([](Connection& c) { return events_of(c, "one"); })->back().version, 200);
}

}  // namespace
}  // namespace gongkai::store
