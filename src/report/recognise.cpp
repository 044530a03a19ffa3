#include "report/recognise.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "report/damaged_labels.h"
#include "report/grid_tables.h"
#include "report/text_parts.h"
#include "report/token_stream.h"

namespace gongkai::report {
namespace {

constexpr unsigned kStatisticsEvidence = 8;  ///< labels of the statistics form that make a table one

std::size_t strongest(const std::vector<unsigned>& counts) {
  return static_cast<std::size_t>(std::max_element(counts.begin(), counts.end()) - counts.begin());
}

/// Finds the tables, first in grids, then in the stream of labels and figures for those that no grid holds.
class TableFinder {
 public:
  TableFinder(const document::Document& document, const Vocabulary& vocabulary, Report& report)
      : document_(document),
        vocabulary_(vocabulary),
        formats_(vocabulary.formats()),
        report_(report),
        evidence_(formats_.all().size()) {}

  void run() {
    for (std::uint32_t b = 0; b < document_.blocks.size(); ++b) {
      if (document_.blocks[b].kind == document::Block::Kind::Grid)
        grids_.push_back(label_grid(document_, document_.blocks[b].index, b, vocabulary_));
    }
    for (const LabelledGrid& grid : grids_) {
      for (const LabelledCell& cell : grid.cells)
        if (cell.meanings != nullptr) evidence_.count(*cell.meanings);
    }
    const bool grids_hold_tables =
        evidence_.table3_rows >= 10 || evidence_.statistics[strongest(evidence_.statistics)] >= kStatisticsEvidence;
    if (!grids_hold_tables) count_stream();
    choose_formats();
    if (report_.format == nullptr) return;
    for (const law::TableLayout& table : report_.format->tables) read(table.number);
    std::sort(report_.tables.begin(), report_.tables.end(),
              [](const ReportTable& a, const ReportTable& b) { return a.layout->number < b.layout->number; });
  }

  /// By grid number: does it hold cells of a statutory table?
  std::vector<bool> statutory_grids() const {
    std::vector<bool> statutory(document_.grids.size(), false);
    for (const ReportTable& table : report_.tables) {
      for (const ReportCell& cell : table.cells)
        if (cell.at.table > 0) statutory[cell.at.table - 1] = true;
    }
    // A grid that is full of table labels is a table even if its figures could not be placed.
    for (const LabelledGrid& grid : grids_) {
      const auto labels = std::count_if(grid.cells.begin(), grid.cells.end(), [](const LabelledCell& cell) {
        return cell.meanings != nullptr &&
               std::any_of(cell.meanings->begin(), cell.meanings->end(),
                           [](const Meaning& m) { return m.role != Meaning::Role::Section; });
      });
      if (labels >= 4) statutory[grid.number] = true;
    }
    return statutory;
  }

  std::vector<DamagedLabel> damaged_labels() {
    DamageFinder finder;
    if (streamed_) {
      for (const Token& token : tokens_)
        if (!token.is_value) finder.add(token.meanings, token.text, token.place);
    } else {
      for (const LabelledGrid& grid : grids_) {
        for (std::size_t i = 0; i < grid.cells.size(); ++i) {
          if (!grid.cells[i].is_value)
            finder.add(grid.cells[i].meanings, document_.view(grid.grid->cells[i].text), grid.grid->cells[i].place);
        }
      }
    }
    std::vector<DamagedLabel> damaged;
    for (const ReportTable& table : report_.tables) {
      const law::ReportFormat* format = table.layout->number == 3 ? table3_format_ : report_.format;
      if (table.layout->number != 2014)
        finder.find(*table.layout, static_cast<std::size_t>(format - formats_.all().data()), damaged);
    }
    return damaged;
  }

 private:
  const std::vector<Token>& stream() {
    if (!streamed_) {
      tokens_ = tokens_of(document_, vocabulary_);
      streamed_ = true;
    }
    return tokens_;
  }

  void count_stream() {
    for (const Token& token : stream()) {
      if (token.meanings != nullptr) evidence_.count(*token.meanings);
    }
  }

  /// The statistics form stands alone; else table 2 decides, whose columns differ most, and table 3 by its own rows.
  void choose_formats() {
    const std::size_t statistics = strongest(evidence_.statistics);
    if (evidence_.statistics[statistics] >= kStatisticsEvidence && evidence_.table3_rows < 10) {
      report_.format = &formats_.all()[statistics];
      return;
    }
    const std::size_t by_table2 = strongest(evidence_.table2);
    const std::size_t by_table3 = strongest(evidence_.table3);
    const law::ReportFormat* fallback = nullptr;
    for (const law::ReportFormat& format : formats_.all()) {
      // Table 3 without the rows that the newest format added is of the format before it.
      if (format.table(3) != nullptr &&
          (fallback == nullptr || format.table(3)->rows.size() < fallback->table(3)->rows.size()))
        fallback = &format;
    }
    if (evidence_.table2[by_table2] > 0)
      report_.format = &formats_.all()[by_table2];
    else if (evidence_.table3[by_table3] > 0)
      report_.format = &formats_.all()[by_table3];
    else if (evidence_.table3_rows >= 10)
      report_.format = fallback;
    if (report_.format == nullptr) return;
    table3_format_ = evidence_.table3[by_table3] > 0 ? &formats_.all()[by_table3]
                     : evidence_.table3_rows >= 10   ? fallback
                                                     : report_.format;
  }

