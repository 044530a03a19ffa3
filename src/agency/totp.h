// The second factor: codes that change every 30 seconds (RFC 6238, HMAC-SHA-1, six digits), and recovery codes. Pure.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"

namespace gongkai::agency {

constexpr std::int64_t kTotpSeconds = 30;
constexpr int kTotpDigits = 6;
constexpr std::int64_t kTotpWindow = 1;  ///< steps before and after: clocks of telephones are not exact
constexpr std::size_t kRecoveryCodes = 10;

/// RFC 4226: the code for a counter.
std::string hotp_code(std::string_view secret, std::int64_t counter, int digits = kTotpDigits);
std::int64_t totp_step(Instant now);
/// The step that the code belongs to, within the window and later than `last_step`, the last one that was used.
std::optional<std::int64_t> matching_step(std::string_view secret, std::string_view code, Instant now,
                                          std::int64_t last_step);

/// RFC 4648 without padding.
std::string base32(std::string_view bytes);
/// What telephones read from a QR code: otpauth://totp/Issuer:account?secret=…
std::string enrolment_uri(std::string_view issuer, std::string_view account, std::string_view secret);

/// "ABCD-EFGH-IJKL-MNOP": 80 random bits each.
std::vector<std::string> make_recovery_codes();
/// Capitals and digits only, as it was made; typed in any way.
std::string normal_recovery_code(std::string_view typed);

}  // namespace gongkai::agency
