// A server in a thread of its own, and a client that writes and reads bytes over a real socket.
#pragma once
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "http/server.h"

namespace gongkai::http {

struct Reply {
  int status = 0;  ///< 0: the connection ended without an answer
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  std::string_view header(std::string_view lower_case_name) const;
  std::size_t count(std::string_view lower_case_name) const;
};

/// One connection. Reads give up after 5 seconds.
class Client {
 public:
  explicit Client(unsigned short port);
  Client(Client&& other) noexcept : fd_(std::exchange(other.fd_, -1)), left_(std::move(other.left_)) {}
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  ~Client();
  bool is_connected() const { return fd_ >= 0; }
  /// False when the other end has closed.
  bool send(std::string_view bytes);
  void send_no_more();
  Reply reply(bool of_head = false);
  Reply ask(std::string_view bytes) {
    send(bytes);
    return reply();
  }
  /// Whether the server closes within the time, with nothing more said.
  bool is_closed_within(int milliseconds);
  int fd() const { return fd_; }

 private:
  bool fill(int milliseconds = 5000);
  int fd_;
  std::string left_;
};

/// "GET /a HTTP/1.1\r\nHost: x\r\n" + more + "\r\n"
std::string get(std::string_view target, std::string_view more_headers = "");
std::string post(std::string_view target, std::string_view media_type, std::string_view body,
                 std::string_view more_headers = "");

class Site {
 public:
  explicit Site(Router router, ServerOptions options = {}, Clock clock = Clock::real());
  ~Site() { stop(); }
  Client connect() const { return Client(server_->port()); }
  Reply ask(std::string_view bytes) const { return connect().ask(bytes); }
  Server& server() { return *server_; }
  unsigned short port() const { return server_->port(); }
  void stop();

 private:
  std::unique_ptr<Server> server_;
  std::thread thread_;
};

/// Silent about failures.
Router quiet();

}  // namespace gongkai::http
