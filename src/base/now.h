// The one place that knows what time it is. Everything else is given a Clock, or a day.
#pragma once
#include <memory>

#include "base/instant.h"

namespace gongkai {

/// Cheap to copy; threads may share one.
class Clock {
 public:
  /// The machine's clock.
  static Clock real();
  /// Starts at `start` and stands still until told to go on; for --now and for tests.
  static Clock frozen_at(Instant start);

  Instant now() const;
  CivilDay today() const { return now().day(); }
  bool is_frozen() const { return frozen_ != nullptr; }
  /// Moves a frozen clock, and every copy of it; a real clock goes by itself.
  void advance_to(Instant instant);

 private:
  struct Frozen;
  std::shared_ptr<Frozen> frozen_;
};

}  // namespace gongkai
