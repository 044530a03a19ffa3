// A figure may be lost, it may never stand in another's place: whatever one cell, row or line is taken out or put in,
// no cell of the report holds a number that is not its own. Every position is tried.
#include <gmock/gmock.h>

#include <algorithm>

#include "invented_report.h"

namespace gongkai::report::test {
namespace {

using testing::IsEmpty;

class Shifts : public testing::TestWithParam<Figures> {};

INSTANTIATE_TEST_SUITE_P(AllKindsOfFigures, Shifts, testing::Values(Figures::Zero, Figures::Sparse, Figures::Distinct),
                         [](const auto& figures) {
                           return figures.param == Figures::Zero     ? "Zero"
                                  : figures.param == Figures::Sparse ? "Sparse"
                                                                     : "Distinct";
                         });

TEST_P(Shifts, TheWholeReportIsReadRightToBeginWith) {
  for (const char* format : {"F2021", "F2019", "S2014"}) {
    InventedReport report(GetParam(), format,
                          std::string_view(format) == "F2021"   ? 2023
                          : std::string_view(format) == "F2019" ? 2020
                                                                : 2016);
    const ReadReport html = read_html(report);
    EXPECT_THAT(wrong_cells(html, report.figures()), IsEmpty()) << format;
    EXPECT_EQ(cells_read(html), report.figures().size()) << format;
    const ReadReport text(report.lines(), "报告.txt");
    EXPECT_THAT(wrong_cells(text, report.figures()), IsEmpty()) << format;
    EXPECT_EQ(cells_read(text), report.figures().size()) << format;
  }
}

/// Takes each cell out of one table in turn.
void without_each_cell(Figures figures, std::string_view format, int table, bool labels_too) {
  InventedReport pristine(figures, format, format == "F2019" ? 2020 : 2023);
  const PrintedTable whole = pristine.table(table);
  for (std::size_t r = 0; r < whole.size(); ++r) {
    for (std::size_t c = 0; c < whole[r].size(); ++c) {
      if (!labels_too && !whole[r][c].figure) continue;
      InventedReport report = pristine;
      auto& row = report.table(table)[r];
      row.erase(row.begin() + static_cast<std::ptrdiff_t>(c));
      EXPECT_THAT(wrong_cells(read_html(report), report.figures()), IsEmpty())
          << "without cell " << c << " of row " << r << " (" << whole[r][c].text << ") of table " << table;
    }
  }
}

TEST_P(Shifts, ACellLostFromARowOfTable3IsNeverMadeUpForByItsNeighbours) {
  without_each_cell(GetParam(), "F2021", 3, false);
}
TEST_P(Shifts, ALabelLostFromTable3MovesNoFigure) { without_each_cell(GetParam(), "F2021", 3, true); }
TEST_P(Shifts, ACellLostFromTable3Of2019MovesNoFigure) { without_each_cell(GetParam(), "F2019", 3, false); }
TEST_P(Shifts, ACellLostFromTable2MovesNoFigure) { without_each_cell(GetParam(), "F2021", 2, false); }
TEST_P(Shifts, ACellLostFromTable2Of2019MovesNoFigure) { without_each_cell(GetParam(), "F2019", 2, false); }
TEST_P(Shifts, ACellLostFromTable4MovesNoFigure) { without_each_cell(GetParam(), "F2021", 4, false); }

/// Puts a cell before each cell and at the end of each row of one table in turn.
void with_a_cell_more(Figures figures, int table, std::string_view text) {
  InventedReport pristine(figures);
  const PrintedTable whole = pristine.table(table);
  for (std::size_t r = 0; r < whole.size(); ++r) {
    if (whole[r].empty() || !whole[r].back().figure) continue;
    for (std::size_t c = 0; c <= whole[r].size(); ++c) {
      InventedReport report = pristine;
      auto& row = report.table(table)[r];
      row.insert(row.begin() + static_cast<std::ptrdiff_t>(c), PrintedCell{std::string(text)});
      EXPECT_THAT(wrong_cells(read_html(report), report.figures()), IsEmpty())
          << "with \"" << text << "\" before cell " << c << " of row " << r << " of table " << table;
    }
  }
}

TEST_P(Shifts, AnEmptyCellPutIntoARowOfTable3MovesNoFigure) { with_a_cell_more(GetParam(), 3, ""); }
TEST_P(Shifts, AFigurePutIntoARowOfTable3MovesNoFigure) { with_a_cell_more(GetParam(), 3, "7777"); }
TEST_P(Shifts, AnEmptyCellPutIntoARowOfTable2MovesNoFigure) { with_a_cell_more(GetParam(), 2, ""); }
TEST_P(Shifts, AFigurePutIntoARowOfTable2MovesNoFigure) { with_a_cell_more(GetParam(), 2, "7777"); }
TEST_P(Shifts, AnEmptyCellPutIntoTable4MovesNoFigure) { with_a_cell_more(GetParam(), 4, ""); }
TEST_P(Shifts, AFigurePutIntoTable4MovesNoFigure) { with_a_cell_more(GetParam(), 4, "7777"); }

// The blanks of merged heads are cells of their own here, as in tables pasted from a spreadsheet.
TEST_P(Shifts, AFigureAmongTheHeadsOfTable4IsNoFigureOfTheTable) {
  InventedReport pristine(GetParam());
  PrintedTable spread;
  for (const auto& row : pristine.table(4)) {
    auto& cells = spread.emplace_back();
    if (&row == &pristine.table(4)[2]) cells.resize(5);  // below the heads that reach down
    for (const PrintedCell& cell : row) {
      cells.push_back(PrintedCell{cell.text, 1, 1, cell.figure});
      cells.resize(cells.size() + cell.columns - 1);
    }
  }
  for (std::size_t r = 0; r + 1 < spread.size(); ++r) {
    for (std::size_t c = 0; c < spread[r].size(); ++c) {
      for (const bool put_between : {true, false}) {
        InventedReport report = pristine;
        report.table(4) = spread;
        auto& row = report.table(4)[r];
        if (put_between) row.insert(row.begin() + static_cast<std::ptrdiff_t>(c), PrintedCell{});
        row[c] = PrintedCell{"7777"};
        EXPECT_THAT(wrong_cells(read_html(report), report.figures()), IsEmpty()) << "row " << r << ", cell " << c;
      }
    }
  }
}

TEST_P(Shifts, ARowLostFromATableMovesNoFigure) {
  InventedReport pristine(GetParam());
  for (int table : {2, 3, 4}) {
    for (std::size_t r = 0; r < pristine.table(table).size(); ++r) {
      InventedReport report = pristine;
      auto& rows = report.table(table);
      rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(r));
      EXPECT_THAT(wrong_cells(read_html(report), report.figures()), IsEmpty())
          << "without row " << r << " of table " << table;
    }
  }
}

/// One line of a table divided by tabs loses a field, or a line of figures gains one, at every place.
void with_a_field_less_or_more(Figures figures, int table) {
  InventedReport report(figures);
  std::string before = "临江县财政局2023年政府信息公开工作年度报告\n", after;
  for (int other : {2, 3, 4}) {
    if (other < table) before += tabs_of(report.table(other));
    if (other > table) after += tabs_of(report.table(other));
  }
  const std::string text = tabs_of(report.table(table));
  auto expect_no_lie = [&](const std::string& changed, const std::string& what) {
    EXPECT_THAT(wrong_cells(ReadReport(before + changed + after, "报告.txt"), report.figures()), IsEmpty()) << what;
  };
  expect_no_lie(text, "unchanged");
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '\t') continue;
    const std::size_t line = text.rfind('\n', at) + 1;
    const std::size_t line_end = text.find('\n', at);
    const std::size_t end = std::min(text.find('\t', at + 1), line_end);
    const std::string what = text.substr(line, end - line);
    expect_no_lie(text.substr(0, at) + text.substr(end), "without the last field of: " + what);
    const char last = text[line_end - 1];
    if (last >= '0' && last <= '9')
      expect_no_lie(text.substr(0, at) + "\t7777" + text.substr(at), "with a field more before the last of: " + what);
  }
}

