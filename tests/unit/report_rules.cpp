// The rules of law/rules judged on reports: each finds its bad example at its place and leaves its good one alone.
#include <gmock/gmock.h>

#include <algorithm>

#include "invented_report.h"
#include "report/predicates.h"

namespace gongkai::report::test {
namespace {

using law::Comparison;
using law::Each;
using law::Equation;
using law::Rule;
using law::Term;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

using Example = std::map<std::string, std::int64_t>;

const std::vector<Rule>& rules() { return BuiltInLaw::get().rules().all(); }

/// How an example calls a term.
std::string name_of(const Term& term) {
  std::string name = term.of_previous_year ? "previous." : "";
  if (term.sum_of_results) return name + "sum(results)";
  name += term.row;
  if (!term.row.empty() && !term.column.empty()) name += ".";
  return name + term.column;
}

/// The slow way: straight from the written equation.
bool holds(const Equation& equation, const Example& example, const std::string& rule) {
  auto sum = [&](const std::vector<Term>& side) {
    std::int64_t value = 0;
    for (const Term& term : side) {
      std::int64_t number = 0;
      if (term.constant)
        number = *term.constant;
      else if (const auto found = example.find(name_of(term)); found != example.end())
        number = found->second;
      else
        ADD_FAILURE() << rule << ": the example lacks " << name_of(term);
      value += term.negative ? -number : number;
    }
    return value;
  };
  const std::int64_t left = sum(equation.left), right = sum(equation.right);
  return equation.comparison == Comparison::Equal    ? left == right
         : equation.comparison == Comparison::AtMost ? left <= right
                                                     : left >= right;
}

TEST(RuleData, EveryRuleIsJudgedInOneWayOrNamesWhatItNeeds) {
  for (const Rule& rule : rules()) {
    EXPECT_TRUE(rule.equations.empty() || rule.predicate.empty()) << rule.id << " has both";
    EXPECT_TRUE(!rule.equations.empty() || !rule.predicate.empty() || !rule.needs.empty())
        << rule.id << " can never be judged";
    if (!rule.predicate.empty()) { EXPECT_TRUE(is_predicate(rule.predicate)) << rule.id << ": " << rule.predicate; }
    EXPECT_FALSE(rule.sentence.zh.empty()) << rule.id;
    EXPECT_FALSE(rule.sentence.en.empty()) << rule.id;
    EXPECT_FALSE(rule.hint.zh.empty()) << rule.id;
    EXPECT_FALSE(BuiltInLaw::get().rules().basis_of(rule).empty()) << rule.id;
  }
}

TEST(RuleData, EveryRuleHasAGoodAndABadExample) {
  for (const Rule& rule : rules()) {
    EXPECT_FALSE(rule.good.empty() && rule.good_text.empty()) << rule.id;
    EXPECT_FALSE(rule.bad.empty() && rule.bad_text.empty()) << rule.id;
  }
}

TEST(RuleData, GoodExamplesSatisfyAndBadOnesBreakEveryEquation) {
  for (const Rule& rule : rules()) {
    for (const Equation& equation : rule.equations) {
      for (const Example& example : rule.good)
        EXPECT_TRUE(holds(equation, example, rule.id)) << rule.id << ": " << equation.text;
      for (const Example& example : rule.bad)
        EXPECT_FALSE(holds(equation, example, rule.id)) << rule.id << ": " << equation.text;
    }
  }
}

TEST(RuleData, NoPredicateIsWithoutARule) {
  for (const char* name :
       {"non_negative_count", "amount_not_negative", "amount_unlikely", "rule_making_power", "row_set_official",
        "share_above", "sections_complete", "title_standard", "published_in_time", "years_agree", "period_whole_year",
        "format_fits_year", "no_personal_numbers", "citation_in_force", "document_numbers_well_formed",
        "labels_complete", "agency_named_alike", "narrative_agrees"}) {
    EXPECT_TRUE(is_predicate(name)) << name;
    EXPECT_TRUE(std::any_of(rules().begin(), rules().end(), [&](const Rule& rule) { return rule.predicate == name; }))
        << name;
  }
  EXPECT_FALSE(is_predicate("nonsense"));
}

int year_for(const Rule& rule, const law::ReportFormat& format) {
  return std::max(format.first_year, rule.since.value_or(format.first_year));
}

/// Puts an example into a report of zeros, for one row or column where the rule is judged for each.
InventedReport report_with(const Rule& rule, const law::ReportFormat& format, const Example& example,
                           const std::string& each) {
  InventedReport report(Figures::Zero, format.id, year_for(rule, format));
  for (const auto& [name, number] : example) {
    std::string row = name, column = rule.each == Each::Column ? each : "";
    if (rule.each == Each::Row) {
      column = name;
      row = each;
    }
    if (const std::size_t dot = row.find('.'); dot != std::string::npos) {
      column = row.substr(dot + 1);
      row.resize(dot);
    }
    if (row == "sum(results)") {
      const auto& layout_rows = format.table(rule.table)->rows;
      row = std::find_if(layout_rows.begin(), layout_rows.end(), [](const law::RowLayout& layout) {
              return layout.is_result;
            })->key;
    }
    report.set(rule.table, row, column, std::to_string(number));
  }
  return report;
}

/// All rows or columns for which the rule is judged.
std::vector<std::string> places_of(const Rule& rule, const law::TableLayout& layout) {
  std::vector<std::string> places;
  if (rule.each == Each::Column) {
    for (const law::ColumnLayout& column : layout.blocks[0].columns) places.push_back(column.key);
  } else if (rule.each == Each::Row) {
    for (const law::RowLayout& row : layout.rows) {
      if (rule.rows.empty() || std::find(rule.rows.begin(), rule.rows.end(), row.key) != rule.rows.end())
        places.push_back(row.key);
    }
  } else {
    places.emplace_back();
  }
  return places;
}

TEST(Equations, TheCheckerFindsEveryBadExampleInEveryPlaceAndNoGoodOne) {
  std::size_t judged = 0;
  for (const Rule& rule : rules()) {
    if (rule.equations.empty() || !rule.needs.empty()) continue;
    for (const std::string& id : rule.formats) {
      const law::ReportFormat& format = *BuiltInLaw::get().formats().find(id);
      for (const std::string& place : places_of(rule, *format.table(rule.table))) {
        for (const Example& example : rule.good) {
          EXPECT_THAT(read_html(report_with(rule, format, example, place)).findings(rule.id), IsEmpty())
              << rule.id << " " << id << " " << place;
        }
        for (const Example& example : rule.bad) {
          const ReadReport read = read_html(report_with(rule, format, example, place));
          std::vector<std::string> places;
          for (const Finding& finding : read.checked().findings) {
            if (finding.rule != rule.id) continue;
            places.push_back(rule.each == Each::Column ? finding.where.column
                             : rule.each == Each::Row  ? finding.where.row
                                                       : "");
            EXPECT_EQ(finding.where.table, rule.table) << rule.id;
            EXPECT_EQ(finding.severity, severity_of(rule.severity)) << rule.id;
            EXPECT_FALSE(finding.equation.empty()) << rule.id;
            EXPECT_NE(finding.expected, finding.found) << rule.id;
          }
          EXPECT_EQ(places, std::vector<std::string>(rule.equations.size(), place))
              << rule.id << " " << id << " " << place;
          ++judged;
        }
      }
    }
  }
  EXPECT_GT(judged, 60u);
}

TEST(Equations, AFindingShowsTheNumbersPutIn) {
  const ReadReport read = read_html(InventedReport(Figures::Zero)
                                        .set(3, "received", "enterprise", "12")
                                        .set(3, "carried_in", "enterprise", "1")
                                        .set(3, "total", "enterprise", "12"));
  for (const Finding& finding : read.checked().findings) {
    if (finding.rule != "T3-01") continue;
    EXPECT_EQ(finding.equation, "12 + 1 ≠ 12 + 0");
    EXPECT_EQ(finding.expected, "13");
    EXPECT_EQ(finding.found, "12");
    EXPECT_GT(finding.where.place.line, 0u);
  }
  EXPECT_EQ(read.findings("T3-01").size(), 1u);
}

TEST(Equations, ABlankCountsAsNothingBesideNumbersAndLowersTheSeverity) {
  EXPECT_THAT(read_html(InventedReport(Figures::Zero).set(3, "granted", "total", "").set(3, "granted", "research", "2"))
                  .findings("T3-03"),
              ElementsAre("warning granted 2 0"));
  EXPECT_THAT(read_html(InventedReport(Figures::Zero).set(3, "granted", "total", "")).findings("T3-03"), IsEmpty());
}

TEST(Equations, AllBlankIsUncheckedNotPassed) {
  InventedReport report(Figures::Zero);
  for (const char* column : {"upheld", "corrected", "other", "pending", "total"})
    report.set(4, "suit_direct", column, "—");
  const ReadReport read = read_html(report);
  EXPECT_THAT(read.findings("T4-02"), IsEmpty());
  EXPECT_TRUE(read.unchecked("T4-02"));
  EXPECT_FALSE(read.unchecked("T4-01"));
}

TEST(Equations, ACellThatWasNotReadLeavesItsEquationUnchecked) {
  const ReadReport read = read_html(InventedReport(Figures::Sparse).set(3, "granted", "research", "见附件"));
  EXPECT_THAT(read.findings("T3-03"), IsEmpty());
  EXPECT_TRUE(read.unchecked("T3-03"));
  EXPECT_TRUE(read.unchecked("T3-02"));
}

TEST(Rules, AConsistentReportHasNoErrorsAndNoWarnings) {
  for (const Figures figures : {Figures::Zero, Figures::Sparse, Figures::Distinct}) {
    for (const char* id : {"F2021", "F2019"}) {
      const ReadReport read = read_html(InventedReport(figures, id, std::string_view(id) == "F2021" ? 2023 : 2020));
      EXPECT_THAT(read.rules_with_findings(), IsEmpty()) << id;
    }
  }
}

TEST(Rules, WhatNeedsMoreThanTheReportIsUncheckedAndNeverPassed) {
  const ReadReport read = read_html(InventedReport());
  for (const Rule& rule : rules()) {
    if (!rule.needs.empty() && rule.applies_to("F2021") && rule.applies_to_year(2023)) {
      EXPECT_TRUE(read.unchecked(rule.id)) << rule.id;
    }
  }
}

TEST(Rules, OfAReportWithoutATableTheRulesOfThatTableAreUnchecked) {
  InventedReport report;
  report.table(3).clear();
  const ReadReport read = read_html(report);
  for (const char* rule : {"T3-01", "T3-02", "T3-03", "T3-04", "T3-07"}) EXPECT_TRUE(read.unchecked(rule)) << rule;
}

TEST(T2, CountsAreWholeAndNotNegative) {
  EXPECT_THAT(read_html(InventedReport(Figures::Zero).set(2, "licence", "", "-3").set(2, "penalty", "", "1.5"))
                  .findings("T2-01"),
              ElementsAre("error licence -3", "error penalty 1.5"));
  EXPECT_THAT(
      read_html(InventedReport(Figures::Zero, "F2019", 2020).set(2, "licence", "change", "-3")).findings("T2-01"),
      IsEmpty());
  EXPECT_THAT(
      read_html(InventedReport(Figures::Zero, "F2019", 2020).set(2, "licence", "decisions", "-3")).findings("T2-01"),
      ElementsAre("error licence decisions -3"));
}

TEST(T2, AmountsAreNotNegativeAndTooLargeOnesAreDoubted) {
  EXPECT_THAT(read_html(InventedReport(Figures::Zero).set(2, "admin_fee_wan", "", "-12.35")).findings("T2-02"),
              ElementsAre("error admin_fee_wan -12.35"));
  EXPECT_THAT(read_html(InventedReport(Figures::Zero).set(2, "admin_fee_wan", "", "12.35")).findings("T2-07"),
              IsEmpty());
  EXPECT_THAT(read_html(InventedReport(Figures::Zero).set(2, "admin_fee_wan", "", "123500")).findings("T2-07"),
              ElementsAre("warning admin_fee_wan 123500"));
}

TEST(T2, OnlyHoldersOfThePowerMakeRules) {
  auto with_rules = [](const char* agency) {
    return read_html(InventedReport(Figures::Zero)
                         .agency(agency)
                         .set(2, "admin_rule", "made", "2")
                         .set(2, "admin_rule", "valid", "2"))
        .findings("T2-06")
        .size();
  };
  EXPECT_EQ(with_rules("临江县财政局"), 2u);
  EXPECT_EQ(with_rules("临江县人民政府"), 2u);
  EXPECT_EQ(with_rules("临江市人民政府"), 0u);
  EXPECT_EQ(with_rules("南岭省人民政府"), 0u);
  EXPECT_EQ(with_rules("北岭自治区人民政府"), 0u);
  EXPECT_EQ(with_rules("临江市河东区人民政府"), 2u);
}

TEST(T3, CountsAreWholeAndNotNegative) {
  EXPECT_THAT(
      read_html(InventedReport(Figures::Zero).set(3, "received", "research", "-1").set(3, "partial", "total", "2.5"))
          .findings("T3-04"),
      ElementsAre("error received research -1", "error partial total 2.5"));
}

TEST(T3, AMissingRowIsNamed) {
  InventedReport report(Figures::Zero);
  std::erase_if(report.table(3), [](const auto& row) {
    return !row.empty() && row.back().figure && std::get<1>(*row.back().figure) == "refused_admin_query";
  });
  EXPECT_THAT(read_html(report).findings("T3-07"), ElementsAre("warning refused_admin_query"));
}

TEST(T3, SharesAreJudgedAboveTheirLimitOnly) {
  auto with = [](const char* other, const char* carried_out) {
    return read_html(InventedReport(Figures::Zero)
                         .set(3, "total", "total", "40")
                         .set(3, "closed_other", "total", other)
                         .set(3, "received", "total", "20")
                         .set(3, "carried_out", "total", carried_out));
  };
  EXPECT_THAT(with("6", "5").findings("T3-09"), IsEmpty());
  EXPECT_THAT(with("7", "5").findings("T3-09"), ElementsAre("info closed_other total 7"));
  EXPECT_THAT(with("6", "5").findings("T3-11"), IsEmpty());
  EXPECT_THAT(with("6", "6").findings("T3-11"), ElementsAre("info carried_out total 6"));
}

TEST(T4, CountsAreWholeAndNotNegative) {
  EXPECT_THAT(read_html(InventedReport(Figures::Zero).set(4, "suit_direct", "other", "0.5")).findings("T4-04"),
              ElementsAre("error suit_direct other 0.5"));
}

TEST(F02, TheOfficialTitlePassesAndCommonOnesAreOnlyNoted) {
  auto severity = [](const char* title) {
    const auto found = read_html(InventedReport().title(title)).findings("F-02");
    return found.empty() ? std::string("none") : found[0].substr(0, found[0].find(' '));
  };
  EXPECT_EQ(severity("临江县财政局2023年政府信息公开工作年度报告"), "none");
  EXPECT_EQ(severity("临江县财政局2023年度政府信息公开工作年度报告"), "info");
  EXPECT_EQ(severity("临江县财政局2023年政府信息公开年度报告"), "info");
  EXPECT_EQ(severity("2023年政府信息公开工作年度报告"), "warning");
}

TEST(F03, DepartmentsHaveUntilJanuaryAndGovernmentsUntilMarch) {
  auto late = [](const char* agency, const char* day) {
    return read_html(InventedReport().agency(agency).head({std::string("发布日期：") + day})).findings("F-03").size();
  };
  EXPECT_EQ(late("临江县财政局", "2024-01-31"), 0u);
  EXPECT_EQ(late("临江县财政局", "2024-02-01"), 1u);
  EXPECT_EQ(late("临江县人民政府", "2024-03-31"), 0u);
  EXPECT_EQ(late("临江县人民政府", "2024-04-01"), 1u);
}

TEST(F03, WithoutADateItIsUnchecked) { EXPECT_TRUE(read_html(InventedReport()).unchecked("F-03")); }

TEST(F04, TitleAndPeriodNameOneYear) {
  auto found = [](const char* period) {
    return read_html(InventedReport().section(1, {period})).findings("F-04").size();
  };
  EXPECT_EQ(found("统计期限自2023年1月1日至2023年12月31日。"), 0u);
  EXPECT_EQ(found("统计期限自2022年1月1日至2022年12月31日。"), 1u);
  EXPECT_TRUE(read_html(InventedReport()).unchecked("F-04"));
}

TEST(F05, ThePeriodIsTheWholeYear) {
  EXPECT_THAT(
      read_html(InventedReport().section(1, {"统计期限自2023年1月1日至2023年12月20日。"})).findings("F-05").size(), 1u);
  EXPECT_THAT(read_html(InventedReport().section(1, {"统计期限自2023年1月1日至12月31日。"})).findings("F-05"),
              IsEmpty());
}

TEST(F09, TheFormatMustBeTheYears) {
  EXPECT_THAT(read_html(InventedReport(Figures::Sparse, "F2019", 2022)).findings("F-09"),
              ElementsAre("error F2021 F2019"));
  EXPECT_THAT(read_html(InventedReport(Figures::Sparse, "F2019", 2020)).findings("F-09"), IsEmpty());
  EXPECT_THAT(read_html(InventedReport(Figures::Sparse, "F2021", 2020)).findings("F-09"),
              ElementsAre("error F2019 F2021"));
  EXPECT_THAT(read_html(InventedReport(Figures::Sparse, "S2014", 2019)).findings("F-09"), IsEmpty())
      << "for 2019 the new format was only encouraged";
}

TEST(F10, AnIdentityNumberIsToldWithoutPrintingIt) {
  const ReadReport read = read_html(
      InventedReport().section(1, {"申请人（身份证号110101199001010015以及110101199001010016、110101199001010017）"}));
  std::size_t found = 0;
  for (const Finding& finding : read.checked().findings) {
    if (finding.rule != "F-10") continue;
    ++found;
    EXPECT_EQ(finding.message.zh.find("19900101"), std::string::npos);
    EXPECT_NE(finding.message.zh.find("110101********"), std::string::npos);
  }
  EXPECT_EQ(found, 1u) << "one of the three has a right check digit";
}

TEST(F15, AnotherAgencyIsAWarningAndAShortNameANotice) {
  auto found = [](const char* publisher) {
    const auto findings =
        read_html(InventedReport().agency("临江县科技局").head({std::string("发布机构：") + publisher}))
            .findings("F-15");
    return findings.empty() ? std::string("none") : findings[0].substr(0, findings[0].find(' '));
  };
  EXPECT_EQ(found("临江县科技局"), "none");
  EXPECT_EQ(found("临江县科学技术局"), "info");
  EXPECT_EQ(found("临江县审计局"), "warning");
}

TEST(F15, AWrongCheckDigitOfTheCodeIsTold) {
  EXPECT_EQ(read_html(InventedReport().head({"索引号：014178678/2023-00002"})).findings("F-15").size(), 0u);
  EXPECT_EQ(read_html(InventedReport().head({"索引号：014178679/2023-00002"})).findings("F-15").size(), 1u);
}

TEST(X02, ANumberInTheTextIsComparedWithItsCell) {
  auto found = [](const char* sentence) {
    InventedReport report(Figures::Zero);
    report.section(1, {sentence}).set(3, "received", "natural_person", "12").set(3, "received", "total", "12");
    report.set(3, "total", "natural_person", "12")
        .set(3, "total", "total", "12")
        .set(3, "granted", "natural_person", "12")
        .set(3, "granted", "total", "12");
    return read_html(report).findings("X-02");
  };
  EXPECT_THAT(found("2023年，我局共收到政府信息公开申请12件。"), IsEmpty());
  EXPECT_THAT(found("2023年，我局共收到政府信息公开申请15件。"), ElementsAre("warning received total 12 15"));
  EXPECT_THAT(found("2023年，我局共收到政府信息公开申请1５件。"), ElementsAre("warning received total 12 15"));
  EXPECT_THAT(found("全年召开会议3次，发布信息400条。"), IsEmpty());
}

}  // namespace
}  // namespace gongkai::report::test
