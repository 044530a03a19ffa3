#include "document/drawn_table.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"

namespace gongkai::document {
namespace {

constexpr std::size_t kMostLines = 2'000;
constexpr std::size_t kMostColumns = 600;  ///< on the screen
constexpr std::size_t kFewestRows = 3;
constexpr std::size_t kMostBands = 200;  ///< columns of the table, and its rows four times

using Column = std::size_t;

// ---- strokes

enum Arm : std::uint8_t { kLeft = 1, kRight = 2, kUp = 4, kDown = 8 };
constexpr std::uint8_t kAcross = kLeft | kRight;
constexpr std::uint8_t kUpright = kUp | kDown;

struct Strokes {
  char32_t first, last;
  std::uint8_t arms;
};
constexpr std::array<Strokes, 32> kStrokes{{{0x2500, 0x2501, kAcross},
                                            {0x2502, 0x2503, kUpright},
                                            {0x2504, 0x2505, kAcross},
                                            {0x2506, 0x2507, kUpright},
                                            {0x2508, 0x2509, kAcross},
                                            {0x250A, 0x250B, kUpright},
                                            {0x250C, 0x250F, kRight | kDown},
                                            {0x2510, 0x2513, kLeft | kDown},
                                            {0x2514, 0x2517, kRight | kUp},
                                            {0x2518, 0x251B, kLeft | kUp},
                                            {0x251C, 0x2523, kUpright | kRight},
                                            {0x2524, 0x252B, kUpright | kLeft},
                                            {0x252C, 0x2533, kAcross | kDown},
                                            {0x2534, 0x253B, kAcross | kUp},
                                            {0x253C, 0x254B, kAcross | kUpright},
                                            {0x254C, 0x254D, kAcross},
                                            {0x254E, 0x254F, kUpright},
                                            {0x2550, 0x2550, kAcross},
                                            {0x2551, 0x2551, kUpright},
                                            {0x2552, 0x2554, kRight | kDown},
                                            {0x2555, 0x2557, kLeft | kDown},
                                            {0x2558, 0x255A, kRight | kUp},
                                            {0x255B, 0x255D, kLeft | kUp},
                                            {0x255E, 0x2560, kUpright | kRight},
                                            {0x2561, 0x2563, kUpright | kLeft},
                                            {0x2564, 0x2566, kAcross | kDown},
                                            {0x2567, 0x2569, kAcross | kUp},
                                            {0x256A, 0x256C, kAcross | kUpright},
                                            {0x256D, 0x256D, kRight | kDown},
                                            {0x256E, 0x256E, kLeft | kDown},
                                            {0x256F, 0x256F, kLeft | kUp},
                                            {0x2570, 0x2570, kRight | kUp}}};

std::uint8_t arms_of(char32_t c) {
  if (c < 0x2500 || c > 0x2570) return 0;
  for (const Strokes& strokes : kStrokes)
    if (c >= strokes.first && c <= strokes.last) return strokes.arms;
  return 0;
}

// ---- lines on the screen

/// How wide a program printed what is one column to some and two to others.
struct Widths {
  Column stroke, ambiguous;
};
constexpr std::array<Widths, 4> kWidths{{{1, 1}, {1, 2}, {2, 2}, {2, 1}}};

bool is_ambiguous(char32_t c) {
  return c == 0xA7 || c == 0xB0 || c == 0xB1 || c == 0xB7 || c == 0xD7 || c == 0xF7 || (c >= 0x2010 && c <= 0x2027) ||
         (c >= 0x2030 && c <= 0x205E) || (c >= 0x2103 && c <= 0x2312) || (c >= 0x2460 && c <= 0x24FF) ||
         (c >= 0x2571 && c <= 0x27BF);
}

/// By column: the arms of the stroke and the byte of the character that stands there.
struct ScreenLine {
  std::string_view text;
  std::uint32_t number = 0;
  std::vector<std::uint8_t> arms;
  std::vector<std::size_t> bytes;

