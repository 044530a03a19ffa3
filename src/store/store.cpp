// Opens a store and puts its parts together: lock, migrations, writer, readers, blobs.
#include "store/store.h"

#include <fmt/format.h>

#include "store/embedded.h"
#include "store/failure.h"
#include "store/folder_lock.h"
#include "store/migration.h"
#include "store/readers.h"
#include "store/session.h"
#include "store/stored_blobs.h"
#include "store/writer.h"

namespace gongkai::store {
namespace {

std::filesystem::path sqlite_file(const StorePlace& place) { return place.data_folder / "gongkai.sqlite"; }

std::unique_ptr<Session> open_session(const StorePlace& place, SqliteUse use) {
  return place.postgresql.empty() ? open_sqlite(sqlite_file(place), use) : open_postgresql(place.postgresql);
}

Error not_initialised(const StorePlace& place) {
  return {"store.not_initialised",
          {fmt::format("{} 里还没有数据；请先运行 gongkai init", place.data_folder.string()),
           fmt::format("there are no data in {} yet; run gongkai init first", place.data_folder.string())},
          place.data_folder.string()};
}

class OpenStore final : public Store {
 public:
  OpenStore(StorePlace place, Clock clock, std::unique_ptr<FolderLock> lock, std::unique_ptr<Session> session)
      : place_(std::move(place)),
        clock_(std::move(clock)),
        lock_(std::move(lock)),
        dialect_(session->dialect()),
        blobs_(place_.data_folder,
               [this](const std::function<void(Writing&)>& act) {
                 return run_write([&](Writing& writing) {
                   act(writing);
                   return true;
                 });
               }),
        readers_([this] { return open_session(place_, SqliteUse::Read); }),
        writer_(
            std::move(session), [this] { return open_session(place_, SqliteUse::Write); }, clock_,
            [this](Session& writing) { remove_blob_files(writing); }) {
    if (lock_) blobs_.files().remove_unfinished();
  }

  void on_commit(std::function<void(std::int64_t)> tell) override { writer_.on_commit(std::move(tell)); }
  Blobs& blobs() override { return blobs_; }
  const Clock& clock() const override { return clock_; }
  const StorePlace& place() const override { return place_; }
  Dialect dialect() const override { return dialect_; }

 protected:
  Failure run_write(const std::function<bool(Writing&)>& act) override { return writer_.run(act); }
  Failure run_read(const std::function<void(Connection&)>& look) override { return readers_.run(look); }

 private:
  void remove_blob_files(Session& session) {
    if (!blobs_.has_removals()) return;
    try {
      session.begin_writing();
      blobs_.remove_files(session);
      session.commit();
    } catch (const StoreFailure&) {  // the acts are durable; the files go when the store opens next
      session.roll_back();
    }
  }

  StorePlace place_;
  Clock clock_;
  std::unique_ptr<FolderLock> lock_;
  Dialect dialect_;
  StoredBlobs blobs_;
  Readers readers_;
  Writer writer_;  // last: its thread uses all others
};

Error only_beside(const StorePlace& place) {
  return {"store.locked",
          {fmt::format("数据文件夹 {} 正被另一个程序使用，这里只能读取；请先停止它", place.data_folder.string()),
           fmt::format("the data folder {} is in use by another program and only read here; stop that one first",
                       place.data_folder.string())},
          place.data_folder.string()};
}

/// Another process has the lock and keeps the files in order; here they are only looked at.
class StoreBeside final : public Store {
 public:
  StoreBeside(StorePlace place, Clock clock, Dialect dialect)
      : place_(std::move(place)),
        clock_(std::move(clock)),
        dialect_(dialect),
        blobs_(place_.data_folder, [this](const auto&) { return Failure(only_beside(place_)); }),
        readers_([this] { return open_session(place_, SqliteUse::Read); }) {}

  void on_commit(std::function<void(std::int64_t)>) override {}
  Blobs& blobs() override { return blobs_; }
  const Clock& clock() const override { return clock_; }
  const StorePlace& place() const override { return place_; }
  Dialect dialect() const override { return dialect_; }

 protected:
  Failure run_write(const std::function<bool(Writing&)>&) override { return only_beside(place_); }
  Failure run_read(const std::function<void(Connection&)>& look) override { return readers_.run(look); }

 private:
  StorePlace place_;
  Clock clock_;
  Dialect dialect_;
  StoredBlobs blobs_;
  Readers readers_;
};

Result<std::unique_ptr<Store>> open_store_beside(const StorePlace& place, Clock clock) {
  std::error_code error;
  if (place.postgresql.empty() && !std::filesystem::exists(sqlite_file(place), error)) return not_initialised(place);
  const std::unique_ptr<Session> session = open_session(place, SqliteUse::Read);
  const std::vector<AppliedMigration> applied = applied_migrations(*session);
  if (applied.empty()) return not_initialised(place);
  check_applied(applied, embedded_files());
  if (applied.size() < embedded_files().size()) {
    return Error{"store.older",
                 {"数据表还是旧版本的；请先停止正在运行的旧程序，再运行 gongkai migrate",
                  "the tables are of an earlier version; stop the earlier program that runs and run gongkai migrate"},
                 place.data_folder.string()};
  }
  return std::unique_ptr<Store>(std::make_unique<StoreBeside>(place, std::move(clock), session->dialect()));
}

Result<std::unique_ptr<Store>> open_store(const StorePlace& place, Clock clock, bool create) {
  std::error_code error;
  if (create) error = make_data_folder(place.data_folder);
  if (error) return file_failure(error.value(), place.data_folder.string());
  if (!std::filesystem::is_directory(place.data_folder, error)) return not_initialised(place);
  std::unique_ptr<FolderLock> lock;
  if (place.postgresql.empty()) {
    if (!create && !std::filesystem::exists(sqlite_file(place), error)) return not_initialised(place);
    auto taken = FolderLock::take(place.data_folder);
    if (!taken) return taken.error();
    lock = std::move(*taken);
  }
  std::unique_ptr<Session> session = open_session(place, SqliteUse::Write);
  if (!create && applied_migrations(*session).empty()) return not_initialised(place);
  migrate(*session, embedded_files(), clock.now());
  return std::unique_ptr<Store>(
      std::make_unique<OpenStore>(place, std::move(clock), std::move(lock), std::move(session)));
}

}  // namespace

Result<std::unique_ptr<Store>> Store::open(const StorePlace& place, Clock clock, bool create) {
  try {
    return open_store(place, std::move(clock), create);
  } catch (const StoreFailure& failure) { return failure.error(); }
}

Result<std::unique_ptr<Store>> Store::open_beside(const StorePlace& place, Clock clock) {
  try {
    return open_store_beside(place, std::move(clock));
  } catch (const StoreFailure& failure) { return failure.error(); }
}

}  // namespace gongkai::store
