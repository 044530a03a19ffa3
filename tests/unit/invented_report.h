// An invented annual report whose every cell can be set, written as HTML or as text with one cell a line, and what the
// reader makes of it. Labels come from the law data, so a change there needs no change here.
#pragma once
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "document/read.h"
#include "law/narrative_words.h"
#include "law/rules.h"
#include "report/check.h"
#include "report/recognise.h"

namespace gongkai::report::test {

/// The built-in law with the machines made from it; loaded once.
class BuiltInLaw {
 public:
  static const BuiltInLaw& get();

  const ReadingLaw& reading() const { return reading_; }
  const law::RulePack& rules() const { return rules_; }
  const law::ReportFormats& formats() const { return reading_.formats; }
  const Recogniser& recogniser() const { return *recogniser_; }
  const Checker& checker() const { return *checker_; }

 private:
  BuiltInLaw(ReadingLaw reading, law::RulePack rules, law::NarrativeWords narrative)
      : reading_(std::move(reading)), rules_(std::move(rules)), narrative_(std::move(narrative)) {}

  ReadingLaw reading_;
  law::RulePack rules_;
  law::NarrativeWords narrative_;
  std::unique_ptr<Recogniser> recogniser_;
  std::unique_ptr<Checker> checker_;
};

/// What was read from one file.
class ReadReport {
 public:
  ReadReport(std::string_view bytes, std::string_view name);

  bool ok() const { return recognised_.has_value(); }
  /// The code of the refusal; empty when the file was read.
  const std::string& error() const { return error_; }
  const document::Document& document() const { return *document_; }
  const Recognised& recognised() const { return *recognised_; }
  const Report& report() const { return recognised_->report; }
  const CheckResult& checked() const { return checked_; }

  /// The number as JSON has it, or "blank", "missing", "unreadable", "no table".
  std::string value(int table, std::string_view row, std::string_view column) const;
  /// Findings of a rule as "severity row column expected found", in order.
  std::vector<std::string> findings(std::string_view rule) const;
  /// The ids of all rules with errors, warnings or doubts.
  std::vector<std::string> rules_with_findings() const;
  bool unchecked(std::string_view rule) const;
  std::string json() const;

 private:
  std::unique_ptr<document::Document> document_;  // the report refers into it
  std::optional<Recognised> recognised_;
  CheckResult checked_;
  std::string error_;
};

/// Table, row key, column key.
using CellKey = std::tuple<int, std::string, std::string>;

/// A cell as it will be printed.
struct PrintedCell {
  std::string text;
  unsigned rows = 1;
  unsigned columns = 1;
  std::optional<CellKey> figure{};  ///< empty for labels
};
using PrintedTable = std::vector<std::vector<PrintedCell>>;

enum class Figures {
  Zero,      ///< 0 everywhere
  Sparse,    ///< mostly 0, as most reports are
  Distinct,  ///< hardly two cells alike, so that a shifted cell cannot look right
};

/// All figures satisfy all equations until one is set.
class InventedReport {
 public:
  explicit InventedReport(Figures figures = Figures::Sparse, std::string_view format = "F2021", int year = 2023);

  InventedReport& set(int table, std::string_view row, std::string_view column, std::string_view printed);
  InventedReport& agency(std::string_view name) {
    agency_ = name;
    return *this;
  }
  InventedReport& year(int year) {
    year_ = year;
    return *this;
  }
  InventedReport& title(std::string_view whole) {
    title_ = whole;
    return *this;
  }
  /// Lines printed above the title.
  InventedReport& head(std::vector<std::string> lines) {
    head_ = std::move(lines);
    return *this;
  }
  /// Replaces the text of a section, line by line.
  InventedReport& section(int number, std::vector<std::string> lines) {
    sections_[number] = std::move(lines);
    return *this;
  }
  /// Prints no heading for this section.
  InventedReport& without_heading(int number) {
    without_heading_.push_back(number);
    return *this;
  }
  InventedReport& heading(int number, std::string_view whole) {
    headings_[number] = whole;
    return *this;
  }

  const law::ReportFormat& format() const { return *format_; }
  const std::map<CellKey, std::string>& figures() const { return figures_; }
  const std::string& printed(int table, const std::string& row, const std::string& column) const {
    return figures_.at({table, row, column});
  }

  /// The tables as grids; may be changed before they are written.
  PrintedTable& table(int number) { return tables_built().at(number); }
  std::string html();
  /// One cell a line, blank lines between, as copies of pages are.
  std::string lines();
  /// Only the lines, to take some away.
  std::vector<std::string> line_list();

 private:
  std::map<int, PrintedTable>& tables_built();
  PrintedTable build_table2(const law::TableLayout& layout) const;
  PrintedTable build_table3(const law::TableLayout& layout) const;
  PrintedTable build_table4(const law::TableLayout& layout) const;
  PrintedTable build_statistics(const law::TableLayout& layout) const;
  PrintedCell figure(int table, const std::string& row, const std::string& column, unsigned columns = 1) const;
  std::string title_text() const;
  std::string heading_of(const law::SectionLayout& section) const;
  std::vector<std::string> text_of(int section) const;

  const law::ReportFormat* format_;
  int year_;
  std::string agency_ = "临江县财政局";
  std::string title_;
  std::vector<std::string> head_;
  std::map<int, std::vector<std::string>> sections_;
  std::map<int, std::string> headings_;
  std::vector<int> without_heading_;
  std::map<CellKey, std::string> figures_;
  std::map<int, PrintedTable> tables_;
};

std::string html_of(const PrintedTable& table);
/// A line a row, a tab between cells; places under a span are empty.
std::string tabs_of(const PrintedTable& table);

inline ReadReport read_html(InventedReport& report) { return {report.html(), "报告.html"}; }
inline ReadReport read_html(InventedReport&& report) { return {report.html(), "报告.html"}; }

/// Every cell that holds a number which is not the one printed for it, as "table.row.column: printed, read".
/// Cells that were not found are no lie.
std::vector<std::string> wrong_cells(const ReadReport& read, const std::map<CellKey, std::string>& truth);
/// How many cells hold a number.
std::size_t cells_read(const ReadReport& read);

}  // namespace gongkai::report::test