  std::uint8_t at(Column column) const { return column < arms.size() ? arms[column] : 0; }
};

std::optional<ScreenLine> laid_out(const TextLine& line, Widths widths) {
  ScreenLine screen{line.text, line.number, {}, {}};
  std::size_t end = 0;
  for (std::size_t at = 0; at < line.text.size();) {
    const std::size_t from = at;
    const char32_t c = next_code_point(line.text, at);
    if (c == '\t') return std::nullopt;
    const std::uint8_t arms = arms_of(c);
    const Column width = arms != 0         ? widths.stroke
                         : is_ambiguous(c) ? widths.ambiguous
                                           : display_width(line.text.substr(from, at - from));
    screen.arms.insert(screen.arms.end(), width, arms);
    screen.bytes.insert(screen.bytes.end(), width, from);
    if (!is_blank(c)) end = screen.arms.size();
    if (screen.arms.size() > kMostColumns) return std::nullopt;
  }
  screen.arms.resize(end);
  screen.bytes.resize(end);
  return screen;
}

enum class Border : std::uint8_t { Open, Closed, Torn };

Border border(std::size_t drawn, std::size_t looked_at) {
  return drawn == 0 ? Border::Open : drawn == looked_at ? Border::Closed : Border::Torn;
}

struct DrawnCell {
  std::size_t row, column, rows, columns;
};

}  // namespace

/// The strokes under one assumption about widths.
class DrawnTable::StrokeGrid {
 public:
  StrokeGrid(std::span<const TextLine> lines, Widths widths) : stroke_(widths.stroke) {
    for (const TextLine& line : lines) {
      auto screen = laid_out(line, widths);
      if (!screen) return;
      lines_.push_back(std::move(*screen));
    }
    fits_ = ends_are_straight() && find_bands() && find_borders() && find_cells();
  }

  bool fits() const { return fits_; }

  void put(DocumentBuilder& builder) const {
    builder.begin_table({lines_.front().number, 1});
    for (std::size_t row = 0, next = 0; row < rows(); ++row) {
      builder.begin_row();
      for (; next < cells_.size() && cells_[next].row == row; ++next) put_cell(cells_[next], builder);
      builder.end_row();
    }
    builder.end_table();
  }

 private:
  std::size_t rows() const { return rules_.size() - 1; }
  std::size_t columns() const { return uprights_.size() - 1; }

  bool ends_are_straight() {
    if (lines_.size() < 3) return false;
    const Column right = lines_.front().arms.size();
    const auto first = [](const ScreenLine& line) {
      Column column = 0;
      while (column < line.arms.size() && line.text[line.bytes[column]] == ' ') ++column;
      return column;
    };
    const Column left = first(lines_.front());
    return std::all_of(lines_.begin(), lines_.end(), [&](const ScreenLine& line) {
      return line.arms.size() == right && first(line) == left && (line.at(left) & kUpright) != 0 &&
             (line.at(right - 1) & kUpright) != 0;
    });
  }

  /// Where strokes run: between two of them lies a row or a column of the finest grid.
  bool find_bands() {
    std::vector<bool> upright(lines_.front().arms.size(), false);
    if ((lines_.front().arms.back() & kUp) != 0) rules_.push_back(-1);  // the top rule is missing
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      bool rule = false;
      for (Column column = 0; column < upright.size(); ++column) {
        const std::uint8_t arms = lines_[i].at(column);
        if ((arms & kUpright) != 0) upright[column] = true;
        rule = rule || (arms & kAcross) != 0;
      }
      if (rule) rules_.push_back(static_cast<std::ptrdiff_t>(i));
    }
    if ((lines_.back().arms.back() & kDown) != 0) rules_.push_back(static_cast<std::ptrdiff_t>(lines_.size()));
    for (Column column = 0; column < upright.size(); ++column) {
      if (!upright[column]) continue;
      uprights_.push_back(column);
      column += stroke_ - 1;
    }
    return rules_.size() > kFewestRows && uprights_.size() >= 2 && columns() <= kMostBands && rows() <= 4 * kMostBands;
  }

  Border right_of(std::size_t row, std::size_t column) const {
    const Column upright = uprights_[column + 1];
    if (column + 1 == columns()) return Border::Closed;
    std::size_t drawn = 0, looked_at = 0;
    for (std::ptrdiff_t i = rules_[row] + 1; i < rules_[row + 1]; ++i, ++looked_at)
      drawn += (lines_[static_cast<std::size_t>(i)].at(upright) & kUpright) != 0 ? 1u : 0u;
    if (looked_at == 0 && rules_[row] >= 0)
      return (lines_[static_cast<std::size_t>(rules_[row])].at(upright) & kDown) != 0 ? Border::Closed : Border::Open;
    return border(drawn, looked_at);
  }

  Border below(std::size_t row, std::size_t column) const {
    if (row + 1 == rows()) return Border::Closed;
    const ScreenLine& rule = lines_[static_cast<std::size_t>(rules_[row + 1])];
    std::size_t drawn = 0, looked_at = 0;
    for (Column c = uprights_[column] + stroke_; c < uprights_[column + 1]; ++c, ++looked_at)
      drawn += (rule.at(c) & kAcross) != 0 ? 1u : 0u;
    return border(drawn, looked_at);
  }

