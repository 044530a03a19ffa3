// The tables of agencies and people, for the bodies of this room alone. Bodies throw store::StoreFailure.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "agency/audit.h"
#include "agency/events.h"
#include "agency/model.h"
#include "agency/sign_in.h"
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

struct Credential {
  std::string password_hash;
  bool must_change = false;
  std::string totp_secret;  ///< as stored; empty: none
  bool totp_confirmed = false;
  std::int64_t totp_last_step = 0;
};
std::optional<Credential> credential(store::Connection& connection, PersonId person);
void set_password_hash(store::Connection& connection, PersonId person, std::string_view hash, bool must_change,
                       Instant now);
/// An empty secret takes the second factor away.
void set_totp(store::Connection& connection, PersonId person, std::string_view secret, bool confirmed);
void set_totp_step(store::Connection& connection, PersonId person, std::int64_t step);
void set_recovery_codes(store::Connection& connection, PersonId person, const std::vector<std::string>& hashes);
/// False when there is no such code, or it was used.
bool use_recovery_code(store::Connection& connection, PersonId person, std::string_view hash, Instant now);

struct Wait {
  std::int64_t failures = 0;
  Instant last_at{};
  Instant closed_until{};
};
std::optional<Wait> wait_of(store::Connection& connection, std::string_view name);
void set_wait(store::Connection& connection, std::string_view name, const Wait& wait);
void end_wait(store::Connection& connection, std::string_view name);
void forget_waits(store::Connection& connection, Instant before);

SessionId add_session(store::Connection& connection, const Session& session, std::string_view token_hash);
std::optional<Session> session_with(store::Connection& connection, std::string_view token_hash);
std::vector<Session> sessions_of(store::Connection& connection, PersonId person);
void set_seen(store::Connection& connection, SessionId session, Instant now);
bool end_session(store::Connection& connection, SessionId session, PersonId person);
/// All of the person but one; returns how many.
int end_sessions(store::Connection& connection, PersonId person, SessionId but = {});
void forget_sessions(store::Connection& connection, Instant begun_before, Instant seen_before);

void add_sign_in(store::Connection& connection, PersonId person, const SignInRecord& record);
std::vector<SignInRecord> sign_ins_of(store::Connection& connection, PersonId person, int limit);

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
