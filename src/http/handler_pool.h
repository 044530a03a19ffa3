// Threads in which handlers run; they may wait for the database there. The queue before them is bounded.
#pragma once
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace gongkai::http {

class HandlerPool {
 public:
  HandlerPool(int threads, std::size_t longest_queue);
  ~HandlerPool() { stop(); }
  HandlerPool(const HandlerPool&) = delete;
  HandlerPool& operator=(const HandlerPool&) = delete;

  /// For what continues an answer already begun, the queue has always room.
  enum class Urgency { New, Continued };
  /// False: the queue is full, or the pool has stopped. Jobs must not throw.
  bool offer(std::function<void()> job, Urgency urgency);
  /// Waits for running jobs; those still queued are dropped.
  void stop();

 private:
  void work();

  const std::size_t longest_queue_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> queue_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace gongkai::http
