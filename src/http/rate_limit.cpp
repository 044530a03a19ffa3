#include "http/rate_limit.h"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>

namespace gongkai::http {

std::string counted_as(std::string_view address) {
  const std::string text(address.substr(0, INET6_ADDRSTRLEN));
  in6_addr parsed{};
  if (::inet_pton(AF_INET6, text.c_str(), &parsed) != 1) return text;
  const auto word = [&](int i) { return parsed.s6_addr[2 * i] * 256 + parsed.s6_addr[2 * i + 1]; };
  return fmt::format("{:x}:{:x}:{:x}:{:x}", word(0), word(1), word(2), word(3));
}

RateLimiter::RateLimiter(Rate rate, std::size_t most_clients)
    : interval_(60'000 / std::max(rate.per_minute, 1)),
      depth_(interval_ * (std::max(rate.at_once, 1) - 1)),
      most_clients_(std::max<std::size_t>(most_clients, 1)) {}

std::optional<Instant> RateLimiter::take(std::string_view address, Instant now) {
  const std::string client = counted_as(address);
  const std::int64_t at = now.unix_seconds() * 1000;
  const std::lock_guard lock(mutex_);
  const auto found = by_client_.find(client);
  if (found != by_client_.end()) {
    latest_first_.splice(latest_first_.begin(), latest_first_, found->second);
  } else {
    if (latest_first_.size() == most_clients_) {
      by_client_.erase(latest_first_.back().client);
      latest_first_.pop_back();
    }
    latest_first_.push_front({client, at});
    by_client_.emplace(latest_first_.front().client, latest_first_.begin());
  }
  // The bucket told as one moment: when it would be full again (generic cell rate algorithm).
  std::int64_t& full_again_at = latest_first_.front().full_again_at;
  full_again_at = std::max(full_again_at, at);
  if (full_again_at - at > depth_) return Instant((full_again_at - depth_ + 999) / 1000);
  full_again_at += interval_;
  return std::nullopt;
}

std::size_t RateLimiter::clients() const {
  const std::lock_guard lock(mutex_);
  return latest_first_.size();
}

}  // namespace gongkai::http
