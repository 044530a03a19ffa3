#include "scan/tampering.h"

#include <algorithm>
#include <cstring>

#include "base/text.h"
#include "law/yaml_reader.h"

namespace gongkai::scan {
namespace {

constexpr std::string_view kFile = "words/tampering.yaml";
constexpr std::size_t kLongestName = 180;  ///< bytes
constexpr std::size_t kShortestWord = 6;   ///< bytes: two Han characters
constexpr unsigned kMixBits = 14;
constexpr std::size_t kMostHits = 1000;  ///< of one word; a page full of spam is known by fewer

bool is_boundary(char32_t c) {
  switch (c) {
    case U'，':
    case U'。':
    case U'；':
    case U'：':
    case U'、':
    case U'《':
    case U'》':
    case U'“':
    case U'”':
    case U'（':
    case U'）':
    case ',':
    case ';':
    case '(':
    case ')':
    case '<':
    case '>':
    case '"':
    case '\n': return true;
    default: return false;
  }
}

struct Hit {
  std::size_t line;
  std::size_t begin;
  std::size_t size;
};

std::size_t point_before(std::string_view text, std::size_t at) {
  --at;
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
  return at;
}

bool boundary_or_blank(std::string_view text, std::size_t at) {
  const char32_t c = next_code_point(text, at);
  return is_boundary(c) || is_blank(c);
}

/// How far every hit agrees with the first one, to the left and to the right, in bytes.
std::pair<std::size_t, std::size_t> common_growth(const std::vector<std::string_view>& lines,
                                                  const std::vector<Hit>& hits) {
  const Hit& first = hits.front();
  const std::string_view text = lines[first.line];
  std::size_t left = 0;
  while (first.begin - left > 0 && left < kLongestName) {
    const std::size_t from = point_before(text, first.begin - left);
    if (boundary_or_blank(text, from)) break;
    const std::size_t grown = first.begin - from;
    const bool agree = std::all_of(hits.begin(), hits.end(), [&](const Hit& hit) {
      return hit.begin >= grown && lines[hit.line].substr(hit.begin - grown, grown) == text.substr(from, grown);
    });
    if (!agree) break;
    left = grown;
  }
  std::size_t right = first.size;
  while (first.begin + right < text.size() && right < kLongestName) {
    std::size_t next = first.begin + right;
    if (boundary_or_blank(text, next)) break;
    next_code_point(text, next);
    const std::size_t grown = next - first.begin;
    const bool agree = std::all_of(hits.begin(), hits.end(), [&](const Hit& hit) {
      return lines[hit.line].substr(hit.begin, grown) == text.substr(first.begin, grown);
    });
    if (!agree) break;
    right = grown;
  }
  return {left, right};
}

bool in_context(std::string_view line, const TamperingWords& words) {
  const std::string text = folded(line);
  return std::any_of(words.context.begin(), words.context.end(),
                     [&](const std::string& word) { return text.find(word) != std::string::npos; });
}

/// Of the first kShortestWord bytes.
std::size_t mix(const char* begin) {
  std::uint32_t four = 0;
  std::uint16_t two = 0;
  std::memcpy(&four, begin, 4);
  std::memcpy(&two, begin + 4, 2);
  const std::uint64_t bytes = (std::uint64_t{two} << 32) | four;
  return static_cast<std::size_t>((bytes * 0x9E3779B97F4A7C15u) >> (64 - kMixBits));
}

/// All words that stand in the line, as (word index, byte). One look at each character tells whether a word may begin.
void find_words(std::string_view line, const TamperingWords& words, std::size_t line_number,
                std::vector<std::vector<Hit>>& hits) {
  bool in_place_known = false;
  bool in_place = false;
  const std::uint8_t* const beginnings = words.beginnings.data();
  std::size_t step = 1;
  for (std::size_t at = 0; at + kShortestWord <= line.size(); at += step) {
    step = static_cast<unsigned char>(line[at]) >= 0xE0 ? 3 : 1;  // characters of three bytes are passed at once
    if (beginnings[mix(line.data() + at)] == 0) continue;
    for (std::size_t w = 0; w < words.foreign.size(); ++w) {
      if (!line.substr(at).starts_with(words.foreign[w])) continue;
      if (!in_place_known) {
        in_place = in_context(line, words);
        in_place_known = true;
      }
      if (in_place) return;
      if (hits[w].size() < kMostHits) hits[w].push_back({line_number, at, words.foreign[w].size()});
    }
  }
}

}  // namespace

Result<TamperingWords> TamperingWords::load(const law::LawSource& source) {
  auto file = law::YamlFile::parse(kFile, source.text(kFile));
  if (!file) return file.error();
  TamperingWords words;
  for (const std::string& word : file->root().texts("foreign")) words.foreign.push_back(word);
  for (const std::string& word : file->root().texts("context")) words.context.push_back(folded(word));
  words.beginnings.assign(std::size_t{1} << kMixBits, 0);
  for (const std::string& word : words.foreign) {
    if (word.size() < kShortestWord)
      file->root().note_problem({"词太短：" + word, "this word is too short: " + word});
    else
      words.beginnings[mix(word.data())] = 1;
  }
  if (auto failure = file->finish()) return *failure;
  return words;
}

std::vector<ForeignText> find_foreign_text(const std::vector<std::string_view>& lines, const TamperingWords& words) {
  std::vector<std::vector<Hit>> by_word(words.foreign.size());
  for (std::size_t i = 0; i < lines.size(); ++i) find_words(lines[i], words, i, by_word);
  std::vector<ForeignText> found;
  for (std::vector<Hit>& hits : by_word) {
    // What lies inside a name that was found already says nothing new.
    std::erase_if(hits, [&](const Hit& hit) {
      return std::any_of(found.begin(), found.end(), [&](const ForeignText& f) {
        return f.line == hit.line && hit.begin >= f.begin && hit.begin < f.begin + f.size;
      });
    });
    if (hits.empty()) continue;
    const auto [left, right] = common_growth(lines, hits);
    for (const Hit& hit : hits) found.push_back({hit.line, hit.begin - left, left + right});
  }
  std::sort(found.begin(), found.end(), [](const ForeignText& a, const ForeignText& b) {
    return a.line != b.line ? a.line < b.line : a.begin < b.begin;
  });
  return found;
}

}  // namespace gongkai::scan
