#include "cli/agency_command.h"

#include <CLI/CLI.hpp>
#include <memory>
#include <optional>

#include "agency/queries.h"
#include "agency/verbs.h"
#include "cli/store_access.h"
#include "law/identifiers.h"

namespace gongkai::cli {
namespace {

using agency::Actor;
using agency::Agency;
using store::Connection;
using store::Writing;

struct AgencyOptions {
  InstallationPlace place;
  bool all = false;
  std::string code, name, short_name, kind = "department", org_code, division, parent, authority, on, basis, into;
  std::vector<std::string> codes;
};

Error unknown_code(const std::string& code) {
  return {"agency.unknown",
          {"没有代码为 " + code + " 的单位；用 gongkai agency list 查看",
           "no agency has the code " + code + "; see gongkai agency list"},
          code};
}

Result<AgencyId> id_of(Connection& connection, const std::string& code) {
  const auto found = agency::find_agency(connection, code);
  if (!found) return unknown_code(code);
  return found->id;
}

Result<std::vector<AgencyId>> ids_of(Connection& connection, const std::vector<std::string>& codes) {
  std::vector<AgencyId> ids;
  for (const std::string& code : codes) {
    const auto id = id_of(connection, code);
    if (!id) return id.error();
    ids.push_back(*id);
  }
  return ids;
}

/// --on, or today.
Result<CivilDay> day_of(const std::string& text, const Writing& writing) {
  if (text.empty()) return writing.now().day();
  const auto day = CivilDay::parse(text);
  if (!day) {
    return Error{"cli.bad_argument",
                 {"没有这一天；请写成 2022-01-20 的样子", "there is no such day; write it like 2022-01-20"},
                 text};
  }
  return *day;
}

/// Runs `act(Writing&)` and prints the agency that it returns.
template <class Act>
int write_and_print(const CommandContext& context, const InstallationPlace& place, Act&& act) {
  const auto store = open_store_of(place);
  if (!store) return report_error(context, store.error());
  const auto id = (*store)->write([&](Writing& writing) -> Result<AgencyId> { return act(writing); });
  if (!id) return report_error(context, id.error());
  const auto state =
      (*store)->read([&](Connection& connection) { return json_of(*agency::find_agency(connection, *id)); });
  if (!state) return report_error(context, state.error());
  context.out << *state << '\n';
  return kGood;
}

int run_list(const AgencyOptions& options, const CommandContext& context) {
  const auto store = open_store_of(options.place);
  if (!store) return report_error(context, store.error());
  const auto agencies =
      (*store)->read([&](Connection& connection) { return agency::list_agencies(connection, !options.all); });
  if (!agencies) return report_error(context, agencies.error());
  for (const Agency& each : *agencies) context.out << json_of(each) << '\n';
  return kGood;
}

int run_show(const AgencyOptions& options, const CommandContext& context) {
  const auto store = open_store_of(options.place);
  if (!store) return report_error(context, store.error());
  const auto day = options.on.empty() ? std::optional<CivilDay>() : CivilDay::parse(options.on);
  if (!options.on.empty() && !day) {
    return report_error(context,
                        {"cli.bad_argument",
                         {"没有这一天；请写成 2022-01-20 的样子", "there is no such day; write it like 2022-01-20"},
                         options.on});
  }
  const auto state = (*store)->read([&](Connection& connection) -> std::string {
    auto found = agency::find_agency(connection, options.code);
    if (found && day) found = agency::agency_on(connection, found->id, *day);
    return found ? json_of(*found) : std::string();
  });
  if (!state) return report_error(context, state.error());
  if (state->empty()) return report_error(context, unknown_code(options.code));
  context.out << *state << '\n';
  return kGood;
}

int run_create(const AgencyOptions& options, const CommandContext& context) {
  const auto source = law_source(context);
  if (!source) return report_error(context, source.error());
  const auto identifiers = law::Identifiers::load(*source);
  if (!identifiers) return report_error(context, identifiers.error());
  Agency created;
  created.code = options.code;
  created.name = options.name;
  created.short_name = options.short_name;
  created.kind = agency::agency_kind(options.kind).value_or(agency::AgencyKind::Department);
  created.org_code = options.org_code;
  created.division = options.division;
  const int status = write_and_print(context, options.place, [&](Writing& writing) -> Result<AgencyId> {
    if (!options.on.empty()) {
      const auto day = day_of(options.on, writing);
      if (!day) return day.error();
      created.founded_on = *day;
    }
    for (const auto& [code, target] :
         {std::pair{&options.parent, &created.parent}, {&options.authority, &created.supervising_ogi_authority}}) {
      if (code->empty()) continue;
      const auto id = id_of(writing.connection(), *code);
      if (!id) return id.error();
      *target = *id;
    }
    return create_agency(writing, Actor::system(), created);
  });
  if (status == kGood) {
    for (const Wording& doubt : doubts_about(created, *identifiers)) {
      context.err << "gongkai: " << doubt.in(context.language) << '\n';
    }
  }
  return status;
}

int run_rename(const AgencyOptions& options, const CommandContext& context) {
  return write_and_print(context, options.place, [&](Writing& writing) -> Result<AgencyId> {
    const auto id = id_of(writing.connection(), options.code);
    if (!id) return id.error();
    const auto day = day_of(options.on, writing);
    if (!day) return day.error();
    const auto renamed = rename_agency(writing, Actor::system(), *id, {options.name, options.short_name, *day});
    if (!renamed) return renamed.error();
    return *id;
  });
}

int run_merge(const AgencyOptions& options, const CommandContext& context) {
  return write_and_print(context, options.place, [&](Writing& writing) -> Result<AgencyId> {
    const auto into = id_of(writing.connection(), options.into);
    if (!into) return into.error();
    const auto merged = ids_of(writing.connection(), options.codes);
    if (!merged) return merged.error();
    const auto day = day_of(options.on, writing);
    if (!day) return day.error();
    const auto done = merge_agencies(writing, Actor::system(), *merged, *into, *day, options.basis);
    if (!done) return done.error();
    return *into;
  });
}

int run_abolish(const AgencyOptions& options, const CommandContext& context) {
  return write_and_print(context, options.place, [&](Writing& writing) -> Result<AgencyId> {
    const auto id = id_of(writing.connection(), options.code);
    if (!id) return id.error();
    const auto successors = ids_of(writing.connection(), options.codes);
    if (!successors) return successors.error();
    const auto day = day_of(options.on, writing);
    if (!day) return day.error();
    const auto done = abolish_agency(writing, Actor::system(), *id, *successors, *day, options.basis);
    if (!done) return done.error();
    return *id;
  });
}

/// A subcommand whose options live as long as the parsing, and that becomes `chosen` when it is given.
CLI::App* add(CLI::App& group, const char* name, const Wording& description, Language help, Command& chosen,
              const std::shared_ptr<AgencyOptions>& options, int (*run)(const AgencyOptions&, const CommandContext&)) {
  CLI::App* command = group.add_subcommand(name, description.in(help));
  add_installation_options(*command, help, options->place);
  command->callback([options, &chosen, run] {
    chosen = [options, run](const CommandContext& context) { return run(*options, context); };
  });
  return command;
}

void add_day_and_basis(CLI::App* command, Language help, AgencyOptions& options) {
  command->add_option("--on", options.on,
                      Wording{"生效日期，默认今天", "the day of effect; today by default"}.in(help));
  command->add_option("--basis", options.basis, Wording{"依据", "on what basis"}.in(help));
}

void add_create(CLI::App& group, Language help, Command& chosen) {
  auto options = std::make_shared<AgencyOptions>();
  CLI::App* command =
      add(group, "create",
          {"设立单位\n示例：gongkai agency create --code kejiju --name 清河市科学技术局 --parent qinghe",
           "create an agency\ne.g. gongkai agency create --code kejiju --name 清河市科学技术局 --parent qinghe"},
          help, chosen, options, run_create);
  command
      ->add_option("--code", options->code,
                   Wording{"代码，用于网址，不再变更", "its code, for addresses; never changes"}.in(help))
      ->required();
  command->add_option("--name", options->name, Wording{"全称", "full name"}.in(help))->required();
  command->add_option("--short-name", options->short_name, Wording{"简称", "short name"}.in(help));
  command->add_option("--kind", options->kind, Wording{"类别", "kind"}.in(help))
      ->check(CLI::IsMember({"government", "department", "vertical", "dispatched_body", "authorised_org", "township"}));
  command->add_option("--parent", options->parent,
                      Wording{"所属人民政府的代码", "code of the government it belongs to"}.in(help));
  command->add_option(
      "--authority", options->authority,
      Wording{"主管部门的代码，默认为所属政府", "code of its OGI authority; its government by default"}.in(help));
  command->add_option("--org-code", options->org_code, Wording{"机构代码", "organisation code"}.in(help));
  command->add_option("--division", options->division, Wording{"行政区划代码", "division code"}.in(help));
  command->add_option("--founded", options->on, Wording{"设立日期", "the day of its founding"}.in(help));
}

}  // namespace

void add_agency_commands(CLI::App& app, Language help, Command& chosen) {
  CLI::App* group = app.add_subcommand("agency", Wording{"单位：设立、更名、合并、撤销", "agencies"}.in(help));
  group->require_subcommand(1);
  group->fallthrough();
  const auto fresh = [] { return std::make_shared<AgencyOptions>(); };

  auto list = fresh();
  add(*group, "list", {"列出单位，每行一个 JSON", "list the agencies, one JSON object a line"}, help, chosen, list,
      run_list)
      ->add_flag("--all", list->all, Wording{"包括已撤销的", "ended ones, too"}.in(help));

  auto show = fresh();
  CLI::App* shown = add(*group, "show", {"一个单位的全部内容", "all about one agency"}, help, chosen, show, run_show);
  shown->add_option("CODE", show->code, Wording{"代码", "its code"}.in(help))->required();
  shown->add_option("--on", show->on, Wording{"那一天的情况", "as it was on that day"}.in(help));

  add_create(*group, help, chosen);

  auto rename = fresh();
  CLI::App* renamed =
      add(*group, "rename", {"更名；旧名称保留", "rename; the old name is kept"}, help, chosen, rename, run_rename);
  renamed->add_option("CODE", rename->code, Wording{"代码", "its code"}.in(help))->required();
  renamed->add_option("--name", rename->name, Wording{"新全称", "new full name"}.in(help))->required();
  renamed->add_option("--short-name", rename->short_name, Wording{"新简称", "new short name"}.in(help));
  renamed->add_option("--on", rename->on,
                      Wording{"新名称生效日期，默认今天", "first day of the new name; today by default"}.in(help));

  auto merge = fresh();
  CLI::App* merged =
      add(*group, "merge", {"合并到另一单位", "merge into another agency"}, help, chosen, merge, run_merge);
  merged->add_option("CODES", merge->codes, Wording{"被合并单位的代码", "codes of those that are merged"}.in(help))
      ->required();
  merged->add_option("--into", merge->into, Wording{"并入单位的代码", "code of the one that goes on"}.in(help))
      ->required();
  add_day_and_basis(merged, help, *merge);

  auto abolish = fresh();
  CLI::App* abolished = add(*group, "abolish", {"撤销", "abolish"}, help, chosen, abolish, run_abolish);
  abolished->add_option("CODE", abolish->code, Wording{"代码", "its code"}.in(help))->required();
  abolished->add_option("--successor", abolish->codes, Wording{"承继单位的代码", "codes of its successors"}.in(help));
  add_day_and_basis(abolished, help, *abolish);
}

}  // namespace gongkai::cli
