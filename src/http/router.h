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
  /// Makes the page for 404 (no route), 405 (other methods exist), 400, 413, 431, 500, 503; status in the argument.
  Router& on_trouble(std::function<Response(int status, const Request&)> page);

  /// Never throws: a handler's exception becomes the page for 500. HEAD is answered by the handler for GET.
  /// A path with a trailing slash too many or too few, for which the other form has a route, is redirected (301, GET
  /// only).
  Response answer(Request& request) const;

 private:
  struct Route {
    Method method;
    std::vector<std::string> segments;
    bool ends_with_slash = false;
    Handler handler;
  };
  std::vector<Route> routes_;
  std::function<Response(int, const Request&)> trouble_;
};

}  // namespace gongkai::http
