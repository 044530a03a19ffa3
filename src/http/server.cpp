// Listening and accepting. What happens on a connection is connection_loop.cpp's.
#include "http/server.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

#include <atomic>
#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <thread>

#include "http/connection_loop.h"
#include "http/descriptor.h"
#include "http/serving.h"

namespace gongkai::http {
namespace {

constexpr auto kLongestEnd = std::chrono::seconds(10);
/// Beyond most_connections so many are told so; more are closed without a word.
constexpr int kMostRefusals = 256;
constexpr int kIdleClosedForRoom = 64;

struct Listening {
  Descriptor socket;
  unsigned short port = 0;
};

Error cannot_listen(const ServerOptions& options, int reason) {
  const std::string where = fmt::format("{}:{}", options.address, options.port);
  const std::string why = std::strerror(reason);
  return {"http.cannot_listen",
          {fmt::format("无法在 {} 上监听（{}）；请检查地址和端口是否被占用，或者换一个端口", where, why),
           fmt::format("cannot listen on {} ({}); check the address and whether the port is taken, or choose another",
                       where, why)},
          where};
}

Result<Listening> listen_on(const ServerOptions& options) {
  addrinfo wanted{};
  wanted.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE;
  wanted.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (::getaddrinfo(options.address.c_str(), std::to_string(options.port).c_str(), &wanted, &found) != 0) {
    return cannot_listen(options, EADDRNOTAVAIL);
  }
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owned(found, &::freeaddrinfo);
  Listening listening;
  listening.socket = Descriptor(::socket(found->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  const int fd = listening.socket.get();
  const int yes = 1;
  if (fd < 0) return cannot_listen(options, errno);
  ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  if (::bind(fd, found->ai_addr, found->ai_addrlen) != 0 || ::listen(fd, SOMAXCONN) != 0) {
    return cannot_listen(options, errno);
  }
  sockaddr_storage bound{};
  socklen_t size = sizeof bound;
  ::getsockname(fd, reinterpret_cast<sockaddr*>(&bound), &size);
  listening.port = ntohs(bound.ss_family == AF_INET6 ? reinterpret_cast<const sockaddr_in6&>(bound).sin6_port
                                                     : reinterpret_cast<const sockaddr_in&>(bound).sin_port);
  return listening;
}

std::string address_of(const sockaddr_storage& peer) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (peer.ss_family == AF_INET6) {
    const in6_addr& address = reinterpret_cast<const sockaddr_in6&>(peer).sin6_addr;
    ::inet_ntop(AF_INET6, &address, text.data(), text.size());
    const std::string_view written(text.data());
    return std::string(IN6_IS_ADDR_V4MAPPED(&address) ? written.substr(written.rfind(':') + 1) : written);
  }
  ::inet_ntop(AF_INET, &reinterpret_cast<const sockaddr_in&>(peer).sin_addr, text.data(), text.size());
  return text.data();
}

class ListeningServer final : public Server {
 public:
  ListeningServer(Listening listening, const ServerOptions& options, Router router, Clock clock,
                  std::unique_ptr<AccessLog> log)
      : listening_(std::move(listening)),
        wake_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)),
        serving_(options, std::move(router), std::move(clock), std::move(log)) {
    for (int i = 0; i < std::max(options.io_threads, 1); ++i) loops_.push_back(ConnectionLoop::make(serving_));
  }
  ~ListeningServer() override { serving_.handlers.stop(); }

  unsigned short port() const override { return listening_.port; }
  void run() override;
  void stop() override {
    stopping_ = true;
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t wrote = ::write(wake_.get(), &one, sizeof one);
  }
  void forget_pages() override { serving_.pages.forget(); }

 private:
  void accept_until_stopped();
  /// False: there is nothing more to accept now.
  bool accept_one();
  void wait(int milliseconds, bool for_connections);

  Listening listening_;
  Descriptor wake_;
  std::atomic<bool> stopping_{false};
  Serving serving_;
  std::vector<std::unique_ptr<ConnectionLoop>> loops_;  ///< after serving_: destroyed before it
  std::size_t next_loop_ = 0;
};

void ListeningServer::wait(int milliseconds, bool for_connections) {
  std::array<pollfd, 2> waited{{{wake_.get(), POLLIN, 0}, {listening_.socket.get(), POLLIN, 0}}};
  ::poll(waited.data(), for_connections ? 2 : 1, milliseconds);
}

bool ListeningServer::accept_one() {
  sockaddr_storage peer{};
  socklen_t size = sizeof peer;
  Descriptor socket(
      ::accept4(listening_.socket.get(), reinterpret_cast<sockaddr*>(&peer), &size, SOCK_NONBLOCK | SOCK_CLOEXEC));
  if (socket.get() < 0) {
    const int reason = errno;
    if (reason == EAGAIN || reason == EWOULDBLOCK) return false;
    if (reason == EMFILE || reason == ENFILE || reason == ENOBUFS || reason == ENOMEM) {
      // Idle connections are the ones nobody misses; then try again a little later, not in a circle.
      for (const auto& loop : loops_) loop->close_idle(kIdleClosedForRoom);
      wait(50, false);
    }
    return true;
  }
  const int yes = 1;
  ::setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  const int connections = serving_.connections.fetch_add(1) + 1;
  const bool is_full = connections > serving_.options.most_connections;
  if (connections > serving_.options.most_connections + kMostRefusals) {
    serving_.connections.fetch_sub(1);
    return true;
  }
  loops_[next_loop_++ % loops_.size()]->adopt(
      std::move(socket), address_of(peer),
      is_full ? ConnectionLoop::Welcome::RefuseAsFull : ConnectionLoop::Welcome::Serve);
  return true;
}

void ListeningServer::accept_until_stopped() {
  while (!stopping_) {
    wait(-1, true);
    while (!stopping_ && accept_one()) {}
  }
}

void ListeningServer::run() {
  std::mutex mutex;
  std::condition_variable ended;
  std::size_t running = loops_.size();
  std::vector<std::thread> threads;
  for (const auto& loop : loops_) {
    threads.emplace_back([&, raw = loop.get()] {
      raw->run();
      const std::lock_guard lock(mutex);
      --running;
      ended.notify_one();
    });
  }
  accept_until_stopped();
  listening_.socket = Descriptor();
  for (const auto& loop : loops_) loop->finish();
  {
    std::unique_lock lock(mutex);
    ended.wait_for(lock, kLongestEnd, [&] { return running == 0; });
  }
  for (const auto& loop : loops_) loop->abandon();
  for (std::thread& thread : threads) thread.join();
  serving_.handlers.stop();
}

}  // namespace

Result<std::unique_ptr<Server>> Server::open(const ServerOptions& options, Router router, Clock clock) {
  auto listening = listen_on(options);
  if (!listening) return listening.error();
  std::unique_ptr<AccessLog> log;
  if (!options.access_log.empty()) {
    auto opened = AccessLog::open(options.access_log);
    if (!opened) return opened.error();
    log = std::move(*opened);
  }
  return std::unique_ptr<Server>(std::make_unique<ListeningServer>(std::move(*listening), options, std::move(router),
                                                                   std::move(clock), std::move(log)));
}

}  // namespace gongkai::http
