#include "agency/model.h"

#include <algorithm>
#include <array>
#include <utility>

namespace gongkai::agency {
namespace {

constexpr std::array<std::pair<AgencyKind, std::string_view>, 6> kKinds{{
    {AgencyKind::Government, "government"},
    {AgencyKind::Department, "department"},
    {AgencyKind::Vertical, "vertical"},
    {AgencyKind::DispatchedBody, "dispatched_body"},
    {AgencyKind::AuthorisedOrg, "authorised_org"},
    {AgencyKind::Township, "township"},
}};

constexpr std::array<std::pair<Role, std::string_view>, 10> kRoles{{
    {Role::Clerk, "clerk"},
    {Role::Reviewer, "reviewer"},
    {Role::SecrecyReviewer, "secrecy_reviewer"},
    {Role::LegalReviewer, "legal_reviewer"},
    {Role::Leader, "leader"},
    {Role::HeadOfOgiOffice, "head_of_ogi_office"},
    {Role::CitySupervisor, "city_supervisor"},
    {Role::SystemAdministrator, "system_administrator"},
    {Role::SecurityAdministrator, "security_administrator"},
    {Role::AuditAdministrator, "audit_administrator"},
}};

template <class Table, class Key>
std::string_view name_in(const Table& table, Key key) {
  for (const auto& [each, name] : table) {
    if (each == key) return name;
  }
  return {};
}

template <class Key, std::size_t n>
std::optional<Key> key_in(const std::array<std::pair<Key, std::string_view>, n>& table, std::string_view name) {
  for (const auto& [key, each] : table) {
    if (each == name) return key;
  }
  return std::nullopt;
}

}  // namespace

std::string_view name_of(AgencyKind kind) { return name_in(kKinds, kind); }
std::optional<AgencyKind> agency_kind(std::string_view name) { return key_in(kKinds, name); }
std::string_view name_of(Role role) { return name_in(kRoles, role); }
std::optional<Role> role(std::string_view name) { return key_in(kRoles, name); }

bool is_administrator(Role role) {
  return role == Role::SystemAdministrator || role == Role::SecurityAdministrator || role == Role::AuditAdministrator;
}

bool is_citywide(Role role) { return is_administrator(role) || role == Role::CitySupervisor; }

const std::string& Agency::name_on(CivilDay day) const {
  for (const FormerName& former : former_names) {
    if (day < former.until) return former.name;
  }
  return name;
}

std::vector<std::string> missing_of_guide(const Agency& agency) {
  const Contact& contact = agency.contact;
  const std::array<std::pair<const std::string*, const char*>, 8> required{{
      {&contact.office_name, "office_name"},
      {&contact.office_head, "office_head"},
      {&contact.address, "address"},
      {&contact.postcode, "postcode"},
      {&contact.office_hours, "office_hours"},
      {&contact.phone, "phone"},
      {&contact.fax, "fax"},
      {&contact.email, "email"},
  }};
  std::vector<std::string> missing;
  for (const auto& [text, name] : required) {
    if (text->empty()) missing.emplace_back(name);
  }
  return missing;
}

bool Person::may_act_as(Role role, AgencyId agency_asked) const {
  return is_active && std::any_of(roles.begin(), roles.end(), [&](const RoleGrant& grant) {
           return grant.role == role && (!grant.agency || grant.agency == agency_asked);
         });
}

bool Person::has(Role role) const {
  return std::any_of(roles.begin(), roles.end(), [&](const RoleGrant& grant) { return grant.role == role; });
}

}  // namespace gongkai::agency
