// Passwords: what one must be like, and how it is kept (Argon2id, RFC 9106). Pure but for the system's random bytes.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "base/refusal.h"

namespace gongkai::agency {

/// The second recommended option of RFC 9106, section 4 (64 MiB, three passes), in one lane: a sign-in takes one core
/// for about a tenth of a second, a guesser 64 MiB for each try at once. Tests lower it.
struct PasswordCost {
  std::uint32_t memory_kib = 64 * 1024;
  std::uint32_t passes = 3;
  std::uint32_t lanes = 1;
};

constexpr std::size_t kShortestPassword = 12;       ///< characters
constexpr std::size_t kShortestMixedPassword = 10;  ///< when three of: small, capital, digits, others
constexpr std::size_t kLongestPassword = 256;       ///< bytes; longer ones only cost time

/// Codes: password.too_short, .too_long, .is_account, .common, .bad_text. `account` and `name` are the person's.
Reasons why_not_password(std::string_view password, std::string_view account, std::string_view name);

/// "$argon2id$v=19$m=…,t=…,p=…$salt$hash". Takes the memory and time of `cost`. Throws std::bad_alloc when there is no
/// such memory.
std::string hash_password(std::string_view password, const PasswordCost& cost);
/// Takes the time of the cost that the hash names, whatever the answer.
bool is_password(std::string_view password, const std::string& hash);
/// The hash was made at another cost.
bool costs_otherwise(std::string_view hash, const PasswordCost& cost);

}  // namespace gongkai::agency
