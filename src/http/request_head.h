// Reads the head of a request and the chunks of a body, strictly: whatever two servers could read in two ways is
// refused (RFC 9112, 11.2: request smuggling). Pure functions; views into the bytes given.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/message.h"

namespace gongkai::http {

struct RequestHead {
  Method method = Method::Other;
  std::string_view method_name, target;
  std::vector<std::pair<std::string_view, std::string_view>> headers;  ///< names as sent, values trimmed
  bool keep_alive = true;
  bool is_1_0 = false;
  bool is_chunked = false;
  bool expects_continue = false;
  std::optional<std::uint64_t> content_length;
  // Those that are looked at before a handler is asked; empty when absent.
  std::string_view host, cookie, accept_encoding, if_none_match, range, if_range, user_agent, forwarded_for,
      forwarded_proto;
  bool has_authorization = false;
  bool has_several_cookies = false;

  bool has_body() const { return is_chunked || content_length.value_or(0) > 0; }
};

/// Looks for the end of a head that begins at 0. `scanned` remembers how far an earlier call came.
struct HeadEnd {
  enum Kind { Unfinished, Found, Broken } kind;
  std::size_t size = 0;  ///< of the head with its empty line, when found
};
HeadEnd find_head_end(std::string_view bytes, std::size_t& scanned);

/// 0, or the status to refuse with: 400, 417, 431 (more than `most_headers`), 501 (a transfer coding other than
/// chunked), 505. `head` is a head with its empty line. After a refusal nothing that follows on the connection can be
/// trusted.
int read_request_head(std::string_view head, std::size_t most_headers, RequestHead& out);

/// Takes a chunked body apart, in pieces as they come.
class ChunkReader {
 public:
  explicit ChunkReader(std::uint64_t largest_body) : left_of_body_(largest_body) {}
  enum class State { WantsMore, Done, Broken, TooLarge };
  /// Eats from the front of `bytes`, appends what was inside to `body`. Extensions and trailers are dropped, up to 8 KB
  /// in all.
  State feed(std::string_view& bytes, std::string& body);

 private:
  enum class At {
    SizeStart,
    Size,
    Extension,
    SizeBreak,
    Data,
    DataBreak,
    DataBreakEnd,
    TrailerStart,
    Trailer,
    TrailerBreak,
    LastBreak
  };
  State take(char c);

  At at_ = At::SizeStart;
  std::uint64_t size_ = 0;
  std::uint64_t left_of_body_;
  std::size_t overhead_ = 0;
};

}  // namespace gongkai::http
