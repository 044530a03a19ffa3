// Table 4, 行政复议、行政诉讼情况: three groups of five figures, usually fifteen in one row; also one table a group,
// or a row a group.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "report/cell_value.h"
#include "report/grid_tables.h"

namespace gongkai::report {
namespace {

using document::Cell;
using Role = Meaning::Role;

class Table4Reader {
 public:
  Table4Reader(const document::Document& document, const law::TableLayout& layout, std::size_t format,
               std::vector<Doubt>& doubts)
      : document_(document),
        layout_(layout),
        format_(format),
        doubts_(doubts),
        table_(empty_table(layout)),
        width_(static_cast<std::uint32_t>(layout.blocks[0].columns.size())) {}

  std::optional<ReportTable> read(const std::vector<LabelledGrid>& grids) {
    for (const LabelledGrid& grid : grids) read_grid(grid);
    if (groups_found_ == 0) return std::nullopt;
    return std::move(table_);
  }

 private:
  struct Heads {
    std::vector<int> group, column;      ///< by grid column; -1 none
    std::vector<std::uint16_t> printed;  ///< column heads in the order in which they are printed
    std::vector<std::uint16_t> groups;   ///< groups named in the heads, in order, each once
    std::uint32_t first_row = 0;
    std::uint32_t rows_end = 0;
  };

  void read_grid(const LabelledGrid& grid) {
    std::vector<const Cell*> cells;
    Heads heads;
    heads.group.assign(grid.grid->columns, -1);
    heads.column.assign(grid.grid->columns, -1);
    for (std::uint32_t r = 0; r < grid.grid->rows; ++r) {
      grid.row(r, cells);
      if (take_upright_row(grid, cells, r)) continue;
      if (take_heads(grid, cells, r, heads)) continue;
      if (heads.printed.size() < width_) continue;
      if (take_group_row(grid, cells, r, heads)) continue;
      take_figures(grid, cells, r, heads);
    }
  }

  /// A table stood on its side: group, outcome and one figure a row. The group's cell may reach down from above.
  bool take_upright_row(const LabelledGrid& grid, const std::vector<const Cell*>& cells, std::uint32_t r) {
    const Meaning* group = nullptr;
    const Meaning* outcome = nullptr;
    std::vector<const Cell*> after;
    for (const Cell* cell : cells) {
      const Meanings* meanings = grid.of(*cell).meanings;
      if (const Meaning* m = meaning_as(meanings, Role::Row, format_, 4)) {
        group = m;
        outcome = nullptr;
        after.clear();
      } else if (const Meaning* c = meaning_as(meanings, Role::Column, format_, 4); c != nullptr && cell->row == r) {
        if (outcome != nullptr) return false;
        outcome = c;
      } else if (outcome != nullptr && cell->row == r) {
        after.push_back(cell);
      }
    }
    // Without spans the group's name stands only once: before the first of its outcomes, or its rows cannot be known.
    if (group != nullptr)
      upright_group_ = outcome != nullptr && (outcome->index == 0 || spans_from_above(cells, r)) ? std::optional(*group)
                                                                                                 : std::nullopt;
    if (outcome == nullptr || after.size() != 1 || !upright_group_ || !grid.of(*after.front()).is_value ||
        after.front()->rowspan > 1)
      return false;
    const std::uint16_t index = upright_group_->index;
    ReportCell& kept = table_.cells[layout_.rows[index].first_cell + outcome->index];
    if (!std::holds_alternative<NotFound>(kept.reading)) return true;
    if (table_.printed_rows[index].empty()) ++groups_found_;
    table_.printed_rows[index] = layout_.rows[index].label.official;
    put_cell(table_, layout_.rows[index].first_cell + outcome->index, document_.view(after.front()->text), {},
             place_in(grid, *after.front()), doubts_);
    return true;
  }

  static bool spans_from_above(const std::vector<const Cell*>& cells, std::uint32_t r) {
    return std::any_of(cells.begin(), cells.end(), [&](const Cell* cell) { return cell->row < r; });
  }

