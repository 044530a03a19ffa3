// The access log: what stands in it, what never does, and that it can be rotated.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "http/access_log.h"
#include "site.h"

namespace gongkai::http {
namespace {

using testing::HasSubstr;
using testing::Not;

class LogFile : public testing::Test {
 protected:
  LogFile() : folder_(std::filesystem::temp_directory_path() / ("access_lines_" + std::to_string(::getpid()))) {
    std::filesystem::create_directories(folder_);
  }
  ~LogFile() override { std::filesystem::remove_all(folder_); }
  std::string path(const char* name = "access.log") const { return (folder_ / name).string(); }
  /// What the file holds once `part` is there, or after four seconds.
  std::string read(const std::string& part) const {
    std::string text;
    for (int i = 0; i < 80 && text.find(part) == std::string::npos; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
      std::ostringstream all;
      all << std::ifstream(path()).rdbuf();
      text = all.str();
    }
    return text;
  }
  Router router() const {
    Router routes = quiet();
    routes.get("/", [](const Request&) {
      Response response = Response::page("12345");
      response.is_public_page = true;
      return response;
    });
    routes.post("/", [](const Request&) { return Response::text(200, "posted"); });
    return routes;
  }

 private:
  std::filesystem::path folder_;
};

TEST_F(LogFile, EachAnswerIsALineWithinASecondOrTwo) {
  ServerOptions options;
  options.access_log = path();
  const Site server(router(), options, Clock::frozen_at(Instant(1645492502)));
  for (int i = 0; i < 2; ++i) server.ask(get("/?n=" + std::to_string(i), "User-Agent: test \"1\"\r\n"));
  server.ask(post("/", "application/x-www-form-urlencoded", "secret=1", "Cookie: session=hidden\r\n"));
  server.ask("GARBAGE\r\n\r\n");
  const std::string text = read(" 400 ");
  EXPECT_THAT(text, testing::ContainsRegex("2022-02-22T09:15:02\\+08:00 127.0.0.1 GET /\\?n=1 200 5 [0-9]+ "
                                           "\"test \\\\x221\\\\x22\"\n"));
  EXPECT_THAT(text, testing::ContainsRegex("POST / 200 6 [0-9]+ \"\"\n"));
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 4);
  EXPECT_THAT(text, Not(HasSubstr("secret")));
  EXPECT_THAT(text, Not(HasSubstr("hidden")));
}

TEST_F(LogFile, ARenamedFileIsOpenedAnew) {
  ServerOptions options;
  options.access_log = path();
  const Site server(router(), options);
  server.ask(get("/?before"));
  EXPECT_THAT(read("/?before"), HasSubstr("/?before"));
  std::filesystem::rename(path(), path("access.log.1"));
  server.ask(get("/?after"));
  const std::string text = read("/?after");
  EXPECT_THAT(text, HasSubstr("/?after"));
  EXPECT_THAT(text, Not(HasSubstr("/?before")));
}

TEST_F(LogFile, WhatWasNotYetWrittenIsWrittenAtTheEnd) {
  ServerOptions options;
  options.access_log = path();
  { Site(router(), options).ask(get("/?last")); }
  EXPECT_THAT(read("/?last"), HasSubstr("/?last"));
}

TEST(AccessLine, NothingInALineBeginsAnotherOne) {
  AccessLine line;
  line.client = "127.0.0.1";
  line.method = "GET";
  line.target = "/\n127.0.0.1 GET /forged 200\r\x1b[2J\\ \"公";
  line.user_agent = "a\"\nb";
  line.status = 200;
  std::string out;
  append_line(out, line, "T");
  EXPECT_EQ(std::count(out.begin(), out.end(), '\n'), 1);
  EXPECT_THAT(out, HasSubstr(R"(/\x0A127.0.0.1)"));
  EXPECT_THAT(out, HasSubstr(R"(\x0D\x1B[2J\x5C \x22\xE5\x85\xAC)"));
  EXPECT_THAT(out, HasSubstr(R"("a\x22\x0Ab")"));
}

}  // namespace
}  // namespace gongkai::http
