#include "invented_report.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "report/write_json.h"

namespace gongkai::report::test {
namespace {

constexpr const char* kNumerals[] = {"零", "一", "二", "三", "四", "五", "六"};

template <class T>
T must(Result<T> result) {
  if (!result) {
    ADD_FAILURE() << result.error().where << " " << result.error().message.en;
    std::abort();
  }
  return std::move(result).value();
}

std::string reading_text(const Reading& reading) {
  if (const auto* number = std::get_if<Quantity>(&reading)) return number->text();
  if (std::holds_alternative<Blank>(reading)) return "blank";
  if (std::holds_alternative<Unreadable>(reading)) return "unreadable";
  return "missing";
}

}  // namespace

const BuiltInLaw& BuiltInLaw::get() {
  static const std::unique_ptr<const BuiltInLaw> law = [] {
    const law::LawSource source = law::LawSource::embedded();
    ReadingLaw reading = must(ReadingLaw::load(source));
    law::RulePack rules = must(law::RulePack::load(source, reading.formats, reading.instruments));
    law::NarrativeWords narrative = must(law::NarrativeWords::load(source));
    std::unique_ptr<BuiltInLaw> made(new BuiltInLaw(std::move(reading), std::move(rules), std::move(narrative)));
    made->recogniser_ = std::make_unique<Recogniser>(made->reading_);
    made->checker_ = std::make_unique<Checker>(made->rules_, made->narrative_, made->reading_);
    return made;
  }();
  return *law;
}

ReadReport::ReadReport(std::string_view bytes, std::string_view name) {
  auto document = document::read(bytes, name, {});
  if (!document) {
    error_ = document.error().code;
    return;
  }
  document_ = std::make_unique<document::Document>(std::move(*document));
  auto recognised = BuiltInLaw::get().recogniser().recognise(*document_, name);
  if (!recognised) {
    error_ = recognised.error().code;
    return;
  }
  recognised_ = std::move(*recognised);
  checked_ = BuiltInLaw::get().checker().check(*recognised_, *document_);
}

std::string ReadReport::value(int table, std::string_view row, std::string_view column) const {
  if (!ok()) return error_;
  const ReportTable* found = report().table(table);
  if (found == nullptr) return "no table";
  const auto number = found->layout->cell(row, column);
  if (!number) return "no such cell";
  return reading_text(found->cell(*number).reading);
}

std::vector<std::string> ReadReport::findings(std::string_view rule) const {
  std::vector<std::string> found;
  for (const Finding& finding : checked_.findings) {
    if (finding.rule != rule) continue;
    std::string line(name_of(finding.severity));
    for (const std::string* part : {&finding.where.row, &finding.where.column, &finding.expected, &finding.found}) {
      if (!part->empty()) line += " " + *part;
    }
    found.push_back(line);
  }
  return found;
}

std::vector<std::string> ReadReport::rules_with_findings() const {
  std::vector<std::string> rules;
  for (const Finding& finding : checked_.findings) {
    if (finding.severity == Severity::Info) continue;
    if (rules.empty() || rules.back() != finding.rule) rules.push_back(finding.rule);
  }
  return rules;
}

bool ReadReport::unchecked(std::string_view rule) const {
  return std::any_of(checked_.unchecked.begin(), checked_.unchecked.end(),
                     [&](const Unchecked& entry) { return entry.rule == rule; });
}

std::string ReadReport::json() const {
  JsonWriter json;
  write_json(json, report(), checked_, {});
  return json.take();
}

InventedReport::InventedReport(Figures figures, std::string_view format, int year)
    : format_(BuiltInLaw::get().formats().find(format)), year_(year) {
  int next = 100;
  auto count = [&](std::size_t number) -> int {
    switch (figures) {
      case Figures::Zero: return 0;
      case Figures::Sparse: return number % 11 == 3 ? static_cast<int>(1 + number % 3) : 0;
      case Figures::Distinct: return next++;
    }
    return 0;
  };
  std::size_t number = 0;
  for (const law::TableLayout& layout : format_->tables) {
    std::map<std::pair<std::string, std::string>, int> cells;
    const std::string total_column =
        layout.number == 2 || layout.number == 2014 ? "" : layout.blocks[0].columns.back().key;
    for (const law::RowLayout& row : layout.rows) {
      int sum = 0;
      for (const law::ColumnLayout& column : layout.columns_of(row)) {
        if (layout.number == 3 && !row.is_result && row.key != "carried_in" && row.key != "carried_out") continue;
        int value = column.key == total_column && !total_column.empty() ? sum : count(++number);
        if (layout.number == 2 && row.key == "admin_rule") value = 0;
        sum += value;
        cells[{row.key, column.key}] = value;
      }
    }
    if (layout.number == 3) {
      for (const law::ColumnLayout& column : layout.blocks[0].columns) {
        int sum = 0;
        for (const law::RowLayout& row : layout.rows) sum += row.is_result ? cells[{row.key, column.key}] : 0;
        cells[{"total", column.key}] = sum;
        // More carried in than done would make a negative number received.
        int& carried_in = cells[{"carried_in", column.key}];
        if (column.key != total_column) carried_in = std::min(carried_in, sum);
      }
      int sum = 0;
      for (const law::ColumnLayout& column : layout.blocks[0].columns) {
        int& carried_in = cells[{"carried_in", column.key}];
        if (column.key == total_column) carried_in = sum;
        sum += carried_in;
        cells[{"received", column.key}] =
            cells[{"total", column.key}] + cells[{"carried_out", column.key}] - carried_in;
      }
    }
    if (layout.number == 2) {
      for (const law::RowLayout& row : layout.rows) {
        const auto valid = cells.find({row.key, "valid"});
        if (valid != cells.end()) valid->second += cells[{row.key, "made"}];
      }
    }
    for (const auto& [key, value] : cells) figures_[{layout.number, key.first, key.second}] = std::to_string(value);
  }
}

InventedReport& InventedReport::set(int table, std::string_view row, std::string_view column,
                                    std::string_view printed) {
  const auto cell = figures_.find({table, std::string(row), std::string(column)});
  if (cell == figures_.end()) {
    ADD_FAILURE() << "no cell " << table << "." << row << "." << column;
    return *this;
  }
  cell->second = printed;
  tables_.clear();
  return *this;
}

PrintedCell InventedReport::figure(int table, const std::string& row, const std::string& column,
                                   unsigned columns) const {
  return {figures_.at({table, row, column}), 1, columns, CellKey{table, row, column}};
}

PrintedTable InventedReport::build_table2(const law::TableLayout& layout) const {
  PrintedTable table;
  for (std::uint32_t b = 0; b < layout.blocks.size(); ++b) {
    const law::BlockLayout& block = layout.blocks[b];
    const std::size_t count = block.columns.size();
    auto width = [&](std::size_t c) -> unsigned { return count == 1 ? 3 : count == 2 && c == 1 ? 2 : 1; };
    table.push_back({{block.heading, 1, 4}});
    std::vector<PrintedCell> head{{layout.headings.front().official}};
    for (std::size_t c = 0; c < count; ++c) head.push_back({block.columns[c].label.official, 1, width(c)});
    table.push_back(head);
    for (const law::RowLayout& row : layout.rows) {
      if (row.block != b) continue;
      std::vector<PrintedCell> cells{{row.label.official}};
      for (std::size_t c = 0; c < count; ++c) cells.push_back(figure(2, row.key, block.columns[c].key, width(c)));
      table.push_back(cells);
    }
  }
  return table;
}

PrintedTable InventedReport::build_table3(const law::TableLayout& layout) const {
  const auto& columns = layout.blocks[0].columns;
  PrintedTable table;
  table.push_back(
      {{"（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 3, 3}, {"申请人情况", 1, 7}});
  table.push_back(
      {{columns[0].label.official, 2}, {layout.column_groups[0].official, 1, 5}, {columns[6].label.official, 2}});
  table.push_back({});
  for (std::size_t c = 1; c < 6; ++c) table.back().push_back({columns[c].label.official});
  auto group_text = [&](const std::string& key) {
    const auto group = std::find_if(layout.row_groups.begin(), layout.row_groups.end(),
                                    [&](const law::Label& label) { return label.matches(key); });
    return group == layout.row_groups.end() ? key : group->official;
  };
  for (std::size_t r = 0; r < layout.rows.size(); ++r) {
    const law::RowLayout& row = layout.rows[r];
    std::vector<PrintedCell> cells;
    for (std::size_t depth = 0; depth < row.groups.size(); ++depth) {
      auto same = [&](const law::RowLayout& other) {
        return other.groups.size() > depth &&
               std::equal(row.groups.begin(), row.groups.begin() + static_cast<std::ptrdiff_t>(depth) + 1,
                          other.groups.begin());
      };
      if (r > 0 && same(layout.rows[r - 1])) continue;
      unsigned height = 0;
      while (r + height < layout.rows.size() && same(layout.rows[r + height])) ++height;
      cells.push_back({group_text(row.groups[depth]), height});
    }
    cells.push_back({row.label.official, 1, static_cast<unsigned>(3 - row.groups.size())});
    for (const law::ColumnLayout& column : columns) cells.push_back(figure(3, row.key, column.key));
    table.push_back(cells);
  }
  return table;
}

PrintedTable InventedReport::build_table4(const law::TableLayout& layout) const {
  const auto& columns = layout.blocks[0].columns;
  PrintedTable table(4);
  table[0] = {{layout.rows[0].label.official, 1, 5}, {layout.column_groups[0].official, 1, 10}};
  for (const law::ColumnLayout& column : columns) table[1].push_back({column.label.official, 2});
  for (std::size_t g = 1; g < 3; ++g) {
    table[1].push_back({layout.rows[g].label.official, 1, 5});
    for (const law::ColumnLayout& column : columns) table[2].push_back({column.label.official});
  }
  for (const law::RowLayout& group : layout.rows) {
    for (const law::ColumnLayout& column : columns) table[3].push_back(figure(4, group.key, column.key));
  }
  return table;
}

PrintedTable InventedReport::build_statistics(const law::TableLayout& layout) const {
  PrintedTable table{{{"指标名称"}, {"计量单位"}, {"统计数"}}};
  for (const law::RowLayout& row : layout.rows)
    table.push_back({{row.label.official}, {row.unit}, figure(2014, row.key, "")});
  return table;
}

std::map<int, PrintedTable>& InventedReport::tables_built() {
  if (!tables_.empty()) return tables_;
  for (const law::TableLayout& layout : format_->tables) {
    switch (layout.number) {
      case 2: tables_[2] = build_table2(layout); break;
      case 3: tables_[3] = build_table3(layout); break;
      case 4: tables_[4] = build_table4(layout); break;
      default: tables_[layout.number] = build_statistics(layout);
    }
  }
  return tables_;
}

std::string InventedReport::title_text() const {
  return title_.empty() ? fmt::format("{}{}年政府信息公开工作年度报告", agency_, year_) : title_;
}

std::string InventedReport::heading_of(const law::SectionLayout& section) const {
  const auto own = headings_.find(section.number);
  if (own != headings_.end()) return own->second;
  return fmt::format("{}、{}", kNumerals[section.number], section.label.official);
}

std::vector<std::string> InventedReport::text_of(int section) const {
  const auto own = sections_.find(section);
  if (own != sections_.end()) return own->second;
  if (section == 1) return {"本年度的工作按计划进行，没有需要说明的变化。"};
  if (section == 5) return {"解读形式比较单一，下一步将增加图解。"};
  if (section == 6) return {"本年度没有收取信息处理费。"};
  return {};
}

std::string html_of(const PrintedTable& table) {
  std::string html = "<table>\n";
  for (const auto& row : table) {
    html += "<tr>";
    for (const PrintedCell& cell : row) {
      html += "<td";
      if (cell.rows > 1) html += fmt::format(" rowspan=\"{}\"", cell.rows);
      if (cell.columns > 1) html += fmt::format(" colspan=\"{}\"", cell.columns);
      html += ">" + cell.text + "</td>";
    }
    html += "</tr>\n";
  }
  return html + "</table>\n";
}

std::string tabs_of(const PrintedTable& table) {
  std::string text;
  std::map<std::size_t, unsigned> covered;  // column: rows that a cell from above still covers
  for (const auto& row : table) {
    std::string line;
    std::size_t column = 0;
    auto pass_covered = [&] {
      for (; covered[column] > 0; ++column) {
        --covered[column];
        line += '\t';
      }
    };
    for (const PrintedCell& cell : row) {
      pass_covered();
      line += cell.text;
      for (unsigned i = 0; i < cell.columns; ++i) {
        covered[column++] = cell.rows - 1;
        line += '\t';
      }
    }
    pass_covered();
    line.pop_back();
    text += line + "\n";
  }
  return text;
}

std::string InventedReport::html() {
  std::string html = "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"></head><body>\n";
  for (const std::string& line : head_) html += "<p>" + line + "</p>\n";
  html += "<h1>" + title_text() + "</h1>\n";
  auto put_section = [&](const law::SectionLayout& section) {
    if (std::find(without_heading_.begin(), without_heading_.end(), section.number) == without_heading_.end())
      html += "<h2>" + heading_of(section) + "</h2>\n";
    for (const std::string& line : text_of(section.number)) html += "<p>" + line + "</p>\n";
    const auto table = tables_built().find(section.number);
    if (table != tables_built().end()) html += html_of(table->second);
  };
  for (const law::SectionLayout& section : format_->sections) put_section(section);
  if (format_->sections.empty()) {
    for (const auto& [number, table] : tables_built()) html += html_of(table);
  }
  return html + "</body></html>\n";
}

std::vector<std::string> InventedReport::line_list() {
  std::vector<std::string> lines = head_;
  lines.push_back(title_text());
  auto put_table = [&](const PrintedTable& table) {
    for (const auto& row : table) {
      for (const PrintedCell& cell : row) lines.push_back(cell.text);
    }
  };
  for (const law::SectionLayout& section : format_->sections) {
    if (std::find(without_heading_.begin(), without_heading_.end(), section.number) == without_heading_.end())
      lines.push_back(heading_of(section));
    for (const std::string& line : text_of(section.number)) lines.push_back(line);
    const auto table = tables_built().find(section.number);
    if (table != tables_built().end()) put_table(table->second);
  }
  if (format_->sections.empty()) {
    for (const auto& [number, table] : tables_built()) put_table(table);
  }
  return lines;
}

std::string InventedReport::lines() {
  std::string text;
  for (const std::string& line : line_list()) text += line + "\n\n";
  return text;
}

std::vector<std::string> wrong_cells(const ReadReport& read, const std::map<CellKey, std::string>& truth) {
  std::vector<std::string> wrong;
  if (!read.ok()) return wrong;
  for (const ReportTable& table : read.report().tables) {
    for (const law::RowLayout& row : table.layout->rows) {
      const auto& columns = table.layout->columns_of(row);
      for (std::uint32_t c = 0; c < columns.size(); ++c) {
        const Quantity* number = table.cell(row.first_cell + c).number();
        if (number == nullptr) continue;
        const auto expected = truth.find({table.layout->number, row.key, columns[c].key});
        if (expected != truth.end() && expected->second == number->text()) continue;
        wrong.push_back(fmt::format("{}.{}.{}: {}, read {}", table.layout->number, row.key, columns[c].key,
                                    expected == truth.end() ? "no such cell" : expected->second, number->text()));
      }
    }
  }
  return wrong;
}

std::size_t cells_read(const ReadReport& read) {
  std::size_t count = 0;
  if (!read.ok()) return count;
  for (const ReportTable& table : read.report().tables) {
    for (const ReportCell& cell : table.cells) count += cell.is_number() ? 1u : 0u;
  }
  return count;
}

}  // namespace gongkai::report::test
