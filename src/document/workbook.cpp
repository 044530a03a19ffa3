#include "document/workbook.h"

#include <fmt/format.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <new>
#include <set>

#include "base/file.h"
#include "base/text.h"

namespace gongkai::document {
namespace {

constexpr std::size_t kMostRows = 1'048'575;
constexpr std::size_t kMostCharacters = 32'767;
constexpr std::size_t kMostNameCharacters = 31;

/// At most `count` characters, never half of one.
std::string first_characters(std::string_view text, std::size_t count) {
  std::string kept;
  std::size_t at = 0;
  for (std::size_t n = 0; n < count && at < text.size(); ++n) append_code_point(kept, next_code_point(text, at));
  return kept;
}

std::string sheet_name(std::string_view wanted, std::set<std::string>& taken) {
  std::string name = first_characters(wanted, kMostNameCharacters);
  for (char& c : name) {
    if (std::string_view("[]:*?/\\'").find(c) != std::string_view::npos) c = ' ';
  }
  if (name.empty()) name = "Sheet";
  std::string unique = name;
  for (int n = 2; !taken.insert(unique).second; ++n)
    unique = fmt::format("{} {}", first_characters(name, kMostNameCharacters - 4), n);
  return unique;
}

/// The library of Debian 12 writes to files only.
class TemporaryFile {
 public:
  TemporaryFile() : path_((std::filesystem::temp_directory_path() / "gongkai-XXXXXX").string()) {
    const int descriptor = ::mkstemp(path_.data());
    is_open_ = descriptor >= 0;
    if (is_open_) ::close(descriptor);
  }
  ~TemporaryFile() {
    if (is_open_) ::unlink(path_.c_str());
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  bool is_open() const { return is_open_; }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
  bool is_open_ = false;
};

Error not_written(std::string_view why) {
  return Error{
      "document.not_written",
      {fmt::format("电子表格没有写成：{}。请检查临时文件夹的空间和权限", why),
       fmt::format("the workbook could not be written: {}; check space and permissions of the temporary folder", why)}};
}

struct Formats {
  lxw_format* head;
  lxw_format* day;
};

void write_cell(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const SheetCell& cell, const Formats& formats) {
  if (const auto* text = std::get_if<std::string>(&cell)) {
    worksheet_write_string(sheet, row, column, first_characters(*text, kMostCharacters).c_str(), nullptr);
  } else if (const auto* number = std::get_if<std::int64_t>(&cell)) {
    worksheet_write_number(sheet, row, column, static_cast<double>(*number), nullptr);
  } else if (const auto* day = std::get_if<CivilDay>(&cell)) {
    lxw_datetime date{};
    date.year = day->year();
    date.month = static_cast<int>(day->month());
    date.day = static_cast<int>(day->day());
    worksheet_write_datetime(sheet, row, column, &date, formats.day);
  }
}

void write_sheet(lxw_workbook* workbook, const Sheet& sheet, const std::string& name, const Formats& formats) {
  constexpr double kUsualWidth = 14;
  lxw_worksheet* worksheet = workbook_add_worksheet(workbook, name.c_str());
  for (std::size_t i = 0; i < sheet.heads.size(); ++i) {
    const auto column = static_cast<lxw_col_t>(i);
    const bool has_width = i < sheet.widths.size() && sheet.widths[i] > 0;
    worksheet_set_column(worksheet, column, column, has_width ? sheet.widths[i] : kUsualWidth, nullptr);
    worksheet_write_string(worksheet, 0, column, sheet.heads[i].c_str(), formats.head);
  }
  worksheet_freeze_panes(worksheet, 1, 0);
  for (std::size_t r = 0; r < sheet.rows.size(); ++r) {
    for (std::size_t c = 0; c < sheet.rows[r].size(); ++c)
      write_cell(worksheet, static_cast<lxw_row_t>(r + 1), static_cast<lxw_col_t>(c), sheet.rows[r][c], formats);
  }
}

std::string plain(const SheetCell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) {
    const bool looks_like_formula =
        !text->empty() && std::string_view("=+-@\t\r").find(text->front()) != std::string_view::npos;
    return looks_like_formula ? "'" + *text : *text;
  }
  if (const auto* number = std::get_if<std::int64_t>(&cell)) return std::to_string(*number);
  if (const auto* day = std::get_if<CivilDay>(&cell)) return day->iso();
  return {};
}

void append_field(std::string& out, std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
    out += text;
    return;
  }
  out += '"';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

}  // namespace

Result<std::string> write_workbook(const std::vector<Sheet>& sheets, std::string_view title) {
  for (const Sheet& sheet : sheets) {
    if (sheet.rows.size() > kMostRows)
      return Error{
          "document.too_large",
          {fmt::format("表格有 {} 行，超过电子表格的上限 {} 行：请缩小范围后再导出", sheet.rows.size(), kMostRows),
           fmt::format("{} rows are more than a worksheet holds ({}): narrow the list", sheet.rows.size(), kMostRows)},
          sheet.name};
  }
  const TemporaryFile file;
  if (!file.is_open()) return not_written(std::strerror(errno));
  lxw_workbook* workbook = workbook_new(file.path().c_str());
  if (workbook == nullptr) throw std::bad_alloc();
  lxw_doc_properties properties{};
  std::string title_text(title);
  properties.title = title_text.data();
  properties.created = 1;  // otherwise the library writes the machine's time, and equal tables give unequal files
  workbook_set_properties(workbook, &properties);
  Formats formats{workbook_add_format(workbook), workbook_add_format(workbook)};
  format_set_bold(formats.head);
  format_set_bottom(formats.head, LXW_BORDER_THIN);
  format_set_num_format(formats.day, "yyyy-mm-dd");
  std::set<std::string> names;
  for (const Sheet& sheet : sheets) write_sheet(workbook, sheet, sheet_name(sheet.name, names), formats);
  const lxw_error failure = workbook_close(workbook);
  if (failure != LXW_NO_ERROR) return not_written(lxw_strerror(failure));
  return read_file(file.path(), std::uint64_t{1} << 31);
}

std::string write_comma_separated(const Sheet& sheet) {
  std::string out = "\xEF\xBB\xBF";
  auto line = [&out](const auto& cells, const auto& text_of) {
    bool first = true;
    for (const auto& cell : cells) {
      if (!first) out += ',';
      first = false;
      append_field(out, text_of(cell));
    }
    out += "\r\n";
  };
  line(sheet.heads, [](const std::string& head) { return head; });
  for (const auto& row : sheet.rows) line(row, plain);
  return out;
}

}  // namespace gongkai::document
