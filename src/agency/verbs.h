// What officers do with agencies and people. Each act checks everything first and refuses with all reasons
// (Error::reasons), appends events, brings the tables up to date and leaves an audit record, all in the act given.
//
//   store.write([&](store::Writing& writing) { return agency::create_agency(writing, actor, {.code = "kejiju", …}); });
//
// Threads: inside Store::write only. Errors beside those named: those of the store.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "agency/actor.h"
#include "agency/events.h"
#include "agency/model.h"
#include "agency/open_work.h"
#include "base/refusal.h"
#include "base/result.h"
#include "law/identifiers.h"
#include "store/store.h"

namespace gongkai::agency {

// ---- agencies: founded, renamed, ended by the system administrator or the city supervisor

/// What keeps this agency from being founded. Codes: agency.not_allowed, .bad_code, .code_taken, .name_missing,
/// .name_taken, .text_too_long, .bad_text, .unknown_parent, .parent_missing, .parent_abolished, .unknown_authority,
/// .authority_abolished, .bad_division, .bad_address, .day_ahead, .leader_without_name, .unit_without_name.
Reasons why_not_create_agency(store::Connection& connection, const Actor& actor, const Agency& agency, CivilDay today);
/// Takes code, name, short_name, kind, codes, parent, authority, duties, contact, leaders, units, numbers, template,
/// founded_on and position of `agency`; the rest comes from what happens. Without an authority it is the default one:
/// the parent government, whose office it is; for governments without parent and vertical bodies they themselves.
/// 条例 第三条
Result<AgencyId> create_agency(store::Writing& writing, const Actor& actor, Agency agency);

/// Contact, duties, leaders and units also by the agency's own clerks and head of its OGI office. Codes beside those of
/// create_agency: agency.unknown, .abolished, .own_parent, .unknown_unit.
Reasons why_not_change_agency(store::Connection& connection, const Actor& actor, AgencyId id,
                              const AgencyChange& change);
/// Without any difference nothing is written. Returns the new state.
Result<Agency> change_agency(store::Writing& writing, const Actor& actor, AgencyId id, const AgencyChange& change);

/// Codes: agency.not_allowed, .unknown, .abolished, .name_missing, .name_taken, .same_name, .day_ahead, .day_too_early.
Reasons why_not_rename_agency(store::Connection& connection, const Actor& actor, AgencyId id,
                              const AgencyRenamed& renamed, CivilDay today);
/// `renamed.on` is the first day of the new name, today or earlier; the old name is kept with its last day.
Result<Agency> rename_agency(store::Writing& writing, const Actor& actor, AgencyId id, const AgencyRenamed& renamed);

/// Codes: agency.not_allowed, .unknown, .abolished, .day_ahead, .day_too_early, .unknown_successor,
/// .successor_abolished, .own_successor, .successor_twice, .successors_missing, .basis_missing, .has_children,
/// .still_supervises.
Reasons why_not_end_agency(store::Connection& connection, const Actor& actor, AgencyId id, const AgencyEnded& ended,
                           CivilDay today);
/// Several become one: each of `merged` ends, `into` goes on and is their successor. Found `into` first if it is new.
Result<bool> merge_agencies(store::Writing& writing, const Actor& actor, const std::vector<AgencyId>& merged,
                            AgencyId into, CivilDay on, std::string_view basis);
/// One becomes several, at least two, which exist already.
Result<bool> split_agency(store::Writing& writing, const Actor& actor, AgencyId id, const std::vector<AgencyId>& into,
                          CivilDay on, std::string_view basis);
/// `successors` take over its information and requests; without any, `basis` must say who does.
/// An ended agency stays as it was, with its code, for ever; there is no way back.
Result<bool> abolish_agency(store::Writing& writing, const Actor& actor, AgencyId id,
                            const std::vector<AgencyId>& successors, CivilDay on, std::string_view basis);

/// What is doubtful and not refused, for whoever enters it: an organisation code whose check character is wrong.
std::vector<Wording> doubts_about(const Agency& agency, const law::Identifiers& identifiers);

// ---- people: accounts by the system administrator, roles by the security administrator (docs/decisions/0014)

/// Codes: person.not_allowed, .bad_account, .account_taken, .name_missing, .bad_text, .text_too_long, .unknown_agency,
/// .agency_abolished, .unknown_unit.
Reasons why_not_create_person(store::Connection& connection, const Actor& actor, const PersonCreated& person);
/// An account without roles and without password (sign_in.h sets it). Accounts are never used twice.
Result<PersonId> create_person(store::Writing& writing, const Actor& actor, const PersonCreated& person);

Reasons why_not_change_person(store::Connection& connection, const Actor& actor, PersonId id,
                              const PersonChange& change);
/// Everybody may change their own phone and e-mail address.
Result<Person> change_person(store::Writing& writing, const Actor& actor, PersonId id, const PersonChange& change);

/// Codes: person.not_allowed, .unknown, .inactive, .role_of_oneself, .role_held, .role_citywide,
/// .roles_exclude_each_other, .unknown_agency, .agency_abolished.
Reasons why_not_grant_role(store::Connection& connection, const Actor& actor, PersonId id, const RoleGrant& grant);
Result<Person> grant_role(store::Writing& writing, const Actor& actor, PersonId id, const RoleGrant& grant);
/// Codes: person.not_allowed, .unknown, .role_of_oneself, .role_not_held, .last_administrator.
Reasons why_not_withdraw_role(store::Connection& connection, const Actor& actor, PersonId id, const RoleGrant& grant);
Result<Person> withdraw_role(store::Writing& writing, const Actor& actor, PersonId id, const RoleGrant& grant,
                             std::string_view reason);

/// Codes: person.not_allowed, .unknown, .inactive, .oneself, .last_administrator, .has_open_work.
Reasons why_not_deactivate_person(store::Connection& connection, const Actor& actor, PersonId id, OpenWorks works);
/// Roles and sessions end with it; the person's name stays beside what was done.
Result<Person> deactivate_person(store::Writing& writing, const Actor& actor, PersonId id, std::string_view reason,
                                 OpenWorks works = {});
Result<Person> reactivate_person(store::Writing& writing, const Actor& actor, PersonId id, std::string_view reason);

/// All reasons why the pieces of open work cannot go from one person to the other. Codes: person.not_allowed, .unknown,
/// .inactive, .oneself, .no_open_work, and those of the rooms.
Reasons why_not_hand_over_work(store::Connection& connection, const Actor& actor, PersonId from, PersonId to,
                               OpenWorks works);
/// Hands over all of it or nothing; returns how many pieces. By the security administrator, or by the head of the OGI
/// office of the person's agency.
Result<int> hand_over_work(store::Writing& writing, const Actor& actor, PersonId from, PersonId to,
                           std::string_view reason, OpenWorks works);

}  // namespace gongkai::agency
