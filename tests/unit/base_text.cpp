// UTF-8, folding, widths, distances and Han numerals.
#include "base/text.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace gongkai {
namespace {

using testing::ElementsAre;

std::vector<char32_t> code_points(std::string_view text) {
  std::vector<char32_t> points;
  for (std::size_t at = 0; at < text.size();) points.push_back(next_code_point(text, at));
  return points;
}

TEST(Text, BrokenBytesAreOneReplacementEach) {
  EXPECT_THAT(code_points("a\x80"
                          "b"),
              ElementsAre('a', 0xFFFD, 'b'));
  EXPECT_THAT(code_points("\xE4\xB8"), ElementsAre(0xFFFD, 0xFFFD));
  EXPECT_THAT(code_points("\xC0\xAF"), ElementsAre(0xFFFD, 0xFFFD)) << "an overlong form";
  EXPECT_THAT(code_points("\xED\xA0\x80"), ElementsAre(0xFFFD, 0xFFFD, 0xFFFD)) << "a surrogate";
  EXPECT_THAT(code_points("\xF4\x90\x80\x80"), ElementsAre(0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD)) << "beyond U+10FFFF";
  EXPECT_THAT(code_points("一𠮷"), ElementsAre(0x4E00, 0x20BB7));
}

TEST(Text, CodePointsAreCountedNotBytes) {
  EXPECT_EQ(count_code_points("公开 𠮷a"), 5u);
  EXPECT_EQ(count_code_points(""), 0u);
}

TEST(Text, ValidUtf8IsToldFromBroken) {
  EXPECT_TRUE(is_valid_utf8(""));
  EXPECT_TRUE(is_valid_utf8("公开 gongkai 𠮷"));
  EXPECT_FALSE(is_valid_utf8("\xB9\xAB\xBF\xAA"));
  EXPECT_FALSE(is_valid_utf8("公\xE5\xBC"));
}

// Runs are passed several characters at a time: a broken byte must be found wherever it stands in one.
TEST(Utf8, ABrokenByteIsFoundAnywhereInARun) {
  const std::string run = "政府信息公开工作年度报告annual report";
  ASSERT_TRUE(is_valid_utf8(run));
  for (std::size_t at = 0; at < run.size(); ++at) {
    std::string broken = run;
    broken[at] = '\xFF';
    EXPECT_FALSE(is_valid_utf8(broken)) << at;
  }
  EXPECT_FALSE(is_valid_utf8("公开\xE0\x80\x80公开公开"));  // a shorter form exists
  EXPECT_FALSE(is_valid_utf8("公开\xED\xA0\x80公开公开"));  // half of a surrogate pair
}

RC_GTEST_PROP(TextProperty, EveryCodePointComesBackAsItWasAppended, ()) {
  const auto point = *rc::gen::suchThat(rc::gen::inRange<std::uint32_t>(0, 0x110000),
                                        [](std::uint32_t c) { return c < 0xD800 || c > 0xDFFF; });
  std::string text;
  append_code_point(text, static_cast<char32_t>(point));
  std::size_t at = 0;
  RC_ASSERT(static_cast<std::uint32_t>(next_code_point(text, at)) == point);
  RC_ASSERT(at == text.size());
  RC_ASSERT(is_valid_utf8(text));
}

RC_GTEST_PROP(TextProperty, DecodingAnyBytesEndsAndMovesForward, (const std::string& bytes)) {
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t before = at;
    next_code_point(bytes, at);
    RC_ASSERT(at > before);
    RC_ASSERT(at <= bytes.size());
  }
}

TEST(Text, BlanksOfAllKindsAreTrimmed) {
  EXPECT_EQ(trimmed(" \t\r\n\u3000\u00A0\u2003\u200B\uFEFF公开 条例\u3000\n"), "公开 条例");
  EXPECT_EQ(trimmed("\u3000 \n"), "");
  EXPECT_EQ(with_single_spaces(" 公开 \u3000\n 条例\t"), "公开 条例");
}

TEST(Text, FoldingMakesTheManyWaysOfPrintingALabelOne) {
  EXPECT_EQ(folded("（一）予以公开"), folded("(一)予以 公开"));
  EXPECT_EQ(folded("〔2021〕３０号"), folded("[2021]30号"));
  EXPECT_EQ(folded("﹝2021﹞30号"), folded("【2021】30号"));
  EXPECT_EQ(folded("“三安全一稳定”"), folded("\"三安全一稳定\""));
  EXPECT_EQ(folded("ＡＢＣ"), "abc");
  EXPECT_EQ(folded("2022—2023"), folded("2022-2023"));
  EXPECT_EQ(folded("本 年\u3000制\u200B发 件数"), "本年制发件数");
}

