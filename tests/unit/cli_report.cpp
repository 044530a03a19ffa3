// What scripts rely on: the program as it is called from a shell.
#include <gmock/gmock.h>

#include <fstream>
#include <set>

#include "invented_report.h"
#include "program.h"

namespace gongkai::cli::test {
namespace {

using report::test::Figures;
using report::test::InventedReport;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

std::string good_report() { return InventedReport(Figures::Distinct).html(); }
std::string faulty_report() { return InventedReport(Figures::Distinct).set(3, "total", "natural_person", "1").html(); }

TEST(Extract, OneFileIsOneJsonObjectOnOneLine) {
  const TemporaryFolder folder;
  const ProgramRun answer = run({"report", "extract", folder.put("报告.html", good_report())});
  EXPECT_EQ(answer.status, 0);
  EXPECT_EQ(answer.err, "");
  EXPECT_EQ(answer.out_lines().size(), 1u);
  EXPECT_THAT(answer.out, EndsWith("}\n"));
  const boost::json::object object = answer.json().as_object();
  EXPECT_EQ(object.if_contains("file"), nullptr);
  EXPECT_EQ(object.at("format").as_string(), "F2021");
  EXPECT_EQ(object.at("year").as_int64(), 2023);
}

TEST(Extract, TheObjectHasEveryMemberOfTheSchema) {
  const TemporaryFolder folder;
  const auto object = run({"report", "extract", folder.put("报告.html", good_report())}).json().as_object();
  for (const char* name : {"format", "year", "agency", "index_no", "published_on", "period", "citations", "table2",
                           "table3", "table4", "stats", "sections", "findings", "unchecked", "doubts", "missing"}) {
    EXPECT_NE(object.if_contains(name), nullptr) << name;
  }
  const auto& agency = object.at("agency").as_object();
  for (const char* name : {"name", "full_name", "org_code"}) EXPECT_NE(agency.if_contains(name), nullptr) << name;
  EXPECT_EQ(object.at("table3").as_object().size(), 25u);
  EXPECT_EQ(object.at("table3").at("received").as_object().size(), 7u);
  EXPECT_EQ(object.at("table4").as_object().size(), 3u);
  EXPECT_TRUE(object.at("table2").at("licence").is_int64());
  EXPECT_TRUE(object.at("stats").is_null());
  EXPECT_EQ(object.at("sections").as_array().size(), 6u);
}

TEST(Extract, AFolderIsOneObjectALineWithItsFile) {
  const TemporaryFolder folder;
  folder.put("乙/2.html", faulty_report());
  folder.put("甲/1.html", good_report());
  folder.put("甲/照片.jpg", "x");
  const ProgramRun answer = run({"report", "extract", folder.path().string()});
  EXPECT_EQ(answer.status, 0);
  ASSERT_EQ(answer.out_lines().size(), 2u);
  std::vector<std::string> files;
  for (const std::string& line : answer.out_lines())
    files.emplace_back(boost::json::parse(line).at("file").as_string());
  EXPECT_THAT(files, ElementsAre(EndsWith("乙/2.html"), EndsWith("甲/1.html")));
}

TEST(Extract, SeveralFilesAreAnsweredInTheirOrder) {
  const TemporaryFolder folder;
  std::vector<std::string> line{"report", "extract", "--jobs", "4"};
  for (int i = 40; i > 0; --i) line.push_back(folder.put(std::to_string(i) + ".html", good_report()));
  const ProgramRun answer = run(line);
  ASSERT_EQ(answer.out_lines().size(), 40u);
  for (std::size_t i = 0; i < 40; ++i)
    EXPECT_EQ(boost::json::parse(answer.out_lines()[i]).at("file").as_string(), line[i + 4]);
}

TEST(Extract, ABadFileAmongManyIsALineWithItsErrorAndNoFailure) {
  const TemporaryFolder folder;
  folder.put("1.html", good_report());
  folder.put("2.pdf", "%PDF-1.4");
  folder.put("3.html", "");
  const ProgramRun answer = run({"report", "extract", folder.path().string(), folder.path().string() + "/没有.html"});
  EXPECT_EQ(answer.status, 0);
  ASSERT_EQ(answer.out_lines().size(), 4u);
  std::vector<std::string> codes;
  for (const std::string& line : answer.out_lines()) {
    const boost::json::object object = boost::json::parse(line).as_object();
    EXPECT_NE(object.if_contains("file"), nullptr);
    if (const auto* error = object.if_contains("error")) codes.emplace_back(error->at("code").as_string());
  }
  EXPECT_THAT(codes, ElementsAre("document.unsupported", "document.empty", "file.not_found"));
}

TEST(Extract, OutWritesOneFileADocument) {
  const TemporaryFolder folder;
  folder.put("in/1.html", good_report());
  folder.put("in/2.txt", InventedReport().lines());
  const std::string out = (folder.path() / "out").string();
  const ProgramRun answer = run({"report", "extract", (folder.path() / "in").string(), "--out", out});
  EXPECT_EQ(answer.status, 0);
  EXPECT_EQ(answer.out, "");
  EXPECT_EQ(boost::json::parse(file_bytes(out + "/1.json")).at("format").as_string(), "F2021");
  EXPECT_EQ(boost::json::parse(file_bytes(out + "/2.json")).at("format").as_string(), "F2021");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(out), {}), 2) << "something else was left behind";
}

