#include "document/aligned_text.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"

namespace gongkai::document {
namespace {

constexpr std::size_t kLongestLine = 2'000;  ///< bytes; no table line is longer
constexpr std::size_t kMostWords = 100;      ///< of a line
constexpr std::size_t kMostHeadLines = 12;
constexpr std::size_t kMostBlankLines = 3;  ///< together inside a table
constexpr std::size_t kMostLinesInSection = 2'000;
constexpr std::size_t kFewestColumns = 3;  ///< of a table that is known by its figures alone

using Column = std::uint32_t;

// ---- words of a line

struct Word {
  std::size_t from = 0, to = 0;  ///< bytes of the line
  Column begin = 0, end = 0;     ///< on the screen
  Column gap = 0;                ///< blanks before it
  bool figure = false;
};

bool is_wide(char32_t c) {
  return (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF01 && c <= 0xFF60) ||
         (c >= 0xFFE0 && c <= 0xFFE6) || c >= 0x20000;
}

/// One or two columns, as the program that printed the text would have it (East Asian Width "ambiguous").
bool is_ambiguous(char32_t c) {
  return c == 0xA7 || c == 0xB0 || c == 0xB1 || c == 0xB7 || c == 0xD7 || c == 0xF7 || (c >= 0x2010 && c <= 0x2027) ||
         (c >= 0x2030 && c <= 0x205E) || (c >= 0x2103 && c <= 0x2312) || (c >= 0x2460 && c <= 0x27BF);
}

bool is_invisible(char32_t c) {
  return (c >= 0x200B && c <= 0x200F) || c == 0xFEFF || c == 0x2060 || c == 0xAD || c == '\r' || c == '\f';
}

bool is_unit(std::string_view text) {
  static constexpr std::array<std::string_view, 15> kUnits{"亿元", "万元", "元", "人次", "件", "条", "次", "篇",
                                                           "个",   "项",   "人", "宗",   "份", "起", "部"};
  return std::find(kUnits.begin(), kUnits.end(), text) != kUnits.end();
}

/// A number, with or without a unit, or a mark that stands for none.
bool is_figure(std::string_view text) {
  if (text.size() > 40) return false;
  if (text == "无" || text == "空" || text == "零" || text == "〇") return true;
  std::size_t digits = 0, marks = 0, at = 0;
  bool ends_in_digit = false;
  while (at < text.size()) {
    const std::size_t from = at;
    const char32_t c = next_code_point(text, at);
    const bool digit = (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19);
    if (digit) {
      if (marks > (digits == 0 ? 1u : 0u)) return false;
      ++digits;
    } else if (digits == 0 &&
               (c == '-' || c == '/' || c == '\\' || c == '*' || c == '+' || c == 0xFF0D || c == 0xFF0F ||
                c == 0xFF3C || c == 0xFF0A || (c >= 0x2010 && c <= 0x2015) || c == 0x2500)) {
      ++marks;
    } else if (digits > 0 && (c == '.' || c == ',' || c == 0xFF0C || c == 0xFF0E)) {
      // goes on below
    } else if (digits > 0 && ends_in_digit) {
      return c == '%' ? at == text.size() : is_unit(text.substr(from));
    } else {
      return false;
    }
    ends_in_digit = digit;
  }
  return digits > 0 ? ends_in_digit : marks > 0 && marks <= 6;
}

/// "1." "（一）" "一、" "①" at the beginning of a cell.
bool is_enumerated(std::string_view text) {
  static constexpr std::u32string_view kNumerals = U"一二三四五六七八九十百〇";
  std::size_t at = 0;
  char32_t c = next_code_point(text, at);
  if (c >= 0x2460 && c <= 0x24FF) return true;
  const bool bracket = c == '(' || c == 0xFF08;
  std::size_t size = 0;
  if (bracket && at < text.size()) c = next_code_point(text, at);
  while ((c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19) || kNumerals.find(c) != std::u32string_view::npos) {
    ++size;
    if (at >= text.size() || size > 3) return false;
    c = next_code_point(text, at);
  }
  if (size == 0) return false;
  if (c == ')' || c == 0xFF09) return true;
  return !bracket && (c == '.' || c == 0xFF0E || c == 0x3001 || c == ',' || c == 0xFF0C);
}

bool is_one_han(std::string_view line, const Word& word) {
  std::size_t at = word.from;
  return is_han(next_code_point(line, at)) && at == word.to && !word.figure;
}

struct Line {
  enum class Kind : std::uint8_t { Blank, Data, Head, Label, Lone, Alien };
  Kind kind = Kind::Blank;
  std::vector<Word> words;
  std::size_t figures = 0;       ///< words at the end that are figures
  std::size_t last_figures = 0;  ///< the same in a line without gaps, which may be a short row
  bool below = false;            ///< such a row, known by the words above its figures
  bool ambiguous = false;        ///< has characters of uncertain width

  Column end() const { return words.back().end; }
  std::size_t labels() const { return words.size() - figures; }
};

class LineCutter {
 public:
  explicit LineCutter(Column ambiguous_width) : ambiguous_width_(ambiguous_width) {}