RC_GTEST_PROP(TextProperty, FoldingTwiceIsFoldingOnce, (const std::vector<std::uint16_t>& points)) {
  std::string text;
  for (const std::uint16_t point : points) {
    if (point < 0xD800 || point > 0xDFFF) append_code_point(text, point);
  }
  RC_ASSERT(folded(folded(text)) == folded(text));
}

TEST(Text, LabelKeysForgetNumberingAndPunctuation) {
  EXPECT_EQ(label_key("3.危及“三安全 一稳定”"), "危及三安全一稳定");
  EXPECT_EQ(label_key("（三）不予公开"), label_key("不予公开"));
  EXPECT_EQ(label_key("一、本年新收"), "本年新收");
  EXPECT_EQ(label_key("①属于国家秘密"), "属于国家秘密");
  EXPECT_EQ(label_key("1．重复申请"), label_key("2、重复申请"));
  EXPECT_EQ(label_key("……"), "");
}

TEST(Text, AKeyThatIsOnlyANumberStays) {
  EXPECT_EQ(without_leading_number("三"), "三");
  EXPECT_EQ(without_leading_number(""), "");
}

TEST(Text, HanNumeralsAreNumbers) {
  const std::pair<const char*, std::int64_t> numerals[] = {
      {"二〇二二", 2022}, {"二○二二", 2022}, {"二零二二", 2022}, {"二O二二", 2022},  {"二十三", 23}, {"十", 10},
      {"十一", 11},       {"一百零五", 105}, {"三百", 300},      {"一千二百", 1200}, {"零", 0},      {"2022", 2022}};
  for (const auto& [text, number] : numerals) EXPECT_EQ(han_number(text), number) << text;
  for (const char* text : {"", "年", "二十年", "一二三四五六七八九十一二三四五六七八九十百千万", "-3"})
    EXPECT_FALSE(han_number(text).has_value()) << text;
}

TEST(Text, WidthOnATerminalCountsHanTwice) {
  EXPECT_EQ(display_width("abc"), 3u);
  EXPECT_EQ(display_width("公开"), 4u);
  EXPECT_EQ(display_width("（1）"), 5u);
  EXPECT_EQ(display_width(""), 0u);
}

TEST(Text, SubsequencesKeepTheirOrder) {
  EXPECT_TRUE(is_subsequence("本年发件", "本年制发件数"));
  EXPECT_TRUE(is_subsequence("", "公开"));
  EXPECT_FALSE(is_subsequence("件发", "本年制发件数"));
  EXPECT_FALSE(is_subsequence("公开公开", "公开"));
}

std::size_t slow_distance(std::u32string_view a, std::u32string_view b) {
  if (a.empty() || b.empty()) return std::max(a.size(), b.size());
  const std::size_t replaced = slow_distance(a.substr(1), b.substr(1)) + (a[0] == b[0] ? 0 : 1);
  return std::min({replaced, slow_distance(a.substr(1), b) + 1, slow_distance(a, b.substr(1)) + 1});
}

RC_GTEST_PROP(TextProperty, EditDistanceIsTheSlowOneUpToItsLimit, ()) {
  const auto short_word = rc::gen::map(rc::gen::container<std::string>(rc::gen::element('a', 'b', 'c')),
                                       [](const std::string& word) { return word.substr(0, 6); });
  const std::string a = *short_word;
  const std::string b = *short_word;
  const auto limit = *rc::gen::inRange<std::size_t>(0, 8);
  const std::u32string wide_a(a.begin(), a.end());
  const std::u32string wide_b(b.begin(), b.end());
  RC_ASSERT(edit_distance(a, b, limit) == std::min(slow_distance(wide_a, wide_b), limit + 1));
}

TEST(Text, EditDistanceCountsCharactersNotBytes) {
  EXPECT_EQ(edit_distance("本年制发件数", "本年发件", 5), 2u);
  EXPECT_EQ(edit_distance("公开", "公幵", 5), 1u);
  EXPECT_EQ(edit_distance("", "公开", 5), 2u);
  EXPECT_EQ(edit_distance("公开条例", "完全不同", 2), 3u);
}

}  // namespace
}  // namespace gongkai
