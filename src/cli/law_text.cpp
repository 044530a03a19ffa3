#include "cli/law_text.h"

#include <fmt/format.h>

#include <array>

namespace gongkai::cli {
namespace {

using law::CodeCheck;
using law::CodeKind;
using law::CodeProblem;
using law::CountedDay;
using law::DayKind;

std::string_view weekday_name(CivilDay day, Language language) {
  constexpr std::array<std::string_view, 7> kChinese = {"周日", "周一", "周二", "周三", "周四", "周五", "周六"};
  constexpr std::array<std::string_view, 7> kEnglish = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  return language == Language::English ? kEnglish[day.weekday()] : kChinese[day.weekday()];
}

std::string day_line(const CountedDay& counted, Language language) {
  const std::string number = counted.number ? fmt::format("{}", *counted.number) : "·";
  std::string line = fmt::format("{:>5}  {} {}  {}", number, counted.day.iso(), weekday_name(counted.day, language),
                                 why_counted(counted, language));
  if (!counted.facts.notice.empty()) line += fmt::format("  {}", counted.facts.notice);
  return line + "\n";
}

std::string year_lines(const law::CalendarYear& year, Language language) {
  const auto form = language == Language::English ? "{}: {} working days, {} weekdays off, {} make-up work days\n"
                                                  : "{} 年：工作日 {} 天，工作日放假 {} 天，调休上班 {} 天\n";
  std::string text =
      fmt::format(fmt::runtime(form), year.year, year.working_days, year.weekday_off_days, year.make_up_work_days);
  for (const law::HolidayNotice& notice : year.notices) {
    text += fmt::format("  {} {} {} [{}]", notice.number, notice.title, notice.issued_on ? notice.issued_on->iso() : "",
                        mark_of(notice.verified));
    text += notice.note.empty() ? "\n" : fmt::format("  {}\n", notice.note);
  }
  return text;
}

std::string listed_lines(const std::vector<CivilDay>& days, const law::Calendar& calendar, const Wording& title,
                         Language language) {
  std::string text = "  " + title.in(language) + "\n";
  for (const CivilDay day : days) {
    const auto facts = calendar.facts(day);
    text += fmt::format("    {} {}  {}\n", day.iso(), weekday_name(day, language),
                        facts ? facts->holiday.in(language) : "");
  }
  return text;
}

Wording length_problem_text(const law::CodeScheme& a, const law::CodeScheme& b) {
  return {fmt::format("长度不符：{} {} 位，{} {} 位；请核对", a.name.zh, a.length(), b.name.zh, b.length()),
          fmt::format("wrong length: {} {} characters, {} {}; check it", a.name.en, a.length(), b.name.en, b.length())};
}

}  // namespace

std::string_view day_kind_code(DayKind kind) {
  switch (kind) {
    case DayKind::WorkDay: return "work_day";
    case DayKind::MakeUpWorkDay: return "make_up_work_day";
    case DayKind::Weekend: return "weekend";
    case DayKind::Holiday: return "holiday";
  }
  return "";
}

std::string_view code_kind_code(std::optional<CodeKind> kind) {
  if (!kind) return "unknown";
  return *kind == CodeKind::OrgCode ? "org_code" : "uscc";
}

std::string_view code_problem_code(CodeProblem problem) {
  switch (problem) {
    case CodeProblem::Length: return "length";
    case CodeProblem::Symbol: return "symbol";
    case CodeProblem::Check: return "check";
    case CodeProblem::Division: return "division";
  }
  return "";
}

std::string why_counted(const CountedDay& counted, Language language) {
  const bool english = language == Language::English;
  const std::string& holiday = counted.facts.holiday.in(language);
  switch (counted.facts.kind) {
    case DayKind::WorkDay: return english ? "working day" : "工作日";
    case DayKind::MakeUpWorkDay: return english ? "make-up work day for " + holiday : holiday + "调休上班";
    case DayKind::Weekend: return english ? "weekend, not counted" : "周末，不计";
    case DayKind::Holiday: return english ? holiday + ", not counted" : holiday + "放假，不计";
  }
  return {};
}

Wording code_problem_text(const CodeCheck& check, const law::Identifiers& identifiers) {
  switch (check.problem.value_or(CodeProblem::Length)) {
    case CodeProblem::Length:
      return length_problem_text(identifiers.scheme(CodeKind::OrgCode), identifiers.scheme(CodeKind::Uscc));
    case CodeProblem::Symbol:
      return {
          fmt::format("第 {} 位不是此种代码可用的字符；请核对", check.problem_place),
          fmt::format("place {} holds a character that this kind of code does not use; check it", check.problem_place)};
    case CodeProblem::Check:
      return {fmt::format("校验字符应为 {}；请核对各位", check.right_check),
              fmt::format("the check character should be {}; check every place", check.right_check)};
    case CodeProblem::Division: return {"行政区划部分应为数字；请核对", "the division code must be digits; check it"};
  }
  return {};
}

Wording unknown_instrument_text(const law::Instruments& instruments) {
  std::string ids;
  for (const law::Instrument& instrument : instruments.all()) ids += (ids.empty() ? "" : " ") + instrument.id;
  return {"没有这一法规；可用的标识：" + ids, "there is no such instrument; known ids: " + ids};
}

std::string count_text(const law::WorkDayCount& count, Language language) {
  const bool english = language == Language::English;
  std::string text;
  if (!count.date) {
    text = law::calendar_unknown(count).message.in(language) + "\n";
  } else if (english) {
    const bool back = count.wanted.n < 0;
    text =
        fmt::format("{}: {} working day{} {} {} (that day not counted)\n", count.date->iso(), std::abs(count.wanted.n),
                    std::abs(count.wanted.n) == 1 ? "" : "s", back ? "before" : "after", count.from.iso());
  } else {
    text = fmt::format("{}：{}{}第 {} 个工作日（当日不计）\n", count.date->chinese(), count.from.chinese(),
                       count.wanted.n < 0 ? "之前" : "之后", std::abs(count.wanted.n));
  }
  for (const CountedDay& day : count.days) text += day_line(day, language);
  return text;
}

std::string calendar_text(const law::Calendar& calendar, std::optional<int> year, Language language) {
  std::string text;
  if (!year) {
    for (const law::CalendarYear& each : calendar.years()) text += year_lines(each, language);
    return text;
  }
  const law::CalendarYear* found = calendar.year(*year);
  if (found == nullptr) {
    return Wording{fmt::format("{} 年的工作日历尚未载入，无从推算；已载入 {} 至 {}\n", *year,
                               calendar.first_day().iso(), calendar.last_day().iso()),
                   fmt::format("the calendar of {} is not loaded, so it is unknown; loaded are {} to {}\n", *year,
                               calendar.first_day().iso(), calendar.last_day().iso())}
        .in(language);
  }
  text = year_lines(*found, language);
  text += listed_lines(found->off_days, calendar, {"放假", "Days off"}, language);
  return text + listed_lines(found->make_up_days, calendar, {"调休上班", "Make-up work days"}, language);
}

std::string articles_text(const law::Instrument& instrument, const std::vector<const law::Article*>& articles,
                          Language language) {
  std::string text = instrument.title.in(language);
  if (instrument.number) text += "  " + *instrument.number;
  if (instrument.in_force_from) text += "  " + instrument.in_force_from->iso() + "–";
  if (instrument.in_force_until) text += instrument.in_force_until->iso();
  text += fmt::format("  [{}]\n", mark_of(instrument.verified));
  for (const law::Article* article : articles) {
    text += fmt::format("{}  {} [{}]\n", article->key, article->text.in(language), mark_of(article->verified));
  }
  return text;
}

std::string code_text(const CodeCheck& check, const std::optional<law::IndexNumber>& index_number,
                      const law::Identifiers& identifiers, Language language) {
  std::string text;
  if (index_number) {
    text = fmt::format("{}  {}\n", Wording{"索引号", "index number"}.in(language), index_number->text());
  }
  if (check.kind) text += identifiers.scheme(*check.kind).name.in(language) + "  ";
  text += check.written + "  ";
  if (check.valid()) {
    text += Wording{"校验相符", "valid"}.in(language) + "\n";
  } else {
    text += code_problem_text(check, identifiers).in(language) + "\n";
  }
  if (!check.right_check.empty()) {
    text += fmt::format("  Σ = {}, {} mod {} = {} → {}\n", check.sum, check.sum, check.modulus,
                        check.sum % check.modulus, check.right_check);
  }
  if (check.department)
    text += fmt::format("  {}{}\n", Wording{"登记管理部门：", "registered by: "}.in(language),
                        check.department->in(language));
  if (check.category)
    text += fmt::format("  {}{}\n", Wording{"机构类别：", "kind of body: "}.in(language), check.category->in(language));
  if (!check.embedded_org_code.empty() && !check.embedded_org_code_valid) {
    text += fmt::format("  {}\n",
                        Wording{"其中的组织机构代码校验不符：" + check.embedded_org_code,
                                "the organisation code inside has a wrong check character: " + check.embedded_org_code}
                            .in(language));
  }
  return text;
}

}  // namespace gongkai::cli