  Line cut(std::string_view text) const {
    Line line;
    if (text.size() > kLongestLine) return alien();
    Word word;
    bool open = false;
    Column column = 0, blank_from = 0;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t from = at;
      const char32_t c = next_code_point(text, at);
      if (is_invisible(c)) continue;
      if (is_blank(c)) {
        if (open) close(line, text, word, from, column);
        if (open) blank_from = column;
        open = false;
        column += c == 0x3000 ? 2 : c == '\t' ? 8 - column % 8 : 1;
        continue;
      }
      if (!open) {
        word = Word{from, from, column, column, column - blank_from, false};
        open = true;
      }
      if (is_ambiguous(c)) line.ambiguous = true;
      column += is_wide(c) ? 2 : is_ambiguous(c) ? ambiguous_width_ : 1;
      if (c == 0x3002) sentence(line);
    }
    if (open) close(line, text, word, text.size(), column);
    if (line.words.size() > kMostWords) return alien();
    join(line, text);
    classify(line);
    return line;
  }

 private:
  static Line alien() {
    Line line;
    line.kind = Line::Kind::Alien;
    return line;
  }

  static void sentence(Line& line) { line.kind = Line::Kind::Alien; }

  static void close(Line& line, std::string_view text, Word& word, std::size_t to, Column column) {
    word.to = to;
    word.end = column;
    word.figure = is_figure(text.substr(word.from, to - word.from));
    line.words.push_back(word);
  }

  /// "9.5 万元" is one figure, "总  计" one word.
  static void join(Line& line, std::string_view text) {
    std::vector<Word> joined;
    for (const Word& word : line.words) {
      const std::string_view own = text.substr(word.from, word.to - word.from);
      bool one = false;
      if (!joined.empty()) {
        const Word& last = joined.back();
        const bool spaced = is_one_han(text, word) && ends_in_spaced_han(text, last) && word.gap <= 6;
        one = spaced || (word.gap == 1 && last.figure && is_unit(own) &&
                         is_figure(std::string(text.substr(last.from, last.to - last.from)) + std::string(own)));
      }
      if (one) {
        joined.back().to = word.to;
        joined.back().end = word.end;
      } else {
        joined.push_back(word);
      }
    }
    line.words = std::move(joined);
  }

  /// The word is single characters only, parted by blanks.
  static bool ends_in_spaced_han(std::string_view text, const Word& word) {
    if (word.figure) return false;
    bool blank = true;
    for (std::size_t at = word.from; at < word.to;) {
      const char32_t c = next_code_point(text, at);
      if (is_blank(c)) {
        blank = true;
        continue;
      }
      if (!blank || !is_han(c)) return false;
      blank = false;
    }
    return true;
  }

  static void classify(Line& line) {
    const std::vector<Word>& words = line.words;
    if (words.empty() || line.kind == Line::Kind::Alien) return;
    while (line.figures < words.size() && words[words.size() - 1 - line.figures].figure) ++line.figures;
    bool gap = false, gap_at_figures = false;
    for (std::size_t i = 1; i < words.size(); ++i) {
      if (words[i].gap < 2) continue;
      gap = true;
      if (i >= line.labels()) gap_at_figures = true;
    }
    if (gap_at_figures)
      line.kind = Line::Kind::Data;
    else if (line.figures == words.size())
      line.kind = Line::Kind::Lone;
    else
      line.kind = gap ? Line::Kind::Head : Line::Kind::Label;
    if (line.kind == Line::Kind::Data || line.kind == Line::Kind::Lone) return;
    line.last_figures = std::exchange(line.figures, 0);
  }

  Column ambiguous_width_;
};

// ---- what a section of a table becomes

struct Piece {
  std::string text;
  Place place;
  Column begin = 0, end = 0;  ///< of its last line
  bool enumerated = false;
};

struct Figure {
  std::string_view text;
  Place place;
};

struct Row {
  std::vector<Piece> labels;
  std::vector<Figure> figures;     ///< one a column; empty ones without text
  std::vector<Piece> heads;        ///< of a head row, by column
  std::optional<Figure> unplaced;  ///< figures that belong to no certain column
  bool has_figures = false;
};

struct Section {
  std::size_t first = 0, last = 0;  ///< lines, the last included
  std::vector<Row> rows;
  std::vector<std::size_t> beside;  ///< lines inside that are no part of the table: page numbers
  std::size_t columns = 0;
  bool strong = false;
  bool has_heads = false;
  Column scatter = 0;                ///< how far figures of one column stand from each other
  std::vector<std::size_t> placing;  ///< the column of every figure, to compare two readings
};

struct Interval {
  Column begin, end;
  int leaf;
};

Place place_of(const TextLine& line, std::size_t from) { return {line.number, static_cast<std::uint32_t>(from + 1)}; }

/// Reads one section: head lines, then lines of figures with the label lines between and below them.
class SectionReader {
 public:
  SectionReader(std::span<const TextLine> texts, const std::vector<Line>& lines) : texts_(texts), lines_(lines) {}

