// The statutory tables read from a stream of labels and figures: what follows a row's label is its figures, in the
// statutory order, if there are exactly as many as the row has.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "report/grid_tables.h"
#include "report/labelled_grid.h"
#include "report/token_stream.h"

namespace gongkai::report {
namespace {

using Role = Meaning::Role;
using Tokens = std::vector<Token>;

/// The figures behind a label; nullptr stands for a figure that was printed as an empty line.
struct Figures {
  std::vector<const Token*> values;
  std::size_t next = 0;  ///< the token behind them
};

/// The usual distance in lines between two cells of a file with one cell a line; 0 when it has no such rhythm.
std::uint32_t rhythm_of(const Tokens& tokens, std::size_t from) {
  std::map<std::uint32_t, std::size_t> steps;
  for (std::size_t i = from + 1; i < tokens.size(); ++i) {
    if (tokens[i].alone && tokens[i - 1].alone && tokens[i].is_value &&
        tokens[i].place.line > tokens[i - 1].place.line) {
      ++steps[tokens[i].place.line - tokens[i - 1].place.line];
    }
  }
  std::uint32_t usual = 0;
  std::size_t most = 5;
  for (const auto& [step, count] : steps) {
    if (count > most) {
      most = count;
      usual = step;
    }
  }
  return usual;
}

Figures figures_after(const Tokens& tokens, std::size_t label) {
  Figures figures;
  std::size_t i = label + 1;
  for (; i < tokens.size() && tokens[i].is_value; ++i) figures.values.push_back(&tokens[i]);
  figures.next = i;
  return figures;
}

/// Puts the empty cells back that one-cell-a-line files print as empty lines. Only when every distance is a multiple of
/// the rhythm and the whole row then has exactly `wanted` cells, the next label included in the count.
bool restore_empty_lines(Figures& figures, const Tokens& tokens, std::size_t label, std::size_t wanted,
                         std::uint32_t rhythm) {
  if (rhythm == 0 || figures.next >= tokens.size() || !tokens[label].alone) return false;
  std::vector<const Token*> restored;
  std::uint32_t line = tokens[label].place.line;
  for (const Token* value : figures.values) {
    if (!value->alone || value->place.line <= line || (value->place.line - line) % rhythm != 0) return false;
    for (std::uint32_t empty = (value->place.line - line) / rhythm; empty > 1; --empty) restored.push_back(nullptr);
    restored.push_back(value);
    line = value->place.line;
    if (restored.size() > wanted) return false;
  }
  const std::uint32_t to_next = tokens[figures.next].place.line - line;
  if (restored.size() < wanted) {
    if (to_next != (wanted - restored.size() + 1) * rhythm) return false;
    restored.resize(wanted, nullptr);
  }
  figures.values = std::move(restored);
  return true;
}

class StreamReader {
 public:
  StreamReader(const Tokens& tokens, const law::TableLayout& layout, std::size_t format, std::vector<Doubt>& doubts)
      : tokens_(tokens), layout_(layout), format_(format), doubts_(doubts), table_(empty_table(layout)) {}

  /// Rows whose figures follow their label. `begin` is the token to start at.
  std::optional<ReportTable> rows(std::size_t begin, std::size_t end, bool in_order) {
    const std::uint32_t rhythm = rhythm_of(tokens_, begin);
    int last = -1;
    for (std::size_t i = begin; i < end; ++i) {
      const std::optional<std::uint16_t> index = row_at(i, last);
      if (!index || !table_.printed_rows[*index].empty()) continue;
      if (i + 1 >= tokens_.size() || !tokens_[i + 1].is_value) {
        if (labels_only_.empty()) labels_only_.resize(layout_.rows.size());
        labels_only_[*index] = std::string(tokens_[i].text);
        continue;
      }
      take_row(i, *index, rhythm);
      if (in_order) last = *index;
    }
    std::size_t labelled = found_;
    for (std::size_t r = 0; r < labels_only_.size(); ++r) {
      if (labels_only_[r].empty() || !table_.printed_rows[r].empty()) continue;
      table_.printed_rows[r] = labels_only_[r];
      ++labelled;
    }
    if (found_ == 0 || labelled * 2 < layout_.rows.size()) return std::nullopt;
    return std::move(table_);
  }

