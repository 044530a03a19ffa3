// The words of an item that are fixed before its text: names, days, people, its policy.
#include <fmt/format.h>

#include "demo/agencies.h"
#include "demo/plan.h"

namespace gongkai::demo {
namespace {

std::string month_and_day(CivilDay day) { return fmt::format("{}月{}日", day.month(), day.day()); }

/// The span that figures published on that day speak of.
std::string quarter_before(CivilDay day) {
  const unsigned month = day.month();
  if (month <= 2) return "1月";
  if (month == 4) return "一季度";
  if (month == 7) return "上半年";
  if (month == 10) return "前三季度";
  return fmt::format("1—{}月", month - 1);
}

std::string month_before(CivilDay day) { return fmt::format("{}月", day.month() == 1 ? 1 : day.month() - 1); }

/// "固定资产投资/亿元/96" becomes {iname}, {iunit}, {ibase}.
std::string indicator_name(Speaker& speaker) {
  const std::vector<std::string> parts = split_outside_braces(speaker.other_word("indicator"), '/');
  if (parts.size() != 3) return parts.front();
  speaker.set("iunit", parts[1]);
  std::string base = parts[2];
  const bool is_share = parts[1] == "%" || parts[1] == "℃";
  const bool is_counted = base.find('.') == std::string::npos;  // whole things, or a sum that may have tenths
  const bool has_tenths = parts[1].starts_with("亿") || parts[1].starts_with("万");
  if (is_counted && !is_share) {
    const int whole = std::atoi(base.c_str());
    base = speaker.say(fmt::format("{{{0}{2}-{1}{2}}}", whole * 9 / 10, whole * 11 / 10 + 1, has_tenths ? ".0" : ""));
  }
  speaker.set("ibase", base);
  speaker.set("inext", is_share ? "不低于" + base : speaker.say("{ibase*104}"));
  speaker.set("ilater", is_share ? "不低于" + base : speaker.say("{ibase*118}"));
  return parts[0];
}

std::string indicator_clause(Speaker& speaker) {
  const std::string name = indicator_name(speaker);
  return speaker.say(name + "{为|达到|为}{ibase}{iunit}，{同比增长|同比增长|比上年同期下降|同比提高}{0.3-13.6}%");
}

std::optional<std::string> source_of(Speaker& speaker, std::string_view key, const std::vector<DemoAgency>& agencies,
                                     const PlannedItem& item) {
  if (key == "indicators") return indicator_clause(speaker) + "；" + indicator_clause(speaker);
  if (key == "iname") return indicator_name(speaker);
  if (key == "warning") return speaker.other_word(fmt::format("warning{}", item.created.month() % 12 / 3 + 1));
  if (key == "daybefore") return item.created.plus_days(-static_cast<int>(speaker.dice().between(1, 24))).iso();
  if (key == "yearslater") return item.created.plus_days(static_cast<int>(speaker.dice().between(700, 1825))).iso();
  if (key != "agency" && key != "agencyshort") return {};
  std::size_t at = speaker.dice().pick(agencies.size());
  while (!agencies[at].exists_on(item.created)) at = (at + 1) % agencies.size();
  return key == "agency" ? agencies[at].name_on(item.created) : agencies[at].short_name_on(item.created);
}

void set_days(Speaker& speaker, const PlannedItem& item) {
  const CivilDay day = item.published.day();
  const CivilDay written = item.created;
  speaker.set("year", std::to_string(written.year()));
  speaker.set("lastyear", std::to_string(written.year() - 1));
  speaker.set("nextyear", std::to_string(written.year() + 1));
  speaker.set("date", month_and_day(day));
  speaker.set("quarter", quarter_before(written));
  speaker.set("month", month_before(written));
  const CivilDay begin = day.plus_days(static_cast<int>(speaker.dice().between(1, 9)));
  speaker.set("day1", begin.chinese());
  speaker.set("monthday", month_and_day(begin));
  speaker.set("day2", begin.plus_days(static_cast<int>(speaker.dice().between(5, 30))).chinese());
  speaker.set("effective", effective_day(item).chinese());
  speaker.set("expires", expiry_day(item).chinese());
  speaker.set("term", std::to_string(expiry_day(item).next().year() - effective_day(item).year()));
}

void set_agency(Speaker& speaker, const DemoAgency& agency, CivilDay day) {
  speaker.set("name", agency.name_on(day));
  speaker.set("short", agency.short_name_on(day));
  const std::string area = area_of(agency);
  speaker.set("area", area);
  speaker.set("place", area);
  speaker.set("abbr", agency.sign);
  speaker.set("phone", agency.phone);
  speaker.set("email", agency.code + "@qinghe.example");
  speaker.set("address", agency.address);
  speaker.set("postcode", agency.postcode);
  speaker.set("zjjname", "住房城乡建设主管部门");
  std::string units;
  for (const DemoUnit& unit : agency.units) units += (units.empty() ? "" : "、") + unit.name;
  speaker.set("unitlist", units);
  speaker.set("office", agency.office_name);
  const DemoLeader& leader = agency.leaders[speaker.dice().pick(agency.leaders.size())];
  speaker.set("leader", leader.name);
  speaker.set("leaderpost", leader.post);
  speaker.set("leader1", agency.leaders[0].name);
  speaker.set("leader2", agency.leaders[1].name);
}

}  // namespace

Speaker speaker_of(const Material& material, const std::vector<DemoAgency>& agencies,
                   const std::vector<PlannedItem>& items, const PlannedItem& item) {
  const DemoAgency& agency = agencies[item.agency];
  Speaker speaker(item.seed, field_of(material, item.agency), material.shared());
  speaker.set_source(
      [&agencies, item](Speaker& asked, std::string_view key) { return source_of(asked, key, agencies, item); });
  set_agency(speaker, agency, item.created);
  set_days(speaker, item);
  if (item.about) {
    const PlannedItem& policy = items[*item.about];
    speaker.set("policy", policy.title);
    speaker.set("policyno", policy.document_no);
    speaker.set("subject", policy.subject);
  }
  if (item.pattern >= material.patterns().size()) return speaker;
  const Block& block = material.patterns()[item.pattern].block;
  const auto* of_governments = agency.kind == "government" ? block.choices("governmenttitle") : nullptr;
  std::string title = speaker.say_one_of(of_governments ? *of_governments : *block.choices("title"));
  constexpr std::string_view kTwice = "管理管理";  // of a subject that ends like the kind of document
  if (const std::size_t at = title.find(kTwice); at != std::string::npos) title.erase(at, kTwice.size() / 2);
  speaker.set("title", title);
  return speaker;
}

}  // namespace gongkai::demo
