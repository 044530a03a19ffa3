// Plain text and Markdown into a Document: a line is a paragraph; runs of lines that are divided by tabs, pipes,
// box-drawing or (in a file full of them) commas are tables, and so are lines aligned by blanks (aligned_text.h).
#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "base/text.h"
#include "document/aligned_text.h"
#include "document/builder.h"
#include "document/drawn_table.h"
#include "document/encoding.h"
#include "document/read.h"

namespace gongkai::document {
namespace {

enum class Divider { None, Tab, Pipe, Comma };

struct Field {
  std::string text;
  std::uint32_t column = 1;
};

struct Row {
  std::uint32_t line = 0;
  bool separator = false;  ///< a rule such as |---|---| or ├──┼──┤
  std::vector<Field> fields;
};

/// The size of the vertical line at `at`: | │ ┃ ║ ｜; 0 when there is none.
std::size_t vertical_at(std::string_view line, std::size_t at) {
  const char first = line[at];
  if (first == '|') return 1;
  if (first == '\xE2') {
    if (at + 2 >= line.size() || (line[at + 1] != '\x94' && line[at + 1] != '\x95')) return 0;
    const std::string_view three = line.substr(at, 3);
    return three == "│" || three == "┃" || three == "║" ? 3 : 0;
  }
  if (first == '\xEF' && at + 2 < line.size() && line[at + 1] == '\xBD') return line.substr(at, 3) == "｜" ? 3 : 0;
  return 0;
}

bool is_rule(std::string_view line) {
  std::size_t strokes = 0;
  for (std::size_t at = 0; at < line.size();) {
    const char32_t c = next_code_point(line, at);
    const bool stroke = c == '-' || c == '=' || (c >= 0x2500 && c <= 0x257F);
    if (stroke)
      ++strokes;
    else if (c != '|' && c != '+' && c != ':' && !is_blank(c))
      return false;
  }
  return strokes >= 3;
}

/// Markdown's emphasis around a whole cell or line.
std::string_view without_emphasis(std::string_view text) {
  text = trimmed(text);
  while (text.size() > 2 && (text.front() == '*' || text.front() == '`') && text.back() == text.front()) {
    text = trimmed(text.substr(1, text.size() - 2));
  }
  return text;
}

void put_field(Row& row, std::string_view line, std::size_t from, std::size_t to) {
  const std::string_view text = without_emphasis(line.substr(from, to - from));
  const std::size_t column = text.empty() ? from : static_cast<std::size_t>(text.data() - line.data());
  row.fields.push_back({std::string(text), static_cast<std::uint32_t>(column + 1)});
}

std::vector<Field> split_at_pipes(std::string_view line) {
  Row row;
  std::size_t from = 0;
  for (std::size_t at = 0; at < line.size();) {
    if (line[at] == '\\' && at + 1 < line.size()) {
      at += 2;
      continue;
    }
    const std::size_t size = vertical_at(line, at);
    if (size == 0) {
      ++at;
      continue;
    }
    put_field(row, line, from, at);
    at += size;
    from = at;
  }
  put_field(row, line, from, line.size());
  return std::move(row.fields);
}

/// "开   ├────┤": a rule that begins beside a cell spanning rows.
bool ends_in_rule(std::string_view text) { return text.ends_with("┤") || text.ends_with("+"); }

/// The border of a table divides nothing: where every row begins (or ends) with an empty field, that field is the
/// border.
void drop_borders(std::vector<Row>& rows) {
  auto every_row = [&](auto border) {
    return std::all_of(rows.begin(), rows.end(), [&](const Row& row) {
      return row.separator || (row.fields.size() > 1 && (border(row).text.empty() || ends_in_rule(border(row).text)));
    });
  };
  if (every_row([](const Row& row) -> const Field& { return row.fields.front(); })) {
    for (Row& row : rows)
      if (!row.separator) row.fields.erase(row.fields.begin());
  }
  if (every_row([](const Row& row) -> const Field& { return row.fields.back(); })) {
    for (Row& row : rows)
      if (!row.separator && row.fields.back().text.empty()) row.fields.pop_back();
  }
}

std::vector<Field> split_at_tabs(std::string_view line) {
  Row row;
  std::size_t from = 0;
  for (std::size_t at = line.find('\t');; at = line.find('\t', from)) {
    put_field(row, line, from, std::min(at, line.size()));
    if (at == std::string_view::npos) break;
    from = at + 1;
  }
  return std::move(row.fields);
}

std::vector<Field> split_at_commas(std::string_view line) {
  Row row;
  std::size_t from = 0;
  bool quoted = false;
  for (std::size_t at = 0; at <= line.size(); ++at) {
    if (at < line.size() && line[at] == '"') quoted = !quoted;
    if (at < line.size() && (line[at] != ',' || quoted)) continue;
    std::string_view text = line.substr(from, at - from);
    const std::string_view inner = trimmed(text);
    if (inner.size() >= 2 && inner.front() == '"' && inner.back() == '"') text = inner.substr(1, inner.size() - 2);
    row.fields.push_back({std::string(trimmed(text)), static_cast<std::uint32_t>(from + 1)});
    from = at + 1;
  }
  return std::move(row.fields);
}

bool is_comma_row(std::string_view line) {
  std::size_t commas = 0;
  std::size_t figures = 0;
  bool only_digits = true;
  for (char c : line) {
    if (c == ',') {
      ++commas;
      if (only_digits) ++figures;
      only_digits = true;
    } else if (c != ' ' && c != '"' && c != '-' && c != '.' && (c < '0' || c > '9')) {
      only_digits = false;
    }
  }
  return commas >= 4 && figures * 2 >= commas;
}

Divider divider_of(std::string_view line, bool comma_file) {
  std::size_t verticals = 0;
  for (std::size_t at = 0; at < line.size() && verticals < 2;) {
    const char c = line[at];
    if ((c == '|' || c == '\xE2' || c == '\xEF') && vertical_at(line, at) > 0) ++verticals;
    at += static_cast<unsigned char>(c) >= 0xE0 ? 3 : 1;  // a character of three bytes is passed at once
  }
  if (verticals >= 2) return Divider::Pipe;
  if (line.find('\t') != std::string_view::npos) return Divider::Tab;
  if (comma_file && std::count(line.begin(), line.end(), ',') >= 2 && line.find("。") == std::string_view::npos)
    return Divider::Comma;
  return Divider::None;
}

std::size_t filled(const Row& row) {
  return static_cast<std::size_t>(
      std::count_if(row.fields.begin(), row.fields.end(), [](const Field& f) { return !f.text.empty(); }));
}

/// In tables drawn with a rule between all rows, a cell may run over several lines: joined here, column by column.
std::vector<Row> joined_between_rules(std::vector<Row> rows) {
  std::vector<Row> joined;
  bool open = false;
  for (Row& row : rows) {
    if (row.separator) {
      open = false;
      continue;
    }
    if (!open || joined.back().fields.size() != row.fields.size()) {
      joined.push_back(std::move(row));
      open = true;
      continue;
    }
    for (std::size_t i = 0; i < row.fields.size(); ++i) {
      std::string& whole = joined.back().fields[i].text;
      if (!whole.empty() && !row.fields[i].text.empty()) whole += '\n';
      whole += row.fields[i].text;
    }
  }
  return joined;
}

class TextReader {
 public:
  TextReader(Document& document, const Limits& limits) : document_(document), builder_(document, limits) {}

