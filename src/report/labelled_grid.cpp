#include "report/labelled_grid.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "report/cell_value.h"

namespace gongkai::report {

void LabelledGrid::row(std::uint32_t r, std::vector<const document::Cell*>& out) const {
  out.clear();
  for (std::uint16_t c = 0; c < grid->columns; ++c) {
    const document::Cell* cell = grid->at(r, c);
    if (cell != nullptr && (out.empty() || out.back() != cell)) out.push_back(cell);
  }
}

LabelledGrid label_grid(const document::Document& document, std::uint32_t number, std::uint32_t block,
                        const Vocabulary& vocabulary) {
  LabelledGrid labelled{&document.grids[number], number, block, {}};
  labelled.cells.resize(labelled.grid->cells.size());
  for (std::size_t i = 0; i < labelled.cells.size(); ++i) {
    LabelledCell& cell = labelled.cells[i];
    const std::string_view text = document.view(labelled.grid->cells[i].text);
    cell.is_value = is_value(text);
    if (cell.is_value) {
      cell.is_empty = trimmed(text).empty();
      // "无" and the like may also be labels nowhere; figures never are.
      continue;
    }
    cell.meanings = vocabulary.find(text, cell.key);
  }
  return labelled;
}

const Meaning* meaning_as(const Meanings* meanings, Meaning::Role role, std::size_t format, int table) {
  if (meanings == nullptr) return nullptr;
  for (const Meaning& m : *meanings) {
    if (m.role == role && m.format == format && m.table == table) return &m;
  }
  return nullptr;
}

void FormatEvidence::count(const Meanings& meanings) {
  bool one_format = true;
  for (const Meaning& m : meanings) {
    if (m.format != meanings.front().format) one_format = false;
  }
  auto any = [&](int table, Meaning::Role role) {
    return std::any_of(meanings.begin(), meanings.end(),
                       [&](const Meaning& m) { return m.table == table && m.role == role; });
  };
  // 总计 and 其他 are heads as well and speak for no row.
  if (any(3, Meaning::Role::Row) && !any(3, Meaning::Role::Column)) ++table3_rows;
  if (any(2, Meaning::Role::Row) || any(2, Meaning::Role::Column)) ++table2_labels;
  if (any(4, Meaning::Role::Column) && !any(3, Meaning::Role::Column)) ++table4_heads;
  if (!one_format) return;
  const Meaning& only = meanings.front();
  if (only.table == 2) ++table2[only.format];
  if (only.table == 3) ++table3[only.format];
  if (only.table == 2014) ++statistics[only.format];
}

Where where_of(const law::TableLayout& layout, std::uint32_t cell_number) {
  Where where;
  where.table = layout.number;
  for (const law::RowLayout& row : layout.rows) {
    const auto& columns = layout.columns_of(row);
    if (cell_number < row.first_cell || cell_number >= row.first_cell + columns.size()) continue;
    where.row = row.key;
    where.column = columns[cell_number - row.first_cell].key;
  }
  return where;
}

void put_cell(ReportTable& table, std::uint32_t cell_number, std::string_view printed, std::string_view head,
              CellPlace at, std::vector<Doubt>& doubts) {
  const law::TableLayout& layout = *table.layout;
  const CellValue value = read_cell_value(printed);
  ReportCell& cell = table.cells[cell_number];
  cell.reading = value.reading;
  cell.at = at;
  cell.printed = std::string(trimmed(printed));
  if (const auto* number = std::get_if<Quantity>(&value.reading)) {
    const auto behind = std::upper_bound(
        layout.rows.begin(), layout.rows.end(), cell_number,
        [](std::uint32_t wanted, const law::RowLayout& candidate) { return wanted < candidate.first_cell; });
    const law::RowLayout& row = *std::prev(behind);
    const law::ColumnLayout& column = layout.columns_of(row)[cell_number - row.first_cell];
    if (column.unit == law::CellUnit::Count) return;
    bool converted = false;
    const Quantity kept = in_column_unit(*number, value.unit, unit_in_head(head), column.unit, converted);
    cell.reading = kept;
    if (converted && column.unit == law::CellUnit::WanYuan) {
      doubts.push_back({where_of(layout, cell_number),
                        {fmt::format("印为“{}”，与本栏单位不同，按 {} 万元读取", cell.printed, kept.text()),
                         fmt::format("printed \"{}\" in another unit than its column's; read as {} ten thousand yuan",
                                     cell.printed, kept.text())}});
    }
  } else if (std::holds_alternative<Unreadable>(value.reading)) {
    doubts.push_back({where_of(layout, cell_number),
                      {fmt::format("印为“{}”，不是一个数", cell.printed),
                       fmt::format("printed \"{}\", which is not one number", cell.printed)}});
  }
}

CellPlace place_in(const LabelledGrid& grid, const document::Cell& cell) {
  return {cell.place, grid.number + 1, cell.row + 1, cell.column + 1u};
}

}  // namespace gongkai::report
