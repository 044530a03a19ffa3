#include "cli/law_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <cstdlib>
#include <memory>
#include <optional>

#include "base/json_writer.h"
#include "cli/law_text.h"
#include "law/calendar.h"
#include "law/identifiers.h"
#include "law/instruments.h"

namespace gongkai::cli {
namespace {

using law::Article;
using law::Calendar;
using law::CalendarYear;
using law::CodeCheck;
using law::CodeKind;
using law::CountedDay;
using law::HolidayNotice;
using law::Identifiers;
using law::IndexNumber;
using law::Instrument;
using law::Instruments;
using law::WorkDayCount;
using law::WorkDays;

constexpr int kMostWorkDays = 100'000;

struct WorkdayOptions {
  std::string date, days;
  bool text = false;
};
struct CalendarOptions {
  std::optional<int> year;
  bool text = false;
};
struct ArticleOptions {
  std::string instrument, article;
  bool text = false;
};
struct CodeOptions {
  std::string code;
  bool text = false;
};

void print_json(const CommandContext& context, JsonWriter& json) { context.out << json.take() << '\n'; }

std::string json_form(CivilDay day) { return day.iso(); }
const std::string& json_form(const std::string& text) { return text; }
int json_form(int number) { return number; }

template <class T>
void member_or_null(JsonWriter& json, std::string_view key, const std::optional<T>& value) {
  if (value) {
    json.member(key, json_form(*value));
  } else {
    json.null_member(key);
  }
}

Error usage_error(std::string_view where, Wording message) {
  return Error{"cli.bad_argument", std::move(message), std::string(where)};
}

// ---- law workday

/// "+20", "-5" or "20".
std::optional<WorkDays> parse_work_days(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  if (text.empty() || text.starts_with('+')) return std::nullopt;
  int n = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), n);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
  if (n < -kMostWorkDays || n > kMostWorkDays) return std::nullopt;
  return WorkDays(n);
}

void write_day(JsonWriter& json, const CountedDay& counted, Language language) {
  json.begin_object().member("date", counted.day.iso()).member("kind", day_kind_code(counted.facts.kind));
  member_or_null(json, "number", counted.number);
  json.member("why", why_counted(counted, language));
  if (!counted.facts.holiday.zh.empty()) json.member("holiday", counted.facts.holiday.in(language));
  if (!counted.facts.notice.empty()) json.member("notice", counted.facts.notice);
  json.end_object();
}

void write_count(JsonWriter& json, const WorkDayCount& count, const Calendar& calendar, Language language) {
  json.begin_object();
  member_or_null(json, "date", count.date);
  json.member("calendar_known", count.calendar_known()).member("from", count.from.iso());
  json.member("counted", std::abs(count.counted.n)).member("of", std::abs(count.wanted.n));
  member_or_null(json, "up_to", count.up_to);
  if (!count.calendar_known()) {
    const Error unknown = calendar_unknown(count);
    json.member("code", unknown.code).member("message", unknown.message.in(language));
  }
  json.key("calendar").begin_object().member("from", calendar.first_day().iso());
  json.member("to", calendar.last_day().iso()).end_object();
  json.key("days").begin_array();
  for (const CountedDay& day : count.days) write_day(json, day, language);
  json.end_array().end_object();
}

int run_workday(const WorkdayOptions& options, const CommandContext& context) {
  const auto from = CivilDay::parse(options.date);
  if (!from) {
    return report_error(context, usage_error(options.date, {"没有这一天；请写成 2022-01-20 的样子",
                                                            "there is no such day; write it like 2022-01-20"}));
  }
  const auto days = parse_work_days(options.days);
  if (!days) {
    return report_error(
        context,
        usage_error(options.days, {fmt::format("工作日数应为 -{0} 至 +{0} 的整数，如 +20", kMostWorkDays),
                                   fmt::format("the number of working days must be whole, from -{0} to +{0}, e.g. +20",
                                               kMostWorkDays)}));
  }
  const auto source = law_source(context);
  if (!source) return report_error(context, source.error());
  const auto calendar = Calendar::load(*source);
  if (!calendar) return report_error(context, calendar.error());
  const WorkDayCount count = calendar->add_working_days(*from, *days);
  if (options.text) {
    context.out << count_text(count, context.language);
    return kGood;
  }
  JsonWriter json;
  write_count(json, count, *calendar, context.language);
  print_json(context, json);
  return kGood;
}

