#include "law/rules.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "base/text.h"
#include "law/yaml_reader.h"

namespace gongkai::law {
namespace {

bool is_name_character(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.'; }

std::optional<Term> parse_term(std::string_view word, Each each) {
  Term term;
  if (word == "sum(results)") {
    term.sum_of_results = true;
    return term;
  }
  constexpr std::string_view kPrevious = "previous.";
  if (word.starts_with(kPrevious)) {
    term.of_previous_year = true;
    word.remove_prefix(kPrevious.size());
  }
  if (word.empty() || !std::all_of(word.begin(), word.end(), is_name_character)) return std::nullopt;
  if (word[0] >= '0' && word[0] <= '9') {
    std::int64_t number = 0;
    const auto read = std::from_chars(word.data(), word.data() + word.size(), number);
    if (read.ec != std::errc() || read.ptr != word.data() + word.size() || term.of_previous_year) return std::nullopt;
    term.constant = number;
    return term;
  }
  const std::size_t dot = word.find('.');
  if (dot != std::string_view::npos) {
    term.row = word.substr(0, dot);
    term.column = word.substr(dot + 1);
  } else if (each == Each::Row) {
    term.column = word;
  } else {
    term.row = word;
  }
  return term;
}

std::optional<std::vector<Term>> parse_side(std::string_view text, Each each) {
  std::vector<Term> terms;
  bool negative = false;
  bool wants_term = true;
  while (!(text = trimmed(text)).empty()) {
    if (text[0] == '+' || text[0] == '-') {
      if (wants_term) return std::nullopt;
      negative = text[0] == '-';
      wants_term = true;
      text.remove_prefix(1);
      continue;
    }
    if (!wants_term) return std::nullopt;
    const std::size_t end = std::min(text.find_first_of(" +-"), text.size());
    auto term = parse_term(text.substr(0, end), each);
    if (!term) return std::nullopt;
    term->negative = negative;
    terms.push_back(std::move(*term));
    wants_term = false;
    text.remove_prefix(end);
  }
  if (wants_term) return std::nullopt;
  return terms;
}

Each read_each(const YamlValue& value) {
  if (!value.at("each").is_present()) return Each::Whole;
  switch (value.one_of("each", {"whole", "column", "row", "cell"})) {
    case 1: return Each::Column;
    case 2: return Each::Row;
    case 3: return Each::Cell;
    default: return Each::Whole;
  }
}

RuleSeverity read_severity(const YamlValue& value) {
  switch (value.one_of("severity", {"error", "warning", "info"})) {
    case 1: return RuleSeverity::Warning;
    case 2: return RuleSeverity::Info;
    default: return RuleSeverity::Error;
  }
}

std::vector<std::map<std::string, std::int64_t>> read_examples(const YamlValue& rule, std::string_view key) {
  std::vector<std::map<std::string, std::int64_t>> examples;
  for (const YamlValue& example : rule.optional_list(key)) {
    std::map<std::string, std::int64_t> numbers;
    for (const YamlValue::Entry& entry : example.entries()) numbers[entry.key] = entry.value.integer();
    examples.push_back(std::move(numbers));
  }
  return examples;
}

Wording optional_wording(const YamlValue& rule, std::string_view key) {
  const YamlValue value = rule.at(key);
  return value.is_present() ? value.wording() : Wording{};
}

Rule read_rule(const YamlValue& value) {
  Rule rule;
  rule.id = value.text("id");
  rule.sentence = value.wording();
  rule.formats = value.texts("formats");
  rule.table = static_cast<int>(value.optional_integer("table", 2, 2014).value_or(0));
  rule.each = read_each(value);
  rule.rows = value.optional_texts("rows");
  for (const std::string& text : value.optional_texts("equations")) {
    auto equation = parse_equation(text, rule.each);
    if (!equation) {
      value.note_problem({"算式无法读懂：" + text, "this equation cannot be read: " + text});
      continue;
    }
    rule.equations.push_back(std::move(*equation));
  }
  rule.predicate = value.optional_text("predicate").value_or("");
  if (const YamlValue parameters = value.at("parameters"); parameters.is_present()) {
    for (const YamlValue::Entry& entry : parameters.entries()) rule.parameters[entry.key] = entry.value.texts();
  }
  rule.needs = value.optional_texts("needs");
  rule.severity = read_severity(value);
  if (auto year = value.optional_integer("since", 1949, 2999)) rule.since = static_cast<int>(*year);
  if (auto year = value.optional_integer("until", 1949, 2999)) rule.until = static_cast<int>(*year);
  const YamlValue basis = value.at("basis");
  rule.instrument = basis.text("instrument");
  rule.place = basis.optional_text("place").value_or("");
  rule.hint = optional_wording(value, "hint");
  rule.false_positives = optional_wording(value, "false_positives");
  rule.good = read_examples(value, "good");
  rule.bad = read_examples(value, "bad");
  rule.good_text = value.optional_texts("good_text");
  rule.bad_text = value.optional_texts("bad_text");
  if (!rule.predicate.empty() && !rule.equations.empty())
    value.note_problem({"规则不能既有算式又有判断", "a rule has equations or a predicate, not both"});
  if (rule.predicate.empty() && rule.equations.empty() && rule.needs.empty())
    value.note_problem({"规则没有算式，也没有判断", "the rule has neither equations nor a predicate"});
  return rule;
}

/// Each operand must name a cell in every format that the rule is for.
void check_operands(const Rule& rule, const ReportFormats& formats, const YamlValue& where) {
  for (const std::string& id : rule.formats) {
    const ReportFormat* format = formats.find(id);
    const TableLayout* table = format != nullptr ? format->table(rule.table) : nullptr;
    if (format == nullptr) where.note_problem({"没有这种报告格式：" + id, "there is no report format " + id});
    if (format == nullptr || rule.equations.empty()) continue;
    if (table == nullptr) {
      where.note_problem(
          {id + " 没有第 " + std::to_string(rule.table) + " 号表", id + " has no table " + std::to_string(rule.table)});
      continue;
    }
    for (const Equation& equation : rule.equations) {
      for (const auto* side : {&equation.left, &equation.right}) {
        for (const Term& term : *side) {
          if (term.constant || term.sum_of_results) continue;
          const bool row_known = term.row.empty() || table->row(term.row) != nullptr;
          const bool column_known =
              term.column.empty() ||
              std::any_of(table->blocks.begin(), table->blocks.end(), [&](const BlockLayout& block) {
                return std::any_of(block.columns.begin(), block.columns.end(),
                                   [&](const ColumnLayout& column) { return column.key == term.column; });
              });
          if (!row_known || !column_known)
            where.note_problem({id + " 中没有算式里的这个单元格：" + equation.text,
                                "an operand is no cell of " + id + ": " + equation.text});
        }
      }
    }
  }
}

}  // namespace

std::optional<Equation> parse_equation(std::string_view text, Each each) {
  Equation equation;
  equation.text = text;
  std::size_t at = text.find_first_of("<>=");
  if (at == std::string_view::npos || text.size() > 1000) return std::nullopt;
  std::size_t size = 1;
  if (text[at] != '=') {
    if (text.substr(at + 1, 1) != "=") return std::nullopt;
    equation.comparison = text[at] == '<' ? Comparison::AtMost : Comparison::AtLeast;
    size = 2;
  }
  auto left = parse_side(text.substr(0, at), each);
  auto right = parse_side(text.substr(at + size), each);
  if (!left || !right) return std::nullopt;
  equation.left = std::move(*left);
  equation.right = std::move(*right);
  return equation;
}

bool Rule::applies_to(std::string_view format) const {
  return std::find(formats.begin(), formats.end(), format) != formats.end();
}

bool Rule::applies_to_year(std::optional<int> year) const {
  if (!since && !until) return true;
  return year && (!since || *year >= *since) && (!until || *year <= *until);
}

std::string Rule::parameter(std::string_view key) const {
  const auto& values = parameters_of(key);
  return values.empty() ? std::string() : values.front();
}

const std::vector<std::string>& Rule::parameters_of(std::string_view key) const {
  static const std::vector<std::string> kNone;
  const auto found = parameters.find(key);
  return found == parameters.end() ? kNone : found->second;
}

Result<RulePack> RulePack::load(const LawSource& source, const ReportFormats& formats, const Instruments& instruments) {
  RulePack pack;
  for (const Instrument& instrument : instruments.all())
    pack.instrument_names_[instrument.id] = instrument.number.value_or(instrument.title.zh);
  for (const ReportFormat& format : formats.all()) pack.format_instruments_.push_back(format.instrument);
  // In the order in which people read a report.
  std::vector<std::string> names;
  for (const auto& [name, text] : source.files())
    if (name.starts_with("rules/")) names.push_back(name);
  for (const std::string& name : names) {
    auto file = YamlFile::parse(name, source.text(name));
    if (!file) return file.error();
    for (const YamlValue& entry : file->root().list("rules")) {
      Rule rule = read_rule(entry);
      rule.file = entry.place();
      check_operands(rule, formats, entry);
      if (instruments.find(rule.instrument) == nullptr)
        entry.note_problem({"没有这个依据：" + rule.instrument, "there is no instrument " + rule.instrument});
      if (pack.find(rule.id) != nullptr)
        entry.note_problem({"规则编号重复：" + rule.id, "rule id used twice: " + rule.id});
      pack.rules_.push_back(std::move(rule));
    }
    if (auto failure = file->finish()) return *failure;
  }
  if (pack.rules_.empty()) {
    return Error{"law.bad_file",
                 {"law/rules/ 中没有规则；请检查 --law 的文件夹是否完整",
                  "there is no rule in law/rules/; check that the folder given with --law is complete"},
                 "rules/"};
  }
  auto family = [](const Rule& rule) {
    static constexpr std::string_view kOrder[] = {"T2", "T3", "T4", "S", "X", "F"};
    const std::string_view head = std::string_view(rule.id).substr(0, rule.id.find('-'));
    return std::find(std::begin(kOrder), std::end(kOrder), head) - std::begin(kOrder);
  };
  std::stable_sort(pack.rules_.begin(), pack.rules_.end(),
                   [&](const Rule& a, const Rule& b) { return family(a) < family(b); });
  return pack;
}

const Rule* RulePack::find(std::string_view id) const {
  const auto found = std::find_if(rules_.begin(), rules_.end(), [&](const Rule& rule) { return rule.id == id; });
  return found == rules_.end() ? nullptr : &*found;
}

std::string RulePack::basis_of(const Rule& rule, const ReportFormat* used) const {
  const bool rests_on_format = rule.table != 0 && std::find(format_instruments_.begin(), format_instruments_.end(),
                                                            rule.instrument) != format_instruments_.end();
  const std::string& id = rests_on_format && used != nullptr ? used->instrument : rule.instrument;
  const auto name = instrument_names_.find(id);
  std::string basis = name == instrument_names_.end() ? id : name->second;
  if (!rule.place.empty()) basis += " " + rule.place;
  return basis;
}

}  // namespace gongkai::law
