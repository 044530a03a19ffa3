#include "report/write_json.h"

#include <algorithm>

namespace gongkai::report {
namespace {

class Writer {
 public:
  Writer(JsonWriter& json, const Report& report, const CheckResult& checked, const JsonOptions& options)
      : json_(json), report_(report), checked_(checked), options_(options) {}

  void write() {
    json_.begin_object();
    if (!options_.file.empty()) json_.member("file", options_.file);
    text_or_null("format", report_.format != nullptr ? &report_.format->id : nullptr);
    if (report_.year)
      json_.member("year", report_.year->value);
    else
      json_.null_member("year");
    text_or_null("title", report_.title ? &report_.title->value : nullptr);
    agency();
    text_or_null("index_no", report_.index_no ? &report_.index_no->value : nullptr);
    const std::string published = report_.published_on ? report_.published_on->value.iso() : std::string();
    text_or_null("published_on", report_.published_on ? &published : nullptr);
    text_or_null("validity", report_.validity ? &report_.validity->value : nullptr);
    period();
    citations();
    for (int number : {2, 3, 4, 2014}) table(number);
    sections();
    findings();
    unchecked();
    doubts();
    missing();
    tampering();
    json_.member("encoding", report_.encoding);
    if (options_.provenance) provenance();
    json_.end_object();
  }

 private:
  void text_or_null(std::string_view name, const std::string* text) {
    if (text != nullptr)
      json_.member(name, *text);
    else
      json_.null_member(name);
  }

  void agency() {
    json_.key("agency").begin_object();
    text_or_null("name", report_.agency ? &report_.agency->value : nullptr);
    text_or_null("full_name", report_.agency_full_name ? &report_.agency_full_name->value : nullptr);
    text_or_null("org_code", report_.org_code ? &report_.org_code->value : nullptr);
    json_.end_object();
  }

  void period() {
    json_.key("period");
    if (!report_.period) {
      json_.null();
      return;
    }
    json_.begin_array().value(report_.period->value.first.iso()).value(report_.period->value.second.iso()).end_array();
  }

  void citations() {
    json_.key("citations").begin_array();
    for (const Citation& citation : report_.citations) {
      json_.begin_object().member("doc", citation.document_number).member("printed", citation.printed);
      place(citation.place);
      json_.end_object();
    }
    json_.end_array();
  }

  static const char* name_of_table(int number) {
    return number == 2 ? "table2" : number == 3 ? "table3" : number == 4 ? "table4" : "stats";
  }

  void table(int number) {
    json_.key(name_of_table(number));
    const ReportTable* table = report_.table(number);
    if (table == nullptr) {
      json_.null();
      return;
    }
    json_.begin_object();
    for (const law::RowLayout& row : table->layout->rows) {
      json_.key(row.key);
      const auto& columns = table->layout->columns_of(row);
      if (columns.size() == 1 && columns[0].key.empty()) {
        cell(table->cell(row.first_cell));
        continue;
      }
      json_.begin_object();
      for (std::uint32_t c = 0; c < columns.size(); ++c) {
        json_.key(columns[c].key);
        cell(table->cell(row.first_cell + c));
      }
      json_.end_object();
    }
    json_.end_object();
  }

  void cell(const ReportCell& cell) {
    const Quantity* number = cell.number();
    if (number == nullptr)
      json_.null();
    else if (number->is_whole())
      json_.value(number->millionths() / Quantity::kScale);
    else
      json_.raw(number->text());
  }

  void place(document::Place place) {
    if (place.line == 0) return;
    json_.member("line", static_cast<std::int64_t>(place.line));
    if (place.column != 0) json_.member("column", static_cast<std::int64_t>(place.column));
  }

  void where(const Where& where) {
    json_.key("where").begin_object();
    if (where.table == 2014)
      json_.member("table", "2014");
    else if (where.table != 0)
      json_.member("table", where.table);
    if (!where.row.empty()) json_.member("row", where.row);
    if (!where.column.empty()) json_.member("col", where.column);
    if (where.section != 0) json_.member("section", where.section);
    if (!where.document_number.empty()) json_.member("doc", where.document_number);
    json_.end_object();
  }

  void sections() {
    json_.key("sections").begin_array();
    for (const Section& section : report_.sections) {
      json_.begin_object().member("number", section.number).member("title", section.title);
      place(section.place);
      json_.end_object();
    }
    json_.end_array();
  }

  void text_member(std::string_view name, const std::string& text) {
    if (!text.empty()) json_.member(name, text);
  }

  void findings() {
    json_.key("findings").begin_array();
    for (const Finding& finding : checked_.findings) {
      json_.begin_object().member("rule", finding.rule).member("severity", name_of(finding.severity));
      where(finding.where);
      text_member("expected", finding.expected);
      text_member("found", finding.found);
      text_member("equation", finding.equation);
      json_.member("message", finding.message.in(options_.language)).member("basis", finding.basis);
      text_member("hint", finding.hint.in(options_.language));
      place(finding.where.place);
      json_.end_object();
    }
    json_.end_array();
  }

