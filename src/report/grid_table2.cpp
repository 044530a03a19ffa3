// Table 2, 主动公开政府信息情况: blocks by item of article 20, each with heads of its own. One table, or one a block.
#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "report/cell_value.h"
#include "report/grid_tables.h"

namespace gongkai::report {
namespace {

using document::Cell;
using Role = Meaning::Role;

/// The printed heads of a block, as they stood last above a row.
struct BlockHeads {
  bool printed = false;
  std::uint32_t grid_row = 0;
  std::uint32_t grid_number = 0;
  std::vector<std::vector<std::uint16_t>> columns;  ///< grid columns under each head
  std::vector<std::string> texts;
};

class Table2Reader {
 public:
  Table2Reader(const document::Document& document, const law::TableLayout& layout, std::size_t format,
               std::vector<Doubt>& doubts)
      : document_(document),
        layout_(layout),
        format_(format),
        doubts_(doubts),
        table_(empty_table(layout)),
        heads_(layout.blocks.size()) {}

  std::optional<ReportTable> read(const std::vector<LabelledGrid>& grids) {
    std::vector<const Cell*> cells;
    for (const LabelledGrid& grid : grids) {
      for (std::uint32_t r = 0; r < grid.grid->rows; ++r) {
        grid.row(r, cells);
        if (!take_heads(grid, cells, r)) take_row(grid, cells, r);
      }
    }
    if (found_ * 2 < layout_.rows.size()) return std::nullopt;
    return std::move(table_);
  }

 private:
  bool take_heads(const LabelledGrid& grid, const std::vector<const Cell*>& cells, std::uint32_t r) {
    bool any = false;
    for (std::uint32_t b = 0; b < layout_.blocks.size(); ++b) {
      BlockHeads heads;
      heads.columns.resize(layout_.blocks[b].columns.size());
      heads.texts.resize(heads.columns.size());
      for (const Cell* cell : cells) {
        if (cell->row != r) continue;
        const Meanings* meanings = grid.of(*cell).meanings;
        if (meanings == nullptr) continue;
        for (const Meaning& m : *meanings) {
          if (m.role != Role::Column || m.format != format_ || m.table != 2 || m.block != b) continue;
          heads.printed = true;
          heads.texts[m.index] = std::string(document_.view(cell->text));
          for (std::uint32_t c = cell->column; c < std::uint32_t{cell->column} + cell->colspan; ++c)
            heads.columns[m.index].push_back(static_cast<std::uint16_t>(c));
        }
      }
      if (!heads.printed) continue;
      any = true;
      heads.grid_row = r;
      heads.grid_number = grid.number;
      heads_[b] = std::move(heads);
    }
    return any;
  }

  void take_row(const LabelledGrid& grid, const std::vector<const Cell*>& cells, std::uint32_t r) {
    const Cell* label = nullptr;
    const Meaning* meaning = nullptr;
    for (const Cell* cell : cells) {
      if (cell->row != r) continue;
      const Meaning* m = meaning_as(grid.of(*cell).meanings, Role::Row, format_, 2);
      if (m == nullptr) continue;
      if (label != nullptr && m->index != meaning->index) return;  // several labels in one row: a list, not a table row
      label = cell;
      meaning = m;
    }
    if (label == nullptr) return;
    std::vector<const Cell*> after;
    bool any_value = false;
    for (const Cell* cell : cells) {
      if (cell->column <= label->column || cell->row != r) continue;
      if (grid.of(*cell).meanings == grid.of(*label).meanings && !grid.of(*cell).is_value)
        continue;  // the label repeated
      after.push_back(cell);
      any_value = any_value || (grid.of(*cell).is_value && !grid.of(*cell).is_empty);
    }
    const law::RowLayout& row = layout_.rows[meaning->index];
    if (after.empty()) return;
    if (!table_.printed_rows[meaning->index].empty()) return note_second(grid, row, after);
    if (!any_value &&
        !std::all_of(after.begin(), after.end(), [&](const Cell* cell) { return grid.of(*cell).is_value; }))
      return;
    table_.printed_rows[meaning->index] = std::string(trimmed(document_.view(label->text)));
    ++found_;
    place(grid, row, after);
  }

