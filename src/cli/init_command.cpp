#include "cli/init_command.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <memory>

#include "agency/sign_in.h"
#include "agency/verbs.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/json_writer.h"
#include "cli/installation_options.h"
#include "cli/serving.h"
#include "cli/store_access.h"
#include "flows/doctor.h"
#include "store/keys.h"
#include "store/store.h"

namespace gongkai::cli {
namespace {

struct InitOptions {
  InstallationPlace place;
  std::string site_name = "政府信息公开";
  std::string master_key;
  std::string postgresql;
};

struct DoctorCommand {
  InstallationPlace place;
  std::string format;
  bool replay = false;
};

/// The three administrators, whose duties exclude each other.
struct FirstAccount {
  agency::Role role;
  std::string account;
  Wording name;
};
const std::array<FirstAccount, 3>& first_accounts() {
  static const std::array<FirstAccount, 3> accounts{
      {{agency::Role::SystemAdministrator, "system", {"系统管理员", "system administrator"}},
       {agency::Role::SecurityAdministrator, "security", {"安全管理员", "security administrator"}},
       {agency::Role::AuditAdministrator, "audit", {"审计管理员", "audit administrator"}}}};
  return accounts;
}

/// 128 random bits in groups that can be copied from a screen.
std::string first_password() {
  const std::string digits = base64url(random_bytes(15));
  return fmt::format("{}.{}.{}.{}", digits.substr(0, 5), digits.substr(5, 5), digits.substr(10, 5),
                     digits.substr(15, 5));
}

Result<std::string> make_account(store::Store& store, agency::SignIn& sign_in, const FirstAccount& first) {
  const agency::Actor system = agency::Actor::system();
  const auto made = store.write([&](store::Writing& writing) -> Result<PersonId> {
    agency::PersonCreated created;
    created.account = first.account;
    created.name = first.name.zh;
    auto person = agency::create_person(writing, system, created);
    if (!person) return person;
    if (const auto granted = agency::grant_role(writing, system, *person, {first.role, {}}); !granted)
      return granted.error();
    return person;
  });
  if (!made) return made.error();
  std::string password = first_password();
  if (const Failure failure = sign_in.set_password(system, *made, password)) return *failure;
  return password;
}

std::filesystem::path key_file(const InitOptions& options) {
  if (!options.master_key.empty()) return std::filesystem::absolute(options.master_key);
  std::filesystem::path data = std::filesystem::absolute(options.place.data).lexically_normal();
  if (data.filename().empty()) data = data.parent_path();
  return data.string() + ".key";
}

Error exists_already(const std::string& where) {
  return {"init.exists",
          {"这里已经有一个安装，没有改动任何东西：" + where,
           "there is an installation here already; nothing was changed: " + where},
          where};
}

/// The settings of the new installation: in the data folder, or where --config says.
std::filesystem::path settings_file(const InitOptions& options) {
  if (!options.place.config.empty()) return options.place.config;
  return std::filesystem::path(options.place.data) / "gongkai.yaml";
}

/// Looks for an installation that would be written over.
Failure check_is_free(const InitOptions& options, const Clock& clock) {
  std::error_code ignored;
  for (const std::filesystem::path& file :
       {settings_file(options), std::filesystem::path(options.place.data) / "gongkai.sqlite"}) {
    if (std::filesystem::exists(file, ignored)) return exists_already(file.string());
  }
  if (options.postgresql.empty()) return {};
  const auto there = store::Store::open_beside({options.place.data, options.postgresql}, clock);
  if (there) return exists_already("PostgreSQL");
  if (there.error().code == "store.not_initialised") return {};
  return there.error();
}

int run_init(const CommandContext& context, const InitOptions& options) {
  const std::filesystem::path data = options.place.data;
  const auto clock = clock_of(options.place.now);
  if (!clock) return report_error(context, clock.error());
  if (const Failure failure = check_is_free(options, *clock)) return report_error(context, *failure);
  std::error_code ignored;
  auto key = store::MasterKey::create(key_file(options), data);
  if (!key) return report_error(context, key.error());
  auto store = store::Store::open({data, options.postgresql}, *clock, true);
  if (!store) return report_error(context, store.error());
  auto keys = store::Keys::open(**store, std::move(*key));
  if (!keys) return report_error(context, keys.error());
  agency::SignIn sign_in(**store, keys->get());
  std::string accounts;
  for (const FirstAccount& first : first_accounts()) {
    const auto password = make_account(**store, sign_in, first);
    if (!password) return report_error(context, password.error());
    accounts += fmt::format("  {:<10} {}  {}\n", first.account, *password, first.name.in(context.language));
  }
  if (const Failure failure = write_file(
          settings_file(options), configuration_template(options.site_name, key_file(options), options.postgresql)))
    return report_error(context, *failure);
  using std::filesystem::perms;  // the address of a database may hold a password
  std::filesystem::permissions(settings_file(options), perms::owner_read | perms::owner_write | perms::group_read,
                               ignored);
  const Wording told{
      "数据文件夹：{}\n主密钥：{}"
      "（请另存一份，丢失后个人信息无法再读）\n首批账号，口令只显示这一次，首次登录须更换：\n{}"
      "下一步：gongkai agency create --data {} …，然后 gongkai serve --data {}\n",
      "data folder: {}\nmaster key: {} (keep a copy elsewhere: without it personal data stay closed)\n"
      "first accounts; the passwords are shown this once and must be changed at the first sign-in:\n{}"
      "next: gongkai agency create --data {} …, then gongkai serve --data {}\n"};
  context.out << fmt::format(fmt::runtime(told.in(context.language)), data.string(), key_file(options).string(),
                             accounts, data.string(), data.string());
  return kGood;
}

std::string_view word_of(flows::Health health) {
  switch (health) {
    case flows::Health::Good: return "good";
    case flows::Health::Warning: return "warning";
    case flows::Health::Bad: return "bad";
  }
  return "";
}

std::string as_text(const std::vector<flows::Check>& checks, Language language) {
  std::string text;
  for (const flows::Check& check : checks) {
    const std::string_view mark = check.health == flows::Health::Good      ? "好  "
                                  : check.health == flows::Health::Warning ? "注意"
                                                                           : "坏  ";
    const std::string word(word_of(check.health));
    text += fmt::format("{}  {}\n", language == Language::Chinese ? std::string(mark) : fmt::format("{:<7}", word),
                        check.finding.in(language));
    if (!check.advice.zh.empty()) text += fmt::format("        → {}\n", check.advice.in(language));
  }
  return text;
}

std::string as_json(const std::vector<flows::Check>& checks, Language language) {
  JsonWriter json;
  json.begin_object();
  json.key("checks").begin_array();
  for (const flows::Check& check : checks) {
    json.begin_object();
    json.member("id", check.id);
    json.member("health", word_of(check.health));
    json.member("finding", check.finding.in(language));
    json.member("advice", check.advice.in(language));
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take() + '\n';
}

/// Beside the process that serves it, when there is one: that is when doctor is wanted most.
Result<std::vector<flows::Check>> examine(const CommandContext& context, const DoctorCommand& options,
                                          const flows::DoctorOptions& wanted) {
  auto opened = open_installation(context, options.place);
  if (opened) return flows::examine(*opened->installation, wanted);
  if (opened.error().code != "store.locked") return opened.error();
  const auto store = open_store_to_read(options.place);
  if (!store) return store.error();
  const auto law = law_source(context);
  if (!law) return law.error();
  return flows::examine_beside(**store, *law, wanted);
}

int run_doctor(const CommandContext& context, const DoctorCommand& options) {
  const auto configuration = configuration_of(options.place);
  if (!configuration) return report_error(context, configuration.error());
  flows::DoctorOptions wanted;
  wanted.data_folder = options.place.data;
  wanted.master_key = configuration->master_key;
  wanted.backup_folder = configuration->backup_folder;
  wanted.replay = options.replay;
  const auto checks = examine(context, options, wanted);
  if (!checks) return report_error(context, checks.error());
  context.out << (options.format == "json" ? as_json(*checks, context.language) : as_text(*checks, context.language));
  return kGood;  // what it found is in the answer; 1 stays for checks of reports, pages and codes
}

}  // namespace

void add_init_commands(CLI::App& app, Language help, Command& chosen) {
  const bool zh = help == Language::Chinese;
  auto init_options = std::make_shared<InitOptions>();
  CLI::App* init = app.add_subcommand(
      "init", zh ? "新建一个安装：数据文件夹、设置、主密钥和三个管理员账号\n"
                   "示例：gongkai init --data /var/lib/gongkai --site-name 青禾市人民政府"
                 : "begin an installation: data folder, settings, master key and three administrators\n"
                   "e.g. gongkai init --data /var/lib/gongkai --site-name 青禾市人民政府");
  add_installation_options(*init, help, init_options->place);
  init->add_option("--site-name", init_options->site_name, zh ? "网站名称" : "name of the site");
  init->add_option("--master-key", init_options->master_key,
                   zh ? "主密钥文件（默认在数据文件夹旁边）" : "file for the master key (beside the data folder)");
  init->add_option("--postgresql", init_options->postgresql,
                   zh ? "PostgreSQL 地址，如 postgresql://…；不给则用 SQLite"
                      : "address of PostgreSQL, postgresql://…; without it SQLite");
  init->callback([init_options, &chosen] {
    chosen = [init_options](const CommandContext& context) { return run_init(context, *init_options); };
  });

  auto doctor_options = std::make_shared<DoctorCommand>();
  CLI::App* doctor = app.add_subcommand(
      "doctor", zh ? "检查安装缺什么：日历、磁盘、密钥、备份、字体、指南、索引"
                   : "what an installation lacks: calendar, disk, key, backup, fonts, guides, index");
  add_installation_options(*doctor, help, doctor_options->place);
  doctor->add_option("--format", doctor_options->format, zh ? "text 或 json" : "text or json")
      ->check(CLI::IsMember({"text", "json"}));
  doctor->add_flag("--replay", doctor_options->replay,
                   zh ? "从事件重新推算全部状态并比对" : "fold every state from its events again and compare");
  doctor->callback([doctor_options, &chosen] {
    chosen = [doctor_options](const CommandContext& context) { return run_doctor(context, *doctor_options); };
  });
}

}  // namespace gongkai::cli
