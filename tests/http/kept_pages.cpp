// Public pages that are kept ready to send: what is kept, for whom, how long; ETag, compression, ranges.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <atomic>
#include <condition_variable>
#include <mutex>

#include "http/page_cache.h"
#include "site.h"

namespace gongkai::http {
namespace {

using testing::HasSubstr;

std::string ungzipped(std::string_view bytes) {
  z_stream stream{};
  inflateInit2(&stream, 15 + 16);
  std::string out(1 << 20, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int end = inflate(&stream, Z_FINISH);
  out.resize(end == Z_STREAM_END ? stream.total_out : 0);
  inflateEnd(&stream);
  return out;
}

/// Pages that say how often pages were rendered before them.
struct Rendered {
  std::atomic<int> times{0};
  Router router = quiet();
  Rendered() {
    auto page = [this](const Request& request) {
      Response response =
          Response::page("rendering " + std::to_string(++times) + " of " + request.path + std::string(4000, ' '));
      response.is_public_page = true;
      if (!request.cookie("elder").empty()) response.body += "elder";
      return response;
    };
    router.get("/", page).get("/p/{page}", page);
    router.get("/private", [this](const Request&) { return Response::page(std::to_string(++times)); });
    router.get("/cookie", [this](const Request&) {
      Response response = Response::page(std::to_string(++times));
      response.is_public_page = true;
      response.cookies.push_back({"a", "b"});
      return response;
    });
  }
};

TEST(KeptPages, ARenderedPublicPageIsAnsweredAgain) {
  Rendered site;
  const Site server(std::move(site.router));
  const Reply first = server.ask(get("/"));
  const Reply second = server.ask(get("/"));
  EXPECT_EQ(first.body, second.body);
  EXPECT_EQ(first.headers, second.headers);
  EXPECT_EQ(site.times, 1);
  EXPECT_EQ(server.ask("HEAD / HTTP/1.1\r\nHost: t\r\n\r\n").status, 200);
  EXPECT_EQ(site.times, 1);
}

TEST(KeptPages, PrivatePagesAndThoseThatSetCookiesAreNot) {
  Rendered site;
  const Site server(std::move(site.router));
  for (const char* target : {"/private", "/private", "/cookie", "/cookie"}) server.ask(get(target));
  EXPECT_EQ(site.times, 4);
}

TEST(KeptPages, WhoIsAuthorizedGetsAPageOfHisOwnThatNobodyElseSees) {
  Rendered site;
  const Site server(std::move(site.router));
  server.ask(get("/", "Authorization: Basic x\r\n"));
  EXPECT_THAT(server.ask(get("/")).body, HasSubstr("rendering 2 "));
  EXPECT_THAT(server.ask(get("/", "Authorization: Basic x\r\n")).body, HasSubstr("rendering 3 "));
}

TEST(KeptPages, TheDateIsThatOfTheAnswer) {
  Rendered site;
  Clock clock = Clock::frozen_at(Instant(1645492502));
  const Site server(std::move(site.router), {}, clock);
  EXPECT_EQ(server.ask(get("/")).header("date"), "Tue, 22 Feb 2022 01:15:02 GMT");
  clock.advance_to(Instant(1645492503));
  EXPECT_EQ(server.ask(get("/")).header("date"), "Tue, 22 Feb 2022 01:15:03 GMT");
  EXPECT_EQ(site.times, 1);
}

TEST(KeptPages, VariantsNeverMix) {
  Rendered site;
  ServerOptions options;
  options.page_variant = [](const Request& request) {
    return std::string(request.cookie("elder").empty() ? "" : "elder");
  };
  const Site server(std::move(site.router), options);
  const std::string elder = "Cookie: other=1; elder=1\r\n";
  for (int i = 0; i < 3; ++i) {
    EXPECT_FALSE(server.ask(get("/")).body.ends_with("elder"));
    EXPECT_TRUE(server.ask(get("/", elder)).body.ends_with("elder"));
    EXPECT_FALSE(server.ask(get("/", "Cookie: other=1\r\n")).body.ends_with("elder"));
    EXPECT_TRUE(server.ask(get("/", "Cookie: other=1\r\nCookie: elder=1\r\n")).body.ends_with("elder"));
  }
  EXPECT_THAT(std::string(server.ask(get("/")).header("vary")), HasSubstr("Cookie"));
}

TEST(KeptPages, QueriesAreToldApart) {
  Rendered site;
  const Site server(std::move(site.router));
  EXPECT_NE(server.ask(get("/p/a?x=1")).body, server.ask(get("/p/a?x=2")).body);
  EXPECT_EQ(server.ask(get("/p/a?x=1")).body, server.ask(get("/p/a?x=1")).body);
}

TEST(KeptPages, AreForgottenWhenTold) {
  Rendered site;
  Site server(std::move(site.router));
  EXPECT_THAT(server.ask(get("/")).body, HasSubstr("rendering 1 "));
  server.server().forget_pages();
  EXPECT_THAT(server.ask(get("/")).body, HasSubstr("rendering 2 "));
}

TEST(KeptPages, APageWhoseRenderingBeganBeforeForgettingIsNotKept) {
  std::mutex mutex;
  std::condition_variable changed;
  bool began = false, may_end = false;
  std::atomic<int> version{1};
  Router router = quiet();
  router.get("/", [&](const Request&) {
    const int seen = version;
    std::unique_lock lock(mutex);
    began = true;
    changed.notify_all();
    changed.wait(lock, [&] { return may_end; });
    Response response = Response::page("version " + std::to_string(seen));
    response.is_public_page = true;
    return response;
  });
  Site server(std::move(router));
  Client early = server.connect();
  early.send(get("/"));
  {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return began; });
    version = 2;
    server.server().forget_pages();
    may_end = true;
  }
  changed.notify_all();
  EXPECT_EQ(early.reply().body, "version 1");
  EXPECT_EQ(server.ask(get("/")).body, "version 2");
  EXPECT_EQ(server.ask(get("/")).body, "version 2");
}

TEST(KeptPages, NoOldPageComesAfterForgettingUnderLoad) {
  std::atomic<int> version{0};
  Router router = quiet();
  router.get("/", [&](const Request&) {
    Response response = Response::page(std::to_string(version.load()));
    response.is_public_page = true;
    return response;
  });
  ServerOptions options;
  options.io_threads = 2;
  Site server(std::move(router), options);
  std::atomic<bool> done{false};
  std::vector<std::thread> others;
  for (int i = 0; i < 2; ++i) {
    others.emplace_back([&] {
      Client client = server.connect();
      while (!done) client.ask(get("/"));
    });
  }
  Client client = server.connect();
  int old_pages = 0;
  for (int i = 1; i <= 500; ++i) {
    version = i;
    server.server().forget_pages();
    if (client.ask(get("/")).body != std::to_string(i)) ++old_pages;
  }
  done = true;
  for (std::thread& other : others) other.join();
  EXPECT_EQ(old_pages, 0);
}

TEST(KeptPages, UnknownQueriesDoNotDriveOutPagesNorTakeAllMemory) {
  Rendered site;
  ServerOptions options;
  options.page_cache_bytes = 400'000;
  const Site server(std::move(site.router), options);
  server.ask(get("/"));
  Client client = server.connect();
  for (int i = 0; i < 500; ++i) client.ask(get("/?unlinked=" + std::to_string(i)));
  EXPECT_THAT(server.ask(get("/")).body, HasSubstr("rendering 1 "));
}

TEST(PageCache, StaysWithinItsBytesAndDropsWhatWasNotAskedForLongest) {
  PageCache cache(400'000);
  auto page = [](std::size_t size) {
    auto made = std::make_shared<ReadyPage>();
    made->plain.body.assign(size, 'x');
    return made;
  };
  for (int i = 0; i < 100; ++i) {
    cache.keep("/" + std::to_string(i), page(10'000), cache.generation());
    EXPECT_NE(cache.find("/0"), nullptr) << i;  // asked for all the time
    EXPECT_LE(cache.bytes(), 400'000u);
  }
  EXPECT_EQ(cache.find("/1"), nullptr);
  EXPECT_NE(cache.find("/99"), nullptr);
  cache.keep("/large", page(200'000), cache.generation());
  EXPECT_EQ(cache.find("/large"), nullptr);
  const std::uint64_t before = cache.generation();
  cache.forget();
  EXPECT_EQ(cache.find("/99"), nullptr);
  EXPECT_EQ(cache.bytes(), 0u);
  cache.keep("/late", page(10), before);
  EXPECT_EQ(cache.find("/late"), nullptr);
}

TEST(ETags, WhoHasThePageIsToldSo) {
  Rendered site;
  const Site server(std::move(site.router));
  const std::string etag(server.ask(get("/")).header("etag"));
  EXPECT_TRUE(etag.starts_with('"'));
  for (const std::string& held : {etag, "W/" + etag, "\"other\", " + etag, std::string("*")}) {
    const Reply reply = server.ask(get("/", "If-None-Match: " + held + "\r\n"));
    EXPECT_EQ(reply.status, 304) << held;
    EXPECT_EQ(reply.header("etag"), etag);
    EXPECT_EQ(reply.count("content-length"), 0u);
    EXPECT_EQ(reply.header("x-content-type-options"), "nosniff");
  }
  EXPECT_EQ(server.ask(get("/", "If-None-Match: \"other\"\r\n")).status, 200);
}

TEST(Compression, IsGivenToWhoTakesIt) {
  Rendered site;
  const Site server(std::move(site.router));
  const Reply plain = server.ask(get("/"));
  for (const char* accept : {"gzip", "gzip, deflate, br", "br, *", "GZIP;q=0.5"}) {
    const Reply reply = server.ask(get("/", "Accept-Encoding: " + std::string(accept) + "\r\n"));
    EXPECT_EQ(reply.header("content-encoding"), "gzip") << accept;
    EXPECT_EQ(ungzipped(reply.body), plain.body);
    EXPECT_NE(reply.header("etag"), plain.header("etag"));
    EXPECT_EQ(reply.header("vary"), "Accept-Encoding");
  }
  for (const char* accept : {"", "br", "gzip;q=0", "gzip;q=0.000, *", "identity"}) {
    EXPECT_EQ(server.ask(get("/", "Accept-Encoding: " + std::string(accept) + "\r\n")).header("content-encoding"), "")
        << accept;
  }
  EXPECT_EQ(site.times, 1);
}

TEST(Compression, AlsoOfPagesForOne) {
  Router router = quiet();
  router.get("/", [](const Request&) { return Response::page(std::string(5000, 'x')); });
  router.get("/small", [](const Request&) { return Response::page("x"); });
  const Site server(std::move(router));
  EXPECT_EQ(ungzipped(server.ask(get("/", "Accept-Encoding: gzip\r\n")).body), std::string(5000, 'x'));
  EXPECT_EQ(server.ask(get("/small", "Accept-Encoding: gzip\r\n")).header("content-encoding"), "");
}

struct Files {
  std::string bytes;
  Router router = quiet();
  Files() {
    for (int i = 0; i < 100'000; ++i) bytes += static_cast<char>(i * 7 + i / 256);
    router.get("/source", [this](const Request&) {
      Response response;
      response.media_type = "application/pdf";
      response.headers.emplace_back("ETag", "\"v1\"");
      response.source = [this](std::uint64_t from, std::uint64_t count) { return bytes.substr(from, count); };
      response.source_size = bytes.size();
      return response;
    });
    router.get("/asset", [this](const Request&) {
      Response response;
      response.media_type = "font/woff2";
      response.body = bytes;
      response.is_public_page = true;
      return response;
    });
    router.get("/short", [](const Request&) {
      Response response;
      response.source = [](std::uint64_t from, std::uint64_t) { return std::string(from == 0 ? 10 : 0, 'x'); };
      response.source_size = 1000;
      return response;
    });
  }
};

TEST(Ranges, PartsOfFilesAndAssets) {
  Files site;
  const Site server(std::move(site.router));
  for (const std::string target : {"/source", "/asset"}) {
    EXPECT_EQ(server.ask(get(target)).body, site.bytes);
    struct Case {
      std::string range;
      std::size_t from, size;
    };
    for (const Case& c : {Case{"0-0", 0, 1},
                          {"0-99", 0, 100},
                          {"99999-", 99999, 1},
                          {"50-999999999", 50, 99950},
                          {"-10", 99990, 10},
                          {"-999999999", 0, 100000}}) {
      const Reply reply = server.ask(get(target, "Range: bytes=" + c.range + "\r\n"));
      EXPECT_EQ(reply.status, 206) << target << c.range;
      EXPECT_EQ(reply.body, site.bytes.substr(c.from, c.size)) << target << c.range;
      EXPECT_EQ(reply.header("content-range"),
                "bytes " + std::to_string(c.from) + "-" + std::to_string(c.from + c.size - 1) + "/100000");
    }
    for (const char* range : {"100000-", "100000-100001", "-0"}) {
      const Reply reply = server.ask(get(target, "Range: bytes=" + std::string(range) + "\r\n"));
      EXPECT_EQ(reply.status, 416) << target << range;
      EXPECT_EQ(reply.header("content-range"), "bytes */100000");
      EXPECT_EQ(reply.body, "");
    }
    for (const char* range : {"bytes=5-4", "bytes=a-b", "bytes=", "bytes=-", "items=0-1", "bytes=0-1,5-6",
                              "bytes=0-99999999999999999999"}) {
      EXPECT_EQ(server.ask(get(target, "Range: " + std::string(range) + "\r\n")).status, 200) << target << range;
    }
  }
}

TEST(Ranges, ARangeOfAnotherEditionIsAnsweredWithTheWhole) {
  Files site;
  const Site server(std::move(site.router));
  const std::string etag(server.ask(get("/asset")).header("etag"));
  EXPECT_EQ(server.ask(get("/asset", "Range: bytes=0-1\r\nIf-Range: " + etag + "\r\n")).status, 206);
  EXPECT_EQ(server.ask(get("/asset", "Range: bytes=0-1\r\nIf-Range: \"old\"\r\n")).status, 200);
  EXPECT_EQ(server.ask(get("/asset", "Range: bytes=0-1\r\nIf-Range: W/" + etag + "\r\n")).status, 200);
  EXPECT_EQ(server.ask(get("/source", "Range: bytes=0-1\r\nIf-Range: \"v1\"\r\n")).status, 206);
  EXPECT_EQ(server.ask(get("/source", "Range: bytes=0-1\r\nIf-Range: \"v0\"\r\n")).status, 200);
  EXPECT_EQ(server.ask(get("/source", "If-None-Match: \"v1\"\r\n")).status, 304);
}

TEST(Ranges, AFileThatEndsEarlyEndsTheConnection) {
  Files site;
  const Site server(std::move(site.router));
  Client client = server.connect();
  client.send(get("/short"));
  EXPECT_EQ(client.reply().body, std::string(10, 'x'));
  EXPECT_FALSE(client.send(get("/short")) && client.reply().status != 0);
}

}  // namespace
}  // namespace gongkai::http
