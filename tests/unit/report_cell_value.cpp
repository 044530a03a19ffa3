// What a printed cell says: a number, nothing, or something that is no number.
#include "report/cell_value.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace gongkai::report {
namespace {

std::string reading(std::string_view printed) {
  const CellValue value = read_cell_value(printed);
  if (const auto* number = std::get_if<Quantity>(&value.reading)) return number->text();
  if (std::holds_alternative<Blank>(value.reading)) return "blank";
  if (std::holds_alternative<Unreadable>(value.reading)) return "unreadable";
  return "not found";
}

TEST(CellValue, ReadsTheNumbersThatAgenciesPrint) {
  const std::pair<const char*, const char*> printed[] = {{"0", "0"},
                                                         {"12", "12"},
                                                         {"０", "0"},
                                                         {"１２", "12"},
                                                         {" 12 ", "12"},
                                                         {"\u300012\u00A0", "12"},
                                                         {"12\n", "12"},
                                                         {"1,234", "1234"},
                                                         {"1，234", "1234"},
                                                         {"1,234,567", "1234567"},
                                                         {"+1036", "1036"},
                                                         {"＋8", "8"},
                                                         {"-8", "-8"},
                                                         {"－8", "-8"},
                                                         {"−8", "-8"},
                                                         {"12.35", "12.35"},
                                                         {"１２．３５", "12.35"},
                                                         {"0.00", "0"},
                                                         {"012", "12"},
                                                         {"零", "0"},
                                                         {"1\u200B2", "12"},
                                                         {"\uFEFF7", "7"}};
  for (const auto& [text, number] : printed) EXPECT_EQ(reading(text), number) << text;
}

TEST(CellValue, ReadsANumberWithItsUnit) {
  const std::tuple<const char*, const char*, PrintedUnit> printed[] = {
      {"124件", "124", PrintedUnit::Count},
      {"0件", "0", PrintedUnit::Count},
      {"3 条", "3", PrintedUnit::Count},
      {"5人次", "5", PrintedUnit::Count},
      {"2项", "2", PrintedUnit::Count},
      {"251000元", "251000", PrintedUnit::Yuan},
      {"25.1万元", "25.1", PrintedUnit::WanYuan},
      {"1.2亿元", "1.2", PrintedUnit::HundredMillionYuan},
      {"1,234.5 万元", "1234.5", PrintedUnit::WanYuan},
      {"12", "12", PrintedUnit::None}};
  for (const auto& [text, number, unit] : printed) {
    EXPECT_EQ(reading(text), number) << text;
    EXPECT_EQ(read_cell_value(text).unit, unit) << text;
  }
}

TEST(CellValue, MarksForNoneAreBlankAndNeverZero) {
  for (const char* printed :
       {"", " ", "\u3000", "\u00A0", "\n", "/", "／", "-", "—", "——", "－", "–", "--", "无", " 无 ", "\\", "- -"})
    EXPECT_EQ(reading(printed), "blank") << printed;
}

TEST(CellValue, TextsAreNoNumbers) {
  for (const char* printed :
       {"规章",   "第12项", "12a",    "见附件", "?",     "1.2.3", "1..2", ".5", "5.",  "元",  "件",
        "12万件", "约12",   "12余件", "3/4",    "12-15", "一二",  "1e3",  "+",  "NaN", "0x1F"})
    EXPECT_EQ(reading(printed), "unreadable") << printed;
}

TEST(CellValue, DigitsPartedByABlankMayBeTwoNumbersAndAreNotRead) {
  for (const char* printed : {"1 2", "1\n2", "1\u30002", "12 34件", "1 234"})
    EXPECT_EQ(reading(printed), "unreadable") << printed;
}

TEST(CellValue, CommasPartGroupsOfThreeOnly) {
  for (const char* printed : {"1,23", "1,2345", ",123", "123,", "1,,234", "1234,567", "0,1"})
    EXPECT_EQ(reading(printed), "unreadable") << printed;
}

TEST(CellValue, NumbersTooLargeToAddUpAreNotRead) {
  EXPECT_EQ(reading("1000000000000"), "1000000000000");
  EXPECT_EQ(reading("1000000000001"), "unreadable");
  EXPECT_EQ(reading(std::string(40, '9')), "unreadable");
  EXPECT_EQ(reading(std::string(10'000, '9')), "unreadable");
}

TEST(CellValue, AValueIsWhateverACellOfFiguresMayHold) {
  for (const char* text : {"", "0", "—", "无", "12件", "1,234"}) EXPECT_TRUE(is_value(text)) << text;
  for (const char* text : {"规章", "结果维持", "三、本年度办理结果"}) EXPECT_FALSE(is_value(text)) << text;
}

RC_GTEST_PROP(CellValueProperty, ANumberReadsTheSameHoweverItIsDressed, ()) {
  const auto number = *rc::gen::inRange<std::int64_t>(0, 1'000'000'000);
  const std::string plain = std::to_string(number);
  std::string grouped = plain;
  for (std::size_t at = grouped.size(); at > 3; at -= 3) grouped.insert(at - 3, ",");
  std::string wide;
  for (const char digit : plain) wide += std::string("\xEF\xBC") + static_cast<char>('\x90' + (digit - '0'));
  RC_ASSERT(reading(plain) == plain);
  RC_ASSERT(reading(grouped) == plain);
  RC_ASSERT(reading(wide) == plain);
  RC_ASSERT(reading("\n " + grouped + "件\u3000") == plain);
}

RC_GTEST_PROP(CellValueProperty, NoTextIsNotFound, (const std::string& text)) {
  RC_ASSERT(reading(text) != "not found");
}

TEST(ColumnUnit, AmountsComeOutInTheUnitOfTheirColumn) {
  bool converted = false;
  auto amount = [&](const char* number, PrintedUnit cell, PrintedUnit head, law::CellUnit column) {
    return in_column_unit(*Quantity::parse(number), cell, head, column, converted).text();
  };
  EXPECT_EQ(amount("12.35", PrintedUnit::None, PrintedUnit::WanYuan, law::CellUnit::WanYuan), "12.35");
  EXPECT_FALSE(converted);
  EXPECT_EQ(amount("251000", PrintedUnit::Yuan, PrintedUnit::WanYuan, law::CellUnit::WanYuan), "25.1");
  EXPECT_TRUE(converted);
  EXPECT_EQ(amount("1.2", PrintedUnit::HundredMillionYuan, PrintedUnit::None, law::CellUnit::WanYuan), "12000");
  EXPECT_EQ(amount("251000", PrintedUnit::None, PrintedUnit::Yuan, law::CellUnit::WanYuan), "25.1");
  EXPECT_EQ(amount("25.1", PrintedUnit::WanYuan, PrintedUnit::None, law::CellUnit::Yuan), "251000");
  EXPECT_EQ(amount("251000", PrintedUnit::None, PrintedUnit::None, law::CellUnit::Yuan), "251000")
      << "a bare number is in the column's own unit";
  EXPECT_EQ(amount("12", PrintedUnit::Count, PrintedUnit::None, law::CellUnit::Count), "12");
  EXPECT_FALSE(converted);
}

TEST(ColumnUnit, TheHeadNamesTheUnit) {
  EXPECT_EQ(unit_in_head("本年收费金额（单位：万元）"), PrintedUnit::WanYuan);
  EXPECT_EQ(unit_in_head("本年收费金额（元）"), PrintedUnit::Yuan);
  EXPECT_EQ(unit_in_head("采购总金额（亿元）"), PrintedUnit::HundredMillionYuan);
  EXPECT_EQ(unit_in_head("采购总金额"), PrintedUnit::None);
}

}  // namespace
}  // namespace gongkai::report
