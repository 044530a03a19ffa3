// Calendar arithmetic is <chrono>'s; here are only reading and writing.
#include "base/civil_day.h"

#include <fmt/format.h>

namespace gongkai {

std::optional<CivilDay> CivilDay::of(int year, int month, int day) {
  if (year < 1900 || year > 2999 || month < 1 || day < 1) return std::nullopt;
  const std::chrono::year_month_day ymd{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                        std::chrono::day(static_cast<unsigned>(day))};
  if (!ymd.ok()) return std::nullopt;
  return CivilDay(std::chrono::sys_days(ymd));
}

std::optional<CivilDay> CivilDay::parse(std::string_view iso) {
  if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
  auto number = [&](std::size_t from, std::size_t size) {
    int value = 0;
    for (char c : iso.substr(from, size)) {
      if (c < '0' || c > '9') return -1;
      value = value * 10 + (c - '0');
    }
    return value;
  };
  return of(number(0, 4), number(5, 2), number(8, 2));
}

bool CivilDay::is_weekend() const {
  const unsigned day_of_week = weekday();
  return day_of_week == 0 || day_of_week == 6;
}

std::string CivilDay::iso() const { return fmt::format("{:04}-{:02}-{:02}", year(), month(), day()); }
std::string CivilDay::chinese() const { return fmt::format("{}年{}月{}日", year(), month(), day()); }

}  // namespace gongkai
