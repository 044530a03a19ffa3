// Many clients in a process of their own, so that they do not share the server's limit of open files.
#pragma once
#include <sys/types.h>

#include <string>

namespace gongkai::http {

class Crowd {
 public:
  /// Make it before any thread runs: it forks.
  Crowd();
  ~Crowd();
  Crowd(const Crowd&) = delete;
  Crowd& operator=(const Crowd&) = delete;
  /// Connects so many clients, each of which asks once and stays. How many were answered 200.
  int connect(unsigned short port, int count);
  /// Of those that stay: how many answer a second request.
  int ask_again();

 private:
  int command(char what, int number, int port);
  int to_child_ = -1, from_child_ = -1;
  pid_t child_ = -1;
};

/// Raises the limit of open files as far as allowed, and says how many that is.
int raise_open_files();

}  // namespace gongkai::http
