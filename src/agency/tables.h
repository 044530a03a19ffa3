// The tables of agencies and people, for the bodies of this room alone. Bodies throw store::StoreFailure.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "agency/audit.h"
#include "agency/events.h"
#include "agency/model.h"
#include "store/store.h"

namespace gongkai::agency::tables {

// ---- agencies

/// Gives the id; save() brings the rest.
AgencyId add_agency(store::Connection& connection, const Agency& agency);
UnitId add_unit(store::Connection& connection, AgencyId agency);
/// The id is given and belongs to that agency.
bool is_unit_of(store::Connection& connection, UnitId unit, AgencyId agency);
void save(store::Connection& connection, const Agency& agency);
/// Appends the event and saves what the agency has become by it. Within an act.
void record(store::Writing& writing, Agency& agency, const AgencyEvent& event, PersonId by);

std::optional<Agency> agency(store::Connection& connection, AgencyId id);
std::optional<Agency> agency_with_code(store::Connection& connection, std::string_view code);
std::vector<Agency> agencies_named(store::Connection& connection, std::string_view name);
std::vector<Agency> agencies_once_named(store::Connection& connection, std::string_view name);
/// In the order of the directory: governments first, then by kind, position and code.
std::vector<Agency> all_agencies(store::Connection& connection, bool active_only);
std::vector<Agency> children(store::Connection& connection, AgencyId parent);
std::vector<Agency> supervised_by(store::Connection& connection, AgencyId authority);

// ---- people

PersonId add_person(store::Connection& connection, const PersonCreated& person);
void save(store::Connection& connection, const Person& person);
void record(store::Writing& writing, Person& person, const PersonEvent& event, PersonId by);

std::optional<Person> person(store::Connection& connection, PersonId id);
std::optional<Person> person_with_account(store::Connection& connection, std::string_view account);
std::vector<Person> all_people(store::Connection& connection);
std::vector<Person> people_of(store::Connection& connection, AgencyId agency);
/// Active people who hold the role for this agency or for the whole city; without agency: anywhere.
std::vector<Person> people_with_role(store::Connection& connection, Role role, AgencyId agency);

// ---- signing in

int end_sessions(store::Connection& connection, PersonId person);

// ---- comparing with the events

/// The state as it lies in the row, and the columns beside it as one line.
struct StoredState {
  std::int64_t id = 0;
  std::string state;
  std::string columns;
};
std::vector<StoredState> stored_agencies(store::Connection& connection);
std::vector<StoredState> stored_people(store::Connection& connection);
/// What the columns should say for this state.
std::string columns_of(const Agency& agency);
std::string columns_of(const Person& person);

// ---- the audit trail

std::optional<AuditSeal> audit_end(store::Connection& connection);
/// Adds the record and moves the end of the chain.
void add_audit_record(store::Connection& connection, const AuditRecord& record);
void each_audit_record(store::Connection& connection, const std::function<void(const AuditRecord&)>& take);
std::vector<AuditRecord> audit_records(store::Connection& connection, const AuditFilter& filter);

}  // namespace gongkai::agency::tables