  std::optional<ReportTable> groups(std::size_t begin);

 private:
  std::optional<std::uint16_t> row_at(std::size_t i, int last) const {
    if (tokens_[i].is_value || tokens_[i].meanings == nullptr) return std::nullopt;
    std::optional<std::uint16_t> next;
    for (const Meaning& m : *tokens_[i].meanings) {
      if (m.role != Role::Row || m.format != format_ || m.table != layout_.number || static_cast<int>(m.index) <= last)
        continue;
      // 其他 and 总计 are column heads too: a row only where the order has it.
      const bool also_column = meaning_as(tokens_[i].meanings, Role::Column, format_, layout_.number) != nullptr;
      if (also_column && (last < 0 || m.index - last > 3)) continue;
      if (!next || m.index < *next) next = m.index;
    }
    return next;
  }

  void take_row(std::size_t label, std::uint16_t index, std::uint32_t rhythm) {
    const law::RowLayout& row = layout_.rows[index];
    const std::size_t wanted = layout_.columns_of(row).size();
    Figures figures = figures_after(tokens_, label);
    table_.printed_rows[index] = std::string(tokens_[label].text);
    ++found_;
    if (figures.values.size() != wanted && !restore_empty_lines(figures, tokens_, label, wanted, rhythm)) {
      Where where{layout_.number, row.key, "", 0, "", tokens_[label].place};
      doubts_.push_back(
          {where,
           {fmt::format("行名后有 {} 个数而不是 {} 个，无法确定各数属于哪一列", figures.values.size(), wanted),
            fmt::format("{} figures follow the label instead of {}; which belongs to which column is open",
                        figures.values.size(), wanted)}});
      return;
    }
    for (std::uint32_t c = 0; c < wanted; ++c) {
      ReportCell& cell = table_.cells[row.first_cell + c];
      if (figures.values[c] == nullptr) {
        cell.reading = Blank{};
        cell.at.place = tokens_[label].place;
      } else {
        put_cell(table_, row.first_cell + c, figures.values[c]->text, {}, figures.values[c]->cell, doubts_);
      }
    }
  }

