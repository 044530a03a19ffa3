// What can happen to an agency or a person: the closed list, its stable JSON, and the fold into states.
//
// Streams are "agency/<id>" and "person/<id>". Bodies hold only the members listed here, in this order; days are
// "2022-02-22", ids are numbers, no id is 0. Members may be added, never renamed or dropped: old bodies stay readable.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "agency/model.h"
#include "base/instant.h"
#include "base/result.h"

namespace gongkai::agency {

// ---- agencies

/// agency.created: all members of Agency that are given at its founding
struct AgencyCreated {
  Agency agency;
};

/// agency.changed: only the members that are given
struct AgencyChange {
  std::optional<std::string> short_name{};
  std::optional<AgencyKind> kind{};
  std::optional<std::string> org_code{};
  std::optional<std::string> division{};
  std::optional<AgencyId> parent{};
  std::optional<AgencyId> supervising_ogi_authority{};
  std::optional<std::string> duties{};
  std::optional<Contact> contact{};
  std::optional<std::vector<Leader>> leaders{};
  std::optional<std::vector<Unit>> units{};  ///< units without id are new
  std::optional<std::string> site_id_code{};
  std::optional<std::string> icp_number{};
  std::optional<std::string> police_number{};
  std::optional<std::string> index_no_template{};
  std::optional<int> position{};
};

/// agency.renamed {name, short_name, on}: `on` is the first day of the new name
struct AgencyRenamed {
  std::string name;
  std::string short_name;
  CivilDay on{};
};

enum class EndKind {
  Merged,     ///< merged     合并
  Split,      ///< split      分立
  Abolished,  ///< abolished  撤销
};
std::string_view name_of(EndKind kind);

/// agency.ended {how, on, successors, basis}: `on` is the first day without the agency
struct AgencyEnded {
  EndKind how = EndKind::Abolished;
  CivilDay on{};
  std::vector<AgencyId> successors;
  std::string basis;  ///< the decision behind it, or who takes over when there is no successor here
};

/// agency.succeeded {how, on, predecessors}: in the stream of each successor
struct AgencySucceeded {
  EndKind how = EndKind::Abolished;
  CivilDay on{};
  std::vector<AgencyId> predecessors;
};

using AgencyEvent = std::variant<AgencyCreated, AgencyChange, AgencyRenamed, AgencyEnded, AgencySucceeded>;

std::string_view kind_of(const AgencyEvent& event);
std::string body_of(const AgencyEvent& event);
/// Fails with `agency.unreadable_event`.
Result<AgencyEvent> read_agency_event(std::string_view kind, std::string_view body);
/// The day from which it holds: the one it names, else the day on which it was recorded.
CivilDay effective_on(const AgencyEvent& event, Instant recorded_at);
void fold(Agency& agency, const AgencyEvent& event);
/// The whole state in its stable form, as the projection keeps it.
std::string json_of(const Agency& agency);
Result<Agency> read_agency(std::string_view json);

// ---- people

/// person.created {account, name, agency, unit, phone, email}
struct PersonCreated {
  std::string account, name;
  AgencyId agency{};
  UnitId unit{};
  std::string phone, email;
};
/// person.changed: only the members that are given
struct PersonChange {
  std::optional<std::string> name{};
  std::optional<AgencyId> agency{};
  std::optional<UnitId> unit{};
  std::optional<std::string> phone{}, email{};
};
/// person.deactivated {reason}
struct PersonDeactivated {
  std::string reason;
};
/// person.reactivated {reason}: comes back without roles
struct PersonReactivated {
  std::string reason;
};
/// person.role_granted {role, agency}
struct RoleGranted {
  RoleGrant grant;
};
/// person.role_withdrawn {role, agency, reason}
struct RoleWithdrawn {
  RoleGrant grant;
  std::string reason;
};
/// person.work_handed_over {to, work: [{kind, name}], reason}
struct WorkHandedOver {
  struct Work {
    std::string kind, name;
  };
  PersonId to{};
  std::vector<Work> work;
  std::string reason;
};
/// person.password_set {how}: that it was set, never what
struct PasswordSet {
  std::string how;  ///< "own", or "reset" by somebody else: must be changed at the next sign-in
};
/// person.second_factor_set {enrolled}
struct SecondFactorSet {
  bool enrolled = false;
};

using PersonEvent = std::variant<PersonCreated, PersonChange, PersonDeactivated, PersonReactivated, RoleGranted,
                                 RoleWithdrawn, WorkHandedOver, PasswordSet, SecondFactorSet>;

std::string_view kind_of(const PersonEvent& event);
std::string body_of(const PersonEvent& event);
/// Fails with `agency.unreadable_event`.
Result<PersonEvent> read_person_event(std::string_view kind, std::string_view body);
void fold(Person& person, const PersonEvent& event);
std::string json_of(const Person& person);
Result<Person> read_person(std::string_view json);

std::string stream_of(AgencyId agency);
std::string stream_of(PersonId person);

}  // namespace gongkai::agency
