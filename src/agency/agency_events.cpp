// The JSON of what happens to agencies, and its fold.
#include <fmt/format.h>

#include "agency/events.h"
#include "agency/json_fields.h"
#include "agency/match.h"
#include "base/json_writer.h"

namespace gongkai::agency {
namespace {

void write_contact(JsonWriter& json, const Contact& contact) {
  json.begin_object().member("office_name", contact.office_name).member("office_head", contact.office_head);
  json.member("address", contact.address).member("postcode", contact.postcode);
  json.member("office_hours", contact.office_hours).member("phone", contact.phone).member("fax", contact.fax);
  json.member("email", contact.email).member("website", contact.website).end_object();
}

Contact read_contact(JsonFields fields) {
  Contact contact;
  contact.office_name = fields.text("office_name");
  contact.office_head = fields.text("office_head");
  contact.address = fields.text("address");
  contact.postcode = fields.text("postcode");
  contact.office_hours = fields.text("office_hours");
  contact.phone = fields.text("phone");
  contact.fax = fields.text("fax");
  contact.email = fields.text("email");
  contact.website = fields.text("website");
  return contact;
}

void write_leaders(JsonWriter& json, const std::vector<Leader>& leaders) {
  json.begin_array();
  for (const Leader& leader : leaders) {
    json.begin_object().member("name", leader.name).member("post", leader.post);
    json.member("duties", leader.duties).member("position", leader.position).end_object();
  }
  json.end_array();
}

std::vector<Leader> read_leaders(JsonFields& fields) {
  std::vector<Leader> leaders;
  fields.each("leaders", [&](JsonFields& each) {
    leaders.push_back(
        {each.text("name"), each.text("post"), each.text("duties"), static_cast<int>(each.integer("position"))});
  });
  return leaders;
}

void write_units(JsonWriter& json, const std::vector<Unit>& units) {
  json.begin_array();
  for (const Unit& unit : units) {
    json.begin_object().member("id", unit.id.number).member("name", unit.name).member("duties", unit.duties);
    json.member("phone", unit.phone).member("position", unit.position).end_object();
  }
  json.end_array();
}

std::vector<Unit> read_units(JsonFields& fields) {
  std::vector<Unit> units;
  fields.each("units", [&](JsonFields& each) {
    units.push_back({each.id<UnitId>("id"), each.text("name"), each.text("duties"), each.text("phone"),
                     static_cast<int>(each.integer("position"))});
  });
  return units;
}

template <class IdType>
void write_ids(JsonWriter& json, std::string_view key, const std::vector<IdType>& ids) {
  json.key(key).begin_array();
  for (const IdType id : ids) json.value(id.number);
  json.end_array();
}

/// The members that an agency has from its founding.
void write_founding(JsonWriter& json, const Agency& agency) {
  json.member("id", agency.id.number).member("code", agency.code).member("name", agency.name);
  json.member("short_name", agency.short_name).member("kind", name_of(agency.kind));
  json.member("org_code", agency.org_code).member("division", agency.division);
  json.member("parent", agency.parent.number);
  json.member("supervising_ogi_authority", agency.supervising_ogi_authority.number);
  json.member("duties", agency.duties).key("contact");
  write_contact(json, agency.contact);
  json.key("leaders");
  write_leaders(json, agency.leaders);
  json.key("units");
  write_units(json, agency.units);
  json.member("site_id_code", agency.site_id_code).member("icp_number", agency.icp_number);
  json.member("police_number", agency.police_number).member("index_no_template", agency.index_no_template);
  json.member("founded_on", agency.founded_on ? agency.founded_on->iso() : std::string());
  json.member("position", agency.position);
}

Agency read_founding(JsonFields& fields) {
  Agency agency;
  agency.id = fields.id<AgencyId>("id");
  agency.code = fields.text("code");
  agency.name = fields.text("name");
  agency.short_name = fields.text("short_name");
  const auto kind = agency_kind(fields.text("kind"));
  if (!kind) fields.note("kind");
  agency.kind = kind.value_or(AgencyKind::Department);
  agency.org_code = fields.text("org_code");
  agency.division = fields.text("division");
  agency.parent = fields.id<AgencyId>("parent");
  agency.supervising_ogi_authority = fields.id<AgencyId>("supervising_ogi_authority");
  agency.duties = fields.text("duties");
  agency.contact = read_contact(fields.inner("contact"));
  agency.leaders = read_leaders(fields);
  agency.units = read_units(fields);
  agency.site_id_code = fields.text("site_id_code");
  agency.icp_number = fields.text("icp_number");
  agency.police_number = fields.text("police_number");
  agency.index_no_template = fields.text("index_no_template");
  agency.founded_on = fields.optional_day("founded_on");
  agency.position = static_cast<int>(fields.integer("position"));
  return agency;
}

void write_change(JsonWriter& json, const AgencyChange& change) {
  const auto text = [&](std::string_view key, const std::optional<std::string>& value) {
    if (value) json.member(key, *value);
  };
  text("short_name", change.short_name);
  if (change.kind) json.member("kind", name_of(*change.kind));
  text("org_code", change.org_code);
  text("division", change.division);
  if (change.parent) json.member("parent", change.parent->number);
  if (change.supervising_ogi_authority) {
    json.member("supervising_ogi_authority", change.supervising_ogi_authority->number);
  }
  text("duties", change.duties);
  if (change.contact) {
    json.key("contact");
    write_contact(json, *change.contact);
  }
  if (change.leaders) {
    json.key("leaders");
    write_leaders(json, *change.leaders);
  }
  if (change.units) {
    json.key("units");
    write_units(json, *change.units);
  }
  text("site_id_code", change.site_id_code);
  text("icp_number", change.icp_number);
  text("police_number", change.police_number);
  text("index_no_template", change.index_no_template);
  if (change.position) json.member("position", *change.position);
}

AgencyChange read_change(JsonFields& fields) {
  AgencyChange change;
  const auto text = [&](std::string_view key, std::optional<std::string>& value) {
    if (fields.has(key)) value = fields.text(key);
  };
  text("short_name", change.short_name);
  if (fields.has("kind")) {
    change.kind = agency_kind(fields.text("kind"));
    if (!change.kind) fields.note("kind");
  }
  text("org_code", change.org_code);
  text("division", change.division);
  if (fields.has("parent")) change.parent = fields.id<AgencyId>("parent");
  if (fields.has("supervising_ogi_authority")) {
    change.supervising_ogi_authority = fields.id<AgencyId>("supervising_ogi_authority");
  }
  text("duties", change.duties);
  if (fields.has("contact")) change.contact = read_contact(fields.inner("contact"));
  if (fields.has("leaders")) change.leaders = read_leaders(fields);
  if (fields.has("units")) change.units = read_units(fields);
  text("site_id_code", change.site_id_code);
  text("icp_number", change.icp_number);
  text("police_number", change.police_number);
  text("index_no_template", change.index_no_template);
  if (fields.has("position")) change.position = static_cast<int>(fields.integer("position"));
  return change;
}

EndKind read_end_kind(JsonFields& fields) {
  const std::string name = fields.text("how");
  for (const EndKind kind : {EndKind::Merged, EndKind::Split, EndKind::Abolished}) {
    if (name == name_of(kind)) return kind;
  }
  fields.note("how");
  return EndKind::Abolished;
}

template <class T>
void take(T& target, const std::optional<T>& value) {
  if (value) target = *value;
}

}  // namespace

std::string_view name_of(EndKind kind) {
  switch (kind) {
    case EndKind::Merged: return "merged";
    case EndKind::Split: return "split";
    case EndKind::Abolished: break;
  }
  return "abolished";
}

std::string stream_of(AgencyId agency) { return fmt::format("agency/{}", agency.number); }

std::string_view kind_of(const AgencyEvent& event) {
  return std::visit(
      Match{[](const AgencyCreated&) { return "agency.created"; }, [](const AgencyChange&) { return "agency.changed"; },
            [](const AgencyRenamed&) { return "agency.renamed"; }, [](const AgencyEnded&) { return "agency.ended"; },
            [](const AgencySucceeded&) { return "agency.succeeded"; }},
      event);
}

std::string body_of(const AgencyEvent& event) {
  JsonWriter json;
  json.begin_object();
  std::visit(Match{[&](const AgencyCreated& created) { write_founding(json, created.agency); },
                   [&](const AgencyChange& change) { write_change(json, change); },
                   [&](const AgencyRenamed& renamed) {
                     json.member("name", renamed.name).member("short_name", renamed.short_name);
                     json.member("on", renamed.on.iso());
                   },
                   [&](const AgencyEnded& ended) {
                     json.member("how", name_of(ended.how)).member("on", ended.on.iso());
                     write_ids(json, "successors", ended.successors);
                     json.member("basis", ended.basis);
                   },
                   [&](const AgencySucceeded& succeeded) {
                     json.member("how", name_of(succeeded.how)).member("on", succeeded.on.iso());
                     write_ids(json, "predecessors", succeeded.predecessors);
                   }},
             event);
  return json.end_object().take();
}

Result<AgencyEvent> read_agency_event(std::string_view kind, std::string_view body) {
  JsonFields fields = JsonFields::parse(body);
  AgencyEvent event;
  if (kind == "agency.created") {
    event = AgencyCreated{read_founding(fields)};
  } else if (kind == "agency.changed") {
    event = read_change(fields);
  } else if (kind == "agency.renamed") {
    event = AgencyRenamed{fields.text("name"), fields.text("short_name"), fields.day("on")};
  } else if (kind == "agency.ended") {
    event =
        AgencyEnded{read_end_kind(fields), fields.day("on"), fields.ids<AgencyId>("successors"), fields.text("basis")};
  } else if (kind == "agency.succeeded") {
    event = AgencySucceeded{read_end_kind(fields), fields.day("on"), fields.ids<AgencyId>("predecessors")};
  } else {
    fields.note(kind);
  }
  if (auto failure = fields.finish(kind)) return *failure;
  return event;
}

CivilDay effective_on(const AgencyEvent& event, Instant recorded_at) {
  return std::visit(
      Match{[&](const AgencyCreated& created) { return created.agency.founded_on.value_or(recorded_at.day()); },
            [&](const AgencyChange&) { return recorded_at.day(); },
            [](const AgencyRenamed& renamed) { return renamed.on; }, [](const AgencyEnded& ended) { return ended.on; },
            [](const AgencySucceeded& succeeded) { return succeeded.on; }},
      event);
}

void fold(Agency& agency, const AgencyEvent& event) {
  const std::int64_t version = agency.version + 1;
  std::visit(Match{[&](const AgencyCreated& created) { agency = created.agency; },
                   [&](const AgencyChange& change) {
                     take(agency.short_name, change.short_name);
                     take(agency.kind, change.kind);
                     take(agency.org_code, change.org_code);
                     take(agency.division, change.division);
                     take(agency.parent, change.parent);
                     take(agency.supervising_ogi_authority, change.supervising_ogi_authority);
                     take(agency.duties, change.duties);
                     take(agency.contact, change.contact);
                     take(agency.leaders, change.leaders);
                     take(agency.units, change.units);
                     take(agency.site_id_code, change.site_id_code);
                     take(agency.icp_number, change.icp_number);
                     take(agency.police_number, change.police_number);
                     take(agency.index_no_template, change.index_no_template);
                     take(agency.position, change.position);
                   },
                   [&](const AgencyRenamed& renamed) {
                     agency.former_names.push_back({agency.name, renamed.on});
                     agency.name = renamed.name;
                     agency.short_name = renamed.short_name;
                   },
                   [&](const AgencyEnded& ended) {
                     agency.state = AgencyState::Abolished;
                     agency.abolished_on = ended.on;
                     agency.successors = ended.successors;
                   },
                   [](const AgencySucceeded&) {}},
             event);
  agency.version = version;
}

std::string json_of(const Agency& agency) {
  JsonWriter json;
  json.begin_object();
  write_founding(json, agency);
  json.member("state", agency.is_active() ? "active" : "abolished");
  json.member("abolished_on", agency.abolished_on ? agency.abolished_on->iso() : std::string());
  write_ids(json, "successors", agency.successors);
  json.key("former_names").begin_array();
  for (const Agency::FormerName& former : agency.former_names) {
    json.begin_object().member("name", former.name).member("until", former.until.iso()).end_object();
  }
  json.end_array().member("version", agency.version);
  return json.end_object().take();
}

Result<Agency> read_agency(std::string_view text) {
  JsonFields fields = JsonFields::parse(text);
  Agency agency = read_founding(fields);
  agency.state = fields.text("state") == "abolished" ? AgencyState::Abolished : AgencyState::Active;
  agency.abolished_on = fields.optional_day("abolished_on");
  agency.successors = fields.ids<AgencyId>("successors");
  fields.each("former_names", [&](JsonFields& each) {
    agency.former_names.push_back({each.text("name"), each.day("until")});
  });
  agency.version = fields.integer("version");
  if (auto failure = fields.finish(agency.code)) return *failure;
  return agency;
}

}  // namespace gongkai::agency
