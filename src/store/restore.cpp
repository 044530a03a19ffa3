// A backup becomes a store again, in either database.
#include <fmt/format.h>

#include <algorithm>

#include "base/hash.h"
#include "store/backup.h"
#include "store/backup_file.h"
#include "store/backup_manifest.h"
#include "store/blob_files.h"
#include "store/embedded.h"
#include "store/failure.h"
#include "store/folder_lock.h"
#include "store/portable_table.h"
#include "store/session.h"

namespace gongkai::store {
namespace {

Error not_empty(const std::string& place) {
  return {"restore.not_empty",
          {fmt::format("{} 里已有数据，没有覆盖；请恢复到空的位置", place),
           fmt::format("there are data in {} already and nothing was overwritten; restore into an empty place", place)},
          place};
}

/// While rows come in as they were, triggers and foreign keys of the tables are out of the way. They come back, and
/// foreign keys are checked, in finish(); a roll-back brings them back as well.
class OpenDoors {
 public:
  virtual ~OpenDoors() = default;
  virtual void finish() = 0;
};

class SqliteDoors final : public OpenDoors {
 public:
  explicit SqliteDoors(Session& session) : session_(session) {
    session.run_script("PRAGMA foreign_keys = OFF");
    session.begin_writing();
    for (const Row& row : session.query("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")) {
      session.run_script("DROP TRIGGER " + quoted(row.text(0)));
      triggers_.push_back(row.text(1));
    }
  }
  void finish() override {
    for (const std::string& trigger : triggers_) session_.run_script(trigger);
    if (session_.first("PRAGMA foreign_key_check")) throw StoreFailure(constraint_broken("foreign key"));
  }

 private:
  Session& session_;
  std::vector<std::string> triggers_;
};

class PostgresqlDoors final : public OpenDoors {
 public:
  explicit PostgresqlDoors(Session& session) : session_(session) {
    session.begin_writing();
    for (const Row& row :
         session.query("SELECT CAST(r.relname AS TEXT), CAST(c.conname AS TEXT), pg_get_constraintdef(c.oid)"
                       " FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid"
                       " WHERE c.contype = 'f' AND c.connamespace = CAST(current_schema() AS regnamespace)")) {
      const std::string table = "ALTER TABLE " + quoted(row.text(0));
      session.run_script(table + " DROP CONSTRAINT " + quoted(row.text(1)));
      again_.push_back(table + " ADD CONSTRAINT " + quoted(row.text(1)) + " " + row.text(2));
    }
    for (const TableShape& table : tables_of(session)) {
      session.run_script("ALTER TABLE " + quoted(table.name) + " DISABLE TRIGGER USER");
      again_.push_back("ALTER TABLE " + quoted(table.name) + " ENABLE TRIGGER USER");
    }
  }
  void finish() override {
    for (const std::string& statement : again_) session_.run_script(statement);
  }

