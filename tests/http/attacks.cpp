// What no browser sends: requests that two servers would read in two ways, bombs, paths that lead out of their folder.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>

#include "site.h"

namespace gongkai::http {
namespace {

using namespace std::string_literals;

/// Counts what arrives, so that a smuggled request is noticed.
struct Counting {
  std::atomic<int> arrived{0};
  Router router = quiet();
  Counting() {
    auto handler = [this](const Request&) {
      ++arrived;
      return Response::text(200, "ok");
    };
    router.get("/", handler).post("/", handler).get("/smuggled", handler).get("/files/{rest...}", handler);
  }
};

TEST(Smuggling, AmbiguousRequestsAreRefusedAndTheConnectionCloses) {
  const std::string smuggled = "GET /smuggled HTTP/1.1\r\nHost: t\r\n\r\n";
  const std::string begin = "POST / HTTP/1.1\r\nHost: t\r\n";
  const std::vector<std::string> attacks = {
      begin + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + smuggled,
      begin + "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n" + smuggled,
      begin + "Content-Length: 0\r\nContent-Length: 36\r\n\r\n" + smuggled,
      begin + "Content-Length: 0\r\nContent-Length: 0\r\n\r\n" + smuggled,
      begin + "Content-Length: 0, 36\r\n\r\n" + smuggled,
      begin + "Content-Length: +0\r\n\r\n" + smuggled,
      begin + "Content-Length: -1\r\n\r\n" + smuggled,
      begin + "Content-Length: 0x0\r\n\r\n" + smuggled,
      begin + "Content-Length:\r\n\r\n" + smuggled,
      begin + "Content-Length : 0\r\n\r\n" + smuggled,
      begin + "Content-Length: 99999999999999999999\r\n\r\n" + smuggled,
      begin + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + smuggled,
      begin + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n" + smuggled,
      begin + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + smuggled,
      begin + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n" + smuggled,
      begin + "Transfer-Encoding: identity\r\n\r\n" + smuggled,
      begin + "Transfer-Encoding\r\n : chunked\r\n\r\n0\r\n\r\n" + smuggled,
      begin + "X: a\r\n Content-Length: 36\r\n\r\n" + smuggled,  // obs-fold
      begin + "X: a\r\n\tb\r\n\r\n" + smuggled,
      begin + "X: a\nContent-Length: 36\r\n\r\n" + smuggled,  // bare LF
      "POST / HTTP/1.1\nHost: t\n\n" + smuggled,
      begin + "X: a\rb\r\n\r\n" + smuggled,  // bare CR
      begin + "X: a\0b\r\n\r\n"s + smuggled,
      begin + "X\0: a\r\n\r\n"s + smuggled,
      begin + ": a\r\n\r\n" + smuggled,
      begin + "no colon\r\n\r\n" + smuggled,
      begin + "Host: u\r\n\r\n" + smuggled,
      "POST / HTTP/1.1\r\n\r\n" + smuggled,  // no Host
      "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + smuggled,
      "POST  / HTTP/1.1\r\nHost: t\r\n\r\n" + smuggled,
      "POST / HTTP/1.1 \r\nHost: t\r\n\r\n" + smuggled,
      "POST / HTTP/1.1.1\r\nHost: t\r\n\r\n" + smuggled,
      "POST / HTTP/9.1\r\nHost: t\r\n\r\n" + smuggled,
      "POST /\r\nHost: t\r\n\r\n" + smuggled,
      "P(ST / HTTP/1.1\r\nHost: t\r\n\r\n" + smuggled,
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + smuggled,
      begin + "Expect: anything\r\n\r\n" + smuggled,
      "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\n" + smuggled,  // TLS
  };
  for (const std::string& attack : attacks) {
    Counting site;
    const Site server(std::move(site.router));
    Client client = server.connect();
    const Reply reply = client.ask(attack);
    EXPECT_GE(reply.status, 400) << attack;
    EXPECT_LT(reply.status, 506) << attack;
    EXPECT_EQ(reply.header("connection"), "close") << attack;
    client.send_no_more();
    EXPECT_TRUE(client.is_closed_within(3000)) << attack;
    EXPECT_EQ(site.arrived, 0) << attack;
  }
}

TEST(Smuggling, BrokenChunksAreRefused) {
  for (const std::string& chunks :
       {"\r\n0\r\n\r\n"s, "g\r\n"s, "-1\r\n"s, " 1\r\nx\r\n0\r\n\r\n"s, "1 \r\nx\r\n0\r\n\r\n"s, "1\nx\r\n0\r\n\r\n"s,
        "1\r\nxy\r\n0\r\n\r\n"s, "1\r\nx0\r\n\r\n"s, "0\r\nA: b\n\r\n"s, "1;\n\r\nx\r\n0\r\n\r\n"s,
        "0x1\r\nx\r\n0\r\n\r\n"s}) {
    Counting site;
    const Site server(std::move(site.router));
    const Reply reply = server.ask("POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks);
    EXPECT_EQ(reply.status, 400) << chunks;
    EXPECT_EQ(site.arrived, 0) << chunks;
  }
}

TEST(Bombs, HugeChunksAndLengthsAreRefusedBeforeTheyCome) {
  Counting site;
  const Site server(std::move(site.router));
  for (const char* size : {"FFFFFFFFFFFFFFFF", "7FFFFFFFFFFFFFFF", "FFFFFFFFFFFFFFFFFFFFFFFFFF", "10000000"}) {
    EXPECT_EQ(server.ask("POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n" + std::string(size)).status,
              413);
  }
  EXPECT_EQ(server.ask("POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 999999999999999\r\n\r\n").status, 413);
  EXPECT_EQ(
      server.ask("POST / HTTP/1.1\r\nHost: t\r\nExpect: 100-continue\r\nContent-Length: 999999999\r\n\r\n").status,
      413);
  EXPECT_EQ(
      server.ask("POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n1;" + std::string(20000, 'x')).status,
      400);
  EXPECT_EQ(site.arrived, 0);
}

TEST(Bombs, ABodyOverTheLimitIsAnswered413AlthoughItIsStillComing) {
  Counting site;
  ServerOptions options;
  options.largest_body = 10000;
  const Site server(std::move(site.router), options);
  EXPECT_EQ(server.ask(post("/", "text/plain", std::string(10000, 'x'))).status, 200);
  EXPECT_EQ(server.ask(post("/", "text/plain", std::string(200000, 'x'))).status, 413);
  std::string chunks;
  for (int i = 0; i < 100; ++i) chunks += "3E8\r\n" + std::string(1000, 'x') + "\r\n";
  EXPECT_EQ(
      server.ask("POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks + "0\r\n\r\n").status,
      413);
}

TEST(Bombs, BodiesOfAllConnectionsTogetherAreBounded) {
  Counting site;
  ServerOptions options;
  options.bodies_in_memory = 100'000;
  const Site server(std::move(site.router), options);
  Client first = server.connect();
  first.send("POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 90000\r\n\r\n" + std::string(80000, 'x'));
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  EXPECT_EQ(server.ask(post("/", "text/plain", std::string(50000, 'x'))).status, 503);
  EXPECT_EQ(first.ask(std::string(10000, 'x')).status, 200);
  EXPECT_EQ(server.ask(post("/", "text/plain", std::string(50000, 'x'))).status, 200);
}

TEST(Bombs, TooManyOrTooLargeHeadersAreAnswered431) {
  Counting site;
  const Site server(std::move(site.router));
  std::string many;
  for (int i = 0; i < 99; ++i) many += "X: y\r\n";
  EXPECT_EQ(server.ask(get("/", many)).status, 200);
  EXPECT_EQ(server.ask(get("/", many + "X: y\r\n")).status, 431);
  EXPECT_EQ(server.ask(get("/", "X: " + std::string(15000, 'y') + "\r\n")).status, 200);
  EXPECT_EQ(server.ask(get("/", "X: " + std::string(17000, 'y') + "\r\n")).status, 431);
  EXPECT_EQ(server.ask("GET /" + std::string(100000, 'a')).status, 431);
  EXPECT_EQ(server.ask(get("/" + std::string(17000, 'a'))).status, 431);
}

TEST(Bombs, FormsOfTooManyFieldsAreRefused) {
  Counting site;
  const Site server(std::move(site.router));
  std::string fields = "a=1", parts;
  for (int i = 1; i < 1000; ++i) fields += "&a=1";
  EXPECT_EQ(server.ask(post("/", "application/x-www-form-urlencoded", fields)).status, 200);
  EXPECT_EQ(server.ask(post("/", "application/x-www-form-urlencoded", fields + "&a=1")).status, 400);
  for (int i = 0; i < 1001; ++i) parts += "--b\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n";
  EXPECT_EQ(server.ask(post("/", "multipart/form-data; boundary=b", parts + "--b--")).status, 400);
}

TEST(Traversal, PathsThatLeaveTheirFolderAreRefused) {
  Counting site;
  const Site server(std::move(site.router));
  for (const char* target : {"/files/../secret",
                             "/files/%2e%2e/secret",
                             "/files/%2E./secret",
                             "/files/..%2fsecret",
                             "/files/..%5csecret",
                             "/files/..\\secret",
                             "/files/a%5Cb",
                             "/files/%00",
                             "/files/a%00.html",
                             "/files/%",
                             "/files/%4",
                             "/files/%zz",
                             "/files/%c0%ae%c0%ae/x",
                             "/files/%ff",
                             "/files//x",
                             "//files/x",
                             "/files/./x",
                             "/files/%0d%0aX",
                             "/files/x#y",
                             "files/x",
                             "*",
                             "ftp://t/x"}) {
    EXPECT_EQ(server.ask(get(target)).status, 400) << target;
  }
  EXPECT_EQ(site.arrived, 0);
  EXPECT_EQ(server.ask(get("/files/a..b/...")).status, 200);
  EXPECT_EQ(server.ask(get("http://test/files/x")).status, 200);
}

}  // namespace
}  // namespace gongkai::http
