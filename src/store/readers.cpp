#include "store/readers.h"

#include <optional>

namespace gongkai::store {
namespace {

constexpr std::size_t kKept = 16;

/// Ends the transaction whatever happens in between.
class Reading {
 public:
  explicit Reading(Session& session) : session_(session) { session_.begin_reading(); }
  ~Reading() { session_.roll_back(); }
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;

 private:
  Session& session_;
};

}  // namespace

Failure Readers::run(const std::function<void(Connection&)>& look) {
  try {
    std::unique_ptr<Session> session = take();
    std::optional<Reading> reading;
    try {
      reading.emplace(*session);
    } catch (const StoreFailure&) {  // cut while it lay idle, and the others probably with it
      if (session->usable()) throw;
      const std::lock_guard lock(mutex_);
      idle_.clear();
    }
    if (!reading) {
      session = open_();
      reading.emplace(*session);
    }
    look(*session);
    reading.reset();
    give_back(std::move(session));
  } catch (const StoreFailure& failure) { return failure.error(); }
  return std::nullopt;
}

std::unique_ptr<Session> Readers::take() {
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      std::unique_ptr<Session> session = std::move(idle_.back());
      idle_.pop_back();
      return session;
    }
  }
  return open_();
}

void Readers::give_back(std::unique_ptr<Session> session) {
  if (!session->usable()) return;
  const std::lock_guard lock(mutex_);
  if (idle_.size() < kKept) idle_.push_back(std::move(session));
}

}  // namespace gongkai::store
