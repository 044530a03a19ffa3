// Puts a Document together from the calls of a reader: paragraphs and tables as they come, nested as they are.
#pragma once
#include <string_view>
#include <vector>

#include "document/document.h"
#include "document/limits.h"

namespace gongkai::document {

/// A reader opens and closes paragraphs, tables, rows and cells in the order of the source. Text given while no
/// paragraph is open opens one. A table that holds other tables is page layout: its paragraphs and inner tables
/// become blocks of their own, in reading order. Rowspans are resolved as HTML's table algorithm does.
/// Not thread-safe; one builder a document.
class DocumentBuilder {
 public:
  DocumentBuilder(Document& document, const Limits& limits) : document_(document), limits_(limits) {}

  void begin_paragraph(Place place, std::uint8_t heading = 0);
  /// Appends as it is; the reader collapses white space where its format asks for that.
  void add_text(std::string_view text, Place place);
  void end_paragraph();

  void begin_table(Place place);
  void begin_row();
  /// Spans below 1 count as 1; rowspan 0 means "to the end of the table", as in HTML.
  void begin_cell(Place place, std::uint32_t rowspan, std::uint32_t colspan);
  void end_cell();
  void end_row();
  void end_table();

  bool in_cell() const { return !tables_.empty() && tables_.back().cell_open; }
  /// The last character of the open paragraph, 0 when none is open or it is empty.
  char last_character() const;
  bool paragraph_open() const { return paragraph_open_; }

  /// True once a limit was exceeded: the reader stops, the document is not used.
  bool exceeded() const { return exceeded_; }

  /// Closes whatever is open and finishes the grids.
  void finish();

 private:
  struct OpenCell {
    Cell cell;
    std::uint32_t first_block;
  };
  struct OpenTable {
    Place place;
    std::vector<Cell> cells;  ///< with the row they start in; columns are found at the end
    std::vector<std::uint32_t> row_starts;
    std::vector<Block> blocks;  ///< paragraphs and inner tables, in reading order
    bool cell_open = false;
    bool row_open = false;
    bool has_inner_table = false;
  };

  void put_block(Block block);
  void close_table(OpenTable table);
  Grid resolve_spans(OpenTable& table);

  Document& document_;
  const Limits& limits_;
  std::vector<OpenTable> tables_;
  Paragraph paragraph_;
  bool paragraph_open_ = false;
  bool exceeded_ = false;
  std::size_t cell_count_ = 0;
  std::size_t slot_count_ = 0;
};

}  // namespace gongkai::document
