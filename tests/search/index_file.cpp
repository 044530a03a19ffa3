// The file: kept, thrown away, changed as a whole, read while it is written.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <thread>

#include "index_folder.h"

namespace gongkai::search {
namespace {
using testing::ElementsAre;
using testing::IsEmpty;

void run_sql(const std::filesystem::path& file, const char* sql) {
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(file.c_str(), &database), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(database, sql, nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(database);
  sqlite3_close(database);
}

std::int64_t number_from(const std::filesystem::path& file, const char* sql) {
  sqlite3* database = nullptr;
  sqlite3_stmt* statement = nullptr;
  EXPECT_EQ(sqlite3_open(file.c_str(), &database), SQLITE_OK);
  EXPECT_EQ(sqlite3_prepare_v2(database, sql, -1, &statement, nullptr), SQLITE_OK) << sqlite3_errmsg(database);
  const std::int64_t number = sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : -1;
  sqlite3_finalize(statement);
  sqlite3_close(database);
  return number;
}

TEST(IndexFile, IsKeptFromOneOpeningToTheNext) {
  IndexFolder folder;
  {
    const auto index = folder.open();
    EXPECT_EQ(index->applied_sequence(), 0);
    ASSERT_FALSE(index->apply(std::vector{document(7, "水价", "听证")}, {}, 41));
  }
  const auto index = folder.open();
  EXPECT_EQ(index->applied_sequence(), 41);
  EXPECT_EQ(index->size(), 1);
  EXPECT_THAT(ids_of(index->find(asking("听证"))), ElementsAre(7));
}

TEST(IndexFile, ReplacingAndRemovingLeavesNothingBehind) {
  IndexFolder folder;
  const auto index = folder.open();
  ASSERT_FALSE(index->apply(std::vector{document(1, "水价", "旧文"), document(2, "电价", "别的")}, {}, 1));
  ASSERT_FALSE(
      index->apply(std::vector{document(1, "气价", "新文", "2023-01-01")}, std::vector<std::int64_t>{2, 99}, 2));
  for (const char* words : {"水价", "旧文", "旧", "电", "电价"})
    EXPECT_THAT(ids_of(index->find(asking(words))), IsEmpty()) << words;
  EXPECT_THAT(ids_of(index->find(asking("新文"))), ElementsAre(1));
  EXPECT_THAT(ids_of(index->find(asking("气"))), ElementsAre(1));
  EXPECT_EQ(index->size(), 1);
}

TEST(IndexFile, IdsAMillionApartOnOneDayBothStay) {
  IndexFolder folder;
  const auto index = folder.open();
  ASSERT_FALSE(index->apply(std::vector{document(5, "水价", ""), document(5 + (1 << 20), "水价", "")}, {}, 1));
  EXPECT_THAT(ids_of(index->find(asking("水价"))), testing::UnorderedElementsAre(5, 5 + (1 << 20)));
}

TEST(IndexFile, OfAnotherVersionIsBegunAnew) {
  for (const char* change : {"PRAGMA user_version=99", "UPDATE state SET folding='other'", "DROP TABLE state",
                             "DROP TABLE texts", "PRAGMA application_id=1", "DELETE FROM state"}) {
    IndexFolder folder;
    ASSERT_FALSE(folder.open()->apply(std::vector{document(1, "水价", "")}, {}, 9));
    run_sql(folder.file(), change);
    const auto index = folder.open();
    ASSERT_TRUE(index) << change;
    EXPECT_EQ(index->applied_sequence(), 0) << change;
    EXPECT_EQ(index->size(), 0) << change;
    EXPECT_FALSE(index->apply(std::vector{document(1, "水价", "")}, {}, 9));
  }
}

TEST(IndexFile, ThatIsNoneIsBegunAnew) {
  IndexFolder folder;
  for (const std::string& bytes :
       {std::string("no database at all, only some text that is long enough to be read as one"),
        std::string(5000, '\0'), std::string("SQLite format 3\0 broken", 24), std::string()}) {
    std::ofstream(folder.file(), std::ios::binary | std::ios::trunc) << bytes;
    const auto index = folder.open();
    ASSERT_TRUE(index);
    EXPECT_EQ(index->applied_sequence(), 0);
    EXPECT_FALSE(index->apply(std::vector{document(1, "水价", "")}, {}, 9));
  }
}

TEST(IndexFile, DamagedInTheMiddleIsBegunAnewWhenItIsNoticed) {
  IndexFolder folder;
  std::vector<IndexDocument> many;
  for (int i = 0; i < 400; ++i)
    many.push_back(document(i + 1, "水价" + std::to_string(i), "关于水价听证会的公告" + std::to_string(i * 7)));
  ASSERT_FALSE(folder.open()->apply(many, {}, 400));
  const auto size = std::filesystem::file_size(folder.file());
  {
    std::fstream file(folder.file(), std::ios::in | std::ios::out | std::ios::binary);
    for (std::uintmax_t at = 8192; at + 4096 <= size; at += 4096) {
      file.seekp(static_cast<std::streamoff>(at));
      file << std::string(4096, '\xA5');
    }
  }
  std::unique_ptr<Index> index = folder.open();
  ASSERT_TRUE(index);
  if (index->applied_sequence() != 0) {  // not seen at opening: the next batch sees it
    const auto failure = index->apply(many, {}, 401);
    ASSERT_TRUE(failure);
    EXPECT_EQ(failure->code, "search.damaged");
  }
  EXPECT_EQ(index->applied_sequence(), 0);
  EXPECT_FALSE(index->apply(many, {}, 400));
  EXPECT_EQ(index->find(asking("听证会"))->total, 400);
}

TEST(IndexFile, AProcessKilledInABatchLeavesTheStateBefore) {
  IndexFolder folder;
  ASSERT_FALSE(folder.open()->apply(std::vector{document(1, "水价", "")}, {}, 1));
  const pid_t child = fork();
  if (child == 0) {
    const auto index = folder.open();
    std::thread([] {
      usleep(60'000);
      _exit(0);
    }).detach();
    std::vector<IndexDocument> many;
    for (int i = 0; i < 200'000; ++i)
      many.push_back(document(i + 1, "电价", "关于电价听证会的公告" + std::to_string(i)));
    (void)index->apply(many, {}, 2);
    _exit(1);
  }
  int status = 0;
  waitpid(child, &status, 0);
  ASSERT_EQ(WEXITSTATUS(status), 0) << "the batch was done before the end";
  const auto index = folder.open();
  EXPECT_EQ(index->applied_sequence(), 1);
  EXPECT_THAT(ids_of(index->find(asking("水价"))), ElementsAre(1));
  EXPECT_THAT(ids_of(index->find(asking("电价"))), IsEmpty());
}

TEST(IndexFile, ReadersSeeWholeBatchesWhileOneWrites) {
  IndexFolder folder;
  const auto index = folder.open();
  std::atomic<bool> over = false;
  std::atomic<int> wrong = 0, asked = 0;
  std::vector<std::thread> readers;
  for (int t = 0; t < 3; ++t)
    readers.emplace_back([&] {
      while (!over) {
        const auto answer = index->find(asking("听证"));
        wrong += !answer || answer->total % 10 != 0 || answer->agencies.size() > 1;
        ++asked;
      }
    });
  for (int batch = 0; batch < 60; ++batch) {
    std::vector<IndexDocument> documents;
    for (int i = 0; i < 10; ++i) documents.push_back(document(batch * 10 + i + 1, "公告", "水价听证"));
    EXPECT_FALSE(index->apply(documents, {}, batch + 1));
  }
  over = true;
  for (auto& reader : readers) reader.join();
  EXPECT_EQ(wrong, 0);
  EXPECT_GT(asked, 0);
  EXPECT_EQ(index->find(asking("听证"))->total, 600);
}

TEST(IndexFile, WhatAnotherProcessWroteIsSeen) {
  IndexFolder folder;
  const auto one = folder.open();
  const auto other = folder.open();
  ASSERT_FALSE(one->apply(std::vector{document(1, "水价", "")}, {}, 1));
  EXPECT_THAT(ids_of(other->find(asking("水价"))), ElementsAre(1));
  ASSERT_FALSE(other->apply(std::vector{document(2, "水价", "", "2023-01-01")}, {}, 2));
  EXPECT_THAT(ids_of(one->find(asking("水价"))), ElementsAre(2, 1));
  EXPECT_THAT(ids_of(other->find(asking("水价"))), ElementsAre(2, 1));
}

TEST(IndexFile, KeptHitsAreForgottenWithTheNextBatch) {
  IndexFolder folder;
  const auto index = folder.open();
  ASSERT_FALSE(index->apply(std::vector{document(1, "水价", "听证")}, {}, 1));
  EXPECT_EQ(index->find(asking("水价 听证"))->total, 1);
  ASSERT_FALSE(index->apply(std::vector{document(2, "水价", "听证"), document(1, "电价", "听证")}, {}, 2));
  EXPECT_THAT(ids_of(index->find(asking("水价 听证"))), ElementsAre(2));
  EXPECT_THAT(ids_of(index->find(asking("水价"))), ElementsAre(2));
}

/// Each token of its own, so that lists fill many blocks, and segments of all sizes are merged.
IndexDocument numbered(std::int64_t id, int version) {
  return document(id, "通知" + std::to_string(id),
                  "公告" + std::to_string(version) + "水价" + std::to_string(id * 7919));
}

TEST(IndexFile, BatchesOfAllSizesAreFoundAfterMerging) {
  IndexFolder folder;
  const auto index = folder.open();
  std::int64_t last = 0;
  for (const int size : {1, 700, 1, 1, 60, 9, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2000, 3, 1, 500}) {
    std::vector<IndexDocument> batch;
    for (int i = 0; i < size; ++i) batch.push_back(numbered(++last, size));
    ASSERT_FALSE(index->apply(batch, {}, last));
  }
  EXPECT_EQ(index->find(asking("水价"))->total, last);
  EXPECT_EQ(index->find(asking("水"))->total, last);
  EXPECT_EQ(index->find(asking("公告700水价"))->total, 700);
  for (std::int64_t id = 1; id <= last; id += 13)
    ASSERT_THAT(ids_of(index->find(asking("水价" + std::to_string(id * 7919)))), ElementsAre(id));
}

TEST(IndexFile, OneDocumentChangedOftenIsFoundInItsLastFormOnly) {
  IndexFolder folder;
  {
    const auto index = folder.open();
    ASSERT_FALSE(index->apply(std::vector{numbered(1, 1), numbered(2, 1)}, {}, 1));
    for (int version = 2; version <= 3000; ++version)
      ASSERT_FALSE(index->apply(std::vector{numbered(1, version)}, {}, version));
    EXPECT_THAT(ids_of(index->find(asking("公告3000水价"))), ElementsAre(1));
    EXPECT_THAT(ids_of(index->find(asking("公告2999水价"))), IsEmpty());
    EXPECT_EQ(index->find(asking("公告"))->total, 2);
    ASSERT_FALSE(index->apply({}, std::vector<std::int64_t>{1, 2}, 3001));
    EXPECT_EQ(index->find(asking("公告"))->total, 0);
    EXPECT_EQ(index->find(asking(""))->total, 0);
    ASSERT_FALSE(index->apply(std::vector{numbered(2, 5)}, {}, 3002));
    EXPECT_THAT(ids_of(index->find(asking("公告5水价"))), ElementsAre(2));
  }
  EXPECT_LT(number_from(folder.file(), "SELECT sum(documents) FROM segments"), 1100)
      << "lists of versions that are gone are kept";
}

TEST(IndexFile, TheSameIdTwiceInABatchLeavesTheLater) {
  IndexFolder folder;
  const auto index = folder.open();
  ASSERT_FALSE(index->apply(std::vector{document(1, "水价", ""), document(1, "电价", "")}, {}, 1));
  EXPECT_EQ(index->size(), 1);
  EXPECT_THAT(ids_of(index->find(asking("水价"))), IsEmpty());
  EXPECT_THAT(ids_of(index->find(asking("电价"))), ElementsAre(1));
}

TEST(IndexFile, InAFolderThatIsNotThereFailsWithReason) {
  const auto index = Index::open("/nonexistent/folder/search.sqlite");
  ASSERT_FALSE(index);
  EXPECT_EQ(index.error().code, "search.not_available");
}

}  // namespace
}  // namespace gongkai::search
