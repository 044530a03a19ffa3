// The text of a report outside its statutory tables, line by line, and small readers for what stands in it.
#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "document/document.h"
#include "report/model.h"
#include "report/vocabulary.h"

namespace gongkai::report {

struct Line {
  std::string_view text;  ///< trimmed, into Document::text
  document::Place place;
  std::uint8_t heading = 0;
  bool behind_table = false;  ///< a statutory table stands between the line before and this one
};

/// `statutory` marks the grids (by number) that hold statutory tables: their cells are no lines.
std::vector<Line> lines_of(const document::Document& document, const std::vector<bool>& statutory);

/// A date at the start of the text, in any of the usual forms: 2023-01-20, 2023/1/20, 2023.01.20, 2023年1月20日.
/// `size` receives the bytes read. Folded text expected.
std::optional<CivilDay> read_date(std::string_view folded_text, std::size_t& size);

/// "一、总体情况" → 1 and the title; empty when the line does not begin with a Han numeral and a mark.
std::optional<std::pair<int, std::string_view>> numbered_heading(std::string_view text);

}  // namespace gongkai::report
