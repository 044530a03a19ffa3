#include "law/instruments.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "base/text.h"
#include "law/yaml_reader.h"

namespace gongkai::law {
namespace {

constexpr std::string_view kInstrumentsFile = "instruments.yaml";
constexpr std::string_view kArticlesFolder = "articles/";
constexpr std::string_view kEnding = ".yaml";
// The steps of a citation: article, paragraph, item.
constexpr std::array<std::string_view, 3> kSteps = {"条", "款", "项"};
constexpr std::string_view kOrdinal = "第";

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// 0 to 9999 in Han numerals as citations write them: 10 is one character, 201 has a zero inside.
std::string han_numeral(int number) {
  constexpr std::array<std::string_view, 10> kDigits = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
  constexpr std::array<std::string_view, 4> kUnits = {"千", "百", "十", ""};
  if (number == 0) return std::string(kDigits[0]);
  std::string han;
  bool zero_pending = false;
  int weight = 1000;
  for (std::size_t place = 0; place < kUnits.size(); ++place, weight /= 10) {
    const int digit = number / weight % 10;
    if (digit == 0) {
      zero_pending = !han.empty();
      continue;
    }
    if (zero_pending) han += kDigits[0];
    zero_pending = false;
    const bool leading_ten = han.empty() && weight == 10 && digit == 1;
    if (!leading_ten) han += kDigits[static_cast<std::size_t>(digit)];
    han += kUnits[place];
  }
  return han;
}

/// The number of up to four digits at `at`, which moves behind it; -1 when it is longer.
int take_number(std::string_view text, std::size_t& at) {
  int number = 0;
  const std::size_t start = at;
  for (; at < text.size() && is_digit(text[at]); ++at) {
    if (at - start < 4) number = number * 10 + (text[at] - '0');
  }
  return at - start > 4 ? -1 : number;
}

/// "33.2" → article 33 paragraph 2; "36.0.5" has no paragraph. Empty when `text` is not of this kind.
std::string spelled_out(std::string_view text) {
  std::string key;
  std::size_t at = 0;
  for (const std::string_view step : kSteps) {
    if (at >= text.size() || !is_digit(text[at])) return {};
    const int number = take_number(text, at);
    if (number < 0) return {};
    if (number > 0) key += fmt::format("{}{}{}", kOrdinal, han_numeral(number), step);
    if (at == text.size()) return key;
    if (text[at++] != '.') return {};
  }
  return {};
}

}  // namespace

std::string article_key(std::string_view written) {
  const std::string text = folded(written);
  if (std::string spelled = spelled_out(text); !spelled.empty()) return spelled;
  const bool cites_article = text.find(kOrdinal) != std::string::npos;
  std::string key;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '(' || text[at] == ')') {
      ++at;
    } else if (cites_article && is_digit(text[at])) {
      const std::size_t start = at;
      const int number = take_number(text, at);
      key += number < 0 ? text.substr(start, at - start) : han_numeral(number);
    } else {
      key += text[at++];
    }
  }
  return key;
}

std::string comparable_number(std::string_view number) {
  std::string text = folded(number);
  std::replace(text.begin(), text.end(), '(', '[');
  std::replace(text.begin(), text.end(), ')', ']');
  return text;
}

std::optional<bool> Instrument::in_force_on(CivilDay day) const {
  if (in_force_until && day > *in_force_until) return false;
  if (!in_force_from) return std::nullopt;
  return day >= *in_force_from;
}

const Article* Instrument::find_article(std::string_view key) const {
  const std::string wanted = article_key(key);
  const auto found = std::find_if(articles.begin(), articles.end(),
                                  [&](const Article& article) { return article_key(article.key) == wanted; });
  return found == articles.end() ? nullptr : &*found;
}

const Instrument* Instruments::find(std::string_view id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : &all_[found->second];
}

const Instrument* Instruments::find_by_number(std::string_view number) const {
  const auto found = by_number_.find(comparable_number(number));
  return found == by_number_.end() ? nullptr : &all_[found->second];
}

const Instrument* Instruments::find_any(std::string_view id_or_number) const {
  const Instrument* by_id = find(id_or_number);
  return by_id != nullptr ? by_id : find_by_number(id_or_number);
}

const Article* Instruments::find_article(std::string_view id, std::string_view key) const {
  const Instrument* instrument = find(id);
  return instrument == nullptr ? nullptr : instrument->find_article(key);
}

const Instrument* Instruments::format_for_report_year(int year) const {
  const auto found = std::find_if(all_.begin(), all_.end(), [&](const Instrument& instrument) {
    return instrument.report_years && instrument.report_years->contains(year);
  });
  return found == all_.end() ? nullptr : &*found;
}

class InstrumentsLoader {
 public:
  Result<Instruments> load(const LawSource& source) {
    if (auto failure = read_instruments(source.text(kInstrumentsFile))) return *failure;
    for (const auto& [name, text] : source.files()) {
      if (!name.starts_with(kArticlesFolder) || !name.ends_with(kEnding)) continue;
      if (auto failure = read_articles(name, text)) return *failure;
    }
    return std::move(loaded_);
  }

