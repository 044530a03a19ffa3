#include "site.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>

namespace gongkai::http {

std::string_view Reply::header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (key == name) return value;
  }
  return {};
}

std::size_t Reply::count(std::string_view name) const {
  return static_cast<std::size_t>(
      std::count_if(headers.begin(), headers.end(), [&](const auto& header) { return header.first == name; }));
}

Client::Client(unsigned short port) : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (fd_ >= 0 && ::connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    ::close(fd_);
    fd_ = -1;
  }
}

Client::~Client() {
  if (fd_ >= 0) ::close(fd_);
}

bool Client::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

void Client::send_no_more() { ::shutdown(fd_, SHUT_WR); }

bool Client::fill(int milliseconds) {
  pollfd waited{fd_, POLLIN, 0};
  if (::poll(&waited, 1, milliseconds) != 1) return false;
  char some[65536];
  const ssize_t got = ::recv(fd_, some, sizeof some, 0);
  if (got <= 0) return false;
  left_.append(some, static_cast<std::size_t>(got));
  return true;
}

Reply Client::reply(bool of_head) {
  Reply reply;
  std::size_t end = 0;
  while ((end = left_.find("\r\n\r\n")) == std::string::npos) {
    if (!fill()) return reply;
  }
  std::string head = left_.substr(0, end + 2);
  left_.erase(0, end + 4);
  reply.status = std::atoi(head.substr(9, 3).c_str());
  head.erase(0, head.find("\r\n") + 2);
  while (!head.empty()) {
    const std::size_t line_end = head.find("\r\n");
    const std::size_t colon = head.find(": ");
    std::string name = head.substr(0, colon);
    for (char& c : name) c = static_cast<char>(std::tolower(c));
    reply.headers.emplace_back(name, head.substr(colon + 2, line_end - colon - 2));
    head.erase(0, line_end + 2);
  }
  const std::string length(reply.header("content-length"));
  const std::size_t size = of_head || reply.status == 304 ? 0 : static_cast<std::size_t>(std::atoll(length.c_str()));
  while (left_.size() < size && fill()) {}
  reply.body = left_.substr(0, size);
  left_.erase(0, std::min(size, left_.size()));
  return reply;
}

bool Client::is_closed_within(int milliseconds) {
  pollfd waited{fd_, POLLIN, 0};
  if (!left_.empty() || ::poll(&waited, 1, milliseconds) != 1) return false;
  char one = 0;
  return ::recv(fd_, &one, 1, 0) <= 0;
}

std::string get(std::string_view target, std::string_view more) {
  return "GET " + std::string(target) + " HTTP/1.1\r\nHost: test\r\n" + std::string(more) + "\r\n";
}

std::string post(std::string_view target, std::string_view media_type, std::string_view body, std::string_view more) {
  return "POST " + std::string(target) + " HTTP/1.1\r\nHost: test\r\nContent-Type: " + std::string(media_type) +
         "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + std::string(more) + "\r\n" + std::string(body);
}

Site::Site(Router router, ServerOptions options, Clock clock) {
  options.port = 0;
  auto opened = Server::open(options, std::move(router), std::move(clock));
  if (!opened) throw std::runtime_error(opened.error().message.en);
  server_ = std::move(*opened);
  thread_ = std::thread([this] { server_->run(); });
}

void Site::stop() {
  server_->stop();
  if (thread_.joinable()) thread_.join();
}

Router quiet() {
  Router router;
  router.on_failure([](std::string_view) {});
  return router;
}

}  // namespace gongkai::http
