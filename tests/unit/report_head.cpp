// Title, agency, year, dates and numbers around a report.
#include <gmock/gmock.h>

#include "invented_report.h"

namespace gongkai::report::test {
namespace {

/// The head of a report with these lines above its title.
ReadReport with_head(std::vector<std::string> lines) { return read_html(InventedReport().head(std::move(lines))); }
ReadReport with_title(std::string_view title) { return read_html(InventedReport().title(title)); }

std::string text(const std::optional<Sourced<std::string>>& value) { return value ? value->value : "—"; }
std::string iso(const std::optional<Sourced<CivilDay>>& day) { return day ? day->value.iso() : "—"; }

TEST(Title, NamesAgencyAndYearInManyWays) {
  const std::tuple<const char*, const char*, int> titles[] = {
      {"临江县财政局2023年政府信息公开工作年度报告", "临江县财政局", 2023},
      {"临江县财政局2023年度政府信息公开工作年度报告", "临江县财政局", 2023},
      {"2023年临江县财政局政府信息公开工作年度报告", "临江县财政局", 2023},
      {"临江县财政局２０２３年政府信息公开工作年度报告", "临江县财政局", 2023},
      {"临江县财政局二〇二三年政府信息公开工作年度报告", "临江县财政局", 2023},
      {"临江县财政局 2023 年度政府信息公开工作年度报告", "临江县财政局", 2023},
      {"临江县人民政府2023年政府信息公开工作年度报告", "临江县人民政府", 2023},
      {"临江县财政局2023年度政府信息公开年报", "临江县财政局", 2023},
      {"关于临江县财政局2023年政府信息公开工作年度报告", "临江县财政局", 2023},
  };
  for (const auto& [title, agency, year] : titles) {
    const ReadReport read = with_title(title);
    ASSERT_TRUE(read.ok()) << title;
    EXPECT_EQ(text(read.report().agency), agency) << title;
    ASSERT_TRUE(read.report().year.has_value()) << title;
    EXPECT_EQ(read.report().year->value, year) << title;
  }
}

TEST(Title, MayRunOverTwoLines) {
  InventedReport report;
  std::string html = report.html();
  const std::string title = "临江县财政局2023年政府信息公开工作年度报告";
  html.replace(html.find(title), title.size(), "临江县财政局</h1><h1>2023年政府信息公开工作年度报告");
  const ReadReport read(html, "报告.html");
  EXPECT_EQ(text(read.report().agency), "临江县财政局");
  EXPECT_EQ(read.report().year->value, 2023);
}

TEST(Title, MenusWithOtherYearsAreNotTheTitle) {
  const ReadReport read = with_head({"临江县财政局2021年政府信息公开工作年度报告",
                                     "临江县财政局2022年政府信息公开工作年度报告", "首页 > 政府信息公开年报"});
  EXPECT_EQ(read.report().year->value, 2023);
}

TEST(Head, LabelsAndTheirValuesAreRead) {
  const ReadReport read =
      with_head({"索引号：014178678/2023-00002", "发布机构：临江县财政局", "发布日期：2023-01-20", "有效性：有效"});
  EXPECT_EQ(text(read.report().index_no), "014178678/2023-00002");
  EXPECT_EQ(text(read.report().org_code), "014178678");
  EXPECT_EQ(iso(read.report().published_on), "2023-01-20");
  EXPECT_EQ(text(read.report().validity), "有效");
  EXPECT_EQ(text(read.report().agency_full_name), "—") << "the same name is no other name";
}

TEST(Head, SeveralFieldsMayShareALine) {
  const ReadReport read = with_head({"索引号：014178678/2023-00002　发布机构：临江县财政局　发文日期：2023-01-18",
                                     "【发布时间：2023年1月20日】 来源：临江县财政局 浏览次数：12"});
  EXPECT_EQ(text(read.report().index_no), "014178678/2023-00002");
  EXPECT_EQ(iso(read.report().published_on), "2023-01-20");
}

TEST(Head, BlanksInsideALabelMeanNothing) {
  EXPECT_EQ(text(with_head({"索 引 号：014178678/2023-00002"}).report().index_no), "014178678/2023-00002");
  EXPECT_EQ(text(with_head({"索 引 号：014178678/2023-00002　发布机构：临江县财政局"}).report().index_no),
            "014178678/2023-00002");
}

TEST(Head, AValueMayStandInTheNextLine) {
  const ReadReport read = with_head({"索引号", "014178678/2023-00002", "发布日期：", "2023/1/20"});
  EXPECT_EQ(text(read.report().index_no), "014178678/2023-00002");
  EXPECT_EQ(iso(read.report().published_on), "2023-01-20");
}

TEST(Head, BareValuesOfAFlattenedHeadAreRead) {
  const ReadReport read =
      with_head({"014178678/2023-00002", "政府信息公开年报", "临江县财政局", "2023-01-20", "2023-01-20", "有效"});
  EXPECT_EQ(text(read.report().index_no), "014178678/2023-00002");
  EXPECT_EQ(iso(read.report().published_on), "2023-01-20");
  EXPECT_EQ(text(read.report().validity), "有效");
}

TEST(Head, AnotherNameOfTheAgencyIsItsFullName) {
  const ReadReport read = read_html(InventedReport().agency("临江县科技局").head({"发布机构：临江县科学技术局"}));
  EXPECT_EQ(text(read.report().agency), "临江县科技局");
  EXPECT_EQ(text(read.report().agency_full_name), "临江县科学技术局");
}

TEST(Head, DatesAreReadInAllUsualForms) {
  for (const char* printed : {"2023-01-20", "2023/1/20", "2023.01.20", "2023年1月20日", "２０２３－０１－２０",
                              "2023-01-20 16:35", "2023-01-20 16:35:12", "2023年01月20日 星期五"}) {
    EXPECT_EQ(iso(with_head({std::string("发布日期：") + printed}).report().published_on), "2023-01-20") << printed;
  }
  for (const char* printed : {"", "2023-13-20", "2023-02-30", "昨天", "20230"})
    EXPECT_EQ(iso(with_head({std::string("发布日期：") + printed}).report().published_on), "—") << printed;
}

TEST(Head, WhatIsNotPrintedIsNull) {
  const ReadReport read = read_html(InventedReport());
  EXPECT_FALSE(read.report().index_no.has_value());
  EXPECT_FALSE(read.report().published_on.has_value());
  EXPECT_FALSE(read.report().period.has_value());
  EXPECT_NE(read.json().find(R"("index_no":null,"published_on":null)"), std::string::npos);
}

TEST(Head, ThePeriodIsReadWithAndWithoutItsSecondYear) {
  for (const char* printed :
       {"本报告所列数据的统计期限自2023年1月1日至2023年12月31日。", "统计期限为2023年1月1日起至12月31日止。",
        "统计时间：2023年1月1日—12月31日", "（2023年1月1日－2023年12月31日）"}) {
    const ReadReport read = read_html(InventedReport().section(1, {printed}));
    ASSERT_TRUE(read.report().period.has_value()) << printed;
    EXPECT_EQ(read.report().period->value.first.iso(), "2023-01-01") << printed;
    EXPECT_EQ(read.report().period->value.second.iso(), "2023-12-31") << printed;
  }
}

TEST(Head, PlacesPointIntoTheSource) {
  InventedReport report;
  report.head({"索引号：014178678/2023-00002", "发布日期：2023-01-20"});
  const ReadReport read = read_html(report);
  EXPECT_EQ(read.report().index_no->place.line, 3u);
  EXPECT_EQ(read.report().published_on->place.line, 4u);
  EXPECT_EQ(read.report().title->place.line, 5u);
}

}  // namespace
}  // namespace gongkai::report::test
