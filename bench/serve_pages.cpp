// Serves one public page, kept ready to send, with all security headers and the access log on: bench/serve_pages.sh
// compares it with nginx.   serve_pages PORT FILE LOG
#include <cstdio>
#include <cstdlib>

#include "base/file.h"
#include "http/server.h"

int main(int argc, char** argv) {
  using namespace gongkai;
  if (argc != 4) {
    std::fputs("serve_pages PORT FILE LOG\n", stderr);
    return 2;
  }
  const auto html = read_file(argv[2], 64u << 20);
  if (!html) {
    std::fprintf(stderr, "%s\n", html.error().message.en.c_str());
    return 2;
  }
  http::Router router;
  router.get("/page.html", [&](const http::Request&) {
    http::Response page = http::Response::page(*html);
    page.is_public_page = true;
    return page;
  });
  http::ServerOptions options;
  options.port = static_cast<unsigned short>(std::atoi(argv[1]));
  options.access_log = argv[3];
  auto server = http::Server::open(options, std::move(router), Clock::real());
  if (!server) {
    std::fprintf(stderr, "%s\n", server.error().message.en.c_str());
    return 1;
  }
  (*server)->run();
  return 0;
}
