// gzip (RFC 1952) in memory.
#pragma once
#include <string>
#include <string_view>

namespace gongkai::http {

/// Empty when there is no memory for it.
std::string gzipped(std::string_view bytes, int level = 6);
/// Whether an Accept-Encoding header takes gzip (RFC 9110, 12.5.3).
bool accepts_gzip(std::string_view accept_encoding);
/// Whether bytes of this media type become smaller.
bool is_compressible(std::string_view media_type);

}  // namespace gongkai::http
