#include "whole_path.h"

#include <boost/json.hpp>
#include <cstdio>
#include <cstdlib>

#include "base/json_writer.h"
#include "base/text.h"
#include "report/write_json.h"
#include "report/write_text.h"

namespace gongkai::fuzz {
namespace {

template <class T>
T taken(Result<T> result) {
  require(static_cast<bool>(result), "the embedded law loads");
  return std::move(*result);
}

void require_text(std::string_view text, const char* sentence) { require(is_valid_utf8(text), sentence); }

/// Digits and signs only, so that marks, blanks and line ends inside a figure do not count.
std::string figures_of(std::string_view text) {
  std::string figures;
  for (char c : folded(text)) if ((c >= '0' && c <= '9') || c == '.' || c == '-') figures += c;
  return figures;
}

/// A number that nobody printed is the worst that a reader can do.
void look_at_cells(const report::Report& report, const document::Document& document) {
  for (const report::ReportTable& table : report.tables) {
    require(table.layout != nullptr && table.cells.size() == table.layout->cell_count, "a table has the cells of its layout");
    require(table.printed_rows.empty() || table.printed_rows.size() == table.layout->rows.size(), "one printed label a row");
    for (const report::ReportCell& cell : table.cells) {
      require_text(cell.printed, "printed text of a cell is UTF-8");
      const Quantity* number = cell.number();
      if (number == nullptr) continue;
      require(!figures_of(cell.printed).empty(), "a number has digits in print");
      require(document.text.find(cell.printed) != std::string::npos || figures_of(document.text).find(figures_of(cell.printed)) != std::string::npos,
              "the print of a number stands in the document");
    }
  }
}

void look_at_findings(const report::Report& report, const report::CheckResult& checked, const law::RulePack& rules) {
  for (const report::Finding& finding : checked.findings) {
    require(rules.find(finding.rule) != nullptr, "a finding names a rule");
    require(!finding.message.zh.empty() && !finding.message.en.empty(), "a finding speaks both languages");
    for (const report::CellUse& use : finding.cells) {
      require(use.table_index < report.tables.size() && use.cell < report.tables[use.table_index].cells.size(), "a finding points at cells");
    }
  }
  for (const report::Unchecked& unchecked : checked.unchecked) {
    require(rules.find(unchecked.rule) != nullptr && !unchecked.why.zh.empty(), "what is unchecked has a rule and a reason");
  }
}

void look_at_json(const report::Recognised& recognised, const report::CheckResult& checked, const report::JsonOptions& options) {
  JsonWriter json;
  report::write_json(json, recognised.report, checked, options);
  require_text(json.str(), "JSON is UTF-8");
  boost::json::error_code failed;
  const boost::json::value value = boost::json::parse(json.str(), failed);
  require(!failed && value.is_object(), "JSON parses");
}

}  // namespace

void require(bool holds, const char* sentence) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", sentence);
  std::abort();
}

document::Limits small_limits() {
  document::Limits limits;
  limits.most_bytes = 1u << 20;
  limits.most_unpacked_bytes = 4u << 20;
  limits.most_parser_memory = 256u << 20;
  limits.most_cells = 20'000;
  limits.most_slots = 200'000;
  limits.longest_parse = std::chrono::seconds(3);
  return limits;
}

void look_at(const Error& error) {
  require(!error.code.empty() && !error.message.zh.empty() && !error.message.en.empty(), "an error says what is wrong");
  require_text(error.message.zh, "an error is UTF-8");
  require_text(error.message.en, "an error is UTF-8");
}

void look_at(const document::Document& document) {
  require_text(document.text, "the text of a document is UTF-8");
  auto look = [&](document::Slice slice) { require(std::size_t{slice.begin} + slice.size <= document.text.size(), "a slice lies in the text"); };
  for (const document::Block& block : document.blocks) {
    if (block.kind == document::Block::Kind::Paragraph) {
      look(document.paragraphs.at(block.index).text);
      continue;
    }
    const document::Grid& grid = document.grids.at(block.index);
    require(grid.columns <= document::Grid::kMostColumns, "a grid is no wider than it may be");
    require(grid.row_starts.size() == std::size_t{grid.rows} + 1 && grid.row_starts.back() == grid.cells.size(), "rows know their cells");
    for (std::uint32_t row = 0; row < grid.rows; ++row) {
      for (std::uint16_t column = 0; column < grid.columns; ++column) {
        const document::Cell* cell = grid.at(row, column);
        if (cell == nullptr) continue;
        require(cell->row <= row && row < cell->row + cell->rowspan && cell->column <= column && column < cell->column + cell->colspan,
                "a cell covers the slot that names it");
        look(cell->text);
      }
    }
  }
}

void recognise_and_check(const document::Document& document, std::string_view name, const report::Recogniser& recogniser,
                         const report::Checker& checker) {
  const auto recognised = recogniser.recognise(document, name);
  if (!recognised) return look_at(recognised.error());
  look_at_cells(recognised->report, document);
  const report::CheckResult checked = checker.check(*recognised, document);
  look_at_findings(recognised->report, checked, checker.rules());
  const std::string file(name);
  look_at_json(*recognised, checked, {"", false, Language::Chinese});
  look_at_json(*recognised, checked, {file, true, Language::English});
  require_text(report::findings_as_text(recognised->report, checked, checker.rules(), file, {Language::Chinese, true}), "text is UTF-8");
  require_text(report::findings_as_text(recognised->report, checked, checker.rules(), file, {Language::English, false}), "text is UTF-8");
}

const WholePath& WholePath::get() {
  static const WholePath path;
  return path;
}

WholePath::WholePath()
    : law_(taken(report::ReadingLaw::load(source_))),
      rules_(taken(law::RulePack::load(source_, law_.formats, law_.instruments))),
      narrative_(taken(law::NarrativeWords::load(source_))),
      recogniser_(law_),
      checker_(rules_, narrative_, law_) {}

void WholePath::run(const document::Document& document, std::string_view name) const {
  look_at(document);
  recognise_and_check(document, name, recogniser_, checker_);
}

void WholePath::run(const Result<document::Document>& document, std::string_view name) const {
  if (!document) return look_at(document.error());
  run(*document, name);
}

}  // namespace gongkai::fuzz