  /// `heads_end` is the first line of figures; `end` the line behind the last line of figures; `tail_end` behind the
  /// label lines below it, of which those from `rows_end` on can only continue the label above.
  std::optional<Section> read(std::size_t first, std::size_t heads_end, std::size_t end, std::size_t tail_end,
                              bool tail_rows) {
    section_ = Section{};
    section_.first = first;
    first_ = first;
    heads_end_ = heads_end;
    end_ = end;
    if (!find_edges() || !find_columns() || !assign()) return std::nullopt;
    find_label_starts(tail_end);
    learn_wrapping();
    put_head_rows();
    section_.last = end - 1;
    for (std::size_t i = heads_end; i < end; ++i) put_body_line(i);
    for (std::size_t i = end; i < tail_end; ++i) {
      if (continues(i)) continue;
      if (!tail_rows || !has_blanks_) break;
      put_label_row(i);
      section_.last = i;
    }
    return std::move(section_);
  }

 private:
  using Kind = Line::Kind;

  bool is_data(std::size_t i) const { return lines_[i].kind == Kind::Data; }
  const Word& figure(std::size_t i, std::size_t n) const { return lines_[i].words[lines_[i].labels() + n]; }
  Column label_end(std::size_t i) const {
    return lines_[i].labels() == 0 ? 0 : lines_[i].words[lines_[i].labels() - 1].end;
  }
  /// A number one blank behind a label may be the label's own.
  bool doubtful(std::size_t i) const { return lines_[i].labels() > 0 && figure(i, 0).gap < 2 && !lines_[i].below; }

  bool find_edges() {
    figures_begin_ = UINT32_MAX;
    for (std::size_t i = heads_end_; i < end_; ++i) {
      if (!is_data(i)) continue;
      const std::size_t n = doubtful(i) ? 1 : 0;
      if (n < lines_[i].figures) figures_begin_ = std::min(figures_begin_, figure(i, n).begin);
    }
    if (figures_begin_ == UINT32_MAX) return false;
    labels_end_ = 0;
    for (std::size_t i = heads_end_; i < end_; ++i) {
      if (!is_data(i) || lines_[i].labels() == 0) continue;
      starts_.push_back(lines_[i].words.front().begin);
      if (label_end(i) <= figures_begin_) labels_end_ = std::max(labels_end_, label_end(i));
    }
    std::sort(starts_.begin(), starts_.end());
    return true;
  }

  bool over_figures(const Word& word) const {
    if (std::binary_search(starts_.begin(), starts_.end(), word.begin)) return false;
    return word.end > figures_begin_ || word.begin >= labels_end_;
  }

  /// The lowest words of the heads.
  void find_leaves() {
    std::vector<Word> below;
    for (std::size_t i = heads_end_; i > first_; --i) {
      std::vector<Word> own;
      for (const Word& word : lines_[i - 1].words) {
        if (over_figures(word)) own.push_back(word);
      }
      for (const Word& word : own) {
        const bool covered = std::any_of(below.begin(), below.end(),
                                         [&](const Word& b) { return b.begin < word.end && word.begin < b.end; });
        if (!covered) leaves_.push_back(word);
      }
      below.insert(below.end(), own.begin(), own.end());
    }
  }

  bool overflows(std::size_t i) const {
    return label_end(i) >= std::min(figures_begin_, leaves_begin_) && lines_[i].labels() > 0 && !doubtful(i);
  }

  bool find_columns() {
    find_leaves();
    std::vector<Interval> intervals;
    leaves_begin_ = UINT32_MAX;
    for (const Word& leaf : leaves_) {
      intervals.push_back({leaf.begin, leaf.end, 1});
      leaves_begin_ = std::min(leaves_begin_, leaf.begin);
    }
    section_.has_heads = !leaves_.empty();
    for (std::size_t i = heads_end_; i < end_; ++i) {
      if (!is_data(i) || overflows(i)) continue;
      for (std::size_t n = doubtful(i) ? 1 : 0; n < lines_[i].figures; ++n)
        intervals.push_back({figure(i, n).begin, figure(i, n).end, 0});
    }
    std::sort(intervals.begin(), intervals.end(),
              [](const Interval& a, const Interval& b) { return a.begin < b.begin; });
    for (const Interval& interval : intervals) {
      if (columns_.empty() || interval.begin >= columns_.back().end) {
        columns_.push_back(interval);
        continue;
      }
      columns_.back().end = std::max(columns_.back().end, interval.end);
      columns_.back().leaf += interval.leaf;
    }
    if (columns_.empty() || columns_.size() > Grid::kMostColumns / 2) return false;
    section_.columns = columns_.size();
    if (!section_.has_heads) return true;
    return std::all_of(columns_.begin(), columns_.end(), [](const Interval& column) { return column.leaf == 1; });
  }

  std::optional<std::size_t> column_at(Column begin, Column end) const {
    const auto it = std::upper_bound(columns_.begin(), columns_.end(), begin,
                                     [](Column at, const Interval& column) { return at < column.end; });
    if (it == columns_.end() || it->begin >= end) return std::nullopt;
    if (it + 1 != columns_.end() && (it + 1)->begin < end) return std::nullopt;
    return static_cast<std::size_t>(it - columns_.begin());
  }

  struct Placed {
    std::size_t line;
    std::vector<std::size_t> columns;
    bool certain = true;
  };

