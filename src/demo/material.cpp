// Reads the embedded words into fields and patterns.
#include "demo/material.h"

#include <charconv>
#include <sstream>

#include "base/text.h"
#include "demo/embedded.h"

namespace gongkai::demo {
namespace {

int number_in(std::string_view text) {
  int number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

/// "3-8"
void read_range(std::string_view text, int& least, int& most) {
  if (text.empty()) return;
  const std::size_t hyphen = text.find('-');
  least = number_in(text);
  most = hyphen == std::string_view::npos ? least : number_in(text.substr(hyphen + 1));
}

std::vector<std::string> words_of(std::string_view text) {
  std::istringstream stream{std::string(text)};
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

Pattern pattern_of(Block block) {
  Pattern pattern;
  read_range(block.text("every"), pattern.least, pattern.most);
  read_range(block.text("months"), pattern.first_month, pattern.last_month);
  pattern.kinds = words_of(block.text("kinds"));
  pattern.only = words_of(block.text("only"));
  pattern.need = block.text("need");
  const std::string_view years = block.text("years");
  pattern.only_year = years == "first" ? 1 : years == "second" ? 2 : 0;
  pattern.series = block.text("series");
  pattern.is_normative = block.text("normative") == "yes";
  pattern.block = std::move(block);
  return pattern;
}

std::vector<std::vector<std::string>> agency_lines(std::string_view text) {
  std::vector<std::vector<std::string>> lines;
  std::istringstream stream{std::string(text)};
  for (std::string line; std::getline(stream, line);)
    if (!line.empty() && line.front() != '#') lines.push_back(split_outside_braces(line, '|'));
  return lines;
}

}  // namespace

Result<Material> Material::load() {
  Material material;
  for (const EmbeddedFile& file : embedded_files()) {
    if (file.name == "agencies.txt") {
      material.agencies_ = agency_lines(file.bytes);
      continue;
    }
    auto blocks = read_blocks(file.name, file.bytes);
    if (!blocks) return blocks.error();
    for (Block& block : *blocks) {
      if (file.name == "words.txt")
        material.shared_ = std::move(block);
      else if (block.name == "report")
        material.report_ = std::move(block);
      else if (block.name == "seed_report")
        material.seed_report_ = std::move(block);
      else if (block.name.empty())
        continue;
      else if (file.name.starts_with("fields/"))
        material.fields_.emplace(block.name, std::move(block));
      else
        material.patterns_.push_back(pattern_of(std::move(block)));
    }
  }
  for (const auto& line : material.agencies_)
    if (line.size() != 10 && line.size() != 9)
      return Error{"demo.bad_words",
                   {"演示机关名录的一行栏数不对，请按表头补齐",
                    "a line of the demo agencies has the wrong number of columns; see its head"},
                   line.front()};
    else if (!material.fields_.contains(line[5]))
      return Error{"demo.bad_words",
                   {"演示机关所用的词料不存在，请补上", "the field of a demo agency does not exist; add it"},
                   line.front()};
  return material;
}

std::size_t Material::pattern(std::string_view name) const {
  std::size_t at = 0;
  while (patterns_[at].name() != name) ++at;
  return at;
}

}  // namespace gongkai::demo
