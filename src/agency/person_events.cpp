// The JSON of what happens to people, and its fold.
#include <fmt/format.h>

#include <algorithm>

#include "agency/events.h"
#include "agency/json_fields.h"
#include "agency/match.h"
#include "base/json_writer.h"

namespace gongkai::agency {
namespace {

void write_grant(JsonWriter& json, const RoleGrant& grant) {
  json.member("role", name_of(grant.role)).member("agency", grant.agency.number);
}

RoleGrant read_grant(JsonFields& fields) {
  const auto known = role(fields.text("role"));
  if (!known) fields.note("role");
  return {known.value_or(Role::Clerk), fields.id<AgencyId>("agency")};
}

void write_change(JsonWriter& json, const PersonChange& change) {
  if (change.name) json.member("name", *change.name);
  if (change.agency) json.member("agency", change.agency->number);
  if (change.unit) json.member("unit", change.unit->number);
  if (change.phone) json.member("phone", *change.phone);
  if (change.email) json.member("email", *change.email);
}

PersonChange read_change(JsonFields& fields) {
  PersonChange change;
  if (fields.has("name")) change.name = fields.text("name");
  if (fields.has("agency")) change.agency = fields.id<AgencyId>("agency");
  if (fields.has("unit")) change.unit = fields.id<UnitId>("unit");
  if (fields.has("phone")) change.phone = fields.text("phone");
  if (fields.has("email")) change.email = fields.text("email");
  return change;
}

WorkHandedOver read_handed_over(JsonFields& fields) {
  WorkHandedOver handed{fields.id<PersonId>("to"), {}, fields.text("reason")};
  fields.each("work", [&](JsonFields& each) { handed.work.push_back({each.text("kind"), each.text("name")}); });
  return handed;
}

}  // namespace

std::string stream_of(PersonId person) { return fmt::format("person/{}", person.number); }

std::string_view kind_of(const PersonEvent& event) {
  return std::visit(
      Match{[](const PersonCreated&) { return "person.created"; }, [](const PersonChange&) { return "person.changed"; },
            [](const PersonDeactivated&) { return "person.deactivated"; },
            [](const PersonReactivated&) { return "person.reactivated"; },
            [](const RoleGranted&) { return "person.role_granted"; },
            [](const RoleWithdrawn&) { return "person.role_withdrawn"; },
            [](const WorkHandedOver&) { return "person.work_handed_over"; },
            [](const PasswordSet&) { return "person.password_set"; },
            [](const SecondFactorSet&) { return "person.second_factor_set"; }},
      event);
}

std::string body_of(const PersonEvent& event) {
  JsonWriter json;
  json.begin_object();
  std::visit(Match{[&](const PersonCreated& created) {
                     json.member("account", created.account).member("name", created.name);
                     json.member("agency", created.agency.number).member("unit", created.unit.number);
                     json.member("phone", created.phone).member("email", created.email);
                   },
                   [&](const PersonChange& change) { write_change(json, change); },
                   [&](const PersonDeactivated& act) { json.member("reason", act.reason); },
                   [&](const PersonReactivated& act) { json.member("reason", act.reason); },
                   [&](const RoleGranted& act) { write_grant(json, act.grant); },
                   [&](const RoleWithdrawn& act) {
                     write_grant(json, act.grant);
                     json.member("reason", act.reason);
                   },
                   [&](const WorkHandedOver& act) {
                     json.member("to", act.to.number).key("work").begin_array();
                     for (const WorkHandedOver::Work& work : act.work) {
                       json.begin_object().member("kind", work.kind).member("name", work.name).end_object();
                     }
                     json.end_array().member("reason", act.reason);
                   },
                   [&](const PasswordSet& act) { json.member("how", act.how); },
                   [&](const SecondFactorSet& act) { json.member("enrolled", act.enrolled); }},
             event);
  return json.end_object().take();
}

Result<PersonEvent> read_person_event(std::string_view kind, std::string_view body) {
  JsonFields fields = JsonFields::parse(body);
  PersonEvent event;
  if (kind == "person.created") {
    event = PersonCreated{fields.text("account"),    fields.text("name"),  fields.id<AgencyId>("agency"),
                          fields.id<UnitId>("unit"), fields.text("phone"), fields.text("email")};
  } else if (kind == "person.changed") {
    event = read_change(fields);
  } else if (kind == "person.deactivated") {
    event = PersonDeactivated{fields.text("reason")};
  } else if (kind == "person.reactivated") {
    event = PersonReactivated{fields.text("reason")};
  } else if (kind == "person.role_granted") {
    event = RoleGranted{read_grant(fields)};
  } else if (kind == "person.role_withdrawn") {
    const RoleGrant grant = read_grant(fields);
    event = RoleWithdrawn{grant, fields.text("reason")};
  } else if (kind == "person.work_handed_over") {
    event = read_handed_over(fields);
  } else if (kind == "person.password_set") {
    event = PasswordSet{fields.text("how")};
  } else if (kind == "person.second_factor_set") {
    event = SecondFactorSet{fields.truth("enrolled")};
  } else {
    fields.note(kind);
  }
  if (auto failure = fields.finish(kind)) return *failure;
  return event;
}

void fold(Person& person, const PersonEvent& event) {
  std::visit(
      Match{[&](const PersonCreated& created) {
              person.account = created.account;
              person.name = created.name;
              person.agency = created.agency;
              person.unit = created.unit;
              person.phone = created.phone;
              person.email = created.email;
            },
            [&](const PersonChange& change) {
              if (change.name) person.name = *change.name;
              if (change.agency) person.agency = *change.agency;
              if (change.unit) person.unit = *change.unit;
              if (change.phone) person.phone = *change.phone;
              if (change.email) person.email = *change.email;
            },
            [&](const PersonDeactivated&) {
              person.is_active = false;
              person.roles.clear();
            },
            [&](const PersonReactivated&) { person.is_active = true; },
            [&](const RoleGranted& act) { person.roles.push_back(act.grant); },
            [&](const RoleWithdrawn& act) { std::erase(person.roles, act.grant); }, [](const WorkHandedOver&) {},
            [](const PasswordSet&) {}, [&](const SecondFactorSet& act) { person.has_second_factor = act.enrolled; }},
      event);
  ++person.version;
}

std::string json_of(const Person& person) {
  JsonWriter json;
  json.begin_object().member("id", person.id.number).member("account", person.account).member("name", person.name);
  json.member("agency", person.agency.number).member("unit", person.unit.number);
  json.member("phone", person.phone).member("email", person.email).member("is_active", person.is_active);
  json.member("has_second_factor", person.has_second_factor).key("roles").begin_array();
  for (const RoleGrant& grant : person.roles) {
    json.begin_object();
    write_grant(json, grant);
    json.end_object();
  }
  json.end_array().member("version", person.version);
  return json.end_object().take();
}

Result<Person> read_person(std::string_view text) {
  JsonFields fields = JsonFields::parse(text);
  Person person;
  person.id = fields.id<PersonId>("id");
  person.account = fields.text("account");
  person.name = fields.text("name");
  person.agency = fields.id<AgencyId>("agency");
  person.unit = fields.id<UnitId>("unit");
  person.phone = fields.text("phone");
  person.email = fields.text("email");
  person.is_active = fields.truth("is_active");
  person.has_second_factor = fields.truth("has_second_factor");
  fields.each("roles", [&](JsonFields& each) { person.roles.push_back(read_grant(each)); });
  person.version = fields.integer("version");
  if (auto failure = fields.finish(person.account)) return *failure;
  return person;
}

}  // namespace gongkai::agency
