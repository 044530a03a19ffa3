// The statistics form of 2014–2018, 政府信息公开情况统计表: an indicator, its unit and one figure a row.
#include <algorithm>

#include "base/text.h"
#include "report/grid_tables.h"

namespace gongkai::report {
namespace {

using document::Cell;
using Role = Meaning::Role;

/// 被依法纠错数 and 其他情形数 stand twice in the form: of several meanings the next in the printed order is meant.
std::optional<std::uint16_t> next_row(const Meanings* meanings, std::size_t format, int last) {
  std::optional<std::uint16_t> next;
  if (meanings == nullptr) return next;
  for (const Meaning& m : *meanings) {
    if (m.role != Role::Row || m.format != format || m.table != 2014 || m.index <= last) continue;
    if (!next || m.index < *next) next = m.index;
  }
  return next;
}

}  // namespace

std::optional<ReportTable> read_statistics(const document::Document& document, const std::vector<LabelledGrid>& grids,
                                           const law::TableLayout& layout, std::size_t format,
                                           std::vector<Doubt>& doubts) {
  ReportTable table = empty_table(layout);
  std::size_t found = 0;
  int last = -1;
  std::vector<const Cell*> cells;
  for (const LabelledGrid& grid : grids) {
    for (std::uint32_t r = 0; r < grid.grid->rows; ++r) {
      grid.row(r, cells);
      std::optional<std::uint16_t> index;
      const Cell* label = nullptr;
      std::vector<const Cell*> figures;
      std::size_t blanks = 0;
      for (const Cell* cell : cells) {
        if (cell->row != r) continue;
        const LabelledCell& info = grid.of(*cell);
        if (label == nullptr) {
          index = next_row(info.meanings, format, last);
          if (index) label = cell;
        } else if (info.is_value && info.is_empty) {
          ++blanks;
        } else if (info.is_value) {
          figures.push_back(cell);
        }
      }
      if (!index) continue;
      if (figures.size() > 1) continue;  // several figures: which of them is the year's is open
      if (figures.empty() && blanks == 0) continue;
      last = *index;
      ++found;
      table.printed_rows[*index] = std::string(trimmed(document.view(label->text)));
      const law::RowLayout& row = layout.rows[*index];
      if (figures.empty())
        table.cells[row.first_cell].reading = Blank{};
      else
        put_cell(table, row.first_cell, document.view(figures.front()->text), {}, place_in(grid, *figures.front()),
                 doubts);
    }
  }
  if (found * 4 < layout.rows.size()) return std::nullopt;
  return table;
}

}  // namespace gongkai::report