  void read(int number) {
    const law::ReportFormat* format = number == 3 ? table3_format_ : report_.format;
    const auto index = static_cast<std::size_t>(format - formats_.all().data());
    const law::TableLayout* layout = format->table(number);
    if (layout == nullptr) return;
    std::vector<Doubt> doubts;
    std::optional<ReportTable> table = from_grids(number, *layout, index, doubts);
    const std::size_t read = table ? readings(*table) : 0;
    if (read * 2 < layout->cell_count) {
      std::vector<Doubt> stream_doubts;
      std::optional<ReportTable> streamed = from_stream(number, *layout, index, stream_doubts);
      if (streamed && readings(*streamed) > read) {
        table = std::move(streamed);
        doubts = std::move(stream_doubts);
      }
    }
    // Its labels are there, its figures could not be read: a table with every cell missing, not "no such table".
    if (!table && labels_are_there(number)) table = empty_table(*layout);
    if (!table) return;
    report_.tables.push_back(std::move(*table));
    report_.doubts.insert(report_.doubts.end(), doubts.begin(), doubts.end());
  }

  /// In grids or in lines: grids may hold the other tables alone.
  bool labels_are_there(int number) {
    constexpr unsigned kEnough = 5;
    FormatEvidence everywhere(formats_.all().size());
    for (const Token& token : stream())
      if (token.meanings != nullptr) everywhere.count(*token.meanings);
    if (number == 2) return everywhere.table2_labels >= kEnough;
    if (number == 3) return everywhere.table3_rows >= kEnough;
    return number == 4 && everywhere.table4_heads >= kEnough;
  }

  static std::size_t readings(const ReportTable& table) {
    return static_cast<std::size_t>(std::count_if(table.cells.begin(), table.cells.end(), [](const ReportCell& cell) {
      return !std::holds_alternative<NotFound>(cell.reading);
    }));
  }

  std::optional<ReportTable> from_grids(int number, const law::TableLayout& layout, std::size_t format,
                                        std::vector<Doubt>& doubts) const {
    switch (number) {
      case 2: return read_table2(document_, grids_, layout, format, doubts);
      case 3: return read_table3(document_, grids_, layout, format, doubts);
      case 4: return read_table4(document_, grids_, layout, format, doubts);
      default: return read_statistics(document_, grids_, layout, format, doubts);
    }
  }

  std::optional<ReportTable> from_stream(int number, const law::TableLayout& layout, std::size_t format,
                                         std::vector<Doubt>& doubts) {
    switch (number) {
      case 2: return stream_table2(stream(), layout, format, doubts);
      case 3: return stream_table3(stream(), layout, format, doubts);
      case 4: return stream_table4(stream(), layout, format, doubts);
      default: return stream_statistics(stream(), layout, format, doubts);
    }
  }

