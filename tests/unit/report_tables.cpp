// The statutory tables in the shapes in which they are met: every cell in its place, and honest where it has none.
#include <gmock/gmock.h>

#include "docx_file.h"
#include "invented_report.h"

namespace gongkai::report::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

/// Every cell is read and right.
void expect_whole(const ReadReport& read, const InventedReport& report, std::string_view what) {
  EXPECT_EQ(read.error(), "") << what;
  EXPECT_THAT(wrong_cells(read, report.figures()), IsEmpty()) << what;
  EXPECT_EQ(cells_read(read), report.figures().size()) << what;
}

TEST(Formats, EachIsRecognisedByItsTables) {
  for (const auto& [id, year] : {std::pair{"F2021", 2023}, {"F2019", 2020}, {"S2014", 2016}}) {
    InventedReport report(Figures::Distinct, id, year);
    const ReadReport read = read_html(report);
    ASSERT_TRUE(read.ok());
    EXPECT_EQ(read.report().format->id, id);
    expect_whole(read, report, id);
  }
}

TEST(Formats, TheTablesDecideNotTheYear) {
  InventedReport report(Figures::Sparse, "F2019", 2023);
  EXPECT_EQ(read_html(report).report().format->id, "F2019");
}

TEST(Nothing, ZeroBlankDashAndMissingAreFourThings) {
  InventedReport zero(Figures::Sparse);
  EXPECT_EQ(read_html(InventedReport(zero).set(3, "granted", "research", "0")).value(3, "granted", "research"), "0");
  EXPECT_EQ(read_html(InventedReport(zero).set(3, "granted", "research", "")).value(3, "granted", "research"), "blank");
  EXPECT_EQ(read_html(InventedReport(zero).set(3, "granted", "research", "—")).value(3, "granted", "research"),
            "blank");
  EXPECT_EQ(read_html(InventedReport(zero).set(3, "granted", "research", "见附件")).value(3, "granted", "research"),
            "unreadable");
  auto& rows = zero.table(3);
  std::erase_if(rows, [](const auto& row) {
    return !row.empty() && row.back().figure && std::get<1>(*row.back().figure) == "not_processed_repeat";
  });
  const ReadReport without_row = read_html(zero);
  EXPECT_EQ(without_row.value(3, "not_processed_repeat", "research"), "missing");
  EXPECT_EQ(without_row.value(3, "not_processed_publication", "total"),
            zero.printed(3, "not_processed_publication", "total"));
}

/// For one cell of each table: every way of printing nothing is null in JSON; only what was not found is listed as
/// missing.
TEST(Nothing, OnlyWhatWasNotFoundIsListedAsMissing) {
  for (const auto& [table, row, column] :
       std::vector<CellKey>{{2, "licence", ""}, {3, "partial", "total"}, {4, "suit_direct", "pending"}}) {
    for (const char* printed : {"", "—", "/", "无", "-"}) {
      InventedReport report;
      report.set(table, row, column, printed);
      const ReadReport read = read_html(report);
      EXPECT_EQ(read.value(table, row, column), "blank") << row << " printed as " << printed;
      EXPECT_NE(read.json().find("\"missing\":[]"), std::string::npos) << row << " printed as " << printed;
    }
    InventedReport report;
    report.set(table, row, column, "0");
    EXPECT_EQ(read_html(report).value(table, row, column), "0");
  }
}

/// Changing one cell changes that cell of the output and no other.
TEST(Nothing, OneCellChangedChangesOneCellRead) {
  const InventedReport before(Figures::Distinct);
  for (const auto& [key, printed] : before.figures()) {
    const auto& [table, row, column] = key;
    for (const char* nothing : {"0", "", "—"}) {
      InventedReport after = before;
      after.set(table, row, column, nothing);
      const ReadReport read = read_html(after);
      auto truth = before.figures();
      truth[key] = "0";
      EXPECT_THAT(wrong_cells(read, truth), IsEmpty()) << row << "." << column;
      EXPECT_EQ(read.value(table, row, column), std::string_view(nothing) == "0" ? "0" : "blank")
          << row << "." << column;
      EXPECT_EQ(cells_read(read), truth.size() - (std::string_view(nothing) == "0" ? 0u : 1u)) << row << "." << column;
    }
  }
}