  bool assign() {
    bool some_full = false, some_partial = false;
    std::size_t data = 0;
    for (std::size_t i = heads_end_; i < end_; ++i) {
      if (!is_data(i)) continue;
      ++data;
      Placed placed{i, {}, true};
      if (overflows(i)) {
        placed.certain = lines_[i].figures == columns_.size();
        if (placed.certain)
          for (std::size_t n = 0; n < columns_.size(); ++n) placed.columns.push_back(n);
      } else if (!place(placed)) {
        return false;
      }
      const bool full = placed.columns.size() == columns_.size();
      some_full = some_full || full;
      some_partial = some_partial || !full;
      section_.placing.insert(section_.placing.end(), placed.columns.begin(), placed.columns.end());
      placed_.push_back(std::move(placed));
    }
    has_blanks_ = some_partial;
    if (!section_.has_heads && !some_full) return false;
    if (!in_line() && some_partial) return false;
    section_.strong = columns_.size() >= kFewestColumns && (section_.has_heads || data >= 2);
    return true;
  }

  bool place(Placed& placed) const {
    const std::size_t i = placed.line;
    for (std::size_t n = 0; n < lines_[i].figures; ++n) {
      const auto column = column_at(figure(i, n).begin, figure(i, n).end);
      if (!column && n == 0 && doubtful(i)) {
        // Part of the label, if the columns lie right of it.
        if (figure(i, 0).end > columns_.front().begin) return false;
        continue;
      }
      if (!column || (!placed.columns.empty() && *column <= placed.columns.back())) return false;
      placed.columns.push_back(*column);
    }
    return !placed.columns.empty();
  }

  /// Do the figures of each column share their beginning, their end or their middle?
  bool in_line() {
    struct Range {
      Column least = UINT32_MAX, most = 0;
    };
    std::array<Column, 3> worst{};
    std::vector<std::array<Range, 3>> ranges(columns_.size());
    for (const Placed& placed : placed_) {
      if (overflows(placed.line)) continue;
      const std::size_t skipped = lines_[placed.line].figures - placed.columns.size();
      for (std::size_t n = 0; n < placed.columns.size(); ++n) {
        const Word& word = figure(placed.line, n + skipped);
        const std::array<Column, 3> marks{word.begin * 2, word.end * 2, word.begin + word.end};
        for (std::size_t m = 0; m < 3; ++m) {
          Range& range = ranges[placed.columns[n]][m];
          range.least = std::min(range.least, marks[m]);
          range.most = std::max(range.most, marks[m]);
        }
      }
    }
    for (const auto& column : ranges) {
      for (std::size_t m = 0; m < 3; ++m) {
        if (column[m].most >= column[m].least) worst[m] = std::max(worst[m], column[m].most - column[m].least);
      }
    }
    section_.scatter = *std::min_element(worst.begin(), worst.end());
    return section_.scatter <= 3;
  }

  // ---- labels

  void find_label_starts(std::size_t tail_end) {
    for (std::size_t i = heads_end_; i < tail_end; ++i) {
      const std::size_t labels = i < end_ || lines_[i].kind != Kind::Data ? lines_[i].labels() : 0;
      if (lines_[i].kind == Kind::Blank || lines_[i].kind == Kind::Lone) continue;
      for (std::size_t n = 0; n < labels; ++n) {
        if (n == 0 || lines_[i].words[n].gap >= 2) starts_.push_back(lines_[i].words[n].begin);
      }
    }
    std::sort(starts_.begin(), starts_.end());
    starts_.erase(std::unique(starts_.begin(), starts_.end()), starts_.end());
    widest_.assign(starts_.size(), 0);
    for (std::size_t i = heads_end_; i < tail_end; ++i) {
      if (lines_[i].kind == Kind::Blank || lines_[i].kind == Kind::Lone) continue;
      for (const Piece& piece : pieces(i)) {
        if (piece.end > figures_begin_) continue;
        Column& widest = widest_[start_index(piece.begin)];
        widest = std::max(widest, piece.end);
      }
    }
  }

  std::size_t start_index(Column begin) const {
    return static_cast<std::size_t>(std::lower_bound(starts_.begin(), starts_.end(), begin) - starts_.begin());
  }

  std::size_t label_words(std::size_t i) const {
    if (!is_data(i)) return lines_[i].words.size();
    const bool own = doubtful(i) && !column_at(figure(i, 0).begin, figure(i, 0).end);
    return lines_[i].labels() + (own ? 1 : 0);
  }

  /// The label cells of a line: parted by gaps, or where a column of labels begins.
  std::vector<Piece> pieces(std::size_t i) const {
    std::vector<Piece> pieces;
    const std::string_view text = texts_[i].text;
    const std::size_t words = label_words(i);
    for (std::size_t n = 0; n < words;) {
      std::size_t m = n + 1;
      while (m < words && lines_[i].words[m].gap < 2 &&
             !std::binary_search(starts_.begin(), starts_.end(), lines_[i].words[m].begin))
        ++m;
      const Word& from = lines_[i].words[n];
      const Word& to = lines_[i].words[m - 1];
      const std::string_view own = text.substr(from.from, to.to - from.from);
      pieces.push_back({std::string(own), place_of(texts_[i], from.from), from.begin, to.end, is_enumerated(own)});
      n = m;
    }
    return pieces;
  }

