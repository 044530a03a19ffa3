// Acts on people. Who may do what among the administrators: docs/decisions/0014.
#include <fmt/format.h>

#include <algorithm>

#include "agency/audit.h"
#include "agency/checks.h"
#include "agency/tables.h"
#include "agency/verbs.h"
#include "base/text.h"

namespace gongkai::agency {
namespace {

using store::Connection;
using store::Writing;

void refuse_unless(bool allowed, Reasons& not_possible, Wording message) {
  if (!allowed) not_possible.add("person.not_allowed", std::move(message));
}

std::optional<Person> find_known(Connection& connection, PersonId id, Reasons& not_possible) {
  std::optional<Person> person = tables::person(connection, id);
  if (!person) {
    not_possible.add("person.unknown", {"没有这个人员；请从人员目录中选择", "no such person; choose one of the list"});
  }
  return person;
}

std::optional<Person> find_active(Connection& connection, PersonId id, Reasons& not_possible) {
  std::optional<Person> person = find_known(connection, id, not_possible);
  if (person && !person->is_active) {
    not_possible.add("person.inactive", {fmt::format("“{}”的账号已停用", person->name),
                                         fmt::format("the account of “{}” is closed", person->name)});
  }
  return person;
}

void check_agency(Reasons& not_possible, Connection& connection, AgencyId id, std::string_view field) {
  const auto agency = tables::agency(connection, id);
  if (!agency) {
    not_possible.add("person.unknown_agency",
                     {"没有这个单位；请从单位目录中选择", "no such agency; choose one of the directory"}, field);
  } else if (!agency->is_active()) {
    not_possible.add("person.agency_abolished",
                     {fmt::format("“{}”已撤销，请选择它的承继单位", agency->name),
                      fmt::format("“{}” is abolished; choose its successor", agency->name)},
                     field);
  }
}

void check_unit(Reasons& not_possible, Connection& connection, UnitId unit, AgencyId agency) {
  if (!unit || tables::is_unit_of(connection, unit, agency)) return;
  not_possible.add("person.unknown_unit",
                   {"科室不属于所选单位，请重新选择", "the unit is not of this agency; choose again"}, "unit");
}

/// Somebody must be left who can do the work of this administrator.
bool is_last(Connection& connection, const Person& person, Role role) {
  return person.is_active && person.has(role) && tables::people_with_role(connection, role, {}).size() == 1;
}

void check_not_last(Reasons& not_possible, Connection& connection, const Person& person, Role role) {
  if (!is_administrator(role) || !is_last(connection, person, role)) return;
  not_possible.add(
      "person.last_administrator",
      {fmt::format("“{}”是唯一担任此项管理员的人，请先另授一人", person.name),
       fmt::format("“{}” is the only {}; grant the role to somebody else first", person.name, name_of(role))});
}

/// Security administrators grant roles. Until there is one, the system administrator appoints the first.
bool may_grant(Connection& connection, const Actor& actor, const RoleGrant& grant) {
  if (actor.may_act_as(Role::SecurityAdministrator)) return true;
  return actor.may_act_as(Role::SystemAdministrator) && grant.role == Role::SecurityAdministrator &&
         tables::people_with_role(connection, Role::SecurityAdministrator, {}).empty();
}

const Wording kGrantsRefused{"角色由安全管理员授予和收回",
                             "roles are granted and withdrawn by the security administrator"};
const Wording kAccountsRefused{"账号由系统管理员开立和停用",
                               "accounts are opened and closed by the system administrator"};

bool is_own(const Actor& actor, PersonId id) { return !actor.is_system() && actor.person.id == id; }

/// 三员: an administrator holds nothing else.
bool exclude_each_other(const Person& person, Role role) {
  return std::any_of(person.roles.begin(), person.roles.end(), [&](const RoleGrant& held) {
    return held.role != role && (is_administrator(held.role) || is_administrator(role));
  });
}

struct Piece {
  const OpenWork* work = nullptr;
  OpenPiece piece;
};

std::vector<Piece> open_pieces(Connection& connection, PersonId person, OpenWorks works) {
  std::vector<Piece> pieces;
  for (const OpenWork* work : works) {
    for (OpenPiece& piece : work->open_work_of(connection, person)) pieces.push_back({work, std::move(piece)});
  }
  return pieces;
}

bool may_hand_over(const Actor& actor, const Person& from) {
  return actor.may_act_as(Role::SecurityAdministrator) ||
         (from.agency && actor.may_act_as(Role::HeadOfOgiOffice, from.agency));
}

}  // namespace

Reasons why_not_create_person(Connection& connection, const Actor& actor, const PersonCreated& person) {
  Reasons not_possible;
  refuse_unless(actor.may_act_as(Role::SystemAdministrator), not_possible, kAccountsRefused);
  if (!is_account(person.account)) {
    not_possible.add("person.bad_account",
                     {"账号只能用小写字母、数字和 . _ -，以字母开头，2 至 40 个字符",
                      "an account has 2 to 40 small letters, digits or . _ - and begins with a letter"},
                     "account");
  } else if (tables::person_with_account(connection, person.account)) {
    not_possible.add("person.account_taken",
                     {fmt::format("账号 {} 已被使用（停用的账号也不再分配），请换一个", person.account),
                      fmt::format("the account {} is taken, even if closed; choose another", person.account)},
                     "account");
  }
  check_name(not_possible, "person.name_missing", "name", person.name);
  check_line(not_possible, "phone", person.phone);
  check_line(not_possible, "email", person.email);
  if (person.agency) check_agency(not_possible, connection, person.agency, "agency");
  check_unit(not_possible, connection, person.unit, person.agency);
  return not_possible;
}

Result<PersonId> create_person(Writing& writing, const Actor& actor, const PersonCreated& created) {
  Connection& connection = writing.connection();
  if (const Reasons reasons = why_not_create_person(connection, actor, created); reasons.any()) {
    return reasons.refusal();
  }
  Person person;
  person.id = tables::add_person(connection, created);
  tables::record(writing, person, created, actor.person.id);
  record_in_audit(writing, actor, {"person.created", stream_of(person.id), "done", person.account});
  return person.id;
}

Reasons why_not_change_person(Connection& connection, const Actor& actor, PersonId id, const PersonChange& change) {
  Reasons not_possible;
  const bool own_contact = is_own(actor, id) && !change.name && !change.agency && !change.unit;
  refuse_unless(own_contact || actor.may_act_as(Role::SystemAdministrator), not_possible,
                {"本人只能修改自己的电话和邮箱，其余由系统管理员修改",
                 "people change only their own phone and e-mail; the system administrator changes the rest"});
  const auto person = find_active(connection, id, not_possible);
  if (change.name) check_name(not_possible, "person.name_missing", "name", *change.name);
  if (change.phone) check_line(not_possible, "phone", *change.phone);
  if (change.email) check_line(not_possible, "email", *change.email);
  if (!person) return not_possible;
  const AgencyId agency = change.agency.value_or(person->agency);
  if (change.agency && agency) check_agency(not_possible, connection, agency, "agency");
  if (change.agency || change.unit) check_unit(not_possible, connection, change.unit.value_or(person->unit), agency);
  return not_possible;
}

Result<Person> change_person(Writing& writing, const Actor& actor, PersonId id, const PersonChange& change) {
  Connection& connection = writing.connection();
  if (const Reasons reasons = why_not_change_person(connection, actor, id, change); reasons.any()) {
    return reasons.refusal();
  }
  Person person = *tables::person(connection, id);
  tables::record(writing, person, change, actor.person.id);
  record_in_audit(writing, actor, {"person.changed", stream_of(id), "done", person.account});
  return person;
}

Reasons why_not_grant_role(Connection& connection, const Actor& actor, PersonId id, const RoleGrant& grant) {
  Reasons not_possible;
  refuse_unless(may_grant(connection, actor, grant), not_possible, kGrantsRefused);
  if (is_own(actor, id)) {
    not_possible.add("person.role_of_oneself", {"不能给自己授予角色", "nobody grants a role to himself"});
  }
  if (is_citywide(grant.role) && grant.agency) {
    not_possible.add(
        "person.role_citywide",
        {"该角色只能面向全市授予，请不要指定单位", "this role is given for the whole city; leave the agency out"},
        "agency");
  }
  if (grant.agency) check_agency(not_possible, connection, grant.agency, "agency");
  const auto person = find_active(connection, id, not_possible);
  if (!person) return not_possible;
  if (std::find(person->roles.begin(), person->roles.end(), grant) != person->roles.end()) {
    not_possible.add("person.role_held", {"已有这一角色", "the person holds this role already"});
  }
  if (exclude_each_other(*person, grant.role)) {
    not_possible.add("person.roles_exclude_each_other",
                     {"系统、安全、审计管理员须由不同人员担任，且不得兼任其他角色；请先收回原有角色或另选一人",
                      "system, security and audit administrators are different people who hold no other role; withdraw "
                      "the present role first or choose somebody else"});
  }
  return not_possible;
}

Result<Person> grant_role(Writing& writing, const Actor& actor, PersonId id, const RoleGrant& grant) {
  Connection& connection = writing.connection();
  if (const Reasons reasons = why_not_grant_role(connection, actor, id, grant); reasons.any()) {
    return reasons.refusal();
  }
  Person person = *tables::person(connection, id);
  tables::record(writing, person, RoleGranted{grant}, actor.person.id);
  record_in_audit(writing, actor,
                  {"person.role_granted", stream_of(id), "done",
                   fmt::format("{} {} {}", person.account, name_of(grant.role), grant.agency.number)});
  return person;
}

Reasons why_not_withdraw_role(Connection& connection, const Actor& actor, PersonId id, const RoleGrant& grant) {
  Reasons not_possible;
  refuse_unless(actor.may_act_as(Role::SecurityAdministrator), not_possible, kGrantsRefused);
  if (is_own(actor, id)) {
    not_possible.add("person.role_of_oneself", {"不能收回自己的角色", "nobody withdraws his own role"});
  }
  const auto person = find_known(connection, id, not_possible);
  if (!person) return not_possible;
  if (std::find(person->roles.begin(), person->roles.end(), grant) == person->roles.end()) {
    not_possible.add("person.role_not_held", {"没有这一角色", "the person does not hold this role"});
  } else {
    check_not_last(not_possible, connection, *person, grant.role);
  }
  return not_possible;
}

Result<Person> withdraw_role(Writing& writing, const Actor& actor, PersonId id, const RoleGrant& grant,
                             std::string_view reason) {
  Connection& connection = writing.connection();
  if (const Reasons reasons = why_not_withdraw_role(connection, actor, id, grant); reasons.any()) {
    return reasons.refusal();
  }
  Person person = *tables::person(connection, id);
  tables::record(writing, person, RoleWithdrawn{grant, std::string(reason)}, actor.person.id);
  record_in_audit(writing, actor,
                  {"person.role_withdrawn", stream_of(id), "done",
                   fmt::format("{} {} {}", person.account, name_of(grant.role), grant.agency.number)});
  return person;
}

Reasons why_not_deactivate_person(Connection& connection, const Actor& actor, PersonId id, OpenWorks works) {
  Reasons not_possible;
  refuse_unless(actor.may_act_as(Role::SystemAdministrator), not_possible, kAccountsRefused);
  if (is_own(actor, id)) {
    not_possible.add("person.oneself", {"不能停用自己的账号", "nobody closes his own account"});
  }
  const auto person = find_active(connection, id, not_possible);
  if (!person) return not_possible;
  for (const RoleGrant& grant : person->roles) check_not_last(not_possible, connection, *person, grant.role);
  const auto pieces = open_pieces(connection, id, works);
  if (!pieces.empty()) {
    not_possible.add("person.has_open_work",
                     {fmt::format("还有 {} 件未办结的工作（如“{}”），请先移交", pieces.size(), pieces[0].piece.title),
                      fmt::format("{} pieces of work are open (e.g. “{}”); hand them over first", pieces.size(),
                                  pieces[0].piece.title)});
  }
  return not_possible;
}

Result<Person> deactivate_person(Writing& writing, const Actor& actor, PersonId id, std::string_view reason,
                                 OpenWorks works) {
  Connection& connection = writing.connection();
  if (const Reasons reasons = why_not_deactivate_person(connection, actor, id, works); reasons.any()) {
    return reasons.refusal();
  }
  Person person = *tables::person(connection, id);
  tables::record(writing, person, PersonDeactivated{std::string(reason)}, actor.person.id);
  tables::end_sessions(connection, id);
  record_in_audit(writing, actor, {"person.deactivated", stream_of(id), "done", person.account});
  return person;
}

Result<Person> reactivate_person(Writing& writing, const Actor& actor, PersonId id, std::string_view reason) {
  Connection& connection = writing.connection();
  Reasons not_possible;
  refuse_unless(actor.may_act_as(Role::SystemAdministrator), not_possible, kAccountsRefused);
  const auto found = find_known(connection, id, not_possible);
  if (found && found->is_active) { not_possible.add("person.active", {"账号未停用", "the account is not closed"}); }
  if (not_possible.any()) return not_possible.refusal();
  Person person = *found;
  tables::record(writing, person, PersonReactivated{std::string(reason)}, actor.person.id);
  record_in_audit(writing, actor, {"person.reactivated", stream_of(id), "done", person.account});
  return person;
}

Reasons why_not_hand_over_work(Connection& connection, const Actor& actor, PersonId from, PersonId to,
                               OpenWorks works) {
  Reasons not_possible;
  const auto giver = find_known(connection, from, not_possible);
  const auto taker = find_active(connection, to, not_possible);
  refuse_unless(giver && may_hand_over(actor, *giver), not_possible,
                {"移交由安全管理员或本单位政府信息公开工作机构负责人办理",
                 "work is handed over by the security administrator or the head of the agency's OGI office"});
  if (from == to) {
    not_possible.add("person.oneself", {"移交人和接收人不能相同", "the work needs another person to go to"});
  }
  if (!giver || !taker) return not_possible;
  const auto pieces = open_pieces(connection, from, works);
  if (pieces.empty()) { not_possible.add("person.no_open_work", {"没有未办结的工作", "there is no open work"}); }
  for (const Piece& each : pieces) not_possible.add(each.work->why_not_take(connection, each.piece, *taker));
  return not_possible;
}

Result<int> hand_over_work(Writing& writing, const Actor& actor, PersonId from, PersonId to, std::string_view reason,
                           OpenWorks works) {
  Connection& connection = writing.connection();
  if (const Reasons reasons = why_not_hand_over_work(connection, actor, from, to, works); reasons.any()) {
    return reasons.refusal();
  }
  Person giver = *tables::person(connection, from);
  const Person taker = *tables::person(connection, to);
  WorkHandedOver handed{to, {}, std::string(reason)};
  for (const Piece& each : open_pieces(connection, from, works)) {
    if (auto failure = each.work->hand_over(writing, each.piece, giver, taker, actor.person.id)) return *failure;
    handed.work.push_back({std::string(each.work->kind()), each.piece.name});
  }
  tables::record(writing, giver, handed, actor.person.id);
  record_in_audit(writing, actor,
                  {"person.work_handed_over", stream_of(from), "done",
                   fmt::format("{} → {}: {}", giver.account, taker.account, handed.work.size())});
  return static_cast<int>(handed.work.size());
}

}  // namespace gongkai::agency
