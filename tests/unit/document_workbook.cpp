// Lists that people take away: XLSX and comma-separated values.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "document/workbook.h"

namespace gongkai::document {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

Sheet one_row(std::string text) {
  return {"目录", {"名称", "日期"}, {}, {{SheetCell(std::move(text)), SheetCell(*CivilDay::parse("2023-01-20"))}}};
}

TEST(Workbook, OfTheSameTablesIsTheSameFile) {
  const auto first = write_workbook({one_row("年度报告")}, "目录");
  const auto second = write_workbook({one_row("年度报告")}, "目录");
  ASSERT_TRUE(first);
  EXPECT_THAT(*first, StartsWith("PK"));
  EXPECT_EQ(*first, *second);
}

TEST(Workbook, TakesSheetsWithTheSameAndWithForbiddenNames) {
  Sheet odd = one_row("x");
  odd.name = "a/b:c*?[这个名称比电子表格允许的三十一个字符还要长得多得多得多得多]";
  EXPECT_TRUE(write_workbook({one_row("a"), one_row("b"), odd, odd}, "目录"));
}

TEST(CommaSeparated, BeginsWithAMarkAndQuotesWhatNeedsIt) {
  EXPECT_EQ(write_comma_separated(one_row("甲,\"乙\"\n丙")),
            "\xEF\xBB\xBF名称,日期\r\n\"甲,\"\"乙\"\"\n丙\",2023-01-20\r\n");
}

TEST(CommaSeparated, NoTextBecomesAFormula) {
  for (const char* text : {"=1+1", "+1", "-1", "@SUM(A1)", "\tx"})
    EXPECT_THAT(write_comma_separated(one_row(text)), HasSubstr(std::string("'") + text)) << text;
  EXPECT_THAT(write_comma_separated({"", {"a"}, {}, {{SheetCell(std::int64_t{-5})}}}), HasSubstr("\r\n-5\r\n"));
}

}  // namespace
}  // namespace gongkai::document
