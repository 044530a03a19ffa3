#include "http/csrf.h"

#include "base/hash.h"
#include "http/forms.h"

namespace gongkai::http {
namespace {

constexpr std::size_t kNonce = 16;

std::string seal(std::string_view secret, std::string_view nonce, std::string_view purpose) {
  const Sha256 hash = hmac_sha256(secret, std::string(purpose) + std::string(nonce));
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

std::string sealed_nonce(std::string_view secret, std::string_view purpose) {
  const std::string nonce = random_bytes(kNonce);
  return base64url(nonce + seal(secret, nonce, purpose));
}

bool is_sealed_nonce(std::string_view text, std::string_view secret, std::string_view purpose) {
  if (secret.empty() || text.size() > 128) return false;
  const auto bytes = from_base64url(text);
  if (!bytes || bytes->size() != kNonce + std::tuple_size_v<Sha256>) return false;
  const std::string_view all(*bytes);
  return equal_in_constant_time(all.substr(kNonce), seal(secret, all.substr(0, kNonce), purpose));
}

}  // namespace

std::string csrf_token(std::string_view secret) { return sealed_nonce(secret, "form token:"); }
bool is_csrf_token(std::string_view token, std::string_view secret) {
  return is_sealed_nonce(token, secret, "form token:");
}

bool comes_from_here(const Request& request) {
  if (const std::string_view site = request.header("sec-fetch-site"); !site.empty()) {
    return site == "same-origin" || site == "none";
  }
  std::string_view origin = request.header("origin");
  if (origin.empty()) return true;
  const std::size_t scheme = origin.find("://");
  if (scheme == std::string_view::npos) return false;  // "null": a sandboxed or foreign document
  return equals_ignoring_case(origin.substr(scheme + 3), request.header("host"));
}

bool is_own_form(const Request& request, std::string_view session_secret) {
  return comes_from_here(request) && is_csrf_token(request.form.text(kCsrfField), session_secret);
}

bool SessionlessForms::is_ours(std::string_view cookie) const { return is_sealed_nonce(cookie, key_, "form cookie:"); }

SessionlessForms::Protection SessionlessForms::protect(const Request& request) const {
  const std::string_view cookie = request.cookie(kCsrfCookie);
  if (is_ours(cookie)) return {csrf_token(cookie)};
  std::string fresh = sealed_nonce(key_, "form cookie:");
  std::string token = csrf_token(fresh);
  return {std::move(token), Cookie{std::string(kCsrfCookie), std::move(fresh)}};
}

bool SessionlessForms::is_own_form(const Request& request) const {
  const std::string_view cookie = request.cookie(kCsrfCookie);
  return is_ours(cookie) && comes_from_here(request) && is_csrf_token(request.form.text(kCsrfField), cookie);
}

}  // namespace gongkai::http
