// Table 3, 收到和处理政府信息公开申请情况: 25 (or 23) rows of seven figures. Rows are known by their labels; the seven
// figures of a row by the printed heads, and where spans are lost by their number and order.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/text.h"
#include "report/cell_value.h"
#include "report/grid_tables.h"

namespace gongkai::report {
namespace {

using document::Cell;
using Role = Meaning::Role;

struct FoundRow {
  std::uint16_t index = 0;  ///< in the layout
  const LabelledGrid* grid = nullptr;
  std::uint32_t grid_row = 0;
  std::string label;
  std::vector<const Cell*> after;   ///< cells right of the label that start in this row
  bool guessed = false;             ///< the label was damaged
  std::vector<const Cell*> values;  ///< one per column, or empty
};

/// For each column of the layout the grid columns under its printed head.
struct Heads {
  std::vector<std::vector<std::uint16_t>> columns;
  bool complete = false;  ///< every column has a place of its own
  bool any_printed = false;
  bool extra_columns = false;  ///< a head such as 备注 stands right of the figures
  bool in_order = true;        ///< printed in the statutory order
};

class Table3Reader {
 public:
  Table3Reader(const document::Document& document, const law::TableLayout& layout, std::size_t format,
               std::vector<Doubt>& doubts)
      : document_(document),
        layout_(layout),
        format_(format),
        doubts_(doubts),
        width_(layout.blocks[0].columns.size()) {}

  std::optional<ReportTable> read(const std::vector<LabelledGrid>& grids) {
    for (const LabelledGrid& grid : grids) collect_rows(grid);
    if (runs_.empty()) return std::nullopt;
    place_values();
    std::size_t best = 0;
    for (std::size_t i = 1; i < runs_.size(); ++i) {
      if (runs_[i].size() > runs_[best].size()) best = i;
    }
    if (runs_[best].size() * 3 < layout_.rows.size()) return std::nullopt;
    ReportTable table = fill(runs_[best]);
    for (std::size_t i = 0; i < runs_.size(); ++i) {
      if (i != best && runs_[i].size() * 2 >= layout_.rows.size()) compare(table, fill_quietly(runs_[i]));
    }
    return table;
  }

 private:
  bool is_head_row(const LabelledGrid& grid, const std::vector<const Cell*>& cells, std::uint32_t r) const {
    std::size_t heads = 0;
    const Meanings* last = nullptr;  // the same head repeated (a merged cell written out) counts once
    for (const Cell* cell : cells) {
      if (cell->row != r) continue;
      const Meanings* meanings = grid.of(*cell).meanings;
      if (meanings == last) continue;
      last = meanings;
      if (meaning_as(meanings, Role::Column, format_, 3) || meaning_as(meanings, Role::ColumnGroup, format_, 3))
        ++heads;
    }
    return heads >= 2;
  }

  /// 其他 and 总计 are also column heads: as rows they count only where the statutory order has them.
  bool fits_order(std::uint16_t index, bool also_column) const {
    if (!also_column) return true;
    if (runs_.empty() || runs_.back().empty()) return false;
    const std::uint16_t last = runs_.back().back().index;
    return last < index && index - last <= 3;
  }

  void collect_rows(const LabelledGrid& grid) {
    std::vector<const Cell*> cells;
    for (std::uint32_t r = 0; r < grid.grid->rows; ++r) {
      grid.row(r, cells);
      if (cells.empty() || is_head_row(grid, cells, r)) continue;
      if (!take_row(grid, cells, r)) remember_unknown(grid, cells, r);
    }
  }

  bool take_row(const LabelledGrid& grid, const std::vector<const Cell*>& cells, std::uint32_t r) {
    const Cell* label = nullptr;
    std::uint16_t index = 0;
    for (const Cell* cell : cells) {
      if (cell->row != r) continue;
      const LabelledCell& info = grid.of(*cell);
      const Meaning* meaning = meaning_as(info.meanings, Role::Row, format_, 3);
      if (meaning == nullptr) continue;
      const bool also_column = meaning_as(info.meanings, Role::Column, format_, 3) != nullptr;
      if (!fits_order(meaning->index, also_column)) continue;
      label = cell;
      index = meaning->index;
    }
    if (label == nullptr) return take_row_of_parts(grid, cells, r);
    put_row(grid, cells, r, *label, index, false);
    return true;
  }

