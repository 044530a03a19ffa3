// Clients that are slow, many, or gone; a server that is full, out of descriptors, or told to stop.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <mutex>

#include "crowd.h"
#include "site.h"

namespace gongkai::http {
namespace {

using namespace std::chrono_literals;

Router small() {
  Router router = quiet();
  router.get("/", [](const Request&) {
    Response response = Response::page("x");
    response.is_public_page = true;
    return response;
  });
  router.get("/own", [](const Request&) { return Response::page("x"); });
  router.post("/", [](const Request&) { return Response::page("x"); });
  router.get("/endless", [](const Request&) {
    Response response;
    response.source = [](std::uint64_t, std::uint64_t count) { return std::string(count, 'x'); };
    response.source_size = 1ull << 40;
    return response;
  });
  return router;
}

ServerOptions hasty() {
  ServerOptions options;
  options.header_timeout = options.body_timeout = options.idle_timeout = options.write_timeout = 1s;
  return options;
}

/// Handlers that wait until they are let go.
class Gate {
 public:
  Response wait() {
    std::unique_lock lock(mutex_);
    ++waiting_;
    changed_.notify_all();
    changed_.wait(lock, [&] { return open_; });
    return Response::page("through");
  }
  void wait_for(int count) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, 5s, [&] { return waiting_ >= count; });
  }
  void open() {
    const std::lock_guard lock(mutex_);
    open_ = true;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int waiting_ = 0;
  bool open_ = false;
};

TEST(SlowClients, AHeadThatTricklesIsCutOff) {
  const Site server(small(), hasty());
  Client client = server.connect();
  const auto began = std::chrono::steady_clock::now();
  const std::string head = get("/", "X: " + std::string(1000, 'y') + "\r\n");
  for (const char c : head) {
    if (!client.send(std::string(1, c)) || std::chrono::steady_clock::now() - began > 4s) break;
    std::this_thread::sleep_for(50ms);
    if (client.is_closed_within(0) || std::chrono::steady_clock::now() - began > 2s) break;
  }
  EXPECT_LT(std::chrono::steady_clock::now() - began, 3s);
  EXPECT_EQ(server.ask(get("/")).status, 200);
}

TEST(SlowClients, AHeadThatStopsIsAnswered408) {
  const Site server(small(), hasty());
  Client client = server.connect();
  EXPECT_EQ(client.ask("GET / HTTP/1.1\r\nHos").status, 408);
}

TEST(SlowClients, ABodyThatStopsIsAnswered408) {
  const Site server(small(), hasty());
  Client client = server.connect();
  EXPECT_EQ(client.ask("POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 10\r\n\r\nabc").status, 408);
}

TEST(SlowClients, WhoSaysNothingIsClosed) {
  const Site server(small(), hasty());
  Client silent = server.connect();
  Client idle = server.connect();
  EXPECT_EQ(idle.ask(get("/")).status, 200);
  EXPECT_TRUE(silent.is_closed_within(3000));
  EXPECT_TRUE(idle.is_closed_within(3000));
}

TEST(SlowClients, WhoDoesNotReadIsCutOff) {
  const Site server(small(), hasty());
  Client client = server.connect();
  client.send(get("/endless"));
  std::this_thread::sleep_for(3s);
  char some[65536];
  std::uint64_t got = 0;
  for (ssize_t n = 0; (n = ::recv(client.fd(), some, sizeof some, 0)) > 0 && got < (1u << 30);)
    got += static_cast<std::uint64_t>(n);
  EXPECT_LT(got, 1u << 30);
}

TEST(SlowClients, WhoLeavesDuringAnAnswerHarmsNobody) {
  const Site server(small());
  for (int i = 0; i < 20; ++i) {
    Client client = server.connect();
    client.send(get("/endless"));
    if (i % 2 == 0) client.reply(true);
  }
  EXPECT_EQ(server.ask(get("/own")).status, 200);
}

TEST(FullServer, OneConnectionTooManyIsAnswered503) {
  ServerOptions options;
  options.most_connections = 3;
  const Site server(small(), options);
  std::vector<Client> inside;
  for (int i = 0; i < 3; ++i) {
    inside.push_back(server.connect());
    EXPECT_EQ(inside.back().ask(get("/")).status, 200);
  }
  Client outside = server.connect();
  const Reply reply = outside.ask(get("/"));
  EXPECT_EQ(reply.status, 503);
  EXPECT_NE(reply.header("retry-after"), "");
  EXPECT_EQ(inside[0].ask(get("/")).status, 200);
  inside.pop_back();
  Reply again;
  for (int i = 0; i < 50 && again.status != 200; ++i) {
    std::this_thread::sleep_for(50ms);
    again = server.ask(get("/"));
  }
  EXPECT_EQ(again.status, 200);
}

TEST(FullServer, WhenHandlersAreBusyAndTheirQueueIsFullNewRequestsAreAnswered503) {
  Gate gate;
  Router router = small();
  router.get("/wait", [&](const Request&) { return gate.wait(); });
  ServerOptions options;
  options.handler_threads = 2;
  options.handler_queue = 3;
  const Site server(std::move(router), options);
  EXPECT_EQ(server.ask(get("/")).status, 200);
  std::vector<Client> waiting;
  for (int i = 0; i < 5; ++i) {
    waiting.push_back(server.connect());
    waiting.back().send(get("/wait"));
    gate.wait_for(std::min(i + 1, 2));
  }
  std::this_thread::sleep_for(200ms);
  Client refused = server.connect();
  const Reply reply = refused.ask(get("/own"));
  EXPECT_EQ(reply.status, 503);
  EXPECT_EQ(reply.header("retry-after"), "5");
  EXPECT_EQ(server.ask(get("/")).status, 200) << "kept pages need no handler";
  gate.open();
  for (Client& client : waiting) EXPECT_EQ(client.reply().body, "through");
  EXPECT_EQ(refused.ask(get("/own")).status, 200);
}

std::size_t resident_bytes() {
  std::ifstream statm("/proc/self/statm");
  std::size_t all = 0, resident = 0;
  statm >> all >> resident;
  return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

int open_files() {
  int count = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) ++count;
  return count;
}

TEST(ManyClients, TenThousandIdleConnectionsCostLittle) {
  const int wanted = std::min(10'000, raise_open_files() - 500);
  std::cout << "idle connections tried: " << wanted << "\n";
  Crowd crowd;
  ServerOptions options;
  options.address = "0.0.0.0";
  const Site server(small(), options);
  ASSERT_EQ(server.ask(get("/")).status, 200);
  const std::size_t before = resident_bytes();
  EXPECT_EQ(crowd.connect(server.port(), wanted), wanted);
  const std::size_t each = (resident_bytes() - before) / static_cast<std::size_t>(wanted);
  std::cout << "memory of each: " << each << " bytes\n";
#if !defined(__SANITIZE_ADDRESS__)
  EXPECT_LT(each, 8'000u);
#endif
  EXPECT_EQ(server.ask(get("/own")).status, 200);
  EXPECT_EQ(crowd.ask_again(), wanted);
}

TEST(ManyClients, RunningOutOfDescriptorsIsSurvived) {
  raise_open_files();
  Crowd crowd;
  ServerOptions options;
  options.address = "0.0.0.0";
  const Site server(small(), options);
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  rlimit tight = limit;
  tight.rlim_cur = static_cast<rlim_t>(open_files() + 40);
  ::setrlimit(RLIMIT_NOFILE, &tight);
  const int answered = crowd.connect(server.port(), 200);
  EXPECT_GT(answered, 190) << "idle connections make room";
  ::setrlimit(RLIMIT_NOFILE, &limit);
  EXPECT_EQ(server.ask(get("/own")).status, 200);
}

TEST(Stopping, WhatIsBeingAnsweredComesToItsEnd) {
  Gate gate;
  Router router = small();
  router.get("/wait", [&](const Request&) { return gate.wait(); });
  Site server(std::move(router));
  Client idle = server.connect();
  idle.ask(get("/"));
  Client waiting = server.connect();
  waiting.send(get("/wait"));
  gate.wait_for(1);
  std::thread stopping([&] { server.stop(); });
  EXPECT_TRUE(idle.is_closed_within(3000));
  gate.open();
  const Reply reply = waiting.reply();
  EXPECT_EQ(reply.body, "through");
  EXPECT_EQ(reply.header("connection"), "close");
  stopping.join();
  EXPECT_FALSE(server.connect().is_connected());
}

TEST(Stopping, BeforeRunningEndsItAtOnce) {
  ServerOptions options;
  options.port = 0;
  auto server = Server::open(options, small(), Clock::real());
  ASSERT_TRUE(server.ok());
  (*server)->stop();
  (*server)->run();
}

}  // namespace
}  // namespace gongkai::http