  bool find_borders() {
    for (std::size_t row = 0; row < rows(); ++row) {
      for (std::size_t column = 0; column < columns(); ++column) {
        right_.push_back(right_of(row, column));
        below_.push_back(below(row, column));
        if (right_.back() == Border::Torn || below_.back() == Border::Torn) return false;
      }
    }
    return true;
  }

  bool open(const std::vector<Border>& borders, std::size_t row, std::size_t column) const {
    return borders[row * columns() + column] == Border::Open;
  }

  /// Grows every cell over its open borders; what comes out must be rectangles.
  bool find_cells() {
    std::vector<bool> taken(rows() * columns(), false);
    for (std::size_t row = 0; row < rows(); ++row) {
      for (std::size_t column = 0; column < columns(); ++column) {
        if (taken[row * columns() + column]) continue;
        DrawnCell cell{row, column, 1, 1};
        while (open(right_, row, column + cell.columns - 1)) ++cell.columns;
        while (open(below_, row + cell.rows - 1, column)) ++cell.rows;
        if (!is_whole(cell, taken)) return false;
        cells_.push_back(cell);
      }
    }
    return true;
  }

  bool is_whole(const DrawnCell& cell, std::vector<bool>& taken) const {
    for (std::size_t r = cell.row; r < cell.row + cell.rows; ++r) {
      for (std::size_t c = cell.column; c < cell.column + cell.columns; ++c) {
        const bool last_row = r + 1 == cell.row + cell.rows, last_column = c + 1 == cell.column + cell.columns;
        if (taken[r * columns() + c] || open(right_, r, c) == last_column || open(below_, r, c) == last_row)
          return false;
        taken[r * columns() + c] = true;
      }
    }
    return true;
  }

  void put_cell(const DrawnCell& cell, DocumentBuilder& builder) const {
    const Column from = uprights_[cell.column] + stroke_, to = uprights_[cell.column + cell.columns];
    std::string whole;
    std::optional<Place> place;
    std::ptrdiff_t i = rules_[cell.row] + 1;
    for (; i < rules_[cell.row + cell.rows]; ++i) {
      const ScreenLine& line = lines_[static_cast<std::size_t>(i)];
      const std::size_t begin = from < line.bytes.size() ? line.bytes[from] : line.text.size();
      const std::string_view piece = trimmed(line.text.substr(begin, line.bytes[to] - begin));
      if (piece.empty()) continue;
      if (!place) place = Place{line.number, static_cast<std::uint32_t>(piece.data() - line.text.data() + 1)};
      if (!whole.empty()) whole += '\n';
      whole += piece;
    }
    const auto first = static_cast<std::size_t>(std::min<std::ptrdiff_t>(rules_[cell.row] + 1, std::ssize(lines_) - 1));
    const Place where =
        place.value_or(Place{lines_[first].number, static_cast<std::uint32_t>(lines_[first].bytes[from] + 1)});
    builder.begin_cell(where, static_cast<std::uint32_t>(cell.rows), static_cast<std::uint32_t>(cell.columns));
    if (!whole.empty()) builder.add_text(whole, where);
    builder.end_cell();
  }

  Column stroke_;
  bool fits_ = false;
  std::vector<ScreenLine> lines_;
  std::vector<std::ptrdiff_t> rules_;  ///< lines with strokes across; -1 and the count of lines for missing ones
  std::vector<Column> uprights_;
  std::vector<Border> right_, below_;  ///< of the finest grid, row by row
  std::vector<DrawnCell> cells_;
};

bool is_drawn_line(std::string_view line) {
  line = trimmed(line);
  if (line.size() < 6 || line[0] != '\xE2' || line[line.size() - 3] != '\xE2') return false;
  std::size_t first = 0, last = line.size() - 3;
  return (arms_of(next_code_point(line, first)) & kUpright) != 0 &&
         (arms_of(next_code_point(line, last)) & kUpright) != 0;
}

DrawnTable::DrawnTable(std::span<const TextLine> lines) {
  if (lines.size() > kMostLines) return;
  for (const Widths widths : kWidths) {
    auto strokes = std::make_unique<StrokeGrid>(lines, widths);
    if (!strokes->fits()) continue;
    strokes_ = std::move(strokes);
    return;
  }
}

DrawnTable::~DrawnTable() = default;

void DrawnTable::put(DocumentBuilder& builder) const { strokes_->put(builder); }

}  // namespace gongkai::document
