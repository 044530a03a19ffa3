#include "http/serving.h"

#include <exception>

#include "http/forms.h"
#include "http/gzip.h"
#include "http/target.h"

namespace gongkai::http {
namespace {

Wishes wishes_of(const Request& request) {
  return {request.method == Method::Head, accepts_gzip(request.header("accept-encoding")),
          request.header("if-none-match"), request.header("range"), request.header("if-range")};
}

std::string all_cookies(const Request& request) {
  std::string all;
  for (const auto& [name, value] : request.headers) {
    if (name != "cookie") continue;
    if (!all.empty()) all += "; ";
    all += value;
  }
  return all;
}

}  // namespace

Serving::Serving(ServerOptions given, Router routes, Clock time, std::unique_ptr<AccessLog> lines)
    : options(std::move(given)),
      router(std::move(routes)),
      clock(std::move(time)),
      installation{options.path_prefix, static_cast<bool>(options.page_variant)},
      proxies(options.trusted_proxies),
      pages(options.page_cache_bytes),
      log(std::move(lines)),
      handlers(options.handler_threads, options.handler_queue) {
  usual_variant_ = variant_of({});
  for (const int status : {400, 408, 413, 417, 431, 501, 503, 505}) {
    Response response = router.trouble(status, Request());
    if (status == 503) response.headers.emplace_back("Retry-After", "5");
    refusals_.emplace(status, std::move(response));
  }
}

std::string Serving::variant_of(std::string_view cookies) const {
  if (!options.page_variant) return {};
  Request cookies_alone;
  if (!cookies.empty()) cookies_alone.headers.emplace_back("cookie", cookies);
  try {
    return options.page_variant(cookies_alone);
  } catch (const std::exception& failure) {
    router.tell_failure(failure.what(), cookies_alone);
    return {};
  }
}

std::shared_ptr<const ReadyPage> Serving::kept_page(const RequestHead& head, std::string& key) {
  std::string_view target = origin_form(head.target);
  // Several Cookie headers are rare, and may be read in several ways: they go the long way.
  if (target.empty() || head.has_authorization || head.has_several_cookies) return nullptr;
  if (!installation.prefix.empty()) {
    if (!target.starts_with(installation.prefix)) return nullptr;
    target.remove_prefix(installation.prefix.size());
  }
  if (head.cookie.empty()) {
    PageCache::write_key(key, target, usual_variant_);
  } else {
    PageCache::write_key(key, target, variant_of(head.cookie));
  }
  return pages.find(key);
}

Answer Serving::refusal(int status) const {
  const auto found = refusals_.find(status);
  const Response& response = found == refusals_.end() ? refusals_.at(400) : found->second;
  return made_from(response, Request());
}

Answer Serving::made_from(Response response, const Request& request) const {
  auto answer = answer_with(std::move(response), wishes_of(request), installation, request.is_secure);
  if (answer) return std::move(*answer);
  router.tell_failure(answer.error().message.en, request);
  auto instead = answer_with(router.trouble(500, request), wishes_of(request), installation, request.is_secure);
  return instead ? std::move(*instead) : std::move(*answer_with(Response::text(500, ""), {}, installation, false));
}

Response Serving::respond(Request& request) {
  switch (read_target(request, installation.prefix)) {
    case TargetReading::Bad: return router.trouble(400, request);
    case TargetReading::OutsidePrefix: return router.trouble(404, request);
    case TargetReading::PrefixWithoutSlash: return Response::moved_permanently(installation.prefix + "/");
    case TargetReading::Good: break;
  }
  if (!read_body(request)) return router.trouble(400, request);
  return router.answer(request);
}

Answer Serving::render_or_throw(Request& request) {
  const std::uint64_t generation = pages.generation();
  Response response = respond(request);
  const bool is_for_one = !request.header("authorization").empty();
  if (is_for_one || !is_keepable(response, request.method)) return made_from(std::move(response), request);
  auto page = make_page(response, installation);
  if (!page) return made_from(std::move(response), request);  // tells what is wrong with it
  std::string_view target = origin_form(request.target);
  if (target.starts_with(installation.prefix)) {
    std::string key;
    PageCache::write_key(key, target.substr(installation.prefix.size()), variant_of(all_cookies(request)));
    pages.keep(key, *page, generation);
  }
  return answer_with(std::move(*page), wishes_of(request));
}

Answer Serving::render(Request& request) {
  try {
    return render_or_throw(request);
  } catch (const std::exception& failure) { router.tell_failure(failure.what(), request); } catch (...) {
    router.tell_failure("an exception of unknown kind", request);
  }
  return refusal(503);
}

Request request_from(const RequestHead& head) {
  Request request;
  request.method = head.method;
  request.target = head.target;
  request.headers.reserve(head.headers.size());
  for (const auto& [name, value] : head.headers) {
    std::string lower(name);
    for (char& c : lower) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    request.headers.emplace_back(std::move(lower), value);
  }
  return request;
}

}  // namespace gongkai::http