TEST(Shapes, OneCellALineIsReadWithAndWithoutBlankLines) {
  for (const char* id : {"F2021", "F2019"}) {
    InventedReport report(Figures::Distinct, id, std::string_view(id) == "F2021" ? 2023 : 2020);
    expect_whole({report.lines(), "报告.txt"}, report, id);
    expect_whole({replaced(report.lines(), "\n\n", "\n"), "报告.txt"}, report, id);
    expect_whole({replaced(report.lines(), "\n", "\r\n"), "报告.txt"}, report, id);
  }
}

TEST(Shapes, LabelsBrokenOverLinesAreJoined) {
  InventedReport report(Figures::Distinct);
  std::string text = report.lines();
  text = replaced(text, "科研机构", "科研\n\n机构");
  text = replaced(text, "结果纠正", "结果\n纠正");
  text = replaced(text, "商业企业", "商业\n\n企业");
  expect_whole({text, "报告.txt"}, report, "broken labels");
}

TEST(Shapes, HtmlCellsHoldParagraphsSpansAndWordsJunk) {
  InventedReport report(Figures::Distinct);
  std::string html = replaced(report.html(), "</td>", "<o:p></o:p></span></p></td>");
  for (std::size_t at = html.find("<td"); at != std::string::npos; at = html.find("<td", at)) {
    at = html.find('>', at) + 1;
    html.insert(
        at, "\n <p class=MsoNormal align=center style='text-align:center'><span lang=EN-US style='font-family:宋体'>");
  }
  expect_whole({html, "报告.html"}, report, "Word");
}

TEST(Shapes, UpperCaseUnclosedMarkupIsRead) {
  InventedReport report(Figures::Distinct);
  std::string html = replaced(replaced(replaced(report.html(), "</td>", ""), "</tr>", ""), "<td", "<TD WIDTH=10");
  expect_whole({replaced(html, "</p>", ""), "报告.html"}, report, "unclosed");
}

TEST(Shapes, ATableInsideATableForLayoutIsRead) {
  InventedReport report(Figures::Distinct);
  const std::string html =
      replaced(replaced(report.html(), "<body>", "<body><table><tr><td>导航</td><td><table><tr><td>"), "</body>",
               "</td></tr></table></td></tr></table></body>");
  expect_whole({html, "报告.html"}, report, "layout");
}

TEST(Shapes, AllTablesInOneAreRead) {
  InventedReport report(Figures::Distinct);
  std::string html = report.html();
  // The tables of the sections run together into one when the markup between them is gone.
  expect_whole({replaced(html, "<table>", "<table border=1>"), "报告.html"}, report, "border");
}

TEST(Shapes, ATableThatIsShownTwiceIsReadOnce) {
  InventedReport report(Figures::Distinct);
  const std::string table = html_of(report.table(3));
  std::string html = report.html();
  html.insert(html.find(table), table);
  expect_whole({html, "报告.html"}, report, "twice");
}

TEST(Shapes, TwoTablesThatDisagreeAreADoubt) {
  InventedReport report(Figures::Distinct);
  InventedReport other = report;
  other.set(3, "granted", "total", "9");
  std::string html = report.html();
  const std::string table = html_of(report.table(3));
  html.insert(html.find(table), html_of(other.table(3)));
  const ReadReport read(html, "报告.html");
  ASSERT_TRUE(read.ok());
  EXPECT_FALSE(read.report().doubts.empty()) << "two different figures for one cell, and no word about it";
}

