// Requests and answers as browsers know them: methods, forms, cookies, headers, connections that stay.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "site.h"

namespace gongkai::http {
namespace {

using testing::HasSubstr;
using testing::Not;

Router echo() {
  Router router = quiet();
  router.get("/", [](const Request&) { return Response::page("<p>首页</p>"); });
  router.get("/i/{item}", [](const Request& request) {
    return Response::text(200,
                          "item " + std::string(request.value("item")) + " q=" + std::string(request.query.text("q")));
  });
  router.post("/form", [](const Request& request) {
    std::string text;
    for (const auto& [name, value] : request.form.items()) text += name + "=" + value + "\n";
    for (const UploadedFile& file : request.files) {
      text += file.field + ":" + file.name + ":" + file.media_type + ":" + std::to_string(file.bytes.size()) + "\n";
    }
    return Response::text(200, text + request.body);
  });
  router.get("/cookie", [](const Request& request) {
    Response response = Response::text(200, "[" + std::string(request.cookie("a")) + "]");
    response.cookies.push_back({"seen", "yes", 60});
    return response;
  });
  router.get("/go", [](const Request&) { return Response::see_other("/i/1"); });
  router.get("/throws", [](const Request&) -> Response { throw std::runtime_error("broken"); });
  router.get("/injects", [](const Request& request) {
    Response response = Response::text(200, "x");
    response.headers.emplace_back("X-Name", std::string(request.query.text("n")));
    return response;
  });
  router.get("/injects-cookie", [](const Request& request) {
    Response response = Response::text(200, "x");
    response.cookies.push_back({"a", std::string(request.query.text("n"))});
    return response;
  });
  router.get("/who", [](const Request& request) {
    return Response::text(200, request.client + (request.is_secure ? " secure" : " plain"));
  });
  return router;
}

TEST(Pages, APageComesWithItsHeaders) {
  const Site site(echo(), {}, Clock::frozen_at(Instant(1645492502)));
  const Reply reply = site.ask(get("/"));
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, "<p>首页</p>");
  EXPECT_EQ(reply.header("content-type"), "text/html; charset=utf-8");
  EXPECT_EQ(reply.header("date"), "Tue, 22 Feb 2022 01:15:02 GMT");
  EXPECT_THAT(std::string(reply.header("content-security-policy")), HasSubstr("default-src 'self'"));
  EXPECT_EQ(reply.header("x-content-type-options"), "nosniff");
  EXPECT_EQ(reply.header("referrer-policy"), "same-origin");
  EXPECT_EQ(reply.header("cross-origin-opener-policy"), "same-origin");
  EXPECT_NE(reply.header("permissions-policy"), "");
  EXPECT_EQ(reply.header("strict-transport-security"), "");
  EXPECT_EQ(reply.header("cache-control"), "no-store");
}

TEST(Pages, ErrorsCarryTheSecurityHeadersToo) {
  const Site site(echo());
  for (const char* target : {"/absent", "/throws", "/%zz"}) {
    EXPECT_EQ(site.ask(get(target)).header("x-content-type-options"), "nosniff") << target;
  }
  EXPECT_EQ(site.ask("BROKEN\r\n\r\n").header("x-content-type-options"), "nosniff");
}

TEST(Pages, PathAndQueryAreDecoded) {
  const Site site(echo());
  EXPECT_EQ(site.ask(get("/i/%E6%94%BF%E5%BA%9C?q=a+b%2B%E5%85%AC")).body, "item 政府 q=a b+公");
}

TEST(Pages, AFormIsRead) {
  const Site site(echo());
  const Reply reply = site.ask(post("/form", "application/x-www-form-urlencoded", "name=%E5%BC%A0+a&empty=&name=2"));
  EXPECT_EQ(reply.body, "name=张 a\nempty=\nname=2\n");
}

TEST(Pages, AMultipartFormWithAFileIsRead) {
  const Site site(echo());
  const std::string body =
      "--b1\r\nContent-Disposition: form-data; name=\"题目\"\r\n\r\n公开\r\n"
      "--b1\r\nContent-Disposition: form-data; name=\"f\"; filename=\"C:\\docs\\附件.pdf\"\r\nContent-Type: "
      "application/pdf\r\n\r\n%PDF\r\n\r\n--b1--\r\n";
  EXPECT_EQ(site.ask(post("/form", "multipart/form-data; boundary=b1", body)).body,
            "题目=公开\nf:附件.pdf:application/pdf:6\n");
}

TEST(Pages, OtherBodiesAreLeftAsTheyAre) {
  const Site site(echo());
  EXPECT_EQ(site.ask(post("/form", "application/json", R"({"a":1})")).body, R"({"a":1})");
}

TEST(Pages, AChunkedBodyIsPutTogether) {
  const Site site(echo());
  EXPECT_EQ(site.ask("POST /form HTTP/1.1\r\nHost: t\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                     "Transfer-Encoding: chunked\r\n\r\n2;x=y\r\na=\r\n3\r\n1&b\r\n2\r\n=2\r\n0\r\nTrailer: t\r\n\r\n")
                .body,
            "a=1\nb=2\n");
}

TEST(Pages, WhoExpectsToBeToldToContinueIsTold) {
  const Site site(echo());
  Client client = site.connect();
  client.send("POST /form HTTP/1.1\r\nHost: t\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.reply(true).status, 100);
  EXPECT_EQ(client.ask("hello").body, "hello");
}

TEST(Pages, CookiesAreReadAndSetWithCare) {
  const Site site(echo());
  const Reply reply = site.ask(get("/cookie", "Cookie: b=2; a=\"1\"; a=3\r\n"));
  EXPECT_EQ(reply.body, "[1]");
  EXPECT_EQ(reply.header("set-cookie"), "seen=yes; Path=/; Max-Age=60; HttpOnly; SameSite=Lax");
}

TEST(Pages, BehindATrustedProxyClientAndSchemeAreBelieved) {
  ServerOptions options;
  options.trusted_proxies = {"127.0.0.1", "10.0.0.9"};
  const Site site(echo(), options);
  EXPECT_EQ(site.ask(get("/who")).body, "127.0.0.1 plain");
  const Reply reply =
      site.ask(get("/who", "X-Forwarded-For: 6.6.6.6, 203.0.113.7, 10.0.0.9\r\nX-Forwarded-Proto: https\r\n"));
  EXPECT_EQ(reply.body, "203.0.113.7 secure");
  EXPECT_THAT(std::string(reply.header("strict-transport-security")), HasSubstr("max-age="));
  EXPECT_THAT(std::string(site.ask(get("/cookie", "X-Forwarded-Proto: https\r\n")).header("set-cookie")),
              HasSubstr("; Secure"));
}

TEST(Pages, WithoutATrustedProxyForwardedHeadersAreOnlyHeaders) {
  const Site site(echo());
  EXPECT_EQ(site.ask(get("/who", "X-Forwarded-For: 6.6.6.6\r\nX-Forwarded-Proto: https\r\n")).body, "127.0.0.1 plain");
}

TEST(Pages, HeadIsAnsweredLikeGetWithoutTheBody) {
  const Site site(echo());
  Client client = site.connect();
  client.send("HEAD / HTTP/1.1\r\nHost: t\r\n\r\n");
  const Reply head = client.reply(true);
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.header("content-length"), "13");
  EXPECT_EQ(client.ask(get("/i/2")).body, "item 2 q=");
}

TEST(Pages, OneConnectionServesManyRequests) {
  const Site site(echo());
  Client client = site.connect();
  for (int i = 0; i < 50; ++i) {
    EXPECT_EQ(client.ask(get("/i/" + std::to_string(i))).body, "item " + std::to_string(i) + " q=");
  }
}

TEST(Pages, PipelinedRequestsAreAnsweredInTheirOrder) {
  const Site site(echo());
  Client client = site.connect();
  std::string all;
  for (int i = 0; i < 100; ++i) {
    all += i % 3 == 0 ? post("/form", "text/plain", "body " + std::to_string(i)) : get("/i/" + std::to_string(i));
  }
  client.send(all);
  for (int i = 0; i < 100; ++i) {
    const std::string number = std::to_string(i);
    EXPECT_EQ(client.reply().body, i % 3 == 0 ? "body " + number : "item " + number + " q=");
  }
}

TEST(Pages, TheOldProtocolClosesUnlessAskedNotTo) {
  const Site site(echo());
  Client closing = site.connect();
  EXPECT_EQ(closing.ask("GET / HTTP/1.0\r\n\r\n").status, 200);
  EXPECT_TRUE(closing.is_closed_within(3000));
  Client staying = site.connect();
  EXPECT_EQ(staying.ask("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").header("connection"), "keep-alive");
  EXPECT_EQ(staying.ask("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").status, 200);
}

TEST(Pages, WhoAsksToCloseIsClosed) {
  const Site site(echo());
  Client client = site.connect();
  const Reply reply = client.ask(get("/", "Connection: close\r\n"));
  EXPECT_EQ(reply.header("connection"), "close");
  EXPECT_TRUE(client.is_closed_within(3000));
}

TEST(Pages, AnExceptionBecomesAPageAndIsTold) {
  std::vector<std::string> told;
  Router router = echo();
  router.on_failure([&](std::string_view line) { told.emplace_back(line); });
  const Site site(std::move(router));
  const Reply reply = site.ask(get("/throws"));
  EXPECT_EQ(reply.status, 500);
  EXPECT_THAT(reply.body, Not(HasSubstr("broken")));
  EXPECT_THAT(told, testing::ElementsAre("GET /throws: broken"));
}

TEST(Pages, AHeaderWithALineBreakIsRefusedAndTold) {
  std::vector<std::string> told;
  Router router = echo();
  router.on_failure([&](std::string_view line) { told.emplace_back(line); });
  const Site site(std::move(router));
  for (const char* target : {"/injects?n=a%0D%0ASet-Cookie:%20x=y", "/injects?n=a%0Ab",
                             "/injects-cookie?n=a;%20Path=/x", "/injects-cookie?n=a%0D%0Ab"}) {
    const Reply reply = site.ask(get(target));
    EXPECT_EQ(reply.status, 500) << target;
    EXPECT_EQ(reply.header("set-cookie"), "") << target;
  }
  EXPECT_EQ(told.size(), 4u);
}

TEST(Pages, TheHandlersOwnSecurityHeaderReplacesTheServers) {
  Router router = quiet();
  router.get("/", [](const Request&) {
    Response response = Response::page("x");
    response.headers.emplace_back("content-security-policy", "default-src 'none'");
    response.headers.emplace_back("Content-Length", "9999");
    return response;
  });
  const Site site(std::move(router));
  const Reply reply = site.ask(get("/"));
  EXPECT_EQ(reply.count("content-security-policy"), 1u);
  EXPECT_EQ(reply.header("content-security-policy"), "default-src 'none'");
  EXPECT_EQ(reply.count("content-length"), 1u);
  EXPECT_EQ(reply.body, "x");
}

TEST(Prefix, IsStrippedAndPutBeforeRedirects) {
  ServerOptions options;
  options.path_prefix = "/zfxxgk";
  const Site site(echo(), options);
  EXPECT_EQ(site.ask(get("/zfxxgk/i/7")).body, "item 7 q=");
  EXPECT_EQ(site.ask(get("/zfxxgk/go")).header("location"), "/zfxxgk/i/1");
  EXPECT_EQ(site.ask(get("/zfxxgk/i/7/?q=1")).header("location"), "/zfxxgk/i/7?q=1");
  EXPECT_THAT(std::string(site.ask(get("/zfxxgk/cookie")).header("set-cookie")), HasSubstr("Path=/zfxxgk;"));
  const Reply bare = site.ask(get("/zfxxgk"));
  EXPECT_EQ(bare.status, 301);
  EXPECT_EQ(bare.header("location"), "/zfxxgk/");
  for (const char* outside : {"/", "/i/7", "/zfxxgkx/i/7", "/ZFXXGK/i/7"}) {
    EXPECT_EQ(site.ask(get(outside)).status, 404) << outside;
  }
}

TEST(Opening, ATakenPortIsRefusedWithAReason) {
  const Site site(echo());
  ServerOptions options;
  options.port = site.port();
  const auto second = Server::open(options, Router(), Clock::real());
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(second.error().code, "http.cannot_listen");
  options.address = "not an address";
  EXPECT_EQ(Server::open(options, Router(), Clock::real()).error().code, "http.cannot_listen");
}

TEST(Opening, ALogThatCannotBeWrittenIsRefused) {
  ServerOptions options;
  options.port = 0;
  options.access_log = "/no/such/folder/access.log";
  EXPECT_EQ(Server::open(options, Router(), Clock::real()).error().code, "http.cannot_log");
}

}  // namespace
}  // namespace gongkai::http