  /// Do labels go on below their figures? Only then may one without a number be joined. It is so if every label is full
  /// that has a label line below it, and not every label line is full that has figures below it: figures might else
  /// stand beside the last line of their label, and what follows them be the next row's.
  void learn_wrapping() {
    bool below_figures = true, above_figures = true;
    Row above;
    bool above_is_data = false;
    for (std::size_t i = heads_end_; i < end_; ++i) {
      const Kind kind = lines_[i].kind;
      if (kind == Kind::Blank || kind == Kind::Lone) continue;
      Row row;
      row.labels = pieces(i);
      if (!above.labels.empty() && !row.labels.empty() && above_is_data != is_data(i)) {
        const Piece& next = row.labels.back();
        std::size_t n = 0;
        while (n < above.labels.size() && above.labels[n].begin != next.begin) ++n;
        const bool in_group = n + 1 < above.labels.size();
        const bool full = n < above.labels.size() && is_full(above, n, next.text);
        bool& goes_on = above_is_data ? below_figures : above_figures;
        if (!in_group) goes_on = goes_on && full;
      }
      above_is_data = is_data(i);
      above = std::move(row);
    }
    labels_go_on_below_ = below_figures && !above_figures;
  }

  /// Is a piece so long that `next` had to go to the next line?
  bool is_full(const Row& row, std::size_t n, std::string_view next) const {
    const Piece& piece = row.labels[n];
    std::size_t at = 0;
    next_code_point(next, at);
    const Column needed = static_cast<Column>(display_width(next.substr(0, at)));
    if (n + 1 < row.labels.size()) return piece.end + needed + 1 > row.labels[n + 1].begin;
    return piece.end + needed + 2 > widest_[start_index(piece.begin)];
  }

  bool piece_continues(const Row& row, const Piece& piece, std::size_t& n) const {
    for (n = 0; n < row.labels.size(); ++n) {
      const Piece& above = row.labels[n];
      if (above.begin != piece.begin) continue;
      if (piece.enumerated || (!above.enumerated && (has_blanks_ || !labels_go_on_below_))) return false;
      if (n + 1 < row.labels.size() ? piece.end >= row.labels[n + 1].begin : piece.end > widest_of_rows(piece.begin))
        return false;
      return is_full(row, n, piece.text);
    }
    return false;
  }

  Column widest_of_rows(Column begin) const { return widest_[start_index(begin)]; }

  static void append(Piece& piece, const Piece& more) {
    piece.text += more.text;
    piece.end = more.end;
  }

  /// Takes the label line as the continuation of the row above, if it certainly is.
  bool continues(std::size_t i) {
    if (section_.rows.empty() || !section_.rows.back().heads.empty()) return false;
    Row& row = section_.rows.back();
    std::vector<Piece> own = pieces(i);
    if (own.empty() || row.labels.empty()) return false;
    std::vector<std::size_t> of(own.size());
    bool last_continued = false;
    for (std::size_t n = 0; n < own.size(); ++n) {
      if (piece_continues(row, own[n], of[n])) {
        last_continued = true;
        continue;
      }
      // A label of several rows may stand beside any of their lines.
      if (n + 1 == own.size() || own[n].begin >= row.labels.back().begin) return false;
      of[n] = row.labels.size();
    }
    if (!last_continued) return false;
    std::vector<Piece> beside;
    for (std::size_t n = 0; n < own.size(); ++n) {
      if (of[n] < row.labels.size())
        append(row.labels[of[n]], own[n]);
      else
        beside.push_back(std::move(own[n]));
    }
    row.labels.insert(row.labels.begin(), beside.begin(), beside.end());
    section_.last = i;
    return true;
  }

  // ---- rows

  void put_head_rows() {
    for (std::size_t i = first_; i < heads_end_; ++i) {
      if (lines_[i].kind == Kind::Blank) continue;
      Row row;
      row.heads.resize(columns_.size());
      for (const Word& word : lines_[i].words) {
        const std::string_view text = texts_[i].text.substr(word.from, word.to - word.from);
        const Place place = place_of(texts_[i], word.from);
        if (!over_figures_head(word)) {
          if (row.labels.empty())
            row.labels.push_back({std::string(text), place, word.begin, word.end, false});
          else
            row.labels.back().text.append(" ").append(text);
          continue;
        }
        Piece& head = row.heads[most_covered(word)];
        if (head.text.empty())
          head.place = place;
        else
          head.text += ' ';
        head.text += text;
      }
      section_.rows.push_back(std::move(row));
    }
  }

  bool over_figures_head(const Word& word) const {
    return word.end > columns_.front().begin &&
           (leaves_.empty() ? true : word.end > leaves_begin_ || word.end > figures_begin_);
  }

  std::size_t most_covered(const Word& word) const {
    std::size_t best = 0;
    Column most = 0;
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      const Column from = std::max(word.begin, columns_[c].begin);
      const Column to = std::min(word.end, columns_[c].end);
      if (to > from && to - from > most) {
        most = to - from;
        best = c;
      }
    }
    return best;
  }