TEST(Shapes, AHiddenCopyIsNotRead) {
  InventedReport report(Figures::Distinct);
  InventedReport other(Figures::Sparse);
  std::string html = report.html();
  html.insert(html.find("<table>"), "<div style='display:none'>" + html_of(other.table(2)) + html_of(other.table(3)) +
                                        html_of(other.table(4)) + "</div>");
  expect_whole({html, "报告.html"}, report, "hidden");
}

TEST(Shapes, MarkdownAndTabsAreRead) {
  InventedReport report(Figures::Distinct);
  std::string markdown = "# 临江县财政局2023年政府信息公开工作年度报告\n\n## 三、收到和处理政府信息公开申请情况\n\n";
  std::string tabs = "临江县财政局2023年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n";
  std::map<CellKey, std::string> table3;
  for (const auto& [key, printed] : report.figures()) {
    if (std::get<0>(key) == 3) table3[key] = printed;
  }
  // Spans written out: every place a cell of its own, labels repeated.
  markdown +=
      "| | | | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 "
      "|\n|---|---|---|---|---|---|---|---|---|---|\n";
  tabs += "\t\t\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计\n";
  const law::TableLayout& layout = *report.format().table(3);
  for (const law::RowLayout& row : layout.rows) {
    markdown += "| | | " + row.label.official + " |";
    tabs += "\t\t" + row.label.official;
    for (const law::ColumnLayout& column : layout.blocks[0].columns) {
      markdown += " " + report.printed(3, row.key, column.key) + " |";
      tabs += "\t" + report.printed(3, row.key, column.key);
    }
    markdown += "\n";
    tabs += "\n";
  }
  for (const auto& [text, name] : {std::pair{markdown, "报告.md"}, {tabs, "报告.txt"}}) {
    const ReadReport read(text, name);
    EXPECT_THAT(wrong_cells(read, table3), IsEmpty()) << name;
    EXPECT_EQ(cells_read(read), table3.size()) << name;
  }
}

TEST(Shapes, ADocxIsReadAsItsHtmlIs) {
  InventedReport report(Figures::Distinct);
  using document::para;
  std::string body = para("临江县财政局2023年政府信息公开工作年度报告");
  for (int number : {2, 3, 4}) {
    // Word merges cells downwards with vMerge: a cell of its own in every row.
    std::string rows;
    std::map<std::size_t, std::pair<unsigned, unsigned>> reaching;  // column: rows left, columns
    for (const auto& printed_row : report.table(number)) {
      std::string cells;
      std::size_t column = 0;
      auto continue_above = [&] {
        for (auto above = reaching.find(column); above != reaching.end() && above->second.first > 0;
             above = reaching.find(column)) {
          cells += "<w:tc><w:tcPr><w:gridSpan w:val=\"" + std::to_string(above->second.second) +
                   "\"/><w:vMerge/></w:tcPr><w:p/></w:tc>";
          --above->second.first;
          column += above->second.second;
        }
      };
      for (const PrintedCell& cell : printed_row) {
        continue_above();
        std::string properties = "<w:gridSpan w:val=\"" + std::to_string(cell.columns) + "\"/>";
        if (cell.rows > 1) properties += "<w:vMerge w:val=\"restart\"/>";
        cells += document::cell(cell.text, properties);
        reaching[column] = {cell.rows - 1, cell.columns};
        column += cell.columns;
      }
      continue_above();
      rows += document::row(cells);
    }
    body += para("表") + document::table(rows);
  }
  expect_whole({document::DocxFile(body).bytes(), "报告.docx"}, report, "DOCX");
}

TEST(Cells, SeparatorsUnitsAndWidthAreUnderstood) {
  InventedReport report(Figures::Zero);
  report.set(2, "licence", "", "1,234件")
      .set(2, "penalty", "", "１２")
      .set(3, "received", "natural_person", "３ 件")
      .set(2, "admin_fee_wan", "", "25.1万元");
  const ReadReport read = read_html(report);
  EXPECT_EQ(read.value(2, "licence", ""), "1234");
  EXPECT_EQ(read.value(2, "penalty", ""), "12");
  EXPECT_EQ(read.value(3, "received", "natural_person"), "3");
  EXPECT_EQ(read.value(2, "admin_fee_wan", ""), "25.1");
}

