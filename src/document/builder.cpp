#include "document/builder.h"

#include <algorithm>
#include <array>

namespace gongkai::document {

void DocumentBuilder::begin_paragraph(Place place, std::uint8_t heading) {
  if (paragraph_open_) end_paragraph();
  if (in_cell()) {
    Cell& cell = tables_.back().cells.back();
    if (cell.text.size > 0 && document_.text.back() != '\n') document_.text += '\n';
  }
  paragraph_ = Paragraph{{static_cast<std::uint32_t>(document_.text.size()), 0}, place, heading, !tables_.empty()};
  paragraph_open_ = true;
}

void DocumentBuilder::add_text(std::string_view text, Place place) {
  if (!paragraph_open_) begin_paragraph(place);
  if (document_.text.size() == paragraph_.text.begin) paragraph_.place = place;
  document_.text += text;
}

char DocumentBuilder::last_character() const {
  if (!paragraph_open_ || document_.text.size() == paragraph_.text.begin) return 0;
  return document_.text.back();
}

void DocumentBuilder::end_paragraph() {
  if (!paragraph_open_) return;
  paragraph_open_ = false;
  paragraph_.text.size = static_cast<std::uint32_t>(document_.text.size()) - paragraph_.text.begin;
  if (in_cell()) {
    // A cell's text reaches from its first paragraph to its last; an inner table's text lies between and is cut out
    // by the blocks that the layout table leaves (close_table).
    Cell& cell = tables_.back().cells.back();
    if (paragraph_.text.size == 0) return;
    if (cell.text.size == 0) cell.text.begin = paragraph_.text.begin;
    cell.text.size = static_cast<std::uint32_t>(document_.text.size()) - cell.text.begin;
  } else if (paragraph_.text.size == 0) {
    return;
  }
  if (document_.paragraphs.size() > limits_.most_cells * 8) exceeded_ = true;
  document_.paragraphs.push_back(paragraph_);
  put_block({Block::Kind::Paragraph, static_cast<std::uint32_t>(document_.paragraphs.size() - 1)});
}

void DocumentBuilder::put_block(Block block) {
  (tables_.empty() ? document_.blocks : tables_.back().blocks).push_back(block);
}

void DocumentBuilder::begin_table(Place place) {
  end_paragraph();
  if (!tables_.empty()) tables_.back().has_inner_table = true;
  if (tables_.size() >= limits_.deepest_nesting) {
    exceeded_ = true;
    return;
  }
  tables_.push_back({});
  tables_.back().place = place;
}

void DocumentBuilder::begin_row() {
  if (tables_.empty()) return;
  end_row();
  tables_.back().row_starts.push_back(static_cast<std::uint32_t>(tables_.back().cells.size()));
  tables_.back().row_open = true;
}

void DocumentBuilder::begin_cell(Place place, std::uint32_t rowspan, std::uint32_t colspan) {
  if (tables_.empty()) return;
  end_cell();
  if (!tables_.back().row_open) begin_row();
  OpenTable& table = tables_.back();
  Cell cell;
  cell.text.begin = static_cast<std::uint32_t>(document_.text.size());
  cell.place = place;
  cell.row = static_cast<std::uint32_t>(table.row_starts.size() - 1);
  cell.rowspan = rowspan;
  cell.colspan = static_cast<std::uint16_t>(std::clamp<std::uint32_t>(colspan, 1, Grid::kMostColumns));
  table.cells.push_back(cell);
  table.cell_open = true;
  if (++cell_count_ > limits_.most_cells) exceeded_ = true;
}

void DocumentBuilder::end_cell() {
  end_paragraph();
  if (!tables_.empty()) tables_.back().cell_open = false;
}

void DocumentBuilder::end_row() {
  end_cell();
  if (!tables_.empty()) tables_.back().row_open = false;
}

void DocumentBuilder::end_table() {
  if (tables_.empty()) return;
  end_row();
  OpenTable table = std::move(tables_.back());
  tables_.pop_back();
  close_table(std::move(table));
}

void DocumentBuilder::close_table(OpenTable table) {
  if (table.has_inner_table) {
    for (const Block& block : table.blocks) put_block(block);
    return;
  }
  // The paragraphs of the cells are reached through the grid: they were the last ones added.
  std::size_t own = 0;
  for (const Block& block : table.blocks) own += block.kind == Block::Kind::Paragraph ? 1u : 0u;
  document_.paragraphs.resize(document_.paragraphs.size() - own);
  if (table.cells.empty()) return;
  document_.grids.push_back(resolve_spans(table));
  put_block({Block::Kind::Grid, static_cast<std::uint32_t>(document_.grids.size() - 1)});
}

Grid DocumentBuilder::resolve_spans(OpenTable& table) {
  Grid grid;
  grid.place = table.place;
  grid.rows = static_cast<std::uint32_t>(table.row_starts.size());
  std::array<std::uint32_t, Grid::kMostColumns> covered_until{};  // by a rowspan from above: first free row
  std::vector<Cell> kept;
  kept.reserve(table.cells.size());
  std::size_t next = 0;
  std::uint32_t columns = 0;
  for (std::uint32_t row = 0; row < grid.rows; ++row) {
    grid.row_starts.push_back(static_cast<std::uint32_t>(kept.size()));
    const std::size_t row_end = row + 1 < grid.rows ? table.row_starts[row + 1] : table.cells.size();
    std::uint32_t column = 0;
    for (; next < row_end; ++next) {
      Cell cell = table.cells[next];
      while (column < Grid::kMostColumns && covered_until[column] > row) ++column;
      if (column >= Grid::kMostColumns) {
        grid.cut = true;
        continue;
      }
      cell.column = static_cast<std::uint16_t>(column);
      cell.colspan = static_cast<std::uint16_t>(std::min<std::uint32_t>(cell.colspan, Grid::kMostColumns - column));
      const std::uint32_t rows_left = grid.rows - row;
      cell.rowspan = cell.rowspan == 0 ? rows_left : std::min(cell.rowspan, rows_left);
      for (std::uint32_t c = column; c < column + cell.colspan; ++c)
        covered_until[c] = std::max(covered_until[c], row + cell.rowspan);
      column += cell.colspan;
      columns = std::max(columns, column);
      kept.push_back(cell);
    }
  }
  grid.row_starts.push_back(static_cast<std::uint32_t>(kept.size()));
  grid.cells = std::move(kept);
  grid.columns = static_cast<std::uint16_t>(columns);
  const std::size_t slots = static_cast<std::size_t>(grid.rows) * columns;
  slot_count_ += slots;
  if (slot_count_ > limits_.most_slots) {
    exceeded_ = true;
    return grid;
  }
  grid.slots_.assign(slots, Grid::kNone);
  for (std::uint32_t index = 0; index < grid.cells.size(); ++index) {
    const Cell& cell = grid.cells[index];
    for (std::uint32_t r = cell.row; r < cell.row + cell.rowspan; ++r) {
      for (std::uint32_t c = cell.column; c < cell.column + std::uint32_t{cell.colspan}; ++c) {
        std::uint32_t& slot = grid.slots_[static_cast<std::size_t>(r) * columns + c];
        if (slot == Grid::kNone) slot = index;  // where wrong spans overlap, the first cell keeps its place
      }
    }
  }
  return grid;
}

void DocumentBuilder::finish() {
  while (!tables_.empty()) end_table();
  end_paragraph();
}

}  // namespace gongkai::document
