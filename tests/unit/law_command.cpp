// The law commands as they are called from the line: their JSON, their words and their exit status.
#include "cli/law_command.h"

#include <gtest/gtest.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

namespace gongkai::cli {
namespace {

struct Answer {
  int status = 0;
  std::string out, err;
};

Answer run(std::vector<std::string> line, Language language = Language::English) {
  CLI::App app;
  std::string law_folder;
  app.add_option("--law", law_folder);
  Command chosen;
  add_law_commands(app, language, chosen);
  std::reverse(line.begin(), line.end());
  try {
    app.parse(line);
  } catch (const CLI::ParseError& failed) { return {100 + failed.get_exit_code(), "", failed.what()}; }
  std::ostringstream out, err;
  const int status = chosen(CommandContext{language, law_folder, out, err});
  return {status, out.str(), err.str()};
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

TEST(LawCommand, WorkdayGivesTheDateAndItsDerivation) {
  const Answer answer = run({"law", "workday", "2022-01-20", "+20"});
  EXPECT_EQ(answer.status, 0);
  EXPECT_EQ(answer.out.substr(0, 43), R"({"date":"2022-02-22","calendar_known":true,)");
  EXPECT_TRUE(
      has(answer.out,
          R"({"date":"2022-01-29","kind":"make_up_work_day","number":7,"why":"make-up work day for Spring Festival")"))
      << answer.out;
  EXPECT_TRUE(has(answer.out, R"({"date":"2022-01-31","kind":"holiday","number":null,)"));
  EXPECT_EQ(run({"law", "workday", "2022-01-20", "20"}).out, answer.out);
  EXPECT_TRUE(has(run({"law", "workday", "2022-02-22", "-20"}).out, R"("date":"2022-01-20")"));
}

TEST(LawCommand, WorkdayBeyondTheCalendarIsUnknownAndStillAnAnswer) {
  const Answer answer = run({"law", "workday", "2026-12-15", "+20"});
  EXPECT_EQ(answer.status, 0);
  EXPECT_TRUE(has(answer.out, R"({"date":null,"calendar_known":false,)"));
  EXPECT_TRUE(has(answer.out, R"("counted":12,"of":20,"up_to":"2026-12-31","code":"law.calendar_unknown")"))
      << answer.out;
}

TEST(LawCommand, WorkdayInWords) {
  const Answer zh = run({"law", "workday", "2022-01-20", "+20", "--format", "text"}, Language::Chinese);
  EXPECT_EQ(zh.out.substr(0, zh.out.find('\n')), "2022年2月22日：2022年1月20日之后第 20 个工作日（当日不计）");
  EXPECT_TRUE(has(zh.out, "    ·  2022-01-31 周一  春节放假，不计  国办发明电〔2021〕11号\n")) << zh.out;
  const Answer en = run({"law", "workday", "2022-01-20", "+20", "--format", "text"});
  EXPECT_EQ(en.out.substr(0, en.out.find('\n')), "2022-02-22: 20 working days after 2022-01-20 (that day not counted)");
}

TEST(LawCommand, WhatCannotBeReadEndsWithTwoAndOneLine) {
  for (const auto& line : std::vector<std::vector<std::string>>{{"law", "workday", "2022-02-30", "+20"},
                                                                {"law", "workday", "2022-02-20", "twenty"},
                                                                {"law", "workday", "2022-02-20", "++2"},
                                                                {"law", "workday", "2022-02-20", "99999999999"},
                                                                {"law", "article", "no_such_law"},
                                                                {"law", "article", "ogi_regulations_2019", "99"},
                                                                {"law", "calendar", "--law", "/nonexistent/law"}}) {
    const Answer answer = run(line);
    EXPECT_EQ(answer.status, 2) << line.back();
    EXPECT_EQ(answer.out, "");
    EXPECT_EQ(std::count(answer.err.begin(), answer.err.end(), '\n'), 1) << answer.err;
  }
  EXPECT_GE(run({"law"}).status, 100);
  EXPECT_GE(run({"law", "workday", "2022-02-20", "1", "--format", "pdf"}).status, 100);
}

TEST(LawCommand, CalendarListsYearsAndOneYearItsDays) {
  const Answer all = run({"law", "calendar"});
  EXPECT_EQ(all.status, 0);
  EXPECT_TRUE(has(all.out, R"({"loaded":{"from":"2018-12-29","to":"2026-12-31"},"years":[{"year":2019,)")) << all.out;
  const Answer one = run({"law", "calendar", "--year", "2020"});
  EXPECT_TRUE(has(one.out, R"("working_days":249)"));
  EXPECT_TRUE(has(one.out, R"({"date":"2020-02-01","holiday":"Spring Festival","notice":"国办发明电〔2020〕1号"})"));
  const Answer unknown = run({"law", "calendar", "--year", "2027"});
  EXPECT_EQ(unknown.status, 0);
  EXPECT_EQ(unknown.out.substr(0, 35), R"({"year":2027,"calendar_known":false)");
  EXPECT_TRUE(has(run({"law", "calendar", "--year", "2024", "--format", "text"}, Language::Chinese).out,
                  "2024 年：工作日 251 天"));
}

TEST(LawCommand, ArticleByIdOrNumber) {
  const Answer answer = run({"law", "article", "ogi_regulations_2019", "33.2"});
  EXPECT_EQ(answer.status, 0);
  EXPECT_TRUE(has(answer.out, R"("articles":[{"article":"第三十三条第二款","zh":)")) << answer.out;
  EXPECT_TRUE(has(run({"law", "article", "国办公开办函[2019]60号"}).out, R"("superseded_by":"report_format_2021")"));
  EXPECT_TRUE(has(run({"law", "article", "report_format_2021", "表三表头", "--format", "text"}, Language::Chinese).out,
                  "表三表头  "));
}

TEST(LawCommand, CheckCodeSaysValidOrWhatIsWrong) {
  const Answer good = run({"law", "check-code", "014178678"});
  EXPECT_EQ(good.status, 0);
  EXPECT_EQ(good.out.substr(0, 32), R"({"kind":"org_code","valid":true,)");
  const Answer bad = run({"law", "check-code", "035210000"});
  EXPECT_EQ(bad.status, 1);
  EXPECT_TRUE(has(bad.out, R"("right_check":"8")"));
  EXPECT_TRUE(has(bad.out, R"("problem":"check")"));
  EXPECT_EQ(run({"law", "check-code", "11370812004339255b"}).status, 0);
  EXPECT_EQ(run({"law", "check-code", "12345"}).status, 1);
  EXPECT_TRUE(has(run({"law", "check-code", "12345"}).out, R"({"kind":"unknown","valid":false)"));
  const Answer index = run({"law", "check-code", "014178678/2023-00002"});
  EXPECT_EQ(index.status, 0);
  EXPECT_TRUE(has(index.out, R"({"kind":"index_no","valid":true,"index_no":"014178678/2023-00002","year":2023,)"))
      << index.out;
  EXPECT_EQ(run({"law", "check-code", "000000001/2021-00151"}).status, 1);
}

}  // namespace
}  // namespace gongkai::cli
