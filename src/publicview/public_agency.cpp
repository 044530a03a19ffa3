#include "publicview/public_agency.h"

#include <array>
#include <utility>

namespace gongkai::publicview {
namespace {

using agency::Agency;
using agency::AgencyKind;

std::string_view chinese(AgencyKind kind) {
  switch (kind) {
    case AgencyKind::Government: return "人民政府";
    case AgencyKind::Department: return "政府部门";
    case AgencyKind::Vertical: return "垂直管理部门";
    case AgencyKind::DispatchedBody: return "派出机关";
    case AgencyKind::AuthorisedOrg: return "法律、法规授权的组织";
    case AgencyKind::Township: return "乡镇、街道";
  }
  return "";
}

/// What people call the fields that agency::missing_of_guide names.
std::string_view chinese_field(std::string_view field) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kNames{{
      {"office_name", "公开工作机构名称"},
      {"office_head", "公开工作机构负责人"},
      {"address", "办公地址"},
      {"postcode", "邮政编码"},
      {"office_hours", "办公时间"},
      {"phone", "联系电话"},
      {"fax", "传真"},
      {"email", "互联网联系方式"},
  }};
  for (const auto& [name, shown] : kNames) {
    if (name == field) return shown;
  }
  return field;
}

}  // namespace

AgencyLink link_of(const Agency& agency) { return {agency.code, agency.name, agency.short_name}; }

AgencyLink link_of(const Agency& agency, CivilDay day) { return {agency.code, agency.name_on(day), agency.short_name}; }

PublicAgency public_form(const Agency& agency, const AgenciesById& all) {
  PublicAgency form;
  form.code = agency.code;
  form.name = agency.name;
  form.short_name = agency.short_name;
  form.kind = name_of(agency.kind);
  form.kind_name = chinese(agency.kind);
  form.org_code = agency.org_code;
  form.duties = agency.duties;
  const agency::Contact& contact = agency.contact;
  form.office_name = contact.office_name;
  form.office_head = contact.office_head;
  form.address = contact.address;
  form.postcode = contact.postcode;
  form.office_hours = contact.office_hours;
  form.phone = contact.phone;
  form.fax = contact.fax;
  form.email = contact.email;
  form.website = contact.website;
  for (const agency::Leader& leader : agency.leaders) form.leaders.push_back({leader.name, leader.post, leader.duties});
  for (const agency::Unit& unit : agency.units) form.units.push_back({unit.name, unit.duties, unit.phone});
  form.site_id_code = agency.site_id_code;
  form.icp_number = agency.icp_number;
  form.police_number = agency.police_number;
  form.is_active = agency.is_active();
  form.abolished_on = agency.abolished_on;
  for (const AgencyId successor : agency.successors) {
    if (const auto found = all.find(successor); found != all.end()) form.successors.push_back(link_of(found->second));
  }
  for (const Agency::FormerName& former : agency.former_names) form.former_names.push_back({former.name, former.until});
  for (const std::string& field : missing_of_guide(agency)) form.missing_of_guide.emplace_back(chinese_field(field));
  return form;
}

}  // namespace gongkai::publicview
