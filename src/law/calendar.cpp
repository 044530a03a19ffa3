#include "law/calendar.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace gongkai::law {

const Calendar::Day* Calendar::find(CivilDay day) const {
  if (days_.empty() || day < first_ || day > last_) return nullptr;
  const Day& found = days_[static_cast<std::size_t>(day.days_since(first_))];
  return found.known ? &found : nullptr;
}

DayFacts Calendar::facts_of(const Day& day) const { return {day.kind, holidays_[day.holiday], notices_[day.notice]}; }

std::optional<bool> Calendar::is_working_day(CivilDay day) const {
  const Day* found = find(day);
  if (found == nullptr) return std::nullopt;
  return found->kind == DayKind::WorkDay || found->kind == DayKind::MakeUpWorkDay;
}

std::optional<DayFacts> Calendar::facts(CivilDay day) const {
  const Day* found = find(day);
  if (found == nullptr) return std::nullopt;
  return facts_of(*found);
}

WorkDayCount Calendar::add_working_days(CivilDay from, WorkDays n) const {
  WorkDayCount count{from, n, std::nullopt, {}, WorkDays(0), std::nullopt};
  const int step = n.n < 0 ? -1 : 1;
  CivilDay day = from;
  while (count.counted != n) {
    day = day.plus_days(step);
    const Day* found = find(day);
    if (found == nullptr) return count;
    CountedDay looked_at{day, facts_of(*found), std::nullopt};
    if (looked_at.facts.is_working_day()) {
      count.counted.n += step;
      looked_at.number = count.counted.n;
    }
    count.days.push_back(std::move(looked_at));
    count.up_to = day;
  }
  count.date = day;
  return count;
}

std::optional<CivilDay> Calendar::nth_working_day(CivilDay from, WorkDays n) const {
  if (n.n == 0) return from;
  // Days that are looked at begin here: behind `from` when counting on, before it when counting back.
  const std::int64_t edge = from.days_since(first_) + (n.n > 0 ? 1 : 0);
  if (edge < 0 || edge > static_cast<std::int64_t>(days_.size()) || days_.empty()) return std::nullopt;
  const std::int64_t before = worked_before_[static_cast<std::size_t>(edge)];
  const std::int64_t wanted = n.n > 0 ? before + n.n - 1 : before + n.n;
  if (wanted < 0 || wanted >= static_cast<std::int64_t>(worked_.size())) return std::nullopt;
  const CivilDay found = worked_[static_cast<std::size_t>(wanted)];
  const auto place = static_cast<std::size_t>(found.days_since(first_));
  if (gaps_before_[place] != gaps_before_[static_cast<std::size_t>(edge)]) return std::nullopt;
  return found;
}

std::optional<WorkDays> Calendar::working_days_between(CivilDay after, CivilDay until) const {
  if (after == until) return WorkDays(0);
  if (until < after) {
    const auto forward = working_days_between(until, after);
    return forward ? std::optional(-*forward) : std::nullopt;
  }
  if (days_.empty() || after.next() < first_ || until > last_) return std::nullopt;
  const auto begin = static_cast<std::size_t>(after.next().days_since(first_));
  const auto end = static_cast<std::size_t>(until.next().days_since(first_));
  if (gaps_before_[begin] != gaps_before_[end]) return std::nullopt;
  return WorkDays(worked_before_[end] - worked_before_[begin]);
}

const CalendarYear* Calendar::year(int year) const {
  const auto found = std::find_if(years_.begin(), years_.end(), [&](const CalendarYear& y) { return y.year == year; });
  return found == years_.end() ? nullptr : &*found;
}

void Calendar::index_days() {
  worked_before_.assign(1, 0);
  gaps_before_.assign(1, 0);
  worked_.clear();
  for (std::size_t i = 0; i < days_.size(); ++i) {
    const Day& day = days_[i];
    const bool works = day.known && (day.kind == DayKind::WorkDay || day.kind == DayKind::MakeUpWorkDay);
    if (works) worked_.push_back(first_.plus_days(static_cast<int>(i)));
    worked_before_.push_back(worked_before_.back() + (works ? 1 : 0));
    gaps_before_.push_back(gaps_before_.back() + (day.known ? 0 : 1));
  }
}

Error calendar_unknown(const WorkDayCount& count) {
  const int wanted = std::abs(count.wanted.n);
  const int counted = std::abs(count.counted.n);
  if (!count.up_to) {
    return Error{"law.calendar_unknown",
                 {fmt::format("{} 前后的工作日历尚未载入，无法计算；请载入相应年份", count.from.chinese()),
                  fmt::format("the calendar around {} is not loaded; load that year", count.from.iso())},
                 count.from.iso()};
  }
  return Error{
      "law.calendar_unknown",
      {fmt::format("工作日历只能数到{}，{} 个工作日中数到第 {} 个；请载入所缺年份", count.up_to->chinese(), wanted,
                   counted),
       fmt::format(
           "the calendar can be followed only to {}; {} of {} working days could be counted; load the missing year",
           count.up_to->iso(), counted, wanted)},
      count.up_to->iso()};
}

}  // namespace gongkai::law
