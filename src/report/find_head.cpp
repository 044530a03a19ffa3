// Title, agency, dates and numbers around a report.
#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "report/text_parts.h"

namespace gongkai::report {
namespace {

constexpr std::size_t kLongestTitle = 64;   ///< code points
constexpr std::size_t kLongestAgency = 30;  ///< code points
constexpr std::size_t kLinesOfHead = 400;   ///< looked back from the first section

struct TitleParts {
  int year = 0;
  std::string agency;
  std::string whole;
  bool standard = false;
};

bool contains_any(std::string_view text, const std::vector<std::string>& words) {
  return std::any_of(words.begin(), words.end(),
                     [&](const std::string& word) { return text.find(word) != std::string_view::npos; });
}

bool ends_with_any(std::string_view text, const std::vector<std::string>& words) {
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) { return text.ends_with(word); });
}

/// Finds a year with its 年 (and 度): digits or Han digits. Sets begin and end of the whole expression.
std::optional<int> find_year(std::string_view text, std::size_t& begin, std::size_t& end) {
  static constexpr std::string_view kYear = "年";
  for (std::size_t at = text.find(kYear); at != std::string_view::npos; at = text.find(kYear, at + kYear.size())) {
    std::optional<std::int64_t> year;
    if (at >= 4 &&
        std::all_of(text.begin() + static_cast<std::ptrdiff_t>(at - 4), text.begin() + static_cast<std::ptrdiff_t>(at),
                    [](char c) { return c >= '0' && c <= '9'; })) {
      if (at >= 5 && text[at - 5] >= '0' && text[at - 5] <= '9') continue;
      begin = at - 4;
      year = han_number(text.substr(begin, 4));
    } else {
      begin = at;
      for (int i = 0; i < 4 && begin > 0; ++i) {
        --begin;
        while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) --begin;
      }
      year = han_number(text.substr(begin, at - begin));
    }
    if (!year || *year < 1990 || *year > 2099) continue;
    end = at + kYear.size();
    if (text.substr(end).starts_with("度")) end += std::string_view("度").size();
    return static_cast<int>(*year);
  }
  return std::nullopt;
}

/// The parts of a line that is the title of an annual report, and nothing else.
std::optional<TitleParts> title_parts(std::string_view line, const law::ReportWords& words) {
  if (count_code_points(line) > kLongestTitle) return std::nullopt;
  std::string text = folded(line);
  for (std::string_view mark : {"<", ">", "\"", "#", "*", "~"}) {
    for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark)) text.erase(at, mark.size());
  }
  if (!contains_any(text, words.title_subjects)) return std::nullopt;
  for (const std::string& lead : words.title_leads) {
    if (text.starts_with(lead)) text.erase(0, lead.size());
  }
  std::size_t kind_end = std::string::npos;
  for (const std::string& kind : words.title_kinds) {
    const std::size_t at = text.rfind(kind);
    if (at != std::string::npos) kind_end = std::max(kind_end == std::string::npos ? 0 : kind_end, at + kind.size());
  }
  if (kind_end == std::string::npos || text.size() - kind_end > 24) return std::nullopt;
  std::size_t begin = 0;
  std::size_t end = 0;
  const auto year = find_year(text, begin, end);
  if (!year) return std::nullopt;
  std::size_t subject = std::string::npos;
  for (const std::string& word : words.title_subjects) subject = std::min(subject, text.find(word));
  TitleParts parts;
  parts.year = *year;
  parts.whole = text.substr(0, kind_end);
  if (begin < subject) {
    parts.agency = text.substr(0, begin) + text.substr(end, subject - end);
  } else {
    parts.agency = text.substr(0, subject);
  }
  while (parts.agency.ends_with("的") || parts.agency.ends_with("-") || parts.agency.ends_with(":")) {
    parts.agency.erase(parts.agency.size() - (parts.agency.ends_with("的") ? 3 : 1));
  }
  if (parts.agency.find_first_of(",.;:()>|") != std::string::npos) {
    const bool bracket_only = parts.agency.find_first_of(",.;:>|") == std::string::npos;
    if (!bracket_only) return std::nullopt;
  }
  parts.standard = parts.whole.ends_with(words.title_standard);
  return parts;
}