 private:
  Failure read_instruments(std::string_view text) {
    auto file = YamlFile::parse(kInstrumentsFile, text);
    if (!file) return file.error();
    const std::vector<YamlValue> entries = file->root().list("instruments");
    for (const YamlValue& entry : entries) {
      Instrument read = read_instrument(entry);
      const std::size_t place = loaded_.all_.size();
      refuse_second(entry.at("id"), loaded_.by_id_.emplace(read.id, place).second);
      if (read.number) {
        refuse_second(entry.at("number"), loaded_.by_number_.emplace(comparable_number(*read.number), place).second);
      }
      loaded_.all_.push_back(std::move(read));
    }
    if (!file->problem()) link_successors(entries);
    return file->finish();
  }

  static Instrument read_instrument(const YamlValue& entry) {
    Instrument read;
    read.id = entry.text("id");
    read.title = {entry.text("title"), entry.text("title_en")};
    read.number = entry.optional_text("number");
    const std::initializer_list<std::string_view> kinds = {
        "law",        "administrative_regulation", "judicial_interpretation", "normative_document", "reply",
        "party_rule", "national_standard",         "local_standard",          "local_document"};
    read.kind = *(kinds.begin() + entry.one_of("kind", kinds));
    read.issuer = entry.text("issuer");
    read.issued_on = entry.optional_day("issued_on");
    const YamlValue in_force = entry.at("in_force");
    read.in_force_from = in_force.optional_day("from");
    read.in_force_until = in_force.optional_day("until");
    if (read.in_force_from && read.in_force_until && *read.in_force_until < *read.in_force_from) {
      in_force.note_problem({"until 早于 from；请改正", "until is before from; correct them"});
    }
    read.supersedes = entry.optional_texts("supersedes");
    read.report_years = read_report_years(entry.at("report_years"));
    read.verified = read_verified(entry);
    read.note = entry.optional_text("note").value_or("");
    return read;
  }

  static std::optional<ReportYears> read_report_years(const YamlValue& value) {
    if (!value.is_present()) return std::nullopt;
    ReportYears years;
    years.from = static_cast<int>(value.integer("from", 1900, 2999));
    if (const auto until = value.optional_integer("until", years.from, 2999)) years.until = static_cast<int>(*until);
    return years;
  }

  static void refuse_second(const YamlValue& value, bool is_first) {
    if (is_first) return;
    value.note_problem({fmt::format("{} 出现两次；请只保留一个", value.text()),
                        fmt::format("{} stands here twice; keep one", value.text())});
  }

  void link_successors(const std::vector<YamlValue>& entries) {
    for (std::size_t i = 0; i < entries.size(); ++i) {
      for (const std::string& id : loaded_.all_[i].supersedes) {
        const auto found = loaded_.by_id_.find(id);
        if (found == loaded_.by_id_.end()) {
          entries[i]
              .at("supersedes")
              .note_problem({fmt::format("没有 {}；请改正 supersedes", id),
                             fmt::format("there is no {}; correct supersedes", id)});
          return;
        }
        Instrument& older = loaded_.all_[found->second];
        if (older.superseded_by) {
          entries[i]
              .at("supersedes")
              .note_problem({fmt::format("{} 已被 {} 取代；请只保留一处", id, *older.superseded_by),
                             fmt::format("{} is superseded by {} already; keep one", id, *older.superseded_by)});
          return;
        }
        older.superseded_by = loaded_.all_[i].id;
      }
    }
    refuse_circles(entries);
  }

  /// Each has at most one successor, so a walk that is longer than the list goes in a circle.
  void refuse_circles(const std::vector<YamlValue>& entries) const {
    std::set<std::size_t> ends_well;
    for (std::size_t i = 0; i < loaded_.all_.size(); ++i) {
      std::set<std::size_t> walked;
      std::size_t at = i;
      while (ends_well.count(at) == 0) {
        if (!walked.insert(at).second) {
          entries[i]
              .at("supersedes")
              .note_problem(
                  {fmt::format("{} 的取代关系成了循环；请改正 supersedes", loaded_.all_[i].id),
                   fmt::format("the successors of {} go in a circle; correct supersedes", loaded_.all_[i].id)});
          return;
        }
        if (!loaded_.all_[at].superseded_by) break;
        at = loaded_.by_id_.find(*loaded_.all_[at].superseded_by)->second;
      }
      ends_well.insert(walked.begin(), walked.end());
    }
  }

  Failure read_articles(const std::string& name, std::string_view text) {
    auto file = YamlFile::parse(name, text);
    if (!file) return file.error();
    const YamlValue root = file->root();
    const std::string id = name.substr(kArticlesFolder.size(), name.size() - kArticlesFolder.size() - kEnding.size());
    const auto found = loaded_.by_id_.find(id);
    if (found == loaded_.by_id_.end()) {
      root.note_problem(
          {fmt::format("{} 中没有 {}；请先在那里列出，或改正文件名", kInstrumentsFile, id),
           fmt::format("{} has no {}; list it there first, or correct the file name", kInstrumentsFile, id)});
      return file->problem();
    }
    std::set<std::string> keys;
    for (const YamlValue& entry : root.list("articles")) {
      Article article{entry.text("article"), entry.wording(), read_verified(entry)};
      refuse_second(entry.at("article"), keys.insert(article_key(article.key)).second);
      loaded_.all_[found->second].articles.push_back(std::move(article));
    }
    return file->finish();
  }

  Instruments loaded_;
};

Result<Instruments> Instruments::load(const LawSource& source) { return InstrumentsLoader().load(source); }

}  // namespace gongkai::law
