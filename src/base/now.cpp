#include "base/now.h"

#include <atomic>
#include <chrono>

namespace gongkai {

struct Clock::Frozen {
  std::atomic<std::int64_t> unix_seconds{0};
};

Clock Clock::real() { return {}; }

Clock Clock::frozen_at(Instant start) {
  Clock clock;
  clock.frozen_ = std::make_shared<Frozen>();
  clock.frozen_->unix_seconds = start.unix_seconds();
  return clock;
}

Instant Clock::now() const {
  if (frozen_) return Instant(frozen_->unix_seconds.load());
  const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
  return Instant(std::chrono::duration_cast<std::chrono::seconds>(since_epoch).count());
}

void Clock::advance_to(Instant instant) {
  if (frozen_) frozen_->unix_seconds.store(instant.unix_seconds());
}

}  // namespace gongkai
