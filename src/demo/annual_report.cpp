// Writes an annual report as a page: sections, sentences from demo/report.txt, the three statutory tables.
#include "demo/annual_report.h"

#include <algorithm>

#include <fmt/format.h>

#include "demo/agencies.h"
#include "demo/report_figures.h"
#include "demo/sheet.h"

namespace gongkai::demo {
namespace {

constexpr int kApplicantKinds = 7;

class ReportWriter {
 public:
  ReportWriter(Speaker& speaker, const Block& words, const ReportFigures& figures, const law::ReportFormat& format)
      : speaker_(speaker), words_(words), figures_(figures), format_(format) {}

  void paragraph(std::string_view key) { html_ += "<p>" + escaped(say(key)) + "</p>\n"; }
  std::string say(std::string_view key) {
    const auto* choices = words_.choices(key);
    return choices ? speaker_.say_one_of(*choices) : std::string();
  }
  void heading(std::size_t section) {
    static constexpr std::string_view kNumbers[] = {"一", "二", "三", "四", "五", "六"};
    html_ += fmt::format("<h2>{}、{}</h2>\n", kNumbers[section], escaped(format_.sections[section].label.official));
  }
  void table2();
  void table3();
  void table4();
  std::string take() { return std::move(html_); }

 private:
  std::string official(const std::vector<law::Label>& labels, std::string_view key) const {
    for (const law::Label& label : labels)
      if (label.matches(key)) return label.official;
    return std::string(key);
  }
  void head(std::string_view text, int rows, int columns, std::string_view scope = "col") {
    html_ += "<th scope=\"" + std::string(scope) + "\"";
    if (rows > 1) html_ += fmt::format(" rowspan=\"{}\"", rows);
    if (columns > 1) html_ += fmt::format(" colspan=\"{}\"", columns);
    html_ += ">" + escaped(text) + "</th>";
  }
  void figure(std::string_view text, int columns = 1) {
    html_ += columns > 1 ? fmt::format("<td colspan=\"{}\">{}</td>", columns, text) : fmt::format("<td>{}</td>", text);
  }

