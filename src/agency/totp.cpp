#include "agency/totp.h"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>

#include "base/hash.h"

namespace gongkai::agency {
namespace {

constexpr std::string_view kBase32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

std::string percent_encoded(std::string_view text) {
  std::string answer;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                       c == '.' || c == '_' || c == '~';
    answer += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return answer;
}

}  // namespace

std::string hotp_code(std::string_view secret, std::int64_t counter, int digits) {
  std::array<unsigned char, 8> message{};
  auto rest = static_cast<std::uint64_t>(counter);
  for (std::size_t i = message.size(); i-- > 0; rest >>= 8) message[i] = static_cast<unsigned char>(rest & 0xFF);
  std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
  unsigned size = 0;
  HMAC(EVP_sha1(), secret.data(), static_cast<int>(secret.size()), message.data(), message.size(), mac.data(), &size);
  const std::size_t offset = mac.at(size - 1) & 0x0Fu;
  const std::uint32_t number = (std::uint32_t{mac.at(offset)} & 0x7Fu) << 24 | std::uint32_t{mac.at(offset + 1)} << 16 |
                               std::uint32_t{mac.at(offset + 2)} << 8 | std::uint32_t{mac.at(offset + 3)};
  std::uint32_t modulus = 1;
  for (int i = 0; i < digits; ++i) modulus *= 10;
  return fmt::format("{:0{}}", number % modulus, digits);
}

std::int64_t totp_step(Instant now) { return now.unix_seconds() / kTotpSeconds; }

std::optional<std::int64_t> matching_step(std::string_view secret, std::string_view code, Instant now,
                                          std::int64_t last_step) {
  std::optional<std::int64_t> found;
  const std::int64_t current = totp_step(now);
  for (std::int64_t step = current - kTotpWindow; step <= current + kTotpWindow; ++step) {
    if (equal_in_constant_time(hotp_code(secret, step), code) && step > last_step && !found) found = step;
  }
  return found;
}

std::string base32(std::string_view bytes) {
  std::string answer;
  std::uint32_t buffer = 0;
  unsigned bits = 0;
  for (const char c : bytes) {
    buffer = (buffer << 8 | static_cast<unsigned char>(c)) & 0xFFFF;
    for (bits += 8; bits >= 5; bits -= 5) answer += kBase32[(buffer >> (bits - 5)) & 31u];
  }
  if (bits > 0) answer += kBase32[(buffer << (5 - bits)) & 31u];
  return answer;
}

std::string enrolment_uri(std::string_view issuer, std::string_view account, std::string_view secret) {
  return fmt::format("otpauth://totp/{}:{}?secret={}&issuer={}&algorithm=SHA1&digits={}&period={}",
                     percent_encoded(issuer), percent_encoded(account), base32(secret), percent_encoded(issuer),
                     kTotpDigits, kTotpSeconds);
}

std::vector<std::string> make_recovery_codes() {
  std::vector<std::string> codes;
  for (std::size_t i = 0; i < kRecoveryCodes; ++i) {
    const std::string letters = base32(random_bytes(10));
    codes.push_back(letters.substr(0, 4) + '-' + letters.substr(4, 4) + '-' + letters.substr(8, 4) + '-' +
                    letters.substr(12, 4));
  }
  return codes;
}

std::string normal_recovery_code(std::string_view typed) {
  std::string answer;
  for (char c : typed) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) answer += c;
  }
  return answer;
}

}  // namespace gongkai::agency
