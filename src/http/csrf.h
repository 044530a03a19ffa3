// Proof that a form was shown by us to the one who sends it. With a session the proof is bound to the session's secret;
// without one, to a cookie that only our own pages can set and read along with the form (signed double submit).
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "http/message.h"

namespace gongkai::http {

inline constexpr std::string_view kCsrfField = "csrf";
inline constexpr std::string_view kCsrfCookie = "csrf";

/// For a hidden field named kCsrfField. Differs each time, so that compression of the page betrays nothing of the
/// secret.
std::string csrf_token(std::string_view secret);
/// In constant time for tokens of the right length. False for an empty secret.
bool is_csrf_token(std::string_view token, std::string_view secret);

/// False when the browser itself says that the form came from another site (Sec-Fetch-Site, else Origin against Host).
/// True when it says nothing.
bool comes_from_here(const Request& request);

/// For sessions: the form's field fits the session's secret, and it comes from here.
bool is_own_form(const Request& request, std::string_view session_secret);

/// For forms that need no session. Immutable; for several threads at once.
class SessionlessForms {
 public:
  /// `key` is the installation's, of 32 random bytes; another key makes open forms invalid.
  explicit SessionlessForms(std::string key) : key_(std::move(key)) {}

  struct Protection {
    std::string token;               ///< for the hidden field
    std::optional<Cookie> cookie{};  ///< to be set with the page, when the browser has none that is good
  };
  /// The page with this token must not be a public page.
  Protection protect(const Request& request) const;
  bool is_own_form(const Request& request) const;

 private:
  bool is_ours(std::string_view cookie) const;
  std::string key_;
};

}  // namespace gongkai::http