  const document::Document& document_;
  const Vocabulary& vocabulary_;
  const law::ReportFormats& formats_;
  Report& report_;
  FormatEvidence evidence_;
  const law::ReportFormat* table3_format_ = nullptr;
  std::vector<LabelledGrid> grids_;
  std::vector<Token> tokens_;
  bool streamed_ = false;
};

void note_tampering(const std::vector<Line>& lines, const ReadingLaw& law, Report& report) {
  std::vector<std::string_view> texts;
  texts.reserve(lines.size());
  for (const Line& line : lines) texts.push_back(line.text);
  std::string part;
  int section_of_part = 0;
  std::size_t next_line = 0;
  for (const scan::ForeignText& foreign : scan::find_foreign_text(texts, law.tampering)) {
    TamperingSign sign;
    sign.place = lines[foreign.line].place;
    sign.text = std::string(texts[foreign.line].substr(foreign.begin, foreign.size));
    for (const Section& section : report.sections) {
      if (foreign.line + 1 >= section.first_paragraph && foreign.line < section.last_paragraph)
        sign.section = section.number;
    }
    for (; next_line <= foreign.line; ++next_line) {
      const std::string head = folded(texts[next_line].substr(0, 24));
      const std::size_t close = head.find(')');
      if (head.starts_with("(") && close != std::string::npos && close > 1 && han_number(head.substr(1, close - 1))) {
        part = head.substr(0, close + 1);
        section_of_part = sign.section;
      }
    }
    const std::string_view before = texts[foreign.line].substr(0, foreign.begin);
    const std::size_t open = before.rfind("《");
    const bool in_title = open != std::string_view::npos && before.find("》", open) == std::string_view::npos;
    if (sign.section != 0) {
      sign.region = "section";
      if (section_of_part == sign.section) sign.part = part;
    } else if (in_title) {
      sign.region = "citation";
    } else if (texts[foreign.line].find('>') != std::string_view::npos ||
               texts[foreign.line].find("»") != std::string_view::npos) {
      sign.region = "breadcrumb";
    } else {
      sign.region = "page";
    }
    sign.why = {"博彩或色情网站的名称出现在机关网站名称应在之处，疑为网页被篡改或采自被篡改的副本",
                "the name of a betting or pornographic site stands where the organ's site should be named; the page "
                "was altered or copied from an altered one"};
    report.doubts.push_back({Where{0, "", "", sign.section, "", sign.place},
                             {fmt::format("疑似被篡改：“{}”不是机关的文字", sign.text),
                              fmt::format("sign of tampering: \"{}\" is not the agency's text", sign.text)}});
    report.tampering.push_back(std::move(sign));
  }
}

}  // namespace

Result<ReadingLaw> ReadingLaw::load(const law::LawSource& source) {
  auto formats = law::ReportFormats::load(source);
  if (!formats) return formats.error();
  auto words = law::ReportWords::load(source);
  if (!words) return words.error();
  auto instruments = law::Instruments::load(source);
  if (!instruments) return instruments.error();
  auto identifiers = law::Identifiers::load(source);
  if (!identifiers) return identifiers.error();
  auto tampering = scan::TamperingWords::load(source);
  if (!tampering) return tampering.error();
  return ReadingLaw{std::move(*formats), std::move(*words), std::move(*instruments), std::move(*identifiers),
                    std::move(*tampering)};
}

Result<Recognised> Recogniser::recognise(const document::Document& document, std::string_view name) const {
  Recognised result;
  Report& report = result.report;
  report.encoding = document.encoding;
  TableFinder tables(document, vocabulary_, report);
  tables.run();
  result.lines = lines_of(document, tables.statutory_grids());
  const std::vector<Line>& lines = result.lines;
  result.damaged_labels = tables.damaged_labels();
  report.sections = find_sections(lines, vocabulary_);
  const std::size_t first_section =
      report.sections.empty() ? lines.size() : report.sections.front().first_paragraph - 1;
  find_title(document, lines, first_section, law_.words, report);
  if (report.tables.empty() && !report.title) {
    return Error{
        "report.not_a_report",
        {fmt::format("{} 中没有找到年度报告的标题，也没有找到法定表格；请确认文件内容", name),
         fmt::format("{} holds neither the title nor the tables of an annual report; check what the file is", name)},
        std::string(name)};
  }
  find_head(document, lines, first_section, law_, report);
  find_period(lines, law_.words, report);
  if (!report.year && report.period) report.year = {report.period->value.second.year(), report.period->place};
  report.citations = find_citations(lines, law_.words, law_.instruments);
  for (const document::Grid& grid : document.grids) {
    if (grid.cut)
      report.doubts.push_back({Where{0, "", "", 0, "", grid.place},
                               {"表格列数过多，右侧的单元格没有读入",
                                "the table has too many columns; the cells on its right were not read"}});
  }
  for (const document::Doubt& doubt : document.doubts)
    report.doubts.push_back({Where{0, "", "", 0, "", doubt.place}, doubt.why});
  if (document.ends_early) {
    report.doubts.push_back({Where{},
                             {"文件不完整：在标签中间或正文结束之前中断",
                              "the file is cut off: it ends inside a tag or before its body is closed"}});
  }
  for (const Citation& citation : report.citations) {
    if (!citation.damaged) continue;
    report.doubts.push_back(
        {Where{0, "", "", 0, citation.document_number, citation.place},
         {fmt::format("文号印为“{}”，转换时丢失了字符，按 {} 理解", citation.printed, citation.document_number),
          fmt::format("the document number is printed \"{}\": characters were lost in conversion; taken for {}",
                      citation.printed, citation.document_number)}});
  }
  for (const DamagedLabel& label : result.damaged_labels) {
    report.doubts.push_back(
        {Where{label.table, label.row, label.column, 0, "", label.place},
         {fmt::format("栏目名印为“{}”，转换时丢失了字符，按“{}”理解", label.printed, label.official),
          fmt::format("the label is printed \"{}\": characters were lost in conversion; taken for \"{}\"",
                      label.printed, label.official)}});
  }
  note_tampering(lines, law_, report);
  return result;
}

}  // namespace gongkai::report
