// The demo city as data: codes, dates, links, figures, and the same bytes for the same day.
#include "demo/city.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <regex>
#include <set>

#include "law/calendar.h"
#include "law/identifiers.h"

namespace gongkai::demo {
namespace {

using testing::AllOf;
using testing::Ge;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Le;
using testing::Not;

const CivilDay kToday = *CivilDay::of(2026, 11, 20);

const law::LawSource& law_source() {
  static const law::LawSource source = *law::LawSource::from_folder(GONGKAI_LAW_FOLDER);
  return source;
}

const DemoCity& city() {
  static const DemoCity built = DemoCity::build(law_source(), kToday).value();
  return built;
}

const std::vector<DemoItem>& items() {
  static const std::vector<DemoItem> all = [] {
    std::vector<DemoItem> written;
    for (DemoNumber number = 0; number < city().item_count(); ++number) written.push_back(city().item(number));
    return written;
  }();
  return all;
}

const DemoAgency& agency(std::string_view code) {
  for (const DemoAgency& one : city().agencies())
    if (one.code == code) return one;
  ADD_FAILURE() << "no agency " << code;
  return city().agencies().front();
}

/// The figures of the tables of a report, in their order.
std::vector<std::string> figures(const std::string& html) {
  static const std::regex kCell("<td[^>]*>([^<]*)</td>");
  std::vector<std::string> found;
  for (auto at = std::sregex_iterator(html.begin(), html.end(), kCell); at != std::sregex_iterator(); ++at)
    found.push_back((*at)[1]);
  return found;
}

TEST(DemoCity, HasSixtyAgenciesOfSixKindsAndThousandsOfItems) {
  EXPECT_EQ(city().agencies().size(), 60u);
  std::set<std::string> kinds;
  for (const DemoAgency& one : city().agencies()) kinds.insert(one.kind);
  EXPECT_EQ(kinds.size(), 6u);
  EXPECT_THAT(city().item_count(), AllOf(Ge(4000u), Le(6500u)));
}

TEST(DemoCity, EveryCodeHasItsRightCheckCharacter) {
  const law::Identifiers identifiers = *law::Identifiers::load(law_source());
  std::set<std::string> codes;
  for (const DemoAgency& one : city().agencies()) {
    EXPECT_TRUE(identifiers.check(one.org_code).valid()) << one.name << " " << one.org_code;
    EXPECT_TRUE(identifiers.check(one.uscc).valid()) << one.name << " " << one.uscc;
    EXPECT_TRUE(identifiers.check(one.uscc).embedded_org_code_valid) << one.uscc;
    codes.insert(one.org_code);
  }
  EXPECT_EQ(codes.size(), 60u);
}

TEST(DemoCity, TwoGuidesLackWhatTheGuideMustSay) {
  int incomplete = 0;
  for (const DemoAgency& one : city().agencies())
    incomplete += one.office_name.empty() || one.address.empty() || one.office_hours.empty() || one.phone.empty() ||
                          one.fax.empty() || one.email.empty()
                      ? 1
                      : 0;
  EXPECT_EQ(incomplete, 2);
}

TEST(DemoCity, ActsComeInTheOrderOfTimeAndBeforeToday) {
  const auto& acts = city().acts();
  for (std::size_t at = 1; at < acts.size(); ++at) ASSERT_LE(acts[at - 1].at, acts[at].at);
  EXPECT_LT(acts.back().at, Instant::start_of(kToday.next()));
}

TEST(DemoCity, AgenciesPublishOnlyWhileTheyExist) {
  for (const DemoItem& item : items()) {
    const DemoAgency& by = city().agencies()[item.agency];
    ASSERT_TRUE(by.exists_on(item.published_at.day()) && by.exists_on(item.created_on)) << item.title;
    ASSERT_EQ(item.issuing_agencies.front(), by.name_on(item.created_on));
  }
}

TEST(DemoCity, HistoryHasARenamingAMergerASplitAndAnEnd) {
  EXPECT_EQ(agency("sjju").name_on(*CivilDay::of(2026, 1, 1)), "青禾市数据局");
  EXPECT_EQ(agency("ylj").successors, agency("srj").successors);
  EXPECT_EQ(agency("wgltj").successors.size(), 2u);
  EXPECT_TRUE(agency("tlb").abolished_on.has_value());
}

TEST(DemoCity, EverythingIsPublishedOnAWorkingDayWithinTwentyOfItsMaking) {  // 条例 第二十六条
  const law::Calendar calendar = *law::Calendar::load(law_source());
  for (const DemoItem& item : items()) {
    const CivilDay day = item.published_at.day();
    ASSERT_TRUE(calendar.is_working_day(day).value_or(false)) << day.iso() << item.title;
    ASSERT_LE(item.created_on, day) << item.title;
    ASSERT_LE(*calendar.working_days_between(item.created_on, day), law::WorkDays{20}) << item.title;
  }
}

TEST(DemoCity, NoDocumentNumberIsGivenTwice) {
  std::set<std::string> numbers;
  for (const DemoItem& item : items())
    if (!item.document_no.empty()) {
      ASSERT_TRUE(numbers.insert(item.document_no).second) << item.document_no;
      ASSERT_THAT(item.document_no, HasSubstr(std::to_string(item.created_on.year())));
    }
  EXPECT_GT(numbers.size(), 400u);
}

TEST(DemoCity, LinksPointToEarlierItemsOfTheSameAgency) {
  int links = 0;
  for (DemoNumber number = 0; number < items().size(); ++number) {
    const DemoItem& item = items()[number];
    for (const auto& link : {item.interprets, item.repeals, item.amends, item.replaces})
      if (link) {
        ++links;
        ASSERT_LT(*link, number);
        ASSERT_EQ(items()[*link].agency, item.agency);
        ASSERT_FALSE(items()[*link].document_no.empty());
      }
  }
  EXPECT_GT(links, 200);
}

TEST(DemoCity, NoMarkOfThePatternsIsLeftInATextAndNoTextIsTwiceThere) {
  std::set<std::string> bodies;
  for (const DemoItem& item : items()) {
    const std::string all =
        item.title + item.summary + item.theme + item.genre + item.source + item.author + item.keywords + item.html;
    ASSERT_EQ(all.find_first_of("{}|"), std::string::npos) << item.title << all;
    ASSERT_GT(item.html.size(), 100u) << item.title;
    ASSERT_TRUE(bodies.insert(item.html).second) << item.title;
  }
}

TEST(DemoCity, TheReportOfTheIssueIsTheSecondItemOfItsAgencyInItsYear) {
  EXPECT_EQ(agency("kjj").org_code, "014178678");
  std::vector<const DemoItem*> of_year;
  for (const DemoItem& item : items())
    if (city().agencies()[item.agency].code == "kjj" && item.created_on.year() == 2023 &&
        item.published_at.day().year() == 2023)
      of_year.push_back(&item);
  ASSERT_GE(of_year.size(), 2u);
  const DemoItem& report = *of_year[1];
  EXPECT_EQ(report.column, "zfxxgknb");
  EXPECT_EQ(report.title, "青禾市科学技术局2022年度政府信息公开工作年度报告");
  EXPECT_EQ(report.created_on.iso(), "2023-01-20");
  for (const char* words : {"信息105条", "新闻发布会3场", "图解1个", "486条", "109件", "热线1次", "专访3次", "问题13个",
                            "活动12次", "近2000册"})
    EXPECT_THAT(report.html, HasSubstr(words));
  for (const std::string& figure : figures(report.html)) EXPECT_EQ(figure, "0");
}

TEST(DemoCity, WhatIsCarriedOutOfAYearIsCarriedIntoTheNext) {
  constexpr std::size_t kColumns = 7, kCarriedIn = 10 + kColumns;  // table 2 has 10 cells
  std::map<std::size_t, std::vector<std::string>> before;
  int compared = 0;
  for (const DemoItem& item : items()) {
    if (item.column != "zfxxgknb" || item.created_on.year() == 2023) continue;
    const auto now = figures(item.html);
    ASSERT_EQ(now.size(), 200u) << item.title;
    if (const auto last = before.find(item.agency); last != before.end()) {
      const std::size_t carried_out = now.size() - 15 - kColumns;
      for (std::size_t column = 0; column < kColumns; ++column)
        ASSERT_EQ(last->second[carried_out + column], now[kCarriedIn + column]) << item.title;
      ASSERT_EQ(std::stoi(last->second[5]) + std::stoi(now[3]) - std::stoi(now[4]), std::stoi(now[5])) << item.title;
      ++compared;
    }
    before[item.agency] = now;
  }
  EXPECT_GT(compared, 100);
}

TEST(DemoCity, CorrectedItemsDifferFromTheirFirstEditionAndSayWhy) {
  int corrections = 0;
  for (const DemoAct& act : city().acts()) {
    if (act.kind != DemoActKind::Correct) continue;
    ++corrections;
    const DemoItem first = city().item(act.item), second = city().corrected(act.item);
    ASSERT_THAT(act.reason, Not(IsEmpty()));
    ASSERT_TRUE(first.html != second.html || first.title != second.title ||
                first.attachments.size() != second.attachments.size())
        << first.title;
  }
  EXPECT_GT(corrections, 30);
}

TEST(DemoCity, TheSameDayGivesTheSameCity) {
  const DemoCity again = DemoCity::build(law_source(), kToday).value();
  ASSERT_EQ(again.item_count(), city().item_count());
  for (DemoNumber number = 0; number < again.item_count(); number += 17) {
    ASSERT_EQ(again.item(number).html, items()[number].html);
    ASSERT_EQ(again.item(number).title, items()[number].title);
  }
}

TEST(DemoCity, AnEarlierTodayEndsEarlierAndADayOutsideTheCalendarIsRefused) {
  const DemoCity earlier = DemoCity::build(law_source(), *CivilDay::of(2026, 3, 2)).value();
  EXPECT_LT(earlier.item_count(), city().item_count());
  EXPECT_LT(earlier.acts().back().at, Instant::start_of(*CivilDay::of(2026, 3, 3)));
  const auto refused = DemoCity::build(law_source(), *CivilDay::of(2031, 3, 2));
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, "law.calendar_unknown");
}

}  // namespace
}  // namespace gongkai::demo
