// Cuts lines into tokens and joins labels that were broken over lines.
#include "report/token_stream.h"

#include <algorithm>

#include "base/text.h"
#include "report/cell_value.h"

namespace gongkai::report {
namespace {

constexpr std::size_t kMostParts = 16;      ///< of a label that was spaced out or broken over lines
constexpr std::size_t kLongestLabel = 160;  ///< bytes
constexpr std::size_t kLongestUnit = 6;     ///< bytes: 万元, 人次

struct Piece {
  std::size_t begin;
  std::size_t end;
  bool is_value;
};

bool is_separator(char32_t c) { return is_blank(c) || c == '|' || c == 0x2502 || c == 0x2503; }

std::vector<Piece> pieces_of(std::string_view line) {
  std::vector<Piece> pieces;
  std::size_t begin = std::string_view::npos;
  auto close = [&](std::size_t end) {
    if (begin == std::string_view::npos) return;
    pieces.push_back({begin, end, is_value(line.substr(begin, end - begin))});
    begin = std::string_view::npos;
  };
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t from = at;
    // Han characters of three bytes are no separators, and most of what there is.
    if (const auto first = static_cast<unsigned char>(line[at]); first >= 0xE4 && first <= 0xE9) {
      if (begin == std::string_view::npos) begin = at;
      at += 3;
      continue;
    }
    if (is_separator(next_code_point(line, at)))
      close(from);
    else if (begin == std::string_view::npos)
      begin = from;
  }
  close(line.size());
  // A unit that a blank parts from its figure belongs to it: "1.23 万元".
  for (std::size_t i = 1; i < pieces.size();) {
    const bool unit = pieces[i - 1].is_value && !pieces[i].is_value &&
                      is_value(line.substr(pieces[i - 1].begin, pieces[i].end - pieces[i - 1].begin)) &&
                      pieces[i].end - pieces[i].begin <= kLongestUnit;
    if (!unit) {
      ++i;
      continue;
    }
    pieces[i - 1].end = pieces[i].end;
    pieces.erase(pieces.begin() + static_cast<std::ptrdiff_t>(i));
  }
  return pieces;
}

/// "label,3,0,0" in files that are no CSV as a whole.
void split_lists(std::string_view line, std::vector<Piece>& pieces) {
  if (pieces.size() != 1 || pieces[0].is_value) return;
  std::vector<Piece> parts;
  std::size_t begin = pieces[0].begin;
  std::size_t figures = 0;
  for (std::size_t at = begin; at <= pieces[0].end; ++at) {
    if (at < pieces[0].end && line[at] != ',' && line[at] != ';') continue;
    const std::string_view part = line.substr(begin, at - begin);
    const bool value = !part.empty() && is_value(part);
    figures += value ? 1u : 0u;
    parts.push_back({begin, at, value});
    begin = at + 1;
  }
  if (figures >= 5 && figures + 4 >= parts.size()) pieces = std::move(parts);
}

class Tokeniser {
 public:
  Tokeniser(const document::Document& document, const Vocabulary& vocabulary)
      : document_(document), vocabulary_(vocabulary) {}

  std::vector<Token> run() {
    for (const document::Block& block : document_.blocks) {
      if (block.kind == document::Block::Kind::Grid)
        add_grid(block.index);
      else
        add_paragraph(document_.paragraphs[block.index]);
    }
    join_labels();
    return std::move(tokens_);
  }

 private:
  void add_paragraph(const document::Paragraph& paragraph) {
    std::string_view text = document_.view(paragraph.text);
    document::Place place = paragraph.place;
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      add_line(text.substr(0, end), place);
      text.remove_prefix(std::min(end + 1, text.size()));
    }
  }

  /// "- 12 -", "第 12 页", "12/40 页": what a converter leaves of the foot of a page.
  static bool is_page_mark(std::string_view line) {
    if (line.size() > 40) return false;
    const std::string text = folded(line);
    if (text.empty() || text.find_first_of("0123456789") == std::string::npos) return false;
    if (text.find("页") != std::string::npos) {
      return std::all_of(text.begin(), text.end(),
                         [](char c) {
                           return (c >= '0' && c <= '9') || c == '/' || c == ',' || c == '-' || c == '(' || c == ')' ||
                                  (c & 0x80) != 0;
                         }) &&
             (text.find("第") != std::string::npos || text.find("共") != std::string::npos ||
              text.find('/') != std::string::npos);
    }
    const std::size_t inner = text.find_first_not_of('-');
    const std::size_t end = text.find_last_not_of('-');
    return inner > 0 && end + 1 < text.size() &&
           std::all_of(text.begin() + static_cast<std::ptrdiff_t>(inner),
                       text.begin() + static_cast<std::ptrdiff_t>(end) + 1,
                       [](char c) { return c >= '0' && c <= '9'; });
  }

