// Writes a backup and verifies it. Reading it back into a store: restore.cpp.
#include "store/backup.h"

#include <fmt/format.h>

#include <set>

#include "base/file.h"
#include "base/hash.h"
#include "store/backup_file.h"
#include "store/backup_manifest.h"
#include "store/blob_files.h"
#include "store/failure.h"
#include "store/portable_table.h"

namespace gongkai::store {
namespace {

constexpr std::uint64_t kLargestManifest = 64u << 20;
/// While a backup is written, bytes may be removed for good; then it begins again.
constexpr int kAttempts = 3;

struct LargeBlob {
  std::string address;
  std::string sha256;
};

/// The parts of a manifest that the database knows; `take` is given each line of each table.
BackupManifest read_database(Connection& connection, std::string_view program, Instant now,
                             const std::function<void(const TableShape&, BackupTable&)>& take) {
  BackupManifest manifest;
  manifest.program = program;
  manifest.made_at = now;
  manifest.last_sequence = last_sequence(connection);
  manifest.migrations = applied_migrations(connection);
  manifest.identities = identities_of(connection);
  manifest.blobs = connection.number("SELECT count(*) FROM blob WHERE place = 'file'");
  for (const TableShape& shape : tables_of(connection)) {
    BackupTable table{shape.name, 0, {}};
    take(shape, table);
    manifest.tables.push_back(std::move(table));
  }
  return manifest;
}

void write_table(Connection& connection, const TableShape& shape, BackupTable& table,
                 const std::filesystem::path& folder) {
  BackupFile file(folder / (shape.name + ".ndjson"));
  each_line(connection, shape, [&](std::string_view line) {
    file.add(line);
    ++table.rows;
  });
  table.sha256 = hex(file.finish());
}

/// False when the bytes are not there any more.
bool copy_blob(const BlobFiles& from, const LargeBlob& blob, const BlobFiles& to) {
  BlobFiles::Unfinished copy(to);
  Sha256Stream hash;
  if (!each_piece(from.path_of(blob.address), [&](std::string_view piece) {
        hash.add(piece);
        copy.add(piece);
      })) {
    return false;
  }
  if (hex(hash.finish()) != blob.sha256) {
    throw StoreFailure(
        Error{"blob.damaged",
              {fmt::format("文件 {} 的内容已损坏，备份没有完成；请检查磁盘，并从以前的备份恢复这份文件", blob.address),
               fmt::format("the bytes of {} are damaged and the backup was not finished; check the disk "
                           "and take this file from an earlier backup",
                           blob.address)},
              blob.address});
  }
  copy.finish_as(blob.address);
  return true;
}

enum class Attempt { Done, BytesWereRemoved };

Attempt attempt(Store& store, const std::filesystem::path& folder, std::string_view program, Failure& failure) {
  std::vector<LargeBlob> blobs;
  std::filesystem::create_directories(folder / "tables");
  const auto manifest = store.read([&](Connection& connection) {
    connection.each("SELECT address, sha256 FROM blob WHERE place = 'file' ORDER BY address", {}, [&](const Row& row) {
      blobs.push_back({row.text(0), row.text(1)});
    });
    return read_database(connection, program, store.clock().now(), [&](const TableShape& shape, BackupTable& table) {
      write_table(connection, shape, table, folder / "tables");
    });
  });
  if (!manifest) {
    failure = manifest.error();
    return Attempt::Done;
  }
  const BlobFiles from(store.place().data_folder), to(folder);
  for (const LargeBlob& blob : blobs) {
    if (copy_blob(from, blob, to)) continue;
    const auto still_wanted =
        store.read([&](Connection& connection) { return store.blobs().size(connection, {blob.address}).has_value(); });
    if (still_wanted.ok() && !*still_wanted) return Attempt::BytesWereRemoved;
    failure = Error{"blob.missing",
                    {fmt::format("缺少文件 {}，备份没有完成；请从以前的备份恢复这份文件", blob.address),
                     fmt::format("the file {} is not there and the backup was not finished; take it from an earlier "
                                 "backup",
                                 blob.address)},
                    blob.address};
    return Attempt::Done;
  }
  to.remove_unfinished();
  BackupFile file(folder / "manifest.json");
  file.add(manifest_as_json(*manifest));
  file.finish();
  make_durable(folder / "tables");
  make_durable(folder);
  return Attempt::Done;
}

Result<BackupManifest> write_and_rename(Store& store, const std::filesystem::path& folder, std::string_view program) {
  if (std::filesystem::exists(folder)) {
    return Error{"backup.exists",
                 {fmt::format("{} 已经存在，没有覆盖；请换一个位置", folder.string()),
                  fmt::format("{} is there already and was not overwritten; choose another place", folder.string())},
                 folder.string()};
  }
  const std::filesystem::path beside = folder.string() + ".unfinished-" + hex(random_bytes(4));
  const std::shared_ptr<void> cleaning(nullptr, [&](void*) {
    std::error_code ignored;
    std::filesystem::remove_all(beside, ignored);
  });
  for (int i = 0; i < kAttempts; ++i) {
    std::filesystem::remove_all(beside);
    std::filesystem::create_directories(beside);
    std::filesystem::permissions(beside, std::filesystem::perms::owner_all);
    Failure failure;
    if (attempt(store, beside, program, failure) == Attempt::BytesWereRemoved) continue;
    if (failure) return *failure;
    auto verified = verify_backup(beside);
    if (!verified) return verified.error();
    std::filesystem::rename(beside, folder);
    make_durable(std::filesystem::absolute(folder).parent_path());
    return verified;
  }
  return busy(folder.string());
}

}  // namespace

Result<BackupManifest> write_backup(Store& store, const std::filesystem::path& folder, std::string_view program) {
  try {
    return write_and_rename(store, folder, program);
  } catch (const StoreFailure& failure) {
    return failure.error();
  } catch (const std::filesystem::filesystem_error& error) {
    return file_failure(error.code().value(), folder.string());
  }
}

Result<BackupManifest> describe(Store& store, std::string_view program) {
  return store.read([&](Connection& connection) {
    return read_database(connection, program, store.clock().now(), [&](const TableShape& shape, BackupTable& table) {
      Sha256Stream hash;
      each_line(connection, shape, [&](std::string_view line) {
        hash.add(line);
        ++table.rows;
      });
      table.sha256 = hex(hash.finish());
    });
  });
}

Result<BackupManifest> verify_backup(const std::filesystem::path& folder) {
  const std::filesystem::path file = folder / "manifest.json";
  const auto json = read_file(file, kLargestManifest);
  if (!json) {
    return Error{"backup.missing",
                 {fmt::format("{} 里没有完整的备份；请检查路径", folder.string()),
                  fmt::format("there is no whole backup in {}; check the path", folder.string())},
                 folder.string()};
  }
  auto manifest = manifest_of_json(*json, file.string());
  if (!manifest) return manifest;
  for (const BackupTable& table : manifest->tables) {
    const std::filesystem::path path = folder / "tables" / (table.name + ".ndjson");
    const auto hash = hash_of_file(path);
    if (!hash || hex(*hash) != table.sha256) return backup_damaged(path.string());
  }
  // The addresses and hashes of large blobs stand in the table, which was just verified.
  Failure failure;
  std::int64_t blobs = 0;
  const BlobFiles files(folder);
  const bool read = each_line_of(folder / "tables" / "blob.ndjson", [&](std::string_view line) {
    const auto row = row_of_line(line, 5);
    const auto text = [&](std::size_t i) {
      const auto* held = row ? std::get_if<std::string>(&(*row)[i].content()) : nullptr;
      return held == nullptr ? std::string() : *held;
    };
    if (text(3) != "file") return;
    ++blobs;
    const auto hash = hash_of_file(files.path_of(text(0)));
    if (!failure && (!hash || hex(*hash) != text(1))) failure = backup_damaged(files.path_of(text(0)).string());
  });
  if (failure) return *failure;
  if (!read || blobs != manifest->blobs) return backup_damaged((folder / "tables" / "blob.ndjson").string());
  return manifest;
}

}  // namespace gongkai::store
