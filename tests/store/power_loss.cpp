// A power cut: a file system that keeps in memory what was not synced, and forgets it, all or in part, when the power
// goes. SQLite runs over it through a VFS of this test; the oracle is that of the killed process.
#include <gmock/gmock.h>
#include <sqlite3.h>

#include <map>
#include <mutex>
#include <random>
#include <thread>

#include "acts_and_oracle.h"

namespace gongkai::store {
namespace {

/// What was written to a file since its last sync, and how many bytes it had then.
struct Unsynced {
  std::string path;
  std::int64_t size_at_sync = 0;
  struct Write {
    std::int64_t at;
    std::string before;  ///< the bytes that stood there
  };
  std::vector<Write> writes;
};

/// Passes everything through to the real file system, and can take back what was not synced.
class FailingDisk {
 public:
  static FailingDisk& get() {
    static FailingDisk disk;
    return disk;
  }
  std::mutex mutex;
  std::map<std::string, Unsynced> files;
  bool recording = false;
  std::int64_t room = -1;  ///< bytes that may still be written; below 0: any number
  bool sync_fails = false;
  sqlite3_vfs* real = nullptr;
  sqlite3_vfs own{};
  sqlite3_io_methods methods{};

  /// The power goes: each file loses its last unsynced writes, from a random one on.
  void cut_power(std::mt19937& random) {
    const std::lock_guard lock(mutex);
    recording = false;
    for (auto& [path, file] : files) {
      const std::size_t kept = std::uniform_int_distribution<std::size_t>(0, file.writes.size())(random);
      FILE* raw = std::fopen(path.c_str(), "r+b");
      if (raw == nullptr) continue;
      for (std::size_t i = file.writes.size(); i > kept; --i) {
        const Unsynced::Write& write = file.writes[i - 1];
        std::fseek(raw, static_cast<long>(write.at), SEEK_SET);
        std::fwrite(write.before.data(), 1, write.before.size(), raw);
      }
      std::fclose(raw);
      if (kept == 0) {
        std::error_code ignored;
        const auto size = static_cast<std::int64_t>(std::filesystem::file_size(path, ignored));
        if (!ignored && size > file.size_at_sync) {
          std::filesystem::resize_file(path, static_cast<std::uintmax_t>(file.size_at_sync), ignored);
        }
      }
    }
    files.clear();
  }

