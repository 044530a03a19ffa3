// The suspicious YAML reader: values, complaints with their lines, and what hostile files may not do.
#include "law/yaml_reader.h"

#include <fmt/format.h>

#include <random>

#include "law_data.h"

namespace gongkai::law {
namespace {

YamlFile parsed(std::string_view text) {
  auto file = YamlFile::parse("x.yaml", text);
  EXPECT_TRUE(file.ok()) << (file.ok() ? "" : file.error().message.en);
  return file.ok() ? std::move(file).value() : YamlFile::parse("x.yaml", "").value();
}

std::string refused_where(std::string_view text, const YamlLimits& limits = {}) {
  const auto file = YamlFile::parse("x.yaml", text, limits);
  if (file) return "accepted";
  EXPECT_EQ(file.error().code, "law.bad_file");
  EXPECT_FALSE(file.error().message.zh.empty());
  EXPECT_FALSE(file.error().message.en.empty());
  return file.error().where;
}

/// Where the reading of `text` by `read` is found wanting.
template <class Read>
std::string complaint(std::string_view text, Read read) {
  const YamlFile file = parsed(text);
  read(file.root());
  const Failure failure = file.finish();
  return failure ? failure->where + " " + failure->message.en : "";
}

TEST(Yaml, ReadsEveryKindOfValue) {
  const YamlFile file = parsed(
      "n: -12\nd: 0.5\nb: true\nday: 2024-02-29\ntext: 国务院 # 注\nlist: [一, 二]\none: 三\nnothing: null\nm: {zh: "
      "甲, en: a}\n");
  const YamlValue root = file.root();
  EXPECT_EQ(root.integer("n"), -12);
  EXPECT_EQ(root.decimal("d"), 0.5);
  EXPECT_TRUE(root.boolean("b"));
  EXPECT_EQ(root.day("day").iso(), "2024-02-29");
  EXPECT_EQ(root.text("text"), "国务院");
  EXPECT_EQ(root.texts("list"), (std::vector<std::string>{"一", "二"}));
  EXPECT_EQ(root.texts("one"), (std::vector<std::string>{"三"}));
  EXPECT_FALSE(root.optional_text("nothing").has_value());
  EXPECT_FALSE(root.optional_integer("absent").has_value());
  EXPECT_TRUE(root.optional_list("absent").empty());
  EXPECT_EQ(root.at("m").wording().zh, "甲");
  EXPECT_EQ(root.at("m").line(), 9);
  const Failure failure = file.finish();
  EXPECT_FALSE(failure.has_value()) << failure->message.en;
}

TEST(Yaml, ComplaintsNameTheLine) {
  EXPECT_EQ(complaint("a: 1\nb: x\n",
                      [](YamlValue r) {
                        r.integer("a");
                        r.integer("b");
                      }),
            "x.yaml:2 b must be a whole number, not x; correct it");
  EXPECT_EQ(complaint("a: \"15\"\n", [](YamlValue r) { r.integer("a"); }),
            "x.yaml:1 a must be a whole number, not 15; correct it");
  EXPECT_EQ(complaint("a: 99999999999999999999\n", [](YamlValue r) { r.integer("a"); }).substr(0, 8), "x.yaml:1");
  EXPECT_EQ(complaint("a: 5\n", [](YamlValue r) { r.integer("a", 1, 4); }),
            "x.yaml:1 a must be a whole number from 1 to 4, not 5; correct it");
  EXPECT_EQ(complaint("a: nan\n", [](YamlValue r) { r.decimal("a"); }).substr(0, 8), "x.yaml:1");
  EXPECT_EQ(complaint("a: yes\n", [](YamlValue r) { r.boolean("a"); }).substr(0, 8), "x.yaml:1");
  EXPECT_EQ(complaint("a: 2022-02-30\n", [](YamlValue r) { r.day("a"); }),
            "x.yaml:1 a must be a date that exists, such as 2022-02-22, not 2022-02-30; correct it");
  EXPECT_EQ(complaint("a: '  '\n", [](YamlValue r) { r.text("a"); }).substr(0, 8), "x.yaml:1");
  EXPECT_EQ(complaint("a: [1]\n", [](YamlValue r) { r.text("a"); }), "x.yaml:1 a must be a text, not […]; correct it");
  EXPECT_EQ(complaint("a: red\n",
                      [](YamlValue r) {
                        r.one_of("a", {"green", "blue"});
                      }),
            "x.yaml:1 a must be one of green | blue, not red; correct it");
  EXPECT_EQ(complaint("\nm:\n  k: 1\n",
                      [](YamlValue r) {
                        r.at("m").integer("k");
                        r.at("m").text("other");
                      }),
            "x.yaml:3 other is missing; add it (a text)");
  EXPECT_EQ(complaint("- 1\n", [](YamlValue r) { r.text("a"); }).substr(0, 8), "x.yaml:1");
  EXPECT_EQ(complaint("", [](YamlValue r) { r.list("a"); }).substr(0, 8), "x.yaml:1");
}

TEST(Yaml, OnlyTheFirstProblemIsTold) {
  EXPECT_EQ(complaint("a: x\n",
                      [](YamlValue r) {
                        r.at("gone").at("deeper").list("still");
                        r.integer("a");
                      }),
            "x.yaml:1 gone is missing; add it (a map)");
}

TEST(Yaml, AKeyThatNobodyAskedForIsRefused) {
  EXPECT_EQ(complaint("a: 1\nlist:\n  - {date: 1, dat: 2}\n",
                      [](YamlValue r) {
                        r.integer("a");
                        for (const YamlValue& entry : r.list("list")) entry.integer("date");
                      }),
            "x.yaml:3 unknown key dat; known here: date");
  EXPECT_EQ(complaint("a: {x: 1, y: 2}\n",
                      [](YamlValue r) {
                        for (const auto& e : r.at("a").entries()) e.value.integer();
                      }),
            "");
}

TEST(Yaml, RefusesWhatNoLawFileNeeds) {
  EXPECT_EQ(refused_where("a: 1\nb: &x [1]\nc: *x\n"), "x.yaml:2");
  EXPECT_EQ(refused_where("a: *x\n"), "x.yaml:1");
  EXPECT_EQ(refused_where("a: !!str 1\n"), "x.yaml:1");
  EXPECT_EQ(refused_where("a: 1\na: 2\n"), "x.yaml:2");
  EXPECT_EQ(refused_where("? [a]\n: 1\n"), "x.yaml:1");
  EXPECT_EQ(refused_where("{a: 1}: 1\n"), "x.yaml:1");
  EXPECT_EQ(refused_where("a: 1\n---\nb: 1\n"), "x.yaml:1");
  EXPECT_EQ(refused_where("a: [1\n"), "x.yaml:2");
  EXPECT_EQ(refused_where("a: 1\n b: 2\n").substr(0, 7), "x.yaml:");
  EXPECT_EQ(refused_where("a: \xff\xfe\n"), "x.yaml:1");
  EXPECT_EQ(refused_where(std::string_view("a: \0\n", 5)), "x.yaml:1");
  EXPECT_EQ(refused_where("\xff\xfe"
                          "a"),
            "x.yaml:1");
  EXPECT_EQ(refused_where("a: 1\nb: " + std::string(5000, 'x')), "x.yaml:2");
}

TEST(Yaml, LimitsHoldAgainstBombs) {
  EXPECT_EQ(refused_where(std::string(2u << 20, ' ')), "x.yaml:1");
  std::string nested;
  for (int i = 0; i < 2000; ++i) nested += "[\n";
  EXPECT_EQ(refused_where(nested).substr(0, 7), "x.yaml:");
  std::string steps;
  for (int i = 0; i < 60; ++i) steps += std::string(static_cast<std::size_t>(i), ' ') + "a:\n";
  EXPECT_EQ(refused_where(steps), "x.yaml:25");
  std::string many;
  for (int i = 0; i < 3000; ++i) many += "- a\n";
  EXPECT_EQ(refused_where(many, {1u << 20, 4096, 24, 2000}), "x.yaml:2000");
  std::string laughs = "a: &a [x, x]\n";
  for (char c = 'b'; c < 'z'; ++c) laughs += fmt::format("{}: &{} [*{}, *{}]\n", c, c, char(c - 1), char(c - 1));
  EXPECT_EQ(refused_where(laughs), "x.yaml:1");
}

void read_everything(const YamlValue& value) {
  if (value.is_map()) {
    for (const auto& entry : value.entries()) read_everything(entry.value);
  } else if (value.is_list()) {
    for (const YamlValue& each : value.list()) read_everything(each);
  } else {
    value.text();
    value.integer();
    value.decimal();
    value.boolean();
    value.day();
  }
}

TEST(Yaml, BrokenLawFilesAreRefusedAndNeverCrash) {
  std::mt19937 random(20220120);
  const LawSource source = LawSource::embedded();
  const std::string spice = "{}[]:-,&*!|>'\"%@`#?~ \n\t0aé国";
  for (const auto& [name, text] : source.files()) {
    for (int round = 0; round < 20; ++round) {
      std::string broken = text.substr(0, 6000);
      for (int change = 0; change < 3 && !broken.empty(); ++change) {
        const std::size_t at = random() % broken.size();
        switch (random() % 3) {
          case 0: broken[at] = spice[random() % spice.size()]; break;
          case 1: broken.erase(at, random() % 20); break;
          default: broken.insert(at, broken.substr(random() % broken.size(), random() % 40));
        }
      }
      const auto file = YamlFile::parse(name, broken);
      if (!file) continue;
      read_everything(file->root());
      file->finish();
    }
  }
}

}  // namespace
}  // namespace gongkai::law
