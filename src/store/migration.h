// Brings the tables up to date: migrations/NNNN_<room>.sql, in the order of names, one transaction each.
// How they are written, once for both databases: migrations/README.md.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/embedded_file.h"
#include "base/instant.h"
#include "store/session.h"

namespace gongkai::store {

struct AppliedMigration {
  std::string name;
  std::string sha256;
};

/// The script for one database: braces replaced, sections of the other one left out.
/// Throws store.bad_migration for an unknown word in braces.
std::string for_dialect(std::string_view script, Dialect dialect);

/// What this database went through, in order; empty when it has no tables yet.
std::vector<AppliedMigration> applied_migrations(Connection& connection);

/// Throws store.newer when more was applied than `files` know, store.changed_migration when a file is no longer what
/// was applied.
void check_applied(std::span<const AppliedMigration> applied, std::span<const EmbeddedFile> files);

/// Applies what is missing of `files`. Throws as check_applied does.
void migrate(Session& session, std::span<const EmbeddedFile> files, Instant now);

}  // namespace gongkai::store