  /// A label that was divided over neighbouring cells.
  bool take_row_of_parts(const LabelledGrid& grid, const std::vector<const Cell*>& cells, std::uint32_t r) {
    std::string joined;
    const Cell* last = nullptr;
    for (const Cell* cell : cells) {
      if (grid.of(*cell).is_value) continue;
      joined += grid.of(*cell).key;
      if (cell->row == r) last = cell;
    }
    if (last == nullptr || joined.empty()) return false;
    for (std::uint16_t i = 0; i < layout_.rows.size(); ++i) {
      const law::Label& label = layout_.rows[i].label;
      const bool ends = std::any_of(label.keys.begin(), label.keys.end(),
                                    [&](const std::string& key) { return key.size() >= 12 && joined.ends_with(key); });
      if (!ends) continue;
      put_row(grid, cells, r, *last, i, false);
      return true;
    }
    return false;
  }

  /// A row with figures whose label is not known; if exactly the missing statutory rows lie between its neighbours,
  /// the likest label is taken and a doubt noted (settle_unknown).
  void remember_unknown(const LabelledGrid& grid, const std::vector<const Cell*>& cells, std::uint32_t r) {
    if (runs_.empty()) return;
    std::size_t figures = 0;
    const Cell* label = nullptr;
    for (const Cell* cell : cells) {
      if (cell->row != r) continue;
      const LabelledCell& info = grid.of(*cell);
      if (info.is_value) {
        if (!info.is_empty) ++figures;
      } else
        label = cell;
    }
    if (label == nullptr || figures < width_ / 2) return;
    const std::uint16_t after = runs_.back().back().index;
    const std::string& key = grid.of(*label).key;
    std::optional<std::uint16_t> likest;
    std::size_t least = 0;
    for (std::uint16_t i = static_cast<std::uint16_t>(after + 1); i < layout_.rows.size() && i <= after + 3; ++i) {
      const std::string& official = layout_.rows[i].label.keys.front();
      const std::size_t allowed = std::max<std::size_t>(1, count_code_points(official) / 3);
      const std::size_t distance = edit_distance(key, official, allowed);
      if (distance > allowed || (likest && distance >= least)) continue;
      likest = i;
      least = distance;
    }
    if (likest) put_row(grid, cells, r, *label, *likest, true);
  }

  void put_row(const LabelledGrid& grid, const std::vector<const Cell*>& cells, std::uint32_t r, const Cell& label,
               std::uint16_t index, bool guessed) {
    FoundRow row;
    row.index = index;
    row.grid = &grid;
    row.grid_row = r;
    row.label = std::string(trimmed(document_.view(label.text)));
    row.guessed = guessed;
    for (const Cell* cell : cells) {
      if (cell->row == r && cell->column > label.column) row.after.push_back(cell);
    }
    if (runs_.empty() || index <= runs_.back().back().index) runs_.emplace_back();
    runs_.back().push_back(std::move(row));
  }

  // ---- which cells of a row are the seven figures

  void place_values() {
    std::vector<FoundRow*> rows;
    auto settle = [&] {
      if (!rows.empty()) place_in_grid(rows);
      rows.clear();
    };
    for (auto& run : runs_) {
      for (FoundRow& row : run) {
        if (!rows.empty() && rows.front()->grid != row.grid) settle();
        rows.push_back(&row);
      }
    }
    settle();
  }

