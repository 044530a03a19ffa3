// A pool of connections for reading. One is opened whenever all are in use; a few are kept.
#pragma once
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "store/session.h"

namespace gongkai::store {

/// Threads share it.
class Readers {
 public:
  using Open = std::function<std::unique_ptr<Session>()>;
  explicit Readers(Open open) : open_(std::move(open)) {}

  /// Runs `look` on one state of the database.
  Failure run(const std::function<void(Connection&)>& look);

 private:
  std::unique_ptr<Session> take();
  void give_back(std::unique_ptr<Session> session);

  Open open_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Session>> idle_;
};

}  // namespace gongkai::store