// ---- law calendar

void write_notices(JsonWriter& json, const CalendarYear& year) {
  json.key("notices").begin_array();
  for (const HolidayNotice& notice : year.notices) {
    json.begin_object().member("number", notice.number).member("title", notice.title);
    member_or_null(json, "issued_on", notice.issued_on);
    json.member("verified", mark_of(notice.verified));
    if (!notice.note.empty()) json.member("note", notice.note);
    json.end_object();
  }
  json.end_array();
}

void write_year(JsonWriter& json, const CalendarYear& year) {
  json.member("year", year.year).member("calendar_known", true);
  json.member("from", year.from.iso()).member("to", year.to.iso());
  json.member("working_days", year.working_days).member("weekday_off_days", year.weekday_off_days);
  json.member("make_up_work_days", year.make_up_work_days);
  write_notices(json, year);
}

void write_listed_days(JsonWriter& json, std::string_view key, const std::vector<CivilDay>& days,
                       const Calendar& calendar, Language language) {
  json.key(key).begin_array();
  for (const CivilDay day : days) {
    const auto facts = calendar.facts(day);
    if (!facts) continue;
    json.begin_object().member("date", day.iso()).member("holiday", facts->holiday.in(language));
    json.member("notice", facts->notice).end_object();
  }
  json.end_array();
}

int run_calendar(const CalendarOptions& options, const CommandContext& context) {
  const auto source = law_source(context);
  if (!source) return report_error(context, source.error());
  const auto calendar = Calendar::load(*source);
  if (!calendar) return report_error(context, calendar.error());
  if (options.text) {
    context.out << calendar_text(*calendar, options.year, context.language);
    return kGood;
  }
  JsonWriter json;
  json.begin_object();
  const CalendarYear* year = options.year ? calendar->year(*options.year) : nullptr;
  if (year != nullptr) {
    write_year(json, *year);
    write_listed_days(json, "off_days", year->off_days, *calendar, context.language);
    write_listed_days(json, "make_up_days", year->make_up_days, *calendar, context.language);
  } else if (options.year) {
    json.member("year", *options.year).member("calendar_known", false);
  }
  if (year == nullptr) {
    json.key("loaded").begin_object().member("from", calendar->first_day().iso());
    json.member("to", calendar->last_day().iso()).end_object();
  }
  if (!options.year) {
    json.key("years").begin_array();
    for (const CalendarYear& each : calendar->years()) {
      json.begin_object();
      write_year(json, each);
      json.end_object();
    }
    json.end_array();
  }
  json.end_object();
  print_json(context, json);
  return kGood;
}

// ---- law article

void write_instrument(JsonWriter& json, const Instrument& instrument) {
  json.key("instrument").begin_object().member("id", instrument.id);
  json.member("title", instrument.title.zh).member("title_en", instrument.title.en);
  member_or_null(json, "number", instrument.number);
  json.member("kind", instrument.kind).member("issuer", instrument.issuer);
  member_or_null(json, "issued_on", instrument.issued_on);
  json.key("in_force").begin_object();
  member_or_null(json, "from", instrument.in_force_from);
  member_or_null(json, "until", instrument.in_force_until);
  json.end_object();
  json.key("supersedes").begin_array();
  for (const std::string& id : instrument.supersedes) json.value(id);
  json.end_array();
  member_or_null(json, "superseded_by", instrument.superseded_by);
  json.member("verified", mark_of(instrument.verified));
  if (!instrument.note.empty()) json.member("note", instrument.note);
  json.end_object();
}

void write_article(JsonWriter& json, const Article& article) {
  json.begin_object().member("article", article.key).member("zh", article.text.zh).member("en", article.text.en);
  json.member("verified", mark_of(article.verified)).end_object();
}