TEST(Extract, OutKeepsDocumentsOfOneNameApart) {
  const TemporaryFolder folder;
  folder.put("in/甲/年报.html", InventedReport().agency("甲县财政局").html());
  folder.put("in/乙/年报.html", InventedReport().agency("乙县财政局").html());
  const std::string out = (folder.path() / "out").string();
  const ProgramRun answer = run({"report", "extract", (folder.path() / "in").string(), "--out", out});
  std::set<std::string> agencies;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(out)) {
    if (entry.is_regular_file())
      agencies.emplace(boost::json::parse(file_bytes(entry.path())).at("agency").at("name").as_string());
  }
  if (answer.status == 0) {
    EXPECT_THAT(agencies, ElementsAre("乙县财政局", "甲县财政局")) << "one result silently replaced the other";
  }
}

TEST(Extract, StandardInputIsReadForADash) {
  const TemporaryFolder folder;
  const std::string report = good_report();
  const ProgramRun from_file = run({"report", "extract", folder.put("报告.html", report)});
  const ProgramRun from_input = run({"report", "extract", "-"}, {.input = report});
  EXPECT_EQ(from_input.status, 0);
  EXPECT_EQ(from_input.out, from_file.out);
}

TEST(Extract, SameInputGivesSameBytesWithAnyNumberOfJobs) {
  const TemporaryFolder folder;
  for (int i = 0; i < 20; ++i) folder.put(std::to_string(i) + ".html", i % 2 == 0 ? good_report() : faulty_report());
  const ProgramRun one = run({"report", "extract", folder.path().string(), "--jobs", "1"});
  const ProgramRun many = run({"report", "extract", folder.path().string(), "--jobs", "8"});
  EXPECT_EQ(one.out, many.out);
}

TEST(Extract, ProvenanceNamesLineAndColumnOfACell) {
  const TemporaryFolder folder;
  const std::string html = good_report();
  const auto object = run({"report", "extract", folder.put("报告.html", html), "--provenance"}).json().as_object();
  const auto& place = object.at("provenance").at("table3.received.total").as_object();
  const auto line = static_cast<std::size_t>(place.at("line").as_int64());
  std::istringstream in(html);
  std::string text;
  for (std::size_t i = 0; i < line; ++i) std::getline(in, text);
  const std::string printed(place.at("printed").as_string());
  EXPECT_EQ(text.substr(static_cast<std::size_t>(place.at("column").as_int64()) - 1, 4 + printed.size()),
            "<td>" + printed);
}

