#include "http/gzip.h"

#include <zlib.h>

#include <algorithm>

#include "http/forms.h"

namespace gongkai::http {

std::string gzipped(std::string_view bytes, int level) {
  z_stream stream{};
  constexpr int kGzipWindow = 15 + 16;
  if (deflateInit2(&stream, level, Z_DEFLATED, kGzipWindow, 8, Z_DEFAULT_STRATEGY) != Z_OK) return {};
  std::string out(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int end = deflate(&stream, Z_FINISH);
  out.resize(end == Z_STREAM_END ? stream.total_out : 0);
  deflateEnd(&stream);
  out.shrink_to_fit();
  return out;
}

bool accepts_gzip(std::string_view list) {
  bool any = false;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(','), list.size());
    std::string_view member = list.substr(0, end);
    list.remove_prefix(std::min(end + 1, list.size()));
    const std::size_t semicolon = std::min(member.find(';'), member.size());
    const std::string_view weight = member.substr(semicolon);
    const std::size_t q = weight.find("q=");
    // "q=0", "q=0.0", "q=0.000": refused.
    const bool refused = q != std::string_view::npos && weight.find_first_of("123456789", q) == std::string_view::npos;
    const std::string coding = essence_of(member);
    if (coding == "gzip" || coding == "x-gzip") return !refused;
    if (coding == "*") any = !refused;
  }
  return any;
}

bool is_compressible(std::string_view media_type) {
  const std::string essence = essence_of(media_type);
  return essence.starts_with("text/") || essence.ends_with("+xml") || essence.ends_with("+json") ||
         essence == "application/json" || essence == "application/javascript" || essence == "application/xml" ||
         essence == "application/manifest+json";
}

}  // namespace gongkai::http
