// Invents what an agency needs beside its name.
#include "demo/agencies.h"

#include <fmt/format.h>

#include "demo/speaker.h"

namespace gongkai::demo {
namespace {

constexpr std::string_view kCity = "青禾市";
constexpr std::string_view kRenamed = "sjju";    // takes another name
constexpr std::string_view kWithoutFax = "lgq";  // guides that are not complete, so that one sees how that looks
constexpr std::string_view kWithoutOffice = "zlx";
constexpr std::string_view kOfTheIssue = "kjj";
constexpr std::string_view kCodeOfTheIssue = "014178678";

bool is_government(const DemoAgency& agency) { return agency.kind == "government"; }

std::string with_check(const law::Identifiers& identifiers, std::string body) {
  body += '0';
  const std::string right = identifiers.check(body).right_check;
  body.replace(body.size() - 1, 1, right);
  return body;
}

std::string division_of(const DemoAgency& agency, const std::vector<DemoAgency>& before) {
  if (is_government(agency) && !agency.parent.empty()) {
    int districts = 1;
    for (const DemoAgency& other : before) districts += is_government(other) && !other.parent.empty() ? 1 : 0;
    return fmt::format("9999{:02}", districts);
  }
  for (const DemoAgency& other : before)
    if (agency.kind == "township" && other.code == agency.parent) return other.division;
  return "999900";
}

std::string place_of_post(const DemoAgency& agency) {
  if (agency.code == "szf") return "市长";
  if (is_government(agency)) return agency.name.ends_with("县人民政府") ? "县长" : "区长";
  if (agency.kind == "township")
    return agency.name.ends_with("镇人民政府") ? "镇长" : agency.name.ends_with("乡人民政府") ? "乡长" : "主任";
  if (agency.name.ends_with("委员会") || agency.name.ends_with("中心") || agency.name.ends_with("办公室"))
    return "主任";
  return "局长";
}

void appoint_leaders(DemoAgency& agency, Speaker& speaker) {
  const std::string chief = place_of_post(agency);
  const std::string deputy = "副" + chief;
  const auto count = static_cast<std::size_t>(speaker.dice().between(3, is_government(agency) ? 6 : 5));
  for (std::size_t at = 0; at < count; ++at) {
    DemoLeader leader{speaker.other_word("person"),
                      at == 0                        ? "党组书记、" + chief
                      : at + 1 == count && count > 3 ? "党组成员"
                                                     : deputy,
                      {}};
    if (is_government(agency) && at == 0) leader.post = chief;
    const std::string lead =
        at == 0 ? "主持全面工作" : "负责" + speaker.other_word("subject") + "、" + speaker.other_word("subject");
    leader.duties = lead + "，分管" +
                    (agency.units.empty() ? std::string("办公室") : agency.units[at % agency.units.size()].name) + "。";
    agency.leaders.push_back(std::move(leader));
  }
}

void set_up_units(DemoAgency& agency, const Block& field, Speaker& speaker, int number) {
  std::vector<std::string> names;
  if (const auto* listed = field.choices("unit")) names = *listed;
  if (names.empty() || names.front() != "办公室")
    names.insert(names.begin(), agency.kind == "township" ? "政务公开岗" : "办公室");
  for (std::size_t at = 0; at < names.size(); ++at) {
    const std::string duties = at == 0 ? "负责文电、会务、保密、档案和政府信息公开工作。"
                                       : "承担" + speaker.other_word("subject") + "的具体工作。";
    agency.units.push_back({names[at], duties, fmt::format("0000-660{:02}{:02}", number, at + 11)});
  }
}

void set_contact(DemoAgency& agency, Speaker& speaker, int number) {
  agency.office_name = agency.units.front().name;
  agency.office_head = speaker.other_word("person");
  agency.address = std::string(kCity) + (agency.division == "999900" ? "禾丰区" : area_of(agency)) +
                   speaker.word("road") + std::to_string(number * 3 + 2) + "号";
  agency.postcode = "000000";
  agency.office_hours = speaker.word("hours");
  agency.phone = fmt::format("0000-660{:02}01", number);
  agency.fax = fmt::format("0000-660{:02}02", number);
  agency.email = agency.code + "@qinghe.example";
  agency.website = "https://" + agency.code + ".qinghe.example/";
  if (agency.code == kWithoutFax) agency.fax.clear(), agency.email.clear();
  if (agency.code == kWithoutOffice) agency.office_hours.clear();
}

void give_codes(DemoAgency& agency, const law::Identifiers& identifiers, int number) {
  agency.org_code = agency.code == kOfTheIssue ? std::string(kCodeOfTheIssue)
                                               : with_check(identifiers, fmt::format("PDY{:05}", 1000 + number * 7));
  agency.uscc =
      with_check(identifiers, (agency.kind == "authorised_org" ? "12" : "11") + agency.division + agency.org_code);
  if (is_government(agency) || agency.kind == "township") agency.org_code = agency.uscc;
  agency.site_id_code = fmt::format("{}{:04}", agency.division, number);
  agency.icp_number = "演示ICP备00000000号";
  agency.police_number = fmt::format("演示公网安备{}{:06}号", agency.division, number);
}

}  // namespace

const Block& field_of(const Material& material, std::size_t agency) {
  return material.field(material.agencies()[agency][5]);
}

std::string area_of(const DemoAgency& agency) {
  if (agency.kind == "dispatched_body" || agency.kind == "township") {
    const std::size_t end = agency.short_name.find("政府");
    return agency.short_name.substr(0, end);
  }
  if (is_government(agency) && !agency.parent.empty())
    return agency.short_name.substr(0, agency.short_name.find("政府"));
  return std::string(kCity);
}

std::vector<DemoAgency> make_agencies(const Material& material, const law::Identifiers& identifiers) {
  std::vector<DemoAgency> agencies;
  for (const auto& line : material.agencies()) {
    DemoAgency agency;
    const int number = static_cast<int>(agencies.size()) + 1;
    agency.code = line[0], agency.kind = line[1], agency.name = line[2], agency.short_name = line[3],
    agency.sign = line[4];
    agency.parent = line[6];
    agency.founded_on = CivilDay::parse(line[7]);
    agency.abolished_on = CivilDay::parse(line[8]);
    if (line.size() > 9 && !line[9].empty()) agency.successors = split_outside_braces(line[9], ',');
    if (agency.code == kRenamed)
      agency.renaming = DemoAgency::Renaming{*CivilDay::of(2025, 3, 28), "青禾市数据局", "市数据局"};
    const Block& field = field_of(material, agencies.size());
    Speaker speaker("agency " + agency.code, field, material.shared());
    agency.division = division_of(agency, agencies);
    for (const std::string& duty : *field.choices("duty")) agency.duties += (agency.duties.empty() ? "" : "；") + duty;
    agency.duties += "。";
    set_up_units(agency, field, speaker, number);
    appoint_leaders(agency, speaker);
    set_contact(agency, speaker, number);
    give_codes(agency, identifiers, number);
    agencies.push_back(std::move(agency));
  }
  return agencies;
}

}  // namespace gongkai::demo
