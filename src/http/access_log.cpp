#include "http/access_log.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstring>

namespace gongkai::http {
namespace {

constexpr std::size_t kWriteSoon = 256u << 10;
constexpr std::size_t kMostGathered = 16u << 20;

void append_escaped(std::string& out, std::string_view text, std::size_t most) {
  for (const char c : text.substr(0, most)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte < 0x7F && c != '"' && c != '\\') {
      out += c;
      continue;
    }
    out += "\\x";
    out += "0123456789ABCDEF"[byte >> 4];
    out += "0123456789ABCDEF"[byte & 15];
  }
}

template <class Number>
void append_number(std::string& out, Number number) {
  std::array<char, 24> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  out.append(digits.data(), end);
}

}  // namespace

void append_line(std::string& out, const AccessLine& line, std::string_view iso_time) {
  out += iso_time;
  out += ' ';
  append_escaped(out, line.client, 64);
  out += ' ';
  append_escaped(out, line.method.empty() ? "-" : line.method, 16);
  out += ' ';
  append_escaped(out, line.target.empty() ? "-" : line.target, 1000);
  out += ' ';
  append_number(out, line.status);
  out += ' ';
  append_number(out, line.bytes);
  out += ' ';
  append_number(out, line.microseconds);
  out += " \"";
  append_escaped(out, line.user_agent, 200);
  out += "\"\n";
}

Result<std::unique_ptr<AccessLog>> AccessLog::open(const std::string& path) {
  std::unique_ptr<AccessLog> log(new AccessLog(path));
  if (!log->open_file()) {
    const std::string reason = std::strerror(errno);
    return Error{"http.cannot_log",
                 {fmt::format("无法写入访问日志 {}（{}）；请检查文件夹和权限", path, reason),
                  fmt::format("cannot write the access log {} ({}); check its folder and permissions", path, reason)},
                 path};
  }
  log->writer_ = std::thread([raw = log.get()] { raw->run(); });
  return log;
}

AccessLog::~AccessLog() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  if (writer_.joinable()) writer_.join();
  if (fd_ > STDERR_FILENO) ::close(fd_);
}

bool AccessLog::open_file() {
  fd_ = path_ == "-" ? STDERR_FILENO : ::open(path_.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0640);
  return fd_ >= 0;
}

void AccessLog::reopen_if_moved() {
  if (path_ == "-") return;
  struct stat ours {};
  struct stat there {};
  if (fd_ >= 0 && ::fstat(fd_, &ours) == 0 && ::stat(path_.c_str(), &there) == 0 && ours.st_ino == there.st_ino &&
      ours.st_dev == there.st_dev) {
    return;
  }
  const int old = fd_;
  if (open_file()) {
    if (old >= 0) ::close(old);
  } else {
    fd_ = old;
  }
}

void AccessLog::write_out(std::string_view lines) {
  while (!lines.empty() && fd_ >= 0) {
    const ssize_t wrote = ::write(fd_, lines.data(), lines.size());
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote < 0) return;
    lines.remove_prefix(static_cast<std::size_t>(wrote));
  }
}

void AccessLog::write(const AccessLine& line) {
  bool is_much = false;
  {
    const std::lock_guard lock(mutex_);
    if (gathered_.size() > kMostGathered) {
      ++dropped_;
      return;
    }
    if (iso_time_.empty() || line.at != iso_time_of_) {
      iso_time_ = line.at.iso();
      iso_time_of_ = line.at;
    }
    const std::size_t before = gathered_.size();
    append_line(gathered_, line, iso_time_);
    is_much = before < kWriteSoon && gathered_.size() >= kWriteSoon;
  }
  if (is_much) wake_.notify_one();
}

void AccessLog::run() {
  std::string lines;
  for (bool last = false; !last;) {
    std::uint64_t dropped = 0;
    {
      std::unique_lock lock(mutex_);
      wake_.wait_for(lock, std::chrono::seconds(1), [&] { return stopping_ || gathered_.size() >= kWriteSoon; });
      last = stopping_;
      lines.swap(gathered_);
      std::swap(dropped, dropped_);
    }
    reopen_if_moved();
    if (dropped > 0) lines += fmt::format("# {} lines dropped: the disk did not keep up\n", dropped);
    write_out(lines);
    lines.clear();
    if (lines.capacity() > 4 * kWriteSoon) lines.shrink_to_fit();
  }
}

}  // namespace gongkai::http
