#include "report/write_text.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "report/predicates.h"

namespace gongkai::report {
namespace {

constexpr std::size_t kMostCells = 8;    ///< more cells than this: only those that are not 0
constexpr std::size_t kLabelWidth = 44;  ///< columns

class TextWriter {
 public:
  TextWriter(const Report& report, const CheckResult& checked, const law::RulePack& rules, const std::string& file,
             const TextOptions& options)
      : report_(report), checked_(checked), rules_(rules), file_(file), options_(options) {}

  std::string write() {
    head();
    for (const Finding& finding : checked_.findings) put(finding);
    tampering();
    unchecked();
    count();
    return std::move(out_);
  }

 private:
  bool chinese() const { return options_.language == Language::Chinese; }
  std::string_view say(std::string_view zh, std::string_view en) const { return chinese() ? zh : en; }
  std::string styled(std::string_view text, std::string_view code) const {
    return options_.color ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string(text);
  }
  std::string quiet(std::string_view text) const { return styled(text, "2"); }

  static std::string padded(std::string_view text, std::size_t width) {
    std::string out(text);
    for (std::size_t w = display_width(text); w < width; ++w) out += ' ';
    return out;
  }

  /// As much of the label as fits the column.
  static std::string shortened(std::string_view text, std::size_t width) {
    if (display_width(text) <= width) return std::string(text);
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t from = at;
      next_code_point(text, at);
      if (display_width(out) + display_width(text.substr(from, at - from)) + 1 > width) break;
      out += text.substr(from, at - from);
    }
    return out + "…";
  }

  void head() {
    out_ += styled(file_, "1") + "\n";
    std::string line;
    auto add = [&](std::string_view part) {
      if (!line.empty()) line += " · ";
      line += part;
    };
    if (report_.agency)
      add(report_.agency_full_name ? fmt::format("{}（{}）", report_.agency->value, report_.agency_full_name->value)
                                   : report_.agency->value);
    if (report_.year) add(fmt::format(fmt::runtime(say("{} 年度", "report year {}")), report_.year->value));
    add(report_.format != nullptr ? report_.format->id : std::string(say("未认出格式", "format not recognised")));
    if (report_.index_no) add(report_.index_no->value);
    if (report_.published_on)
      add(fmt::format(fmt::runtime(say("{} 发布", "published {}")), report_.published_on->value.iso()));
    if (report_.validity) add(report_.validity->value);
    out_ += "  " + quiet(line) + "\n\n";
  }

  std::string_view severity_word(Severity severity) const {
    switch (severity) {
      case Severity::Error: return say("错误", "error");
      case Severity::Warning: return say("警告", "warning");
      case Severity::Info: return say("提示", "info");
      case Severity::Doubt: return say("存疑", "doubt");
    }
    return "";
  }

  static std::string_view color_of(Severity severity) {
    switch (severity) {
      case Severity::Error: return "1;31";
      case Severity::Warning: return "1;33";
      case Severity::Info: return "1;36";
      case Severity::Doubt: return "1;35";
    }
    return "0";
  }

  std::string place(document::Place place) const {
    if (place.line == 0) return {};
    // A Word file has no lines: its paragraphs are counted.
    if (place.column == 0) return fmt::format(fmt::runtime(say("{} 第 {} 段", "{} paragraph {}")), file_, place.line);
    return fmt::format("{}:{}:{}", file_, place.line, place.column);
  }

  std::string place_words(const Where& where) const {
    if (where.table != 0) return label_of(report_, where);
    if (where.section != 0) return fmt::format(fmt::runtime(say("第 {} 部分", "section {}")), where.section);
    return std::string(say("正文", "text"));
  }

  void put(const Finding& finding) {
    const law::Rule* rule = rules_.find(finding.rule);
    const std::string sentence =
        rule != nullptr ? rule->sentence.in(options_.language) : finding.message.in(options_.language);
    out_ += fmt::format("{} {}  {}\n", styled(severity_word(finding.severity), color_of(finding.severity)),
                        styled(finding.rule, "1"), sentence);
    out_ += fmt::format("  ┌─ {}{}\n", padded(place_words(finding.where), kLabelWidth + 4),
                        quiet(place(finding.where.place)));
    cells(finding);
    const std::string& message = finding.message.in(options_.language);
    const std::string last = !finding.equation.empty() ? finding.equation : message;
    out_ += fmt::format("  └─ {}\n", styled(last, "1"));
    if (!finding.hint.in(options_.language).empty())
      out_ += fmt::format("  {}{}\n", say("建议：", "hint: "), finding.hint.in(options_.language));
    out_ += fmt::format("  {}{}\n\n", say("依据：", "basis: "), quiet(finding.basis));
  }