  void unchecked() {
    json_.key("unchecked").begin_array();
    for (const Unchecked& entry : checked_.unchecked) {
      json_.begin_object().member("rule", entry.rule);
      where(entry.where);
      json_.member("why", entry.why.in(options_.language)).end_object();
    }
    json_.end_array();
  }

  void doubts() {
    json_.key("doubts").begin_array();
    for (const Doubt& doubt : report_.doubts) {
      json_.begin_object();
      where(doubt.where);
      place(doubt.where.place);
      json_.member("why", doubt.why.in(options_.language)).end_object();
    }
    json_.end_array();
  }

  /// A row of which no cell was found is one entry.
  void missing() {
    json_.key("missing").begin_array();
    for (const ReportTable& table : report_.tables) {
      for (const law::RowLayout& row : table.layout->rows) missing_row(table, row);
    }
    json_.end_array();
  }

  void missing_row(const ReportTable& table, const law::RowLayout& row) {
    const auto& columns = table.layout->columns_of(row);
    auto lost = [&](std::uint32_t c) {
      const Reading& reading = table.cell(row.first_cell + c).reading;
      return std::holds_alternative<NotFound>(reading) || std::holds_alternative<Unreadable>(reading);
    };
    std::uint32_t count = 0;
    for (std::uint32_t c = 0; c < columns.size(); ++c) count += lost(c) ? 1u : 0u;
    if (count == 0) return;
    const bool printed = !table.printed_rows[static_cast<std::size_t>(&row - table.layout->rows.data())].empty();
    const Wording why =
        printed ? Wording{"找到了这一行，但不能确定数字", "the row was found, its figure could not be determined"}
                : Wording{"没有找到这一行", "the row was not found"};
    const bool whole = count == columns.size() && columns.size() > 1;
    for (std::uint32_t c = 0; c < columns.size(); ++c) {
      if (!lost(c)) continue;
      json_.begin_object();
      where({table.layout->number, row.key, whole ? std::string() : columns[c].key, 0, "", {}});
      json_.member("why", why.in(options_.language)).end_object();
      if (whole) return;
    }
  }

  void tampering() {
    json_.key("tampering").begin_array();
    for (const TamperingSign& sign : report_.tampering) {
      json_.begin_object().member("region", sign.region);
      if (sign.section != 0) json_.member("section", sign.section);
      text_member("part", sign.part);
      place(sign.place);
      json_.member("text", sign.text).member("why", sign.why.in(options_.language)).end_object();
    }
    json_.end_array();
  }

  template <class T>
  void source_of(std::string_view name, const std::optional<Sourced<T>>& value) {
    if (!value) return;
    json_.key(name).begin_object();
    place(value->place);
    json_.end_object();
  }

  void provenance() {
    json_.key("provenance").begin_object();
    source_of("year", report_.year);
    source_of("title", report_.title);
    source_of("agency.name", report_.agency);
    source_of("agency.full_name", report_.agency_full_name);
    source_of("agency.org_code", report_.org_code);
    source_of("index_no", report_.index_no);
    source_of("published_on", report_.published_on);
    source_of("validity", report_.validity);
    source_of("period", report_.period);
    for (const ReportTable& table : report_.tables) {
      for (const law::RowLayout& row : table.layout->rows) {
        const auto& columns = table.layout->columns_of(row);
        for (std::uint32_t c = 0; c < columns.size(); ++c) {
          const ReportCell& cell = table.cell(row.first_cell + c);
          if (std::holds_alternative<NotFound>(cell.reading)) continue;
          std::string name = std::string(name_of_table(table.layout->number)) + "." + row.key;
          if (!columns[c].key.empty()) name += "." + columns[c].key;
          json_.key(name).begin_object();
          place(cell.at.place);
          if (cell.at.table != 0) {
            json_.member("table", static_cast<std::int64_t>(cell.at.table))
                .member("row", static_cast<std::int64_t>(cell.at.row))
                .member("cell", static_cast<std::int64_t>(cell.at.column));
          }
          json_.member("printed", cell.printed).end_object();
        }
      }
    }
    json_.end_object();
  }

  JsonWriter& json_;
  const Report& report_;
  const CheckResult& checked_;
  const JsonOptions& options_;
};

}  // namespace

std::string_view name_of(Severity severity) {
  switch (severity) {
    case Severity::Error: return "error";
    case Severity::Warning: return "warning";
    case Severity::Info: return "info";
    case Severity::Doubt: return "doubt";
  }
  return "";
}

void write_json(JsonWriter& json, const Report& report, const CheckResult& checked, const JsonOptions& options) {
  Writer(json, report, checked, options).write();
}

}  // namespace gongkai::report
