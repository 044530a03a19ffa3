// One I/O thread with its connections. Nothing of Asio shows.
#pragma once
#include <memory>
#include <string>

#include "http/descriptor.h"
#include "http/serving.h"

namespace gongkai::http {

class ConnectionLoop {
 public:
  static std::unique_ptr<ConnectionLoop> make(Serving& serving);
  virtual ~ConnectionLoop() = default;

  /// Serves until finish() and the end of the last connection, or until abandon(). In one thread.
  virtual void run() = 0;

  // The rest from any thread.
  enum class Welcome { Serve, RefuseAsFull };
  /// Takes over an accepted, non-blocking socket; it counts in Serving::connections from before this call.
  virtual void adopt(Descriptor socket, std::string peer, Welcome welcome) = 0;
  /// Closes up to `most` connections that wait for their next request, those that waited longest first.
  virtual void close_idle(int most) = 0;
  /// Lets requests that are being answered come to their end.
  virtual void finish() = 0;
  virtual void abandon() = 0;
};

}  // namespace gongkai::http
