// Acts on agencies.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "agency/audit.h"
#include "agency/checks.h"
#include "agency/tables.h"
#include "agency/verbs.h"
#include "base/text.h"

namespace gongkai::agency {
namespace {

using store::Connection;
using store::Writing;

bool may_shape(const Actor& actor) {
  return actor.may_act_as(Role::SystemAdministrator) || actor.may_act_as(Role::CitySupervisor);
}

bool may_describe(const Actor& actor, AgencyId id) {
  return actor.may_act_as(Role::CitySupervisor) || actor.may_act_as(Role::HeadOfOgiOffice, id) ||
         actor.may_act_as(Role::Clerk, id);
}

/// Only contact, duties, leaders and units: what the agency itself tells about itself.
bool only_describes(const AgencyChange& change) {
  return !change.short_name && !change.kind && !change.org_code && !change.division && !change.parent &&
         !change.supervising_ogi_authority && !change.site_id_code && !change.icp_number && !change.police_number &&
         !change.index_no_template && !change.position;
}

/// Says whether the agency may be shaped: by this actor, and because it is there and active.
std::optional<Agency> find_active(Connection& connection, AgencyId id, Reasons& not_possible) {
  std::optional<Agency> agency = tables::agency(connection, id);
  if (!agency) {
    not_possible.add("agency.unknown",
                     {"没有这个单位；请从单位目录中选择", "no such agency; choose one of the directory"});
  } else if (!agency->is_active()) {
    not_possible.add("agency.abolished", {fmt::format("“{}”已撤销，不能再变更", agency->name),
                                          fmt::format("“{}” is abolished and can no longer be changed", agency->name)});
  }
  return agency;
}

void check_shape_right(Reasons& not_possible, const Actor& actor) {
  if (may_shape(actor)) return;
  not_possible.add("agency.not_allowed", {"设立、更名、合并、分立、撤销单位须由系统管理员或主管部门工作人员办理",
                                          "agencies are shaped by the system administrator or the city supervisor"});
}

void check_not_ahead(Reasons& not_possible, CivilDay day, CivilDay today, std::string_view field) {
  if (day <= today) return;
  not_possible.add("agency.day_ahead",
                   {fmt::format("{} 尚未到来，请在当日或之后办理", day.chinese()),
                    fmt::format("{} lies ahead; record it on that day or later", day.iso())},
                   field);
}

/// A change of name or an end lies after the founding and after the last change of name.
void check_not_too_early(Reasons& not_possible, const Agency& agency, CivilDay day) {
  const std::optional<CivilDay> last =
      agency.former_names.empty() ? agency.founded_on : agency.former_names.back().until;
  if (!last || day > *last) return;
  not_possible.add("agency.day_too_early",
                   {fmt::format("日期须晚于 {}（设立或上次更名之日）", last->chinese()),
                    fmt::format("the day must be later than {}, when it was founded or last renamed", last->iso())},
                   "on");
}

void check_name_free(Reasons& not_possible, Connection& connection, std::string_view name, AgencyId self) {
  for (const Agency& other : tables::agencies_named(connection, name)) {
    if (!other.is_active() || other.id == self) continue;
    not_possible.add("agency.name_taken",
                     {fmt::format("已有单位（{}）使用这一名称，请核对", other.code),
                      fmt::format("the agency {} bears this name already; check it", other.code)},
                     "name");
  }
}

void check_contact(Reasons& not_possible, const Contact& contact) {
  check_line(not_possible, "office_name", contact.office_name);
  check_line(not_possible, "office_head", contact.office_head);
  check_line(not_possible, "address", contact.address);
  check_line(not_possible, "postcode", contact.postcode);
  check_line(not_possible, "office_hours", contact.office_hours);
  check_line(not_possible, "phone", contact.phone);
  check_line(not_possible, "fax", contact.fax);
  check_line(not_possible, "email", contact.email);
  check_line(not_possible, "website", contact.website);
  const std::string& website = contact.website;
  if (!website.empty() && !website.starts_with("http://") && !website.starts_with("https://")) {
    not_possible.add("agency.bad_address",
                     {"网址应以 http:// 或 https:// 开头", "a web address begins with http:// or https://"}, "website");
  }
}

void check_listed(Reasons& not_possible, std::size_t count, std::string_view field) {
  if (count <= kMostListed) return;
  not_possible.add("agency.text_too_long",
                   {fmt::format("最多列 {} 项", kMostListed), fmt::format("at most {} can be listed", kMostListed)},
                   field);
}

void check_leaders(Reasons& not_possible, const std::vector<Leader>& leaders) {
  check_listed(not_possible, leaders.size(), "leaders");
  for (const Leader& leader : leaders) {
    check_name(not_possible, "agency.leader_without_name", "leaders", leader.name);
    check_line(not_possible, "leaders", leader.post);
    check_text(not_possible, "leaders", leader.duties);
  }
}

void check_units(Reasons& not_possible, Connection& connection, const std::vector<Unit>& units, AgencyId agency) {
  check_listed(not_possible, units.size(), "units");
  std::set<UnitId> seen;
  for (const Unit& unit : units) {
    check_name(not_possible, "agency.unit_without_name", "units", unit.name);
    check_text(not_possible, "units", unit.duties);
    check_line(not_possible, "units", unit.phone);
    if (unit.id && (!tables::is_unit_of(connection, unit.id, agency) || !seen.insert(unit.id).second)) {
      not_possible.add("agency.unknown_unit",
                       {fmt::format("科室“{}”不属于该单位，或列了两次", unit.name),
                        fmt::format("the unit “{}” is not of this agency, or is listed twice", unit.name)},
                       "units");
    }
  }
}

void check_division(Reasons& not_possible, std::string_view division) {
  const bool digits = std::all_of(division.begin(), division.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (division.empty() || (digits && (division.size() == 6 || division.size() == 9 || division.size() == 12))) return;
  not_possible.add("agency.bad_division",
                   {"行政区划代码应为 6、9 或 12 位数字", "a division code has 6, 9 or 12 digits"}, "division");
}

/// An agency that another shall depend on: it is there, and active.
void check_superior(Reasons& not_possible, Connection& connection, AgencyId id, std::string_view unknown,
                    std::string_view abolished, std::string_view field) {
  const auto superior = tables::agency(connection, id);
  if (!superior) {
    not_possible.add(unknown, {"没有这个上级单位；请从单位目录中选择", "no such superior; choose one of the directory"},
                     field);
  } else if (!superior->is_active()) {
    not_possible.add(abolished,
                     {fmt::format("“{}”已撤销，请选择它的承继单位", superior->name),
                      fmt::format("“{}” is abolished; choose its successor", superior->name)},
                     field);
  }
}

void check_parent(Reasons& not_possible, Connection& connection, AgencyKind kind, AgencyId parent) {
  if (parent) {
    check_superior(not_possible, connection, parent, "agency.unknown_parent", "agency.parent_abolished", "parent");
  } else if (kind != AgencyKind::Government && kind != AgencyKind::Vertical) {
    not_possible.add("agency.parent_missing", {"请指明所属的人民政府", "name the government it belongs to"}, "parent");
  }
}

/// 条例 第三条: exactly one. A government's own office is the authority of its area; of a vertical system its own
/// office.
AgencyId default_authority(const Agency& agency) {
  const bool itself = !agency.parent || agency.kind == AgencyKind::Vertical;
  return itself ? agency.id : agency.parent;
}

void assign_units(Connection& connection, AgencyId agency, std::vector<Unit>& units) {
  for (Unit& unit : units) {
    if (!unit.id) unit.id = tables::add_unit(connection, agency);
  }
}

/// A member that is given as it is already is no change.
template <class T>
void drop_if_same(std::optional<T>& given, const T& present) {
  if (given && *given == present) given.reset();
}

AgencyChange real_change(const Agency& agency, AgencyChange change) {
  drop_if_same(change.short_name, agency.short_name);
  drop_if_same(change.kind, agency.kind);
  drop_if_same(change.org_code, agency.org_code);
  drop_if_same(change.division, agency.division);
  drop_if_same(change.parent, agency.parent);
  drop_if_same(change.supervising_ogi_authority, agency.supervising_ogi_authority);
  drop_if_same(change.duties, agency.duties);
  drop_if_same(change.contact, agency.contact);
  drop_if_same(change.leaders, agency.leaders);
  drop_if_same(change.units, agency.units);
  drop_if_same(change.site_id_code, agency.site_id_code);
  drop_if_same(change.icp_number, agency.icp_number);
  drop_if_same(change.police_number, agency.police_number);
  drop_if_same(change.index_no_template, agency.index_no_template);
  drop_if_same(change.position, agency.position);
  return change;
}

/// The agency must not come to lie below itself.
bool is_below(Connection& connection, AgencyId id, AgencyId ancestor) {
  for (int depth = 0; id && depth < 100; ++depth) {
    if (id == ancestor) return true;
    const auto agency = tables::agency(connection, id);
    id = agency ? agency->parent : AgencyId{};
  }
  return false;
}

void check_successors(Reasons& not_possible, Connection& connection, AgencyId id, const AgencyEnded& ended) {
  std::set<AgencyId> seen;
  for (const AgencyId successor : ended.successors) {
    if (successor == id) {
      not_possible.add("agency.own_successor", {"单位不能承继自己", "an agency cannot succeed itself"}, "successors");
    }
    if (!seen.insert(successor).second) {
      not_possible.add("agency.successor_twice", {"承继单位重复", "a successor is named twice"}, "successors");
    }
    check_superior(not_possible, connection, successor, "agency.unknown_successor", "agency.successor_abolished",
                   "successors");
  }
  const std::size_t least = ended.how == EndKind::Split ? 2 : ended.how == EndKind::Merged ? 1 : 0;
  if (seen.size() < least) {
    not_possible.add(
        "agency.successors_missing",
        {fmt::format("至少要有 {} 个承继单位", least), fmt::format("it needs at least {} successors", least)},
        "successors");
  }
  if (ended.successors.empty() && trimmed(ended.basis).empty()) {
    not_possible.add(
        "agency.basis_missing",
        {"没有承继单位时，请写明依据和由谁承接", "without a successor, say on what basis and who takes over"}, "basis");
  }
}

/// Others still depend on it, apart from those that end together with it.
void check_dependents(Reasons& not_possible, Connection& connection, AgencyId id) {
  const auto children = tables::children(connection, id);
  if (!children.empty()) {
    not_possible.add(
        "agency.has_children",
        {fmt::format("还有 {} 个下属单位（如“{}”），请先变更其隶属关系", children.size(), children[0].name),
         fmt::format("{} agencies belong to it (e.g. “{}”); move them first", children.size(), children[0].name)});
  }
  auto supervised = tables::supervised_by(connection, id);
  std::erase_if(supervised, [&](const Agency& each) { return each.id == id; });
  if (!supervised.empty()) {
    not_possible.add(
        "agency.still_supervises",
        {fmt::format("还是 {} 个单位（如“{}”）的主管部门，请先变更", supervised.size(), supervised[0].name),
         fmt::format("it is the OGI authority of {} agencies (e.g. “{}”); change that first", supervised.size(),
                     supervised[0].name)});
  }
}

Result<bool> end_agencies(Writing& writing, const Actor& actor, const std::vector<AgencyId>& ending,
                          const AgencyEnded& ended) {
  Reasons not_possible;
  for (const AgencyId id : ending) {
    not_possible.add(why_not_end_agency(writing.connection(), actor, id, ended, writing.now().day()));
  }
  if (not_possible.any()) return not_possible.refusal();
  for (const AgencyId id : ending) {
    Agency agency = *tables::agency(writing.connection(), id);
    tables::record(writing, agency, ended, actor.person.id);
    record_in_audit(writing, actor, {"agency.ended", stream_of(id), "done", std::string(name_of(ended.how))});
  }
  for (const AgencyId id : ended.successors) {
    Agency successor = *tables::agency(writing.connection(), id);
    tables::record(writing, successor, AgencySucceeded{ended.how, ended.on, ending}, actor.person.id);
  }
  return true;
}

}  // namespace

Reasons why_not_create_agency(Connection& connection, const Actor& actor, const Agency& agency, CivilDay today) {
  Reasons not_possible;
  check_shape_right(not_possible, actor);
  if (!is_code(agency.code)) {
    not_possible.add(
        "agency.bad_code",
        {"代码只能用小写字母、数字和连字符，以字母开头，最多 40 个字符",
         "a code has small letters, digits and hyphens, begins with a letter and has at most 40 characters"},
        "code");
  } else if (const auto other = tables::agency_with_code(connection, agency.code)) {
    not_possible.add("agency.code_taken",
                     {fmt::format("代码 {} 属于“{}”，不能再用，请换一个", agency.code, other->name),
                      fmt::format("the code {} belongs to “{}” for ever; choose another", agency.code, other->name)},
                     "code");
  }
  check_name(not_possible, "agency.name_missing", "name", agency.name);
  check_name_free(not_possible, connection, agency.name, {});
  check_line(not_possible, "short_name", agency.short_name, kLongestName);
  check_line(not_possible, "org_code", agency.org_code);
  check_division(not_possible, agency.division);
  check_parent(not_possible, connection, agency.kind, agency.parent);
  if (agency.supervising_ogi_authority) {
    check_superior(not_possible, connection, agency.supervising_ogi_authority, "agency.unknown_authority",
                   "agency.authority_abolished", "supervising_ogi_authority");
  }
  check_text(not_possible, "duties", agency.duties);
  check_contact(not_possible, agency.contact);
  check_leaders(not_possible, agency.leaders);
  check_units(not_possible, connection, agency.units, {});
  check_line(not_possible, "site_id_code", agency.site_id_code);
  check_line(not_possible, "icp_number", agency.icp_number);
  check_line(not_possible, "police_number", agency.police_number);
  check_line(not_possible, "index_no_template", agency.index_no_template);
  if (agency.founded_on) check_not_ahead(not_possible, *agency.founded_on, today, "founded_on");
  return not_possible;
}

Result<AgencyId> create_agency(Writing& writing, const Actor& actor, Agency agency) {
  Connection& connection = writing.connection();
  if (const Reasons reasons = why_not_create_agency(connection, actor, agency, writing.now().day()); reasons.any()) {
    return reasons.refusal();
  }
  agency.state = AgencyState::Active;
  agency.abolished_on.reset();
  agency.successors.clear();
  agency.former_names.clear();
  agency.version = 0;
  agency.id = tables::add_agency(connection, agency);
  if (!agency.supervising_ogi_authority) agency.supervising_ogi_authority = default_authority(agency);
  assign_units(connection, agency.id, agency.units);
  const AgencyCreated created{agency};
  tables::record(writing, agency, created, actor.person.id);
  record_in_audit(writing, actor, {"agency.created", stream_of(agency.id), "done", agency.code});
  return agency.id;
}

Reasons why_not_change_agency(Connection& connection, const Actor& actor, AgencyId id, const AgencyChange& change) {
  Reasons not_possible;
  if (!may_shape(actor) && !(only_describes(change) && may_describe(actor, id))) {
    not_possible.add("agency.not_allowed",
                     {"只有本单位经办人、工作机构负责人或主管部门可以修改；隶属、代码等由系统管理员修改",
                      "only its own clerks, the head of its OGI office or the city supervisor "
                      "change this; parent and codes are changed by the system administrator"});
  }
  const auto agency = find_active(connection, id, not_possible);
  if (!agency) return not_possible;
  if (change.short_name) check_line(not_possible, "short_name", *change.short_name, kLongestName);
  if (change.org_code) check_line(not_possible, "org_code", *change.org_code);
  if (change.division) check_division(not_possible, *change.division);
  if (change.parent || change.kind) {
    check_parent(not_possible, connection, change.kind.value_or(agency->kind), change.parent.value_or(agency->parent));
  }
  if (change.parent && is_below(connection, *change.parent, id)) {
    not_possible.add("agency.own_parent",
                     {"单位不能隶属于自己或自己的下属", "an agency cannot belong to itself or below"}, "parent");
  }
  if (change.supervising_ogi_authority) {
    check_superior(not_possible, connection, *change.supervising_ogi_authority, "agency.unknown_authority",
                   "agency.authority_abolished", "supervising_ogi_authority");
  }
  if (change.duties) check_text(not_possible, "duties", *change.duties);
  if (change.contact) check_contact(not_possible, *change.contact);
  if (change.leaders) check_leaders(not_possible, *change.leaders);
  if (change.units) check_units(not_possible, connection, *change.units, id);
  if (change.site_id_code) check_line(not_possible, "site_id_code", *change.site_id_code);
  if (change.icp_number) check_line(not_possible, "icp_number", *change.icp_number);
  if (change.police_number) check_line(not_possible, "police_number", *change.police_number);
  if (change.index_no_template) check_line(not_possible, "index_no_template", *change.index_no_template);
  return not_possible;
}

Result<Agency> change_agency(Writing& writing, const Actor& actor, AgencyId id, const AgencyChange& change) {
  Connection& connection = writing.connection();
  if (const Reasons reasons = why_not_change_agency(connection, actor, id, change); reasons.any()) {
    return reasons.refusal();
  }
  Agency agency = *tables::agency(connection, id);
  AgencyChange real = real_change(agency, change);
  if (body_of(real) == "{}") return agency;
  if (real.units) assign_units(connection, id, *real.units);
  tables::record(writing, agency, real, actor.person.id);
  record_in_audit(writing, actor, {"agency.changed", stream_of(id)});
  return agency;
}

Reasons why_not_rename_agency(Connection& connection, const Actor& actor, AgencyId id, const AgencyRenamed& renamed,
                              CivilDay today) {
  Reasons not_possible;
  check_shape_right(not_possible, actor);
  const auto agency = find_active(connection, id, not_possible);
  check_name(not_possible, "agency.name_missing", "name", renamed.name);
  check_line(not_possible, "short_name", renamed.short_name, kLongestName);
  check_name_free(not_possible, connection, renamed.name, id);
  check_not_ahead(not_possible, renamed.on, today, "on");
  if (!agency) return not_possible;
  check_not_too_early(not_possible, *agency, renamed.on);
  if (agency->name == renamed.name) {
    not_possible.add(
        "agency.same_name",
        {"新名称与现名称相同；只改简称请用“修改”", "it bears this name already; change the short name instead"},
        "name");
  }
  return not_possible;
}

Result<Agency> rename_agency(Writing& writing, const Actor& actor, AgencyId id, const AgencyRenamed& renamed) {
  Connection& connection = writing.connection();
  if (const Reasons reasons = why_not_rename_agency(connection, actor, id, renamed, writing.now().day());
      reasons.any()) {
    return reasons.refusal();
  }
  Agency agency = *tables::agency(connection, id);
  const std::string old_name = agency.name;
  tables::record(writing, agency, renamed, actor.person.id);
  record_in_audit(writing, actor, {"agency.renamed", stream_of(id), "done", old_name + " → " + agency.name});
  return agency;
}

Reasons why_not_end_agency(Connection& connection, const Actor& actor, AgencyId id, const AgencyEnded& ended,
                           CivilDay today) {
  Reasons not_possible;
  check_shape_right(not_possible, actor);
  const auto agency = find_active(connection, id, not_possible);
  check_not_ahead(not_possible, ended.on, today, "on");
  check_text(not_possible, "basis", ended.basis);
  check_successors(not_possible, connection, id, ended);
  if (agency) {
    check_not_too_early(not_possible, *agency, ended.on);
    check_dependents(not_possible, connection, id);
  }
  return not_possible;
}

Result<bool> merge_agencies(Writing& writing, const Actor& actor, const std::vector<AgencyId>& merged, AgencyId into,
                            CivilDay on, std::string_view basis) {
  const std::set<AgencyId> different(merged.begin(), merged.end());
  if (merged.empty() || different.size() != merged.size()) {
    return Error{"agency.successor_twice",
                 {"请指明被合并的单位，每个只写一次", "name the agencies that are merged, each once"},
                 "merged"};
  }
  return end_agencies(writing, actor, merged, {EndKind::Merged, on, {into}, std::string(basis)});
}

Result<bool> split_agency(Writing& writing, const Actor& actor, AgencyId id, const std::vector<AgencyId>& into,
                          CivilDay on, std::string_view basis) {
  return end_agencies(writing, actor, {id}, {EndKind::Split, on, into, std::string(basis)});
}

Result<bool> abolish_agency(Writing& writing, const Actor& actor, AgencyId id, const std::vector<AgencyId>& successors,
                            CivilDay on, std::string_view basis) {
  return end_agencies(writing, actor, {id}, {EndKind::Abolished, on, successors, std::string(basis)});
}

std::vector<Wording> doubts_about(const Agency& agency, const law::Identifiers& identifiers) {
  std::vector<Wording> doubts;
  if (agency.org_code.empty()) return doubts;
  const law::CodeCheck check = identifiers.check(agency.org_code);
  if (check.valid()) return doubts;
  doubts.push_back({fmt::format("机构代码 {} 不符合编码规则，请与证书核对", agency.org_code),
                    fmt::format("the organisation code {} breaks the rule of its standard; compare the certificate",
                                agency.org_code)});
  if (!check.right_check.empty()) {
    doubts.back().zh += fmt::format("；按前几位推算，校验字符应为 {}", check.right_check);
    doubts.back().en +=
        fmt::format("; by the characters before it, its check character should be {}", check.right_check);
  }
  return doubts;
}

}  // namespace gongkai::agency
