// A report as it comes from a hijacked page by way of a converter: the name of a betting site in four places,
// characters lost in a document number and in labels, a superseded notice, a short name in the title.
#include <gmock/gmock.h>

#include "base/file.h"
#include "invented_report.h"

namespace gongkai::report::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class TamperedReport : public testing::Test {
 protected:
  TamperedReport()
      : bytes_(std::move(read_file(std::string(GONGKAI_TEST_DATA) + "/tampered/report.txt", 1u << 20)).value()),
        read_(bytes_, "report.txt") {}

  std::string bytes_;
  ReadReport read_;
};

TEST_F(TamperedReport, TheHeadIsRead) {
  const Report& report = read_.report();
  EXPECT_EQ(report.format->id, "F2021");
  EXPECT_EQ(report.year->value, 2022);
  EXPECT_EQ(report.agency->value, "临江市科技局");
  EXPECT_EQ(report.agency_full_name->value, "临江市科学技术局");
  EXPECT_EQ(report.index_no->value, "074125893/2023-00002");
  EXPECT_EQ(report.org_code->value, "074125893");
  EXPECT_EQ(report.published_on->value.iso(), "2023-01-20");
  EXPECT_EQ(report.validity->value, "有效");
  EXPECT_FALSE(report.period.has_value());
  EXPECT_EQ(report.sections.size(), 6u);
}

TEST_F(TamperedReport, EveryCellOfTheTablesIsRead) {
  std::map<CellKey, std::string> zeros;
  const InventedReport all_zero(Figures::Zero);
  for (const auto& [key, printed] : all_zero.figures()) zeros[key] = "0";
  EXPECT_THAT(wrong_cells(read_, zeros), IsEmpty());
  EXPECT_EQ(cells_read(read_), zeros.size());
}

TEST_F(TamperedReport, AllFourPlacesAreFound) {
  std::vector<std::string> places;
  for (const TamperingSign& sign : read_.report().tampering) {
    places.push_back(sign.region +
                     (sign.section != 0 ? " " + std::to_string(sign.section) + sign.part : std::string()));
    EXPECT_EQ(sign.text, "澳门老虎机_比分直播¥手机版平台");
    EXPECT_GT(sign.place.line, 0u);
  }
  EXPECT_THAT(places, ElementsAre("breadcrumb", "citation", "section 1(一)", "section 1(四)"));
}

TEST_F(TamperedReport, TheSupersededNoticeIsToldThoughItsNumberIsDamaged) {
  EXPECT_THAT(read_.findings("F-12"), ElementsAre("warning 国办公开办函〔2021〕30号 国办公开办函〔2019〕60号"));
  EXPECT_THAT(read_.findings("F-13"), ElementsAre("doubt 国办公开办函〔2019〕60号 国办公开办函﹝201960号"));
}

TEST_F(TamperedReport, LabelsThatLostCharactersAreADoubt) {
  EXPECT_THAT(read_.findings("F-14"), testing::Contains("doubt made 本年制发件数 本年发件"));
  for (const std::string& finding : read_.findings("F-14")) EXPECT_EQ(finding.substr(0, 5), "doubt");
}

TEST_F(TamperedReport, AShortNameIsOnlyANotice) {
  EXPECT_THAT(read_.findings("F-15"), ElementsAre("info 临江市科学技术局 临江市科技局"));
}

TEST_F(TamperedReport, NothingIsChargedToTheAgencyButTheOldNotice) {
  for (const Finding& finding : read_.checked().findings) {
    if (finding.severity == Severity::Error || finding.severity == Severity::Warning) {
      EXPECT_EQ(finding.rule, "F-12");
    }
  }
}

TEST_F(TamperedReport, WindowsLineEndsChangeNothing) {
  std::string windows;
  for (const char c : bytes_) windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
  EXPECT_EQ(ReadReport(windows, "report.txt").json(), read_.json());
}

}  // namespace
}  // namespace gongkai::report::test
