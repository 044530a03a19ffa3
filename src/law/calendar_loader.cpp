// From law/calendar/*.yaml to a Calendar, with every check that a wrong file could fail.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "law/calendar.h"
#include "law/yaml_reader.h"

namespace gongkai::law {
namespace {

constexpr std::string_view kHolidaysFile = "holidays.yaml";
constexpr std::string_view kFolder = "calendar/";
constexpr std::string_view kEnding = ".yaml";

struct DeclaredDay {
  DayKind kind = DayKind::Holiday;
  std::uint32_t holiday = 0;
  std::uint32_t notice = 0;
};

struct YearFile {
  std::string name;
  CalendarYear year;
  std::map<std::string, std::uint32_t> notice_ids;  ///< of the notices that this file lists
  std::map<CivilDay, DeclaredDay> declared;
};

}  // namespace

class CalendarLoader {
 public:
  Result<Calendar> load(const LawSource& source) {
    calendar_.holidays_.emplace_back();
    calendar_.notices_.emplace_back();
    if (auto failure = read_holidays(source.text(kHolidaysFile))) return *failure;
    std::vector<YearFile> files;
    for (const auto& [name, text] : source.files()) {
      if (!name.starts_with(kFolder) || !name.ends_with(kEnding)) continue;
      auto file = read_year(name, text);
      if (!file) return file.error();
      files.push_back(std::move(*file));
    }
    if (files.empty()) {
      return Error{"law.no_calendar",
                   {"没有任何年份的工作日历；请提供 calendar/<年份>.yaml",
                    "there is no calendar at all; provide calendar/<year>.yaml"},
                   std::string(kFolder)};
    }
    std::sort(files.begin(), files.end(),
              [](const YearFile& a, const YearFile& b) { return a.year.from < b.year.from; });
    if (auto failure = refuse_overlap(files)) return *failure;
    lay_out(files);
    return std::move(calendar_);
  }

 private:
  Failure read_holidays(std::string_view text) {
    auto file = YamlFile::parse(kHolidaysFile, text);
    if (!file) return file.error();
    for (const YamlValue& entry : file->root().list("holidays")) {
      Wording name = entry.wording();
      if (!holiday_ids_.emplace(name.zh, static_cast<std::uint32_t>(calendar_.holidays_.size())).second) {
        entry.note_problem(
            {fmt::format("{} 列了两次；请只保留一个", name.zh), fmt::format("{} is listed twice; keep one", name.zh)});
      }
      calendar_.holidays_.push_back(std::move(name));
    }
    return file->finish();
  }

  Result<YearFile> read_year(const std::string& name, std::string_view text) {
    auto file = YamlFile::parse(name, text);
    if (!file) return file.error();
    YearFile read;
    read.name = name;
    const YamlValue root = file->root();
    read_span(root, read);
    if (file->problem()) return *file->problem();  // what follows loops over the span
    read_notices(root, read);
    read_days(root, "off_days", "holiday", DayKind::Holiday, read);
    read_days(root, "make_up_work_days", "for", DayKind::MakeUpWorkDay, read);
    check_counts(root, read);
    if (auto failure = file->finish()) return *failure;
    return read;
  }

  static void read_span(const YamlValue& root, YearFile& read) {
    CalendarYear& year = read.year;
    year.year = static_cast<int>(root.integer("year", 1901, 2998));
    if (read.name != fmt::format("{}{}{}", kFolder, year.year, kEnding)) {
      root.at("year").note_problem(
          {fmt::format("文件名应为 {}.yaml；请改名或改正年份", year.year),
           fmt::format("the file must be called {}.yaml; rename it or correct the year", year.year)});
    }
    const YamlValue covers = root.at("covers");
    year.from = covers.day("from");
    year.to = covers.day("to");
    const auto first = CivilDay::of(year.year, 1, 1), last = CivilDay::of(year.year, 12, 31);
    const auto earliest = CivilDay::of(year.year - 1, 12, 1);
    if (first && (year.from > *first || year.from < *earliest || year.to != *last)) {
      covers.note_problem({"应覆盖全年，至多再加上一年12月的日子；请改正 covers",
                           "must cover the whole year and at most the days of December before it; correct covers"});
    }
  }

  void read_notices(const YamlValue& root, YearFile& read) {
    for (const YamlValue& entry : root.list("notices")) {
      HolidayNotice notice;
      notice.number = entry.text("number");
      notice.title = entry.text("title");
      notice.issued_on = entry.optional_day("issued_on");
      notice.verified = read_verified(entry);
      notice.note = entry.optional_text("note").value_or("");
      if (!read.notice_ids.emplace(notice.number, notice_id(notice.number)).second) {
        entry.note_problem({fmt::format("{} 列了两次；请只保留一个", notice.number),
                            fmt::format("{} is listed twice; keep one", notice.number)});
      }
      read.year.notices.push_back(std::move(notice));
    }
    if (read.year.notices.empty()) {
      root.note_problem(
          {"没有列出通知；请在 notices 中至少列一份", "no notice is listed; put at least one into notices"});
    }
  }

  std::uint32_t notice_id(const std::string& number) {
    const auto [place, is_new] = notice_ids_.emplace(number, static_cast<std::uint32_t>(calendar_.notices_.size()));
    if (is_new) calendar_.notices_.push_back(number);
    return place->second;
  }

