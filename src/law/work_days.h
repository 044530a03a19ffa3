// A number of working days (工作日): not to be mixed up with calendar days, counts or day numbers.
#pragma once
#include <compare>

namespace gongkai::law {

struct WorkDays {
  int n = 0;

  constexpr WorkDays() = default;
  constexpr explicit WorkDays(int days) : n(days) {}

  constexpr auto operator<=>(const WorkDays&) const = default;
  friend constexpr WorkDays operator+(WorkDays a, WorkDays b) { return WorkDays(a.n + b.n); }
  friend constexpr WorkDays operator-(WorkDays a, WorkDays b) { return WorkDays(a.n - b.n); }
  constexpr WorkDays operator-() const { return WorkDays(-n); }
};

}  // namespace gongkai::law
