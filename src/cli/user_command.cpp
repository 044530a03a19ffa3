#include "cli/user_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <optional>

#include "agency/queries.h"
#include "agency/sign_in.h"
#include "agency/verbs.h"
#include "base/hash.h"
#include "base/json_writer.h"
#include "cli/store_access.h"

namespace gongkai::cli {
namespace {

using agency::Actor;
using agency::Person;
using agency::RoleGrant;
using store::Connection;
using store::Writing;

struct UserOptions {
  InstallationPlace place;
  std::string account, name, agency, phone, email, reason;
  std::vector<std::string> grant, withdraw;
};

/// 120 random bits in groups that can be read out.
std::string one_time_password() {
  const std::string letters = base64url(random_bytes(15));
  return fmt::format("{}.{}.{}.{}", letters.substr(0, 5), letters.substr(5, 5), letters.substr(10, 5),
                     letters.substr(15, 5));
}

Result<Person> person_of(Connection& connection, const std::string& account) {
  const auto found = agency::find_person(connection, account);
  if (!found) { return Error{"person.unknown", {"没有账号 " + account, "there is no account " + account}, account}; }
  return *found;
}

/// "clerk@kejiju", or "city_supervisor" for the whole city.
Result<RoleGrant> grant_of(Connection& connection, const std::string& text) {
  const std::size_t at = text.find('@');
  const auto role = agency::role(text.substr(0, at));
  if (!role) {
    return Error{
        "cli.bad_argument",
        {"没有这个角色；请写成 clerk@单位代码 或 city_supervisor", "no such role; write clerk@CODE or city_supervisor"},
        text};
  }
  RoleGrant grant{*role, {}};
  if (at == std::string::npos) return grant;
  const auto found = agency::find_agency(connection, text.substr(at + 1));
  if (!found) return Error{"agency.unknown", {"没有这个单位", "there is no such agency"}, text.substr(at + 1)};
  grant.agency = found->id;
  return grant;
}

int print(const CommandContext& context, store::Store& store, PersonId id, const std::string& password = {}) {
  const auto state = store.read([&](Connection& connection) { return json_of(*agency::find_person(connection, id)); });
  if (!state) return report_error(context, state.error());
  context.out << *state << '\n';
  if (!password.empty()) {
    context.err
        << Wording{"一次性口令（首次登录后须修改）：", "one-time password, to be changed at the first sign-in: "}.in(
               context.language)
        << password << '\n';
  }
  return kGood;
}

/// Sets a fresh password and prints it once, on standard error.
int print_with_password(const CommandContext& context, store::Store& store, PersonId id) {
  agency::SignIn sign_in(store, nullptr);
  const std::string password = one_time_password();
  if (const Failure failure = sign_in.set_password(Actor::system(), id, password)) {
    return report_error(context, *failure);
  }
  return print(context, store, id, password);
}

Failure change_roles(Writing& writing, PersonId id, const UserOptions& options) {
  for (const std::string& text : options.withdraw) {
    const auto grant = grant_of(writing.connection(), text);
    if (!grant) return grant.error();
    const auto done = withdraw_role(writing, Actor::system(), id, *grant, options.reason);
    if (!done) return done.error();
  }
  for (const std::string& text : options.grant) {
    const auto grant = grant_of(writing.connection(), text);
    if (!grant) return grant.error();
    const auto done = grant_role(writing, Actor::system(), id, *grant);
    if (!done) return done.error();
  }
  return std::nullopt;
}

int run_create(const UserOptions& options, const CommandContext& context) {
  const auto store = open_store_of(options.place);
  if (!store) return report_error(context, store.error());
  const auto id = (*store)->write([&](Writing& writing) -> Result<PersonId> {
    agency::PersonCreated created{options.account, options.name, {}, {}, options.phone, options.email};
    if (!options.agency.empty()) {
      const auto at = agency::find_agency(writing.connection(), options.agency);
      if (!at) return Error{"agency.unknown", {"没有这个单位", "there is no such agency"}, options.agency};
      created.agency = at->id;
    }
    auto made = create_person(writing, Actor::system(), created);
    if (!made) return made;
    if (auto failure = change_roles(writing, *made, options)) return *failure;
    return made;
  });
  if (!id) return report_error(context, id.error());
  return print_with_password(context, **store, *id);
}

int run_roles(const UserOptions& options, const CommandContext& context) {
  const auto store = open_store_of(options.place);
  if (!store) return report_error(context, store.error());
  const auto id = (*store)->write([&](Writing& writing) -> Result<PersonId> {
    const auto person = person_of(writing.connection(), options.account);
    if (!person) return person.error();
    if (auto failure = change_roles(writing, person->id, options)) return *failure;
    return person->id;
  });
  if (!id) return report_error(context, id.error());
  return print(context, **store, *id);
}

int run_deactivate(const UserOptions& options, const CommandContext& context) {
  const auto store = open_store_of(options.place);
  if (!store) return report_error(context, store.error());
  const auto id = (*store)->write([&](Writing& writing) -> Result<PersonId> {
    const auto person = person_of(writing.connection(), options.account);
    if (!person) return person.error();
    const auto done = deactivate_person(writing, Actor::system(), person->id, options.reason);
    if (!done) return done.error();
    return person->id;
  });
  if (!id) return report_error(context, id.error());
  return print(context, **store, *id);
}

int run_reset_password(const UserOptions& options, const CommandContext& context) {
  const auto store = open_store_of(options.place);
  if (!store) return report_error(context, store.error());
  const auto person = (*store)->read([&](Connection& connection) { return person_of(connection, options.account); });
  if (!person) return report_error(context, person.error());
  if (!*person) return report_error(context, person->error());
  return print_with_password(context, **store, (*person)->id);
}

/// A subcommand on one account, whose options live as long as the parsing.
CLI::App* add(CLI::App& group, const char* name, const Wording& description, Language help, Command& chosen,
              const std::shared_ptr<UserOptions>& options, int (*run)(const UserOptions&, const CommandContext&)) {
  CLI::App* command = group.add_subcommand(name, description.in(help));
  add_installation_options(*command, help, options->place);
  command->add_option("ACCOUNT", options->account, Wording{"账号", "the account"}.in(help))->required();
  command->callback([options, &chosen, run] {
    chosen = [options, run](const CommandContext& context) { return run(*options, context); };
  });
  return command;
}

}  // namespace

void add_user_commands(CLI::App& app, Language help, Command& chosen) {
  CLI::App* group =
      app.add_subcommand("user", Wording{"人员：账号、角色、口令", "people: accounts, roles, passwords"}.in(help));
  group->require_subcommand(1);
  group->fallthrough();
  const auto fresh = [] { return std::make_shared<UserOptions>(); };
  const Wording role{"角色，如 clerk@kejiju、city_supervisor", "a role, e.g. clerk@kejiju, city_supervisor"};

  auto create = fresh();
  CLI::App* created = add(
      *group, "create",
      {"开立账号，打印一次性口令\n示例：gongkai user create li.ming --name 李明 --agency kejiju --role clerk@kejiju",
       "open an account and print a one-time password\ne.g. gongkai user create li.ming --name 李明 --agency kejiju "
       "--role clerk@kejiju"},
      help, chosen, create, run_create);
  created->add_option("--name", create->name, Wording{"姓名", "the person's name"}.in(help))->required();
  created->add_option("--agency", create->agency, Wording{"所在单位的代码", "code of the agency"}.in(help));
  created->add_option("--phone", create->phone, Wording{"电话", "telephone"}.in(help));
  created->add_option("--email", create->email, Wording{"邮箱", "e-mail address"}.in(help));
  created->add_option("--role", create->grant, role.in(help));

  auto roles = fresh();
  CLI::App* changed =
      add(*group, "roles", {"查看、授予、收回角色", "show, grant, withdraw roles"}, help, chosen, roles, run_roles);
  changed->add_option("--grant", roles->grant, role.in(help));
  changed->add_option("--withdraw", roles->withdraw, role.in(help));
  changed->add_option("--reason", roles->reason, Wording{"理由", "why"}.in(help));

  auto deactivate = fresh();
  add(*group, "deactivate", {"停用账号", "close an account"}, help, chosen, deactivate, run_deactivate)
      ->add_option("--reason", deactivate->reason, Wording{"理由", "why"}.in(help));

  auto reset = fresh();
  add(*group, "reset-password", {"重置口令，打印一次性口令", "reset the password and print a one-time one"}, help,
      chosen, reset, run_reset_password);
}

}  // namespace gongkai::cli
