// Reading agencies and people. Within Store::read or an act. Bodies throw what the connection throws.
#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "agency/events.h"
#include "agency/model.h"
#include "base/instant.h"
#include "store/store.h"

namespace gongkai::agency {

std::optional<Agency> find_agency(store::Connection& connection, AgencyId id);
std::optional<Agency> find_agency(store::Connection& connection, std::string_view code);

struct NamedAgency {
  Agency agency;
  bool is_former_name = false;
};
/// By full name: those that bear it, then those that once did.
std::vector<NamedAgency> find_agencies_named(store::Connection& connection, std::string_view name);

/// In the order of the directory: governments first, then by kind, position and code.
std::vector<Agency> list_agencies(store::Connection& connection, bool active_only = true);
std::vector<Agency> children_of(store::Connection& connection, AgencyId parent);
/// Whose annual reports and complaints come to it. 条例 第三条
std::vector<Agency> supervised_by(store::Connection& connection, AgencyId authority);
/// Who answers for it today: itself while it is active, else its successors, and theirs.
std::vector<Agency> answers_today(store::Connection& connection, AgencyId id);

/// As it was on that day: what held from that day or earlier, as far as it is known now. Empty before its founding, or
/// before it was recorded when the founding day is not known. O(events).
std::optional<Agency> agency_on(store::Connection& connection, AgencyId id, CivilDay day);

struct AgencyHistory {
  Instant recorded_at{};
  CivilDay effective_on{};
  PersonId by{};
  AgencyEvent event;
};
/// In the order of recording.
std::vector<AgencyHistory> history_of(store::Connection& connection, AgencyId id);

std::optional<Person> find_person(store::Connection& connection, PersonId id);
/// The account as typed: case and blanks around do not matter.
std::optional<Person> find_person(store::Connection& connection, std::string_view account);
std::vector<Person> list_people(store::Connection& connection);
std::vector<Person> people_of(store::Connection& connection, AgencyId agency);
/// Active people who hold the role for this agency or the whole city; without agency: anywhere.
std::vector<Person> people_with_role(store::Connection& connection, Role role, AgencyId agency = {});

struct PersonHistory {
  Instant recorded_at{};
  PersonId by{};
  PersonEvent event;
};
std::vector<PersonHistory> history_of(store::Connection& connection, PersonId id);

/// One state that is not what its events make of it.
struct ReplayDifference {
  std::string stream;
  std::string from_events;  ///< JSON, or columns, or "" when there is no such state
  std::string stored;
};
/// Folds every agency and person again and compares with what is stored, columns included. Empty: all the same.
std::vector<ReplayDifference> replay(store::Connection& connection);

}  // namespace gongkai::agency