  void cells(const Finding& finding) {
    const bool many = finding.cells.size() > kMostCells;
    std::size_t left_out = 0;
    for (std::size_t i = 0; i < finding.cells.size(); ++i) {
      const ReportTable& table = report_.tables[finding.cells[i].table_index];
      const ReportCell& cell = table.cells[finding.cells[i].cell];
      const Quantity* number = cell.number();
      const bool marked = i + 1 == finding.cells.size();
      if (many && !marked && (number == nullptr || number->is_zero())) {
        ++left_out;
        continue;
      }
      std::string value = number != nullptr ? number->text() : std::string(say("（空白）", "(blank)"));
      for (std::size_t w = display_width(value); w < 10; ++w) value.insert(0, " ");
      std::string line = fmt::format(
          "  │  {}{}", padded(shortened(cell_label(finding, table, finding.cells[i].cell), kLabelWidth), kLabelWidth),
          value);
      const std::string wanted = marked ? total_wanted(finding) : std::string();
      if (!wanted.empty())
        line +=
            styled(fmt::format(fmt::runtime(say("   ← 其余无误则应为 {}", "   ← should be {} if the others are right")),
                               wanted),
                   color_of(finding.severity));
      else if (marked && finding.equation.empty())
        line += styled("   ←", color_of(finding.severity));
      out_ += line + "\n";
    }
    if (left_out > 0)
      out_ += quiet(
          fmt::format(fmt::runtime(say("  │  （其余 {} 格为 0）\n", "  │  ({} further cells are 0)\n")), left_out));
  }

  /// Where a printed total stands alone in its equation, what it would have to be; else empty: which of several cells
  /// is wrong cannot be known.
  std::string total_wanted(const Finding& finding) const {
    const law::Rule* rule = rules_.find(finding.rule);
    if (rule == nullptr || rule->equations.empty() || finding.equation.empty()) return {};
    const law::Equation& equation = rule->equations.front();
    if (equation.comparison != law::Comparison::Equal || equation.right.size() != 1 || equation.right.front().constant)
      return {};
    const auto expected = Quantity::parse(finding.expected);
    return expected && !expected->is_negative() ? finding.expected : std::string();
  }

  std::string cell_label(const Finding& finding, const ReportTable& table, std::uint32_t cell) const {
    const Where where = where_of_cell(*table.layout, cell);
    const law::RowLayout* row = table.layout->row(where.row);
    std::string column;
    for (const law::ColumnLayout& candidate : table.layout->columns_of(*row))
      if (candidate.key == where.column && !candidate.key.empty()) column = candidate.label.official;
    // Along a row the columns differ, along a column the rows.
    if (!finding.where.row.empty() && finding.where.column.empty() && finding.where.row == where.row && !column.empty())
      return column;
    return row->label.official;
  }

  static Where where_of_cell(const law::TableLayout& layout, std::uint32_t number) {
    for (const law::RowLayout& row : layout.rows) {
      const auto& columns = layout.columns_of(row);
      if (number >= row.first_cell && number < row.first_cell + columns.size())
        return {layout.number, row.key, columns[number - row.first_cell].key, 0, "", {}};
    }
    return {};
  }

  void tampering() {
    if (report_.tampering.empty()) return;
    out_ += fmt::format("{} {}\n", styled(say("疑似篡改", "tampering"), "1;31"),
                        say("以下位置出现不属于该机关的文字：", "text that is not the agency's stands at:"));
    for (const TamperingSign& sign : report_.tampering) {
      std::string where = std::string(region_word(sign));
      out_ += fmt::format("  • {}{}\n    “{}”\n", padded(where, kLabelWidth), quiet(place(sign.place)), sign.text);
    }
    out_ += fmt::format("  {}\n\n", report_.tampering.front().why.in(options_.language));
  }