/// The value behind a label of the head: in the same line after a mark, or in the next line.
std::optional<Line> head_value(const std::vector<Line>& lines, std::size_t i, const std::vector<std::string>& labels) {
  const std::string_view text = lines[i].text;
  if (text.size() > 300) return std::nullopt;
  std::string key;
  for (std::size_t at = 0; at <= text.size() && key.size() < 40;) {
    std::size_t next = at;
    const char32_t c = at < text.size() ? next_code_point(text, next) : U':';
    const bool mark = c == ':' || c == 0xFF1A;
    if (mark || at == text.size()) {
      const std::string label = folded(key);
      if (std::find(labels.begin(), labels.end(), label) != labels.end() ||
          (label.size() > 2 && label.front() == '[' && label.back() == ']' &&
           std::find(labels.begin(), labels.end(), label.substr(1, label.size() - 2)) != labels.end())) {
        Line value = lines[i];
        value.text = mark && at < text.size() ? trimmed(text.substr(next)) : std::string_view();
        if (value.text.empty() && i + 1 < lines.size() && !lines[i + 1].behind_table) value = lines[i + 1];
        return value;
      }
      return std::nullopt;
    }
    append_code_point(key, c);
    at = next;
  }
  return std::nullopt;
}

/// Several fields may share a line: "发布日期：2023-01-20  来源：办公室". Each piece is tried as a field.
std::vector<Line> with_fields_parted(const std::vector<Line>& lines, std::size_t from, std::size_t to) {
  std::vector<Line> parted;
  for (std::size_t i = from; i < to; ++i) {
    const Line& line = lines[i];
    const auto colons = static_cast<std::size_t>(std::count(line.text.begin(), line.text.end(), ':')) + [&] {
      std::size_t n = 0;
      for (std::size_t at = line.text.find("："); at != std::string_view::npos; at = line.text.find("：", at + 3)) ++n;
      return n;
    }();
    if (colons < 2 || line.text.size() > 400) {
      parted.push_back(line);
      continue;
    }
    // A field begins behind a blank or a bar.
    std::size_t begin = 0;
    for (std::size_t at = 0; at <= line.text.size();) {
      std::size_t next = at;
      const char32_t c = at < line.text.size() ? next_code_point(line.text, next) : U' ';
      const std::string_view so_far = line.text.substr(begin, at - begin);
      // "索 引 号：…": a blank inside a label parts nothing.
      const bool letters_only = std::none_of(so_far.begin(), so_far.end(), [](char b) { return b >= '0' && b <= '9'; });
      const bool in_label = is_blank(c) && at < line.text.size() && so_far.find(':') == std::string_view::npos &&
                            so_far.find("：") == std::string_view::npos && so_far.size() < 24 && !so_far.empty() &&
                            letters_only;
      if (!in_label && (is_blank(c) || c == '|' || c == '[' || c == ']' || c == 0x3010 || c == 0x3011)) {
        Line piece = line;
        piece.text = trimmed(line.text.substr(begin, at - begin));
        if (!piece.text.empty()) parted.push_back(piece);
        begin = next;
      }
      if (at == line.text.size()) break;
      at = next;
    }
  }
  return parted;
}

std::string clean_agency(std::string_view text, const law::ReportWords& words) {
  std::string name = folded(text);
  const std::size_t end = name.find_first_of(",;|[");
  if (end != std::string::npos) name.resize(end);
  if (count_code_points(name) > kLongestAgency || !ends_like_agency(name, words)) return {};
  return name;
}

}  // namespace

