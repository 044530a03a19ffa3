// A process that is killed while it writes: what was acknowledged is there, whole; what was not is there whole or not
// at all.
#include <gmock/gmock.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <thread>

#include "acts_and_oracle.h"

namespace gongkai::store {
namespace {

/// In the child: threads act, and say each act that was acknowledged into the pipe. Never returns.
[[noreturn]] void act_until_killed(const StorePlace& place, int pipe, const std::string& prefix) {
  auto opened = Store::open(place, Clock::real());
  if (!opened) ::_exit(3);
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 8; ++thread) {
    threads.emplace_back([&, thread] {
      for (int number = 1;; ++number) {
        const Acknowledged act{thread, number};
        if (!perform(**opened, act, prefix)) ::_exit(4);
        if (::write(pipe, &act, sizeof act) != sizeof act) ::_exit(5);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  ::_exit(0);
}

class Killed : public testing::TestWithParam<Dialect> {};
GONGKAI_ON_BOTH_DIALECTS(Killed);

TEST_P(Killed, NoAcknowledgedActIsLostAndNoneIsHalf) {
  StoreUnderTest under_test(GetParam());
  under_test.close();
  for (int round = 0; round < 4; ++round) {
    const std::string prefix = "round" + std::to_string(round) + "/";
    std::vector<Acknowledged> acknowledged;
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      ::close(ends[0]);
      act_until_killed(under_test.place(), ends[1], prefix);
    }
    ::close(ends[1]);
    const std::size_t wanted = 150 + 37 * static_cast<std::size_t>(round);
    Acknowledged act{};
    while (::read(ends[0], &act, sizeof act) == sizeof act) {
      acknowledged.push_back(act);
      if (acknowledged.size() == wanted) ::kill(child, SIGKILL);
    }
    ::close(ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status)) << "the child ended by itself: " << WEXITSTATUS(status);
    ASSERT_GE(acknowledged.size(), wanted);

    under_test.reopen();
    judge(under_test.store(), acknowledged, prefix);
    under_test.close();
  }
}

}  // namespace
}  // namespace gongkai::store