 private:
  FailingDisk();
};

struct File {
  sqlite3_file base;
  std::string* path;
  sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(reinterpret_cast<char*>(this) + sizeof(File)); }
};
File& own(sqlite3_file* file) { return *reinterpret_cast<File*>(file); }

int write_through(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 at) {
  FailingDisk& disk = FailingDisk::get();
  sqlite3_file* real = own(file).real();
  const std::lock_guard lock(disk.mutex);
  if (disk.room >= 0) {
    if (disk.room < size) return SQLITE_FULL;
    disk.room -= size;
  }
  if (disk.recording && own(file).path != nullptr) {
    Unsynced& unsynced = disk.files[*own(file).path];
    std::string before(static_cast<std::size_t>(size), '\0');
    real->pMethods->xRead(real, before.data(), size, at);  // a short read fills with zeros
    unsynced.writes.push_back({at, std::move(before)});
  }
  return real->pMethods->xWrite(real, bytes, size, at);
}

int sync_through(sqlite3_file* file, int flags) {
  FailingDisk& disk = FailingDisk::get();
  sqlite3_file* real = own(file).real();
  const std::lock_guard lock(disk.mutex);
  if (disk.sync_fails) return SQLITE_IOERR_FSYNC;
  const int code = real->pMethods->xSync(real, flags);
  if (code == SQLITE_OK && own(file).path != nullptr) {
    Unsynced& unsynced = disk.files[*own(file).path];
    unsynced.writes.clear();
    real->pMethods->xFileSize(real, reinterpret_cast<sqlite3_int64*>(&unsynced.size_at_sync));
  }
  return code;
}

FailingDisk::FailingDisk() {
  real = sqlite3_vfs_find(nullptr);
  own = *real;
  own.zName = "failing disk";
  own.szOsFile = static_cast<int>(sizeof(File)) + real->szOsFile;
  own.xOpen = [](sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* flags_out) {
    FailingDisk& disk = FailingDisk::get();
    File& opened = gongkai::store::own(file);
    opened.path = nullptr;
    opened.base.pMethods = nullptr;
    const int code = disk.real->xOpen(disk.real, name, opened.real(), flags, flags_out);
    if (code != SQLITE_OK) return code;
    opened.base.pMethods = &disk.methods;
    if (name != nullptr && (flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL)) != 0) {
      opened.path = new std::string(name);
      const std::lock_guard lock(disk.mutex);
      if (!disk.files.contains(name)) {
        sqlite3_int64 size = 0;
        opened.real()->pMethods->xFileSize(opened.real(), &size);
        disk.files[name].size_at_sync = size;
      }
    }
    return SQLITE_OK;
  };
  methods.iVersion = 3;
#define GONGKAI_PASS(Method, Parameters, ...)                                 \
  methods.Method = [] Parameters {                                            \
    sqlite3_file* real_file = gongkai::store::own(file).real();               \
    return real_file->pMethods->Method(real_file __VA_OPT__(, ) __VA_ARGS__); \
  }
  methods.xClose = [](sqlite3_file* file) {
    delete gongkai::store::own(file).path;
    sqlite3_file* real_file = gongkai::store::own(file).real();
    return real_file->pMethods->xClose(real_file);
  };
  methods.xWrite = write_through;
  methods.xSync = sync_through;
  GONGKAI_PASS(xRead, (sqlite3_file * file, void* into, int size, sqlite3_int64 at), into, size, at);
  GONGKAI_PASS(xTruncate, (sqlite3_file * file, sqlite3_int64 size), size);
  GONGKAI_PASS(xFileSize, (sqlite3_file * file, sqlite3_int64 * size), size);
  GONGKAI_PASS(xLock, (sqlite3_file * file, int lock), lock);
  GONGKAI_PASS(xUnlock, (sqlite3_file * file, int lock), lock);
  GONGKAI_PASS(xCheckReservedLock, (sqlite3_file * file, int* out), out);
  GONGKAI_PASS(xFileControl, (sqlite3_file * file, int what, void* with), what, with);
  GONGKAI_PASS(xSectorSize, (sqlite3_file * file));
  GONGKAI_PASS(xDeviceCharacteristics, (sqlite3_file * file));
  GONGKAI_PASS(xShmMap, (sqlite3_file * file, int page, int size, int extend, void volatile** out), page, size, extend,
               out);
  GONGKAI_PASS(xShmLock, (sqlite3_file * file, int from, int count, int flags), from, count, flags);
  GONGKAI_PASS(xShmUnmap, (sqlite3_file * file, int remove), remove);
  methods.xShmBarrier = [](sqlite3_file* file) {
    sqlite3_file* real_file = gongkai::store::own(file).real();
    real_file->pMethods->xShmBarrier(real_file);
  };
  methods.xFetch = [](sqlite3_file*, sqlite3_int64, int, void** out) {
    *out = nullptr;
    return SQLITE_OK;
  };
  methods.xUnfetch = [](sqlite3_file*, sqlite3_int64, void*) { return SQLITE_OK; };
}

/// All SQLite of this test runs over the failing disk.
class OnFailingDisk : public testing::Test {
 protected:
  OnFailingDisk() {
    sqlite3_vfs_register(&disk_.own, 1);
    under_test_ = std::make_unique<StoreUnderTest>(Dialect::Sqlite);
  }
  ~OnFailingDisk() override {
    disk_.recording = false;
    disk_.room = -1;
    disk_.sync_fails = false;
    under_test_.reset();
    disk_.files.clear();
    sqlite3_vfs_unregister(&disk_.own);
    sqlite3_vfs_register(disk_.real, 1);
  }