TEST(Cells, AnAmountPrintedInYuanIsConvertedAndSaid) {
  InventedReport report(Figures::Zero);
  report.set(2, "admin_fee_wan", "", "251000元");
  const ReadReport read = read_html(report);
  EXPECT_EQ(read.value(2, "admin_fee_wan", ""), "25.1");
  EXPECT_FALSE(read.report().doubts.empty()) << "the unit was changed without a word";
}

TEST(Cells, NegativeAndDecimalCountsAreGivenAsPrinted) {
  const ReadReport read = read_html(
      InventedReport(Figures::Zero).set(3, "received", "natural_person", "-1").set(4, "suit_direct", "other", "0.5"));
  EXPECT_EQ(read.value(3, "received", "natural_person"), "-1");
  EXPECT_EQ(read.value(4, "suit_direct", "other"), "0.5");
  EXPECT_NE(read.json().find("\"other\":0.5"), std::string::npos);
}

TEST(Cells, TheSignedChangeOf2019IsRead) {
  const ReadReport read = read_html(InventedReport(Figures::Zero, "F2019", 2020)
                                        .set(2, "licence", "change", "+1036")
                                        .set(2, "penalty", "change", "-8"));
  EXPECT_EQ(read.value(2, "licence", "change"), "1036");
  EXPECT_EQ(read.value(2, "penalty", "change"), "-8");
}

TEST(Cells, ProcurementOf2019IsInYuanWhateverWasPrinted) {
  auto amount = [](const char* printed) {
    return read_html(InventedReport(Figures::Zero, "F2019", 2020).set(2, "procurement", "amount_yuan", printed))
        .value(2, "procurement", "amount_yuan");
  };
  EXPECT_EQ(amount("251000"), "251000");
  EXPECT_EQ(amount("251000元"), "251000");
  EXPECT_EQ(amount("25.1万元"), "251000");
}

TEST(Cells, EveryCellHasItsPlace) {
  InventedReport report(Figures::Distinct);
  const ReadReport read = read_html(report);
  const std::string html = report.html();
  for (const ReportTable& table : read.report().tables) {
    for (const ReportCell& cell : table.cells) {
      EXPECT_GT(cell.at.place.line, 0u);
      EXPECT_GT(cell.at.table, 0u);
      EXPECT_GT(cell.at.row, 0u);
      EXPECT_GT(cell.at.column, 0u);
      EXPECT_FALSE(cell.printed.empty());
    }
  }
}

TEST(NoTable, ATableWhoseLabelsStandInLinesBesideOtherTablesIsMissingCellByCell) {
  InventedReport report;
  report.table(4).clear();
  report.section(4, {"行政复议", "结果维持", "结果纠正", "其他结果", "尚未审结", "总计", "行政诉讼", "结果维持 10"});
  const ReadReport read = read_html(report);
  EXPECT_EQ(read.value(3, "received", "total"), report.printed(3, "received", "total"));
  EXPECT_EQ(read.value(4, "suit_direct", "total"), "missing");
}

TEST(NoTable, ATableThatIsNotThereIsNull) {
  InventedReport report;
  report.table(4).clear();
  const ReadReport read = read_html(report);
  EXPECT_EQ(read.report().table(4), nullptr);
  EXPECT_NE(read.json().find("\"table4\":null"), std::string::npos);
  EXPECT_TRUE(read.unchecked("T4-01"));
}

TEST(NoTable, ATitleAloneIsAReportWithoutTables) {
  const ReadReport read("<h1>临江县财政局2023年政府信息公开工作年度报告</h1><p>正文见附件。</p>", "报告.html");
  ASSERT_TRUE(read.ok());
  EXPECT_TRUE(read.report().tables.empty());
  EXPECT_EQ(read.report().year->value, 2023);
}

}  // namespace
}  // namespace gongkai::report::test
