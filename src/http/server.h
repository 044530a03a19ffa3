// The server: accepts connections, keeps limits, finds the handler, keeps public pages ready to send, writes the access
// log.
#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/now.h"
#include "base/result.h"
#include "http/message.h"
#include "http/router.h"

namespace gongkai::http {

struct ServerOptions {
  std::string address = "127.0.0.1";
  unsigned short port = 8080;  ///< 0: any free one
  int io_threads = 1;
  int handler_threads = 4;
  std::size_t handler_queue = 256;  ///< requests that wait for a handler thread; more are answered 503
  std::string path_prefix{};        ///< "/zfxxgk": stripped from requests and put before links; empty at the root
  std::size_t largest_body = 20u << 20;
  std::size_t largest_header = 16u << 10;
  std::size_t most_headers = 100;
  std::size_t bodies_in_memory = 256u << 20;  ///< of all connections together; more are answered 503
  int most_connections = 20000;
  std::chrono::seconds header_timeout{10}, body_timeout{60}, idle_timeout{60}, write_timeout{60};
  /// Bodies and answers may take longer than their time-out as long as they move 16 KB a second.
  std::size_t page_cache_bytes = 64u << 20;
  /// Which of several forms of a public page the cookies ask for (elder mode, traditional script): "" is the usual one.
  /// Pages of different variants never mix. Is given nothing but the cookies; must be fast: an I/O thread asks.
  std::function<std::string(const Request&)> page_variant{};
  std::string access_log{};                    ///< a file; empty: none; "-": standard error
  std::vector<std::string> trusted_proxies{};  ///< addresses whose X-Forwarded-For and -Proto are believed
};

class Server {
 public:
  /// Binds. Fails with `http.cannot_listen` (in use, not permitted, no such address) and `http.cannot_log`.
  static Result<std::unique_ptr<Server>> open(const ServerOptions& options, Router router, Clock clock);
  virtual ~Server() = default;
  virtual unsigned short port() const = 0;
  /// Serves until stop(); finishes what is being answered, up to 10 seconds. No handler runs any more when it returns.
  /// Once only.
  virtual void run() = 0;
  /// From any thread or a signal handler's thread.
  virtual void stop() = 0;
  /// What was kept of public pages is no longer shown to anybody, nor is what is being rendered now kept. Cheap; from
  /// any thread.
  virtual void forget_pages() = 0;
};

}  // namespace gongkai::http
