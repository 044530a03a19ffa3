// Reads the word files.
#include "demo/words.h"

#include "base/text.h"

namespace gongkai::demo {

std::vector<std::string> split_outside_braces(std::string_view text, char mark) {
  std::vector<std::string> parts;
  int depth = 0;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '{') ++depth;
    if (text[at] == '}') --depth;
    if (text[at] != mark || depth != 0) continue;
    parts.emplace_back(trimmed(text.substr(begin, at - begin)));
    begin = at + 1;
  }
  parts.emplace_back(trimmed(text.substr(begin)));
  return parts;
}

void Block::add(std::string key, std::string text) {
  choices_.try_emplace(key, split_outside_braces(text, '|'));
  lines.emplace_back(std::move(key), std::move(text));
}

const std::vector<std::string>* Block::choices(std::string_view key) const {
  const auto found = choices_.find(key);
  return found == choices_.end() ? nullptr : &found->second;
}

std::string_view Block::text(std::string_view key) const {
  for (const auto& [name_of_line, text_of_line] : lines)
    if (name_of_line == key) return text_of_line;
  return {};
}

Result<std::vector<Block>> read_blocks(std::string_view file_name, std::string_view text) {
  std::vector<Block> blocks(1);
  int number = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    ++number;
    if (line.empty() || line.front() == '#') continue;
    if (line.front() == '@') {
      blocks.emplace_back().name = std::string(trimmed(line.substr(1)));
      continue;
    }
    const std::size_t colon = line.find(": ");
    if (colon == std::string_view::npos)
      return Error{"demo.bad_words",
                   {"演示词料的这一行不是“名称: 内容”，请按 demo/README.md 改正",
                    "this line of the demo words is not \"key: text\"; correct it as demo/README.md says"},
                   std::string(file_name) + ":" + std::to_string(number)};
    blocks.back().add(std::string(line.substr(0, colon)), std::string(trimmed(line.substr(colon + 2))));
  }
  return blocks;
}

}  // namespace gongkai::demo
