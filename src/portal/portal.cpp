#include "portal/portal.h"

#include "search/index.h"

namespace gongkai::portal {

Visit Portal::visit_of(const http::Request& request) const {
  Visit visit{site(), words_, Addresses(base_), preferences_of(request), request.path};
  const std::size_t question_mark = request.target.find('?');
  if (question_mark != std::string::npos) visit.here += request.target.substr(question_mark);
  return visit;
}

http::Response Portal::public_page(const Visit& visit, std::string html) const {
  http::Response response = page(visit, 200, std::move(html));
  response.is_public_page = true;
  return response;
}

http::Response Portal::page(const Visit& visit, int status, std::string html) const {
  http::Response response =
      http::Response::page(visit.preferences.traditional ? search::to_traditional(html) : std::move(html));
  response.status = status;
  return response;
}

}  // namespace gongkai::portal
