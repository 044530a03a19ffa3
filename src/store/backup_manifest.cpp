#include "store/backup_manifest.h"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "base/hash.h"
#include "base/json_writer.h"

namespace gongkai::store {
namespace {

constexpr int kForm = 1;

BackupManifest read_members(const boost::json::value& json) {
  const auto text = [](const boost::json::value& value) { return std::string(value.as_string()); };
  BackupManifest manifest;
  manifest.program = text(json.at("program"));
  manifest.made_at = Instant::parse(text(json.at("made_at"))).value();
  manifest.last_sequence = json.at("last_sequence").as_int64();
  manifest.blobs = json.at("blobs").as_int64();
  for (const auto& entry : json.at("migrations").as_array()) {
    manifest.migrations.push_back({text(entry.at("name")), text(entry.at("sha256"))});
  }
  for (const auto& entry : json.at("tables").as_array()) {
    manifest.tables.push_back({text(entry.at("name")), entry.at("rows").as_int64(), text(entry.at("sha256"))});
  }
  for (const auto& entry : json.at("identities").as_array()) {
    manifest.identities.push_back({text(entry.at("table")), text(entry.at("column")), entry.at("last").as_int64()});
  }
  return manifest;
}

}  // namespace

Error backup_damaged(const std::string& where) {
  return {"backup.damaged",
          {fmt::format("备份已损坏或不完整：{}；请使用另一份备份", where),
           fmt::format("the backup is damaged or not whole: {}; use another one", where)},
          where};
}

std::string BackupManifest::content_sha256() const {
  std::string text;
  for (const BackupTable& table : tables) text += fmt::format("{} {} {}\n", table.name, table.rows, table.sha256);
  return hex(sha256(text));
}

std::string manifest_as_json(const BackupManifest& manifest) {
  JsonWriter json;
  json.begin_object().member("form", kForm).member("program", manifest.program);
  json.member("made_at", manifest.made_at.iso()).member("last_sequence", manifest.last_sequence);
  json.member("content_sha256", manifest.content_sha256()).member("blobs", manifest.blobs);
  json.key("migrations").begin_array();
  for (const AppliedMigration& migration : manifest.migrations) {
    json.begin_object().member("name", migration.name).member("sha256", migration.sha256).end_object();
  }
  json.end_array().key("tables").begin_array();
  for (const BackupTable& table : manifest.tables) {
    json.begin_object().member("name", table.name).member("rows", table.rows);
    json.member("sha256", table.sha256).end_object();
  }
  json.end_array().key("identities").begin_array();
  for (const IdentityState& state : manifest.identities) {
    json.begin_object().member("table", state.table).member("column", state.column);
    json.member("last", state.last).end_object();
  }
  json.end_array().end_object();
  return json.take() + "\n";
}

Result<BackupManifest> manifest_of_json(std::string_view text, const std::string& where) {
  try {
    const boost::json::value json = boost::json::parse(boost::json::string_view(text.data(), text.size()));
    if (json.at("form").as_int64() > kForm) {
      return Error{"backup.newer_form",
                   {"备份由更新版本的程序写成；请使用更新的程序",
                    "a later version of the program wrote this backup; use that version"},
                   where};
    }
    BackupManifest manifest = read_members(json);
    if (std::string(json.at("content_sha256").as_string()) != manifest.content_sha256()) return backup_damaged(where);
    return manifest;
  } catch (const std::exception&) {  // no JSON, or a member is missing
    return backup_damaged(where);
  }
}

}  // namespace gongkai::store
