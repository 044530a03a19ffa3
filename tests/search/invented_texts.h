// Texts drawn from a small alphabet, so that everything occurs often and touches everything else; and the slow, obvious
// search that the index is compared with.
#pragma once
#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "search/index.h"
#include "search/words.h"

namespace gongkai::search {

class InventedTexts {
 public:
  explicit InventedTexts(std::uint32_t seed) : random_(seed) {}

  std::size_t below(std::size_t limit) { return random_() % limit; }
  template <class List>
  const auto& one_of(const List& list) {
    return list[below(std::size(list))];
  }

  std::string text(std::size_t parts) {
    static const std::vector<std::string> kParts = {
        "政",  "府",       "信",   "息", "公", "开", "政府", "信息公开", "公开", "務", "务", "3",  "GDP",
        "gdp", "２０１９", "2019", "〔", "[",  "（", ")",    "】",       " ",    "\n", "　", "，", "。",
        "、",  "\t",       ".",    ":",  "-",  "\"", "号",   "第",       "é",    "e",  "ﬁ",  "½"};
    std::string out;
    for (std::size_t i = 0; i < parts; ++i) out += one_of(kParts);
    return out;
  }

  IndexDocument document(std::int64_t id) {
    IndexDocument document;
    document.id = id;
    document.title = text(1 + below(8));
    document.text = text(below(40));
    if (below(3) == 0) document.attachments = text(below(20));
    if (below(2) == 0)
      document.document_no = "某发〔20" + std::to_string(10 + below(3)) + "〕" + std::to_string(below(5)) + "号";
    document.index_no = "0" + std::to_string(below(20));
    document.agency = one_of(kAgencies);
    document.column = one_of(kColumns);
    document.theme = one_of(kThemes);
    document.genre = one_of(kThemes);
    document.validity = one_of(kThemes);
    document.published_on = CivilDay::of(2018, 12, 20)->plus_days(static_cast<int>(below(25)));
    return document;
  }

  Question question() {
    Question question;
    switch (below(8)) {
      case 0: question.words = text(1 + below(12)); break;
      case 1: question.words = "\"" + text(1 + below(6)) + "\" " + text(1 + below(3)); break;
      case 2: question.words = text(1) + " " + text(1) + " " + text(1); break;
      case 3: question.words = "某发[20" + std::to_string(10 + below(3)) + "]" + std::to_string(below(5)) + "号"; break;
      case 4: question.words = "\"" + text(4); break;
      default: question.words = text(1 + below(3)); break;
    }
    if (below(4) == 0) question.agency = one_of(kAgencies);
    if (below(4) == 0) question.columns = {one_of(kColumns), one_of(kColumns)};
    if (below(6) == 0) question.theme = one_of(kThemes);
    if (below(6) == 0) question.genre = one_of(kThemes);
    if (below(6) == 0) question.validity = one_of(kThemes);
    if (below(4) == 0) question.from = CivilDay::of(2018, 12, 25)->plus_days(static_cast<int>(below(10)));
    if (below(4) == 0) question.to = CivilDay::of(2018, 12, 30)->plus_days(static_cast<int>(below(10)));
    question.order = below(2) == 0 ? Order::Relevance : Order::NewestFirst;
    if (below(3) == 0) question.offset = static_cast<int>(below(30));
    question.limit = static_cast<int>(1 + below(25));
    return question;
  }

 private:
  static constexpr const char* kAgencies[] = {"a", "b", "c d"};
  static constexpr const char* kColumns[] = {"k1", "k2", "k3", "k4"};
  static constexpr const char* kThemes[] = {"", "x", "y\"z"};
  std::mt19937 random_;
};

/// Looks at every document, as SQL's LIKE over the folded text would.
class SlowSearch {
 public:
  std::vector<IndexDocument> documents;

  struct Found {
    std::int64_t total = 0;
    std::vector<std::int64_t> ids;
  };

  Found find(const Question& question) const {
    const auto phrases = phrases_of(question.words);
    std::vector<const IndexDocument*> hits;
    for (const IndexDocument& document : documents)
      if (passes(document, question) && holds_all(document, phrases, false)) hits.push_back(&document);
    const bool titles_first = question.order == Order::Relevance && !phrases.empty();
    std::sort(hits.begin(), hits.end(), [&](const IndexDocument* a, const IndexDocument* b) {
      if (titles_first && holds_all(*a, phrases, true) != holds_all(*b, phrases, true))
        return holds_all(*a, phrases, true);
      if (a->published_on != b->published_on) return a->published_on > b->published_on;
      return a->id > b->id;
    });
    Found found;
    found.total = static_cast<std::int64_t>(hits.size());
    for (std::size_t i = static_cast<std::size_t>(question.offset);
         i < hits.size() && i < static_cast<std::size_t>(question.offset + question.limit); ++i)
      found.ids.push_back(hits[i]->id);
    return found;
  }

 private:
  static bool passes(const IndexDocument& d, const Question& q) {
    const auto same = [](const std::string& wanted, const std::string& has) { return wanted.empty() || wanted == has; };
    if (!same(q.agency, d.agency) || !same(q.theme, d.theme) || !same(q.genre, d.genre) ||
        !same(q.validity, d.validity))
      return false;
    if (!q.columns.empty() && std::find(q.columns.begin(), q.columns.end(), d.column) == q.columns.end()) return false;
    return (!q.from || d.published_on >= *q.from) && (!q.to || d.published_on <= *q.to);
  }

  /// Elements written one behind the other, each between bars: a phrase is then a substring.
  static std::string written(const Elements& elements) {
    std::string out = "|";
    for (const Element& element : elements) out += element.text + "|";
    return out;
  }

  static bool holds_all(const IndexDocument& d, const std::vector<Phrase>& phrases, bool title_only) {
    std::vector<std::string> fields = {written(elements_of(d.title))};
    if (!title_only)
      for (const std::string* field : {&d.text, &d.attachments, &d.document_no, &d.index_no})
        fields.push_back(written(elements_of(*field)));
    return std::all_of(phrases.begin(), phrases.end(), [&](const Phrase& phrase) {
      const std::string wanted = written(phrase);
      return std::any_of(fields.begin(), fields.end(),
                         [&](const std::string& field) { return field.find(wanted) != std::string::npos; });
    });
  }
};

}  // namespace gongkai::search
