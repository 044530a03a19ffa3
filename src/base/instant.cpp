#include "base/instant.h"

#include <fmt/format.h>

#include <array>
#include <chrono>

namespace gongkai {
namespace {

constexpr std::int64_t kChinaOffset = 8 * 3600;
constexpr std::int64_t kDay = 86400;

std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

struct TimeOfDay {
  int hour, minute, second;
};

TimeOfDay time_of(std::int64_t seconds) {
  const auto in_day = static_cast<int>(seconds - floor_div(seconds, kDay) * kDay);
  return {in_day / 3600, in_day / 60 % 60, in_day % 60};
}

CivilDay day_of(std::int64_t seconds) {
  return CivilDay(std::chrono::sys_days(std::chrono::days(static_cast<int>(floor_div(seconds, kDay)))));
}

std::optional<int> two_digits(std::string_view text) {
  if (text.size() != 2 || text[0] < '0' || text[0] > '9' || text[1] < '0' || text[1] > '9') return std::nullopt;
  return (text[0] - '0') * 10 + (text[1] - '0');
}

}  // namespace

std::optional<Instant> Instant::parse(std::string_view iso) {
  if (iso.size() != 25 || iso[10] != 'T' || iso[13] != ':' || iso[16] != ':' || iso.substr(19) != "+08:00")
    return std::nullopt;
  const auto day = CivilDay::parse(iso.substr(0, 10));
  const auto hour = two_digits(iso.substr(11, 2));
  const auto minute = two_digits(iso.substr(14, 2));
  const auto second = two_digits(iso.substr(17, 2));
  if (!day || !hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
  return start_of(*day).plus_seconds(*hour * 3600 + *minute * 60 + *second);
}

Instant Instant::start_of(CivilDay day) {
  const int days = day.days_since(CivilDay(std::chrono::sys_days{}));
  return Instant(days * kDay - kChinaOffset);
}

CivilDay Instant::day() const { return day_of(unix_seconds_ + kChinaOffset); }

std::string Instant::iso() const {
  const TimeOfDay t = time_of(unix_seconds_ + kChinaOffset);
  return fmt::format("{}T{:02}:{:02}:{:02}+08:00", day().iso(), t.hour, t.minute, t.second);
}

std::string Instant::to_the_minute() const {
  const TimeOfDay t = time_of(unix_seconds_ + kChinaOffset);
  return fmt::format("{} {:02}:{:02}", day().iso(), t.hour, t.minute);
}

std::string Instant::http_date() const {
  static constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const CivilDay utc = day_of(unix_seconds_);
  const TimeOfDay t = time_of(unix_seconds_);
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", kDays[utc.weekday()], utc.day(),
                     kMonths[utc.month() - 1], utc.year(), t.hour, t.minute, t.second);
}

}  // namespace gongkai
