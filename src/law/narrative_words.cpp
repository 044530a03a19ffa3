#include "law/narrative_words.h"

#include "base/text.h"
#include "law/yaml_reader.h"

namespace gongkai::law {
namespace {

constexpr std::string_view kFile = "words/narrative.yaml";

std::vector<std::string> folded_all(const std::vector<std::string>& texts) {
  std::vector<std::string> words;
  for (const std::string& text : texts) words.push_back(folded(text));
  return words;
}

}  // namespace

Result<NarrativeWords> NarrativeWords::load(const LawSource& source) {
  auto file = YamlFile::parse(kFile, source.text(kFile));
  if (!file) return file.error();
  NarrativeWords words;
  words.units = folded_all(file->root().texts("units"));
  for (const YamlValue& entry : file->root().list("quantities")) {
    NarrativeQuantity quantity;
    quantity.table = static_cast<int>(entry.integer("table", 2, 2014));
    quantity.row = entry.text("row");
    quantity.column = entry.optional_text("column").value_or("");
    for (const YamlValue& list : entry.list("with")) quantity.with.push_back(folded_all(list.texts()));
    quantity.without = folded_all(entry.optional_texts("without"));
    quantity.same_line_as = entry.optional_text("same_line_as").value_or("");
    quantity.longest_clause = static_cast<std::size_t>(entry.optional_integer("longest_clause", 1, 200).value_or(40));
    words.quantities.push_back(std::move(quantity));
  }
  if (auto failure = file->finish()) return *failure;
  return words;
}

}  // namespace gongkai::law