int run_article(const ArticleOptions& options, const CommandContext& context) {
  const auto source = law_source(context);
  if (!source) return report_error(context, source.error());
  const auto instruments = Instruments::load(*source);
  if (!instruments) return report_error(context, instruments.error());
  const Instrument* instrument = instruments->find_any(options.instrument);
  if (instrument == nullptr) {
    return report_error(context,
                        Error{"law.unknown_instrument", unknown_instrument_text(*instruments), options.instrument});
  }
  std::vector<const Article*> articles;
  if (options.article.empty()) {
    for (const Article& article : instrument->articles) articles.push_back(&article);
  } else if (const Article* article = instrument->find_article(options.article)) {
    articles.push_back(article);
  } else {
    return report_error(
        context,
        Error{"law.unknown_article",
              {fmt::format("{} 的数据中没有这一条；去掉条号可列出全部", instrument->id),
               fmt::format("the data of {} have no such article; leave it out to list them all", instrument->id)},
              options.article});
  }
  if (options.text) {
    context.out << articles_text(*instrument, articles, context.language);
    return kGood;
  }
  JsonWriter json;
  json.begin_object();
  write_instrument(json, *instrument);
  json.key("articles").begin_array();
  for (const Article* article : articles) write_article(json, *article);
  json.end_array().end_object();
  print_json(context, json);
  return kGood;
}

// ---- law check-code

void write_code(JsonWriter& json, const CodeCheck& check, const Identifiers& identifiers, Language language) {
  json.member("code", check.normal);
  if (check.kind) {
    const law::CodeScheme& scheme = identifiers.scheme(*check.kind);
    json.member("name", scheme.name.in(language))
        .member("instrument", scheme.instrument)
        .member("written", check.written);
  }
  if (!check.right_check.empty()) {
    json.member("right_check", check.right_check).member("sum", check.sum).member("modulus", check.modulus);
  }
  if (check.internal_use) json.member("internal_use", true);
  if (check.department) json.member("department", check.department->in(language));
  if (check.category) json.member("category", check.category->in(language));
  if (!check.division.empty()) json.member("division", check.division);
  if (!check.embedded_org_code.empty()) {
    json.key("org_code").begin_object().member("code", check.embedded_org_code);
    json.member("valid", check.embedded_org_code_valid).end_object();
  }
  if (check.problem) {
    json.member("problem", code_problem_code(*check.problem))
        .member("message", code_problem_text(check, identifiers).in(language));
  }
}

int run_check_code(const CodeOptions& options, const CommandContext& context) {
  const auto source = law_source(context);
  if (!source) return report_error(context, source.error());
  const auto identifiers = Identifiers::load(*source);
  if (!identifiers) return report_error(context, identifiers.error());
  const auto index_number = identifiers->parse_index_number(options.code);
  const CodeCheck check = index_number ? index_number->code : identifiers->check(options.code);
  if (options.text) {
    context.out << code_text(check, index_number, *identifiers, context.language);
    return check.valid() ? kGood : kFindings;
  }
  JsonWriter json;
  json.begin_object();
  if (index_number) {
    json.member("kind", "index_no").member("valid", check.valid()).member("index_no", index_number->text());
    json.member("year", index_number->year);
    if (index_number->month) json.member("month", *index_number->month);
    json.member("serial", index_number->serial);
    if (!index_number->pattern.empty()) json.member("pattern", index_number->pattern);
    json.key("code").begin_object().member("kind", code_kind_code(check.kind)).member("valid", check.valid());
    write_code(json, check, *identifiers, context.language);
    json.end_object();
  } else {
    json.member("kind", code_kind_code(check.kind)).member("valid", check.valid());
    write_code(json, check, *identifiers, context.language);
  }
  json.end_object();
  print_json(context, json);
  return check.valid() ? kGood : kFindings;
}

// ---- the tree of subcommands

/// Adds a subcommand whose options live as long as the parsing, and that becomes `chosen` when it is given.
template <class Options>
CLI::App* add(CLI::App* law, const char* name, const std::string& description, const std::shared_ptr<Options>& options,
              Command& chosen, Language help, int (*run)(const Options&, const CommandContext&)) {
  CLI::App* command = law->add_subcommand(name, description);
  command->fallthrough();
  auto format = std::make_shared<std::string>("json");
  command->add_option("--format", *format, Wording{"输出形式：json 或 text", "output: json or text"}.in(help))
      ->check(CLI::IsMember({"json", "text"}));
  command->callback([options, format, &chosen, run] {
    options->text = *format == "text";
    chosen = [options, run](const CommandContext& context) { return run(*options, context); };
  });
  return command;
}

