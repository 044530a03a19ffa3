// One line for each answer. Neither cookies nor what forms held; nothing in a line can begin another one.
#pragma once
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

#include "base/instant.h"
#include "base/result.h"

namespace gongkai::http {

struct AccessLine {
  Instant at;
  std::string_view client, method, target, user_agent;
  int status = 0;
  std::uint64_t bytes = 0;  ///< of the body
  std::int64_t microseconds = 0;
};

/// 2026-01-05T09:00:00+08:00 203.0.113.7 GET /i/5?p=2 200 20480 153 "Mozilla/5.0 …"
/// Other bytes than printable ASCII, '"' and '\' are written \xHH; targets are cut at 1,000 bytes, agents at 200.
void append_line(std::string& out, const AccessLine& line, std::string_view iso_time);

/// Lines are gathered and written once a second by a thread of its own, for several threads at once. When the file was
/// renamed or removed it is opened anew. When the disk does not keep up, lines beyond 16 MB are dropped and counted.
class AccessLog {
 public:
  /// "-": standard error. Fails with `http.cannot_log`.
  static Result<std::unique_ptr<AccessLog>> open(const std::string& path);
  ~AccessLog();
  AccessLog(const AccessLog&) = delete;
  AccessLog& operator=(const AccessLog&) = delete;

  void write(const AccessLine& line);

 private:
  explicit AccessLog(std::string path) : path_(std::move(path)) {}
  bool open_file();
  void reopen_if_moved();
  void write_out(std::string_view lines);
  void run();

  const std::string path_;
  int fd_ = -1;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::string gathered_;
  std::string iso_time_;
  Instant iso_time_of_;
  std::uint64_t dropped_ = 0;
  bool stopping_ = false;
  std::thread writer_;
};

}  // namespace gongkai::http
