// A grid whose cells are told apart: figures, blanks, known labels, other text.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "document/document.h"
#include "report/model.h"
#include "report/vocabulary.h"

namespace gongkai::report {

struct LabelledCell {
  bool is_value = false;  ///< a number or a mark for none; blank counts
  bool is_empty = false;  ///< printed as nothing at all
  const Meanings* meanings = nullptr;
  std::string key;  ///< label key of a text
};

struct LabelledGrid {
  const document::Grid* grid = nullptr;
  std::uint32_t number = 0;         ///< of the grid in the document, from 0
  std::uint32_t block = 0;          ///< its index in Document::blocks
  std::vector<LabelledCell> cells;  ///< parallel to grid->cells

  const LabelledCell& of(const document::Cell& cell) const {
    return cells[static_cast<std::size_t>(&cell - grid->cells.data())];
  }

  /// The distinct cells that stand in a row, left to right; cells that reach down from above included.
  void row(std::uint32_t r, std::vector<const document::Cell*>& out) const;
};

LabelledGrid label_grid(const document::Document& document, std::uint32_t number, std::uint32_t block,
                        const Vocabulary& vocabulary);

/// The meaning of a label in one role of one table of one format.
const Meaning* meaning_as(const Meanings* meanings, Meaning::Role role, std::size_t format, int table);

/// How many labels speak for which format, per table: only labels that one format alone has.
struct FormatEvidence {
  explicit FormatEvidence(std::size_t formats) : table2(formats), table3(formats), statistics(formats) {}
  std::vector<unsigned> table2, table3, statistics;
  unsigned table3_rows = 0;    ///< rows of table 3 of whichever format
  unsigned table2_labels = 0;  ///< rows and heads of table 2 of whichever format
  unsigned table4_heads = 0;   ///< heads of table 4
  void count(const Meanings& meanings);
};

/// Reads a cell into its place in a table; notes doubts. `head` is the printed column head, or empty.
void put_cell(ReportTable& table, std::uint32_t cell_number, std::string_view printed, std::string_view head,
              CellPlace at, std::vector<Doubt>& doubts);

/// Row and column keys of a cell number, for doubts and findings.
Where where_of(const law::TableLayout& layout, std::uint32_t cell_number);

CellPlace place_in(const LabelledGrid& grid, const document::Cell& cell);

}  // namespace gongkai::report
