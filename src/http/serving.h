// What all connections of a server share: options, router, page cache, log, handler threads. Knows no sockets.
#pragma once
#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "http/access_log.h"
#include "http/answer.h"
#include "http/client_address.h"
#include "http/handler_pool.h"
#include "http/page_cache.h"
#include "http/request_head.h"
#include "http/server.h"

namespace gongkai::http {

class Serving {
 public:
  Serving(ServerOptions options, Router router, Clock clock, std::unique_ptr<AccessLog> log);

  const ServerOptions options;
  const Router router;
  const Clock clock;
  const Installation installation;
  const TrustedProxies proxies;
  PageCache pages;
  const std::unique_ptr<AccessLog> log;  ///< may be null
  std::atomic<int> connections{0};
  std::atomic<std::size_t> body_bytes{0};  ///< of requests that are being received or answered
  HandlerPool handlers;                    ///< last: its threads use all the others

  /// A kept page for this head, or nothing. `key` is given its memory back each time.
  std::shared_ptr<const ReadyPage> kept_page(const RequestHead& head, std::string& key);
  /// The whole way of a request through router and handler, in a handler's thread. Never throws.
  Answer render(Request& request);
  /// 400, 408, 413, 431, 503 …, made beforehand.
  Answer refusal(int status) const;

 private:
  std::string variant_of(std::string_view cookies) const;
  Answer render_or_throw(Request& request);
  Response respond(Request& request);
  Answer made_from(Response response, const Request& request) const;

  std::string usual_variant_;
  std::map<int, Response> refusals_;
};

/// A request without its path, query and body yet.
Request request_from(const RequestHead& head);

}  // namespace gongkai::http