  Heads find_heads(const LabelledGrid& grid) const {
    Heads heads;
    heads.columns.resize(width_);
    std::vector<int> under(grid.grid->columns, -1);
    std::vector<const Cell*> cells;
    std::uint32_t head_rows_end = 0;
    std::vector<std::uint16_t> printed_order;
    for (std::uint32_t r = 0; r < grid.grid->rows; ++r) {
      grid.row(r, cells);
      if (!is_head_row(grid, cells, r)) continue;
      if (head_rows_end != 0 && r > head_rows_end) continue;  // a repeated head says the same again
      head_rows_end = r + 1;
      for (const Cell* cell : cells) {
        const Meaning* meaning = meaning_as(grid.of(*cell).meanings, Role::Column, format_, 3);
        if (meaning == nullptr) continue;
        if (cell->row == r) printed_order.push_back(meaning->index);
        for (std::uint32_t c = cell->column; c < std::uint32_t{cell->column} + cell->colspan; ++c)
          under[c] = meaning->index;
      }
    }
    if (head_rows_end == 0) return heads;
    heads.any_printed = true;
    for (std::uint16_t c = 0; c < under.size(); ++c) {
      if (under[c] >= 0) heads.columns[static_cast<std::size_t>(under[c])].push_back(c);
    }
    heads.complete = true;
    std::uint16_t last = 0;
    for (const auto& columns : heads.columns) {
      if (columns.empty() || columns.back() - columns.front() + 1u != columns.size()) heads.complete = false;
      if (columns.empty()) continue;
      if (columns.front() < last) heads.in_order = false;
      last = columns.front();
    }
    if (heads.complete) note_extra_columns(grid, head_rows_end, heads);
    // 自然人 and 总计 are printed one row above the others: order is told within each printed row.
    std::sort(printed_order.begin(), printed_order.end());
    printed_order.erase(std::unique(printed_order.begin(), printed_order.end()), printed_order.end());
    if (!heads.complete && printed_order.size() != width_) heads.in_order = heads.in_order && printed_order.empty();
    if (!heads.complete && printed_order.size() == width_) heads.in_order = true;
    return heads;
  }

  void note_extra_columns(const LabelledGrid& grid, std::uint32_t head_rows_end, Heads& heads) const {
    std::uint16_t last = 0;
    for (const auto& columns : heads.columns) last = std::max(last, columns.back());
    for (std::uint32_t r = 0; r < head_rows_end; ++r) {
      for (std::uint32_t c = last + 1u; c < grid.grid->columns; ++c) {
        const Cell* cell = grid.grid->at(r, static_cast<std::uint16_t>(c));
        if (cell != nullptr && cell->column > last && !grid.of(*cell).is_value) heads.extra_columns = true;
      }
    }
  }

  void place_in_grid(std::vector<FoundRow*>& rows) {
    const LabelledGrid& grid = *rows.front()->grid;
    Heads heads = find_heads(grid);
    if (heads.complete && !heads.in_order && settle_order(rows, heads)) return;
    const bool order_known = heads.any_printed ? heads.in_order : true;
    std::vector<FoundRow*> open;
    for (FoundRow* row : rows) {
      if (heads.complete && place_by_heads(*row, heads)) continue;
      open.push_back(row);
    }
    if (open.empty() || !order_known || heads.extra_columns) return;
    if (open.size() == rows.size() && place_by_window(open)) return;
    std::size_t most = 0;
    for (const FoundRow* row : rows) most = std::max(most, row->after.size());
    for (FoundRow* row : open) place_by_number(*row, most);
  }

  /// Heads out of the statutory order: either the columns were really printed so, or the heads' spans are wrong. The
  /// sums of the rows decide; where they cannot, the rows stay open. True when nothing is left to do.
  bool settle_order(std::vector<FoundRow*>& rows, Heads& heads) {
    std::size_t by_heads_wrong = 0, by_order_wrong = 0;
    bool alike = true;
    for (FoundRow* row : rows) {
      if (row->after.size() != width_) continue;
      FoundRow probe = *row;
      if (!place_by_heads(probe, heads)) return true;
      if (!adds_up(probe.values)) ++by_heads_wrong;
      if (!adds_up(row->after)) ++by_order_wrong;
      for (std::size_t c = 0; c < width_; ++c)
        alike = alike && document_.view(probe.values[c]->text) == document_.view(row->after[c]->text);
    }
    if (alike || (by_order_wrong == 0 && by_heads_wrong > 0)) {
      heads.complete = false;  // the heads' spans are wrong; the figures stand in the statutory order
      heads.in_order = true;
      return false;
    }
    return !(by_heads_wrong == 0 && by_order_wrong > 0);
  }

