// Which days are working days in China, by which notice, and counting them.
// Working day: Monday to Friday not declared off, and the Saturdays and Sundays declared to be worked.
// The days stand in law/calendar/<year>.yaml by their own date (the notice for 2023 also speaks of
// 2022-12-31). Outside the loaded years the answer is "unknown", never Monday to Friday.
//
// Counting follows 民法典 第二百零一条: the day of the event is not counted, day 1 is the next working day.
// Threads: immutable once loaded; copies and reads may happen anywhere at once.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/civil_day.h"
#include "base/result.h"
#include "law/source.h"
#include "law/verified.h"
#include "law/work_days.h"

namespace gongkai::law {

/// A notice of days off (国务院办公厅关于部分节假日安排的通知, or one that changes it).
struct HolidayNotice {
  std::string number;  ///< 发文字号
  std::string title;
  std::optional<CivilDay> issued_on;
  Verified verified = Verified::Read;
  std::string note;
};

enum class DayKind {
  WorkDay,        ///< Monday to Friday as usual
  MakeUpWorkDay,  ///< a Saturday or Sunday that is worked (补班)
  Weekend,
  Holiday,  ///< declared off, on whatever day of the week
};

struct DayFacts {
  DayKind kind = DayKind::WorkDay;
  Wording holiday;     ///< of a holiday or the make-up day for one; empty else
  std::string notice;  ///< number of the notice that says so; empty on ordinary days

  bool is_working_day() const { return kind == DayKind::WorkDay || kind == DayKind::MakeUpWorkDay; }
};

/// One day on the way of a count.
struct CountedDay {
  CivilDay day;
  DayFacts facts;
  std::optional<int> number;  ///< 1, 2, 3 … (or -1, -2 … backwards) when it was counted; empty when skipped
};

/// The outcome of a count with every day that leads to it, in the order of counting.
struct WorkDayCount {
  CivilDay from;
  WorkDays wanted;
  std::optional<CivilDay> date;   ///< empty when a day that had to be looked at lies outside the calendar
  std::vector<CountedDay> days;   ///< as far as the calendar goes
  WorkDays counted;               ///< how many could be counted; has the sign of `wanted`
  std::optional<CivilDay> up_to;  ///< the last day that could be looked at; empty when there was none

  bool calendar_known() const { return date.has_value(); }
};

struct CalendarYear {
  int year = 0;
  CivilDay from, to;  ///< the days this file answers for; may begin with the last days of the year before
  std::vector<HolidayNotice> notices;
  int working_days = 0;      ///< 1 January to 31 December
  int weekday_off_days = 0;  ///< Mondays to Fridays among the days off
  int make_up_work_days = 0;
  std::vector<CivilDay> off_days;  ///< as listed, weekends included
  std::vector<CivilDay> make_up_days;
};

class Calendar {
 public:
  /// Reads holidays.yaml and calendar/*.yaml. Fails with `law.bad_file` (file and line: no such day, a day
  /// twice, a make-up day that is no weekend, a day outside what the file covers, counts that do not agree,
  /// two files for one day) or `law.no_calendar` (no file at all).
  static Result<Calendar> load(const LawSource& source);

  /// Empty when the day lies outside the loaded years. O(1).
  std::optional<bool> is_working_day(CivilDay day) const;
  std::optional<DayFacts> facts(CivilDay day) const;

  /// The n-th working day strictly after `from` (before it when n is negative; `from` itself when n is 0),
  /// with its derivation. `from` need not be a working day, nor be loaded. O(days between).
  WorkDayCount add_working_days(CivilDay from, WorkDays n) const;
  /// The same day without the derivation; empty when the calendar does not reach. O(1).
  std::optional<CivilDay> nth_working_day(CivilDay from, WorkDays n) const;
  /// Working days k with after < k <= until; negative, with the two exchanged, when `until` is earlier.
  /// Empty when a day between is not loaded. O(1).
  std::optional<WorkDays> working_days_between(CivilDay after, CivilDay until) const;

  /// In order of year.
  const std::vector<CalendarYear>& years() const { return years_; }
  /// Null when the year is not loaded.
  const CalendarYear* year(int year) const;
  CivilDay first_day() const { return first_; }
  CivilDay last_day() const { return last_; }

 private:
  /// What is known of one day. Index 0 of names and notices is the empty one.
  struct Day {
    bool known = false;
    DayKind kind = DayKind::Weekend;
    std::uint32_t holiday = 0;
    std::uint32_t notice = 0;
  };
  friend class CalendarLoader;

  const Day* find(CivilDay day) const;
  DayFacts facts_of(const Day& day) const;
  void index_days();

  CivilDay first_, last_;
  std::vector<Day> days_;                    ///< from first_ to last_
  std::vector<std::int32_t> worked_before_;  ///< working days before days_[i]; one more than days_
  std::vector<std::int32_t> gaps_before_;    ///< unknown days before days_[i]; one more than days_
  std::vector<CivilDay> worked_;             ///< the working days in order
  std::vector<Wording> holidays_;
  std::vector<std::string> notices_;
  std::vector<CalendarYear> years_;
};

/// The refusal for a date that needs days outside the calendar: code `law.calendar_unknown`; says how many
/// of how many days could be counted and up to which day.
Error calendar_unknown(const WorkDayCount& count);

}  // namespace gongkai::law
