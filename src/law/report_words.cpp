#include "law/report_words.h"

#include "base/text.h"
#include "law/yaml_reader.h"

namespace gongkai::law {
namespace {

constexpr std::string_view kFile = "words/report.yaml";

std::vector<std::string> folded_texts(const YamlValue& map, std::string_view key) {
  std::vector<std::string> words;
  for (const std::string& text : map.texts(key)) words.push_back(folded(text));
  return words;
}

}  // namespace

Result<ReportWords> ReportWords::load(const LawSource& source) {
  auto file = YamlFile::parse(kFile, source.text(kFile));
  if (!file) return file.error();
  const YamlValue root = file->root();
  ReportWords words;
  const YamlValue title = root.at("title");
  words.title_subjects = folded_texts(title, "subjects");
  words.title_kinds = folded_texts(title, "kinds");
  words.title_leads = folded_texts(title, "leads");
  words.title_shorter = folded_texts(title, "shorter");
  words.title_standard = folded(title.text("standard"));
  const YamlValue agency = root.at("agency");
  words.agency_endings = folded_texts(agency, "endings");
  words.government_endings = folded_texts(agency, "governments");
  const YamlValue head = root.at("head");
  words.index_no = folded_texts(head, "index_no");
  words.publisher = folded_texts(head, "publisher");
  words.published_on = folded_texts(head, "published_on");
  words.created_on = folded_texts(head, "created_on");
  words.validity = folded_texts(head, "validity");
  words.validities = folded_texts(head, "validities");
  const YamlValue meta = root.at("meta");
  words.meta_published_on = folded_texts(meta, "published_on");
  words.meta_publisher = folded_texts(meta, "publisher");
  words.period_to = folded_texts(root.at("period"), "to");
  const YamlValue citation = root.at("citation");
  words.citation_leads = folded_texts(citation, "leads");
  words.code_endings = folded_texts(citation, "code_endings");
  words.number_sign = citation.text("number_sign");
  words.number_prefix = citation.text("number_prefix");
  if (auto failure = file->finish()) return *failure;
  return words;
}

}  // namespace gongkai::law
