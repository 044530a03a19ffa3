// Which handler answers a method and a path. Routes are told once, at start.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "http/message.h"

namespace gongkai::http {

using Handler = std::function<Response(const Request&)>;

/// Patterns: "/i/{item}" (one segment), "/assets/{rest...}" (all that follows). Literal segments win over {names}.
class Router {
 public:
  Router& on(Method method, std::string pattern, Handler handler);
  Router& get(std::string pattern, Handler handler) { return on(Method::Get, std::move(pattern), std::move(handler)); }
  Router& post(std::string pattern, Handler handler) {
    return on(Method::Post, std::move(pattern), std::move(handler));
  }
  /// Makes the page for 404 (no route), 405 (other methods exist), 400, 408, 413, 431, 500, 503; status in the
  /// argument. The server asks for those of 400, 408, 413, 431 and 503 once, at its start, with an empty request: they
  /// are answered when nothing may be spent any more.
  Router& on_trouble(std::function<Response(int status, const Request&)> page);
  /// Told about exceptions of handlers and answers that could not be sent; one line, printable. Standard error without
  /// it. From any thread.
  Router& on_failure(std::function<void(std::string_view line)> told);

  /// Never throws: a handler's exception becomes the page for 500. HEAD is answered by the handler for GET.
  /// A path with a trailing slash too many or too few, for which the other form has a route, is redirected (301, GET
  /// only).
  /// Matches `path`; when that is empty, reads it and the query out of `target` first. A path with an empty, "." or
  /// ".." segment, a backslash or a control character is answered 400.
  Response answer(Request& request) const;

  /// The page of on_trouble, or a plain one; never throws.
  Response trouble(int status, const Request& request) const;
  void tell_failure(std::string_view what, const Request& request) const;

 private:
  struct Route {
    Method method;
    std::vector<std::string> segments;
    bool ends_with_slash = false;
    Handler handler;
  };
  const Route* best_route(const std::vector<std::string_view>& segments, bool ends_with_slash, Method method) const;
  std::string allowed_methods(const std::vector<std::string_view>& segments, bool ends_with_slash) const;
  std::vector<Route> routes_;
  std::function<Response(int, const Request&)> trouble_;
  std::function<void(std::string_view)> told_;
};

}  // namespace gongkai::http
