#include "report/check.h"

#include <algorithm>

#include <fmt/format.h>

#include "report/predicates.h"

namespace gongkai::report {
namespace {

/// Writes the terms of `side` for one row or column into `out`; false when an operand has no cell there.
bool resolve(const std::vector<law::Term>& side, const law::TableLayout& table, const std::string& row,
             const std::string& column, std::vector<SignedCell>& out) {
  for (const law::Term& term : side) {
    SignedCell cell;
    cell.negative = term.negative;
    if (term.constant) {
      cell.is_constant = true;
      cell.constant = *term.constant;
      out.push_back(cell);
      continue;
    }
    if (term.sum_of_results) {
      for (const law::RowLayout& result : table.rows) {
        if (!result.is_result) continue;
        const auto number = table.cell(result.key, column);
        if (!number) return false;
        cell.cell = *number;
        out.push_back(cell);
      }
      continue;
    }
    const auto number = table.cell(term.row.empty() ? row : term.row, term.column.empty() ? column : term.column);
    if (!number) return false;
    cell.cell = *number;
    out.push_back(cell);
  }
  return true;
}

std::vector<EquationInstance> compile(const law::Rule& rule, const law::TableLayout& table) {
  std::vector<EquationInstance> instances;
  auto add = [&](const law::Equation& equation, const std::string& row, const std::string& column) {
    EquationInstance instance;
    instance.comparison = equation.comparison;
    instance.row = row;
    instance.column = column;
    if (!resolve(equation.left, table, row, column, instance.left) ||
        !resolve(equation.right, table, row, column, instance.right))
      return;
    if (rule.each == law::Each::Whole) {
      // A finding points to the cell that stands alone: the total.
      const auto& alone = equation.right.size() == 1 && !equation.right[0].constant ? equation.right : equation.left;
      instance.row = alone.front().row;
      instance.column = alone.front().column;
    }
    instances.push_back(std::move(instance));
  };
  for (const law::Equation& equation : rule.equations) {
    if (rule.each == law::Each::Column) {
      for (const law::ColumnLayout& column : table.blocks[0].columns) add(equation, "", column.key);
    } else if (rule.each == law::Each::Row) {
      for (const law::RowLayout& row : table.rows) {
        if (rule.rows.empty() || std::find(rule.rows.begin(), rule.rows.end(), row.key) != rule.rows.end())
          add(equation, row.key, "");
      }
    } else {
      add(equation, "", "");
    }
  }
  return instances;
}

struct Sum {
  Quantity value;
  std::string text;  ///< the numbers as put in
  std::size_t numbers = 0;
  std::size_t blanks = 0;
  bool unknown = false;  ///< a cell was not found or is no number
};

Sum add_up(const std::vector<SignedCell>& side, const ReportTable& table) {
  Sum sum;
  for (const SignedCell& term : side) {
    Quantity value = Quantity::of(term.constant);
    if (!term.is_constant) {
      const ReportCell& cell = table.cells[term.cell];
      if (std::holds_alternative<Blank>(cell.reading)) {
        ++sum.blanks;
        continue;
      }
      const Quantity* number = cell.number();
      if (number == nullptr) {
        sum.unknown = true;
        return sum;
      }
      value = *number;
      ++sum.numbers;
    }
    sum.value = term.negative ? sum.value - value : sum.value + value;
  }
  return sum;
}

/// The numbers put in. Of long sums only those that are not 0.
std::string with_numbers(const std::vector<SignedCell>& side, const ReportTable& table) {
  std::string text;
  for (const SignedCell& term : side) {
    Quantity value = Quantity::of(term.constant);
    if (!term.is_constant) {
      const Quantity* number = table.cells[term.cell].number();
      if (number == nullptr || (side.size() > 6 && number->is_zero())) continue;
      value = *number;
    }
    if (text.empty())
      text = (term.negative ? "-" : "") + value.text();
    else if (value.is_negative())
      text += (term.negative ? " - (" : " + (") + value.text() + ")";
    else
      text += (term.negative ? " - " : " + ") + value.text();
  }
  return text.empty() ? "0" : text;
}

bool holds(Quantity left, law::Comparison comparison, Quantity right) {
  switch (comparison) {
    case law::Comparison::Equal: return left == right;
    case law::Comparison::AtMost: return left <= right;
    case law::Comparison::AtLeast: return left >= right;
  }
  return false;
}

std::string_view sign_of_violation(law::Comparison comparison) {
  switch (comparison) {
    case law::Comparison::Equal: return " ≠ ";
    case law::Comparison::AtMost: return " > ";
    case law::Comparison::AtLeast: return " < ";
  }
  return "";
}

bool needs_more(const law::Rule& rule, CheckResult& result) {
  if (rule.needs.empty()) return false;
  const std::string& need = rule.needs.front();
  Wording why{"需要其他资料", "needs further input"};
  if (need == "previous") why = {"需要上一年度的报告", "needs the report of the year before"};
  if (need == "children") why = {"需要所属各单位的报告", "needs the reports of the agencies below"};
  if (need == "narrative")
    why = {"需要理解正文，本版尚不判断", "needs the text to be understood; not judged in this version"};
  if (need == "case_data") why = {"需要案件记录", "needs the records of the cases"};
  result.unchecked.push_back({rule.id, {}, why});
  return true;
}

}  // namespace

Checker::Checker(const law::RulePack& rules, const law::NarrativeWords& narrative, const ReadingLaw& law)
    : rules_(rules), narrative_(narrative), law_(law) {
  for (const law::Rule& rule : rules.all()) {
    CompiledRule compiled{&rule, {}};
    for (const law::ReportFormat& format : law.formats.all()) {
      const law::TableLayout* table =
          rule.needs.empty() && rule.applies_to(format.id) ? format.table(rule.table) : nullptr;
      compiled.by_format.push_back(table != nullptr ? compile(rule, *table) : std::vector<EquationInstance>());
    }
    compiled_.push_back(std::move(compiled));
  }
}

CheckResult Checker::check(const Recognised& recognised, const document::Document& document) const {
  CheckResult result;
  const Report& report = recognised.report;
  for (const CompiledRule& compiled : compiled_) {
    const law::Rule& rule = *compiled.rule;
    if (report.format != nullptr && !rule.applies_to(report.format->id)) continue;
    if (!rule.applies_to_year(report.year ? std::optional(report.year->value) : std::nullopt)) {
      if (!report.year)
        result.unchecked.push_back({rule.id, {}, {"没有读出报告年度", "the report year was not found"}});
      continue;
    }
    // Without a format the tables of the year's own format are the ones that are missing.
    if (report.format == nullptr && report.year) {
      const law::ReportFormat* due = law_.formats.for_year(report.year->value);
      if (due != nullptr && !rule.applies_to(due->id)) continue;
    }
    if (needs_more(rule, result)) continue;
    if (rule.table != 0 && report.table(rule.table) == nullptr) {
      result.unchecked.push_back(
          {rule.id, Where{rule.table, "", "", 0, "", {}}, {"没有找到这张表", "the table was not found"}});
      continue;
    }
    if (rule.predicate.empty()) {
      judge_equations(compiled, report, result);
    } else if (!judge(rule.predicate, {rule, rules_, narrative_, law_, recognised, document, result})) {
      result.unchecked.push_back({rule.id,
                                  {},
                                  {"程序没有名为“" + rule.predicate + "”的判断",
                                   "the program has no predicate called \"" + rule.predicate + "\""}});
    }
  }
  return result;
}

void Checker::judge_equations(const CompiledRule& compiled, const Report& report, CheckResult& result) const {
  const law::Rule& rule = *compiled.rule;
  const ReportTable& table = *report.table(rule.table);
  std::size_t format = 0;
  for (; format < law_.formats.all().size(); ++format) {
    const auto& tables = law_.formats.all()[format].tables;
    if (std::any_of(tables.begin(), tables.end(),
                    [&](const law::TableLayout& layout) { return &layout == table.layout; }))
      break;
  }
  for (const EquationInstance& instance : compiled.by_format[format]) {
    const Where where{rule.table, instance.row, instance.column, 0, "", {}};
    const Sum left = add_up(instance.left, table);
    const Sum right = add_up(instance.right, table);
    if (left.unknown || right.unknown) {
      result.unchecked.push_back({rule.id, where, {"算式中有单元格没有读出", "a cell of the equation was not read"}});
      continue;
    }
    if (left.numbers + right.numbers == 0) {
      result.unchecked.push_back({rule.id, where, {"算式中的单元格都是空白", "all cells of the equation are blank"}});
      continue;
    }
    if (holds(left.value, instance.comparison, right.value)) continue;
    Finding finding;
    finding.rule = rule.id;
    finding.severity = severity_of(rule.severity);
    // A blank counts as 0 only beside numbers, and what rests on it is less certain.
    if (left.blanks + right.blanks > 0) finding.severity = lowered(finding.severity);
    finding.where = where;
    finding.message = rule.sentence;
    finding.expected = left.value.text();
    finding.found = right.value.text();
    finding.equation = fmt::format("{}{}{}", with_numbers(instance.left, table), sign_of_violation(instance.comparison),
                                   with_numbers(instance.right, table));
    finding.basis = rules_.basis_of(rule, report.format);
    finding.hint = rule.hint;
    const auto table_index = static_cast<std::uint32_t>(&table - report.tables.data());
    for (const auto* side : {&instance.left, &instance.right}) {
      for (const SignedCell& term : *side)
        if (!term.is_constant) finding.cells.push_back({table_index, term.cell});
    }
    if (!finding.cells.empty()) finding.where.place = table.cells[finding.cells.back().cell].at.place;
    result.findings.push_back(std::move(finding));
  }
}

}  // namespace gongkai::report
