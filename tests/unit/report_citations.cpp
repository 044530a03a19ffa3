// Document numbers in a report's text: read in every form, judged by the form of the standard.
#include <gmock/gmock.h>

#include "invented_report.h"

namespace gongkai::report::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

ReadReport saying(const std::string& sentence, int year = 2023) {
  InventedReport report;
  report.year(year).section(1, {sentence});
  return read_html(report);
}

/// "number", "number!" when it is not well formed, "number?" when characters were lost.
std::vector<std::string> cited(const std::string& sentence) {
  std::vector<std::string> numbers;
  const ReadReport read = saying(sentence);
  for (const Citation& citation : read.report().citations) {
    numbers.push_back(citation.document_number + (citation.damaged ? "?" : citation.well_formed ? "" : "!"));
  }
  return numbers;
}

TEST(Citations, WellFormedNumbersAreRead) {
  EXPECT_THAT(cited("根据国办公开办函〔2021〕30号要求"), ElementsAre("国办公开办函〔2021〕30号"));
  EXPECT_THAT(cited("按照《…通知》（国办公开办函〔2021〕30号）和苏政办发〔2022〕5号"),
              ElementsAre("国办公开办函〔2021〕30号", "苏政办发〔2022〕5号"));
}

TEST(Citations, OtherBracketsAreReadAndNotWellFormed) {
  for (const char* printed : {"国办公开办函[2021]30号", "国办公开办函（2021）30号", "国办公开办函﹝2021﹞30号",
                              "国办公开办函【2021】30号", "国办公开办函［2021］30号", "国办公开办函(2021)30号",
                              "国办公开办函〔2021〕第30号", "国办公开办函〔2021〕030号"}) {
    EXPECT_THAT(cited(printed), ElementsAre("国办公开办函〔2021〕30号!")) << printed;
  }
}

TEST(Citations, NumbersThatLostABracketAreInDoubt) {
  for (const char* printed :
       {"国办公开办函﹝201960号", "国办公开办函〔201960号", "国办公开办函2019〕60号", "国办公开办函201960号"})
    EXPECT_THAT(cited(printed), ElementsAre("国办公开办函〔2019〕60号?")) << printed;
}

TEST(Citations, OtherNumbersAreNoCitations) {
  for (const char* printed :
       {"收到申请12号", "电话12345号", "第30号令", "1号楼", "2023年12月30号", "号", "（2021）30号", "〔2021〕30号"})
    EXPECT_THAT(cited(printed), IsEmpty()) << printed;
}

TEST(Citations, ACitationRepeatedIsListedOnce) {
  EXPECT_THAT(cited("国办公开办函〔2021〕30号，即国办公开办函〔2021〕30号"), ElementsAre("国办公开办函〔2021〕30号"));
}

TEST(F12, AReportThatCitesASupersededNoticeIsTold) {
  EXPECT_THAT(saying("根据国办公开办函〔2019〕60号要求").findings("F-12"),
              ElementsAre("warning 国办公开办函〔2021〕30号 国办公开办函〔2019〕60号"));
  EXPECT_THAT(saying("根据国办公开办函〔2021〕30号要求").findings("F-12"), IsEmpty());
  EXPECT_THAT(saying("根据国办公开办函〔2019〕60号要求", 2020).findings("F-12"), IsEmpty());
  EXPECT_THAT(saying("根据国办发〔2016〕80号要求").findings("F-12"), IsEmpty());
}

TEST(F12, ADamagedNumberStillTellsTheNotice) {
  EXPECT_THAT(saying("根据（国办公开办函﹝201960号）要求").findings("F-12").size(), 1u);
}

TEST(F13, ANumberThatIsNotWellFormedIsToldWithTheRightOne) {
  EXPECT_THAT(saying("根据国办公开办函[2021]30号").findings("F-13"),
              ElementsAre("warning 国办公开办函〔2021〕30号 国办公开办函[2021]30号"));
  EXPECT_THAT(saying("根据国办公开办函〔2021〕30号").findings("F-13"), IsEmpty());
}

TEST(F13, LostCharactersAreADoubtAndNotChargedToTheAgency) {
  const ReadReport read = saying("根据（国办公开办函﹝201960号）要求");
  EXPECT_THAT(read.findings("F-13"), ElementsAre("doubt 国办公开办函〔2019〕60号 国办公开办函﹝201960号"));
  EXPECT_FALSE(read.report().doubts.empty());
}

}  // namespace
}  // namespace gongkai::report::test
