// Every day of the calendar against a list of holidays from other sources (tests/data/law/calendar.json).
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <set>

#include "base/file.h"
#include "law/calendar.h"

namespace gongkai::law {
namespace {

TEST(CalendarDays, AgreeWithAnIndependentListOnEveryDay) {
  const auto text = read_file(std::string(GONGKAI_TEST_DATA) + "/law/calendar.json", 1u << 20);
  ASSERT_TRUE(text.ok());
  const boost::json::value list = boost::json::parse(*text);
  std::set<CivilDay> off, made_up;
  auto collect = [](const boost::json::value& days, std::set<CivilDay>& into) {
    for (const auto& day : days.as_array()) {
      const auto parsed = CivilDay::parse(day.at("date").as_string());
      ASSERT_TRUE(parsed.has_value());
      into.insert(*parsed);
    }
  };
  for (const auto& year : list.at("years").as_array()) {
    collect(year.at("off_days"), off);
    collect(year.at("make_up_work_days"), made_up);
  }
  ASSERT_GT(off.size(), 150u);
  ASSERT_GT(made_up.size(), 30u);

  const auto calendar = Calendar::load(LawSource::embedded());
  ASSERT_TRUE(calendar.ok());
  const CivilDay first = *CivilDay::parse(list.at("covers").as_array()[0].as_string());
  const CivilDay last = *CivilDay::parse(list.at("covers").as_array()[1].as_string());
  for (CivilDay day = first; day <= last; day = day.next()) {
    const bool expected = off.contains(day) ? false : made_up.contains(day) || !day.is_weekend();
    EXPECT_EQ(calendar->is_working_day(day), expected) << day.iso();
  }
}

}  // namespace
}  // namespace gongkai::law
