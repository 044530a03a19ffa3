// The rules by which annual reports are checked, as data: equations over the cells of the statutory tables, and
// predicates that the program knows by name. Data: law/rules/*.yaml (law/rules/README.md tells the fields).
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "law/instruments.h"
#include "law/report_format.h"
#include "law/source.h"

namespace gongkai::law {

enum class RuleSeverity { Error, Warning, Info };
enum class Each { Whole, Column, Row, Cell };
enum class Comparison { Equal, AtMost, AtLeast };

/// One side of an equation is a sum of signed terms.
struct Term {
  bool negative = false;
  bool of_previous_year = false;
  std::string row;  ///< as written; resolved against a layout by whoever evaluates
  std::string column;
  bool sum_of_results = false;
  std::optional<std::int64_t> constant;
};

struct Equation {
  std::string text;
  std::vector<Term> left;
  Comparison comparison = Comparison::Equal;
  std::vector<Term> right;
};

struct Rule {
  std::string id;
  Wording sentence;
  std::vector<std::string> formats;
  int table = 0;
  Each each = Each::Whole;
  std::vector<std::string> rows;  ///< empty: all
  std::vector<Equation> equations;
  std::string predicate;
  std::map<std::string, std::vector<std::string>, std::less<>> parameters;
  std::vector<std::string> needs;  ///< previous, children, narrative, case_data
  RuleSeverity severity = RuleSeverity::Error;
  std::optional<int> since, until;  ///< report years
  std::string instrument;           ///< id of the basis
  std::string place;
  Wording hint;
  Wording false_positives;
  std::vector<std::map<std::string, std::int64_t>> good, bad;  ///< examples for the equations
  std::vector<std::string> good_text, bad_text;
  std::string file;  ///< for messages

  bool applies_to(std::string_view format) const;
  bool applies_to_year(std::optional<int> year) const;
  /// Empty when the rule has no such parameter.
  std::string parameter(std::string_view key) const;
  const std::vector<std::string>& parameters_of(std::string_view key) const;
};

class RulePack {
 public:
  /// Fails with `law.bad_file`: an unknown operand, format or instrument, an equation that cannot be read, an id twice.
  static Result<RulePack> load(const LawSource& source, const ReportFormats& formats, const Instruments& instruments);

  const std::vector<Rule>& all() const { return rules_; }
  const Rule* find(std::string_view id) const;
  /// "国办公开办函〔2021〕30号 表三表头": the document number, or the title, and the place. A rule on a table rests on
  /// the format that the report uses: the same head stands in each of them.
  std::string basis_of(const Rule& rule, const ReportFormat* used = nullptr) const;

 private:
  std::vector<Rule> rules_;
  std::map<std::string, std::string, std::less<>> instrument_names_;  ///< number or title by id
  std::vector<std::string> format_instruments_;                       ///< ids
};

/// Reads "received + carried_in = total + carried_out". Empty when it is no equation. For `each` row the operands are
/// columns, else rows or row.column.
std::optional<Equation> parse_equation(std::string_view text, Each each);

}  // namespace gongkai::law
