#include "law/report_format.h"

#include <algorithm>

#include "base/text.h"
#include "law/yaml_reader.h"

namespace gongkai::law {
namespace {

Label make_label(std::string official, const std::vector<std::string>& variants) {
  Label label{std::move(official), {}};
  label.keys.push_back(label_key(label.official));
  for (const std::string& variant : variants) {
    std::string key = label_key(variant);
    if (!label.matches(key)) label.keys.push_back(std::move(key));
  }
  return label;
}

Label read_label(const YamlValue& value) { return make_label(value.text("label"), value.optional_texts("variants")); }

CellUnit read_unit(const YamlValue& value) {
  if (!value.at("unit").is_present()) return CellUnit::Count;
  return value.one_of("unit", {"wan_yuan", "yuan"}) == 0 ? CellUnit::WanYuan : CellUnit::Yuan;
}

ColumnLayout read_column(const YamlValue& value) {
  ColumnLayout column;
  column.key = value.optional_text("key").value_or("");
  column.label = read_label(value);
  column.unit = read_unit(value);
  column.is_signed = value.optional_boolean("signed").value_or(false);
  value.optional_text("group");  // for people who read the file; the page's own heads are in column_groups
  return column;
}

void number_cells(TableLayout& table, const YamlValue& where) {
  std::uint32_t next = 0;
  for (RowLayout& row : table.rows) {
    row.first_cell = next;
    next += static_cast<std::uint32_t>(table.blocks[row.block].columns.size());
    const auto same = std::count_if(table.rows.begin(), table.rows.end(),
                                    [&](const RowLayout& other) { return other.key == row.key; });
    if (same > 1) where.note_problem({"行键重复：" + row.key, "row key used twice: " + row.key});
  }
  table.cell_count = next;
  if (table.rows.empty()) where.note_problem({"表中没有行", "the table has no rows"});
  for (const BlockLayout& block : table.blocks) {
    if (block.columns.empty()) where.note_problem({"表中没有列", "the table has no columns"});
  }
}

TableLayout read_table2(const YamlValue& value) {
  TableLayout table{2, "table2", value.text("place"), {}, {}, {}, {}, {}, {}, 0};
  table.headings.push_back(make_label(value.text("row_heading"), {}));
  for (const YamlValue& block : value.list("blocks")) {
    BlockLayout layout{block.text("heading"), {}};
    for (const YamlValue& column : block.list("columns")) layout.columns.push_back(read_column(column));
    table.blocks.push_back(std::move(layout));
    for (const YamlValue& row : block.list("rows")) {
      RowLayout entry;
      entry.key = row.text("key");
      entry.label = read_label(row);
      entry.block = static_cast<std::uint32_t>(table.blocks.size() - 1);
      table.rows.push_back(std::move(entry));
    }
  }
  number_cells(table, value);
  return table;
}

TableLayout read_table3(const YamlValue& value) {
  TableLayout table{3, "table3", value.text("place"), {BlockLayout{}}, {}, {}, {}, {}, {}, 0};
  table.headings.push_back(make_label(value.text("columns_heading"), {}));
  table.headings.push_back(make_label(value.text("note"), {}));
  for (const YamlValue& column : value.list("columns")) table.blocks[0].columns.push_back(read_column(column));
  for (const YamlValue& group : value.list("column_groups")) table.column_groups.push_back(read_label(group));
  for (const YamlValue& group : value.list("groups")) table.row_groups.push_back(read_label(group));
  for (const YamlValue& row : value.list("rows")) {
    RowLayout entry;
    entry.key = row.text("key");
    entry.label = read_label(row);
    for (const std::string& group : row.optional_texts("groups")) entry.groups.push_back(label_key(group));
    entry.is_result = row.optional_boolean("result").value_or(false);
    table.rows.push_back(std::move(entry));
  }
  number_cells(table, value);
  return table;
}

TableLayout read_table4(const YamlValue& value) {
  TableLayout table{4, "table4", value.text("place"), {BlockLayout{}}, {}, {}, {}, {}, {}, 0};
  for (const YamlValue& column : value.list("columns")) table.blocks[0].columns.push_back(read_column(column));
  for (const YamlValue& group : value.list("groups")) {
    RowLayout entry;
    entry.key = group.text("key");
    entry.label = read_label(group);
    if (auto above = group.optional_text("above")) {
      const std::string key = label_key(*above);
      entry.groups.push_back(key);
      const bool known = std::any_of(table.column_groups.begin(), table.column_groups.end(),
                                     [&](const Label& l) { return l.matches(key); });
      if (!known) table.column_groups.push_back(make_label(*above, {}));
    }
    table.rows.push_back(std::move(entry));
  }
  number_cells(table, value);
  return table;
}

TableLayout read_statistics(const YamlValue& value) {
  TableLayout table{2014, "stats", value.text("place"), {}, {}, {}, {}, {}, {}, 0};
  for (const char* heading : {"label_heading", "unit_heading", "value_heading"})
    table.headings.push_back(read_label(value.at(heading)));
  table.units = value.texts("units");
  table.blocks.push_back({"", {ColumnLayout{"", table.headings.back(), CellUnit::Count, false}}});
  table.blocks.push_back({"", {ColumnLayout{"", table.headings.back(), CellUnit::WanYuan, false}}});
  for (const YamlValue& row : value.list("rows")) {
    RowLayout entry;
    entry.key = row.text("key");
    entry.label = read_label(row);
    entry.unit = row.text("unit");
    entry.block = entry.key.ends_with("_wan") ? 1 : 0;
    table.rows.push_back(std::move(entry));
  }
  number_cells(table, value);
  return table;
}

ReportFormat read_format(const YamlValue& root) {
  ReportFormat format;
  format.id = root.text("id");
  format.title = root.wording();
  format.instrument = root.at("basis").text("instrument");
  const YamlValue years = root.at("report_years");
  format.first_year = static_cast<int>(years.integer("from", 1949, 2999));
  if (auto last = years.optional_integer("until", 1949, 2999)) format.last_year = static_cast<int>(*last);
  format.required_from =
      static_cast<int>(root.optional_integer("format_required_from", 1949, 2999).value_or(format.first_year));
  for (const YamlValue& section : root.optional_list("sections")) {
    format.sections.push_back({static_cast<int>(section.integer("number", 1, 20)), read_label(section)});
  }
  if (root.at("table2").is_present()) format.tables.push_back(read_table2(root.at("table2")));
  if (root.at("table3").is_present()) format.tables.push_back(read_table3(root.at("table3")));
  if (root.at("table4").is_present()) format.tables.push_back(read_table4(root.at("table4")));
  if (root.at("stats").is_present()) format.tables.push_back(read_statistics(root.at("stats")));
  return format;
}

}  // namespace

bool Label::matches(std::string_view key) const { return std::find(keys.begin(), keys.end(), key) != keys.end(); }

const RowLayout* TableLayout::row(std::string_view key) const {
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const RowLayout& row) { return row.key == key; });
  return found == rows.end() ? nullptr : &*found;
}