TEST(Extract, FindingsDoNotChangeTheExitStatus) {
  const TemporaryFolder folder;
  const ProgramRun answer = run({"report", "extract", folder.put("报告.html", faulty_report())});
  EXPECT_EQ(answer.status, 0);
  EXPECT_FALSE(answer.json().at("findings").as_array().empty());
}

TEST(Check, ExitStatusIsZeroForAGoodReport) {
  const TemporaryFolder folder;
  const ProgramRun answer = run({"report", "check", folder.put("报告.html", good_report())});
  EXPECT_EQ(answer.status, 0) << answer.out;
  EXPECT_EQ(answer.err, "");
}

TEST(Check, ExitStatusIsOneForFindings) {
  const TemporaryFolder folder;
  const ProgramRun answer = run({"report", "check", folder.put("报告.html", faulty_report())});
  EXPECT_EQ(answer.status, 1);
  EXPECT_THAT(answer.out, HasSubstr("T3-01"));
}

TEST(Check, ExitStatusIsTwoWhenAFileCouldNotBeRead) {
  const TemporaryFolder folder;
  const std::string faulty = folder.put("报告.html", faulty_report());
  const ProgramRun answer = run({"report", "check", faulty, "没有这个文件.html"});
  EXPECT_EQ(answer.status, 2);
  EXPECT_THAT(answer.out, HasSubstr("T3-01"));
  EXPECT_EQ(answer.err_lines().size(), 1u);
}

TEST(Check, PrintsTextUnlessAskedForJson) {
  const TemporaryFolder folder;
  const std::string path = folder.put("报告.html", faulty_report());
  EXPECT_THAT(run({"report", "check", path}).out, StartsWith(path));
  const ProgramRun json = run({"report", "check", path, "--format", "json"});
  EXPECT_EQ(json.status, 1);
  EXPECT_EQ(json.out_lines().size(), 1u);
  EXPECT_EQ(json.json().at("format").as_string(), "F2021");
}

TEST(Check, ColoursOnlyATerminal) {
  const TemporaryFolder folder;
  const std::string path = folder.put("报告.html", faulty_report());
  EXPECT_THAT(run({"report", "check", path}).out, testing::Not(HasSubstr("\x1b[")));
  EXPECT_THAT(run({"report", "check", path, "--color", "always"}).out, HasSubstr("\x1b["));
}

TEST(Languages, EnglishMessagesForLangEnAndChineseElse) {
  const TemporaryFolder folder;
  const std::string path = folder.put("报告.html", faulty_report());
  EXPECT_THAT(run({"report", "check", path}).out, HasSubstr("第一项加第二项之和"));
  for (const std::vector<std::string>& line : {std::vector<std::string>{"--lang", "en", "report", "check", path},
                                               {"report", "check", path, "--lang", "en"},
                                               {"report", "check", path, "--lang=en"}}) {
    EXPECT_THAT(run(line).out, HasSubstr("received + carried in should equal"));
  }
  EXPECT_THAT(run({"report", "extract", "没有.html", "--lang", "en"}).err, HasSubstr("does not exist"));
  EXPECT_THAT(run({"report", "extract", "没有.html"}).err, HasSubstr("找不到"));
  EXPECT_THAT(run({"report", "--help", "--lang", "en"}).out, HasSubstr("annual reports"));
  EXPECT_THAT(run({"report", "--help"}).out, HasSubstr("年度报告"));
}

TEST(Languages, HelpOfEveryReportCommandHasExamples) {
  for (const char* command : {"extract", "check"}) {
    const ProgramRun answer = run({"report", command, "--help"});
    EXPECT_EQ(answer.status, 0);
    EXPECT_THAT(answer.out, HasSubstr(std::string("gongkai report ") + command));
    EXPECT_THAT(run({"report", command, "--help", "--lang", "en"}).out, HasSubstr("Examples"));
  }
}

