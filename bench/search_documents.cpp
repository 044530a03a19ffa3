// Searching 200,000 documents of 600 characters: how long questions of all kinds take, and building the index.
//   search_documents FOLDER [--documents N] [--questions N] [--mix portal|frequent] [--groonga] [--feed N]
// The index in FOLDER is built when it is not there or holds another number of documents, else used again.
// --feed measures N batches of one document each and takes them out again.
// The documents are invented: words of two to four characters drawn by Zipf's law over 20,000 of them, so that some
// words stand in most documents and most in few. --groonga writes the same documents and questions for
// bench/search_documents.sh, which asks Groonga in the same run.
//
// What is asked (--mix portal) is what visitors of a portal ask: a matter or a name of two to four characters, a piece
// of a title, a document number, mostly things that stand in few documents (0.01 to 5 in a hundred); some with filters,
// some with two words; one in twenty is a word that stands in most documents (通知, 工作, 管理), a few are single
// characters. --mix frequent is the hard case: words of all frequencies alike, 18 in 100 documents are hits.
#include <time.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/text.h"
#include "search/index.h"

namespace {
using namespace gongkai;
using namespace gongkai::search;
using Clock = std::chrono::steady_clock;

double milliseconds_since(Clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

/// What this thread alone has used: other programs do not count.
double processor_milliseconds() {
  timespec used{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
  return static_cast<double>(used.tv_sec) * 1e3 + static_cast<double>(used.tv_nsec) / 1e6;
}

/// Words made of 2,000 Han characters, the frequent ones first.
class Vocables {
 public:
  explicit Vocables(std::uint32_t seed) : random_(seed) {
    for (int i = 0; i < 20'000; ++i) {
      std::string word;
      const int length = i % 10 < 7 ? 2 : i % 10 < 9 ? 3 : 4;
      for (int k = 0; k < length; ++k) {
        // squared: some characters stand in many words
        const double u = unit(random_);
        append_code_point(word, static_cast<char32_t>(0x4E00 + static_cast<int>(u * u * 2000) * 7));
      }
      words_.push_back(word);
    }
    double sum = 0;
    for (std::size_t i = 0; i < words_.size(); ++i) {
      sum += 1.0 / std::pow(static_cast<double>(i) + 3.0, 0.95);
      cumulated_.push_back(sum);
    }
  }

  const std::string& word() {
    const double at = unit(random_) * cumulated_.back();
    return words_[static_cast<std::size_t>(std::lower_bound(cumulated_.begin(), cumulated_.end(), at) -
                                           cumulated_.begin())];
  }
  const std::string& word_of_rank(std::size_t rank) const { return words_[std::min(rank, words_.size() - 1)]; }
  std::size_t below(std::size_t limit) { return static_cast<std::size_t>(random_() % limit); }

  std::string sentence(std::size_t characters) {
    std::string text;
    std::size_t size = 0;
    while (size < characters) {
      const std::string& next = word();
      text += next;
      size += next.size() / 3;
      const std::size_t dice = below(60);
      if (dice < 6) text += dice < 4 ? "，" : "。", ++size;
      if (dice == 6) text += std::to_string(2008 + below(18)) + "年", size += 5;
      if (dice == 7) text += fmt::format("第{}季度GDP", 1 + below(4)), size += 7;
    }
    return text;
  }

 private:
  static double unit(std::mt19937& random) { return static_cast<double>(random()) / 4294967296.0; }
  std::mt19937 random_;
  std::vector<std::string> words_;
  std::vector<double> cumulated_;
};

IndexDocument document_of(Vocables& language, std::int64_t id) {
  IndexDocument document;
  document.id = id;
  document.title = "关于" + language.sentence(14) + "的通知";
  document.text = language.sentence(600);
  document.document_no = fmt::format("某政发〔{}〕{}号", 2008 + id % 18, 1 + id % 397);
  document.index_no = fmt::format("{:09d}/{}-{:05d}", 11000000 + id % 60, 2008 + id % 18, id % 100000);
  document.agency = fmt::format("agency{}", id % 60);
  document.column = fmt::format("column{}", language.below(40));
  document.theme = fmt::format("theme{}", language.below(20));
  document.genre = fmt::format("genre{}", language.below(8));
  document.validity = language.below(10) == 0 ? "abolished" : "valid";
  document.published_on = CivilDay::of(2008, 5, 1)->plus_days(static_cast<int>(language.below(6500)));
  return document;
}

struct Asked {
  std::string kind;
  Question question;
};

/// Pieces of four to eight characters out of titles: people copy what they have seen.
std::vector<std::string> pieces_of_titles(Vocables language) {
  std::vector<std::string> pieces;
  Vocables dice(7);
  for (std::int64_t id = 1; id <= 2000; ++id) {
    const std::string title = document_of(language, id).title;
    std::size_t at = 6;  // behind 关于
    const std::size_t skipped = dice.below(6), taken = 4 + dice.below(5);
    for (std::size_t i = 0; i < skipped && at < title.size(); ++i) next_code_point(title, at);
    const std::size_t begin = at;
    for (std::size_t i = 0; i < taken && at < title.size(); ++i) next_code_point(title, at);
    pieces.push_back(title.substr(begin, at - begin));
  }
  return pieces;
}

std::string document_number(Vocables& language) {
  return fmt::format("某政发[{}]{}号", 2008 + language.below(18), 1 + language.below(397));
}

std::vector<Asked> portal_questions(Vocables& language, const Vocables& of_documents, std::size_t count) {
  const std::vector<std::string> pieces = pieces_of_titles(of_documents);
  const auto rank = [&](double from, double to) {
    return static_cast<std::size_t>(from * std::pow(to / from, 0.001 * static_cast<double>(language.below(1000))));
  };
  const auto topic = [&] { return language.word_of_rank(rank(600, 20'000)); };  // in 5 to 0.2 of 100 documents
  std::vector<Asked> asked;
  while (asked.size() < count) {
    Question question;
    std::string kind;
    const std::size_t slot = asked.size() * 37 % 100;
    if (slot % 5 == 0) question.order = Order::NewestFirst;
    if (slot < 35) {
      kind = "matter or name";
      question.words = topic();
    } else if (slot < 50) {
      kind = "piece of a title";
      question.words = pieces[language.below(pieces.size())];
    } else if (slot < 65) {
      kind = "document number";
      question.words = document_number(language);
    } else if (slot < 75) {
      kind = "two words";
      question.words = topic() + " " + topic();
    } else if (slot < 84) {
      kind = "word, agency";
      question.words = topic();
      question.agency = fmt::format("agency{}", language.below(60));
    } else if (slot < 90) {
      kind = "word, column, year";
      question.words = topic();
      question.columns = {fmt::format("column{}", language.below(40))};
      question.from = CivilDay::of(2019, 1, 1);
      question.to = CivilDay::of(2019, 12, 31);
    } else if (slot < 95) {
      kind = "frequent word";
      question.words = language.word_of_rank(rank(1, 600));
    } else if (slot < 98) {
      kind = "digits and letters";
      question.words = language.below(2) ? fmt::format("第{}季度GDP", 1 + language.below(4))
                                         : fmt::format("{}年 {}", 2008 + language.below(18), topic());
    } else {
      kind = "character";
      question.words = topic().substr(0, 3);
    }
    asked.push_back({kind, question});
  }
  return asked;
}

std::vector<Asked> frequent_questions(Vocables& language, std::size_t count) {
  std::vector<Asked> asked;
  const auto rank = [&] {
    return static_cast<std::size_t>(std::pow(20'000.0, 0.001 * static_cast<double>(language.below(1000))));
  };
  const auto word = [&] { return language.word_of_rank(rank()); };
  while (asked.size() < count) {
    Question question;
    std::string kind;
    switch (asked.size() % 10) {
      case 0:
        kind = "one word";
        question.words = word();
        break;
      case 1:
        kind = "one word, newest";
        question.words = word();
        question.order = Order::NewestFirst;
        break;
      case 2:
        kind = "two words";
        question.words = word() + " " + word();
        break;
      case 3:
        kind = "phrase";
        question.words = word() + word();
        break;
      case 4:
        kind = "word, agency";
        question.words = word();
        question.agency = fmt::format("agency{}", language.below(60));
        break;
      case 5:
        kind = "word, column, year";
        question.words = word();
        question.columns = {fmt::format("column{}", language.below(40))};
        question.from = CivilDay::of(2019, 1, 1);
        question.to = CivilDay::of(2019, 12, 31);
        break;
      case 6:
        kind = "document number";
        question.words = document_number(language);
        break;
      case 7:
        kind = "digits and letters";
        question.words = language.below(2) ? fmt::format("第{}季度GDP", 1 + language.below(4))
                                           : fmt::format("{}年 {}", 2008 + language.below(18), word());
        break;
      case 8:
        kind = "character";
        question.words = word().substr(0, 3);
        break;
      default:
        kind = "three words, page 3";
        question.words = word() + " " + word() + " " + word();
        question.offset = 40;
        break;
    }
    asked.push_back({kind, question});
  }
  return asked;
}

std::string json(std::string_view text) { return fmt::format("\"{}\"", text); }

void write_documents_for_groonga(const std::filesystem::path& folder, Vocables language, std::int64_t documents) {
  const std::filesystem::path file = folder / "groonga.load";
  if (std::filesystem::exists(file)) return;
  std::ofstream load(folder / "groonga.load.part");
  load << "table_create Docs TABLE_NO_KEY\n";
  for (const char* column :
       {"title ShortText", "text Text", "document_no ShortText", "agency ShortText", "column ShortText", "day Int32"}) {
    load << "column_create Docs " << std::string(column).substr(0, std::string(column).find(' ')) << " COLUMN_SCALAR "
         << std::string(column).substr(std::string(column).find(' ') + 1) << "\n";
  }
  load << "load --table Docs\n[\n";
  for (std::int64_t id = 1; id <= documents; ++id) {
    const IndexDocument d = document_of(language, id);
    load << fmt::format("{{\"title\":{},\"text\":{},\"document_no\":{},\"agency\":{},\"column\":{},\"day\":{}}}{}\n",
                        json(d.title), json(d.text), json(d.document_no), json(d.agency), json(d.column),
                        d.published_on.days_since(CivilDay{}), id == documents ? "" : ",");
  }
  load << "]\n"  // indexes after the documents: Groonga builds them faster so
          "table_create Terms TABLE_PAT_KEY ShortText --default_tokenizer TokenBigram --normalizer NormalizerNFKC130\n"
          "column_create Terms index COLUMN_INDEX|WITH_POSITION|WITH_SECTION Docs title,text,document_no\n"
          "table_create Agencies TABLE_HASH_KEY ShortText\ncolumn_create Agencies index COLUMN_INDEX Docs agency\n"
          "table_create Columns TABLE_HASH_KEY ShortText\ncolumn_create Columns index COLUMN_INDEX Docs column\n"
          "table_create Days TABLE_PAT_KEY Int32\ncolumn_create Days index COLUMN_INDEX Docs day\n";
  load.close();
  std::filesystem::rename(folder / "groonga.load.part", file);
}

void write_questions_for_groonga(const std::filesystem::path& folder, const std::vector<Asked>& asked) {
  std::ofstream queries(folder / "groonga.queries");
  for (const Asked& one : asked) {
    const Question& q = one.question;
    std::string words = q.words;  // Groonga does not fold brackets of document numbers
    for (auto [from, to] : {std::pair{"[", "〔"}, std::pair{"]", "〕"}})
      if (const auto at = words.find(from); at != std::string::npos) words.replace(at, 1, to);
    std::string filter;
    if (!q.agency.empty()) filter = fmt::format("agency == \\\"{}\\\"", q.agency);
    if (!q.columns.empty())
      filter = fmt::format("column == \\\"{}\\\" && between(day, {}, \\\"include\\\", {}, \\\"include\\\")",
                           q.columns[0], q.from->days_since(CivilDay{}), q.to->days_since(CivilDay{}));
    queries << fmt::format(
        "select Docs --match_columns \"title*10||text||document_no\" --query \"{}\"{} --output_columns "
        "\"_id,title,agency,column,day,snippet_html(text)\" --sort_keys {} --offset {} --limit 20 --cache no\n",
        words, filter.empty() ? "" : fmt::format(" --filter \"{}\"", filter),
        q.order == Order::NewestFirst ? "-day" : "-_score,-day", q.offset);
  }
}

void print(std::string_view name, std::vector<double> times) {
  if (times.empty()) return;
  std::sort(times.begin(), times.end());
  const auto at = [&](double part) {
    return times[std::min(times.size() - 1, static_cast<std::size_t>(part * static_cast<double>(times.size())))];
  };
  fmt::print("{:<24} p50 {:8.2f}  p95 {:8.2f}  p99 {:8.2f}  max {:8.2f} ms  ({})\n", name, at(0.5), at(0.95), at(0.99),
             times.back(), times.size());
}

/// One document after the other, as an officer publishes them.
bool feed(Index& index, Vocables language, std::int64_t documents, std::int64_t count) {
  std::vector<double> times;
  std::vector<std::int64_t> ids;
  for (std::int64_t id = documents + 1; id <= documents + count; ++id) {
    const IndexDocument one = document_of(language, id);
    const auto begin = Clock::now();
    if (index.apply({&one, 1}, {}, id)) return false;
    times.push_back(milliseconds_since(begin));
    ids.push_back(id);
  }
  print("batches of one document", times);
  return !index.apply({}, ids, documents);
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 2) return 2;
  const std::filesystem::path folder = arguments[1];
  std::int64_t documents = 200'000;
  std::size_t questions = 1000;
  std::int64_t fed = 0;
  bool groonga = false;
  bool portal = true;
  for (int i = 2; i < count; ++i) {
    const std::string_view argument = arguments[i];
    if (argument == "--documents" && i + 1 < count)
      documents = std::stoll(arguments[++i]);
    else if (argument == "--questions" && i + 1 < count)
      questions = std::stoull(arguments[++i]);
    else if (argument == "--feed" && i + 1 < count)
      fed = std::stoll(arguments[++i]);
    else if (argument == "--mix" && i + 1 < count)
      portal = std::string_view(arguments[++i]) == "portal";
    else if (argument == "--groonga")
      groonga = true;
    else
      return 2;
  }
  std::filesystem::create_directories(folder);
  const Vocables language(20190515);
  Vocables for_questions(20190515);
  for_questions.sentence(100);
  const std::vector<Asked> asked =
      portal ? portal_questions(for_questions, language, questions) : frequent_questions(for_questions, questions);
  if (groonga) {
    write_documents_for_groonga(folder, language, documents);
    write_questions_for_groonga(folder, asked);
    return 0;
  }

  auto opened = Index::open(folder / "search.sqlite");
  if (!opened) return 1;
  Index& index = **opened;
  if (index.size() != documents) {
    Vocables writing = language;
    const auto begin = Clock::now();
    std::vector<IndexDocument> batch;
    for (std::int64_t id = 1; id <= documents; ++id) {
      batch.push_back(document_of(writing, id));
      if (batch.size() < 1000 && id < documents) continue;
      if (index.apply(batch, {}, id)) return 1;
      batch.clear();
    }
    fmt::print("built: {} documents in {:.1f} s\n", documents, milliseconds_since(begin) / 1000);
  }
  fmt::print("file: {} MB\n", std::filesystem::file_size(folder / "search.sqlite") >> 20);
  if (fed > 0) return feed(index, language, documents, fed) ? 0 : 1;
  // Once to warm the pages of the file; then after opening anew, when no list of hits is kept; then again as people do.
  for (const char* round : {"warming", "first time asked", "asked again"}) {
    const bool again = round == std::string_view("asked again");
    if (!again) {
      opened = Index::open(folder / "search.sqlite");
      if (!opened) return 1;
    }
    std::map<std::string, std::vector<double>> by_kind;
    std::vector<double> all, processor;
    std::int64_t hits = 0;
    for (const Asked& one : asked) {
      const double used = processor_milliseconds();
      const auto begin = Clock::now();
      const auto answer = (*opened)->find(one.question);
      const double took = milliseconds_since(begin);
      if (!answer) return 1;
      hits += answer->total;
      all.push_back(took);
      processor.push_back(processor_milliseconds() - used);
      by_kind[one.kind].push_back(took);
    }
    fmt::print("{}: {} questions, mean hits {}\n", round, asked.size(), hits / static_cast<std::int64_t>(asked.size()));
    for (const auto& [kind, times] : by_kind) print(kind, times);
    print("all", all);
    print("all, processor time", processor);
  }
}
