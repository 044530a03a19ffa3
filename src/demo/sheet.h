// Tables of the demo's texts: as HTML in the body, as CSV beside it.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "demo/speaker.h"

namespace gongkai::demo {

struct Sheet {
  std::string caption;
  std::vector<std::string> head;
  std::vector<std::vector<std::string>> rows;
};

/// Text with <, >, & and " written so that HTML reads them as text.
std::string escaped(std::string_view text);
void append_html(std::string& html, const Sheet& sheet);
/// With a byte-order mark, for spreadsheet programs.
std::string csv_of(const Sheet& sheet);

/// "least-most ; head ; head" with the cells of a row "cell ; cell".
Sheet spoken_sheet(Speaker& speaker, std::string_view head, std::string_view row);
/// 收支预算总表; in and out agree.
Sheet budget_sheet(Speaker& speaker, bool final_accounts);
/// “三公”经费; its parts add up.
Sheet three_expenses_sheet(Speaker& speaker, bool final_accounts);
/// All indicators of the field.
Sheet indicator_sheet(Speaker& speaker);

}  // namespace gongkai::demo
