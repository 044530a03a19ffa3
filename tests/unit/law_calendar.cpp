// Working days: the known cases, a slow oracle over all days, the edge of the calendar, and wrong files.
#include "law/calendar.h"

#include <set>

#include "law_data.h"

namespace gongkai::law {
namespace {

const Calendar& calendar() {
  static const Calendar loaded = [] {
    auto read = Calendar::load(LawSource::embedded());
    EXPECT_TRUE(read.ok()) << (read.ok() ? "" : read.error().where + " " + read.error().message.en);
    return read.ok() ? std::move(*read) : Calendar();
  }();
  return loaded;
}

CivilDay day(std::string_view iso) {
  const auto parsed = CivilDay::parse(iso);
  EXPECT_TRUE(parsed.has_value()) << iso;
  return parsed.value_or(CivilDay());
}

TEST(Calendar, TheNthWorkingDayIsTheOneInTheTable) {
  const YamlFile file = test::table("workdays.yaml");
  for (const YamlValue& row : file.root().list("workdays")) {
    const CivilDay from = row.day("from"), expected = row.day("is");
    const WorkDays n(static_cast<int>(row.integer("n")));
    const WorkDayCount count = calendar().add_working_days(from, n);
    ASSERT_TRUE(count.date.has_value()) << row.place();
    EXPECT_EQ(count.date->iso(), expected.iso()) << row.place() << " " << row.text("why");
    EXPECT_EQ(count.counted, n);
    EXPECT_EQ(calendar().nth_working_day(from, n), count.date) << row.place();
    EXPECT_EQ(calendar().working_days_between(from, expected), n) << row.place();
  }
}

TEST(Calendar, CountsTheWorkingDaysBetweenTwoDays) {
  const YamlFile file = test::table("workdays.yaml");
  for (const YamlValue& row : file.root().list("between")) {
    EXPECT_EQ(calendar().working_days_between(row.day("after"), row.day("until")),
              WorkDays(static_cast<int>(row.integer("days"))))
        << row.place();
  }
}

TEST(Calendar, BeyondTheLoadedYearsTheAnswerIsUnknown) {
  const YamlFile file = test::table("workdays.yaml");
  for (const YamlValue& row : file.root().list("unknown")) {
    const CivilDay from = row.day("from");
    const WorkDays n(static_cast<int>(row.integer("n")));
    const WorkDayCount count = calendar().add_working_days(from, n);
    EXPECT_FALSE(count.date.has_value()) << row.place();
    EXPECT_EQ(count.counted.n, row.integer("counted")) << row.place();
    EXPECT_EQ(count.up_to, row.optional_day("up_to")) << row.place();
    EXPECT_EQ(calendar().nth_working_day(from, n), std::nullopt) << row.place();
    EXPECT_EQ(calendar_unknown(count).code, "law.calendar_unknown");
  }
  EXPECT_EQ(calendar().is_working_day(day("2027-01-04")), std::nullopt);
  EXPECT_EQ(calendar().is_working_day(day("2018-12-28")), std::nullopt);
  EXPECT_EQ(calendar().is_working_day(day("2018-12-29")), true);
  EXPECT_EQ(calendar().working_days_between(day("2026-12-01"), day("2027-01-01")), std::nullopt);
  EXPECT_EQ(calendar().working_days_between(day("2018-12-27"), day("2019-01-31")), std::nullopt);
  EXPECT_EQ(calendar().working_days_between(day("2027-01-01"), day("2026-12-01")), std::nullopt);
  EXPECT_EQ(calendar().nth_working_day(day("2026-12-01"), WorkDays(2'000'000'000)), std::nullopt);
  EXPECT_EQ(calendar().nth_working_day(day("2026-12-01"), WorkDays(-2'000'000'000)), std::nullopt);
}

TEST(Calendar, YearsHaveTheKnownNumberOfWorkingDays) {
  const YamlFile file = test::table("workdays.yaml");
  for (const YamlValue& row : file.root().list("years")) {
    const int year = static_cast<int>(row.integer("year"));
    const CalendarYear* loaded = calendar().year(year);
    ASSERT_NE(loaded, nullptr) << year;
    EXPECT_EQ(loaded->working_days, row.integer("working_days"));
    EXPECT_EQ(calendar().working_days_between(*CivilDay::of(year - 1, 12, 31), *CivilDay::of(year, 12, 31)),
              WorkDays(loaded->working_days));
  }
  EXPECT_EQ(calendar().year(2027), nullptr);
}

/// The same question answered day by day from the two lists of the files, without the Calendar.
class Oracle {
 public:
  Oracle() {
    const LawSource source = LawSource::embedded();
    for (const auto& [name, text] : source.files()) {
      if (!name.starts_with("calendar/")) continue;
      const auto file = YamlFile::parse(name, text);
      for (const YamlValue& entry : file->root().list("off_days")) off_.insert(entry.day("date"));
      for (const YamlValue& entry : file->root().list("make_up_work_days")) made_up_.insert(entry.day("date"));
    }
  }
  bool works(CivilDay day) const {
    if (off_.count(day) > 0) return false;
    return made_up_.count(day) > 0 || !day.is_weekend();
  }

 private:
  std::set<CivilDay> off_, made_up_;
};

TEST(Calendar, AgreesWithCountingOneByOneOnEveryDay) {
  const Oracle oracle;
  const CivilDay first = calendar().first_day(), last = calendar().last_day();
  for (CivilDay from = first.plus_days(-1); from <= last; from = from.next()) {
    if (from >= first) { ASSERT_EQ(calendar().is_working_day(from), oracle.works(from)) << from.iso(); }
    int counted = 0;
    for (CivilDay to = from.next(); to <= last && counted < 61; to = to.next()) {
      if (oracle.works(to)) {
        ++counted;
        ASSERT_EQ(calendar().nth_working_day(from, WorkDays(counted)), to) << from.iso() << " +" << counted;
      }
      ASSERT_EQ(calendar().working_days_between(from, to), WorkDays(counted)) << from.iso() << " " << to.iso();
    }
    if (counted < 61) {
      ASSERT_EQ(calendar().nth_working_day(from, WorkDays(counted + 1)), std::nullopt) << from.iso();
    }
  }
  for (CivilDay from = first; from <= last.next(); from = from.next()) {
    int counted = 0;
    for (CivilDay to = from.plus_days(-1); to >= first && counted < 61; to = to.plus_days(-1)) {
      if (!oracle.works(to)) continue;
      ++counted;
      ASSERT_EQ(calendar().nth_working_day(from, WorkDays(-counted)), to) << from.iso() << " -" << counted;
    }
    if (counted < 61) {
      ASSERT_EQ(calendar().nth_working_day(from, WorkDays(-counted - 1)), std::nullopt) << from.iso();
    }
  }
}

TEST(Calendar, TheDerivationListsEveryDayOnceAndEndsOnTheDate) {
  for (CivilDay from = day("2019-01-01"); from <= day("2026-11-01"); from = from.plus_days(3)) {
    for (const int n : {-20, -1, 1, 7, 15, 20, 40}) {
      if (from < day("2019-06-01") && n < 0) continue;
      const WorkDayCount count = calendar().add_working_days(from, WorkDays(n));
      ASSERT_EQ(count.date, calendar().nth_working_day(from, WorkDays(n))) << from.iso() << " " << n;
      CivilDay expected = from;
      int number = 0;
      for (const CountedDay& each : count.days) {
        expected = expected.plus_days(n < 0 ? -1 : 1);
        ASSERT_EQ(each.day, expected);
        if (each.number) { ASSERT_EQ(*each.number, number += n < 0 ? -1 : 1); }
        ASSERT_EQ(each.number.has_value(), each.facts.is_working_day());
        ASSERT_EQ(each.facts.notice.empty(), each.facts.holiday.zh.empty());
      }
      ASSERT_EQ(expected, *count.date);
    }
  }
}

TEST(Calendar, EachDaySaysWhy) {
  const auto spring = calendar().facts(day("2022-01-31"));
  ASSERT_TRUE(spring.has_value());
  EXPECT_EQ(spring->kind, DayKind::Holiday);
  EXPECT_EQ(spring->holiday.zh, "春节");
  EXPECT_EQ(spring->holiday.en, "Spring Festival");
  EXPECT_EQ(spring->notice, "国办发明电〔2021〕11号");
  EXPECT_EQ(calendar().facts(day("2022-01-29"))->kind, DayKind::MakeUpWorkDay);
  EXPECT_EQ(calendar().facts(day("2022-01-22"))->kind, DayKind::Weekend);
  EXPECT_EQ(calendar().facts(day("2022-01-21"))->kind, DayKind::WorkDay);
  // Days that a later notice changed, or that the next year's notice declared.
  EXPECT_EQ(calendar().facts(day("2019-05-02"))->notice, "国办发明电〔2019〕3号");
  EXPECT_EQ(calendar().facts(day("2020-02-01"))->notice, "国办发明电〔2020〕1号");
  EXPECT_EQ(calendar().facts(day("2022-12-31"))->notice, "国办发明电〔2022〕16号");
  EXPECT_EQ(calendar().facts(day("2024-02-09"))->kind, DayKind::WorkDay);
}

/// What loading says when calendar/2022.yaml has `from` made `to`.
std::string refusal(std::string_view from, std::string_view to) {
  test::LawFolder folder;
  folder.keep("holidays.yaml");
  folder.put("calendar/2022.yaml", test::changed("calendar/2022.yaml", from, to));
  const auto loaded = Calendar::load(folder.source());
  if (loaded) return "loaded";
  EXPECT_EQ(loaded.error().code, "law.bad_file");
  return loaded.error().where + " " + loaded.error().message.en;
}

TEST(Calendar, AWrongFileIsRefusedWithItsLine) {
  EXPECT_EQ(refusal("year: 2022", "year: 2022"), "loaded");
  EXPECT_EQ(refusal("year: 2022", "year: 2021"),
            "calendar/2022.yaml:2 the file must be called 2021.yaml; rename it or correct the year");
  EXPECT_EQ(refusal("date: 2022-01-03", "date: 2022-02-30"),
            "calendar/2022.yaml:17 date must be a date that exists, such as 2022-02-22, not 2022-02-30; correct it");
  EXPECT_EQ(refusal("date: 2022-01-03", "date: 2022-01-02"),
            "calendar/2022.yaml:17 2022-01-02 is listed twice; keep one");
  EXPECT_EQ(refusal("date: 2022-01-29", "date: 2022-01-31"),
            "calendar/2022.yaml:48 2022-01-31 is no Saturday or Sunday; a make-up work day must be one");
  EXPECT_EQ(refusal("date: 2022-01-29", "date: 2022-02-05"),
            "calendar/2022.yaml:48 2022-02-05 is listed twice; keep one");
  EXPECT_EQ(refusal("date: 2022-01-29", "date: 2022-01-22"), "loaded");
  EXPECT_EQ(refusal("date: 2022-01-31", "date: 2023-01-31").substr(0, 21), "calendar/2022.yaml:18");
  EXPECT_EQ(refusal("working_days: 249", "working_days: 250"),
            "calendar/2022.yaml:56 working_days does not agree with the listed days, which give 249; check the notice");
  EXPECT_EQ(refusal("weekday_off_days: 18", "weekday_off_days: 19").substr(0, 21), "calendar/2022.yaml:56");
  EXPECT_EQ(refusal("make_up_work_days: 7", "make_up_work_days: 6").substr(0, 21), "calendar/2022.yaml:56");
  EXPECT_EQ(refusal("holiday: 春节", "holiday: 秋节"),
            "calendar/2022.yaml:18 秋节 is not in holidays.yaml; list it there first");
  EXPECT_EQ(refusal("notice: 国办发明电〔2022〕16号", "notice: 国办发明电〔2022〕17号"),
            "calendar/2022.yaml:46 国办发明电〔2022〕17号 is not among the notices of this file; add it");
  EXPECT_EQ(refusal("holiday: 元旦", "holidays: 元旦").substr(0, 21), "calendar/2022.yaml:15");
  EXPECT_EQ(refusal("verified: V", "verified: X").substr(0, 20), "calendar/2022.yaml:8");
  EXPECT_EQ(
      refusal("to: 2022-12-31", "to: 2022-12-30"),
      "calendar/2022.yaml:3 must cover the whole year and at most the days of December before it; correct covers");
  EXPECT_EQ(refusal("off_days:", "extra: 1\noff_days:").substr(0, 34), "calendar/2022.yaml:14 unknown key ");
}

TEST(Calendar, YearsMayNotOverlap) {
  test::LawFolder folder;
  folder.keep("holidays.yaml");
  folder.keep("calendar/2022.yaml");
  folder.put("calendar/2023.yaml", test::changed("calendar/2023.yaml", "from: 2023-01-01", "from: 2022-12-31"));
  const auto loaded = Calendar::load(folder.source());
  ASSERT_FALSE(loaded.ok());
  EXPECT_EQ(loaded.error().where, "calendar/2023.yaml");
}

TEST(Calendar, AYearThatIsLeftOutIsUnknownNotGuessed) {
  test::LawFolder folder;
  for (const char* name : {"holidays.yaml", "calendar/2021.yaml", "calendar/2023.yaml"}) folder.keep(name);
  const auto loaded = Calendar::load(folder.source());
  ASSERT_TRUE(loaded.ok()) << loaded.error().message.en;
  EXPECT_EQ(loaded->is_working_day(day("2022-06-01")), std::nullopt);
  EXPECT_EQ(loaded->working_days_between(day("2021-12-01"), day("2023-02-01")), std::nullopt);
  EXPECT_EQ(loaded->nth_working_day(day("2021-12-20"), WorkDays(20)), std::nullopt);
  EXPECT_EQ(loaded->nth_working_day(day("2023-01-10"), WorkDays(-10)), std::nullopt);
  EXPECT_EQ(loaded->add_working_days(day("2021-12-20"), WorkDays(20)).counted, WorkDays(9));
  EXPECT_TRUE(loaded->nth_working_day(day("2022-12-31"), WorkDays(20)).has_value());
}

TEST(Calendar, NoCalendarAtAllIsSaidSo) {
  test::LawFolder folder;
  folder.keep("holidays.yaml");
  const auto loaded = Calendar::load(folder.source());
  ASSERT_FALSE(loaded.ok());
  EXPECT_EQ(loaded.error().code, "law.no_calendar");
}

}  // namespace
}  // namespace gongkai::law