  bool exceeded() const { return builder_.exceeded(); }

  void read(std::string_view text) {
    const bool comma_file = is_comma_file(text);
    std::uint32_t number = 0;
    while (!text.empty() && !builder_.exceeded()) {
      ++number;
      const std::size_t end = std::min(text.find('\n'), text.size());
      std::string_view line = text.substr(0, end);
      text.remove_prefix(std::min(end + 1, text.size()));
      while (!line.empty() && (line.back() == '\r' || line.back() == '\f')) line.remove_suffix(1);
      if (is_drawn_line(line)) {
        drawn_.push_back({line, number});
        continue;
      }
      end_drawn(comma_file);
      take_line(line, number, comma_file);
    }
    end_drawn(comma_file);
    end_run();
    put_plain(0);
    builder_.finish();
  }

 private:
  static constexpr std::size_t kContext = 16;  ///< lines that may belong to a table which begins or ends near them

  static bool is_comma_file(std::string_view text) {
    std::size_t commas = 0;
    for (std::size_t at = text.find(','); at != std::string_view::npos && commas < 40; at = text.find(',', at + 1))
      ++commas;
    if (commas < 40) return false;  // ten rows of five fields
    std::size_t rows = 0;
    while (!text.empty() && rows < 10) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      if (is_comma_row(text.substr(0, end))) ++rows;
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    return rows >= 10;
  }

  /// Lines drawn with box characters that make no whole table are rows like any others.
  void end_drawn(bool comma_file) {
    if (drawn_.empty()) return;
    const std::vector<TextLine> lines = std::exchange(drawn_, {});
    const DrawnTable table(lines);
    if (table.fits()) {
      end_run();
      put_plain(0);
      table.put(builder_);
      return;
    }
    for (const TextLine& line : lines) take_line(line.text, line.number, comma_file);
  }

  void take_line(std::string_view line, std::uint32_t number, bool comma_file) {
    if (trimmed(line).empty()) return hold_plain({{}, number});
    if (is_rule(line)) {
      if (divider_ != Divider::None) {
        run_.push_back({number, true, {}});
        ++rules_;
      }
      return hold_plain({{}, number});
    }
    const Divider divider = divider_of(line, comma_file);
    if (divider == Divider::None) {
      end_run();
      hold_plain({line, number});
      return;
    }
    if (divider != divider_) end_run();
    put_plain(0);
    divider_ = divider;
    Row row{number, false, {}};
    row.fields = divider == Divider::Pipe  ? split_at_pipes(line)
                 : divider == Divider::Tab ? split_at_tabs(line)
                                           : split_at_commas(line);
    run_.push_back(std::move(row));
  }