bool ends_like_agency(std::string_view name, const law::ReportWords& words) {
  return count_code_points(name) >= 3 && ends_with_any(name, words.agency_endings);
}

void find_title(const document::Document& document, const std::vector<Line>& lines, std::size_t first_section,
                const law::ReportWords& words, Report& report) {
  auto take = [&](const TitleParts& parts, document::Place place) {
    report.title = {parts.whole, place};
    report.year = {parts.year, place};
    if (!parts.agency.empty()) report.agency = {parts.agency, place};
  };
  const std::size_t until = std::min(first_section, lines.size());
  const std::size_t from = until > kLinesOfHead ? until - kLinesOfHead : 0;
  // Nearest above the first section: menus that list other years stand further away.
  std::optional<std::size_t> without_agency;  // its last line
  TitleParts nameless;
  for (std::size_t i = until; i-- > from;) {
    std::string joined;
    for (std::size_t size = 1; size <= 3 && i + 1 >= size + from; ++size) {
      joined.insert(0, lines[i + 1 - size].text);
      auto parts = title_parts(joined, words);
      if (!parts) continue;
      if (parts->agency.empty()) {
        if (!without_agency) nameless = *parts;
        if (!without_agency) without_agency = i;
        continue;  // the agency may stand in the line above
      }
      if (!ends_like_agency(parts->agency, words) && size > 1) break;
      take(*parts, lines[i + 1 - size].place);
      return;
    }
    if (without_agency && i + 3 < *without_agency) break;
  }
  if (without_agency) take(nameless, lines[*without_agency].place);
  if (report.agency) return;
  for (const document::Property& property : document.properties) {
    if (property.name != "title" && property.name != "articletitle") continue;
    // The title element often goes on with the site's name.
    std::string_view text = property.value;
    for (std::string_view mark : {"_", "|", " - ", "—"}) text = text.substr(0, text.find(mark));
    const auto parts = title_parts(text, words);
    if (!parts) continue;
    if (report.year && parts->year != report.year->value) continue;
    if (!report.title)
      take(*parts, property.place);
    else if (!parts->agency.empty())
      report.agency = {parts->agency, property.place};
    return;
  }
  // No section was found, or the title stands elsewhere: anywhere, the first one.
  if (report.title) return;
  for (const Line& line : lines) {
    if (const auto parts = title_parts(line.text, words)) return take(*parts, line.place);
  }
}

