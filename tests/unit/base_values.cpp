// Exact decimals, civil days, JSON and files.
#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>
#include <sys/stat.h>

#include <boost/json.hpp>
#include <cmath>
#include <limits>

#include "base/civil_day.h"
#include "base/file.h"
#include "base/json_writer.h"
#include "base/quantity.h"
#include "program.h"

namespace gongkai {
namespace {

using cli::test::TemporaryFolder;

TEST(Quantity, ReadsWholeAndDecimalNumbersExactly) {
  EXPECT_EQ(Quantity::parse("12"), Quantity::of(12));
  EXPECT_EQ(Quantity::parse("+5"), Quantity::of(5));
  EXPECT_EQ(Quantity::parse("-3"), Quantity::of(-3));
  EXPECT_EQ(Quantity::parse("007"), Quantity::of(7));
  EXPECT_EQ(Quantity::parse("18.73")->text(), "18.73");
  EXPECT_EQ(Quantity::parse("0.000001")->text(), "0.000001");
  EXPECT_EQ(Quantity::parse("1.500000000")->text(), "1.5");
  EXPECT_EQ(Quantity::parse("-0.5")->text(), "-0.5");
  EXPECT_EQ(Quantity::parse("-0")->text(), "0");
}

TEST(Quantity, RefusesWhatIsNoNumberOrCannotBeExact) {
  for (const char* text : {"", "+", "-", ".", ".5", "5.", "1.2.3", "1e3", " 1", "1 ", "0x10", "一", "１", "--1", "+-1",
                           "1,000", "0.0000001", "1000000000001", "99999999999999999999999999"}) {
    EXPECT_FALSE(Quantity::parse(text).has_value()) << text;
  }
  EXPECT_TRUE(Quantity::parse("1000000000000").has_value());
}

TEST(Quantity, TenthsAddUpWithoutRounding) {
  Quantity sum;
  for (int i = 0; i < 10; ++i) sum = sum + *Quantity::parse("0.1");
  EXPECT_EQ(sum, Quantity::of(1));
}

RC_GTEST_PROP(QuantityProperty, WhatIsWrittenReadsBackTheSame, ()) {
  const auto millionths = *rc::gen::inRange<std::int64_t>(-1'000'000'000'000, 1'000'000'000'000);
  const Quantity quantity = Quantity::of_millionths(millionths);
  RC_ASSERT(Quantity::parse(quantity.text()) == quantity);
  boost::json::parse(quantity.text());  // throws when it is no JSON number
}

TEST(CivilDay, KnowsLeapYearsAndRefusesDaysThatDoNotExist) {
  EXPECT_TRUE(CivilDay::of(2024, 2, 29).has_value());
  EXPECT_FALSE(CivilDay::of(2023, 2, 29).has_value());
  EXPECT_FALSE(CivilDay::of(2100, 2, 29).has_value());
  EXPECT_FALSE(CivilDay::of(2023, 13, 1).has_value());
  EXPECT_FALSE(CivilDay::of(2023, 4, 31).has_value());
  EXPECT_FALSE(CivilDay::of(2023, 0, 1).has_value());
  EXPECT_FALSE(CivilDay::of(1899, 12, 31).has_value());
}

TEST(CivilDay, ReadsOnlyTheExactForm) {
  EXPECT_EQ(CivilDay::parse("2022-02-22"), CivilDay::of(2022, 2, 22));
  for (const char* text :
       {"", "2022-2-22", "2022/02/22", "2022-02-22 ", "2022-02-2a", "+022-02-22", "2022-02-30", "2022-02-222"})
    EXPECT_FALSE(CivilDay::parse(text).has_value()) << text;
}

TEST(CivilDay, CountsDaysAndWritesThem) {
  const CivilDay day = *CivilDay::of(2023, 12, 31);
  EXPECT_EQ(day.next().iso(), "2024-01-01");
  EXPECT_EQ(day.chinese(), "2023年12月31日");
  EXPECT_EQ(CivilDay::of(2024, 3, 1)->days_since(*CivilDay::of(2024, 2, 1)), 29);
  EXPECT_TRUE(day.is_weekend());
  EXPECT_EQ(day.weekday(), 0u);
}

RC_GTEST_PROP(CivilDayProperty, EveryDayReadsBackAsItWasWritten, ()) {
  const CivilDay day = CivilDay::of(1900, 1, 1)->plus_days(*rc::gen::inRange(0, 400'000));
  RC_ASSERT(CivilDay::parse(day.iso()) == day);
  RC_ASSERT(day.next().days_since(day) == 1);
  RC_ASSERT(day.next().weekday() == (day.weekday() + 1) % 7);
}

TEST(JsonWriter, SetsCommasAndQuotes) {
  JsonWriter json;
  json.begin_object()
      .member("a", 1)
      .key("b")
      .begin_array()
      .value("x")
      .null()
      .value(true)
      .begin_object()
      .end_object()
      .end_array()
      .null_member("c")
      .end_object();
  EXPECT_EQ(json.str(), R"({"a":1,"b":["x",null,true,{}],"c":null})");
}

TEST(JsonWriter, EscapesControlsAndQuotesAndKeepsHan) {
  JsonWriter json;
  json.value(std::string("\"\\\n\t\x01公开\0", 12));
  EXPECT_EQ(boost::json::parse(json.str()).as_string(), std::string("\"\\\n\t\x01公开\0", 12));
  EXPECT_NE(json.str().find("公开"), std::string::npos);
  EXPECT_EQ(json.str().find('\n'), std::string::npos) << "one value stays on one line";
}

TEST(JsonWriter, NumbersThatJsonDoesNotHaveAreNull) {
  JsonWriter json;
  json.begin_array()
      .value(std::numeric_limits<double>::infinity())
      .value(std::nan(""))
      .value(0.1)
      .value(INT64_MIN)
      .end_array();
  EXPECT_EQ(json.str(), "[null,null,0.1,-9223372036854775808]");
}

RC_GTEST_PROP(JsonWriterProperty, AnyBytesBecomeValidJson, (const std::string& bytes)) {
  JsonWriter json;
  json.begin_object().member(bytes, bytes).end_object();
  boost::json::parse(json.str());  // throws when it is not valid, broken UTF-8 included
}

TEST(File, ReadsWhatWasWrittenAndLeavesNothingElse) {
  const TemporaryFolder folder;
  const auto path = folder.path() / "甲.txt";
  const std::string bytes("公开\0\r\n", 9);
  EXPECT_FALSE(write_file(path, bytes).has_value());
  EXPECT_FALSE(write_file(path, bytes + "二").has_value());
  EXPECT_EQ(read_file(path, 100).value(), bytes + "二");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1);
}

TEST(File, EachFailureHasItsCode) {
  const TemporaryFolder folder;
  const auto path = folder.path() / "甲.txt";
  EXPECT_FALSE(write_file(path, std::string(11, 'x')).has_value());
  EXPECT_EQ(read_file(path, 10).error().code, "file.too_large");
  EXPECT_TRUE(read_file(path, 11).ok());
  EXPECT_EQ(read_file(folder.path(), 10).error().code, "file.is_folder");
  EXPECT_EQ(read_file(folder.path() / "乙", 10).error().code, "file.not_found");
  EXPECT_EQ(read_file(path / "丙", 10).error().code, "file.not_found");
  ASSERT_EQ(::mkfifo((folder.path() / "pipe").c_str(), 0600), 0);
  EXPECT_EQ(read_file(folder.path() / "pipe", 10).error().code, "file.not_readable") << "a pipe must not be waited for";
  EXPECT_EQ(write_file(folder.path() / "没有" / "乙", "x")->code, "file.not_writable");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 2);
}

}  // namespace
}  // namespace gongkai
