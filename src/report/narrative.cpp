#include "report/narrative.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"

namespace gongkai::report {
namespace {

struct NumberInText {
  std::size_t begin, end;
  Quantity value;
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::vector<NumberInText> numbers_in(std::string_view text) {
  std::vector<NumberInText> numbers;
  for (std::size_t at = 0; at < text.size();) {
    if (!is_digit(text[at])) {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    std::string digits;
    while (at < text.size() && (is_digit(text[at]) ||
                                (text[at] == ',' && at + 3 < text.size() && is_digit(text[at + 1]) &&
                                 is_digit(text[at + 2]) && is_digit(text[at + 3])) ||
                                (text[at] == '.' && at + 1 < text.size() && is_digit(text[at + 1])))) {
      if (text[at] != ',') digits += text[at];
      ++at;
    }
    if (const auto value = Quantity::parse(digits)) numbers.push_back({begin, at, *value});
  }
  return numbers;
}

/// The words before a number back to the last mark or number.
std::string_view clause_before(std::string_view text, std::size_t number, std::size_t previous_end) {
  std::size_t begin = text.find_last_of(",.;:()!?", number == 0 ? 0 : number - 1);
  begin = begin == std::string_view::npos || begin >= number ? 0 : begin + 1;
  begin = std::max(begin, previous_end);
  return text.substr(begin, number - begin);
}

bool holds(std::string_view clause, const law::NarrativeQuantity& quantity) {
  if (count_code_points(clause) > quantity.longest_clause) return false;
  auto stands = [&](const std::string& word) { return clause.find(word) != std::string_view::npos; };
  if (std::any_of(quantity.without.begin(), quantity.without.end(), stands)) return false;
  return std::all_of(quantity.with.begin(), quantity.with.end(), [&](const std::vector<std::string>& words) {
    return std::any_of(words.begin(), words.end(), stands);
  });
}

/// Lines that cannot state any quantity that stands by itself are passed over without folding them.
bool may_state(std::string_view line, const law::NarrativeWords& words) {
  return std::any_of(words.quantities.begin(), words.quantities.end(), [&](const law::NarrativeQuantity& quantity) {
    return quantity.same_line_as.empty() &&
           std::all_of(quantity.with.rbegin(), quantity.with.rend(), [&](const std::vector<std::string>& list) {
             return std::any_of(list.begin(), list.end(), [&](const std::string& word) {
               return find_word(line, word) != std::string_view::npos;
             });
           });
  });
}

}  // namespace

std::vector<StatedFigure> find_stated_figures(const std::vector<Line>& lines, std::size_t begin, std::size_t end,
                                              const law::NarrativeWords& words) {
  std::vector<StatedFigure> figures;
  for (std::size_t i = begin; i < end && i < lines.size(); ++i) {
    if (!may_state(lines[i].text, words)) continue;
    const std::string text = folded(lines[i].text);
    std::size_t previous_end = 0;
    const std::size_t first_of_line = figures.size();
    for (const NumberInText& number : numbers_in(text)) {
      const std::string_view clause = clause_before(text, number.begin, previous_end);
      previous_end = number.end;
      const std::string_view rest = std::string_view(text).substr(number.end);
      const auto unit = std::find_if(words.units.begin(), words.units.end(),
                                     [&](const std::string& word) { return rest.starts_with(word); });
      if (unit == words.units.end() || rest.substr(unit->size()).starts_with("次")) continue;
      for (std::size_t q = 0; q < words.quantities.size(); ++q) {
        if (!holds(clause, words.quantities[q])) continue;
        figures.push_back({q, number.value,
                           fmt::format("{}{}{}", clause, text.substr(number.begin, number.end - number.begin), *unit),
                           lines[i].place});
        break;
      }
    }
    // Some quantities are only meant where the line also states another.
    std::vector<std::string> stated;
    for (std::size_t f = first_of_line; f < figures.size(); ++f)
      stated.push_back(words.quantities[figures[f].quantity].row);
    const auto dangling = std::remove_if(
        figures.begin() + static_cast<std::ptrdiff_t>(first_of_line), figures.end(), [&](const StatedFigure& figure) {
          const std::string& other = words.quantities[figure.quantity].same_line_as;
          return !other.empty() && std::find(stated.begin(), stated.end(), other) == stated.end();
        });
    figures.erase(dangling, figures.end());
  }
  return figures;
}

void narrative_agrees(const Judgement& j) {
  const Report& report = j.report();
  if (report.sections.empty() || report.tables.empty())
    return j.unchecked({"没有找到正文第一部分或表格", "section one or the tables were not found"});
  const Section& first = report.sections.front();
  const auto figures =
      find_stated_figures(j.recognised.lines, first.first_paragraph, first.last_paragraph, j.narrative);
  for (std::size_t q = 0; q < j.narrative.quantities.size(); ++q) {
    const law::NarrativeQuantity& quantity = j.narrative.quantities[q];
    const ReportTable* table = report.table(quantity.table);
    const auto number = table != nullptr ? table->layout->cell(quantity.row, quantity.column) : std::nullopt;
    if (!number) continue;
    const Quantity* cell = table->cell(*number).number();
    const StatedFigure* stated = nullptr;
    bool agrees = false;
    for (const StatedFigure& figure : figures) {
      if (figure.quantity != q) continue;
      if (stated == nullptr) stated = &figure;
      agrees = agrees || (cell != nullptr && figure.value == *cell);
    }
    if (stated == nullptr || agrees) continue;
    Where where{quantity.table, quantity.row, quantity.column, 0, "", stated->place};
    if (cell == nullptr) {
      j.unchecked({"表中的单元格没有读出", "the cell of the table was not read"}, where);
      continue;
    }
    const std::string label = label_of(report, where);
    Finding& finding =
        j.found(where, {fmt::format("正文称“{}”，{} 为 {}", stated->clause, label, cell->text()),
                        fmt::format("the text says \"{}\", {} is {}", stated->clause, label, cell->text())});
    finding.expected = cell->text();
    finding.found = stated->value.text();
    finding.cells.push_back({static_cast<std::uint32_t>(table - report.tables.data()), *number});
  }
}

}  // namespace gongkai::report