  const Tokens& tokens_;
  const law::TableLayout& layout_;
  std::size_t format_;
  std::vector<Doubt>& doubts_;
  ReportTable table_;
  std::size_t found_ = 0;
  std::vector<std::string> labels_only_;  ///< by row: labels that stand without figures
};

/// Table 4: heads, then as many figures as heads. Groups as named since the last figures, in the statutory order.
std::optional<ReportTable> StreamReader::groups(std::size_t begin) {
  const std::size_t width = layout_.blocks[0].columns.size();
  const std::uint32_t rhythm = rhythm_of(tokens_, begin);
  std::vector<std::uint16_t> named;
  std::size_t heads = 0;
  for (std::size_t i = std::max<std::size_t>(begin, 1); i < tokens_.size(); ++i) {  // figures come behind a label
    const Token& token = tokens_[i];
    if (!token.is_value) {
      if (meaning_as(token.meanings, Role::Column, format_, 4) != nullptr) ++heads;
      if (const Meaning* group = meaning_as(token.meanings, Role::Row, format_, 4)) {
        if (std::find(named.begin(), named.end(), group->index) == named.end()) named.push_back(group->index);
      }
      continue;
    }
    const Token& before = tokens_[i - 1];
    Figures figures = figures_after(tokens_, i - 1);
    i = figures.next - 1;
    if (heads >= width && figures.values.size() < layout_.cell_count)
      restore_empty_lines(figures, tokens_, i - figures.values.size(), layout_.cell_count, rhythm);
    std::vector<std::uint16_t> groups = named;
    std::sort(groups.begin(), groups.end());
    if (figures.values.size() == layout_.cell_count) {
      groups.clear();
      for (std::uint16_t g = 0; g < layout_.rows.size(); ++g) groups.push_back(g);
    }
    const bool fits = heads >= width && figures.values.size() == groups.size() * width &&
                      figures.values.size() >= width && (heads == figures.values.size() || heads == width);
    // A single group's name may stand before each row of figures under one set of heads.
    const bool named_row = heads == width && figures.values.size() == width && !named.empty() &&
                           meaning_as(before.meanings, Role::Row, format_, 4) != nullptr;
    if (fits || named_row) {
      if (!fits) groups.assign(1, named.back());
      for (std::size_t g = 0; g < groups.size(); ++g) {
        if (!table_.printed_rows[groups[g]].empty()) continue;
        table_.printed_rows[groups[g]] = layout_.rows[groups[g]].label.official;
        ++found_;
        for (std::uint32_t c = 0; c < width; ++c) {
          const std::uint32_t number = layout_.rows[groups[g]].first_cell + c;
          if (const Token* value = figures.values[g * width + c])
            put_cell(table_, number, value->text, {}, value->cell, doubts_);
          else
            table_.cells[number].reading = Blank{};
        }
      }
      named.clear();
      if (fits && figures.values.size() == heads) heads = 0;
    } else if (heads >= width) {
      Where where{4, "", "", 0, "", token.place};
      doubts_.push_back(
          {where,
           {fmt::format("表头后有 {} 个数而不是 {} 个，无法确定各数属于哪一列", figures.values.size(),
                        layout_.cell_count),
            fmt::format("{} figures follow the heads instead of {}; which belongs to which column is open",
                        figures.values.size(), layout_.cell_count)}});
      heads = 0;
      named.clear();
    } else {
      heads = 0;  // 总计 is also a row of table 3
    }
    if (found_ == layout_.rows.size()) break;
  }
  if (found_ == 0) return std::nullopt;
  return std::move(table_);
}

/// The first token that carries the given row of the table and is followed by a figure.
std::size_t first_row(const Tokens& tokens, const law::TableLayout& layout, std::size_t format) {
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
    const Meaning* row = meaning_as(tokens[i].meanings, Role::Row, format, layout.number);
    if (row != nullptr && row->index == 0 && tokens[i + 1].is_value) return i;
  }
  return tokens.size();
}

std::size_t first_table3_row(const Tokens& tokens, std::size_t format) {
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Meaning* row = meaning_as(tokens[i].meanings, Role::Row, format, 3);
    if (row != nullptr && row->index == 0) return i;
  }
  return tokens.size();
}

}  // namespace

std::optional<ReportTable> stream_table2(const Tokens& tokens, const law::TableLayout& layout, std::size_t format,
                                         std::vector<Doubt>& doubts) {
  return StreamReader(tokens, layout, format, doubts).rows(0, first_table3_row(tokens, format), false);
}

std::optional<ReportTable> stream_table3(const Tokens& tokens, const law::TableLayout& layout, std::size_t format,
                                         std::vector<Doubt>& doubts) {
  return StreamReader(tokens, layout, format, doubts).rows(first_row(tokens, layout, format), tokens.size(), true);
}

std::optional<ReportTable> stream_table4(const Tokens& tokens, const law::TableLayout& layout, std::size_t format,
                                         std::vector<Doubt>& doubts) {
  std::size_t begin = first_table3_row(tokens, format);
  if (begin == tokens.size()) begin = 0;
  return StreamReader(tokens, layout, format, doubts).groups(begin);
}

std::optional<ReportTable> stream_statistics(const Tokens& all, const law::TableLayout& layout, std::size_t format,
                                             std::vector<Doubt>& doubts) {
  // The unit between label and figure says nothing that the layout does not know.
  Tokens tokens;
  for (const Token& token : all) {
    if (!token.is_value && std::find(layout.units.begin(), layout.units.end(), token.text) != layout.units.end())
      continue;
    tokens.push_back(token);
  }
  return StreamReader(tokens, layout, format, doubts).rows(0, tokens.size(), true);
}

}  // namespace gongkai::report
