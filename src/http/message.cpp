#include "http/message.h"

#include "http/forms.h"

namespace gongkai::http {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

std::string_view first_of(const Pairs& pairs, std::string_view name) {
  for (const auto& [key, value] : pairs) {
    if (key == name) return value;
  }
  return {};
}

Response redirect(int status, std::string location) {
  Response response;
  response.status = status;
  response.media_type = "text/plain; charset=utf-8";
  response.headers.emplace_back("Location", std::move(location));
  return response;
}

}  // namespace

std::optional<std::string_view> Fields::get(std::string_view name) const {
  for (const auto& [key, value] : fields_) {
    if (key == name) return value;
  }
  return std::nullopt;
}

std::string_view Fields::text(std::string_view name) const { return get(name).value_or(std::string_view()); }

std::vector<std::string_view> Fields::all(std::string_view name) const {
  std::vector<std::string_view> values;
  for (const auto& [key, value] : fields_) {
    if (key == name) values.emplace_back(value);
  }
  return values;
}

std::string_view Request::header(std::string_view lower_case_name) const { return first_of(headers, lower_case_name); }

std::string_view Request::cookie(std::string_view name) const {
  for (const auto& [key, line] : headers) {
    if (key != "cookie") continue;
    if (const auto value = find_cookie(line, name)) return *value;
  }
  return {};
}

std::string_view Request::value(std::string_view name_in_route) const { return first_of(path_values, name_in_route); }

Response Response::page(std::string html) { return page(200, std::move(html)); }

Response Response::page(int status, std::string html) {
  Response response;
  response.status = status;
  response.body = std::move(html);
  return response;
}

Response Response::text(int status, std::string text) {
  Response response;
  response.status = status;
  response.media_type = "text/plain; charset=utf-8";
  response.body = std::move(text);
  return response;
}

Response Response::json(std::string json) {
  Response response;
  response.media_type = "application/json";
  response.body = std::move(json);
  return response;
}

Response Response::see_other(std::string location) { return redirect(303, std::move(location)); }
Response Response::moved_permanently(std::string location) { return redirect(301, std::move(location)); }

}  // namespace gongkai::http
