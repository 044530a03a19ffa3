#include "report/lines.h"

#include <algorithm>

#include "base/text.h"

namespace gongkai::report {
namespace {

void add_lines(std::string_view text, document::Place place, std::uint8_t heading, bool& behind_table,
               std::vector<Line>& lines) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = trimmed(text.substr(0, end));
    if (!line.empty()) {
      lines.push_back({line, place, heading, behind_table});
      behind_table = false;
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

/// A statutory table may hold the section's heading as a row of its own: the only filled cell of its row.
void add_heading_rows(const document::Document& document, const document::Grid& grid, bool& behind_table,
                      std::vector<Line>& lines) {
  for (std::uint32_t r = 0; r < grid.rows; ++r) {
    const document::Cell* only = nullptr;
    bool several = false;
    for (std::uint32_t i = grid.row_starts[r]; i < grid.row_starts[r + 1]; ++i) {
      const std::string_view text = trimmed(document.view(grid.cells[i].text));
      if (text.empty() || (only != nullptr && text == trimmed(document.view(only->text)))) continue;
      several = several || only != nullptr;
      only = &grid.cells[i];
    }
    if (only == nullptr || several || grid.at(r, 0) == nullptr || grid.at(r, 0)->row != r) continue;
    add_lines(document.view(only->text), only->place, 0, behind_table, lines);
    behind_table = true;
  }
}

int digits(std::string_view text, std::size_t& at, std::size_t most) {
  int value = 0;
  std::size_t seen = 0;
  while (at < text.size() && seen < most && text[at] >= '0' && text[at] <= '9') {
    value = value * 10 + (text[at] - '0');
    ++at;
    ++seen;
  }
  return seen == 0 ? -1 : value;
}

bool skip(std::string_view text, std::size_t& at, std::string_view word) {
  if (!text.substr(at).starts_with(word)) return false;
  at += word.size();
  return true;
}

}  // namespace

std::vector<Line> lines_of(const document::Document& document, const std::vector<bool>& statutory) {
  std::vector<Line> lines;
  bool behind_table = false;
  for (const document::Block& block : document.blocks) {
    if (block.kind == document::Block::Kind::Paragraph) {
      const document::Paragraph& paragraph = document.paragraphs[block.index];
      add_lines(document.view(paragraph.text), paragraph.place, paragraph.heading, behind_table, lines);
    } else if (statutory[block.index]) {
      add_heading_rows(document, document.grids[block.index], behind_table, lines);
      behind_table = true;
    } else {
      for (const document::Cell& cell : document.grids[block.index].cells)
        add_lines(document.view(cell.text), cell.place, 0, behind_table, lines);
    }
  }
  return lines;
}

std::optional<CivilDay> read_date(std::string_view text, std::size_t& size) {
  std::size_t at = 0;
  const int year = digits(text, at, 4);
  if (year < 1900) return std::nullopt;
  const bool chinese = skip(text, at, "年");
  const char mark = !chinese && at < text.size() ? text[at] : 0;
  if (!chinese && mark != '-' && mark != '/' && mark != '.') return std::nullopt;
  if (!chinese) ++at;
  const int month = digits(text, at, 2);
  if (chinese ? !skip(text, at, "月") : (at >= text.size() || text[at++] != mark)) return std::nullopt;
  const int day = digits(text, at, 2);
  if (day < 0 || (chinese && !skip(text, at, "日"))) return std::nullopt;
  size = at;
  return CivilDay::of(year, month, day);
}

std::optional<std::pair<int, std::string_view>> numbered_heading(std::string_view text) {
  std::size_t at = 0;
  const bool part = skip(text, at, "第");
  const std::size_t from = at;
  while (at < text.size()) {
    std::size_t next = at;
    const char32_t c = next_code_point(text, next);
    if (std::u32string_view(U"一二三四五六七八九十").find(c) == std::u32string_view::npos) break;
    at = next;
  }
  if (at == from || at - from > 9) return std::nullopt;
  const auto number = han_number(text.substr(from, at - from));
  if (!number) return std::nullopt;
  if (part && !skip(text, at, "部分")) return std::nullopt;
  const std::string_view rest = trimmed(text.substr(at));
  for (std::string_view mark : {"、", ".", "．", ",", "，", ":", "：", "。"}) {
    if (rest.starts_with(mark)) return std::pair{static_cast<int>(*number), trimmed(rest.substr(mark.size()))};
  }
  if (part) return std::pair{static_cast<int>(*number), rest};
  if (!rest.empty() && rest.data() != text.data() + at)
    return std::pair{static_cast<int>(*number), rest};  // "一 总体情况"
  return std::nullopt;
}

}  // namespace gongkai::report
