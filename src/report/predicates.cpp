// Predicates over cells and over the form of a report. Those that read sentences are in narrative.cpp.
#include "report/predicates.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/text.h"
#include "report/narrative.h"
#include "report/text_parts.h"
#include "scan/personal_numbers.h"

namespace gongkai::report {
namespace {

const ReportTable& table_of(const Judgement& j) { return *j.report().table(j.rule.table); }

/// Calls `use(where, cell, column)` for every cell of the rule's table.
template <class Use>
void each_cell(const Judgement& j, const Use& use) {
  const ReportTable& table = table_of(j);
  for (const law::RowLayout& row : table.layout->rows) {
    if (!j.rule.rows.empty() && std::find(j.rule.rows.begin(), j.rule.rows.end(), row.key) == j.rule.rows.end())
      continue;
    const auto& columns = table.layout->columns_of(row);
    for (std::uint32_t c = 0; c < columns.size(); ++c) {
      const ReportCell& cell = table.cell(row.first_cell + c);
      use(Where{j.rule.table, row.key, columns[c].key, 0, "", cell.at.place}, cell, columns[c]);
    }
  }
}

CellUse use_of(const Judgement& j, const ReportCell& cell) {
  const ReportTable& table = table_of(j);
  return {static_cast<std::uint32_t>(&table - j.report().tables.data()),
          static_cast<std::uint32_t>(&cell - table.cells.data())};
}

void non_negative_count(const Judgement& j) {
  bool unread = false;
  each_cell(j, [&](const Where& where, const ReportCell& cell, const law::ColumnLayout& column) {
    const Quantity* number = cell.number();
    unread = unread || (number == nullptr && !std::holds_alternative<Blank>(cell.reading));
    if (number == nullptr || column.unit != law::CellUnit::Count) return;
    if (number->is_whole() && (!number->is_negative() || column.is_signed)) return;
    Finding& finding =
        j.found(where, {fmt::format("件数应为非负整数，这里是 {}", number->text()),
                        fmt::format("a count must be a whole number not below 0, this is {}", number->text())});
    finding.found = number->text();
    finding.cells.push_back(use_of(j, cell));
  });
  if (unread) j.unchecked({"有单元格没有读出", "some cells were not read"}, Where{j.rule.table, "", "", 0, "", {}});
}

void amount_not_negative(const Judgement& j) {
  each_cell(j, [&](const Where& where, const ReportCell& cell, const law::ColumnLayout& column) {
    const Quantity* number = cell.number();
    if (number == nullptr || column.unit == law::CellUnit::Count || !number->is_negative()) return;
    Finding& finding = j.found(where, {fmt::format("金额不应为负，这里是 {}", number->text()),
                                       fmt::format("an amount must not be negative, this is {}", number->text())});
    finding.found = number->text();
    finding.cells.push_back(use_of(j, cell));
  });
}

bool is_government(const Judgement& j, const std::string& agency) {
  const auto& endings = j.law.words.government_endings;
  return std::any_of(endings.begin(), endings.end(),
                     [&](const std::string& ending) { return agency.ends_with(ending); });
}

void amount_unlikely(const Judgement& j) {
  const auto limit = Quantity::parse(j.rule.parameter("at_least"));
  if (!limit) return j.unchecked({"规则缺少参数 at_least", "the rule lacks its parameter at_least"});
  each_cell(j, [&](const Where& where, const ReportCell& cell, const law::ColumnLayout& column) {
    const Quantity* number = cell.number();
    if (number == nullptr || column.unit != law::CellUnit::WanYuan || *number < *limit) return;
    Finding& finding = j.found(
        where,
        {fmt::format("金额 {} 万元偏大，可能把元当成了万元", number->text()),
         fmt::format("{} ten thousand yuan is much; yuan may have been printed as ten thousand yuan", number->text())});
    finding.found = number->text();
    finding.cells.push_back(use_of(j, cell));
    // A government that adds up its departments may well collect as much.
    if (j.report().agency && is_government(j, j.report().agency->value)) finding.severity = lowered(finding.severity);
  });
}

void rule_making_power(const Judgement& j) {
  if (!j.report().agency) return j.unchecked({"没有读出机关名称", "the agency's name was not found"});
  const std::string& agency = j.report().agency->value;
  auto ends = [&](std::string_view parameter) {
    const auto& endings = j.rule.parameters_of(parameter);
    return std::any_of(endings.begin(), endings.end(),
                       [&](const std::string& ending) { return agency.ends_with(ending); });
  };
  if (ends("holders") && !ends("not_holders")) return;
  each_cell(j, [&](const Where& where, const ReportCell& cell, const law::ColumnLayout& column) {
    const Quantity* number = cell.number();
    if (number == nullptr || column.unit != law::CellUnit::Count || *number <= Quantity()) return;
    const ReportTable& table = table_of(j);
    if (where.row != table.layout->rows.front().key) return;  // the row of rules is the first one
    Finding& finding = j.found(
        where, {fmt::format("{} 填报了 {}，但该机关一般没有规章制定权", label_of(j.report(), where), number->text()),
                fmt::format("{} is {}, but such an agency usually has no power to make rules",
                            label_of(j.report(), where), number->text())});
    finding.found = number->text();
    finding.cells.push_back(use_of(j, cell));
  });
}

void row_set_official(const Judgement& j) {
  const ReportTable& table = table_of(j);
  if (std::all_of(table.printed_rows.begin(), table.printed_rows.end(),
                  [](const std::string& row) { return row.empty(); })) {
    return j.unchecked({"表中的行没有读出", "the rows of the table were not read"});
  }
  for (std::size_t r = 0; r < table.layout->rows.size(); ++r) {
    if (!table.printed_rows[r].empty()) continue;
    const law::RowLayout& row = table.layout->rows[r];
    j.found(Where{j.rule.table, row.key, "", 0, "", {}},
            {fmt::format("没有找到“{}”一行，可能缺少，也可能改了名称", row.label.official),
             fmt::format("the row \"{}\" was not found: it is missing, or has another name", row.label.official)});
  }
}

void share_above(const Judgement& j) {
  const ReportTable& table = table_of(j);
  const auto percent = Quantity::parse(j.rule.parameter("percent"));
  const std::string total_column = table.layout->blocks[0].columns.back().key;
  auto number_at = [&](const std::string& row) -> const Quantity* {
    const auto cell = table.layout->cell(row, total_column);
    return cell ? table.cell(*cell).number() : nullptr;
  };
  const std::string part_row = j.rule.parameter("part");
  const Quantity* part = number_at(part_row);
  Quantity whole;
  for (const std::string& row : j.rule.parameters_of("of")) {
    const Quantity* number = number_at(row);
    if (number == nullptr) return j.unchecked({"总计栏没有读出", "the total column was not read"});
    whole = whole + *number;
  }
  if (!percent || part == nullptr) return j.unchecked({"总计栏没有读出", "the total column was not read"});
  if (whole <= Quantity() || part->as_double() * 100 <= whole.as_double() * percent->as_double()) return;
  const Where where{
      j.rule.table, part_row, total_column, 0, "", table.cell(*table.layout->cell(part_row, total_column)).at.place};
  const double share = part->as_double() * 100 / whole.as_double();
  Finding& finding = j.found(
      where, {fmt::format("{} 为 {}，占 {} 的 {:.0f}%", label_of(j.report(), where), part->text(), whole.text(), share),
              fmt::format("{} is {}, {:.0f}% of {}", label_of(j.report(), where), part->text(), share, whole.text())});
  finding.found = part->text();
}

// ---- form

void sections_complete(const Judgement& j) {
  const law::ReportFormat* format = j.report().format;
  if (format == nullptr) return j.unchecked({"没有认出报告所用的格式", "the format was not recognised"});
  if (format->sections.empty()) return;
  if (j.report().sections.empty()) return j.unchecked({"没有找到任何一级标题", "no section heading was found"});
  std::vector<std::string> keys;
  for (const Section& section : j.report().sections) keys.push_back(label_key(section.title));
  auto known = [&](const std::string& key) {
    return std::any_of(format->sections.begin(), format->sections.end(),
                       [&](const law::SectionLayout& layout) { return layout.label.matches(key); });
  };
  int last = 0;
  for (const law::SectionLayout& layout : format->sections) {
    const Section* found = nullptr;
    for (std::size_t i = 0; i < keys.size() && found == nullptr; ++i) {
      if (layout.label.matches(keys[i])) found = &j.report().sections[i];
    }
    // A heading that is worded freely but stands in its place with its number counts.
    for (std::size_t i = 0; i < keys.size() && found == nullptr; ++i) {
      if (j.report().sections[i].number == layout.number && !known(keys[i])) found = &j.report().sections[i];
    }
    if (found == nullptr) {
      j.found(Where{0, "", "", layout.number, "", {}},
              {fmt::format("缺少第 {} 部分“{}”", layout.number, layout.label.official),
               fmt::format("section {} \"{}\" is missing", layout.number, layout.label.official)});
      continue;
    }
    if (found->number != layout.number || found->number <= last) {
      j.found(
          Where{0, "", "", layout.number, "", found->place},
          {fmt::format("“{}”应为第 {} 部分，这里编为第 {}", found->title, layout.number, found->number),
           fmt::format("\"{}\" should be section {}, it is numbered {}", found->title, layout.number, found->number)});
    }
    last = std::max(last, found->number);
  }
}

void title_standard(const Judgement& j) {
  const Report& report = j.report();
  if (!report.title) return j.unchecked({"没有找到标题", "the title was not found"});
  const std::string& title = report.title->value;
  const law::ReportWords& words = j.law.words;
  const Where where{0, "", "", 0, "", report.title->place};
  if (!report.agency || title.find(report.agency->value) == std::string::npos) {
    j.found(where, {fmt::format("标题“{}”中没有机关名称", title),
                    fmt::format("the title \"{}\" does not name the agency", title)});
    return;
  }
  const std::string standard = fmt::format("{}{}年{}", report.agency->value, report.year->value, words.title_standard);
  if (title == standard) return;
  const bool common = title.ends_with(words.title_standard) ||
                      std::any_of(words.title_shorter.begin(), words.title_shorter.end(),
                                  [&](const std::string& other) { return title.ends_with(other); });
  Finding& finding = j.found(where, {fmt::format("标题印为“{}”，规范写法是“{}”", title, standard),
                                     fmt::format("the title is \"{}\"; the usual form is \"{}\"", title, standard)});
  if (common) finding.severity = lowered(finding.severity);
}

void published_in_time(const Judgement& j) {
  const Report& report = j.report();
  if (!report.year) return j.unchecked({"没有读出报告年度", "the report year was not found"});
  if (!report.published_on) return j.unchecked({"没有读出发布日期", "the publication date was not found"});
  if (!report.agency) return j.unchecked({"没有读出机关名称", "the agency's name was not found"});
  const bool government = is_government(j, report.agency->value);
  const std::string day = j.rule.parameter(government ? "government" : "department");
  const auto limit = CivilDay::parse(fmt::format("{}-{}", report.year->value + 1, day));
  if (!limit) return j.unchecked({"规则缺少期限参数", "the rule lacks its date"});
  if (report.published_on->value <= *limit) return;
  Finding& finding =
      j.found(Where{0, "", "", 0, "", report.published_on->place},
              {fmt::format("发布日期 {} 晚于 {}", report.published_on->value.iso(), limit->iso()),
               fmt::format("published on {}, after {}", report.published_on->value.iso(), limit->iso())});
  finding.expected = limit->iso();
  finding.found = report.published_on->value.iso();
}

void years_agree(const Judgement& j) {
  const Report& report = j.report();
  if (!report.title || !report.year) return j.unchecked({"没有读出标题中的年度", "the title's year was not found"});
  if (!report.period) return j.unchecked({"正文没有写明统计期间", "the text does not state its period"});
  const int year = report.period->value.second.year();
  if (year == report.year->value && report.period->value.first.year() == year) return;
  Finding& finding = j.found(Where{0, "", "", 0, "", report.period->place},
                             {fmt::format("标题是 {} 年度，统计期间却是 {} 至 {}", report.year->value,
                                          report.period->value.first.iso(), report.period->value.second.iso()),
                              fmt::format("the title says {}, the period is {} to {}", report.year->value,
                                          report.period->value.first.iso(), report.period->value.second.iso())});
  finding.expected = std::to_string(report.year->value);
  finding.found = std::to_string(year);
}

void period_whole_year(const Judgement& j) {
  const Report& report = j.report();
  if (!report.period) return j.unchecked({"正文没有写明统计期间", "the text does not state its period"});
  const auto& [first, last] = report.period->value;
  if (first.month() == 1 && first.day() == 1 && last.month() == 12 && last.day() == 31) return;
  j.found(Where{0, "", "", 0, "", report.period->place},
          {fmt::format("统计期间是 {} 至 {}，不是全年", first.iso(), last.iso()),
           fmt::format("the period is {} to {}, not the whole year", first.iso(), last.iso())});
}

void format_fits_year(const Judgement& j) {
  const Report& report = j.report();
  if (report.format == nullptr || !report.year)
    return j.unchecked({"没有读出格式或年度", "the format or the year was not found"});
  const law::ReportFormat* due = j.law.formats.for_year(report.year->value);
  if (due == nullptr || due == report.format || report.year->value < due->required_from) return;
  Finding& finding = j.found(
      Where{},
      {fmt::format("{} 年度报告应使用 {}，这里用的是 {}", report.year->value, due->id, report.format->id),
       fmt::format("a report on {} must use {}, this one uses {}", report.year->value, due->id, report.format->id)});
  finding.expected = due->id;
  finding.found = report.format->id;
}

void no_personal_numbers(const Judgement& j) {
  for (const Line& line : j.recognised.lines) {
    for (const scan::PersonalNumber& number : scan::find_identity_numbers(line.text)) {
      std::string masked(line.text.substr(number.begin, number.size));
      std::fill(masked.begin() + 6, masked.end() - 4, '*');
      j.found(Where{0, "", "", 0, "", line.place},
              {fmt::format("正文含有居民身份证号码 {}", masked),
               fmt::format("the text holds a resident identity number: {}", masked)});
    }
  }
}

void citation_in_force(const Judgement& j) {
  const Report& report = j.report();
  if (!report.year) return j.unchecked({"没有读出报告年度", "the report year was not found"});
  for (const Citation& citation : report.citations) {
    const law::Instrument* cited = j.law.instruments.find_by_number(citation.document_number);
    if (cited == nullptr || !cited->report_years || !cited->report_years->until ||
        *cited->report_years->until >= report.year->value)
      continue;
    const law::Instrument* next = cited->superseded_by ? j.law.instruments.find(*cited->superseded_by) : nullptr;
    const std::string now = next != nullptr ? next->number.value_or(next->title.zh) : std::string("—");
    Finding& finding =
        j.found(Where{0, "", "", 0, citation.document_number, citation.place},
                {fmt::format("{} 年度报告引用的 {} 已被 {} 取代", report.year->value, citation.document_number, now),
                 fmt::format("the report on {} cites {}, which was replaced by {}", report.year->value,
                             citation.document_number, now)});
    finding.expected = now;
    finding.found = citation.document_number;
  }
}

void document_numbers_well_formed(const Judgement& j) {
  for (const Citation& citation : j.report().citations) {
    if (citation.well_formed) continue;
    Finding& finding = j.found(Where{0, "", "", 0, citation.document_number, citation.place},
                               {fmt::format("文号印为“{}”，应为“{}”", citation.printed, citation.document_number),
                                fmt::format("the document number is printed \"{}\"; it should be \"{}\"",
                                            citation.printed, citation.document_number)});
    finding.expected = citation.document_number;
    finding.found = citation.printed;
    if (citation.damaged) finding.severity = Severity::Doubt;
  }
}

void labels_complete(const Judgement& j) {
  for (const DamagedLabel& label : j.recognised.damaged_labels) {
    Finding& finding =
        j.found(Where{label.table, label.row, label.column, 0, "", label.place},
                {fmt::format("栏目名印为“{}”，应为“{}”", label.printed, label.official),
                 fmt::format("the label is printed \"{}\"; it should be \"{}\"", label.printed, label.official)});
    finding.expected = label.official;
    finding.found = label.printed;
    finding.severity = Severity::Doubt;
  }
}

void agency_named_alike(const Judgement& j) {
  const Report& report = j.report();
  if (!report.agency) return j.unchecked({"没有读出机关名称", "the agency's name was not found"});
  if (report.org_code) {
    const law::CodeCheck code = j.law.identifiers.check(report.org_code->value);
    if (!code.valid()) {
      Finding& finding =
          j.found(Where{0, "", "", 0, "", report.org_code->place},
                  {fmt::format("索引号中的代码 {} 校验位不符", report.org_code->value),
                   fmt::format("the code {} in the index number has a wrong check character", report.org_code->value)});
      finding.severity = Severity::Warning;
    }
  }
  if (!report.agency_full_name) return;
  const std::string& name = report.agency->value;
  const std::string& full = report.agency_full_name->value;
  Finding& finding = j.found(Where{0, "", "", 0, "", report.agency_full_name->place},
                             {fmt::format("标题称“{}”，页面称“{}”", name, full),
                              fmt::format("the title names \"{}\", the page \"{}\"", name, full)});
  finding.expected = full;
  finding.found = name;
  // A short form of the same name is common usage.
  if (is_subsequence(name, full) || is_subsequence(full, name)) {
    finding.severity = Severity::Info;
    finding.hint = {"标题用的是简称，可以不改；正式报告宜用全称",
                    "the title uses a short form, which may stay; a formal report had better use the full name"};
  }
}

using Predicate = void (*)(const Judgement&);

const std::map<std::string_view, Predicate>& predicates() {
  static const std::map<std::string_view, Predicate> kAll{
      {"non_negative_count", non_negative_count},
      {"amount_not_negative", amount_not_negative},
      {"amount_unlikely", amount_unlikely},
      {"rule_making_power", rule_making_power},
      {"row_set_official", row_set_official},
      {"share_above", share_above},
      {"sections_complete", sections_complete},
      {"title_standard", title_standard},
      {"published_in_time", published_in_time},
      {"years_agree", years_agree},
      {"period_whole_year", period_whole_year},
      {"format_fits_year", format_fits_year},
      {"no_personal_numbers", no_personal_numbers},
      {"citation_in_force", citation_in_force},
      {"document_numbers_well_formed", document_numbers_well_formed},
      {"labels_complete", labels_complete},
      {"agency_named_alike", agency_named_alike},
      {"narrative_agrees", narrative_agrees}};
  return kAll;
}

}  // namespace

Finding& Judgement::found(Where where, Wording message) const {
  Finding finding;
  finding.rule = rule.id;
  finding.severity = severity_of(rule.severity);
  finding.where = std::move(where);
  finding.message = std::move(message);
  finding.basis = rules.basis_of(rule, report().format);
  finding.hint = rule.hint;
  result.findings.push_back(std::move(finding));
  return result.findings.back();
}

void Judgement::unchecked(Wording why, Where where) const {
  result.unchecked.push_back({rule.id, std::move(where), std::move(why)});
}

bool is_predicate(std::string_view name) { return predicates().contains(name); }

bool judge(std::string_view predicate, const Judgement& judgement) {
  const auto found = predicates().find(predicate);
  if (found == predicates().end()) return false;
  found->second(judgement);
  return true;
}

Severity severity_of(law::RuleSeverity severity) {
  switch (severity) {
    case law::RuleSeverity::Error: return Severity::Error;
    case law::RuleSeverity::Warning: return Severity::Warning;
    case law::RuleSeverity::Info: return Severity::Info;
  }
  return Severity::Error;
}

Severity lowered(Severity severity) { return severity == Severity::Error ? Severity::Warning : Severity::Info; }

std::string label_of(const Report& report, const Where& where) {
  const ReportTable* table = report.table(where.table);
  if (table == nullptr) return {};
  std::string label = table->layout->place;
  const law::RowLayout* row = table->layout->row(where.row);
  if (row != nullptr) label += "·" + row->label.official;
  const auto& columns = row != nullptr ? table->layout->columns_of(*row) : table->layout->blocks[0].columns;
  for (const law::ColumnLayout& column : columns) {
    if (column.key == where.column && !column.key.empty()) label += "·" + column.label.official;
  }
  return label;
}

}  // namespace gongkai::report
