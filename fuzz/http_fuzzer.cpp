// Whatever a stranger sends to the server, before any handler sees it. The first byte chooses the parser, the rest is
// its input: head, chunks, target with routes, form, multipart, cookies, client address, log line.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/text.h"
#include "http/access_log.h"
#include "http/client_address.h"
#include "http/forms.h"
#include "http/gzip.h"
#include "http/request_head.h"
#include "http/router.h"
#include "http/target.h"

namespace {

using namespace gongkai;
using namespace gongkai::http;

void require(bool holds) {
  if (!holds) std::abort();
}

void require_clean(const Fields& fields) {
  require(fields.items().size() <= kMostFields);
  for (const auto& [name, value] : fields.items()) {
    require(is_valid_utf8(name) && is_valid_utf8(value));
    require(value.find('\0') == std::string::npos);
  }
}

void head(std::string_view text) {
  std::size_t scanned = 0;
  const HeadEnd whole = find_head_end(text, scanned);
  // In pieces it ends at the same place.
  std::size_t scanned_in_pieces = 0;
  HeadEnd in_pieces{HeadEnd::Unfinished};
  for (std::size_t size = 1; size <= text.size() && in_pieces.kind == HeadEnd::Unfinished; ++size) {
    in_pieces = find_head_end(text.substr(0, size), scanned_in_pieces);
  }
  require(whole.kind == in_pieces.kind && whole.size == in_pieces.size);
  if (whole.kind != HeadEnd::Found) return;
  RequestHead parsed;
  if (read_request_head(text.substr(0, whole.size), 100, parsed) != 0) return;
  require(parsed.headers.size() <= 100 && !parsed.target.empty());
  require(!(parsed.is_chunked && parsed.content_length));
  for (const auto& [name, value] : parsed.headers) {
    require(name.find_first_of(" \t\r\n:") == std::string_view::npos);
    require(value.find_first_of("\r\n") == std::string_view::npos && value.find('\0') == std::string_view::npos);
  }
  (void)accepts_gzip(parsed.accept_encoding);
}

void chunks(std::string_view text) {
  std::string whole, in_pieces;
  ChunkReader reader(10'000), slow_reader(10'000);
  std::string_view left = text;
  const ChunkReader::State state = reader.feed(left, whole);
  ChunkReader::State slow_state = ChunkReader::State::WantsMore;
  for (std::size_t i = 0; i < text.size() && slow_state == ChunkReader::State::WantsMore; ++i) {
    std::string_view one = text.substr(i, 1);
    slow_state = slow_reader.feed(one, in_pieces);
  }
  require(state == slow_state && whole == in_pieces && whole.size() <= 10'000);
}

const Router& routes() {
  static const Router made = [] {
    Router router;
    const Handler handler = [](const Request& request) {
      require(is_plain_path(request.path) && is_valid_utf8(request.path));
      for (const auto& [name, value] : request.path_values) {
        require(!value.empty() && value != ".." && value.find("../") != 0);
      }
      return Response::text(200, "");
    };
    router.get("/", handler).get("/i/{item}", handler).post("/i/{item}", handler).get("/{agency}/", handler);
    router.get("/files/{rest...}", handler);
    return router;
  }();
  return made;
}

void target(std::string_view text) {
  for (const std::string_view prefix : {"", "/zfxxgk"}) {
    Request request;
    request.target = text;
    if (read_target(request, prefix) != TargetReading::Good) continue;
    require(is_plain_path(request.path));
    require_clean(request.query);
    const Response response = routes().answer(request);
    for (const auto& [name, value] : response.headers) {
      require(value.find_first_of("\r\n") == std::string::npos);
      if (name == "Location") require(value.starts_with('/') && !value.starts_with("//"));
    }
  }
}

void multipart(std::string_view text) {
  Fields fields;
  std::vector<UploadedFile> files;
  (void)read_multipart("multipart/form-data; boundary=b", text, fields, files);
  require_clean(fields);
  for (const UploadedFile& file : files) {
    require(is_valid_utf8(file.field) && is_valid_utf8(file.name));
    require(file.name.find_first_of("/\\\r\n") == std::string::npos && file.name != "..");
  }
  // The boundary too comes from the client.
  const std::size_t line = std::min(text.find('\n'), text.size());
  (void)read_multipart(text.substr(0, line), text.substr(std::min(line + 1, text.size())), fields, files);
}

void log_line(std::string_view text) {
  AccessLine line;
  line.client = line.method = line.target = line.user_agent = text;
  std::string out;
  append_line(out, line, "T");
  require(out.find('\n') == out.size() - 1 && is_valid_utf8(out));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0]) {
    case 'h': head(text); break;
    case 'c': chunks(text); break;
    case 't': target(text); break;
    case 'f': {
      Fields fields;
      (void)read_urlencoded(text, fields);
      require_clean(fields);
      break;
    }
    case 'm': multipart(text); break;
    case 'k': {
      const auto value = find_cookie(text, "a");
      require(!value || value->find(';') == std::string_view::npos);
      break;
    }
    case 'a': {
      const TrustedProxies proxies({"10.0.0.1"});
      require(is_address(proxies.client_of("10.0.0.1", text)));
      break;
    }
    default: log_line(text); break;
  }
  return 0;
}
