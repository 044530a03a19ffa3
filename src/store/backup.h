// A backup is a folder in one form for both databases, so that a city can move from SQLite to PostgreSQL and back:
//
//   manifest.json         program, migrations, last event, rows and SHA-256 of each file, identities
//   tables/<name>.ndjson  a row a line, an array in the order of the columns; rows in the order of the primary key.
//                         Integers, texts and null are JSON's; bytes are {"base64url": "…"}
//   blobs/ab/<address>    large blobs
//
// The same content gives the same hashes, from whichever database. The master key is not in it.
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/now.h"
#include "base/result.h"
#include "store/migration.h"
#include "store/schema.h"
#include "store/store.h"

namespace gongkai::store {

struct BackupTable {
  std::string name;
  std::int64_t rows = 0;
  std::string sha256;
  bool operator==(const BackupTable&) const = default;
};

struct BackupManifest {
  std::string program;  ///< version that wrote it
  Instant made_at{};
  std::int64_t last_sequence = 0;
  std::int64_t blobs = 0;  ///< files below blobs/
  std::vector<AppliedMigration> migrations;
  std::vector<BackupTable> tables;
  std::vector<IdentityState> identities;
  /// Of all rows and blobs: two stores with the same content have the same.
  std::string content_sha256() const;
};

/// Online: others go on reading and writing; the backup shows one state. Written beside `folder` and renamed when every
/// file was read back. Fails with `backup.exists`, `store.disk_full`, `store.read_only`, `blob.missing`,
/// `blob.damaged`.
Result<BackupManifest> write_backup(Store& store, const std::filesystem::path& folder, std::string_view program);

/// Reads everything again. Fails with `backup.missing`, `backup.newer_form`, `backup.damaged`, which names the file.
Result<BackupManifest> verify_backup(const std::filesystem::path& folder);

/// Into an empty place, of either database; verified before and after. Brings the tables up to date afterwards.
/// Fails as verify_backup(), with `restore.not_empty`, `store.newer` when this program lacks a migration, and as
/// Store::open(). Nothing that can be opened is left after a failure.
Result<BackupManifest> restore_backup(const std::filesystem::path& folder, const StorePlace& place, const Clock& clock);

/// What write_backup() would say of a store, without writing.
Result<BackupManifest> describe(Store& store, std::string_view program);

}  // namespace gongkai::store