TEST_P(Shifts, AFieldLessOrMoreInTable2WithTabsMovesNoFigure) { with_a_field_less_or_more(GetParam(), 2); }
TEST_P(Shifts, AFieldLessOrMoreInTable3WithTabsMovesNoFigure) { with_a_field_less_or_more(GetParam(), 3); }
TEST_P(Shifts, AFieldLessOrMoreInTable4WithTabsMovesNoFigure) { with_a_field_less_or_more(GetParam(), 4); }

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

TEST_P(Shifts, ALineLostFromTextWithOneCellALineMovesNoFigure) {
  for (const char* format : {"F2021", "F2019", "S2014"}) {
    InventedReport report(GetParam(), format,
                          std::string_view(format) == "F2021"   ? 2023
                          : std::string_view(format) == "F2019" ? 2020
                                                                : 2016);
    const std::vector<std::string> whole = report.line_list();
    for (std::size_t i = 0; i < whole.size(); ++i) {
      std::vector<std::string> lines = whole;
      lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(i));
      EXPECT_THAT(wrong_cells(ReadReport(joined(lines), "报告.txt"), report.figures()), IsEmpty())
          << format << " without line " << i + 1 << ": " << whole[i];
    }
  }
}

TEST_P(Shifts, AFigureTooManyInTextWithOneCellALineMovesNoFigure) {
  InventedReport report(GetParam());
  const std::vector<std::string> whole = report.line_list();
  for (std::size_t i = 0; i <= whole.size(); ++i) {
    std::vector<std::string> lines = whole;
    lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(i), "7777");
    EXPECT_THAT(wrong_cells(ReadReport(joined(lines), "报告.txt"), report.figures()), IsEmpty())
        << "with a figure before line " << i + 1 << (i < whole.size() ? ": " + whole[i] : std::string());
  }
}

}  // namespace
}  // namespace gongkai::report::test
