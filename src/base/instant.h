// A moment in time, to the second, told in China's time (UTC+8, no daylight saving).
#pragma once
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/civil_day.h"

namespace gongkai {

class Instant {
 public:
  constexpr Instant() = default;
  constexpr explicit Instant(std::int64_t unix_seconds) : unix_seconds_(unix_seconds) {}

  /// Reads exactly "2022-02-22T09:15:02+08:00", the form in which instants are stored; anything else is empty.
  static std::optional<Instant> parse(std::string_view iso);
  /// The first second of a day in China.
  static Instant start_of(CivilDay day);

  constexpr std::int64_t unix_seconds() const { return unix_seconds_; }
  /// The civil day in China.
  CivilDay day() const;
  /// "2022-02-22T09:15:02+08:00"
  std::string iso() const;
  /// "2022-02-22 09:15", as pages and meta tags show it.
  std::string to_the_minute() const;
  /// "Tue, 22 Feb 2022 01:15:02 GMT", as HTTP writes it (RFC 9110, 5.6.7).
  std::string http_date() const;

  constexpr Instant plus_seconds(std::int64_t seconds) const { return Instant(unix_seconds_ + seconds); }
  constexpr auto operator<=>(const Instant&) const = default;

 private:
  std::int64_t unix_seconds_ = 0;
};

}  // namespace gongkai