  void put_body_line(std::size_t i) {
    switch (lines_[i].kind) {
      case Kind::Blank: return;
      case Kind::Lone: section_.beside.push_back(i); return;
      case Kind::Data: put_figures(i); return;
      default:
        if (!continues(i)) put_label_row(i);
    }
  }

  void put_label_row(std::size_t i) {
    Row row;
    row.labels = pieces(i);
    row.figures.resize(columns_.size());
    section_.rows.push_back(std::move(row));
  }

  void put_figures(std::size_t i) {
    std::vector<Piece> own = pieces(i);
    Row* row = nullptr;
    // Figures beside the middle or the last line of a label that began above them.
    if (!section_.rows.empty() && !section_.rows.back().has_figures && section_.rows.back().heads.empty() &&
        !section_.rows.back().labels.empty()) {
      Row& above = section_.rows.back();
      std::size_t n = 0;
      if (above.labels.back().enumerated && own.empty()) {
        row = &above;
      } else if (above.labels.back().enumerated && own.size() == 1 && piece_continues(above, own[0], n) &&
                 n + 1 == above.labels.size()) {
        append(above.labels[n], own[0]);
        row = &above;
      }
    }
    if (row == nullptr) {
      section_.rows.emplace_back();
      row = &section_.rows.back();
      row->labels = std::move(own);
    }
    row->has_figures = true;
    row->figures.assign(columns_.size(), Figure{});
    const auto placed = std::lower_bound(placed_.begin(), placed_.end(), i,
                                         [](const Placed& p, std::size_t line) { return p.line < line; });
    const std::string_view text = texts_[i].text;
    if (!placed->certain) {
      const Word& from = figure(i, 0);
      row->unplaced =
          Figure{text.substr(from.from, lines_[i].words.back().to - from.from), place_of(texts_[i], from.from)};
      return;
    }
    const std::size_t skipped = lines_[i].figures - placed->columns.size();
    for (std::size_t n = 0; n < placed->columns.size(); ++n) {
      const Word& word = figure(i, n + skipped);
      row->figures[placed->columns[n]] = {text.substr(word.from, word.to - word.from), place_of(texts_[i], word.from)};
    }
  }

  std::span<const TextLine> texts_;
  const std::vector<Line>& lines_;
  Section section_;
  std::size_t first_ = 0, heads_end_ = 0, end_ = 0;
  Column figures_begin_ = 0, labels_end_ = 0, leaves_begin_ = UINT32_MAX;
  std::vector<Column> starts_;  ///< where label cells begin
  std::vector<Column> widest_;  ///< how far the labels reach that begin there
  std::vector<Word> leaves_;
  std::vector<Interval> columns_;
  std::vector<Placed> placed_;
  bool has_blanks_ = false;
  bool labels_go_on_below_ = false;
};

// ---- finding the sections

/// Finds runs of sections: tables that follow each other without a blank line between are read all or not at all.
class TableFinder {
 public:
  TableFinder(std::span<const TextLine> texts, Column ambiguous_width) : texts_(texts) {
    const LineCutter cutter(ambiguous_width);
    lines_.reserve(texts.size());
    for (const TextLine& text : texts) {
      lines_.push_back(cutter.cut(text.text));
      ambiguous_ = ambiguous_ || lines_.back().ambiguous;
    }
    for (std::size_t i = 1; i < lines_.size(); ++i) find_short_row(lines_[i - 1], lines_[i]);
  }

  bool ambiguous() const { return ambiguous_; }

  struct Run {
    std::vector<Section> sections;
    bool certain = true;
  };

  std::vector<Run> run() {
    std::vector<Run> runs;
    std::size_t from = 0;  // lines before are taken
    std::size_t last_end = 0;
    for (std::size_t i = 0; i < lines_.size();) {
      if (lines_[i].kind != Kind::Data) {
        ++i;
        continue;
      }
      const Bounds bounds = bounds_from(i, from);
      SectionReader reader(texts_, lines_);
      std::optional<Section> section = reader.read(bounds.first, i, bounds.end, bounds.tail_end, bounds.tail_rows);
      const bool joined = !runs.empty() && adjoins(last_end, bounds.first);
      if (!joined) runs.emplace_back();
      if (section)
        runs.back().sections.push_back(std::move(*section));
      else
        runs.back().certain = false;
      last_end = bounds.end;
      from = runs.back().certain ? runs.back().sections.back().last + 1 : bounds.end;
      i = bounds.end;
    }
    for (Run& run : runs) {
      const bool strong =
          std::any_of(run.sections.begin(), run.sections.end(), [](const Section& s) { return s.strong; });
      const bool weak = std::any_of(run.sections.begin(), run.sections.end(),
                                    [](const Section& s) { return !s.strong && !s.has_heads; });
      if (!strong || weak) run.certain = false;
    }
    return runs;
  }

 private:
  using Kind = Line::Kind;
  struct Bounds {
    std::size_t first, end, tail_end;
    bool tail_rows;
  };