  /// A row of heads: no figures, and at least one label of this table.
  bool take_heads(const LabelledGrid& grid, const std::vector<const Cell*>& cells, std::uint32_t r,
                  Heads& heads) const {
    bool figures = false;
    bool any = false;
    std::size_t columns = 0;
    for (const Cell* cell : cells) {
      if (cell->row != r) continue;
      const LabelledCell& info = grid.of(*cell);
      figures = figures || (info.is_value && !info.is_empty);
      if (meaning_as(info.meanings, Role::Column, format_, 4) != nullptr) ++columns;
    }
    if (figures && columns < 3) return false;
    // 总计 and 其他 are also heads of table 3: they count only among heads of this table.
    if (heads.printed.empty() && columns > 0 && columns < 3) return false;
    for (const Cell* cell : cells) {
      if (cell->row != r) continue;
      const Meanings* meanings = grid.of(*cell).meanings;
      if (const Meaning* column = meaning_as(meanings, Role::Column, format_, 4)) {
        heads.printed.push_back(column->index);
        mark(heads.column, *cell, column->index);
        any = true;
      } else if (const Meaning* group = meaning_as(meanings, Role::Row, format_, 4)) {
        if (std::find(heads.groups.begin(), heads.groups.end(), group->index) == heads.groups.end())
          heads.groups.push_back(group->index);
        mark(heads.group, *cell, group->index);
        any = true;
      } else if (meaning_as(meanings, Role::ColumnGroup, format_, 4) != nullptr) {
        any = true;
      }
    }
    if (any && heads.rows_end == 0) heads.first_row = r;
    if (any) heads.rows_end = r + 1;
    return any;  // a figure among heads is not the table's: no row reads it
  }

  static void mark(std::vector<int>& under, const Cell& cell, std::uint16_t index) {
    for (std::uint32_t c = cell.column; c < std::uint32_t{cell.column} + cell.colspan; ++c) under[c] = index;
  }

  /// A row that begins with a group's name and has five figures.
  bool take_group_row(const LabelledGrid& grid, const std::vector<const Cell*>& cells, std::uint32_t r,
                      const Heads& heads) {
    if (heads.printed.size() != width_) return false;
    const Meaning* group = nullptr;
    std::vector<const Cell*> after;
    for (const Cell* cell : cells) {
      if (cell->row != r) continue;
      if (const Meaning* m = meaning_as(grid.of(*cell).meanings, Role::Row, format_, 4)) {
        group = m;
        after.clear();
      } else if (group != nullptr)
        after.push_back(cell);
    }
    if (group == nullptr || after.size() != width_ || !all_values(grid, after)) return false;
    put_group(grid, group->index, after, 0);
    return true;
  }

  bool take_figures(const LabelledGrid& grid, const std::vector<const Cell*>& cells, std::uint32_t r,
                    const Heads& heads) {
    std::vector<const Cell*> figures;
    for (const Cell* cell : cells) {
      if (cell->row == r) figures.push_back(cell);
    }
    while (!figures.empty() && !grid.of(*figures.front()).is_value) figures.erase(figures.begin());
    const auto printed =
        std::count_if(figures.begin(), figures.end(), [&](const Cell* cell) { return !grid.of(*cell).is_empty; });
    if (printed == 0 && !is_blank_figure_row(grid, figures, heads)) return false;
    if (by_heads(grid, r, heads)) return true;
    return by_number(grid, figures, heads);
  }

  /// All fifteen cells blank: a table that was left empty. It counts only as the first row below complete heads.
  bool is_blank_figure_row(const LabelledGrid&, const std::vector<const Cell*>& figures, const Heads& heads) const {
    return !figures.empty() && figures.front()->row == heads.rows_end && figures.size() == heads.printed.size();
  }

  bool by_heads(const LabelledGrid& grid, std::uint32_t r, const Heads& heads) {
    std::vector<std::pair<std::uint32_t, const Cell*>> found;  // cell number in the layout
    for (std::uint16_t c = 0; c < grid.grid->columns; ++c) {
      if (heads.column[c] < 0) continue;
      if (heads.group[c] < 0) return false;
      const Cell* cell = grid.grid->at(r, c);
      if (cell == nullptr || cell->row != r || cell->column != c || cell->colspan != 1 || !grid.of(*cell).is_value)
        return false;
      const std::uint32_t number = layout_.rows[static_cast<std::size_t>(heads.group[c])].first_cell +
                                   static_cast<std::uint32_t>(heads.column[c]);
      for (const auto& [other, unused] : found)
        if (other == number) return false;
      found.emplace_back(number, cell);
    }
    if (found.size() % width_ != 0 || found.empty()) return false;
    // A figure under no head says that the row has a cell too many, and that others may have moved.
    for (std::uint16_t c = 0; c < grid.grid->columns; ++c) {
      const Cell* cell = grid.grid->at(r, c);
      if (cell == nullptr || cell->row != r || heads.column[c] >= 0) continue;
      if (std::holds_alternative<Quantity>(read_cell_value(document_.view(cell->text)).reading)) return false;
    }
    const bool full = grid.grid->at(r, static_cast<std::uint16_t>(grid.grid->columns - 1)) != nullptr;
    if (!full && grid.of(*found.back().second).is_empty) return false;
    for (std::uint32_t g = 0; g < layout_.rows.size(); ++g) {
      std::vector<const Cell*> values(width_, nullptr);
      for (const auto& [number, cell] : found) {
        if (number >= layout_.rows[g].first_cell && number < layout_.rows[g].first_cell + width_)
          values[number - layout_.rows[g].first_cell] = cell;
      }
      if (std::count(values.begin(), values.end(), nullptr) == 0)
        put_group(grid, g, values, 0);
      else if (std::count(values.begin(), values.end(), nullptr) != static_cast<std::ptrdiff_t>(width_))
        return false;
    }
    return true;
  }

