#include "law/portal_words.h"

#include "law/yaml_reader.h"

namespace gongkai::law {
namespace {

constexpr std::string_view kFile = "words/portal.yaml";

Passages passages(const YamlValue& map, std::string_view key) {
  Passages all;
  for (const YamlValue& entry : map.list(key)) {
    all.push_back({entry.text("text"), entry.text("cite")});
    const YamlValue basis = entry.at("basis");
    basis.text("instrument");
    basis.text("article");
  }
  return all;
}

}  // namespace

Result<PortalWords> PortalWords::load(const LawSource& source) {
  auto file = YamlFile::parse(kFile, source.text(kFile));
  if (!file) return file.error();
  const YamlValue root = file->root();
  root.one_of("verified", {"V", "M", "C"});
  PortalWords words;
  const YamlValue guide = root.at("guide");
  words.guide.purpose = passages(guide, "purpose");
  words.guide.classification = passages(guide, "classification");
  words.guide.arrangement = passages(guide, "arrangement");
  words.guide.proactive = passages(guide, "proactive");
  words.guide.on_request = passages(guide, "on_request");
  words.guide.supervision = passages(guide, "supervision");
  words.guide.request_parts = passages(guide, "request_parts");
  words.guide.must_contain = passages(guide, "must_contain");
  words.empty_column = passages(root, "empty_column");
  words.reports_due = passages(root, "reports_due");
  if (auto failure = file->finish()) return *failure;
  return words;
}

}  // namespace gongkai::law