void add_workday(CLI::App* law, Language help, Command& chosen) {
  auto options = std::make_shared<WorkdayOptions>();
  CLI::App* command =
      add(law, "workday",
          Wording{"推算第 N 个工作日，并逐日说明", "find the N-th working day, with each day explained"}.in(help),
          options, chosen, help, run_workday);
  command
      ->add_option("DATE", options->date,
                   Wording{"起算事件的日期，当日不计", "the day of the event; it is not counted itself"}.in(help))
      ->required();
  command
      ->add_option("DAYS", options->days,
                   Wording{"工作日数，+20 向后，-5 向前", "working days, +20 onwards, -5 backwards"}.in(help))
      ->required();
  command->footer(
      Wording{"示例：\n  gongkai law workday 2022-01-20 +20\n  gongkai law workday 2022-02-22 -20 --format text",
              "Examples:\n  gongkai law workday 2022-01-20 +20\n  gongkai law workday 2022-02-22 -20 --format text"}
          .in(help));
}

void add_calendar(CLI::App* law, Language help, Command& chosen) {
  auto options = std::make_shared<CalendarOptions>();
  CLI::App* command = add(
      law, "calendar", Wording{"已载入的工作日历及其通知", "the loaded working-day calendar and its notices"}.in(help),
      options, chosen, help, run_calendar);
  command
      ->add_option("--year", options->year, Wording{"只看这一年，并列出各日", "only this year, with its days"}.in(help))
      ->check(CLI::Range(1900, 2999));
  command->footer(Wording{"示例：\n  gongkai law calendar\n  gongkai law calendar --year 2024 --format text",
                          "Examples:\n  gongkai law calendar\n  gongkai law calendar --year 2024 --format text"}
                      .in(help));
}

void add_article(CLI::App* law, Language help, Command& chosen) {
  auto options = std::make_shared<ArticleOptions>();
  CLI::App* command =
      add(law, "article", Wording{"法规与条文的大意", "instruments and what their articles say"}.in(help), options,
          chosen, help, run_article);
  command->add_option("ID", options->instrument, Wording{"标识或发文字号", "id or document number"}.in(help))
      ->required();
  command->add_option("ARTICLE", options->article,
                      Wording{"条、款、项，可写作 33.2", "article, paragraph, item; 33.2 will do"}.in(help));
  command->footer(
      Wording{"示例：\n  gongkai law article ogi_regulations_2019 33.2\n  gongkai law article report_format_2021",
              "Examples:\n  gongkai law article ogi_regulations_2019 33.2\n  gongkai law article report_format_2021"}
          .in(help));
}

void add_check_code(CLI::App* law, Language help, Command& chosen) {
  auto options = std::make_shared<CodeOptions>();
  CLI::App* command =
      add(law, "check-code",
          Wording{"核对组织机构代码、统一社会信用代码或索引号；校验不符时退出状态为 1",
                  "check an organisation code, a credit code or an index number; exit status 1 when invalid"}
              .in(help),
          options, chosen, help, run_check_code);
  command->add_option("CODE", options->code, Wording{"代码或索引号", "the code or index number"}.in(help))->required();
  command->footer(Wording{
      "示例：\n  gongkai law check-code 014178678\n  gongkai law check-code 11370812004339255B --format text",
      "Examples:\n  gongkai law check-code 014178678\n  gongkai law check-code 11370812004339255B --format text"}
                      .in(help));
}

}  // namespace

CLI::App* add_law_commands(CLI::App& app, Language help, Command& chosen) {
  CLI::App* law = app.add_subcommand(
      "law", Wording{"法规数据：工作日、条文、代码", "the law data: working days, articles, codes"}.in(help));
  law->fallthrough();
  law->require_subcommand(1);
  add_workday(law, help, chosen);
  add_calendar(law, help, chosen);
  add_article(law, help, chosen);
  add_check_code(law, help, chosen);
  return law;
}

}  // namespace gongkai::cli
