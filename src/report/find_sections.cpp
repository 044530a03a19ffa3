// The six sections of a report, and the document numbers that its text cites.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/text.h"
#include "report/text_parts.h"

namespace gongkai::report {
namespace {

constexpr std::size_t kLongestHeading = 60;  ///< code points
constexpr std::size_t kMostCitations = 1000;

struct Heading {
  std::size_t line;
  int printed_number;    ///< 0 when the heading has none
  int statutory_number;  ///< 0 when the title is no known one
  std::string title;
};

/// A row of table 3 also begins with 一、 or 二、 : what the tables name is no section.
bool is_table_label(std::string_view text, const Vocabulary& vocabulary) {
  std::string key;
  const Meanings* meanings = vocabulary.find(text, key);
  return meanings != nullptr && std::none_of(meanings->begin(), meanings->end(),
                                             [](const Meaning& m) { return m.role == Meaning::Role::Section; });
}

int statutory_section(std::string_view title, const Vocabulary& vocabulary) {
  std::string key;
  const Meanings* meanings = vocabulary.find(title, key);
  if (meanings == nullptr) return 0;
  for (const Meaning& m : *meanings) {
    if (m.role == Meaning::Role::Section) return vocabulary.formats().all()[m.format].sections[m.index].number;
  }
  return 0;
}

std::vector<Heading> find_headings(const std::vector<Line>& lines, const Vocabulary& vocabulary) {
  std::vector<Heading> headings;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string_view text = lines[i].text;
    if (text.size() > kLongestHeading * 4 || count_code_points(text) > kLongestHeading) continue;
    const auto numbered = numbered_heading(text);
    const int known = statutory_section(numbered ? numbered->second : text, vocabulary);
    if (known == 0 && (!numbered || is_table_label(text, vocabulary))) continue;
    headings.push_back({i, numbered ? numbered->first : 0, known, std::string(numbered ? numbered->second : text)});
  }
  return headings;
}

}  // namespace

std::vector<Section> find_sections(const std::vector<Line>& lines, const Vocabulary& vocabulary) {
  std::vector<Heading> headings = find_headings(lines, vocabulary);
  // A table of contents: known headings on neighbouring lines with nothing between. The report's own come later.
  std::vector<bool> dropped(headings.size(), false);
  std::set<int> later;
  for (std::size_t i = headings.size(); i-- > 0;) {
    if (headings[i].statutory_number != 0) dropped[i] = !later.insert(headings[i].statutory_number).second;
  }
  std::vector<Section> sections;
  bool begun = false;
  for (std::size_t i = 0; i < headings.size(); ++i) {
    if (dropped[i]) continue;
    // Numbered lines inside a section's text (一、加强学习) are no sections: only known titles, or the number that is
    // due.
    const bool known = headings[i].statutory_number != 0;
    const bool due = begun && !known && headings[i].printed_number == sections.back().number + 1 &&
                     lines[headings[i].line].heading > 0;
    if (!known && !due) continue;
    begun = true;
    Section section;
    section.number = headings[i].printed_number != 0 ? headings[i].printed_number : headings[i].statutory_number;
    section.title = headings[i].title;
    section.place = lines[headings[i].line].place;
    section.first_paragraph = static_cast<std::uint32_t>(headings[i].line + 1);
    if (!sections.empty()) sections.back().last_paragraph = static_cast<std::uint32_t>(headings[i].line);
    sections.push_back(std::move(section));
  }
  if (!sections.empty()) sections.back().last_paragraph = static_cast<std::uint32_t>(lines.size());
  return sections;
}

namespace {

/// Takes a document number apart, backwards from its 号.
class CitationReader {
 public:
  CitationReader(const law::ReportWords& words, const law::Instruments& instruments)
      : words_(words), instruments_(instruments) {}

  std::optional<Citation> read(std::string_view text, std::size_t sign) const {
    std::size_t at = sign;
    const std::string number = digits_before(text, at);
    if (number.empty() || number.size() > 8) return std::nullopt;
    bool prefixed = false;
    if (text.substr(0, at).ends_with(words_.number_prefix)) {
      at -= words_.number_prefix.size();
      prefixed = true;
    }
    std::string closing;
    const std::size_t behind_closing = at;
    at = skip_blanks(text, at);
    closing = bracket_before(text, at);
    if (closing.empty()) at = behind_closing;
    at = skip_blanks(text, at);
    std::string year = closing.empty() ? std::string() : digits_before(text, at);
    at = skip_blanks(text, at);
    const std::string opening = bracket_before(text, at);
    if (opening.empty() && closing.empty()) return without_brackets(text, at, sign, number);
    at = skip_blanks(text, at);
    const std::string code = code_before(text, at);
    if (code.empty()) return std::nullopt;
    return put_together(text, at - code.size(), sign, code, opening, year, closing, number, prefixed);
  }

 private:
  static std::string digits_before(std::string_view text, std::size_t& at) {
    std::string digits;
    while (at > 0) {
      if (text[at - 1] >= '0' && text[at - 1] <= '9') {
        digits.insert(digits.begin(), text[--at]);
      } else if (at >= 3 && text[at - 3] == '\xEF' && text[at - 2] == '\xBC' && text[at - 1] >= '\x90' &&
                 text[at - 1] <= '\x99') {
        digits.insert(digits.begin(), static_cast<char>(text[at - 1] - '\x90' + '0'));  // full-width
        at -= 3;
      } else {
        break;
      }
    }
    return digits;
  }

