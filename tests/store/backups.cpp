// Backup and restore: the same hashes, in either direction between the databases; what is damaged is named.
#include "store/backup.h"

#include <gmock/gmock.h>

#include <fstream>
#include <thread>

#include "store_under_test.h"

namespace gongkai::store {
namespace {

template <class T>
std::string code_of(const Result<T>& result) {
  return result.ok() ? "none" : result.error().code;
}

/// From one database into the other.
struct Move {
  Dialect from, to;
};
std::vector<Move> all_moves() {
  std::vector<Move> moves;
  for (const Dialect from : all_dialects()) {
    for (const Dialect to : all_dialects()) moves.push_back({from, to});
  }
  return moves;
}
std::string move_name(const testing::TestParamInfo<Move>& info) {
  const auto name = [](Dialect dialect) { return dialect == Dialect::Sqlite ? "Sqlite" : "Postgresql"; };
  return std::string(name(info.param.from)) + "To" + name(info.param.to);
}

void fill(StoreUnderTest& store) {
  const auto filled = store->write([&](Writing& writing) -> Result<bool> {
    for (int i = 0; i < 50; ++i) {
      writing.append(
          {"item/" + std::to_string(i % 7), "item.published", R"({"title":"关于“公告”的\n通知 😀"})", PersonId{i}});
    }
    store->blobs().put(writing, std::string("\0\xff small", 8));
    store->blobs().put(writing, "");
    const BlobAddress gone = store->blobs().put(writing, std::string(80'000, 'g'));
    store->blobs().put(writing, std::string(300'000, 'L'));
    store->blobs().remove(writing, gone);
    writing.connection().execute("INSERT INTO case_key (case_id, master, wrapped) VALUES ($1, $2, $3)",
                                 {std::int64_t{9'000'000'000}, "m", Bytes{std::string("\0\1\2", 3)}});
    return true;
  });
  ASSERT_TRUE(filled.ok()) << filled.error().message.en;
}

class Moves : public testing::TestWithParam<Move> {
 protected:
  void SetUp() override {
    fill(source_);
    place_.data_folder = target_.path() / "data";
    if (GetParam().to == Dialect::Postgresql) {
      database_ = std::make_unique<TemporaryDatabase>();
      place_.postgresql = database_->address();
    }
  }
  StoreUnderTest source_{GetParam().from};
  TemporaryFolder target_;
  std::unique_ptr<TemporaryDatabase> database_;
  StorePlace place_;
  std::filesystem::path backup_ = target_.path() / "backup";
};
INSTANTIATE_TEST_SUITE_P(Of, Moves, testing::ValuesIn(all_moves()), move_name);

TEST_P(Moves, ARestoredStoreHasTheSameHashesAndGoesOn) {
  const auto written = write_backup(source_.store(), backup_, "1.2.3");
  ASSERT_TRUE(written.ok()) << written.error().message.en << written.error().where;
  EXPECT_EQ(written->last_sequence, 50);
  EXPECT_EQ(written->blobs, 1);
  source_.close();
  std::filesystem::remove_all(source_.place().data_folder);

  const auto restored = restore_backup(backup_, place_, source_.clock());
  ASSERT_TRUE(restored.ok()) << restored.error().message.en << restored.error().where;
  const auto opened = Store::open(place_, source_.clock());
  ASSERT_TRUE(opened.ok()) << opened.error().message.en;
  Store& store = **opened;
  const auto now = describe(store, "1.2.3");
  ASSERT_TRUE(now.ok());
  EXPECT_EQ(now->tables, written->tables);
  EXPECT_EQ(now->content_sha256(), written->content_sha256());
  const auto second = write_backup(store, target_.path() / "second", "1.2.3");
  ASSERT_TRUE(second.ok()) << second.error().message.en << second.error().where;
  EXPECT_EQ(second->content_sha256(), written->content_sha256());

  const auto next = store.write([](Writing& writing) -> Result<Event> {
    return writing.append({"item/1", "x", "{}", {}});
  });
  ASSERT_TRUE(next.ok()) << next.error().message.en;
  EXPECT_EQ(next->sequence, 51);
  EXPECT_EQ(next->version, 8);
  // The triggers are back.
  EXPECT_EQ(code_of(store.write([](Writing& writing) -> Result<std::int64_t> {
              return writing.connection().execute("DELETE FROM event");
            })),
            "store.constraint");
}

TEST_P(Moves, IntoAPlaceWithDataIsRefused) {
  ASSERT_TRUE(write_backup(source_.store(), backup_, "1").ok());
  EXPECT_EQ(code_of(write_backup(source_.store(), backup_, "1")), "backup.exists");
  ASSERT_TRUE(restore_backup(backup_, place_, source_.clock()).ok());
  EXPECT_EQ(code_of(restore_backup(backup_, place_, source_.clock())), "restore.not_empty");
}

TEST_P(Moves, TablesKeysAndIdentitiesAreTheSame) {
  const auto describe_all = [](Connection& connection) {
    return std::pair{tables_of(connection), identities_of(connection)};
  };
  const auto shapes = source_->read(describe_all);
  ASSERT_TRUE(shapes.ok());
  ASSERT_TRUE(write_backup(source_.store(), backup_, "1").ok());
  ASSERT_TRUE(restore_backup(backup_, place_, source_.clock()).ok());
  const auto store = Store::open(place_, source_.clock());
  ASSERT_TRUE(store.ok());
  const auto again = (*store)->read(describe_all);
  ASSERT_TRUE(again.ok()) << again.error().message.en;
  ASSERT_EQ(again->first.size(), shapes->first.size());
  for (std::size_t i = 0; i < shapes->first.size(); ++i) {
    EXPECT_EQ(again->first[i].name, shapes->first[i].name);
    EXPECT_EQ(again->first[i].columns, shapes->first[i].columns);
    EXPECT_EQ(again->first[i].key, shapes->first[i].key);
    EXPECT_FALSE(again->first[i].key.empty()) << again->first[i].name;
  }
  ASSERT_EQ(again->second.size(), shapes->second.size());
  for (std::size_t i = 0; i < shapes->second.size(); ++i) {
    EXPECT_EQ(again->second[i].table, shapes->second[i].table);
    EXPECT_EQ(again->second[i].column, shapes->second[i].column);
    EXPECT_EQ(again->second[i].last, shapes->second[i].last);
  }
}

class Backups : public testing::TestWithParam<Dialect> {
 protected:
  StoreUnderTest source_{GetParam()};
  std::filesystem::path backup_ = source_.folder() / "backup";
};
GONGKAI_ON_BOTH_DIALECTS(Backups);

TEST_P(Backups, AnyChangedByteIsNamed) {
  fill(source_);
  ASSERT_TRUE(write_backup(source_.store(), backup_, "1").ok());
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(backup_)) {
    if (entry.is_regular_file() && entry.file_size() > 0) files.push_back(entry.path());
  }
  ASSERT_GE(files.size(), 5u);
  for (const auto& path : files) {
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    const auto at = static_cast<std::streamoff>(std::filesystem::file_size(path) / 2);
    file.seekg(at);
    const char before = static_cast<char>(file.get());
    file.seekp(at);
    file.put(static_cast<char>(before ^ 1));
    file.close();
    const auto verified = verify_backup(backup_);
    if (path.filename() != "manifest.json") {
      EXPECT_EQ(code_of(verified), "backup.damaged") << path;
      ASSERT_FALSE(verified.ok());
      EXPECT_THAT(verified.error().where, testing::HasSubstr(path.filename().string()));
    }
    file.open(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(at);
    file.put(before);
    file.close();
    EXPECT_EQ(code_of(verify_backup(backup_)), "none") << path;
  }
  std::filesystem::remove(backup_ / "manifest.json");
  EXPECT_EQ(code_of(verify_backup(backup_)), "backup.missing");
}

TEST_P(Backups, OnesMadeWhileOthersWriteShowOneState) {
  std::atomic<bool> going{true};
  std::thread writer([&] {
    for (int i = 0; going; ++i) {
      const auto written = source_->write([&](Writing& writing) -> Result<bool> {
        writing.append({"pair/a", "x", std::to_string(i), {}});
        writing.append({"pair/b", "x", std::to_string(i), {}});
        source_->blobs().put(writing, std::to_string(i) + std::string(70'000, 'b'));
        return true;
      });
      EXPECT_TRUE(written.ok());
    }
  });
  for (int i = 0; i < 5; ++i) {
    const auto written = write_backup(source_.store(), backup_.string() + std::to_string(i), "1");
    ASSERT_TRUE(written.ok()) << written.error().message.en;
    EXPECT_EQ(written->last_sequence % 2, 0);
    EXPECT_EQ(written->blobs * 2, written->last_sequence);
  }
  going = false;
  writer.join();
}

TEST_P(Backups, AStoreThatLostABlobSaysSo) {
  fill(source_);
  const std::string address = hex(sha256(std::string(300'000, 'L')));
  const auto file = source_.place().data_folder / "blobs" / address.substr(0, 2) / address;
  std::ofstream(file, std::ios::app) << "x";
  EXPECT_EQ(code_of(write_backup(source_.store(), backup_, "1")), "blob.damaged");
  std::filesystem::remove(file);
  EXPECT_EQ(code_of(write_backup(source_.store(), backup_, "1")), "blob.missing");
  EXPECT_FALSE(std::filesystem::exists(backup_));
}

}  // namespace
}  // namespace gongkai::store