  /// Is the last cell the sum of the others?
  bool adds_up(const std::vector<const Cell*>& values) const {
    Quantity sum;
    Quantity total;
    for (std::size_t c = 0; c < values.size(); ++c) {
      const CellValue value = read_cell_value(document_.view(values[c]->text));
      const auto* number = std::get_if<Quantity>(&value.reading);
      if (number == nullptr) continue;
      if (c + 1 < values.size())
        sum = sum + *number;
      else
        total = *number;
    }
    return sum == total;
  }

  bool place_by_heads(FoundRow& row, const Heads& heads) const {
    std::vector<const Cell*> values;
    for (const auto& columns : heads.columns) {
      const Cell* cell = row.grid->grid->at(row.grid_row, columns.front());
      if (cell == nullptr || cell->row != row.grid_row || cell->rowspan > 1) return false;
      if (cell->column != columns.front() || cell->colspan != columns.size()) return false;
      if (std::find(row.after.begin(), row.after.end(), cell) == row.after.end()) return false;
      values.push_back(cell);
    }
    // In a row that lost a cell the figures move left and an empty cell may come to stand under the last head.
    const bool full =
        row.grid->grid->at(row.grid_row, static_cast<std::uint16_t>(row.grid->grid->columns - 1)) != nullptr;
    if (!full && row.grid->of(*values.back()).is_empty) return false;
    if (!mostly_values(*row.grid, values)) return false;
    // A figure that stands under no head says that heads and figures are not where they seem to be.
    for (const Cell* cell : row.after) {
      const LabelledCell& info = row.grid->of(*cell);
      if (!info.is_value || info.is_empty || std::find(values.begin(), values.end(), cell) != values.end()) continue;
      if (!heads.extra_columns || cell->column < values.back()->column) return false;
    }
    row.values = std::move(values);
    return true;
  }

  bool mostly_values(const LabelledGrid& grid, const std::vector<const Cell*>& values) const {
    const auto texts =
        std::count_if(values.begin(), values.end(), [&](const Cell* cell) { return !grid.of(*cell).is_value; });
    return texts <= 1;
  }

  /// One window of seven, counted from the right, in which every row has its figures and outside of which none has any.
  bool place_by_window(std::vector<FoundRow*>& rows) const {
    std::optional<std::size_t> only;
    std::size_t shortest = rows.front()->after.size();
    for (const FoundRow* row : rows) shortest = std::min(shortest, row->after.size());
    if (shortest < width_) return false;
    bool some_larger = false;
    for (const FoundRow* row : rows) some_larger = some_larger || row->after.size() != width_;
    if (!some_larger) return false;  // exactly seven everywhere: place_by_number
    for (std::size_t right = 0; right + width_ <= shortest; ++right) {
      const bool fits =
          std::all_of(rows.begin(), rows.end(), [&](const FoundRow* row) { return window_fits(*row, right); });
      if (!fits) continue;
      if (only) return false;
      only = right;
    }
    if (!only) return false;
    for (FoundRow* row : rows) {
      const auto end = row->after.end() - static_cast<std::ptrdiff_t>(*only);
      row->values.assign(end - static_cast<std::ptrdiff_t>(width_), end);
    }
    return true;
  }

  bool window_fits(const FoundRow& row, std::size_t right) const {
    const std::size_t end = row.after.size() - right;
    for (std::size_t i = 0; i < row.after.size(); ++i) {
      const Cell& cell = *row.after[i];
      const LabelledCell& info = row.grid->of(cell);
      const bool inside = i + width_ >= end && i < end;
      if (inside && (!info.is_value || info.is_empty || cell.rowspan > 1)) return false;
      if (!inside && info.is_value && !info.is_empty) return false;
    }
    return true;
  }

