// The SQL of agencies and people.
#include "agency/tables.h"

#include <fmt/format.h>

#include <algorithm>

namespace gongkai::agency::tables {
namespace {

using store::Connection;
using store::Parameters;
using store::Row;

/// A row that this program wrote and cannot read is a damaged store.
template <class T>
T readable(Result<T> state) {
  if (!state) throw store::StoreFailure(state.error());
  return std::move(state).value();
}

std::vector<Agency> agencies(Connection& connection, std::string_view sql, const Parameters& parameters = {}) {
  std::vector<Agency> answer;
  connection.each(sql, parameters, [&](const Row& row) { answer.push_back(readable(read_agency(row.text(0)))); });
  return answer;
}

std::vector<Person> people(Connection& connection, std::string_view sql, const Parameters& parameters = {}) {
  std::vector<Person> answer;
  connection.each(sql, parameters, [&](const Row& row) { answer.push_back(readable(read_person(row.text(0)))); });
  return answer;
}

template <class T>
std::optional<T> only(std::vector<T> found) {
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

}  // namespace

// ---- agencies

AgencyId add_agency(Connection& connection, const Agency& agency) {
  return AgencyId{connection.number(
      "INSERT INTO agency (code, name, kind, position, is_active, state) VALUES ($1, $2, $3, $4, 1, '') RETURNING id",
      {agency.code, agency.name, name_of(agency.kind), agency.position})};
}

UnitId add_unit(Connection& connection, AgencyId agency) {
  return UnitId{connection.number("INSERT INTO agency_unit (agency_id) VALUES ($1) RETURNING id", {agency})};
}

bool is_unit_of(Connection& connection, UnitId unit, AgencyId agency) {
  return connection.number("SELECT count(*) FROM agency_unit WHERE id = $1 AND agency_id = $2", {unit, agency}) == 1;
}

void save(Connection& connection, const Agency& agency) {
  connection.execute(
      "UPDATE agency SET name = $2, kind = $3, parent_id = $4, authority_id = $5, position = $6, is_active = $7, "
      "state = $8 WHERE id = $1",
      {agency.id, agency.name, name_of(agency.kind), agency.parent, agency.supervising_ogi_authority, agency.position,
       agency.is_active(), json_of(agency)});
}

void record(store::Writing& writing, Agency& agency, const AgencyEvent& event, PersonId by) {
  writing.append({stream_of(agency.id), std::string(kind_of(event)), body_of(event), by});
  fold(agency, event);
  save(writing.connection(), agency);
  if (std::holds_alternative<AgencyRenamed>(event)) {
    writing.connection().execute("INSERT INTO agency_former_name (agency_id, until_day, name) VALUES ($1, $2, $3)",
                                 {agency.id, agency.former_names.back().until, agency.former_names.back().name});
  }
}

std::optional<Agency> agency(Connection& connection, AgencyId id) {
  return only(agencies(connection, "SELECT state FROM agency WHERE id = $1", {id}));
}

std::optional<Agency> agency_with_code(Connection& connection, std::string_view code) {
  return only(agencies(connection, "SELECT state FROM agency WHERE code = $1", {code}));
}

std::vector<Agency> agencies_named(Connection& connection, std::string_view name) {
  return agencies(connection, "SELECT state FROM agency WHERE name = $1 ORDER BY is_active DESC, id", {name});
}

std::vector<Agency> agencies_once_named(Connection& connection, std::string_view name) {
  return agencies(connection,
                  "SELECT agency.state FROM agency_former_name JOIN agency ON agency.id = agency_former_name.agency_id "
                  "WHERE agency_former_name.name = $1 ORDER BY agency_former_name.until_day DESC, agency.id",
                  {name});
}

std::vector<Agency> all_agencies(Connection& connection, bool active_only) {
  return agencies(connection,
                  "SELECT state FROM agency WHERE is_active >= $1 ORDER BY CASE kind WHEN 'government' THEN 0 "
                  "WHEN 'department' THEN 1 WHEN 'vertical' THEN 2 WHEN 'dispatched_body' THEN 3 "
                  "WHEN 'authorised_org' THEN 4 ELSE 5 END, position, code",
                  {active_only});
}

std::vector<Agency> children(Connection& connection, AgencyId parent) {
  return agencies(connection, "SELECT state FROM agency WHERE parent_id = $1 AND is_active = 1 ORDER BY position, code",
                  {parent});
}

std::vector<Agency> supervised_by(Connection& connection, AgencyId authority) {
  return agencies(connection,
                  "SELECT state FROM agency WHERE authority_id = $1 AND is_active = 1 ORDER BY position, code",
                  {authority});
}

// ---- people

PersonId add_person(Connection& connection, const PersonCreated& person) {
  return PersonId{connection.number(
      "INSERT INTO person (account, name, agency_id, is_active, state) VALUES ($1, $2, $3, 1, '') RETURNING id",
      {person.account, person.name, person.agency})};
}

void save(Connection& connection, const Person& person) {
  connection.execute("UPDATE person SET name = $2, agency_id = $3, is_active = $4, state = $5 WHERE id = $1",
                     {person.id, person.name, person.agency, person.is_active, json_of(person)});
  connection.execute("DELETE FROM person_role WHERE person_id = $1", {person.id});
  for (const RoleGrant& grant : person.roles) {
    connection.execute("INSERT INTO person_role (person_id, role, agency_id) VALUES ($1, $2, $3)",
                       {person.id, name_of(grant.role), grant.agency.number});
  }
}

void record(store::Writing& writing, Person& person, const PersonEvent& event, PersonId by) {
  writing.append({stream_of(person.id), std::string(kind_of(event)), body_of(event), by});
  fold(person, event);
  save(writing.connection(), person);
}

std::optional<Person> person(Connection& connection, PersonId id) {
  return only(people(connection, "SELECT state FROM person WHERE id = $1", {id}));
}

std::optional<Person> person_with_account(Connection& connection, std::string_view account) {
  return only(people(connection, "SELECT state FROM person WHERE account = $1", {account}));
}

std::vector<Person> all_people(Connection& connection) {
  return people(connection, "SELECT state FROM person ORDER BY account");
}

std::vector<Person> people_of(Connection& connection, AgencyId agency) {
  return people(connection, "SELECT state FROM person WHERE agency_id = $1 ORDER BY account", {agency});
}

std::vector<Person> people_with_role(Connection& connection, Role role, AgencyId agency) {
  return people(connection,
                "SELECT state FROM person WHERE is_active = 1 AND id IN (SELECT person_id FROM person_role WHERE "
                "role = $1 AND (CAST($2 AS BIGINT) = 0 OR agency_id IN (0, CAST($2 AS BIGINT)))) ORDER BY account",
                {name_of(role), agency.number});
}

// ---- signing in

std::optional<Credential> credential(Connection& connection, PersonId person) {
  const auto row = connection.first(
      "SELECT password_hash, must_change, totp_secret, totp_confirmed, totp_last_step FROM credential "
      "WHERE person_id = $1",
      {person});
  if (!row) return std::nullopt;
  return Credential{row->text(0), row->truth(1), row->is_null(2) ? std::string() : row->bytes(2), row->truth(3),
                    row->integer(4)};
}

void set_password_hash(Connection& connection, PersonId person, std::string_view hash, bool must_change, Instant now) {
  connection.execute(
      "INSERT INTO credential (person_id, password_hash, must_change, changed_at, totp_confirmed, totp_last_step) "
      "VALUES ($1, $2, $3, $4, 0, 0) ON CONFLICT (person_id) DO UPDATE SET password_hash = excluded.password_hash, "
      "must_change = excluded.must_change, changed_at = excluded.changed_at",
      {person, hash, must_change, now});
}

void set_totp(Connection& connection, PersonId person, std::string_view secret, bool confirmed) {
  connection.execute(
      "UPDATE credential SET totp_secret = $2, totp_confirmed = $3 WHERE person_id = $1",
      {person, secret.empty() ? store::Value() : store::Value(store::Bytes{std::string(secret)}), confirmed});
}

void set_totp_step(Connection& connection, PersonId person, std::int64_t step) {
  connection.execute("UPDATE credential SET totp_last_step = $2 WHERE person_id = $1", {person, step});
}

void set_recovery_codes(Connection& connection, PersonId person, const std::vector<std::string>& hashes) {
  connection.execute("DELETE FROM recovery_code WHERE person_id = $1", {person});
  for (const std::string& hash : hashes) {
    connection.execute("INSERT INTO recovery_code (person_id, code_hash) VALUES ($1, $2)", {person, hash});
  }
}

bool use_recovery_code(Connection& connection, PersonId person, std::string_view hash, Instant now) {
  return connection.execute(
             "UPDATE recovery_code SET used_at = $3 WHERE person_id = $1 AND code_hash = $2 AND used_at IS NULL",
             {person, hash, now}) == 1;
}

std::optional<Wait> wait_of(Connection& connection, std::string_view name) {
  const auto row = connection.first("SELECT failures, last_at, closed_until FROM sign_in_wait WHERE name = $1", {name});
  if (!row) return std::nullopt;
  return Wait{row->integer(0), row->instant(1), row->instant(2)};
}

void set_wait(Connection& connection, std::string_view name, const Wait& wait) {
  connection.execute(
      "INSERT INTO sign_in_wait (name, failures, last_at, closed_until) VALUES ($1, $2, $3, $4) ON CONFLICT (name) "
      "DO UPDATE SET failures = excluded.failures, last_at = excluded.last_at, closed_until = excluded.closed_until",
      {name, wait.failures, wait.last_at, wait.closed_until});
}

void end_wait(Connection& connection, std::string_view name) {
  connection.execute("DELETE FROM sign_in_wait WHERE name = $1", {name});
}

void forget_waits(Connection& connection, Instant before) {
  connection.execute("DELETE FROM sign_in_wait WHERE last_at < $1 AND closed_until < $1", {before});
}

namespace {

constexpr const char* kSessionColumns = "id, person_id, began_at, seen_at, address, agent";

Session session(const Row& row) {
  return {
      row.id<SessionTag>(0), row.id<gongkai::PersonTag>(1), row.instant(2), row.instant(3), row.text(4), row.text(5)};
}

}  // namespace

SessionId add_session(Connection& connection, const Session& session, std::string_view token_hash) {
  return SessionId{connection.number(
      "INSERT INTO session (token_hash, person_id, began_at, seen_at, address, agent) VALUES ($1, $2, $3, $4, $5, $6) "
      "RETURNING id",
      {token_hash, session.person, session.began_at, session.seen_at, session.address, session.agent})};
}

std::optional<Session> session_with(Connection& connection, std::string_view token_hash) {
  const auto row =
      connection.first(fmt::format("SELECT {} FROM session WHERE token_hash = $1", kSessionColumns), {token_hash});
  if (!row) return std::nullopt;
  return session(*row);
}

std::vector<Session> sessions_of(Connection& connection, PersonId person) {
  std::vector<Session> answer;
  connection.each(
      fmt::format("SELECT {} FROM session WHERE person_id = $1 ORDER BY seen_at DESC, id DESC", kSessionColumns),
      {person}, [&](const Row& row) { answer.push_back(session(row)); });
  return answer;
}

void set_seen(Connection& connection, SessionId session, Instant now) {
  connection.execute("UPDATE session SET seen_at = $2 WHERE id = $1", {session, now});
}

bool end_session(Connection& connection, SessionId session, PersonId person) {
  return connection.execute("DELETE FROM session WHERE id = $1 AND person_id = $2", {session, person}) == 1;
}

int end_sessions(Connection& connection, PersonId person, SessionId but) {
  return static_cast<int>(
      connection.execute("DELETE FROM session WHERE person_id = $1 AND id <> $2", {person, but.number}));
}

void forget_sessions(Connection& connection, Instant begun_before, Instant seen_before) {
  connection.execute("DELETE FROM session WHERE began_at < $1 OR seen_at < $2", {begun_before, seen_before});
}

void add_sign_in(Connection& connection, PersonId person, const SignInRecord& record) {
  connection.execute(
      "INSERT INTO sign_in (person_id, account, tried_at, address, agent, result) VALUES ($1, $2, $3, $4, $5, $6)",
      {person, record.account, record.at, record.address, record.agent, record.result});
}

std::vector<SignInRecord> sign_ins_of(Connection& connection, PersonId person, int limit) {
  std::vector<SignInRecord> answer;
  connection.each(
      "SELECT tried_at, account, address, agent, result FROM sign_in WHERE person_id = $1 ORDER BY id DESC LIMIT $2",
      {person, limit}, [&](const Row& row) {
        answer.push_back({row.instant(0), row.text(1), row.text(2), row.text(3), row.text(4)});
      });
  return answer;
}

// ---- comparing with the events

std::vector<StoredState> stored_agencies(Connection& connection) {
  std::vector<StoredState> answer;
  connection.each(
      "SELECT id, state, code, name, kind, coalesce(parent_id, 0), coalesce(authority_id, 0), position, is_active FROM "
      "agency ORDER BY id",
      {}, [&](const Row& row) {
        answer.push_back({row.integer(0), row.text(1),
                          fmt::format("{} {} {} {} {} {} {}", row.text(2), row.text(3), row.text(4), row.integer(5),
                                      row.integer(6), row.integer(7), row.integer(8))});
      });
  for (StoredState& stored : answer) {
    connection.each("SELECT until_day, name FROM agency_former_name WHERE agency_id = $1 ORDER BY until_day",
                    {stored.id},
                    [&](const Row& row) { stored.columns += fmt::format(" {} {}", row.text(0), row.text(1)); });
  }
  return answer;
}

std::string columns_of(const Agency& agency) {
  std::string columns =
      fmt::format("{} {} {} {} {} {} {}", agency.code, agency.name, name_of(agency.kind), agency.parent.number,
                  agency.supervising_ogi_authority.number, agency.position, agency.is_active() ? 1 : 0);
  for (const Agency::FormerName& former : agency.former_names) {
    columns += fmt::format(" {} {}", former.until.iso(), former.name);
  }
  return columns;
}

std::vector<StoredState> stored_people(Connection& connection) {
  std::vector<StoredState> answer;
  connection.each(
      "SELECT id, state, account, name, coalesce(agency_id, 0), is_active FROM person ORDER BY id", {},
      [&](const Row& row) {
        answer.push_back({row.integer(0), row.text(1),
                          fmt::format("{} {} {} {}", row.text(2), row.text(3), row.integer(4), row.integer(5))});
      });
  for (StoredState& stored : answer) {
    connection.each("SELECT role, agency_id FROM person_role WHERE person_id = $1 ORDER BY role, agency_id",
                    {stored.id},
                    [&](const Row& row) { stored.columns += fmt::format(" {}/{}", row.text(0), row.integer(1)); });
  }
  return answer;
}

std::string columns_of(const Person& person) {
  std::string columns =
      fmt::format("{} {} {} {}", person.account, person.name, person.agency.number, person.is_active ? 1 : 0);
  std::vector<std::pair<std::string_view, std::int64_t>> roles;
  for (const RoleGrant& grant : person.roles) roles.emplace_back(name_of(grant.role), grant.agency.number);
  std::sort(roles.begin(), roles.end());
  for (const auto& [name, agency] : roles) columns += fmt::format(" {}/{}", name, agency);
  return columns;
}

// ---- the audit trail

namespace {

constexpr const char* kAuditColumns =
    "number, recorded_at, person_id, account, address, act, object, result, detail, personal_data, sealing, hash";

AuditRecord audit_record(const Row& row) {
  return {row.integer(0), row.instant(1), row.id<gongkai::PersonTag>(2),
          row.text(3),    row.text(4),    row.text(5),
          row.text(6),    row.text(7),    row.text(8),
          row.truth(9),   row.text(10),   row.text(11)};
}

}  // namespace

std::optional<AuditSeal> audit_end(Connection& connection) {
  const auto row = connection.first("SELECT number, hash FROM audit_end WHERE id = 1");
  if (!row) return std::nullopt;
  return AuditSeal{row->integer(0), row->text(1)};
}

void add_audit_record(Connection& connection, const AuditRecord& record) {
  connection.execute(
      "INSERT INTO audit_record (number, recorded_at, person_id, account, address, act, object, result, detail, "
      "personal_data, sealing, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
      {record.number, record.at, record.person, record.account, record.address, record.act, record.object,
       record.result, record.detail, record.personal_data, record.sealing, record.hash});
  connection.execute(
      "INSERT INTO audit_end (id, number, hash) VALUES (1, $1, $2) "
      "ON CONFLICT (id) DO UPDATE SET number = excluded.number, hash = excluded.hash",
      {record.number, record.hash});
}

void each_audit_record(Connection& connection, const std::function<void(const AuditRecord&)>& take) {
  connection.each(fmt::format("SELECT {} FROM audit_record ORDER BY number", kAuditColumns), {},
                  [&](const Row& row) { take(audit_record(row)); });
}

std::vector<AuditRecord> audit_records(Connection& connection, const AuditFilter& filter) {
  std::vector<AuditRecord> answer;
  connection.each(
      fmt::format("SELECT {} FROM audit_record WHERE (CAST($1 AS BIGINT) = 0 OR number < CAST($1 AS BIGINT)) "
                  "AND (CAST($2 AS BIGINT) = 0 OR person_id = CAST($2 AS BIGINT)) "
                  "AND substr(act, 1, length(CAST($3 AS TEXT))) = CAST($3 AS TEXT) "
                  "AND (CAST($4 AS TEXT) = '' OR object = CAST($4 AS TEXT)) AND personal_data >= $5 "
                  "ORDER BY number DESC LIMIT $6",
                  kAuditColumns),
      {filter.before, filter.person.number, filter.act, filter.object, filter.personal_data_only, filter.limit},
      [&](const Row& row) { answer.push_back(audit_record(row)); });
  return answer;
}

}  // namespace gongkai::agency::tables