  /// Threads act until one fails or `each` have been acknowledged by every one.
  std::vector<Acknowledged> act(int each, const std::string& prefix) {
    std::vector<Acknowledged> acknowledged;
    std::mutex mutex;
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 4; ++thread) {
      threads.emplace_back([&, thread] {
        for (int number = 1; number <= each; ++number) {
          const auto done = try_to_perform(under_test_->store(), {thread, number}, prefix);
          const std::lock_guard lock(mutex);
          if (done.ok()) {
            acknowledged.push_back({thread, number});
          } else {
            refusals_.insert(done.error().code);
          }
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
    return acknowledged;
  }

  FailingDisk& disk_ = FailingDisk::get();
  std::unique_ptr<StoreUnderTest> under_test_;
  std::set<std::string> refusals_;
};

TEST_F(OnFailingDisk, APowerCutTakesNothingThatWasAcknowledged) {
  std::mt19937 random(20220122);
  for (int round = 0; round < 12; ++round) {
    const std::string prefix = "round" + std::to_string(round) + "/";
    disk_.recording = true;
    std::vector<Acknowledged> acknowledged = act(10, prefix);
    ASSERT_EQ(acknowledged.size(), 40u);
    // A transaction is under way when the power goes: its pages are half written.
    disk_.sync_fails = true;
    EXPECT_FALSE(perform(under_test_->store(), {9, 1}, prefix));
    {
      const std::lock_guard lock(disk_.mutex);
      disk_.recording = false;
    }
    // What closing writes does not happen: the files as they were are set aside first.
    const auto data = under_test_->place().data_folder;
    disk_.cut_power(random);
    const auto aside = under_test_->folder() / "aside";
    std::filesystem::create_directories(aside);
    for (const char* name : {"gongkai.sqlite", "gongkai.sqlite-wal"}) {
      std::filesystem::copy_file(data / name, aside / name, std::filesystem::copy_options::overwrite_existing);
    }
    disk_.sync_fails = false;
    under_test_->close();
    for (const char* name : {"gongkai.sqlite", "gongkai.sqlite-wal"}) {
      std::filesystem::copy_file(aside / name, data / name, std::filesystem::copy_options::overwrite_existing);
    }
    std::filesystem::remove(data / "gongkai.sqlite-shm");
    disk_.files.clear();
    under_test_->reopen();
    judge(under_test_->store(), acknowledged, prefix);
  }
}

TEST_F(OnFailingDisk, AFullDiskRefusesInPlainWordsAndWorksAgainAfterwards) {
  std::vector<Acknowledged> acknowledged = act(5, "before/");
  for (const std::int64_t room : {0, 3'000, 20'000, 100'000}) {
    refusals_.clear();
    const std::string prefix = "room" + std::to_string(room) + "/";
    disk_.room = room;
    const auto while_full = act(40, prefix);
    EXPECT_THAT(refusals_, testing::ElementsAre("store.disk_full"));
    EXPECT_LT(while_full.size(), 160u);
    judge(under_test_->store(), while_full, prefix);  // reading goes on
    disk_.room = -1;
    EXPECT_EQ(act(5, prefix + "after/").size(), 20u);
    under_test_->reopen();
    judge(under_test_->store(), while_full, prefix);
  }
  judge(under_test_->store(), acknowledged, "before/");
}

TEST_F(OnFailingDisk, AFailedSyncAcknowledgesNothing) {
  disk_.sync_fails = true;
  EXPECT_TRUE(act(3, "failed/").empty());
  EXPECT_THAT(refusals_, testing::ElementsAre("store.broken"));
  disk_.sync_fails = false;
  EXPECT_EQ(act(3, "after/").size(), 12u);
  under_test_->reopen();
  judge(under_test_->store(), {}, "after/");
}

}  // namespace
}  // namespace gongkai::store
