// Tables drawn with box characters: ┌─┬┐│├┼┤└┴┘. The strokes tell which cells reach over several rows and columns.
#pragma once
#include <memory>
#include <span>

#include "document/aligned_text.h"
#include "document/builder.h"

namespace gongkai::document {

/// Does the line begin and end with a stroke, as all lines of such a table do?
bool is_drawn_line(std::string_view line);

/// A table of neighbouring drawn lines. What stands between two rules is one row, so it fits only where rules divide
/// all rows and not only the head from the others. It does not fit where strokes miss each other: ends of lines that do
/// not stand below each other, strokes that end inside a cell, cells that are no rectangles. The top rule may be
/// missing. Linear in lines × columns. The lines must outlive it.
class DrawnTable {
 public:
  explicit DrawnTable(std::span<const TextLine> lines);
  ~DrawnTable();

  bool fits() const { return strokes_ != nullptr; }
  /// Emits it with its spans.
  void put(DocumentBuilder& builder) const;

 private:
  class StrokeGrid;
  std::unique_ptr<StrokeGrid> strokes_;
};

}  // namespace gongkai::document