  /// "收费 6" where the columns leave one blank: a row if its figures stand exactly below words of the line above.
  static void find_short_row(const Line& above, Line& line) {
    if (line.kind != Kind::Label || line.last_figures == 0 || (above.kind != Kind::Head && above.kind != Kind::Data))
      return;
    for (std::size_t n = line.words.size() - line.last_figures; n < line.words.size(); ++n) {
      const bool aligned = std::any_of(above.words.begin() + 1, above.words.end(), [&](const Word& word) {
        return word.begin == line.words[n].begin || word.end == line.words[n].end;
      });
      if (!aligned) return;
    }
    line.figures = line.last_figures;
    line.kind = Kind::Data;
    line.below = true;
  }

  Column figures_begin(std::size_t i) const {
    const Line& line = lines_[i];
    const std::size_t n =
        line.labels() > 0 && line.words[line.labels()].gap < 2 && !line.below && line.figures > 1 ? 1 : 0;
    return line.words[line.labels() + n].begin;
  }

  bool is_label_line(std::size_t i, Column edge) const {
    return (lines_[i].kind == Kind::Label || lines_[i].kind == Kind::Head) && lines_[i].end() <= edge;
  }

  bool is_head_line(std::size_t i, Column edge) const {
    if (lines_[i].kind == Kind::Head) return lines_[i].end() > edge;
    return lines_[i].kind == Kind::Label && lines_[i].words.front().begin > 0 && lines_[i].end() > edge &&
           (lines_[i].words.size() > 1 || lines_[i].words.front().begin + 8 >= edge);
  }

  bool blank_beside(std::size_t i) const {
    return i == 0 || i + 1 == lines_.size() || lines_[i - 1].kind == Kind::Blank || lines_[i + 1].kind == Kind::Blank;
  }

  Bounds bounds_from(std::size_t data, std::size_t from) const {
    Bounds bounds{data, data + 1, 0, false};
    Column edge = figures_begin(data);
    std::size_t blanks = 0;
    for (std::size_t i = data + 1; i < lines_.size() && i - data < kMostLinesInSection; ++i) {
      if (lines_[i].kind == Kind::Blank) {
        if (++blanks > kMostBlankLines) break;
        continue;
      }
      if (lines_[i].kind == Kind::Data) {
        edge = std::min(edge, figures_begin(i));
        bounds.end = i + 1;
        blanks = 0;
      } else if (lines_[i].kind == Kind::Lone ? !blank_beside(i) : !is_label_line(i, edge)) {
        break;
      }
    }
    find_first(bounds, data, from, edge);
    find_tail(bounds, edge);
    return bounds;
  }

  void find_first(Bounds& bounds, std::size_t data, std::size_t from, Column edge) const {
    std::size_t blanks = 0;
    for (std::size_t i = data; i > from && data - i < kMostHeadLines; --i) {
      const std::size_t at = i - 1;
      if (lines_[at].kind == Kind::Blank) {
        if (++blanks > 1) return;
        continue;
      }
      blanks = 0;
      if (is_head_line(at, edge)) {
        bounds.first = at;
        continue;
      }
      // The rest of a long word in the heads' first column.
      const bool between = at > from && is_label_line(at, edge) && bounds.first < data &&
                           lines_[at - 1].kind == Kind::Head && is_head_line(at - 1, edge);
      if (!between) return;
    }
  }

  void find_tail(Bounds& bounds, Column edge) const {
    std::size_t i = bounds.end;
    while (i < lines_.size() && i - bounds.end < kMostHeadLines * 4 && is_label_line(i, edge)) ++i;
    bounds.tail_end = i;
    bounds.tail_rows = i == lines_.size() || lines_[i].kind == Kind::Blank;
    const bool heads_follow = i < lines_.size() && lines_[i].kind == Kind::Head;
    if (heads_follow && i > bounds.end) --bounds.tail_end;
  }

  bool adjoins(std::size_t end, std::size_t first) const {
    for (std::size_t i = end; i < first; ++i) {
      if (lines_[i].kind != Kind::Label && lines_[i].kind != Kind::Head) return false;
    }
    return true;
  }

  std::span<const TextLine> texts_;
  std::vector<Line> lines_;
  bool ambiguous_ = false;
};

class Emitter {
 public:
  Emitter(std::span<const TextLine> texts, DocumentBuilder& builder,
          const std::function<void(const TextLine&)>& put_paragraph)
      : texts_(texts), builder_(builder), put_paragraph_(put_paragraph) {}

