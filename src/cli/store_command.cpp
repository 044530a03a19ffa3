#include "cli/store_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "base/json_writer.h"
#include "cli/installation_options.h"
#include "cli/program_version.h"
#include "cli/serving.h"
#include "cli/store_access.h"
#include "store/backup.h"
#include "store/store.h"

namespace gongkai::cli {
namespace {

struct BackupOptions {
  InstallationPlace place;
  std::string folder;
  bool verify_only = false;
};

Result<store::StorePlace> store_place(const InstallationPlace& place) {
  const auto configuration = configuration_of(place);
  if (!configuration) return configuration.error();
  return store::StorePlace{place.data, configuration->postgresql};
}

void print(const CommandContext& context, const store::BackupManifest& manifest, const std::string& folder) {
  JsonWriter json;
  json.begin_object();
  json.member("folder", folder);
  json.member("made_at", manifest.made_at.iso());
  json.member("last_sequence", manifest.last_sequence);
  json.member("content_sha256", manifest.content_sha256());
  json.member("blobs", manifest.blobs);
  json.key("tables").begin_array();
  for (const store::BackupTable& table : manifest.tables) {
    json.begin_object();
    json.member("name", table.name);
    json.member("rows", table.rows);
    json.member("sha256", table.sha256);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  context.out << json.take() << '\n';
}

int run_backup(const CommandContext& context, const BackupOptions& options) {
  if (options.verify_only) {
    const auto manifest = store::verify_backup(options.folder);
    if (!manifest) return report_error(context, manifest.error());
    print(context, *manifest, options.folder);
    return kGood;
  }
  const auto store = open_store_to_read(options.place);
  if (!store) return report_error(context, store.error());
  const auto manifest = store::write_backup(**store, options.folder, kProgramVersion);
  if (!manifest) return report_error(context, manifest.error());
  print(context, *manifest, options.folder);
  return kGood;
}

int run_restore(const CommandContext& context, const BackupOptions& options) {
  const auto where = store_place(options.place);
  if (!where) return report_error(context, where.error());
  const auto clock = clock_of(options.place.now);
  if (!clock) return report_error(context, clock.error());
  const auto manifest = store::restore_backup(options.folder, *where, *clock);
  if (!manifest) return report_error(context, manifest.error());
  print(context, *manifest, options.folder);
  return kGood;
}

int run_migrate(const CommandContext& context, const InstallationPlace& place) {
  const auto store = open_store_of(place);
  if (!store) return report_error(context, store.error());
  const Wording done{"数据表已是本程序的版本", "the tables are those of this program"};
  context.out << done.in(context.language) << '\n';
  return kGood;
}

CLI::App* add_backup(CLI::App& app, bool zh, Language help, Command& chosen) {
  auto options = std::make_shared<BackupOptions>();
  CLI::App* command = app.add_subcommand(
      "backup", zh ? "在线备份到一个文件夹，并逐个核对\n示例：gongkai backup /backup/2026-11-23 --data /var/lib/gongkai"
                   : "back up into a folder while others work, and verify every file\n"
                     "e.g. gongkai backup /backup/2026-11-23 --data /var/lib/gongkai");
  command
      ->add_option("folder", options->folder, zh ? "备份文件夹（不能已存在）" : "the folder, which must not exist yet")
      ->required();
  command->add_flag("--verify", options->verify_only,
                    zh ? "只核对已有的备份，不写任何东西" : "only verify a backup that is there");
  add_installation_options(*command, help, options->place);
  command->callback([options, &chosen] {
    chosen = [options](const CommandContext& context) { return run_backup(context, *options); };
  });
  return command;
}

CLI::App* add_restore(CLI::App& app, bool zh, Language help, Command& chosen) {
  auto options = std::make_shared<BackupOptions>();
  CLI::App* command =
      app.add_subcommand("restore", zh ? "从备份恢复到空的数据文件夹或空的数据库，两种数据库可以互换\n"
                                         "示例：gongkai restore /backup/2026-11-23 --data /var/lib/gongkai"
                                       : "restore a backup into an empty folder or an empty database of either kind\n"
                                         "e.g. gongkai restore /backup/2026-11-23 --data /var/lib/gongkai");
  command->add_option("folder", options->folder, zh ? "备份文件夹" : "the backup")->required();
  add_installation_options(*command, help, options->place);
  command->callback([options, &chosen] {
    chosen = [options](const CommandContext& context) { return run_restore(context, *options); };
  });
  return command;
}

}  // namespace

void add_store_commands(CLI::App& app, Language help, Command& chosen) {
  const bool zh = help == Language::Chinese;
  add_backup(app, zh, help, chosen);
  add_restore(app, zh, help, chosen);
  auto place = std::make_shared<InstallationPlace>();
  CLI::App* migrate = app.add_subcommand("migrate", zh ? "把数据表更新到本程序的版本（serve 启动时也会做）"
                                                       : "bring the tables up to this program (serve does so as well)");
  add_installation_options(*migrate, help, *place);
  migrate->callback(
      [place, &chosen] { chosen = [place](const CommandContext& context) { return run_migrate(context, *place); }; });
}

}  // namespace gongkai::cli
