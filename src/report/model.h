// What an annual report says: statutory tables with the place of every cell, and what stands around them.
// Names of cells are those of the published schema (docs/report-schema.md).
#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/civil_day.h"
#include "base/quantity.h"
#include "base/wording.h"
#include "document/document.h"
#include "law/report_format.h"

namespace gongkai::report {

// The four kinds of a cell. There is no value_or: turning one into another takes a decision.
struct NotFound {};    ///< looked for and not found, or found in a form that leaves its place open
struct Blank {};       ///< printed as nothing: empty, —, /, 无
struct Unreadable {};  ///< printed, but as no number
using Reading = std::variant<NotFound, Blank, Unreadable, Quantity>;

/// Where in the file a cell stands. `table`, `row` and `column` count from 1; 0 where the file has no tables.
struct CellPlace {
  document::Place place;
  std::uint32_t table = 0;
  std::uint32_t row = 0;
  std::uint32_t column = 0;
};

struct ReportCell {
  Reading reading = NotFound{};
  CellPlace at;
  std::string printed;

  bool is_number() const { return std::holds_alternative<Quantity>(reading); }
  const Quantity* number() const { return std::get_if<Quantity>(&reading); }
};

/// One statutory table as read. Cells are numbered as in its layout.
struct ReportTable {
  const law::TableLayout* layout = nullptr;
  std::vector<ReportCell> cells;
  /// The label of each row as printed; empty for rows that were not found.
  std::vector<std::string> printed_rows;

  const ReportCell& cell(std::uint32_t number) const { return cells[number]; }
};

/// A reference in the terms of the schema: table, row key, column key; parts that do not apply are empty.
struct Where {
  int table = 0;  ///< 0: not in a table
  std::string row;
  std::string column;
  int section = 0;              ///< 0: not in a section
  std::string document_number;  ///< the citation concerned
  document::Place place;
};

template <class T>
struct Sourced {
  T value;
  document::Place place;
};

struct Section {
  int number = 0;     ///< as printed: 一 → 1
  std::string title;  ///< without its number
  document::Place place;
  std::uint32_t first_paragraph = 0;  ///< of Document::paragraphs, behind the heading
  std::uint32_t last_paragraph = 0;   ///< one behind the last
};

struct Citation {
  std::string document_number;  ///< normalised, e.g. 国办公开办函〔2021〕30号
  std::string printed;
  document::Place place;
  bool well_formed = true;  ///< brackets and number as GB/T 9704 has them
  bool damaged = false;     ///< characters were lost; document_number is a reconstruction
};

struct Doubt {
  Where where;
  Wording why;
};

/// A sign that somebody replaced or injected text.
struct TamperingSign {
  document::Place place;
  std::string region;  ///< "breadcrumb", "citation", "section", "title" …
  int section = 0;
  std::string part;  ///< （一） within a section, as printed
  std::string text;  ///< the foreign text
  Wording why;
};

struct Report {
  const law::ReportFormat* format = nullptr;  ///< of the tables that the report uses
  std::optional<Sourced<int>> year;           ///< the year reported on
  std::optional<Sourced<std::string>> title;
  std::optional<Sourced<std::string>> agency;            ///< as in the title
  std::optional<Sourced<std::string>> agency_full_name;  ///< from the page's head, where it differs
  std::optional<Sourced<std::string>> org_code;
  std::optional<Sourced<std::string>> index_no;
  std::optional<Sourced<CivilDay>> published_on;
  std::optional<Sourced<std::string>> validity;
  std::optional<Sourced<std::pair<CivilDay, CivilDay>>> period;
  std::vector<Citation> citations;
  std::vector<Section> sections;
  std::vector<ReportTable> tables;  ///< those that were found
  std::vector<Doubt> doubts;
  std::vector<TamperingSign> tampering;
  std::string encoding;

  const ReportTable* table(int number) const {
    for (const ReportTable& table : tables)
      if (table.layout->number == number) return &table;
    return nullptr;
  }
};

}  // namespace gongkai::report
