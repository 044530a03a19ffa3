// manifest.json of a backup, written and read.
#pragma once
#include <string>

#include "store/backup.h"

namespace gongkai::store {

std::string manifest_as_json(const BackupManifest& manifest);
/// Fails with `backup.damaged`, `backup.newer_form`. `where` names the file in errors.
Result<BackupManifest> manifest_of_json(std::string_view json, const std::string& where);

Error backup_damaged(const std::string& where);

}  // namespace gongkai::store