TEST(CommandLine, MistakesAreOneLineAndExitStatusTwo) {
  const std::vector<std::vector<std::string>> mistakes{{},
                                                       {"nonsense"},
                                                       {"report"},
                                                       {"report", "extract"},
                                                       {"report", "nonsense", "x"},
                                                       {"report", "extract", "x", "--nonsense"},
                                                       {"report", "check", "x", "--format", "nonsense"},
                                                       {"report", "extract", "x", "--jobs", "many"},
                                                       {"--lang", "fr", "report", "extract", "x"}};
  for (const auto& line : mistakes) {
    const ProgramRun answer = run(line);
    EXPECT_EQ(answer.status, 2) << (line.empty() ? "" : line.back());
    EXPECT_EQ(answer.out, "");
    EXPECT_EQ(answer.err_lines().size(), 1u) << answer.err;
  }
}

TEST(CommandLine, TheVersionIsPrinted) {
  const ProgramRun answer = run({"--version"});
  EXPECT_EQ(answer.status, 0);
  EXPECT_THAT(answer.out, StartsWith("gongkai "));
}

TEST(LawFolder, AFolderTakesThePlaceOfTheBuiltInLaw) {
  const TemporaryFolder folder;
  const std::string law = (folder.path() / "law").string();
  std::filesystem::copy(GONGKAI_LAW_FOLDER, law, std::filesystem::copy_options::recursive);
  std::string rules = file_bytes(law + "/rules/table3.yaml");
  const std::string from = "第一项加第二项之和，应等于第三项（总计）加第四项之和";
  ASSERT_NE(rules.find(from), std::string::npos);
  rules.replace(rules.find(from), from.size(), "改写过的规则一");
  std::ofstream(law + "/rules/table3.yaml", std::ios::binary) << rules;
  const std::string path = folder.put("报告.html", faulty_report());
  EXPECT_THAT(run({"report", "check", path, "--law", law}).out, HasSubstr("改写过的规则一"));
  EXPECT_THAT(run({"--law", law, "report", "check", path}).out, HasSubstr("改写过的规则一"));
  EXPECT_THAT(run({"report", "check", path}).out, testing::Not(HasSubstr("改写过的规则一")));
}

TEST(LawFolder, TheCheckedOutLawIsTheOneBuiltIn) {
  const TemporaryFolder folder;
  const std::string path = folder.put("报告.html", faulty_report());
  EXPECT_EQ(run({"report", "extract", path, "--law", GONGKAI_LAW_FOLDER}).out, run({"report", "extract", path}).out);
}

TEST(LawFolder, AnUnusableFolderIsRefusedInOneLine) {
  const TemporaryFolder folder;
  const std::string path = folder.put("报告.html", good_report());
  expect_refusal(run({"report", "extract", path, "--law", (folder.path() / "没有").string()}), "law.folder_not_found",
                 "no folder");
  std::filesystem::create_directories(folder.path() / "空");
  expect_refusal(run({"report", "extract", path, "--law", (folder.path() / "空").string()}), "law.empty_folder",
                 "empty folder");
  folder.put("坏/rules/x.yaml", "rules: [");
  expect_refusal(run({"report", "extract", path, "--law", (folder.path() / "坏").string()}), "law.bad_file",
                 "broken folder");
}

TEST(Output, AFullDiskIsNotTakenForSuccess) {
  if (!std::filesystem::exists("/dev/full")) GTEST_SKIP() << "this system has no /dev/full";
  const TemporaryFolder folder;
  const std::string path = folder.put("报告.html", good_report());
  const std::string line = std::string(GONGKAI_PROGRAM) + " report extract '" + path + "' > /dev/full 2> '" +
                           (folder.path() / "err").string() + "'";
  const int status = std::system(line.c_str());
  EXPECT_EQ(WEXITSTATUS(status), 2);
  EXPECT_THAT(file_bytes(folder.path() / "err"), StartsWith("gongkai: "));
}

}  // namespace
}  // namespace gongkai::cli::test