  void add_line(std::string_view line, document::Place place) {
    if (is_page_mark(line)) return;
    if (is_value(line)) {
      if (!trimmed(line).empty()) put(trimmed(line), place, true, true);
      return;
    }
    std::vector<Piece> pieces = pieces_of(line);
    split_lists(line, pieces);
    // A number before a label on its line is the label's own: "1 属于国家秘密 0 0".
    if (pieces.size() > 1 && pieces[0].is_value && !pieces[1].is_value) pieces[0].is_value = false;
    const bool alone = std::none_of(pieces.begin(), pieces.end(), [](const Piece& piece) { return piece.is_value; });
    for (const Piece& piece : pieces)
      put(line.substr(piece.begin, piece.end - piece.begin), place, piece.is_value, alone && pieces.size() == 1);
  }

  void put(std::string_view text, document::Place place, bool value, bool alone) {
    tokens_.push_back({text, place, value, alone, nullptr, {place, 0, 0, 0}});
  }

  void add_grid(std::uint32_t number) {
    const document::Grid& grid = document_.grids[number];
    for (const document::Cell& cell : grid.cells) {
      const std::string_view text = document_.view(cell.text);
      const bool value = is_value(text);
      if (!value && text.find('\n') != std::string_view::npos && text.size() > 120) {
        // Page layout: a cell that holds lines.
        document::Paragraph lines{cell.text, cell.place, 0, true};
        add_paragraph(lines);
        continue;
      }
      // An empty cell is a figure left blank only where a row of figures goes on; elsewhere it is layout.
      const bool after_figure = !tokens_.empty() && tokens_.back().is_value &&
                                tokens_.back().cell.table == number + 1 && tokens_.back().cell.row == cell.row + 1;
      if (trimmed(text).empty() && !after_figure) continue;
      tokens_.push_back(
          {trimmed(text), cell.place, value, false, nullptr, {cell.place, number + 1, cell.row + 1, cell.column + 1u}});
    }
  }

  /// A label may have been broken over lines or spaced out. The longest joined text that a table names wins, at its
  /// last token.
  void join_labels() {
    std::string key;
    std::string joined;
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (tokens_[i].is_value) continue;
      std::size_t taken = 1;
      const Meanings* meanings = vocabulary_.find(tokens_[i].text, key);
      if (tokens_[i].text.size() < kLongestLabel) {
        joined.clear();
        append_label_key(joined, tokens_[i].text);
      }
      for (std::size_t size = 2;
           size <= kMostParts && i + size <= tokens_.size() && tokens_[i].text.size() < kLongestLabel; ++size) {
        const std::string_view so_far = without_leading_number(joined);
        // A token that is only a number may be the label's own, before its first word.
        const bool only_number = so_far.size() == joined.size() && count_code_points(joined) <= 3;
        if (tokens_[i + size - 1].is_value || (!only_number && !vocabulary_.begins_a_label(so_far))) break;
        append_label_key(joined, tokens_[i + size - 1].text);
        const Meanings* longer = vocabulary_.find_key(without_leading_number(joined));
        if (longer == nullptr || std::all_of(longer->begin(), longer->end(),
                                             [](const Meaning& m) { return m.role == Meaning::Role::Section; }))
          continue;
        meanings = longer;
        taken = size;
      }
      tokens_[i + taken - 1].meanings = meanings;
      i += taken - 1;
    }
  }

  const document::Document& document_;
  const Vocabulary& vocabulary_;
  std::vector<Token> tokens_;
};

}  // namespace

std::vector<Token> tokens_of(const document::Document& document, const Vocabulary& vocabulary) {
  return Tokeniser(document, vocabulary).run();
}

}  // namespace gongkai::report
