// What every reader makes of a file: blocks in reading order, paragraphs and table grids with spans resolved.
// No knowledge of what the document is about.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/wording.h"

namespace gongkai::document {

/// A slice of Document::text.
struct Slice {
  std::uint32_t begin = 0;
  std::uint32_t size = 0;
};

/// Where something stands in the source. HTML and text: line and column (in bytes) of the file after decoding,
/// from 1. DOCX: `line` counts the paragraphs of the document part, from 1, and column is 0.
struct Place {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

/// A cell as the source has it. `rowspan` and `colspan` are clipped to the grid.
struct Cell {
  Slice text;  ///< its paragraphs joined by '\n'
  Place place;
  std::uint32_t row = 0;  ///< of its upper left corner, from 0
  std::uint16_t column = 0;
  std::uint16_t colspan = 1;
  std::uint32_t rowspan = 1;
};

/// A table. Cells stand in source order; `slots` maps every position to the cell that covers it.
class Grid {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;
  /// Wider tables are cut: no statutory table has more than 20 columns.
  static constexpr std::uint16_t kMostColumns = 128;

  std::vector<Cell> cells;
  std::vector<std::uint32_t> row_starts;  ///< index of the first cell that starts in row r; one more entry at the end
  std::uint32_t rows = 0;
  std::uint16_t columns = 0;
  Place place;
  bool cut = false;  ///< cells beyond kMostColumns were dropped

  /// The cell covering (row, column), or nullptr where the source left a hole. Rows and columns from 0.
  const Cell* at(std::uint32_t row, std::uint16_t column) const {
    if (row >= rows || column >= columns) return nullptr;
    const std::uint32_t index = slots_[static_cast<std::size_t>(row) * columns + column];
    return index == kNone ? nullptr : &cells[index];
  }

 private:
  friend class DocumentBuilder;
  std::vector<std::uint32_t> slots_;
};

struct Paragraph {
  Slice text;
  Place place;
  std::uint8_t heading = 0;  ///< 1–6 as the source marks it, 0 otherwise
  bool in_table = false;     ///< stood in a cell of a table that holds other tables (page layout)
};

struct Block {
  enum class Kind : std::uint8_t { Paragraph, Grid };
  Kind kind;
  std::uint32_t index;
};

/// Something about the whole file that makes its text doubtful, e.g. bytes that belong to no character.
struct Doubt {
  Place place;
  Wording why;
};

/// A name and value outside the text: the title element, meta tags, document properties.
struct Property {
  std::string name;  ///< lower case, e.g. "title", "pubdate"
  std::string value;
  Place place;
};

enum class Medium { Html, Docx, Text, Markdown };

/// A value: movable, copyable, no references into the source bytes.
struct Document {
  Medium medium = Medium::Text;
  std::string encoding;       ///< as read, e.g. "UTF-8", "GB18030"
  std::string text;           ///< all visible text; slices point into it
  std::vector<Block> blocks;  ///< reading order
  std::vector<Paragraph> paragraphs;
  std::vector<Grid> grids;
  std::vector<Property> properties;
  std::vector<Doubt> doubts;
  bool ends_early = false;  ///< the file stops inside its markup

  std::string_view view(Slice slice) const { return std::string_view(text).substr(slice.begin, slice.size); }
};

}  // namespace gongkai::document
