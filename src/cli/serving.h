// Serves an installation until it is told to stop (SIGINT, SIGTERM).
#pragma once
#include <atomic>
#include <csignal>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "base/now.h"
#include "cli/command_context.h"
#include "cli/configuration.h"
#include "flows/installation.h"

namespace gongkai::cli {

/// Reads --now: a day ("2026-11-20", nine in the morning) or an instant; empty text gives the machine's clock.
Result<Clock> clock_of(const std::string& now);

/// Takes SIGINT and SIGTERM in a thread of its own. Must be made before any other thread is: those made later inherit
/// that they never see these signals; one that did would end the program without finishing what is being answered.
class StopSignals {
 public:
  StopSignals();
  ~StopSignals();
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;
  /// What a signal does from now on; before, and after call({}), it ends the program.
  void call(std::function<void()> stop);

 private:
  void wait();

  sigset_t signals_{}, before_{};
  std::atomic<bool> is_ending_ = false;
  std::mutex mutex_;
  std::function<void()> stop_;
  std::thread waiter_;
};

/// Blocks until stopped. `ready` is told the address once pages can be asked for, "http://127.0.0.1:8080/zfxxgk/".
int serve_until_stopped(const CommandContext& context, flows::Installation& installation,
                        const Configuration& configuration, const Clock& clock, StopSignals& signals,
                        const std::function<void(const std::string& address)>& ready);

}  // namespace gongkai::cli
