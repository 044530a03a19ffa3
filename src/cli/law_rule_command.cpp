#include "cli/law_rule_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "base/json_writer.h"
#include "law/instruments.h"
#include "law/report_format.h"
#include "law/rules.h"
#include "report/predicates.h"

namespace gongkai::cli {
namespace {

struct Options {
  std::string id;
  bool list = false;
  std::string format = "json";
};

struct Loaded {
  law::ReportFormats formats;
  law::Instruments instruments;
  law::RulePack rules;

  static Result<Loaded> load(const CommandContext& context) {
    auto source = law_source(context);
    if (!source) return source.error();
    auto formats = law::ReportFormats::load(*source);
    if (!formats) return formats.error();
    auto instruments = law::Instruments::load(*source);
    if (!instruments) return instruments.error();
    auto rules = law::RulePack::load(*source, *formats, *instruments);
    if (!rules) return rules.error();
    return Loaded{std::move(*formats), std::move(*instruments), std::move(*rules)};
  }
};

std::string_view severity_name(law::RuleSeverity severity) { return report::name_of(report::severity_of(severity)); }

/// What becomes of the rule in this version: judged, or waiting for an input.
Wording state_of(const law::Rule& rule) {
  if (!rule.needs.empty()) {
    if (rule.needs.front() == "previous") return {"需要上一年度的报告", "needs the report of the year before"};
    if (rule.needs.front() == "children") return {"需要所属各单位的报告", "needs the reports of the agencies below"};
    if (rule.needs.front() == "case_data") return {"需要案件记录", "needs case records"};
    return {"需要理解正文，本版尚不判断", "needs the text; not judged in this version"};
  }
  if (!rule.predicate.empty() && !report::is_predicate(rule.predicate))
    return {"程序没有这个判断", "the program has no such predicate"};
  return {"判断", "judged"};
}

std::string state_code(const law::Rule& rule) {
  if (!rule.needs.empty()) return "needs_" + rule.needs.front();
  return !rule.predicate.empty() && !report::is_predicate(rule.predicate) ? "no_predicate" : "judged";
}

void write_rule(JsonWriter& json, const law::Rule& rule, const Loaded& law, Language language) {
  json.begin_object().member("id", rule.id).member("zh", rule.sentence.zh).member("en", rule.sentence.en);
  json.member("severity", severity_name(rule.severity))
      .member("state", state_code(rule))
      .member("state_text", state_of(rule).in(language));
  json.key("formats").begin_array();
  for (const std::string& format : rule.formats) json.value(format);
  json.end_array();
  if (rule.table != 0) json.member("table", rule.table);
  if (!rule.equations.empty()) {
    json.key("equations").begin_array();
    for (const law::Equation& equation : rule.equations) json.value(equation.text);
    json.end_array();
  }
  if (!rule.predicate.empty()) json.member("predicate", rule.predicate);
  if (rule.since) json.member("since", *rule.since);
  if (rule.until) json.member("until", *rule.until);
  json.member("basis", law.rules.basis_of(rule));
  if (!rule.hint.zh.empty()) json.member("hint", rule.hint.in(language));
  if (!rule.false_positives.zh.empty()) json.member("false_positives", rule.false_positives.in(language));
  auto examples = [&](const char* name, const std::vector<std::map<std::string, std::int64_t>>& numbers,
                      const std::vector<std::string>& texts) {
    json.key(name).begin_array();
    for (const auto& example : numbers) {
      json.begin_object();
      for (const auto& [operand, value] : example) json.member(operand, value);
      json.end_object();
    }
    for (const std::string& text : texts) json.value(text);
    json.end_array();
  };
  examples("good", rule.good, rule.good_text);
  examples("bad", rule.bad, rule.bad_text);
  json.end_object();
}

std::string rule_text(const law::Rule& rule, const Loaded& law, Language language) {
  const bool zh = language == Language::Chinese;
  std::string text = fmt::format("{}  {}\n", rule.id, rule.sentence.in(language));
  auto line = [&](std::string_view name_zh, std::string_view name_en, const std::string& value) {
    if (!value.empty()) text += fmt::format("  {}{}{}\n", zh ? name_zh : name_en, zh ? "：" : ": ", value);
  };
  line("级别", "severity", std::string(severity_name(rule.severity)));
  line("状态", "state", state_of(rule).in(language));
  line("格式", "formats", fmt::format("{}", fmt::join(rule.formats, " ")));
  for (const law::Equation& equation : rule.equations) line("算式", "equation", equation.text);
  line("判断", "predicate", rule.predicate);
  line("依据", "basis", law.rules.basis_of(rule));
  line("建议", "hint", rule.hint.in(language));
  line("可能误报", "may be wrong when", rule.false_positives.in(language));
  return text;
}

int run_rule(const CommandContext& context, const Options& options) {
  const auto law = Loaded::load(context);
  if (!law) return report_error(context, law.error());
  if (!options.id.empty()) {
    const law::Rule* rule = law->rules.find(options.id);
    if (rule == nullptr) {
      return report_error(context, {"law.unknown_rule",
                                    {"没有这条规则；用 gongkai law rule --list 查看全部",
                                     "there is no such rule; gongkai law rule --list shows all"},
                                    options.id});
    }
    if (options.format == "text") {
      context.out << rule_text(*rule, *law, context.language);
      return kGood;
    }
    JsonWriter json;
    write_rule(json, *rule, *law, context.language);
    context.out << json.take() << '\n';
    return kGood;
  }
  if (options.format == "text") {
    for (const law::Rule& rule : law->rules.all()) {
      context.out << fmt::format("{:<6} {:<8} {}  [{}]\n", rule.id, severity_name(rule.severity),
                                 rule.sentence.in(context.language), state_of(rule).in(context.language));
    }
    return kGood;
  }
  JsonWriter json;
  json.begin_array();
  for (const law::Rule& rule : law->rules.all()) write_rule(json, rule, *law, context.language);
  json.end_array();
  context.out << json.take() << '\n';
  return kGood;
}

void write_label(JsonWriter& json, const law::Label& label) {
  json.member("label", label.official).key("accepted").begin_array();
  for (const std::string& key : label.keys) json.value(key);
  json.end_array();
}

void write_table(JsonWriter& json, const law::TableLayout& table) {
  json.begin_object()
      .member("table", table.name)
      .member("place", table.place)
      .member("cells", static_cast<std::int64_t>(table.cell_count));
  json.key("rows").begin_array();
  for (const law::RowLayout& row : table.rows) {
    json.begin_object().member("key", row.key);
    write_label(json, row.label);
    if (!row.unit.empty()) json.member("unit", row.unit);
    json.key("columns").begin_array();
    for (const law::ColumnLayout& column : table.columns_of(row)) {
      json.begin_object();
      if (!column.key.empty()) json.member("key", column.key);
      json.member("label", column.label.official).end_object();
    }
    json.end_array().end_object();
  }
  json.end_array().end_object();
}

int run_format(const CommandContext& context, const Options& options) {
  const auto law = Loaded::load(context);
  if (!law) return report_error(context, law.error());
  const law::ReportFormat* wanted = law->formats.find(options.id);
  if (!options.id.empty() && wanted == nullptr) {
    std::string known;
    for (const law::ReportFormat& format : law->formats.all()) known += " " + format.id;
    return report_error(context, {"law.unknown_format",
                                  {"没有这种格式；已载入：" + known, "there is no such format; loaded:" + known},
                                  options.id});
  }
  JsonWriter json;
  if (wanted == nullptr) json.begin_array();
  for (const law::ReportFormat& format : law->formats.all()) {
    if (wanted != nullptr && &format != wanted) continue;
    json.begin_object()
        .member("id", format.id)
        .member("zh", format.title.zh)
        .member("en", format.title.en)
        .member("instrument", format.instrument)
        .member("first_year", format.first_year);
    if (format.last_year)
      json.member("last_year", *format.last_year);
    else
      json.null_member("last_year");
    json.key("sections").begin_array();
    for (const law::SectionLayout& section : format.sections) {
      json.begin_object().member("number", section.number);
      write_label(json, section.label);
      json.end_object();
    }
    json.end_array().key("tables").begin_array();
    for (const law::TableLayout& table : format.tables) write_table(json, table);
    json.end_array().end_object();
  }
  if (wanted == nullptr) json.end_array();
  context.out << json.take() << '\n';
  return kGood;
}

}  // namespace

void add_law_rule_commands(CLI::App& law, Language help, Command& chosen) {
  const bool zh = help == Language::Chinese;
  auto rule_options = std::make_shared<Options>();
  CLI::App* rule = law.add_subcommand("rule", zh ? "检查年度报告的规则" : "the rules by which reports are checked");
  rule->fallthrough();
  rule->add_option("ID", rule_options->id, zh ? "规则编号，如 T3-01" : "id of a rule, e.g. T3-01");
  rule->add_flag("--list", rule_options->list,
                 zh ? "列出全部规则及其状态（不给编号时也如此）" : "all rules with their state (also without an id)");
  rule->add_option("--format", rule_options->format, zh ? "json（默认）或 text" : "json (default) or text")
      ->check(CLI::IsMember({"json", "text"}));
  rule->footer(zh ? "示例：\n  gongkai law rule T3-01 --format text\n  gongkai law rule --list --format text"
                  : "Examples:\n  gongkai law rule T3-01 --format text\n  gongkai law rule --list --format text");
  rule->callback([&chosen, rule_options] {
    chosen = [rule_options](const CommandContext& context) { return run_rule(context, *rule_options); };
  });

  auto format_options = std::make_shared<Options>();
  CLI::App* format = law.add_subcommand("format", zh ? "年度报告的法定格式" : "the statutory layouts of reports");
  format->fallthrough();
  format->add_option("ID", format_options->id, zh ? "格式编号，如 F2021" : "id of a format, e.g. F2021");
  format->footer(zh ? "示例：\n  gongkai law format F2021" : "Example:\n  gongkai law format F2021");
  format->callback([&chosen, format_options] {
    chosen = [format_options](const CommandContext& context) { return run_format(context, *format_options); };
  });
}

}  // namespace gongkai::cli