  void lines(std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to && !builder_.exceeded(); ++i) put_paragraph_(texts_[i]);
  }

  void table(const Section& section) {
    std::size_t labels = 0;
    for (const Row& row : section.rows) labels = std::max(labels, row.labels.size());
    labels = std::min<std::size_t>(labels, Grid::kMostColumns / 2);
    builder_.begin_table(place_of(texts_[section.first], 0));
    for (const Row& row : section.rows) {
      if (builder_.exceeded()) break;
      builder_.begin_row();
      put_labels(row, labels, {row.labels.empty() ? place_in(row, section) : row.labels.front().place});
      if (row.unplaced)
        put(row.unplaced->text, row.unplaced->place, section.columns);
      else
        put_columns(row, section);
      builder_.end_row();
    }
    builder_.end_table();
    for (const std::size_t beside : section.beside) put_paragraph_(texts_[beside]);
  }

 private:
  static Place place_in(const Row& row, const Section&) {
    for (const Figure& figure : row.figures)
      if (!figure.text.empty()) return {figure.place.line, 1};
    for (const Piece& head : row.heads)
      if (!head.text.empty()) return {head.place.line, 1};
    return {};
  }

  void put(std::string_view text, Place place, std::size_t span) {
    builder_.begin_cell(place, 1, static_cast<std::uint32_t>(span));
    if (!text.empty()) builder_.add_text(text, place);
    builder_.end_cell();
  }

  /// The last label stretches to the figures, so that right of it stand nothing but the figures.
  void put_labels(const Row& row, std::size_t labels, Place place) {
    if (labels == 0) return;
    if (row.labels.empty()) return put({}, place, labels);
    const std::size_t count = std::min(row.labels.size(), labels);
    const std::size_t skipped = row.labels.size() - count;
    for (std::size_t n = 0; n < count; ++n) {
      const Piece& piece = row.labels[n + skipped];
      put(piece.text, piece.place, n + 1 == count ? labels - n : 1);
    }
  }

  void put_columns(const Row& row, const Section& section) {
    Place place = row.labels.empty() ? place_in(row, section) : row.labels.back().place;
    for (std::size_t c = 0; c < section.columns; ++c) {
      if (!row.heads.empty()) {
        if (!row.heads[c].text.empty()) place = row.heads[c].place;
        put(row.heads[c].text, place, 1);
        continue;
      }
      if (!row.figures[c].text.empty()) place = row.figures[c].place;
      put(row.figures[c].text, place, 1);
    }
  }

  std::span<const TextLine> texts_;
  DocumentBuilder& builder_;
  const std::function<void(const TextLine&)>& put_paragraph_;
};

bool same_placing(const TableFinder::Run& a, const TableFinder::Run& b) {
  return std::equal(a.sections.begin(), a.sections.end(), b.sections.begin(), b.sections.end(),
                    [](const Section& x, const Section& y) {
                      return x.columns == y.columns && x.placing == y.placing && x.first == y.first && x.last == y.last;
                    });
}

Column scatter(const TableFinder::Run& run) {
  Column sum = 0;
  for (const Section& section : run.sections) sum += section.scatter;
  return sum;
}

/// Where a width is uncertain, the reading counts in which the figures stand in line.
void settle(std::vector<TableFinder::Run>& narrow, std::vector<TableFinder::Run> wide) {
  for (TableFinder::Run& run : wide) {
    if (!run.certain) continue;
    TableFinder::Run* overlapping = nullptr;
    for (TableFinder::Run& other : narrow) {
      if (!other.certain) continue;
      if (other.sections.front().first <= run.sections.back().last &&
          run.sections.front().first <= other.sections.back().last)
        overlapping = &other;
    }
    if (overlapping == nullptr) {
      narrow.push_back(std::move(run));
    } else if (scatter(run) < scatter(*overlapping)) {
      *overlapping = std::move(run);
    } else if (scatter(run) == scatter(*overlapping) && !same_placing(run, *overlapping)) {
      overlapping->certain = false;
    }
  }
  std::erase_if(narrow, [](const TableFinder::Run& run) { return !run.certain; });
  std::sort(narrow.begin(), narrow.end(), [](const TableFinder::Run& a, const TableFinder::Run& b) {
    return a.sections.front().first < b.sections.front().first;
  });
}

}  // namespace

bool has_inner_gap(std::string_view line) {
  const std::size_t first = line.find_first_not_of(' ');
  if (first == std::string_view::npos) return false;
  line.remove_prefix(first);
  while (!line.empty() && (line.back() == ' ' || line.back() == '\r' || line.back() == '\f')) line.remove_suffix(1);
  for (std::size_t at = 0; at < line.size();) {
    const char c = line[at];
    if (c == '\t' || (c == ' ' && line.substr(at + 1).starts_with(' '))) return true;
    if (c == '\xE3' && line.substr(at).starts_with("　")) return true;
    at += static_cast<unsigned char>(c) >= 0xE0 ? 3 : 1;
  }
  return false;
}

void put_lines(std::span<const TextLine> lines, DocumentBuilder& builder,
               const std::function<void(const TextLine&)>& put_paragraph) {
  Emitter emitter(lines, builder, put_paragraph);
  std::vector<TableFinder::Run> runs;
  if (std::any_of(lines.begin(), lines.end(), [](const TextLine& line) { return has_inner_gap(line.text); })) {
    TableFinder narrow(lines, 1);
    runs = narrow.run();
    std::vector<TableFinder::Run> wide;
    if (narrow.ambiguous()) wide = TableFinder(lines, 2).run();
    settle(runs, std::move(wide));
  }
  std::size_t at = 0;
  for (const TableFinder::Run& run : runs) {
    for (const Section& section : run.sections) {
      if (section.first < at) continue;
      emitter.lines(at, section.first);
      emitter.table(section);
      at = section.last + 1;
    }
  }
  emitter.lines(at, lines.size());
}

}  // namespace gongkai::document
