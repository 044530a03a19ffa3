#include "http/router.h"

#include <algorithm>
#include <cstdio>
#include <exception>

#include "base/text.h"
#include "http/target.h"

namespace gongkai::http {
namespace {

bool is_name(std::string_view segment) { return segment.starts_with('{') && segment.ends_with('}'); }
bool is_rest(std::string_view segment) { return segment.starts_with('{') && segment.ends_with("...}"); }
std::string_view name_of(std::string_view segment) {
  return segment.substr(1, segment.size() - (is_rest(segment) ? 5 : 2));
}

std::vector<std::string_view> segments_of(std::string_view path) {
  std::vector<std::string_view> segments;
  std::size_t from = 1;
  while (from < path.size()) {
    const std::size_t end = std::min(path.find('/', from), path.size());
    segments.push_back(path.substr(from, end - from));
    from = end + 1;
  }
  return segments;
}

bool fits(const std::vector<std::string>& pattern, const std::vector<std::string_view>& segments) {
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (is_rest(pattern[i])) return i < segments.size();
    if (i == segments.size()) return false;
    if (!is_name(pattern[i]) && pattern[i] != segments[i]) return false;
  }
  return pattern.size() == segments.size();
}

/// Of two patterns that fit: does `a` say more, at the first segment where they differ in kind?
bool says_more(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  auto rank = [](const std::string& segment) { return is_rest(segment) ? 0 : is_name(segment) ? 1 : 2; };
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
    if (rank(a[i]) != rank(b[i])) return rank(a[i]) > rank(b[i]);
  }
  return false;
}

std::string_view name_of(Method method) {
  switch (method) {
    case Method::Get: return "GET";
    case Method::Head: return "HEAD";
    case Method::Post: return "POST";
    case Method::Put: return "PUT";
    case Method::Delete: return "DELETE";
    case Method::Options: return "OPTIONS";
    case Method::Other: break;
  }
  return "?";
}

/// Without a page of the site's own.
Response plain_trouble(int status) {
  const char* zh = status == 404   ? "没有找到这个页面"
                   : status == 405 ? "此处不接受这种操作"
                   : status == 408 ? "等待请求超时"
                   : status == 413 ? "提交的内容过大"
                   : status == 431 ? "请求头过长"
                   : status == 503 ? "访问人数较多，请稍后再试"
                   : status < 500  ? "请求有误"
                                   : "系统出现故障，请稍后再试";
  return Response::text(status, std::to_string(status) + " " + zh + "\n");
}

}  // namespace

Router& Router::on(Method method, std::string pattern, Handler handler) {
  Route route{method, {}, pattern.size() > 1 && pattern.ends_with('/'), std::move(handler)};
  for (const std::string_view segment : segments_of(pattern)) route.segments.emplace_back(segment);
  routes_.push_back(std::move(route));
  return *this;
}

Router& Router::on_trouble(std::function<Response(int, const Request&)> page) {
  trouble_ = std::move(page);
  return *this;
}

Router& Router::on_failure(std::function<void(std::string_view)> told) {
  told_ = std::move(told);
  return *this;
}

void Router::tell_failure(std::string_view what, const Request& request) const {
  const std::string line =
      std::string(name_of(request.method)) + " " + printable(request.path) + ": " + printable(what);
  if (told_) {
    told_(line);
  } else {
    std::fprintf(stderr, "gongkai: %s\n", line.c_str());
  }
}

Response Router::trouble(int status, const Request& request) const {
  if (trouble_) {
    try {
      Response response = trouble_(status, request);
      response.is_public_page = false;
      if (response.status == 200) response.status = status;
      return response;
    } catch (const std::exception& failure) {
      tell_failure(std::string("the page for trouble failed too: ") + failure.what(), request);
    } catch (...) { tell_failure("the page for trouble failed too", request); }
  }
  return plain_trouble(status);
}

const Router::Route* Router::best_route(const std::vector<std::string_view>& segments, bool ends_with_slash,
                                        Method method) const {
  const Route* best = nullptr;
  for (const Route& route : routes_) {
    if (route.method != method || !fits(route.segments, segments)) continue;
    const bool takes_rest = !route.segments.empty() && is_rest(route.segments.back());
    if (!takes_rest && route.ends_with_slash != ends_with_slash) continue;
    if (best == nullptr || says_more(route.segments, best->segments)) best = &route;
  }
  return best;
}

std::string Router::allowed_methods(const std::vector<std::string_view>& segments, bool ends_with_slash) const {
  std::string allowed;
  for (const Method method : {Method::Get, Method::Post, Method::Put, Method::Delete}) {
    if (best_route(segments, ends_with_slash, method) == nullptr) continue;
    if (!allowed.empty()) allowed += ", ";
    allowed += name_of(method);
    if (method == Method::Get) allowed += ", HEAD";
  }
  if (!allowed.empty()) allowed += ", OPTIONS";
  return allowed;
}

Response Router::answer(Request& request) const {
  try {
    if (request.path.empty() && read_target(request, {}) != TargetReading::Good) return trouble(400, request);
    if (!is_plain_path(request.path)) return trouble(400, request);
    const std::vector<std::string_view> segments = segments_of(request.path);
    const bool ends_with_slash = request.path.size() > 1 && request.path.ends_with('/');
    const Method method = request.method == Method::Head ? Method::Get : request.method;
    const Route* route = best_route(segments, ends_with_slash, method);
    if (route != nullptr) {
      request.path_values.clear();
      for (std::size_t i = 0; i < route->segments.size(); ++i) {
        const std::string& pattern = route->segments[i];
        if (!is_name(pattern)) continue;
        const auto from = static_cast<std::size_t>(segments[i].data() - request.path.data());
        request.path_values.emplace_back(name_of(pattern),
                                         is_rest(pattern) ? request.path.substr(from) : std::string(segments[i]));
      }
      return route->handler(request);
    }
    if (const std::string allowed = allowed_methods(segments, ends_with_slash); !allowed.empty()) {
      Response response = request.method == Method::Options ? Response::text(204, "") : trouble(405, request);
      response.headers.emplace_back("Allow", allowed);
      return response;
    }
    if (method == Method::Get && !segments.empty() && best_route(segments, !ends_with_slash, method) != nullptr) {
      std::string path = request.path;
      ends_with_slash ? path.pop_back() : path.push_back('/');
      const std::string_view target = origin_form(request.target);
      const std::size_t mark = target.find('?');
      return Response::moved_permanently(percent_encoded_path(path) +
                                         std::string(mark == std::string_view::npos ? "" : target.substr(mark)));
    }
    return trouble(404, request);
  } catch (const std::exception& failure) { tell_failure(failure.what(), request); } catch (...) {
    tell_failure("an exception of unknown kind", request);
  }
  return trouble(500, request);
}

}  // namespace gongkai::http