 private:
  Session& session_;
  std::vector<std::string> again_;
};

void load_table(Session& session, const TableShape& table, const std::filesystem::path& file) {
  const std::string insert = insert_into(table);
  const bool read = each_line_of(file, [&](std::string_view line) {
    const auto row = row_of_line(line, table.columns.size());
    if (!row) throw StoreFailure(backup_damaged(file.string()));
    session.execute(insert, *row);
  });
  if (!read) throw StoreFailure(backup_damaged(file.string()));
}

void load_rows(Session& session, const BackupManifest& manifest, const std::filesystem::path& folder) {
  std::unique_ptr<OpenDoors> doors;
  try {
    if (session.dialect() == Dialect::Sqlite) {
      doors = std::make_unique<SqliteDoors>(session);
    } else {
      doors = std::make_unique<PostgresqlDoors>(session);
    }
    const std::vector<TableShape> tables = tables_of(session);
    for (const TableShape& table : tables) session.execute("DELETE FROM " + quoted(table.name));
    for (const BackupTable& wanted : manifest.tables) {
      const auto table =
          std::find_if(tables.begin(), tables.end(), [&](const TableShape& t) { return t.name == wanted.name; });
      if (table == tables.end()) throw StoreFailure(backup_damaged(wanted.name));
      load_table(session, *table, folder / "tables" / (wanted.name + ".ndjson"));
    }
    for (const IdentityState& state : manifest.identities) set_identity(session, state);
    doors->finish();
    session.commit();
  } catch (...) {
    session.roll_back();
    throw;
  }
}

/// What came in must be what the manifest says, read from the database itself.
void verify_rows(Session& session, const BackupManifest& manifest) {
  for (const TableShape& shape : tables_of(session)) {
    BackupTable table{shape.name, 0, {}};
    Sha256Stream hash;
    each_line(session, shape, [&](std::string_view line) {
      hash.add(line);
      ++table.rows;
    });
    table.sha256 = hex(hash.finish());
    if (std::find(manifest.tables.begin(), manifest.tables.end(), table) == manifest.tables.end()) {
      throw StoreFailure(backup_damaged(shape.name));
    }
  }
}

std::vector<EmbeddedFile> migrations_of(const BackupManifest& manifest) {
  std::vector<EmbeddedFile> files;
  for (const AppliedMigration& applied : manifest.migrations) {
    const auto known = embedded_files();
    const auto file =
        std::find_if(known.begin(), known.end(), [&](const EmbeddedFile& f) { return f.name == applied.name; });
    if (file == known.end()) {
      throw StoreFailure(
          Error{"store.newer",
                {fmt::format("备份由更新版本的程序写成（{}）；请使用更新的程序", applied.name),
                 fmt::format("a later version of the program wrote this backup ({}); use that version", applied.name)},
                applied.name});
    }
    if (hex(sha256(file->bytes)) != applied.sha256) {
      throw StoreFailure(
          Error{"store.changed_migration",
                {fmt::format("备份所用的迁移 {} 与本程序中的不同；请使用当初的程序版本", applied.name),
                 fmt::format("the migration {} of this backup is not the one of this program; use the version that "
                             "wrote it",
                             applied.name)},
                applied.name});
    }
    files.push_back(*file);
  }
  return files;
}

void copy_blobs(const std::filesystem::path& folder, const BlobFiles& to) {
  const BlobFiles from(folder);
  each_line_of(folder / "tables" / "blob.ndjson", [&](std::string_view line) {
    const auto row = row_of_line(line, 5);
    const auto* address = row ? std::get_if<std::string>(&(*row)[0].content()) : nullptr;
    const auto* hash = row ? std::get_if<std::string>(&(*row)[1].content()) : nullptr;
    const auto* place = row ? std::get_if<std::string>(&(*row)[3].content()) : nullptr;
    if (address == nullptr || hash == nullptr || place == nullptr || *place != "file") return;
    BlobFiles::Unfinished copy(to);
    Sha256Stream copied;
    const bool read = each_piece(from.path_of(*address), [&](std::string_view piece) {
      copied.add(piece);
      copy.add(piece);
    });
    if (!read || hex(copied.finish()) != *hash) throw StoreFailure(backup_damaged(from.path_of(*address).string()));
    copy.finish_as(*address);
  });
  to.remove_unfinished();
}

bool has_rows(Session& session) {
  const std::vector<TableShape> tables = tables_of(session);
  return std::any_of(tables.begin(), tables.end(), [&](const TableShape& table) {
    return table.name != "migration" && session.first("SELECT 1 FROM " + quoted(table.name) + " LIMIT 1");
  });
}

void fill(Session& session, const BackupManifest& manifest, const std::filesystem::path& folder, Instant now) {
  migrate(session, migrations_of(manifest), now);
  load_rows(session, manifest, folder);
  verify_rows(session, manifest);
  migrate(session, embedded_files(), now);
}

Result<BackupManifest> restore(const std::filesystem::path& folder, const StorePlace& place, const Clock& clock) {
  const auto manifest = verify_backup(folder);
  if (!manifest) return manifest;
  migrations_of(*manifest);
  const std::filesystem::path file = place.data_folder / "gongkai.sqlite", unfinished = file.string() + ".unfinished";
  const BlobFiles blobs(place.data_folder);
  if (std::filesystem::exists(file)) return not_empty(place.data_folder.string());
  if (const auto error = make_data_folder(place.data_folder))
    return file_failure(error.value(), place.data_folder.string());
  const auto lock = FolderLock::take(place.data_folder);
  if (!lock) return lock.error();
  if (place.postgresql.empty()) {
    for (const char* ending : {"", "-wal", "-shm"}) std::filesystem::remove(unfinished.string() + ending);
    copy_blobs(folder, blobs);
    {
      const auto session = open_sqlite(unfinished, SqliteUse::Write);
      fill(*session, *manifest, folder, clock.now());
      session->run_script("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    std::filesystem::rename(unfinished, file);
    make_durable(place.data_folder);
  } else {
    const auto session = open_postgresql(place.postgresql);
    if (has_rows(*session)) return not_empty("PostgreSQL");
    copy_blobs(folder, blobs);
    fill(*session, *manifest, folder, clock.now());
  }
  return manifest;
}

}  // namespace

Result<BackupManifest> restore_backup(const std::filesystem::path& folder, const StorePlace& place,
                                      const Clock& clock) {
  try {
    return restore(folder, place, clock);
  } catch (const StoreFailure& failure) {
    return failure.error();
  } catch (const std::filesystem::filesystem_error& error) {
    return file_failure(error.code().value(), place.data_folder.string());
  }
}

}  // namespace gongkai::store