  /// Where spans are lost: as many figures as heads, heads in the statutory order, groups as named.
  bool by_number(const LabelledGrid& grid, std::vector<const Cell*> figures, const Heads& heads) {
    while (figures.size() > heads.printed.size() && grid.of(*figures.back()).is_empty) figures.pop_back();
    if (figures.size() != heads.printed.size() || figures.size() % width_ != 0 || !all_values(grid, figures))
      return false;
    for (std::size_t i = 0; i < heads.printed.size(); ++i) {
      if (heads.printed[i] != i % width_) return false;
    }
    std::vector<std::uint16_t> groups = heads.groups;
    if (groups.size() != figures.size() / width_) groups = groups_before(grid, figures.size() / width_);
    if (groups.size() != figures.size() / width_) return false;
    std::sort(groups.begin(), groups.end());
    for (std::size_t g = 0; g < groups.size(); ++g) put_group(grid, groups[g], figures, g * width_);
    return true;
  }

  /// The groups that the lines before a grid name, for tables that were divided into one a group.
  std::vector<std::uint16_t> groups_before(const LabelledGrid& grid, std::size_t wanted) const {
    std::vector<std::uint16_t> all;
    for (std::uint16_t g = 0; g < layout_.rows.size(); ++g) all.push_back(g);
    if (wanted == all.size()) return all;
    const auto& blocks = document_.blocks;
    for (std::uint32_t back = 1; back <= 3 && back <= grid.block; ++back) {
      const document::Block& block = blocks[grid.block - back];
      if (block.kind != document::Block::Kind::Paragraph) break;
      const std::string key = label_key(document_.view(document_.paragraphs[block.index].text));
      for (std::uint16_t g = 0; g < layout_.rows.size(); ++g) {
        const bool named = std::any_of(
            layout_.rows[g].label.keys.begin(), layout_.rows[g].label.keys.end(),
            [&](const std::string& label) { return label.size() >= 12 && key.find(label) != std::string::npos; });
        if (named && wanted == 1) return {g};
      }
      const bool litigation =
          std::any_of(layout_.column_groups.begin(), layout_.column_groups.end(),
                      [&](const law::Label& l) { return key.find(l.keys.front()) != std::string::npos; });
      if (litigation && wanted + 1 == all.size()) return {all.begin() + 1, all.end()};
    }
    return {};
  }

  bool all_values(const LabelledGrid& grid, const std::vector<const Cell*>& cells) const {
    return std::all_of(cells.begin(), cells.end(),
                       [&](const Cell* cell) { return grid.of(*cell).is_value && cell->rowspan == 1; });
  }

  void put_group(const LabelledGrid& grid, std::uint32_t group, const std::vector<const Cell*>& values,
                 std::size_t from) {
    if (!table_.printed_rows[group].empty()) return;  // the first is the report's own
    table_.printed_rows[group] = layout_.rows[group].label.official;
    ++groups_found_;
    for (std::uint32_t c = 0; c < width_; ++c) {
      const Cell& cell = *values[from + c];
      put_cell(table_, layout_.rows[group].first_cell + c, document_.view(cell.text), {}, place_in(grid, cell),
               doubts_);
    }
  }

  const document::Document& document_;
  const law::TableLayout& layout_;
  std::size_t format_;
  std::vector<Doubt>& doubts_;
  ReportTable table_;
  std::uint32_t width_;
  std::size_t groups_found_ = 0;
  std::optional<Meaning> upright_group_;
};

}  // namespace

std::optional<ReportTable> read_table4(const document::Document& document, const std::vector<LabelledGrid>& grids,
                                       const law::TableLayout& layout, std::size_t format, std::vector<Doubt>& doubts) {
  return Table4Reader(document, layout, format, doubts).read(grids);
}

}  // namespace gongkai::report
