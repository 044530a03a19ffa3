// The rows and cells of one Word table with their spans, before anything of it is read.
#pragma once
#include <cstdint>
#include <pugixml.hpp>
#include <vector>

#include "document/docx_xml.h"

namespace gongkai::document {

struct DocxCell {
  pugi::xml_node node;  ///< w:tc; a null node for a gap in the grid
  std::uint32_t column = 0;
  std::uint32_t colspan = 1;
  std::uint32_t rowspan = 1;
  enum class Merge : std::uint8_t { None, Starts, Continues } merge = Merge::None;
};

using DocxRow = std::vector<DocxCell>;

/// The rows of a w:tbl as they stand when all tracked changes are accepted, without deleted and hidden rows. Cells
/// that continue one above or to the left are gone and counted in its spans; a "continue" with nothing to continue
/// is an ordinary cell. A row may be left without cells, when all of them continue. Linear in the table's rows and
/// cells; looks at nothing inside the cells.
std::vector<DocxRow> docx_rows(const DocxXml& xml, pugi::xml_node table);

}  // namespace gongkai::document
