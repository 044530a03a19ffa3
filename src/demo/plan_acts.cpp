// Puts publications, corrections, withdrawals and the history of the agencies into the order of time.
#include <algorithm>

#include "demo/agencies.h"
#include "demo/plan.h"

namespace gongkai::demo {
namespace {

/// Successors are there before the others end; all before the first publication of the day.
Instant morning_of(CivilDay day, DemoActKind kind) {
  const int minutes = kind == DemoActKind::Found ? 0 : kind == DemoActKind::Rename ? 10 : 20;
  return Instant::start_of(day).plus_seconds(8 * 3600 + minutes * 60);
}

std::string_view reason_key(Fault fault) {
  switch (fault) {
    case Fault::Phone: return "correct_phone";
    case Fault::Title: return "correct_title";
    case Fault::Attachment: return "correct_attachment";
    case Fault::None: break;
  }
  return {};
}

/// Which slip suits the item; drawn for about one in thirty.
Fault fault_of(const PlannedItem& item, const Pattern& pattern, Dice& dice) {
  if (!dice.chance(6)) return Fault::None;
  const auto says = [&pattern](std::string_view word) {
    return std::any_of(pattern.block.lines.begin(), pattern.block.lines.end(),
                       [&](const auto& line) { return line.second.find(word) != std::string::npos; });
  };
  if (dice.chance(35) && item.title.starts_with("关于")) return Fault::Title;
  if (dice.chance(40) && !pattern.block.text("attach").empty()) return Fault::Attachment;
  return says("{phone}") ? Fault::Phone : Fault::None;
}

}  // namespace

void Planner::plan_acts_of_agencies() {
  for (std::size_t at = 0; at < agencies_.size(); ++at) {
    const DemoAgency& agency = agencies_[at];
    const auto act = [&](DemoActKind kind, CivilDay day) {
      if (day <= today_) plan_.acts.push_back({morning_of(day, kind), kind, at, 0, {}});
    };
    if (agency.founded_on) act(DemoActKind::Found, *agency.founded_on);
    if (agency.renaming) act(DemoActKind::Rename, agency.renaming->on);
    if (agency.abolished_on) act(DemoActKind::Abolish, *agency.abolished_on);
  }
}

void Planner::plan_acts() {
  plan_acts_of_agencies();
  for (DemoNumber number = 0; number < plan_.items.size(); ++number) {
    PlannedItem& item = plan_.items[number];
    plan_.acts.push_back({item.published, DemoActKind::Publish, item.agency, number, {}});
    if (item.report_year != 0) continue;
    const Pattern& pattern = material_.patterns()[item.pattern];
    Dice dice(item.seed + "/fate");
    Speaker speaker(item.seed + "/reason", field_of(material_, item.agency), material_.shared());
    const CivilDay later = working_day_near(item.published.day().plus_days(static_cast<int>(dice.between(4, 40))));
    const Instant moment = Instant::start_of(later).plus_seconds(dice.between(9 * 3600, 16 * 3600));
    if (later >= today_ || later <= item.published.day() || !agencies_[item.agency].exists_on(later)) continue;
    item.fault = fault_of(item, pattern, dice);
    if (item.fault != Fault::None) {
      plan_.acts.push_back({moment, DemoActKind::Correct, item.agency, number, speaker.word(reason_key(item.fault))});
    } else if (pattern.series.empty() && pattern.name() != "explain" && dice.between(1, 160) == 1) {
      plan_.acts.push_back({moment, DemoActKind::Withdraw, item.agency, number, speaker.word("withdraw")});
    }
  }
  std::stable_sort(plan_.acts.begin(), plan_.acts.end(),
                   [](const DemoAct& a, const DemoAct& b) { return a.at < b.at; });
}

}  // namespace gongkai::demo