  void read_days(const YamlValue& root, std::string_view list, std::string_view name_key, DayKind kind,
                 YearFile& read) {
    for (const YamlValue& entry : root.list(list)) {
      const CivilDay day = entry.day("date");
      DeclaredDay declared;
      declared.kind = kind;
      declared.holiday = find_holiday(entry.at(name_key));
      declared.notice = find_notice(entry, read);
      refuse_odd_day(entry.at("date"), day, kind, read.year);
      if (!read.declared.emplace(day, declared).second) {
        entry.at("date").note_problem({fmt::format("{} 列了两次；请只保留一处", day.iso()),
                                       fmt::format("{} is listed twice; keep one", day.iso())});
      }
      (kind == DayKind::Holiday ? read.year.off_days : read.year.make_up_days).push_back(day);
    }
  }

  std::uint32_t find_holiday(const YamlValue& value) const {
    const std::string name = value.text();
    const auto found = holiday_ids_.find(name);
    if (found != holiday_ids_.end()) return found->second;
    value.note_problem({fmt::format("{} 不在 {} 中；请先在那里列出", name, kHolidaysFile),
                        fmt::format("{} is not in {}; list it there first", name, kHolidaysFile)});
    return 0;
  }

  /// The notice named in the entry, or the first one of the file.
  static std::uint32_t find_notice(const YamlValue& entry, const YearFile& read) {
    const auto number = entry.optional_text("notice");
    if (!number && read.year.notices.empty()) return 0;
    const auto found = read.notice_ids.find(number ? *number : read.year.notices.front().number);
    if (found != read.notice_ids.end()) return found->second;
    entry.at("notice").note_problem({fmt::format("{} 不在本文件的 notices 中；请补上", *number),
                                     fmt::format("{} is not among the notices of this file; add it", *number)});
    return 0;
  }

  static void refuse_odd_day(const YamlValue& date, CivilDay day, DayKind kind, const CalendarYear& year) {
    if (day < year.from || day > year.to) {
      date.note_problem(
          {fmt::format("{} 不在本文件覆盖的日期之内；请改正或移到所在年份的文件", day.iso()),
           fmt::format("{} lies outside the days this file covers; correct it or move it to its year", day.iso())});
    }
    if (kind == DayKind::MakeUpWorkDay && !day.is_weekend()) {
      date.note_problem({fmt::format("{} 不是周末，无须列为补班；请改正", day.iso()),
                         fmt::format("{} is no Saturday or Sunday; a make-up work day must be one", day.iso())});
    }
  }

  /// Counts 1 January to 31 December day by day and compares with what the file expects.
  static void check_counts(const YamlValue& root, YearFile& read) {
    CalendarYear& year = read.year;
    const CivilDay last = year.to;
    for (CivilDay day = year.from; day <= last; day = day.next()) {
      if (day.year() != year.year) continue;
      const auto declared = read.declared.find(day);
      const bool is_declared = declared != read.declared.end();
      const bool made_up = is_declared && declared->second.kind == DayKind::MakeUpWorkDay;
      const bool off = is_declared && !made_up;
      if (made_up) ++year.make_up_work_days;
      if (off && !day.is_weekend()) ++year.weekday_off_days;
      if (made_up || (!off && !day.is_weekend())) ++year.working_days;
    }
    const YamlValue expected = root.at("expected");
    compare(expected, "working_days", year.working_days);
    compare(expected, "weekday_off_days", year.weekday_off_days);
    compare(expected, "make_up_work_days", year.make_up_work_days);
  }

  static void compare(const YamlValue& expected, std::string_view key, int counted) {
    if (expected.integer(key, 0, 366) == counted) return;
    expected.at(key).note_problem(
        {fmt::format("{} 与所列日期不符，数得 {}；请核对通知", key, counted),
         fmt::format("{} does not agree with the listed days, which give {}; check the notice", key, counted)});
  }

  static Failure refuse_overlap(const std::vector<YearFile>& files) {
    for (std::size_t i = 1; i < files.size(); ++i) {
      const CivilDay begins = files[i].year.from;
      if (begins > files[i - 1].year.to) continue;
      return Error{"law.bad_file",
                   {fmt::format("{} 已由 {} 覆盖；请改正 covers", begins.iso(), files[i - 1].name),
                    fmt::format("{} is covered by {} already; correct covers", begins.iso(), files[i - 1].name)},
                   files[i].name};
    }
    return {};
  }

  void lay_out(std::vector<YearFile>& files) {
    calendar_.first_ = files.front().year.from;
    calendar_.last_ = files.back().year.to;
    calendar_.days_.resize(static_cast<std::size_t>(calendar_.last_.next().days_since(calendar_.first_)));
    for (YearFile& file : files) {
      for (CivilDay day = file.year.from; day <= file.year.to; day = day.next()) {
        Calendar::Day& laid = calendar_.days_[static_cast<std::size_t>(day.days_since(calendar_.first_))];
        laid.known = true;
        laid.kind = day.is_weekend() ? DayKind::Weekend : DayKind::WorkDay;
        const auto declared = file.declared.find(day);
        if (declared == file.declared.end()) continue;
        laid.kind = declared->second.kind;
        laid.holiday = declared->second.holiday;
        laid.notice = declared->second.notice;
      }
      calendar_.years_.push_back(std::move(file.year));
    }
    calendar_.index_days();
  }

  Calendar calendar_;
  std::map<std::string, std::uint32_t> holiday_ids_;
  std::map<std::string, std::uint32_t> notice_ids_;
};

Result<Calendar> Calendar::load(const LawSource& source) { return CalendarLoader().load(source); }

}  // namespace gongkai::law
