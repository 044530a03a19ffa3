// A day of the civil calendar in China (UTC+8, no daylight saving): never an instant.
#pragma once
#include <chrono>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace gongkai {

class CivilDay {
 public:
  constexpr CivilDay() = default;
  constexpr explicit CivilDay(std::chrono::sys_days days) : days_(days) {}

  /// Empty when there is no such day, e.g. 30 February, or the year lies outside 1900–2999.
  static std::optional<CivilDay> of(int year, int month, int day);
  /// Reads exactly "2022-02-22"; anything else is empty.
  static std::optional<CivilDay> parse(std::string_view iso);

  int year() const { return static_cast<int>(ymd().year()); }
  unsigned month() const { return static_cast<unsigned>(ymd().month()); }
  unsigned day() const { return static_cast<unsigned>(ymd().day()); }
  /// Saturday or Sunday.
  bool is_weekend() const;
  /// 0 Sunday … 6 Saturday.
  unsigned weekday() const { return std::chrono::weekday(days_).c_encoding(); }

  constexpr CivilDay plus_days(int n) const { return CivilDay(days_ + std::chrono::days(n)); }
  constexpr CivilDay next() const { return plus_days(1); }
  /// Whole days from `other` to this day; negative when `other` is later.
  constexpr int days_since(CivilDay other) const { return static_cast<int>((days_ - other.days_).count()); }

  /// "2022-02-22"
  std::string iso() const;
  /// "2022年2月22日"
  std::string chinese() const;

  constexpr auto operator<=>(const CivilDay&) const = default;

 private:
  std::chrono::year_month_day ymd() const { return std::chrono::year_month_day(days_); }
  std::chrono::sys_days days_{};
};

}  // namespace gongkai
