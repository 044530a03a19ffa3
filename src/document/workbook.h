// Writes a workbook (XLSX) of plain tables: for lists that people take away. libxlsxwriter does the work.
// Texts are written as texts, so nothing in them is ever a formula.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/civil_day.h"
#include "base/result.h"

namespace gongkai::document {

/// Empty cell, text, whole number or day.
using SheetCell = std::variant<std::monostate, std::string, std::int64_t, CivilDay>;

struct Sheet {
  std::string name;  ///< up to 31 characters, none of []:*?/\ ; others are replaced
  std::vector<std::string> heads;
  std::vector<int> widths;  ///< in characters, as many as heads; 0: usual
  std::vector<std::vector<SheetCell>> rows;
};

/// The bytes of the file; the same sheets give the same bytes. Texts over 32,767 characters are cut.
/// Fails with `document.too_large` beyond 1,048,575 rows.
Result<std::string> write_workbook(const std::vector<Sheet>& sheets, std::string_view title);

/// Comma-separated values with a byte order mark, so that spreadsheets read it as UTF-8. Texts that a spreadsheet would
/// take for a formula (=, +, -, @, tab first) get an apostrophe in front.
std::string write_comma_separated(const Sheet& sheet);

}  // namespace gongkai::document
