// Plans the publications of each agency and year.
#include "demo/plan.h"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "demo/agencies.h"

namespace gongkai::demo {
namespace {

constexpr int kYears = 3;
constexpr int kFirstReportYear = 2023;
constexpr std::string_view kOfTheIssue = "kjj";

CivilDay day_of(int year, int month, int day) { return CivilDay::of(year, month, day).value_or(CivilDay()); }

Instant at_time(CivilDay day, Dice& dice) {
  const std::int64_t minute =
      dice.chance(55) ? dice.between(8 * 60 + 40, 11 * 60 + 50) : dice.between(14 * 60 + 35, 17 * 60 + 25);
  return Instant::start_of(day).plus_seconds(minute * 60 + dice.between(0, 59));
}

bool holds(const std::vector<std::string>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

std::string report_title(const Block& words, std::string_view name, int year) {
  Speaker speaker("title", words, words);
  speaker.set("name", std::string(name));
  speaker.set("year", std::to_string(year));
  return speaker.say(words.text("title"));
}

int days_in_month(int year, int month) {
  const CivilDay next = month == 12 ? day_of(year + 1, 1, 1) : day_of(year, month + 1, 1);
  return next.days_since(day_of(year, month, 1));
}

}  // namespace

CivilDay effective_day(const PlannedItem& item) {
  const CivilDay later = item.created.plus_days(31);
  return later.month() == 12 ? day_of(later.year() + 1, 1, 1)
                             : day_of(later.year(), static_cast<int>(later.month()) + 1, 1);
}

CivilDay expiry_day(const PlannedItem& item) {
  Dice dice(item.seed + "/term");
  const CivilDay from = effective_day(item);
  const int years = item.title.find("暂行") != std::string::npos ? 2 : static_cast<int>(dice.between(3, 5));
  return day_of(from.year() + years, static_cast<int>(from.month()), 1).plus_days(-1);
}

bool Planner::fits(const Pattern& pattern, std::size_t agency) const {
  const DemoAgency& body = agencies_[agency];
  if (!pattern.kinds.empty() && !holds(pattern.kinds, body.kind)) return false;
  if (!pattern.only.empty() && !holds(pattern.only, body.code)) return false;
  if (pattern.need.empty()) return true;
  const auto* choices = field_of(material_, agency).choices(pattern.need);
  return choices && choices->front() != "无";
}

CivilDay Planner::working_day_near(CivilDay day) const {
  while (!calendar_.is_working_day(day).value_or(false)) {
    if (day < calendar_.first_day()) return day;
    day = day.plus_days(-1);
  }
  return day;
}

void Planner::give_title(PlannedItem& item) {
  const std::string seed = item.seed;
  for (int again = 0;; ++again) {
    if (again > 0) item.seed = fmt::format("{}~{}", seed, again);
    Speaker speaker = speaker_of(material_, agencies_, plan_.items, item);
    item.title = speaker.word("title");
    item.subject = speaker.word("subject");
    if (again == 8 || titles_[item.agency][item.title]++ == 0) return;
  }
}

std::optional<std::size_t> Planner::add(std::size_t agency, std::size_t pattern, CivilDay day, const std::string& mark,
                                        std::optional<DemoNumber> about, int created_before) {
  day = working_day_near(day);
  if (day > today_ || !agencies_[agency].exists_on(day)) return {};
  PlannedItem item;
  item.agency = agency, item.pattern = pattern, item.about = about;
  item.seed = agencies_[agency].code + "/" + material_.patterns()[pattern].name() + "/" + mark;
  Dice dice(item.seed);
  item.published = at_time(day, dice);
  item.created = calendar_.nth_working_day(day, law::WorkDays{-created_before}).value_or(day);
  if (!agencies_[agency].exists_on(item.created)) item.created = day;
  if (item.published > Instant::start_of(today_).plus_seconds(9 * 3600)) return {};
  give_title(item);
  plan_.items.push_back(std::move(item));
  return plan_.items.size() - 1;
}

void Planner::plan_pattern(std::size_t agency, std::size_t pattern_place, int year) {
  const Pattern& pattern = material_.patterns()[pattern_place];
  Dice dice(fmt::format("{}/{}/{}", agencies_[agency].code, pattern.name(), year));
  const auto wanted = dice.between(pattern.least, pattern.most);
  for (int n = 0; n < wanted; ++n) {
    const int month = static_cast<int>(dice.between(pattern.first_month, pattern.last_month));
    const CivilDay day = day_of(year, month, static_cast<int>(dice.between(1, days_in_month(year, month))));
    const int waited = static_cast<int>(pattern.series.empty() ? dice.between(0, 4) : dice.between(1, 15));
    add(agency, pattern_place, day, fmt::format("{}/{}", year, n), {}, pattern.column() == "bmdt" ? 0 : waited);
  }
}

void Planner::plan_agency(std::size_t agency) {
  const int first_year = today_.year() - kYears + 1;
  for (std::size_t place = 0; place < material_.patterns().size(); ++place) {
    const Pattern& pattern = material_.patterns()[place];
    if (!fits(pattern, agency)) continue;
    for (int year = first_year; year <= today_.year(); ++year)
      if (pattern.only_year == 0 || year == first_year + pattern.only_year - 1 ||
          (agencies_[agency].founded_on && agencies_[agency].founded_on->year() == year))
        plan_pattern(agency, place, year);
  }
  plan_reports(agency);
}

void Planner::plan_reports(std::size_t agency) {
  const std::size_t pattern = material_.patterns().size();  // reports have no pattern
  const bool is_government = agencies_[agency].kind == "government";
  for (int year = kFirstReportYear; year < today_.year(); ++year) {
    Dice dice(fmt::format("{}/report/{}", agencies_[agency].code, year));
    const CivilDay day = working_day_near(day_of(
        year + 1, is_government ? 3 : 1, static_cast<int>(is_government ? dice.between(6, 28) : dice.between(7, 29))));
    const CivilDay last_of_year = day_of(year, 12, 31);
    if (day > today_ || !agencies_[agency].exists_on(day) || !agencies_[agency].exists_on(last_of_year)) continue;
    PlannedItem item;
    item.agency = agency, item.pattern = pattern, item.report_year = year;
    item.seed = fmt::format("{}/report/{}", agencies_[agency].code, year);
    item.published = at_time(day, dice);
    item.created = working_day_near(day.plus_days(-static_cast<int>(dice.between(0, 3))));
    if (item.created.year() != day.year()) item.created = day;
    item.title = report_title(material_.report(), agencies_[agency].name_on(item.created), year);
    plan_.items.push_back(std::move(item));
  }
}

/// The issue asks for a report with index number …/2023-00002: the second item that the agency made in that year.
void Planner::plan_issue_items() {
  std::size_t agency = 0;
  while (agencies_[agency].code != kOfTheIssue) ++agency;
  add(agency, material_.pattern("news_event"), day_of(2023, 1, 10), "2023/0");
  PlannedItem report;
  report.agency = agency, report.pattern = material_.patterns().size(), report.report_year = 2022;
  report.seed = "kjj/report/2022";
  report.created = day_of(2023, 1, 20);
  report.published = Instant::start_of(report.created).plus_seconds(9 * 3600 + 42 * 60);
  report.title = report_title(material_.seed_report(), agencies_[agency].name, 2022);
  if (report.created <= today_) plan_.items.push_back(std::move(report));
}

void Planner::plan_explanations() {
  const std::size_t count = plan_.items.size();
  const std::size_t explain = material_.pattern("explain"), picture = material_.pattern("picture");
  for (std::size_t at = 0; at < count; ++at) {
    const PlannedItem item = plan_.items[at];
    if (item.report_year != 0) continue;
    const Pattern& pattern = material_.patterns()[item.pattern];
    const bool weighty = pattern.is_normative || pattern.name() == "rule";
    if (!weighty && pattern.name() != "policy") continue;
    Dice dice(item.seed + "/explained");
    const CivilDay day = item.published.day();
    const std::string mark = fmt::format("of {}", item.seed);
    const auto days_later = [&](int days) {
      return calendar_.nth_working_day(day, law::WorkDays{days}).value_or(day.plus_days(10));
    };
    if (dice.chance(weighty ? 92 : 35))
      add(item.agency, explain, days_later(static_cast<int>(dice.between(1, 3))), mark, at);
    if (dice.chance(weighty ? 30 : 8)) add(item.agency, picture, days_later(4), mark, at);
  }
}

/// Every agency repeals, amends or replaces one of its earlier documents, in turns.
void Planner::plan_ends_of_documents() {
  const std::size_t kinds[] = {material_.pattern("repeal"), material_.pattern("amend"), material_.pattern("revise")};
  std::vector<std::vector<std::size_t>> documents(agencies_.size());
  for (std::size_t at = 0; at < plan_.items.size(); ++at)
    if (plan_.items[at].report_year == 0 && material_.patterns()[plan_.items[at].pattern].is_normative)
      documents[plan_.items[at].agency].push_back(at);
  for (std::size_t agency = 0; agency < agencies_.size(); ++agency) {
    std::vector<std::size_t> of_agency = documents[agency];
    std::sort(of_agency.begin(), of_agency.end(),
              [this](std::size_t a, std::size_t b) { return plan_.items[a].published < plan_.items[b].published; });
    Dice dice("end/" + agencies_[agency].code);
    for (std::size_t n = 0; n < of_agency.size() && n < 2; ++n) {
      const CivilDay day =
          plan_.items[of_agency[n]].published.day().plus_days(static_cast<int>(dice.between(240, 620)));
      add(agency, kinds[(agency + n) % 3], day, fmt::format("end {}", n), of_agency[n],
          static_cast<int>(dice.between(1, 8)));
    }
  }
}

void Planner::sort_by_publication() {
  std::vector<std::size_t> order(plan_.items.size()), place(plan_.items.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) {
    return plan_.items[a].published < plan_.items[b].published;
  });
  for (std::size_t at = 0; at < order.size(); ++at) place[order[at]] = at;
  std::vector<PlannedItem> sorted;
  sorted.reserve(order.size());
  for (const std::size_t from : order) {
    sorted.push_back(std::move(plan_.items[from]));
    if (sorted.back().about) sorted.back().about = place[*sorted.back().about];
  }
  plan_.items = std::move(sorted);
}

/// Serials run by agency, series and year in the order of signing; not every document of an office is published.
void Planner::number_documents() {
  std::vector<std::size_t> documents;
  for (std::size_t at = 0; at < plan_.items.size(); ++at)
    if (plan_.items[at].report_year == 0 && !material_.patterns()[plan_.items[at].pattern].series.empty())
      documents.push_back(at);
  std::stable_sort(documents.begin(), documents.end(),
                   [this](std::size_t a, std::size_t b) { return plan_.items[a].created < plan_.items[b].created; });
  std::map<std::string, int> serials;
  for (const std::size_t at : documents) {
    PlannedItem& item = plan_.items[at];
    const std::string sign = agencies_[item.agency].sign + material_.patterns()[item.pattern].series;
    Dice dice(item.seed + "/serial");
    const std::string year = fmt::format("{}〔{}〕", sign, item.created.year());
    const int serial = serials[year] +=
        static_cast<int>(dice.between(1, material_.patterns()[item.pattern].is_normative ? 1 : 3));
    item.document_no = fmt::format("{}{}号", year, serial);
  }
}

void Planner::count() {
  for (const PlannedItem& item : plan_.items) {
    Plan::Count& count = plan_.counts[{item.agency, item.published.day().year()}];
    ++count.site_items;
    if (item.report_year != 0) continue;
    const Pattern& pattern = material_.patterns()[item.pattern];
    Plan::Count& made = plan_.counts[{item.agency, item.created.year()}];
    made.made += pattern.is_normative ? 1 : 0;
    made.rules_made += pattern.name() == "rule" ? 1 : 0;
    made.repealed += pattern.name() == "repeal" || pattern.name() == "revise" ? 1 : 0;
    count.explained += pattern.name() == "explain" || pattern.name() == "picture" ? 1 : 0;
  }
}

Plan Planner::plan() && {
  plan_issue_items();
  for (std::size_t agency = 0; agency < agencies_.size(); ++agency) plan_agency(agency);
  plan_ends_of_documents();
  plan_explanations();
  sort_by_publication();
  number_documents();
  count();
  plan_acts();
  return std::move(plan_);
}

}  // namespace gongkai::demo