  void place_by_number(FoundRow& row, std::size_t most_in_grid) const {
    if (row.after.size() != width_ || !mostly_values(*row.grid, row.after)) return;
    if (most_in_grid > width_ &&
        (row.grid->of(*row.after.back()).is_empty || row.grid->of(*row.after.front()).is_empty))
      return;  // a lost cell and an empty extra column
    if (std::any_of(row.after.begin(), row.after.end(), [](const Cell* cell) { return cell->rowspan > 1; })) return;
    row.values = row.after;
  }

  // ---- into the table

  ReportTable fill(const std::vector<FoundRow>& run) {
    ReportTable table = fill_into(run, doubts_);
    for (const FoundRow& row : run) {
      if (row.values.empty()) {
        Where where{3, layout_.rows[row.index].key, "", 0, "", row.grid->grid->cells.front().place};
        doubts_.push_back(
            {where,
             {fmt::format("本行有 {} 个单元格而不是 {} 个，无法确定各数属于哪一列", row.after.size(), width_),
              fmt::format("this row has {} cells instead of {}; which figure belongs to which column is open",
                          row.after.size(), width_)}});
      } else if (row.guessed) {
        Where where{3, layout_.rows[row.index].key, "", 0, "", row.values.front()->place};
        doubts_.push_back(
            {where,
             {fmt::format("行名印为“{}”，按顺序和字形认作“{}”", row.label, layout_.rows[row.index].label.official),
              fmt::format("the row is labelled \"{}\"; by order and likeness it was taken for \"{}\"", row.label,
                          layout_.rows[row.index].label.official)}});
      }
    }
    return table;
  }

  ReportTable fill_quietly(const std::vector<FoundRow>& run) const {
    std::vector<Doubt> unused;
    return fill_into(run, unused);
  }

  ReportTable fill_into(const std::vector<FoundRow>& run, std::vector<Doubt>& doubts) const {
    ReportTable table = empty_table(layout_);
    for (const FoundRow& row : run) {
      table.printed_rows[row.index] = row.label;
      for (std::size_t c = 0; c < row.values.size(); ++c) {
        const Cell& cell = *row.values[c];
        put_cell(table, layout_.rows[row.index].first_cell + static_cast<std::uint32_t>(c), document_.view(cell.text),
                 {}, place_in(*row.grid, cell), doubts);
      }
    }
    return table;
  }

  void compare(const ReportTable& table, const ReportTable& other) {
    for (std::uint32_t i = 0; i < table.cells.size(); ++i) {
      const Quantity* a = table.cells[i].number();
      const Quantity* b = other.cells[i].number();
      if (a == nullptr || b == nullptr || *a == *b) continue;
      Where where = where_of(layout_, i);
      where.place = other.cells[i].at.place;
      doubts_.push_back(
          {where,
           {"文件中另有一张同样的表，数字不同；这里取较完整、较靠前的一张",
            "the file holds another such table with other figures; the more complete, earlier one was read"}});
      return;
    }
  }

  const document::Document& document_;
  const law::TableLayout& layout_;
  std::size_t format_;
  std::vector<Doubt>& doubts_;
  std::size_t width_;
  std::vector<std::vector<FoundRow>> runs_;  ///< a run is one printed table: its rows rise in the statutory order
};

}  // namespace

std::optional<ReportTable> read_table3(const document::Document& document, const std::vector<LabelledGrid>& grids,
                                       const law::TableLayout& layout, std::size_t format, std::vector<Doubt>& doubts) {
  return Table3Reader(document, layout, format, doubts).read(grids);
}

ReportTable empty_table(const law::TableLayout& layout) {
  ReportTable table;
  table.layout = &layout;
  table.cells.resize(layout.cell_count);
  table.printed_rows.resize(layout.rows.size());
  return table;
}

}  // namespace gongkai::report
