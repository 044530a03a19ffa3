// Check characters and index numbers, against the tables and against every single slip of a finger.
#include "law/identifiers.h"

#include "law_data.h"

namespace gongkai::law {
namespace {

const Identifiers& identifiers() {
  static const Identifiers loaded = [] {
    auto read = Identifiers::load(LawSource::embedded());
    EXPECT_TRUE(read.ok()) << (read.ok() ? "" : read.error().where + " " + read.error().message.en);
    return read.ok() ? std::move(*read) : Identifiers();
  }();
  return loaded;
}

TEST(Identifiers, CheckCharactersAreThoseOfTheTable) {
  const YamlFile file = test::table("codes.yaml");
  for (const YamlValue& row : file.root().list("codes")) {
    const CodeCheck check = identifiers().check(row.text("code"));
    ASSERT_TRUE(check.kind.has_value()) << row.place();
    EXPECT_EQ(*check.kind, row.one_of("kind", {"org_code", "uscc"}) == 0 ? CodeKind::OrgCode : CodeKind::Uscc)
        << row.place();
    EXPECT_EQ(check.sum, row.integer("sum")) << row.place();
    EXPECT_EQ(check.right_check, row.text("right")) << row.place();
    EXPECT_EQ(check.valid(), row.boolean("valid")) << row.place();
  }
}

TEST(Identifiers, WhatIsNoCodeSaysWhere) {
  const YamlFile file = test::table("codes.yaml");
  for (const YamlValue& row : file.root().list("broken")) {
    const CodeCheck check = identifiers().check(row.optional_text("code").value_or(""));
    EXPECT_FALSE(check.valid()) << row.place();
    ASSERT_TRUE(check.problem.has_value()) << row.place();
    EXPECT_EQ(*check.problem,
              row.one_of("problem", {"length", "symbol"}) == 0 ? CodeProblem::Length : CodeProblem::Symbol)
        << row.place();
    EXPECT_EQ(static_cast<std::int64_t>(check.problem_place), row.optional_integer("place").value_or(0)) << row.place();
  }
}

TEST(Identifiers, ACreditCodeIsTakenApart) {
  const YamlFile file = test::table("codes.yaml");
  for (const YamlValue& row : file.root().list("parts")) {
    const CodeCheck check = identifiers().check(row.text("code"));
    ASSERT_TRUE(check.department && check.category) << row.place();
    EXPECT_EQ(check.department->zh, row.text("department"));
    EXPECT_EQ(check.category->zh, row.text("category"));
    EXPECT_EQ(check.division, row.text("division"));
    EXPECT_EQ(check.embedded_org_code, row.text("org_code"));
    EXPECT_EQ(check.embedded_org_code_valid, row.boolean("org_code_valid"));
  }
}

TEST(Identifiers, AnOrganisationCodeIsWrittenWithItsHyphen) {
  EXPECT_EQ(identifiers().check("014178678").written, "01417867-8");
  EXPECT_TRUE(identifiers().check("PDY000010").internal_use);
  EXPECT_FALSE(identifiers().check("014178678").internal_use);
}

TEST(Identifiers, EverySingleWrongCharacterIsNoticed) {
  for (const std::string code : {"014178678", "01527918X", "11370812004339255B", "91350100M000100Y43"}) {
    const CodeScheme& scheme = identifiers().scheme(*identifiers().check(code).kind);
    for (std::size_t place = 0; place + 1 < code.size(); ++place) {
      for (const char other : scheme.alphabet) {
        // Two values that differ by the modulus cannot be told apart: 11 and 22 in the letters of GB 11714.
        const auto value = [&](char c) { return static_cast<int>(scheme.alphabet.find(c)) % scheme.modulus; };
        if (value(other) == value(code[place])) continue;
        std::string slip = code;
        slip[place] = other;
        EXPECT_FALSE(identifiers().check(slip).valid()) << slip;
      }
    }
  }
}

TEST(Identifiers, TheRightCheckCharacterMakesAnyBodyValid) {
  for (int n = 0; n < 5000; ++n) {
    std::string code = std::to_string(10000000 + n * 7919);
    code += identifiers().check(code + "0").right_check;
    ASSERT_TRUE(identifiers().check(code).valid()) << code;
  }
}

TEST(Identifiers, IndexNumbersAreTakenApart) {
  const YamlFile file = test::table("index_numbers.yaml");
  for (const YamlValue& row : file.root().list("index_numbers")) {
    const auto number = identifiers().parse_index_number(row.text("text"));
    ASSERT_TRUE(number.has_value()) << row.place();
    EXPECT_EQ(number->code.normal, row.text("code")) << row.place();
    EXPECT_EQ(number->code.valid(), row.boolean("valid")) << row.place();
    EXPECT_EQ(number->year, row.integer("year")) << row.place();
    EXPECT_EQ(number->month.value_or(0), row.optional_integer("month").value_or(0)) << row.place();
    EXPECT_EQ(number->serial, row.text("serial")) << row.place();
    EXPECT_EQ(number->pattern, row.optional_text("pattern").value_or("")) << row.place();
    const auto again = identifiers().parse_index_number(number->text());
    ASSERT_TRUE(again.has_value()) << number->text();
    EXPECT_EQ(again->text(), number->text());
  }
  for (const YamlValue& text : file.root().list("not_index_numbers")) {
    EXPECT_FALSE(identifiers().parse_index_number(text.text()).has_value()) << text.text();
  }
}

TEST(Identifiers, TheExamplesInTheDataFollowTheirPatterns) {
  const LawSource source = LawSource::embedded();
  const auto file = YamlFile::parse("identifiers.yaml", source.text("identifiers.yaml"));
  ASSERT_TRUE(file.ok());
  for (const YamlValue& pattern : file->root().at("index_number").list("patterns")) {
    const auto number = identifiers().parse_index_number(pattern.text("example"));
    ASSERT_TRUE(number.has_value()) << pattern.place();
    EXPECT_EQ(number->pattern, pattern.text("id")) << pattern.place();
  }
}

std::string refusal(std::string_view from, std::string_view to) {
  test::LawFolder folder;
  folder.put("identifiers.yaml", test::changed("identifiers.yaml", from, to));
  const auto loaded = Identifiers::load(folder.source());
  return loaded ? "loaded" : loaded.error().where + " " + loaded.error().message.en;
}

TEST(Identifiers, AWrongFileIsRefused) {
  EXPECT_EQ(refusal("[3, 7, 9, 10, 5, 8, 4, 2]", "[3, 7, 9, 10, 5, 8, 4]").substr(0, 37),
            "identifiers.yaml:11 must be 8 weights");
  EXPECT_EQ(refusal("modulus: 11", "modulus: 12").substr(0, 38), "identifiers.yaml:13 must be 12 symbols");
  EXPECT_EQ(refusal("modulus: 11", "modulus: 0").substr(0, 19), "identifiers.yaml:12");
  EXPECT_EQ(refusal("alphabet: 0123", "alphabet: 0023").substr(0, 19), "identifiers.yaml:10");
  EXPECT_EQ(refusal("alphabet: 0123", "alphabet: 01二3").substr(0, 19), "identifiers.yaml:10");
  EXPECT_EQ(refusal("{from: 9, length: 9}", "{from: 9, length: 8}").substr(0, 19), "identifiers.yaml:28");
  EXPECT_EQ(refusal("{from: 9, length: 9}", "{from: 12, length: 9}").substr(0, 19), "identifiers.yaml:28");
  EXPECT_EQ(refusal("body_length: 17", "body_length: 16").substr(0, 15), "identifiers.yam");
}

}  // namespace
}  // namespace gongkai::law
