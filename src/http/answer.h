// From a handler's Response to bytes on the wire: headers, security, ETag, 304, ranges, compression.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "http/message.h"

namespace gongkai::http {

/// What a request says about the form of its answer.
struct Wishes {
  bool is_head = false;
  bool gzip = false;
  std::string_view if_none_match{}, range{}, if_range{};
};

/// A page ready to send, in its forms. Heads lack what differs from one answer to the next: Date, Connection,
/// Strict-Transport-Security, and the empty line. Immutable; threads share one.
struct ReadyPage {
  struct Form {
    std::string head, etag, body, head_not_modified;
  };
  Form plain;
  Form gzip;            ///< empty body: there is none, or it is not smaller
  std::string headers;  ///< those of every form, for answers with a part of the page
  std::size_t bytes() const;
};

/// One answer. Its body is in exactly one place: `page`, `body` or `source`.
struct Answer {
  int status = 500;
  std::shared_ptr<const ReadyPage> page;
  std::string made_head;                   ///< when the head is not one of the page's
  const std::string* page_head = nullptr;  ///< else
  std::string body;
  std::string_view page_body;  ///< lies in `page`
  std::function<std::string(std::uint64_t from, std::uint64_t count)> source;
  std::uint64_t from = 0, size = 0;  ///< what to send of `source`

  std::string_view head() const { return page_head != nullptr ? std::string_view(*page_head) : made_head; }
  std::string_view body_bytes() const { return page ? page_body : std::string_view(body); }
  std::uint64_t body_size() const { return source ? size : body_bytes().size(); }
};

struct Installation {
  std::string prefix;             ///< of paths, "" or "/zfxxgk"
  bool varies_by_cookie = false;  ///< public pages have variants
};

bool is_keepable(const Response& response, Method method);

/// Fails with `http.bad_header` when a header or cookie holds what would begin another one.
Result<std::shared_ptr<const ReadyPage>> make_page(const Response& response, const Installation& installation);
Answer answer_with(std::shared_ptr<const ReadyPage> page, const Wishes& wishes);
/// For all that is not kept. Same failure.
Result<Answer> answer_with(Response response, const Wishes& wishes, const Installation& installation, bool is_secure);

}  // namespace gongkai::http
