// A request and a response as handlers see them. No library type shows.
#pragma once
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/instant.h"

namespace gongkai::http {

enum class Method { Get, Head, Post, Put, Delete, Options, Other };

/// A file that came with a form. All files of a request together are no larger than ServerOptions::largest_body.
struct UploadedFile {
  std::string field;
  std::string name;        ///< as sent, without folders
  std::string media_type;  ///< as claimed, not verified
  std::string bytes;
};

/// Decoded name-value pairs in their order, of a query or a form.
class Fields {
 public:
  std::optional<std::string_view> get(std::string_view name) const;
  /// Empty when absent.
  std::string_view text(std::string_view name) const;
  std::vector<std::string_view> all(std::string_view name) const;
  void add(std::string name, std::string value) { fields_.emplace_back(std::move(name), std::move(value)); }
  const std::vector<std::pair<std::string, std::string>>& items() const { return fields_; }

 private:
  std::vector<std::pair<std::string, std::string>> fields_;
};

struct Request {
  Method method = Method::Get;
  std::string path;    ///< decoded, normalised, without the prefix of the installation, begins with '/'
  std::string target;  ///< as sent
  Fields query;
  Fields form;  ///< of application/x-www-form-urlencoded and multipart/form-data
  std::vector<UploadedFile> files;
  std::string body;                                              ///< of other kinds, e.g. JSON
  std::vector<std::pair<std::string, std::string>> headers;      ///< names in lower case
  std::vector<std::pair<std::string, std::string>> path_values;  ///< what the route's {name} stood for
  std::string client;      ///< address, from a trusted proxy's header when one is configured
  bool is_secure = false;  ///< came by HTTPS, as far as we or the trusted proxy know

  std::string_view header(std::string_view lower_case_name) const;
  std::string_view cookie(std::string_view name) const;
  std::string_view value(std::string_view name_in_route) const;
};

struct Cookie {
  std::string name;
  std::string value;
  std::optional<std::int64_t> max_age_seconds{};  ///< absent: until the browser closes; 0 removes
  bool http_only = true;
};

struct Response {
  int status = 200;
  std::string media_type = "text/html; charset=utf-8";
  std::string body;
  /// Beside those that the server sets (security, length, date, caching). One that stands here replaces the server's of
  /// the same name, except for framing. A line break in one makes the answer a 500.
  std::vector<std::pair<std::string, std::string>> headers;
  std::vector<Cookie> cookies;
  /// May be kept in the page cache and answered to everybody until forget_pages(). Only counts for GET, status 200,
  /// without cookies set. Gets an ETag, is compressed once, and serves ranges; assets are such pages too, with a
  /// Cache-Control of their own.
  bool is_public_page = false;
  /// For large bodies instead of `body`: gives up to `count` bytes from `from`; empty at the end. Ranges are served
  /// from it.
  std::function<std::string(std::uint64_t from, std::uint64_t count)> source{};
  std::uint64_t source_size = 0;

  static Response page(std::string html);
  static Response text(int status, std::string text);
  static Response json(std::string json);
  /// 404 and others with a page of the handler's own.
  static Response page(int status, std::string html);
  /// 303, so that reloading repeats nothing. The server puts its path prefix before a location that begins with one
  /// '/' and does not have it yet; so for every Location.
  static Response see_other(std::string location);
  static Response moved_permanently(std::string location);
};

}  // namespace gongkai::http
