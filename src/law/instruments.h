// Laws, regulations, notices and standards that the project relies on, and what their articles say in
// our own words. The data are law/instruments.yaml and law/articles/<instrument id>.yaml.
// Threads: immutable once loaded. Pointers live as long as the Instruments they came from.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/civil_day.h"
#include "base/result.h"
#include "law/source.h"
#include "law/verified.h"

namespace gongkai::law {

/// An article, paragraph or item of a law, or a place of a format such as a table's head.
struct Article {
  std::string key;  ///< as cited, with Han numerals and down to the item, e.g. 条, 款 and 项 joined
  Wording text;     ///< what it says, in short; never the original wording
  Verified verified = Verified::Read;
};

/// The report years (年度, the year reported on) for which a report format is made. Both ends included.
struct ReportYears {
  int from = 0;
  std::optional<int> until;
  bool contains(int year) const { return year >= from && (!until || year <= *until); }
};

struct Instrument {
  std::string id;  ///< stable, e.g. "ogi_regulations_2019"
  Wording title;
  std::optional<std::string> number;  ///< 发文字号, order number or standard number
  std::string kind;                   ///< law, administrative_regulation, judicial_interpretation, …
  std::string issuer;
  std::optional<CivilDay> issued_on;
  std::optional<CivilDay> in_force_from;   ///< empty: not known
  std::optional<CivilDay> in_force_until;  ///< last day in force; empty: still in force
  std::vector<std::string> supersedes;     ///< ids
  std::optional<std::string> superseded_by;
  std::optional<ReportYears> report_years;
  Verified verified = Verified::Read;
  std::string note;
  std::vector<Article> articles;  ///< in the order of the file

  /// Empty when the day of commencement is not known and the day is not past the end.
  std::optional<bool> in_force_on(CivilDay day) const;
  /// `key` may be written with Arabic numerals and in short: 33, 33.2, 36.0.5 (no paragraph, item 5),
  /// 第33条第2款, 第二十条第（八）项. Null when there is no such entry.
  const Article* find_article(std::string_view key) const;
};

class Instruments {
 public:
  /// Fails with `law.bad_file`: a field missing or wrong, an id, number or article twice, an unknown id in
  /// `supersedes`, two successors, a circle of successors, an articles file without its instrument.
  static Result<Instruments> load(const LawSource& source);

  /// In the order of the file.
  const std::vector<Instrument>& all() const { return all_; }
  /// Null when there is none.
  const Instrument* find(std::string_view id) const;
  /// By document number; the brackets around the year may be of any kind, blanks do not matter.
  const Instrument* find_by_number(std::string_view number) const;
  /// By id, or else by document number.
  const Instrument* find_any(std::string_view id_or_number) const;
  /// Null when there is no such instrument or article.
  const Article* find_article(std::string_view id, std::string_view key) const;
  /// The report format made for a report year; null when there is none.
  const Instrument* format_for_report_year(int year) const;

 private:
  friend class InstrumentsLoader;
  std::vector<Instrument> all_;
  std::map<std::string, std::size_t, std::less<>> by_id_;
  std::map<std::string, std::size_t, std::less<>> by_number_;  ///< in comparable form
};

/// An article key as the data write it: Arabic numerals become Han, brackets and blanks go, "33.2" is
/// spelled out. What is no article key (a place of a format) only loses brackets and blanks.
std::string article_key(std::string_view written);
/// A document number in the form in which two are compared.
std::string comparable_number(std::string_view number);

}  // namespace gongkai::law
