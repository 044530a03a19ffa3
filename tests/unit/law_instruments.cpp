// Instruments and articles: looking them up, their days in force, wrong files, and what the rest of law/ cites.
#include "law/instruments.h"

#include "law_data.h"

namespace gongkai::law {
namespace {

const Instruments& instruments() {
  static const Instruments loaded = [] {
    auto read = Instruments::load(LawSource::embedded());
    EXPECT_TRUE(read.ok()) << (read.ok() ? "" : read.error().where + " " + read.error().message.en);
    return read.ok() ? std::move(*read) : Instruments();
  }();
  return loaded;
}

CivilDay day(std::string_view iso) { return CivilDay::parse(iso).value_or(CivilDay()); }

TEST(Instruments, AreFoundByIdAndByNumberInAnyBrackets) {
  const Instrument* format = instruments().find("report_format_2021");
  ASSERT_NE(format, nullptr);
  for (const char* number : {"国办公开办函〔2021〕30号", "国办公开办函[2021]30号", "国办公开办函（2021）30号",
                             " 国办公开办函 【２０２１】 30 号"}) {
    EXPECT_EQ(instruments().find_by_number(number), format) << number;
  }
  EXPECT_EQ(instruments().find_any("DB51/T 2660-2019"), instruments().find("sichuan_report_guide_2019"));
  EXPECT_EQ(instruments().find_any("国办公开办函〔2021〕31号"), nullptr);
  EXPECT_EQ(instruments().find(""), nullptr);
}

TEST(Instruments, TheNewRegulationsReplaceTheOldOnTheirDay) {
  const Instrument* older = instruments().find("ogi_regulations_2007");
  const Instrument* newer = instruments().find("ogi_regulations_2019");
  ASSERT_TRUE(older != nullptr && newer != nullptr);
  EXPECT_EQ(older->superseded_by, newer->id);
  EXPECT_EQ(older->in_force_on(day("2019-05-14")), true);
  EXPECT_EQ(older->in_force_on(day("2019-05-15")), false);
  EXPECT_EQ(newer->in_force_on(day("2019-05-14")), false);
  EXPECT_EQ(newer->in_force_on(day("2019-05-15")), true);
  EXPECT_EQ(older->in_force_on(day("2008-04-30")), false);
  EXPECT_EQ(instruments().find("administrative_reconsideration_law_2023")->in_force_on(day("2023-12-31")), false);
}

TEST(Instruments, AnUnknownDayOfCommencementIsUnknown) {
  EXPECT_EQ(instruments().find("service_reply_2016")->in_force_on(day("2022-01-01")), std::nullopt);
  EXPECT_EQ(instruments().find("ogi_litigation_interpretation_2011")->in_force_on(day("2025-06-01")), false);
}

TEST(Instruments, EachReportYearHasItsFormat) {
  const auto format = [](int year) {
    const Instrument* found = instruments().format_for_report_year(year);
    return found == nullptr ? std::string() : found->id;
  };
  EXPECT_EQ(format(2013), "");
  EXPECT_EQ(format(2014), "report_statistics_2014");
  EXPECT_EQ(format(2018), "report_statistics_2014");
  EXPECT_EQ(format(2019), "report_format_2019");
  EXPECT_EQ(format(2020), "report_format_2019");
  EXPECT_EQ(format(2021), "report_format_2021");
  EXPECT_EQ(format(2030), "report_format_2021");
}

TEST(Instruments, ArticlesMayBeCitedInShort) {
  const Article* limit = instruments().find_article("ogi_regulations_2019", "第三十三条第二款");
  ASSERT_NE(limit, nullptr);
  EXPECT_EQ(limit->verified, Verified::Read);
  for (const char* key : {"33.2", "第33条第2款", "第三十三条 第二款", "第３３条第２款"}) {
    EXPECT_EQ(instruments().find_article("ogi_regulations_2019", key), limit) << key;
  }
  EXPECT_EQ(article_key("36.0.5"), "第三十六条第五项");
  EXPECT_EQ(article_key("第二十条第（八）项"), "第二十条第八项");
  EXPECT_EQ(article_key("23.1.4"), "第二十三条第一款第四项");
  EXPECT_EQ(article_key("10"), "第十条");
  EXPECT_EQ(article_key("201"), "第二百零一条");
  EXPECT_EQ(article_key("110"), "第一百一十条");
  EXPECT_EQ(article_key("1001"), "第一千零一条");
  EXPECT_EQ(article_key("99999"), "99999");
  EXPECT_EQ(article_key("7.2.5.1"), "7.2.5.1");
  EXPECT_EQ(article_key("表三 表头"), "表三表头");
  EXPECT_EQ(instruments().find_article("ogi_regulations_2019", "99"), nullptr);
  EXPECT_EQ(instruments().find_article("nothing", "33"), nullptr);
  EXPECT_NE(instruments().find_article("civil_code_2020", "201"), nullptr);
  EXPECT_NE(instruments().find_article("gbt_9704_2012", "7.2.5"), nullptr);
  EXPECT_NE(instruments().find_article("report_format_2021", "表三表头"), nullptr);
}

TEST(Instruments, EveryArticleOfTheRegulationsThatBearsOnTheWorkIsThere) {
  for (const int article : {2, 3, 4, 6, 10, 11, 12, 13, 14, 15, 16, 17, 18}) {
    EXPECT_NE(instruments().find_article("ogi_regulations_2019", std::to_string(article)), nullptr) << article;
  }
  for (int article = 19; article <= 56; ++article) {
    EXPECT_NE(instruments().find_article("ogi_regulations_2019", std::to_string(article)), nullptr) << article;
  }
}

/// A place is one article key or several joined by 、; a key of a format may hold that mark itself.
bool has_place(const Instrument& cited, std::string_view place) {
  if (cited.find_article(place) != nullptr) return true;
  static constexpr std::string_view kMark = "、";
  for (std::size_t at = place.find(kMark); at != std::string_view::npos; at = place.find(kMark, at + kMark.size())) {
    if (cited.find_article(place.substr(0, at)) != nullptr && has_place(cited, place.substr(at + kMark.size())))
      return true;
  }
  return false;
}

/// Collects every `basis: {instrument, article}` and `basis: {instrument, place}` below a value.
void check_bases(const YamlValue& value) {
  if (value.is_list()) {
    for (const YamlValue& each : value.list()) check_bases(each);
  }
  if (!value.is_map()) return;
  for (const auto& [key, child] : value.entries()) {
    if (key == "instrument" && child.is_scalar()) {
      const Instrument* cited = instruments().find(child.text());
      ASSERT_NE(cited, nullptr) << child.place() << " cites " << child.text();
      const auto article = value.optional_text("article");
      if (article) { EXPECT_NE(cited->find_article(*article), nullptr) << child.place() << " cites " << *article; }
      const auto place = value.optional_text("place");
      if (place) { EXPECT_TRUE(has_place(*cited, *place)) << child.place() << " cites " << *place; }
    }
    check_bases(child);
  }
}

TEST(Instruments, WhatTheLawFilesCiteExists) {
  const LawSource source = LawSource::embedded();
  for (const auto& [name, text] : source.files()) {
    const auto file = YamlFile::parse(name, text);
    ASSERT_TRUE(file.ok()) << file.error().where << " " << file.error().message.en;
    check_bases(file->root());
  }
}

/// What loading says when instruments.yaml is `text`, beside one articles file.
std::string refusal(std::string_view text, std::string_view articles_name = "", std::string_view articles = "") {
  test::LawFolder folder;
  folder.put("instruments.yaml", text);
  if (!articles_name.empty()) folder.put(std::string(articles_name), articles);
  const auto loaded = Instruments::load(folder.source());
  if (loaded) return "loaded";
  EXPECT_EQ(loaded.error().code, "law.bad_file");
  return loaded.error().where + " " + loaded.error().message.en;
}

std::string entry(std::string_view id, std::string_view number, std::string_view more = "") {
  return "  - {id: " + std::string(id) + ", title: 甲, title_en: A, number: " + std::string(number) +
         ", kind: law, issuer: 乙, issued_on: null, in_force: {from: 2020-01-01, until: null}, verified: V" +
         std::string(more) + "}\n";
}

TEST(Instruments, AWrongFileIsRefusedWithItsLine) {
  const std::string head = "instruments:\n", one = head + entry("a", "一号");
  EXPECT_EQ(refusal(one), "loaded");
  EXPECT_EQ(refusal(one + entry("a", "二号")), "instruments.yaml:3 a stands here twice; keep one");
  EXPECT_EQ(refusal(one + entry("b", "一号")), "instruments.yaml:3 一号 stands here twice; keep one");
  EXPECT_EQ(refusal(one + entry("b", "null", ", supersedes: [c]")),
            "instruments.yaml:3 there is no c; correct supersedes");
  EXPECT_EQ(refusal(one + entry("b", "null", ", supersedes: [a]") + entry("c", "null", ", supersedes: [a]")),
            "instruments.yaml:4 a is superseded by b already; keep one");
  EXPECT_EQ(refusal(head + entry("a", "null", ", supersedes: [b]") + entry("b", "null", ", supersedes: [a]")),
            "instruments.yaml:2 the successors of a go in a circle; correct supersedes");
  EXPECT_EQ(refusal(head + entry("a", "null", ", supersedes: [a]")),
            "instruments.yaml:2 the successors of a go in a circle; correct supersedes");
  EXPECT_EQ(refusal(head + entry("a", "null", ", colour: red")).substr(0, 37), "instruments.yaml:2 unknown key colour");
  EXPECT_EQ(refusal(head + entry("a", "null", ", report_years: {from: 2021, until: 2020}")).substr(0, 18),
            "instruments.yaml:2");
  EXPECT_EQ(refusal("instruments: 5\n"), "instruments.yaml:1 instruments must be a list, not 5; correct it");
  EXPECT_EQ(refusal(one, "articles/b.yaml", "articles: []\n"),
            "articles/b.yaml:1 instruments.yaml has no b; list it there first, or correct the file name");
  const std::string article = "  - {article: 第一条, zh: 甲, en: a, verified: V}\n";
  EXPECT_EQ(refusal(one, "articles/a.yaml", "articles:\n" + article), "loaded");
  EXPECT_EQ(refusal(one, "articles/a.yaml", "articles:\n" + article + article),
            "articles/a.yaml:3 第一条 stands here twice; keep one");
  EXPECT_EQ(refusal(one, "articles/a.yaml", "articles:\n  - {article: 第一条, zh: 甲, verified: V}\n"),
            "articles/a.yaml:2 en is missing; add it (a text)");
}

}  // namespace
}  // namespace gongkai::law