  std::string region_word(const TamperingSign& sign) const {
    if (sign.section != 0)
      return fmt::format(fmt::runtime(say("第 {} 部分{}", "section {} {}")), sign.section, sign.part);
    if (sign.region == "breadcrumb") return std::string(say("页面位置（面包屑）", "breadcrumb"));
    if (sign.region == "citation") return std::string(say("所引文件的标题", "title of the cited document"));
    return std::string(say("页面", "page"));
  }

  void unchecked() {
    if (checked_.unchecked.empty()) return;
    out_ += quiet(say("未判断的规则：", "not judged:")) + "\n";
    // Rules with the same reason share a line.
    std::vector<std::pair<std::string, std::vector<std::string>>> reasons;
    for (const Unchecked& entry : checked_.unchecked) {
      const std::string& why = entry.why.in(options_.language);
      auto found =
          std::find_if(reasons.begin(), reasons.end(), [&](const auto& reason) { return reason.first == why; });
      if (found == reasons.end()) found = reasons.insert(reasons.end(), {why, {}});
      if (found->second.empty() || found->second.back() != entry.rule) found->second.push_back(entry.rule);
    }
    for (const auto& [why, ids] : reasons)
      out_ += quiet(fmt::format("  {}{}{}\n", why, say("：", ": "), fmt::join(ids, " ")));
    out_ += "\n";
  }

  void count() {
    std::size_t n[4] = {0, 0, 0, 0};
    for (const Finding& finding : checked_.findings) ++n[static_cast<std::size_t>(finding.severity)];
    std::size_t numbers = 0, blanks = 0, lost = 0;
    for (const ReportTable& table : report_.tables) {
      for (const ReportCell& cell : table.cells) {
        if (cell.is_number())
          ++numbers;
        else if (std::holds_alternative<Blank>(cell.reading))
          ++blanks;
        else
          ++lost;
      }
    }
    out_ += fmt::format(fmt::runtime(say("读出 {} 个数，{} 格空白，{} 格未能确定。",
                                         "{} figures read, {} cells blank, {} not determined. ")),
                        numbers, blanks, lost);
    out_ += styled(fmt::format(fmt::runtime(say("错误 {}，警告 {}，提示 {}，存疑 {}。\n",
                                                "errors {}, warnings {}, infos {}, doubts {}.\n")),
                               n[0], n[1], n[2], n[3]),
                   n[0] > 0   ? "1;31"
                   : n[1] > 0 ? "1;33"
                              : "1;32");
  }

  const Report& report_;
  const CheckResult& checked_;
  const law::RulePack& rules_;
  const std::string& file_;
  const TextOptions& options_;
  std::string out_;
};

/// What a document prints must not steer the terminal.
void neutralise(std::string& text) { text = printable(text); }

Report without_controls(Report report) {
  for (auto* value : {&report.agency, &report.agency_full_name, &report.index_no, &report.validity}) {
    if (*value) neutralise((*value)->value);
  }
  for (TamperingSign& sign : report.tampering) neutralise(sign.text);
  return report;
}

CheckResult without_controls(CheckResult checked) {
  for (Finding& finding : checked.findings) {
    neutralise(finding.message.zh);
    neutralise(finding.message.en);
  }
  return checked;
}

}  // namespace

std::string findings_as_text(const Report& report, const CheckResult& checked, const law::RulePack& rules,
                             const std::string& file, const TextOptions& options) {
  const Report shown = without_controls(report);
  const CheckResult shown_checked = without_controls(checked);
  return TextWriter(shown, shown_checked, rules, file, options).write();
}

std::string summary_as_text(std::size_t files, std::size_t with_findings, std::size_t failed,
                            const TextOptions& options) {
  const std::string_view pattern = options.language == Language::Chinese
                                       ? "\n共 {} 个文件：{} 个有错误或警告，{} 个没有，{} 个不能读取。\n"
                                       : "\n{} files: {} with errors or warnings, {} without, {} could not be read.\n";
  return fmt::format(fmt::runtime(pattern), files, with_findings, files - with_findings - failed, failed);
}

}  // namespace gongkai::report
