// Fingerprints, random bytes and their spellings. OpenSSL does the work.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gongkai {

using Sha256 = std::array<std::uint8_t, 32>;

Sha256 sha256(std::string_view bytes);

/// For bytes that come in pieces. Not for several threads at once.
class Sha256Stream {
 public:
  Sha256Stream();
  ~Sha256Stream();
  Sha256Stream(const Sha256Stream&) = delete;
  Sha256Stream& operator=(const Sha256Stream&) = delete;
  void add(std::string_view bytes);
  Sha256 finish();

 private:
  void* context_;
};

Sha256 hmac_sha256(std::string_view key, std::string_view bytes);

/// Lower-case hexadecimal.
std::string hex(std::string_view bytes);
inline std::string hex(const Sha256& hash) { return hex({reinterpret_cast<const char*>(hash.data()), hash.size()}); }
/// Empty unless `text` is an even number of hexadecimal digits.
std::optional<std::string> from_hex(std::string_view text);
/// URL-safe alphabet, no padding (RFC 4648, 5).
std::string base64url(std::string_view bytes);
std::optional<std::string> from_base64url(std::string_view text);

/// From the system's generator; aborts the program when there is none, for nothing secret may be built without.
std::string random_bytes(std::size_t count);

/// Compares in time that does not tell where they differ.
bool equal_in_constant_time(std::string_view a, std::string_view b);

}  // namespace gongkai