  /// Lines without dividers wait until it is clear that no table aligned by blanks goes on.
  void hold_plain(TextLine line) {
    plain_.push_back(line);
    if (has_inner_gap(line.text)) last_gap_ = plain_.size();
    if (last_gap_ == 0 ? plain_.size() >= 4 * kContext : plain_.size() >= last_gap_ + 3 * kContext) put_plain(kContext);
  }

  void put_plain(std::size_t kept) {
    const std::size_t count = plain_.size() - std::min(kept, plain_.size());
    const std::span<const TextLine> lines = std::span(plain_).first(count);
    if (last_gap_ == 0) {
      for (const TextLine& line : lines) put_paragraph(line.text, line.number);
    } else {
      put_lines(lines, builder_, [this](const TextLine& line) { put_paragraph(line.text, line.number); });
    }
    plain_.erase(plain_.begin(), plain_.begin() + static_cast<std::ptrdiff_t>(count));
    last_gap_ = 0;
  }

  void put_paragraph(std::string_view line, std::uint32_t number) {
    std::uint8_t heading = 0;
    std::string_view text = trimmed(line);
    while (heading < 6 && text.substr(heading).starts_with('#')) ++heading;
    if (heading > 0 && text.substr(heading).starts_with(' ')) {
      text = trimmed(text.substr(heading));
      document_.medium = Medium::Markdown;
    } else {
      heading = 0;
    }
    text = without_emphasis(text);
    if (text.empty()) return;
    const Place place{number, static_cast<std::uint32_t>(text.data() - line.data() + 1)};
    builder_.begin_paragraph(place, heading);
    builder_.add_text(text, place);
    builder_.end_paragraph();
  }

  /// A row with one filled field at either end of a run is a paragraph that happens to be indented.
  void put_lone_row(const Row& row) {
    for (const Field& field : row.fields) {
      if (field.text.empty()) continue;
      builder_.begin_paragraph({row.line, field.column});
      builder_.add_text(field.text, {row.line, field.column});
      builder_.end_paragraph();
    }
  }

  void end_run() {
    std::vector<Row> rows = std::move(run_);
    run_.clear();
    const Divider divider = std::exchange(divider_, Divider::None);
    const std::size_t rules = std::exchange(rules_, 0);
    if (rows.empty()) return;
    if (divider == Divider::Pipe) drop_borders(rows);
    if (divider == Divider::Pipe && rules >= 3)
      rows = joined_between_rules(std::move(rows));
    else
      std::erase_if(rows, [](const Row& row) { return row.separator; });
    std::size_t first = 0;
    std::size_t last = rows.size();
    if (divider == Divider::Tab) {
      while (first < last && filled(rows[first]) < 2) ++first;
      while (last > first && filled(rows[last - 1]) < 2) --last;
    }
    for (std::size_t i = 0; i < first; ++i) put_lone_row(rows[i]);
    put_table(rows, first, last);
    for (std::size_t i = last; i < rows.size(); ++i) put_lone_row(rows[i]);
  }

  void put_table(const std::vector<Row>& rows, std::size_t first, std::size_t last) {
    if (first == last) return;
    builder_.begin_table({rows[first].line, 1});
    for (std::size_t i = first; i < last; ++i) {
      builder_.begin_row();
      for (const Field& field : rows[i].fields) {
        const Place place{rows[i].line, field.column};
        builder_.begin_cell(place, 1, 1);
        if (!field.text.empty()) builder_.add_text(field.text, place);
        builder_.end_cell();
      }
      builder_.end_row();
    }
    builder_.end_table();
  }

  Document& document_;
  DocumentBuilder builder_;
  std::vector<TextLine> plain_;
  std::size_t last_gap_ = 0;     ///< of the lines that wait, the last with a gap, counted from 1; 0 none
  std::vector<TextLine> drawn_;  ///< lines that may be those of one drawn table
  std::vector<Row> run_;
  Divider divider_ = Divider::None;
  std::size_t rules_ = 0;
};

}  // namespace

Result<Document> read_text(std::string_view bytes, std::string_view name, const Limits& limits) {
  const DecodedText decoded = decode(bytes, {});
  Document document;
  document.medium = name.ends_with(".md") || name.ends_with(".markdown") ? Medium::Markdown : Medium::Text;
  document.encoding = decoded.encoding;
  if (decoded.broken > 0) {
    document.doubts.push_back(
        {{},
         {fmt::format("文件按 {} 读取时有 {} 处字节不成字符", decoded.encoding, decoded.broken),
          fmt::format("{} places hold bytes that are no {} character", decoded.broken, decoded.encoding)}});
  }
  document.text.reserve(decoded.text().size());
  TextReader reader(document, limits);
  reader.read(decoded.text());
  if (reader.exceeded()) {
    return Error{"document.too_complex",
                 {fmt::format("{} 的行或表格单元过多，未读取；请确认这是一份年度报告", name),
                  fmt::format("{} holds too many lines or table cells to be read; make sure it is a report", name)},
                 std::string(name)};
  }
  return document;
}

}  // namespace gongkai::document