  Speaker& speaker_;
  const Block& words_;
  const ReportFigures& figures_;
  const law::ReportFormat& format_;
  std::string html_;
};

void ReportWriter::table2() {
  const law::TableLayout& table = *format_.table(2);
  html_ += "<table><tbody>\n";
  for (std::size_t block = 0; block < table.blocks.size(); ++block) {
    const auto& columns = table.blocks[block].columns;
    const int width = columns.size() == 1 ? 3 : 1;
    html_ += "<tr>";
    head(table.blocks[block].heading, 1, 4, "colgroup");
    html_ += "</tr>\n<tr>";
    head(table.headings.front().official, 1, 1);
    for (const auto& column : columns) head(column.label.official, 1, width);
    html_ += "</tr>\n";
    for (const law::RowLayout& row : table.rows) {
      if (row.block != block) continue;
      html_ += "<tr>";
      head(row.label.official, 1, 1, "row");
      for (const auto& column : columns) figure(figures_.at(2, row.key, column.key), width);
      html_ += "</tr>\n";
    }
  }
  html_ += "</tbody></table>\n";
}

void ReportWriter::table3() {
  const law::TableLayout& table = *format_.table(3);
  const auto& columns = table.columns_of(table.rows.front());
  html_ += "<table><thead>\n<tr>";
  head(say("table3note"), 3, 3);
  head(table.headings.front().official, 1, kApplicantKinds, "colgroup");
  html_ += "</tr>\n<tr>";
  head(columns.front().label.official, 2, 1);
  head(table.column_groups.front().official, 1, kApplicantKinds - 2, "colgroup");
  head(columns.back().label.official, 2, 1);
  html_ += "</tr>\n<tr>";
  for (std::size_t at = 1; at + 1 < columns.size(); ++at) head(columns[at].label.official, 1, 1);
  html_ += "</tr>\n</thead><tbody>\n";
  const std::vector<std::string> groups = split_outside_braces(words_.text("groups"), '|');
  std::size_t group = 0;
  std::string before;
  const auto in_results = static_cast<int>(
      std::count_if(table.rows.begin(), table.rows.end(), [](const auto& row) { return !row.groups.empty(); }));
  bool results_begun = false;
  for (const law::RowLayout& row : table.rows) {
    html_ += "<tr>";
    if (!row.groups.empty() && !results_begun) {
      head(words_.text("results"), in_results, 1, "rowgroup");
      results_begun = true;
    }
    const std::string of = row.groups.size() > 1 ? row.groups[1] : std::string();
    if (!of.empty() && of != before) {
      const auto rows = std::count_if(table.rows.begin(), table.rows.end(), [&](const auto& other) {
        return other.groups.size() > 1 && other.groups[1] == of;
      });
      head(groups[group++], static_cast<int>(rows), 1, "rowgroup");
    }
    before = of;
    head(row.label.official, 1, row.groups.empty() ? 3 : row.groups.size() == 1 ? 2 : 1, "row");
    for (const auto& column : columns) figure(figures_.at(3, row.key, column.key));
    html_ += "</tr>\n";
  }
  html_ += "</tbody></table>\n";
}

void ReportWriter::table4() {
  const law::TableLayout& table = *format_.table(4);
  const auto& columns = table.columns_of(table.rows.front());
  const int width = static_cast<int>(columns.size());
  html_ += "<table><thead>\n<tr>";
  head(table.rows[0].label.official, 2, width, "colgroup");
  head(table.column_groups.front().official, 1, 2 * width, "colgroup");
  html_ += "</tr>\n<tr>";
  head(table.rows[1].label.official, 1, width, "colgroup");
  head(table.rows[2].label.official, 1, width, "colgroup");
  html_ += "</tr>\n<tr>";
  for (std::size_t group = 0; group < table.rows.size(); ++group)
    for (const auto& column : columns) head(column.label.official, 1, 1);
  html_ += "</tr>\n</thead><tbody>\n<tr>";
  for (const law::RowLayout& row : table.rows)
    for (const auto& column : columns) figure(figures_.at(4, row.key, column.key));
  html_ += "</tr>\n</tbody></table>\n";
}

/// Sentences that depend on figures are chosen first, so that text and tables agree.
void set_figures(Speaker& speaker, const Block& words, const ReportFigures& figures) {
  const auto say = [&](std::string_view key) { return speaker.say_one_of(*words.choices(key)); };
  const auto figure = [&](std::string_view key, int table, std::string_view row, std::string_view column) {
    speaker.set(key, std::string(figures.at(table, row, column)));
  };
  speaker.set("site", std::to_string(figures.site_items));
  speaker.set("explained", std::to_string(figures.explained));
  figure("made", 2, "normative_doc", "made");
  figure("repealed", 2, "normative_doc", "repealed");
  for (const std::string_view row : {"received", "carried_in", "total", "carried_out"}) figure(row, 3, row, "total");
  const bool has_documents = speaker.word("made") != "0" || speaker.word("repealed") != "0";
  const bool has_requests = speaker.word("received") != "0" || speaker.word("carried_in") != "0";
  speaker.set("normative", say(has_documents ? "normative_some" : "normative_none"));
  speaker.set("requests", say(has_requests ? "requests_some" : "requests_none"));
}

}  // namespace

DemoItem write_annual_report(const Material& material, const std::vector<DemoAgency>& agencies, const Plan& plan,
                             const PlannedItem& planned, const law::ReportFormats& formats) {
  const DemoAgency& agency = agencies[planned.agency];
  const Block& words = material.report();
  const ReportFigures figures = figures_of(agency, planned.agency, planned.report_year, plan, formats);
  const bool is_seed = planned.report_year == 2022;
  const bool is_government = agency.kind == "government";
  Speaker speaker = speaker_of(material, agencies, plan.items, planned);
  speaker.set("year", std::to_string(planned.report_year));
  speaker.set("lastyear", std::to_string(planned.report_year - 1));
  speaker.set("nextyear", std::to_string(planned.report_year + 1));
  set_figures(speaker, words, figures);
  ReportWriter writer(speaker, words, figures, *formats.for_year(planned.report_year));
  ReportWriter of_seed(speaker, material.seed_report(), figures, *formats.for_year(planned.report_year));
  writer.paragraph("preface");
  writer.heading(0);
  writer.paragraph("general");
  std::string html = writer.take();
  if (is_seed) {
    of_seed.paragraph("active");
    of_seed.paragraph("response");
    html += of_seed.take();
  } else {
    writer.paragraph("active");
  }
  for (const std::string_view key : {"request", "records", "platform", "oversight"}) writer.paragraph(key);
  writer.heading(1);
  writer.table2();
  writer.heading(2);
  writer.table3();
  writer.heading(3);
  writer.table4();
  writer.heading(4);
  writer.paragraph("problem");
  writer.paragraph("improve");
  writer.heading(5);
  writer.paragraph("fees");
  writer.paragraph(is_government ? "governmentother" : "other");
  html += writer.take();

  DemoItem item;
  item.agency = planned.agency;
  item.column = "zfxxgknb";
  item.title = planned.title;
  item.summary = writer.say("summary");
  item.created_on = planned.created, item.published_at = planned.published;
  item.issuing_agencies.push_back(agency.name_on(planned.created));
  item.theme = speaker.field().choices("theme") ? "综合政务\\政务公开" : "";
  item.genre = "报告";
  item.is_in_force = is_seed;
  item.audience = "公民";
  item.keywords = "政府信息公开；年度报告";
  item.html = std::move(html);
  return item;
}

}  // namespace gongkai::demo
