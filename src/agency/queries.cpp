#include "agency/queries.h"

#include <algorithm>
#include <set>

#include "agency/tables.h"
#include "base/text.h"
#include "store/event.h"

namespace gongkai::agency {
namespace {

using store::Connection;
using store::StoreFailure;

template <class T>
T readable(Result<T> event) {
  if (!event) throw StoreFailure(event.error());
  return std::move(event).value();
}

std::string lower(std::string_view text) {
  std::string answer(text);
  std::transform(answer.begin(), answer.end(), answer.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return answer;
}

void collect_answering(Connection& connection, AgencyId id, std::set<AgencyId>& seen, std::vector<Agency>& answer) {
  if (!seen.insert(id).second) return;
  const auto agency = tables::agency(connection, id);
  if (!agency) return;
  if (agency->is_active()) {
    answer.push_back(*agency);
    return;
  }
  for (const AgencyId successor : agency->successors) collect_answering(connection, successor, seen, answer);
}

/// Folds the stream of each stored state again and compares. `fold(events)` gives the JSON and the columns.
template <class Thing, class ReadEvent>
void compare(Connection& connection, std::string_view prefix, const std::vector<tables::StoredState>& stored,
             ReadEvent&& read_event, std::vector<ReplayDifference>& differences) {
  std::set<std::string> known;
  for (const tables::StoredState& each : stored) {
    const std::string stream = std::string(prefix) + std::to_string(each.id);
    known.insert(stream);
    Thing thing;
    thing.id.number = each.id;
    try {
      for (const store::Event& event : store::events_of(connection, stream)) {
        fold(thing, readable(read_event(event.kind, event.body)));
      }
    } catch (const StoreFailure& failure) {
      differences.push_back({stream, failure.error().code + " " + failure.error().message.en, each.state});
      continue;
    }
    if (json_of(thing) != each.state) differences.push_back({stream, json_of(thing), each.state});
    if (tables::columns_of(thing) != each.columns) {
      differences.push_back({stream, tables::columns_of(thing), each.columns});
    }
  }
  store::each_event(connection, prefix, [&](const store::Event& event) {
    if (known.insert(event.stream).second) differences.push_back({event.stream, event.body, ""});
  });
}

}  // namespace

std::optional<Agency> find_agency(Connection& connection, AgencyId id) { return tables::agency(connection, id); }

std::optional<Agency> find_agency(Connection& connection, std::string_view code) {
  return tables::agency_with_code(connection, code);
}

std::vector<NamedAgency> find_agencies_named(Connection& connection, std::string_view name) {
  std::vector<NamedAgency> answer;
  for (Agency& agency : tables::agencies_named(connection, name)) answer.push_back({std::move(agency), false});
  for (Agency& agency : tables::agencies_once_named(connection, name)) answer.push_back({std::move(agency), true});
  return answer;
}

std::vector<Agency> list_agencies(Connection& connection, bool active_only) {
  return tables::all_agencies(connection, active_only);
}

std::vector<Agency> children_of(Connection& connection, AgencyId parent) {
  return tables::children(connection, parent);
}

std::vector<Agency> supervised_by(Connection& connection, AgencyId authority) {
  return tables::supervised_by(connection, authority);
}

std::vector<Agency> answers_today(Connection& connection, AgencyId id) {
  std::set<AgencyId> seen;
  std::vector<Agency> answer;
  collect_answering(connection, id, seen, answer);
  return answer;
}

std::optional<Agency> agency_on(Connection& connection, AgencyId id, CivilDay day) {
  std::optional<Agency> agency;
  for (const AgencyHistory& each : history_of(connection, id)) {
    if (each.effective_on > day) continue;
    if (std::holds_alternative<AgencyCreated>(each.event)) agency.emplace();
    if (agency) fold(*agency, each.event);
  }
  return agency;
}

std::vector<AgencyHistory> history_of(Connection& connection, AgencyId id) {
  std::vector<AgencyHistory> history;
  for (const store::Event& event : store::events_of(connection, stream_of(id))) {
    AgencyEvent read = readable(read_agency_event(event.kind, event.body));
    const CivilDay day = effective_on(read, event.at);
    history.push_back({event.at, day, event.by, std::move(read)});
  }
  return history;
}

std::optional<Person> find_person(Connection& connection, PersonId id) { return tables::person(connection, id); }

std::optional<Person> find_person(Connection& connection, std::string_view account) {
  return tables::person_with_account(connection, lower(trimmed(account)));
}

std::vector<Person> list_people(Connection& connection) { return tables::all_people(connection); }

std::vector<Person> people_of(Connection& connection, AgencyId agency) { return tables::people_of(connection, agency); }

std::vector<Person> people_with_role(Connection& connection, Role role, AgencyId agency) {
  return tables::people_with_role(connection, role, agency);
}

std::vector<PersonHistory> history_of(Connection& connection, PersonId id) {
  std::vector<PersonHistory> history;
  for (const store::Event& event : store::events_of(connection, stream_of(id))) {
    history.push_back({event.at, event.by, readable(read_person_event(event.kind, event.body))});
  }
  return history;
}

std::vector<ReplayDifference> replay(Connection& connection) {
  std::vector<ReplayDifference> differences;
  compare<Agency>(connection, "agency/", tables::stored_agencies(connection), read_agency_event, differences);
  compare<Person>(connection, "person/", tables::stored_people(connection), read_person_event, differences);
  return differences;
}

}  // namespace gongkai::agency
