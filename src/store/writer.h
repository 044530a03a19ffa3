// The one thread that writes. Acts that wait at the same time share one commit, each in a savepoint of its own
// (group commit, docs/decisions/0010): a commit waits for the disk, so one wait serves many.
#pragma once
#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "base/now.h"
#include "store/session.h"
#include "store/store.h"

namespace gongkai::store {

class Writer {
 public:
  using Open = std::function<std::unique_ptr<Session>()>;
  /// `after_commit` runs in the writer's thread, outside transactions, before those who wait are told.
  Writer(std::unique_ptr<Session> session, Open reopen, Clock clock, std::function<void(Session&)> after_commit);
  /// Finishes what waits.
  ~Writer();
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  /// Runs the act and waits until it is durable. False from it undoes it. Throws again what the act threw, unless it
  /// was a StoreFailure: that comes back as its Error.
  Failure run(const std::function<bool(Writing&)>& act);
  void on_commit(std::function<void(std::int64_t)> tell);

 private:
  struct Waiting {
    const std::function<bool(Writing&)>* act = nullptr;
    Failure failure;
    std::exception_ptr thrown;
    bool done = false;
    std::condition_variable finished;
  };
  void work();
  void run_group();
  void begin();
  void run_one(Waiting& waiting);
  Waiting* next_waiting();
  void tell_committed(std::int64_t last_sequence);

  std::unique_ptr<Session> session_;
  Open reopen_;
  Clock clock_;
  std::function<void(Session&)> after_commit_;

  std::mutex mutex_;  // guards what follows
  std::condition_variable arrived_;
  std::deque<Waiting*> waiting_;
  std::vector<std::function<void(std::int64_t)>> tells_;
  bool closing_ = false;
  std::thread thread_;
};

}  // namespace gongkai::store