  static std::size_t skip_blanks(std::string_view text, std::size_t at) {
    return trimmed(text.substr(0, at)).empty()
               ? 0
               : static_cast<std::size_t>(trimmed(text.substr(0, at)).data() - text.data()) +
                     trimmed(text.substr(0, at)).size();
  }

  /// The bracket that ends before `at`, of any kind, as printed; moves `at` before it.
  static std::string bracket_before(std::string_view text, std::size_t& at) {
    static constexpr std::string_view kBrackets[] = {"〔", "〕", "﹝", "﹞", "［", "］", "[",  "]",  "（", "）",
                                                     "(",  ")",  "【", "】", "〈", "〉", "《", "》", "<",  ">",
                                                     "﹙", "﹚", "{",  "}",  "｛", "｝", "「", "」", "〖", "〗"};
    for (std::string_view bracket : kBrackets) {
      if (!text.substr(0, at).ends_with(bracket)) continue;
      at -= bracket.size();
      return std::string(bracket);
    }
    return {};
  }

  /// The 机关代字 that ends before `at`: known from an instrument, or Han characters behind a mark or a leading word.
  std::string code_before(std::string_view text, std::size_t at) const {
    std::size_t begin = at;
    std::size_t points = 0;
    while (begin > 0 && points < 20) {
      std::size_t from = begin - 1;
      while (from > 0 && (static_cast<unsigned char>(text[from]) & 0xC0) == 0x80) --from;
      std::size_t next = from;
      if (!is_han(next_code_point(text, next))) break;
      begin = from;
      ++points;
    }
    std::string_view run = text.substr(begin, at - begin);
    if (const std::string known = known_code(run); !known.empty()) return known;
    for (bool cut = true; cut;) {
      cut = false;
      for (const std::string& lead : words_.citation_leads) {
        const std::size_t found = run.rfind(lead);
        if (found == std::string_view::npos || found + lead.size() >= run.size()) continue;
        run = run.substr(found + lead.size());
        cut = true;
      }
    }
    const bool ends_well = std::any_of(words_.code_endings.begin(), words_.code_endings.end(),
                                       [&](const std::string& ending) { return run.ends_with(ending); });
    return ends_well && count_code_points(run) >= 2 ? std::string(run) : std::string();
  }

  std::string known_code(std::string_view run) const {
    std::string longest;
    for (const law::Instrument& instrument : instruments_.all()) {
      if (!instrument.number) continue;
      const std::size_t bracket = instrument.number->find("〔");
      if (bracket == std::string::npos || bracket <= longest.size()) continue;
      if (run.ends_with(std::string_view(*instrument.number).substr(0, bracket)))
        longest = instrument.number->substr(0, bracket);
    }
    return longest;
  }

  /// Digits behind a known 机关代字 with both brackets lost.
  std::optional<Citation> without_brackets(std::string_view text, std::size_t at, std::size_t sign,
                                           const std::string& digits) const {
    std::size_t begin = at;
    for (int i = 0; i < 12 && begin > 0; ++i) {
      --begin;
      while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) --begin;
    }
    const std::string code = known_code(text.substr(begin, at - begin));
    if (code.empty() || digits.size() < 5) return std::nullopt;
    return put_together(text, at - code.size(), sign, code, "", "", "", digits, false);
  }

  std::optional<Citation> put_together(std::string_view text, std::size_t begin, std::size_t sign,
                                       const std::string& code, const std::string& opening, std::string year,
                                       const std::string& closing, std::string number, bool prefixed) const {
    Citation citation;
    citation.printed = std::string(text.substr(begin, sign + words_.number_sign.size() - begin));
    if (opening.empty() || closing.empty()) {
      // Year and number ran together where a bracket was lost: ﹝201960号.
      if (year.empty() && number.size() >= 5) {
        year = number.substr(0, 4);
        number.erase(0, 4);
      }
      citation.damaged = true;
      citation.well_formed = false;
    }
    if (year.size() != 4 || (year[0] != '1' && year[0] != '2')) return std::nullopt;
    const bool leading_zero = number.size() > 1 && number[0] == '0';
    while (number.size() > 1 && number[0] == '0') number.erase(0, 1);
    citation.document_number = fmt::format("{}〔{}〕{}{}", code, year, number, words_.number_sign);
    if (!citation.damaged)
      citation.well_formed = opening == "〔" && closing == "〕" && !prefixed && !leading_zero &&
                             citation.printed == citation.document_number;
    return citation;
  }

  const law::ReportWords& words_;
  const law::Instruments& instruments_;
};

}  // namespace

std::vector<Citation> find_citations(const std::vector<Line>& lines, const law::ReportWords& words,
                                     const law::Instruments& instruments) {
  const CitationReader reader(words, instruments);
  std::vector<Citation> citations;
  for (const Line& line : lines) {
    for (std::size_t at = find_word(line.text, words.number_sign); at != std::string_view::npos;
         at = find_word(line.text, words.number_sign, at + words.number_sign.size())) {
      if (citations.size() >= kMostCitations) return citations;
      auto citation = reader.read(line.text, at);
      if (!citation) continue;
      citation->place = line.place;
      const bool repeated = std::any_of(citations.begin(), citations.end(),
                                        [&](const Citation& other) { return other.printed == citation->printed; });
      if (!repeated) citations.push_back(std::move(*citation));
    }
  }
  return citations;
}

}  // namespace gongkai::report