std::optional<std::uint32_t> TableLayout::cell(std::string_view row_key, std::string_view column_key) const {
  const RowLayout* found = row(row_key);
  if (found == nullptr) return std::nullopt;
  const auto& columns = columns_of(*found);
  for (std::uint32_t i = 0; i < columns.size(); ++i) {
    if (columns[i].key == column_key) return found->first_cell + i;
  }
  return std::nullopt;
}

const TableLayout* ReportFormat::table(int number) const {
  const auto found =
      std::find_if(tables.begin(), tables.end(), [&](const TableLayout& table) { return table.number == number; });
  return found == tables.end() ? nullptr : &*found;
}

Result<ReportFormats> ReportFormats::load(const LawSource& source) {
  ReportFormats formats;
  for (const auto& [name, text] : source.files()) {
    if (!name.starts_with("formats/")) continue;
    auto file = YamlFile::parse(name, text);
    if (!file) return file.error();
    ReportFormat format = read_format(file->root());
    for (const ReportFormat& other : formats.formats_) {
      const bool same = other.id == format.id;
      const bool overlap = other.covers(format.first_year) || format.covers(other.first_year);
      if (same || overlap)
        file->root().note_problem(
            {"与 " + other.id + " 的编号或年度重叠", "id or report years overlap with " + other.id});
    }
    if (auto failure = file->finish()) return *failure;
    formats.formats_.push_back(std::move(format));
  }
  std::sort(formats.formats_.begin(), formats.formats_.end(),
            [](const ReportFormat& a, const ReportFormat& b) { return a.first_year > b.first_year; });
  if (formats.formats_.empty()) {
    return Error{"law.bad_file",
                 {"law/formats/ 中没有报告格式；请检查 --law 的文件夹是否完整",
                  "there is no report format in law/formats/; check that the folder given with --law is complete"},
                 "formats/"};
  }
  return formats;
}

const ReportFormat* ReportFormats::find(std::string_view id) const {
  const auto found =
      std::find_if(formats_.begin(), formats_.end(), [&](const ReportFormat& format) { return format.id == id; });
  return found == formats_.end() ? nullptr : &*found;
}

const ReportFormat* ReportFormats::for_year(int year) const {
  const auto found =
      std::find_if(formats_.begin(), formats_.end(), [&](const ReportFormat& format) { return format.covers(year); });
  return found == formats_.end() ? nullptr : &*found;
}

}  // namespace gongkai::law