void find_head(const document::Document& document, const std::vector<Line>& lines, std::size_t first_section,
               const ReadingLaw& law, Report& report) {
  const law::ReportWords& words = law.words;
  const std::size_t until = std::min(first_section, lines.size());
  const std::size_t from = until > kLinesOfHead ? until - kLinesOfHead : 0;
  const std::vector<Line> head = with_fields_parted(lines, from, until);
  std::optional<Sourced<CivilDay>> bare_day;
  std::optional<Sourced<std::string>> bare_agency;
  std::optional<Sourced<std::string>> publisher;
  for (std::size_t i = 0; i < head.size(); ++i) {
    const Line& line = head[i];
    const std::string text = folded(line.text.substr(0, 300));
    std::size_t size = 0;
    if (!report.index_no) {
      auto value = head_value(head, i, words.index_no);
      const Line& source = value ? *value : line;
      const std::string candidate = folded(source.text.substr(0, 100));
      if (const auto index = law.identifiers.parse_index_number(candidate)) {
        report.index_no = {index->text(), source.place};
        report.org_code = {index->code.normal, source.place};
      } else if (value && !value->text.empty() && value->text.size() < 60 && !candidate.empty() &&
                 candidate[0] >= '0' && candidate[0] <= 'z' && candidate.find_first_of("-/") != std::string::npos) {
        report.index_no = {std::string(trimmed(value->text)), value->place};
      }
    }
    if (auto value = head_value(head, i, words.published_on); value && !report.published_on) {
      const std::string date = folded(value->text);
      if (auto day = read_date(date, size)) report.published_on = {*day, value->place};
    }
    if (auto value = head_value(head, i, words.validity); value && !report.validity) {
      const std::string word = folded(value->text);
      if (std::find(words.validities.begin(), words.validities.end(), word) != words.validities.end())
        report.validity = {word, value->place};
    }
    if (auto value = head_value(head, i, words.publisher); value && !publisher) {
      const std::string name = clean_agency(value->text, words);
      if (!name.empty()) publisher = {name, value->place};
    }
    // A head that was flattened to bare values, as copies of pages are.
    if (auto day = read_date(text, size); day && size == text.size()) bare_day = {*day, line.place};
    if (std::find(words.validities.begin(), words.validities.end(), text) != words.validities.end() && !report.validity)
      report.validity = {text, line.place};
    if (!bare_agency) {
      const std::string name = clean_agency(line.text, words);
      const bool alone = !name.empty() && name.size() == text.size() && name.find_first_of(">:<-") == std::string::npos;
      if (alone) bare_agency = {name, line.place};
    }
  }
  for (const document::Property& property : document.properties) {
    std::size_t size = 0;
    const std::string value = folded(property.value);
    if (!report.published_on && std::find(words.meta_published_on.begin(), words.meta_published_on.end(),
                                          property.name) != words.meta_published_on.end()) {
      if (auto day = read_date(value, size)) report.published_on = {*day, property.place};
    }
    if (!publisher && std::find(words.meta_publisher.begin(), words.meta_publisher.end(), property.name) !=
                          words.meta_publisher.end()) {
      const std::string name = clean_agency(property.value, words);
      if (!name.empty()) publisher = {name, property.place};
    }
  }
  if (!report.published_on && bare_day) report.published_on = bare_day;
  const auto& full = publisher ? publisher : bare_agency;
  if (!full) return;
  if (!report.agency && report.title)
    report.agency = full;
  else if (report.agency && full->value != report.agency->value)
    report.agency_full_name = full;
}

namespace {

bool take_period(std::string_view line_text, document::Place place, const law::ReportWords& words, Report& report) {
  const std::string text = folded(line_text);
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] < '1' || text[at] > '2' || (at > 0 && text[at - 1] >= '0' && text[at - 1] <= '9')) continue;
    std::size_t size = 0;
    const auto first = read_date(std::string_view(text).substr(at), size);
    if (!first) continue;
    std::string_view rest = std::string_view(text).substr(at + size);
    if (rest.starts_with("起")) rest.remove_prefix(std::string_view("起").size());
    if (rest.starts_with(",")) rest.remove_prefix(1);
    const auto to = std::find_if(words.period_to.begin(), words.period_to.end(),
                                 [&](const std::string& word) { return !word.empty() && rest.starts_with(word); });
    if (to == words.period_to.end()) continue;
    rest.remove_prefix(to->size());
    auto last = read_date(rest, size);
    if (!last) {
      const std::string same_year = fmt::format("{}年{}", first->year(), rest.substr(0, 24));
      last = read_date(same_year, size);
    }
    if (!last) continue;
    report.period = {{*first, *last}, place};
    return true;
  }
  return false;
}

}  // namespace

void find_period(const std::vector<Line>& lines, const law::ReportWords& words, Report& report) {
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string_view text = lines[i].text;
    if (find_word(text, "月") == std::string_view::npos || text.find_first_of("12") == std::string_view::npos) continue;
    if (take_period(text, lines[i].place, words, report)) return;
  }
  // Text that was wrapped into lines may break inside the period.
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    if (lines[i].text.find_first_of("12") == std::string_view::npos ||
        find_word(lines[i + 1].text, "月") == std::string_view::npos || lines[i].text.size() > 1000)
      continue;
    if (take_period(std::string(lines[i].text) + std::string(lines[i + 1].text.substr(0, 300)), lines[i].place, words,
                    report))
      return;
  }
}

}  // namespace gongkai::report