  void place(const LabelledGrid& grid, const law::RowLayout& row, const std::vector<const Cell*>& after) {
    const auto& columns = layout_.columns_of(row);
    const BlockHeads& heads = heads_[row.block];
    const bool heads_apply = heads.printed && heads.grid_number == grid.number && !figure_under_no_head(after, heads);
    // In a row that lost a cell the others move left: it is short, or ends in what belongs to an extra column.
    const bool full = grid.grid->at(after.back()->row, static_cast<std::uint16_t>(grid.grid->columns - 1)) != nullptr;
    const bool short_of_cells = !full && (after.size() < columns.size() || grid.of(*after.back()).is_empty);
    for (std::uint32_t c = 0; c < columns.size(); ++c) {
      const Cell* value = nullptr;
      if (short_of_cells)
        value = nullptr;
      else if (after.size() == columns.size())
        value = after[c];
      else if (heads_apply && !heads.columns[c].empty())
        value = only_under(grid, after, heads.columns[c]);
      else if (columns.size() == 1)
        value = only_one(grid, after);
      const std::string_view head = heads_apply ? std::string_view(heads.texts[c]) : std::string_view();
      if (value != nullptr && value->rowspan == 1) {
        put_cell(table_, row.first_cell + c, document_.view(value->text), head, place_in(grid, *value), doubts_);
      } else {
        Where where{2, row.key, columns[c].key, 0, "", grid.grid->place};
        doubts_.push_back({where,
                           {fmt::format("本行有 {} 个单元格，无法确定哪一个属于本栏", after.size()),
                            fmt::format("this row has {} cells; which of them belongs here is open", after.size())}});
      }
    }
  }

  /// A row with a cell too many: its figures may have moved.
  bool figure_under_no_head(const std::vector<const Cell*>& after, const BlockHeads& heads) const {
    return std::any_of(after.begin(), after.end(), [&](const Cell* cell) {
      if (!std::holds_alternative<Quantity>(read_cell_value(document_.view(cell->text)).reading)) return false;
      return std::none_of(heads.columns.begin(), heads.columns.end(), [&](const std::vector<std::uint16_t>& columns) {
        return std::any_of(columns.begin(), columns.end(),
                           [&](std::uint16_t c) { return c >= cell->column && c < cell->column + cell->colspan; });
      });
    });
  }

  const Cell* only_under(const LabelledGrid& grid, const std::vector<const Cell*>& after,
                         const std::vector<std::uint16_t>& columns) const {
    std::vector<const Cell*> under;
    for (const Cell* cell : after) {
      const bool covers = std::any_of(columns.begin(), columns.end(), [&](std::uint16_t c) {
        return c >= cell->column && c < cell->column + cell->colspan;
      });
      if (covers) under.push_back(cell);
    }
    return only_one(grid, under);
  }

  /// The one cell of several that is filled, or all where they repeat one text (a merged cell written out); else
  /// nothing.
  const Cell* only_one(const LabelledGrid& grid, const std::vector<const Cell*>& cells) const {
    const Cell* one = nullptr;
    for (const Cell* cell : cells) {
      if (grid.of(*cell).is_empty) continue;
      if (one != nullptr && document_.view(one->text) != document_.view(cell->text)) return nullptr;
      if (one == nullptr) one = cell;
    }
    return one != nullptr || cells.empty() ? one : cells.front();
  }

  void note_second(const LabelledGrid& grid, const law::RowLayout& row, const std::vector<const Cell*>& after) {
    const std::size_t width = layout_.columns_of(row).size();
    if (after.size() != width) return;
    for (std::uint32_t c = 0; c < width; ++c) {
      const Quantity* kept = table_.cells[row.first_cell + c].number();
      const CellValue value = read_cell_value(document_.view(after[c]->text));
      const auto* other = std::get_if<Quantity>(&value.reading);
      if (kept == nullptr || other == nullptr || *kept == *other ||
          layout_.columns_of(row)[c].unit != law::CellUnit::Count)
        continue;
      Where where = where_of(layout_, row.first_cell + c);
      where.place = place_in(grid, *after[c]).place;
      doubts_.push_back({where,
                         {"文件中另有同名的一行，数字不同；这里取第一处",
                          "the file holds another row of this name with other figures; the first was read"}});
      return;
    }
  }

  const document::Document& document_;
  const law::TableLayout& layout_;
  std::size_t format_;
  std::vector<Doubt>& doubts_;
  ReportTable table_;
  std::vector<BlockHeads> heads_;
  std::size_t found_ = 0;
};

}  // namespace

std::optional<ReportTable> read_table2(const document::Document& document, const std::vector<LabelledGrid>& grids,
                                       const law::TableLayout& layout, std::size_t format, std::vector<Doubt>& doubts) {
  return Table2Reader(document, layout, format, doubts).read(grids);
}

}  // namespace gongkai::report
