#include "http/client_address.h"

#include <arpa/inet.h>

#include <algorithm>

#include "base/text.h"

namespace gongkai::http {

bool is_address(std::string_view text) {
  if (text.empty() || text.size() >= INET6_ADDRSTRLEN) return false;
  const std::string terminated(text);
  in6_addr place{};
  return ::inet_pton(AF_INET, terminated.c_str(), &place) == 1 ||
         ::inet_pton(AF_INET6, terminated.c_str(), &place) == 1;
}

bool TrustedProxies::trusts(std::string_view address) const {
  return std::find(addresses_.begin(), addresses_.end(), address) != addresses_.end();
}

std::string TrustedProxies::client_of(std::string_view peer, std::string_view forwarded_for) const {
  std::string_view last(peer);
  while (!forwarded_for.empty()) {
    const std::size_t comma = forwarded_for.rfind(',');
    const std::string_view address =
        trimmed(comma == std::string_view::npos ? forwarded_for : forwarded_for.substr(comma + 1));
    forwarded_for = comma == std::string_view::npos ? std::string_view() : forwarded_for.substr(0, comma);
    if (!is_address(address)) break;  // what stands further left came from the client
    last = address;
    if (!trusts(address)) break;
  }
  return std::string(last);
}

}  // namespace gongkai::http
