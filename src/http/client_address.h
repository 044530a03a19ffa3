// Who asks: the other end of the connection, or whom a trusted proxy names.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace gongkai::http {

class TrustedProxies {
 public:
  explicit TrustedProxies(std::vector<std::string> addresses) : addresses_(std::move(addresses)) {}
  bool trusts(std::string_view address) const;
  /// The last address of X-Forwarded-For that is no trusted proxy; `peer` when the header is absent or names none.
  std::string client_of(std::string_view peer, std::string_view forwarded_for) const;

 private:
  std::vector<std::string> addresses_;
};

/// "203.0.113.7" or "2001:db8::1"; false for anything else, host names and ports among it.
bool is_address(std::string_view text);

}  // namespace gongkai::http
