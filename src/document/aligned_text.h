// Tables in preformatted text whose columns are aligned by runs of blanks, as converters, text browsers and people
// print them. Found by the figures that stand below each other; no knowledge of what the tables are about.
#pragma once
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

#include "document/builder.h"

namespace gongkai::document {

/// A line without its end; `number` is that of Place.
struct TextLine {
  std::string_view text;
  std::uint32_t number = 0;
};

/// Could the line stand in such a table, for it has a run of blanks between two words? Cheap, for every line of a text.
bool has_inner_gap(std::string_view line);

/// Emits the lines in their order: tables whose every figure can be given to one column as grids, all other lines
/// through `put_paragraph`. Blank lines and rules must be among the lines (as empty ones): they part tables.
/// A table that is not certain in every figure stays lines. Linear in the size of the lines.
void put_lines(std::span<const TextLine> lines, DocumentBuilder& builder,
               const std::function<void(const TextLine&)>& put_paragraph);

}  // namespace gongkai::document
