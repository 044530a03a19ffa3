// How often one client may do something: a bucket of tokens for each address, in bounded memory.
#pragma once
#include <cstdint>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/instant.h"

namespace gongkai::http {

struct Rate {
  int at_once;     ///< so many in a row, then
  int per_minute;  ///< so many a minute, evenly
};

/// For several threads at once. Addresses of one IPv6 /64 count as one client. Of more than `most_clients` those that
/// came longest ago are forgotten. Memory: about 150 bytes a client.
class RateLimiter {
 public:
  explicit RateLimiter(Rate rate, std::size_t most_clients = 100'000);

  /// Empty: allowed, and counted. Else: when to come again; nothing is counted then.
  std::optional<Instant> take(std::string_view client, Instant now);
  std::size_t clients() const;

 private:
  struct Bucket {
    std::string client;
    std::int64_t full_again_at;  ///< milliseconds
  };
  const std::int64_t interval_;  ///< milliseconds for one token
  const std::int64_t depth_;     ///< milliseconds for all but one
  const std::size_t most_clients_;
  mutable std::mutex mutex_;
  std::list<Bucket> latest_first_;
  std::unordered_map<std::string_view, std::list<Bucket>::iterator> by_client_;  ///< views into the list
};

/// "203.0.113.7" as it is; of IPv6 the first 64 bits, "2001:db8:0:1".
std::string counted_as(std::string_view address);

}  // namespace gongkai::http
