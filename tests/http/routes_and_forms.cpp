// The pure parts: routes, forms, cookies, tokens, rates.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "http/client_address.h"
#include "http/csrf.h"
#include "http/forms.h"
#include "http/gzip.h"
#include "http/rate_limit.h"
#include "http/target.h"
#include "site.h"

namespace gongkai::http {
namespace {

using testing::ElementsAre;
using testing::Pair;
using namespace std::string_literals;

Router named() {
  Router router = quiet();
  auto say = [](std::string name) {
    return [name](const Request& request) {
      std::string text = name;
      for (const auto& [key, value] : request.path_values) text += " " + key + "=" + value;
      return Response::text(200, text);
    };
  };
  router.get("/", say("home")).get("/i/{item}", say("item")).get("/i/new", say("new")).post("/i/{item}", say("change"));
  router.get("/assets/{rest...}", say("asset")).get("/assets/app.css", say("css")).get("/{agency}/", say("agency"));
  router.get("/{agency}/{column}/list", say("list"));
  return router;
}

Response ask(Method method, std::string path) {
  static const Router router = named();
  Request request;
  request.method = method;
  request.path = request.target = std::move(path);
  return router.answer(request);
}

TEST(Routes, LiteralSegmentsWin) {
  EXPECT_EQ(ask(Method::Get, "/").body, "home");
  EXPECT_EQ(ask(Method::Get, "/i/new").body, "new");
  EXPECT_EQ(ask(Method::Get, "/i/7").body, "item item=7");
  EXPECT_EQ(ask(Method::Get, "/assets/app.css").body, "css");
  EXPECT_EQ(ask(Method::Get, "/assets/fonts/a.woff2").body, "asset rest=fonts/a.woff2");
  EXPECT_EQ(ask(Method::Get, "/caizhengju/").body, "agency agency=caizhengju");
  EXPECT_EQ(ask(Method::Get, "/财政局/通知/list").body, "list agency=财政局 column=通知");
}

TEST(Routes, HeadGoesThroughGet) { EXPECT_EQ(ask(Method::Head, "/i/7").body, "item item=7"); }

TEST(Routes, AnotherMethodIsAnsweredWithThoseThatExist) {
  const Response response = ask(Method::Delete, "/i/7");
  EXPECT_EQ(response.status, 405);
  EXPECT_THAT(response.headers, ElementsAre(Pair("Allow", "GET, HEAD, POST, OPTIONS")));
  EXPECT_EQ(ask(Method::Other, "/").status, 405);
  EXPECT_EQ(ask(Method::Options, "/i/7").status, 204);
}

TEST(Routes, ASlashTooManyOrTooFewIsRedirected) {
  Response response = ask(Method::Get, "/caizhengju");
  EXPECT_EQ(response.status, 301);
  EXPECT_THAT(response.headers, ElementsAre(Pair("Location", "/caizhengju/")));
  EXPECT_THAT(ask(Method::Get, "/i/公/").headers, ElementsAre(Pair("Location", "/i/%E5%85%AC")));
  EXPECT_EQ(ask(Method::Post, "/i/7/").status, 404);
}

TEST(Routes, WhatDoesNotExistIs404AndWhatCannotBeAPathIs400) {
  EXPECT_EQ(ask(Method::Get, "/a/b/c").status, 404);
  EXPECT_EQ(ask(Method::Get, "/assets/").body, "agency agency=assets") << "a rest is not empty";
  for (const char* path : {"/i/..", "//evil.example/", "/i\\7", "/i//7", "i", "/i/\x01", "/i/\xff"}) {
    EXPECT_EQ(ask(Method::Get, path).status, 400) << path;
  }
}

TEST(Routes, TroubleHasThePageOfTheSiteAndItsStatus) {
  Router router = quiet();
  router.on_trouble([](int status, const Request&) { return Response::page("trouble " + std::to_string(status)); });
  Request request;
  request.path = "/absent";
  const Response response = router.answer(request);
  EXPECT_EQ(response.status, 404);
  EXPECT_EQ(response.body, "trouble 404");
  router.on_trouble([](int, const Request&) -> Response { throw std::runtime_error("also broken"); });
  EXPECT_EQ(router.answer(request).status, 404);
}

RC_GTEST_PROP(Escapes, DecodeToWhatTheyWereMadeOf, ()) {
  std::string text;
  for (const auto c : *rc::gen::container<std::vector<int>>(rc::gen::inRange(1, 128))) text += static_cast<char>(c);
  RC_ASSERT(percent_decoded(percent_encoded(text), false) == text);
  RC_ASSERT(percent_decoded(percent_encoded(text), true) == text);
  RC_ASSERT(percent_decoded(percent_encoded_path(text), false) == text);
}

TEST(Forms, BrokenOnesAreRefused) {
  for (const std::string& text : {"%"s, "a=%4"s, "a=%zz"s, "a=%00"s, "a=%ff"s, "%e5=1"s, "a=\0"s}) {
    Fields fields;
    EXPECT_FALSE(read_urlencoded(text, fields)) << text;
  }
  Fields fields;
  EXPECT_TRUE(read_urlencoded("&&a&=b&c==d&", fields));
  EXPECT_THAT(fields.items(), ElementsAre(Pair("a", ""), Pair("", "b"), Pair("c", "=d")));
}

std::string part(const std::string& head, const std::string& body) {
  return "--b\r\n" + head + "\r\n\r\n" + body + "\r\n";
}

TEST(Multipart, BrokenOnesAreRefused) {
  const std::string good = part("Content-Disposition: form-data; name=\"a\"", "1");
  for (const std::string& body :
       {""s, good, good + "--b", "x" + good + "--b--", part("Content-Disposition: form-data", "1") + "--b--",
        part("Content-Disposition: attachment; name=a", "1") + "--b--", part("no colon", "1") + "--b--",
        part("Content-Disposition: form-data; name=\"a", "1") + "--b--",
        part("Content-Disposition: form-data; name=\"\xff\"", "1") + "--b--",
        part("Content-Disposition: form-data; name=a", "\xff") + "--b--",
        part("Content-Disposition: form-data; name=a", "a\0b"s) + "--b--",
        part("X: " + std::string(9000, 'x') + "\r\nContent-Disposition: form-data; name=a", "1") + "--b--"}) {
    Fields fields;
    std::vector<UploadedFile> files;
    EXPECT_FALSE(read_multipart("multipart/form-data; boundary=b", body, fields, files)) << body;
  }
  Fields fields;
  std::vector<UploadedFile> files;
  for (const char* media_type :
       {"multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=c"}) {
    EXPECT_FALSE(read_multipart(media_type, good + "--b--", fields, files));
  }
  EXPECT_FALSE(read_multipart("multipart/form-data; boundary=" + std::string(71, 'b'), good + "--b--", fields, files));
  EXPECT_TRUE(read_multipart("multipart/form-data; charset=x; boundary=\"b\"", good + "--b--", fields, files));
}

TEST(Multipart, NamesOfFilesLoseTheirFolders) {
  struct Case {
    std::string sent, kept;
  };
  for (const Case& c : {Case{"a.pdf", "a.pdf"},
                        {"../../etc/passwd", "passwd"},
                        {"C:\\x\\年报.docx", "年报.docx"},
                        {"a%22b.txt", "a\"b.txt"},
                        {"a\\\"b.txt", "a\"b.txt"},
                        {"a%0D%0Ab", "ab"},
                        {"..", ""}}) {
    Fields fields;
    std::vector<UploadedFile> files;
    const std::string body =
        part("Content-Disposition: form-data; name=f; filename=\"" + c.sent + "\"", "x\r\n--c\r\n\xff");
    ASSERT_TRUE(read_multipart("multipart/form-data; boundary=b", body + "--b--\r\n", fields, files)) << c.sent;
    ASSERT_EQ(files.size(), 1u);
    EXPECT_EQ(files[0].name, c.kept);
    EXPECT_EQ(files[0].bytes, "x\r\n--c\r\n\xff");
  }
}

TEST(Multipart, AFileFieldLeftEmptyGivesNoFile) {
  Fields fields;
  std::vector<UploadedFile> files;
  EXPECT_TRUE(read_multipart("multipart/form-data; boundary=b",
                             part("Content-Disposition: form-data; name=f; filename=\"\"", "") +
                                 part("Content-Disposition: form-data; name=t", "") + "--b--",
                             fields, files));
  EXPECT_THAT(files, testing::IsEmpty());
  EXPECT_THAT(fields.items(), ElementsAre(Pair("t", "")));
}

TEST(Cookies, AreFoundByTheirWholeName) {
  EXPECT_EQ(find_cookie("ab=1; a=2; a=3", "a"), "2");
  EXPECT_EQ(find_cookie("a", "a"), std::nullopt);
  EXPECT_EQ(find_cookie("a=", "a"), "");
  EXPECT_EQ(find_cookie(" a = \"x y\" ;b=1", "a"), "x y");
  EXPECT_EQ(find_cookie(";;;=;", "a"), std::nullopt);
}

Request form_of(std::string token, std::string cookie = "") {
  Request request;
  request.form.add("csrf", std::move(token));
  if (!cookie.empty()) request.headers.emplace_back("cookie", "csrf=" + cookie);
  request.headers.emplace_back("host", "gov.example");
  return request;
}

TEST(OwnForms, ATokenFitsItsSessionOnly) {
  const std::string token = csrf_token("secret of a");
  EXPECT_NE(token, csrf_token("secret of a"));
  EXPECT_TRUE(is_own_form(form_of(token), "secret of a"));
  EXPECT_FALSE(is_own_form(form_of(token), "secret of b"));
  EXPECT_FALSE(is_own_form(form_of(token), ""));
  EXPECT_FALSE(is_own_form(form_of(""), "secret of a"));
  for (std::size_t i = 0; i < token.size() - 1; ++i) {
    std::string changed = token;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(is_csrf_token(changed, "secret of a")) << i;
  }
}

TEST(OwnForms, WhatTheBrowserSaysComesFromElsewhereIsRefused) {
  const std::string token = csrf_token("s");
  auto with = [&](const char* name, const char* value) {
    Request request = form_of(token);
    request.headers.emplace_back(name, value);
    return is_own_form(request, "s");
  };
  EXPECT_TRUE(with("sec-fetch-site", "same-origin"));
  EXPECT_FALSE(with("sec-fetch-site", "cross-site"));
  EXPECT_FALSE(with("sec-fetch-site", "same-site"));
  EXPECT_TRUE(with("origin", "https://gov.example"));
  EXPECT_FALSE(with("origin", "https://evil.example"));
  EXPECT_FALSE(with("origin", "null"));
}

TEST(OwnForms, WithoutASessionTheCookieMustBeOursAndFit) {
  const SessionlessForms forms("key");
  const auto shown = forms.protect(Request());
  ASSERT_TRUE(shown.cookie);
  EXPECT_TRUE(forms.is_own_form(form_of(shown.token, shown.cookie->value)));
  EXPECT_FALSE(forms.is_own_form(form_of(shown.token)));
  EXPECT_FALSE(forms.is_own_form(form_of(csrf_token("chosen"), "chosen")));
  EXPECT_FALSE(SessionlessForms("other key").is_own_form(form_of(shown.token, shown.cookie->value)));
  const auto again = forms.protect(form_of("", shown.cookie->value));
  EXPECT_FALSE(again.cookie);
  EXPECT_TRUE(forms.is_own_form(form_of(again.token, shown.cookie->value)));
}

TEST(Rates, SoManyAtOnceThenEvenly) {
  RateLimiter limiter({3, 6});
  const Instant start(1'000'000);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(limiter.take("203.0.113.7", start), std::nullopt);
  EXPECT_EQ(limiter.take("203.0.113.7", start), start.plus_seconds(10));
  EXPECT_EQ(limiter.take("203.0.113.8", start), std::nullopt);
  EXPECT_EQ(limiter.take("203.0.113.7", start.plus_seconds(9)), start.plus_seconds(10));
  EXPECT_EQ(limiter.take("203.0.113.7", start.plus_seconds(10)), std::nullopt);
  EXPECT_EQ(limiter.take("203.0.113.7", start.plus_seconds(10)), start.plus_seconds(20));
  for (int i = 0; i < 3; ++i) EXPECT_EQ(limiter.take("203.0.113.7", start.plus_seconds(1000)), std::nullopt);
}

TEST(Rates, MemoryIsBoundedAndANetworkIsOneClient) {
  RateLimiter limiter({1, 1}, 100);
  for (int i = 0; i < 1000; ++i)
    limiter.take("10.0." + std::to_string(i / 250) + "." + std::to_string(i % 250), Instant(1));
  EXPECT_EQ(limiter.clients(), 100u);
  EXPECT_EQ(limiter.take("2001:db8::1", Instant(1)), std::nullopt);
  EXPECT_NE(limiter.take("2001:db8::ffff:1", Instant(1)), std::nullopt);
  EXPECT_EQ(limiter.take("2001:db8:0:1::1", Instant(1)), std::nullopt);
}

TEST(Clients, AreFoundBehindTrustedProxiesOnly) {
  const TrustedProxies proxies({"10.0.0.1", "10.0.0.2"});
  EXPECT_EQ(proxies.client_of("10.0.0.1", "1.1.1.1, 203.0.113.7"), "203.0.113.7");
  EXPECT_EQ(proxies.client_of("10.0.0.1", "203.0.113.7, 10.0.0.2"), "203.0.113.7");
  EXPECT_EQ(proxies.client_of("10.0.0.1", ""), "10.0.0.1");
  EXPECT_EQ(proxies.client_of("10.0.0.1", "x\ny, <script>"), "10.0.0.1");
  EXPECT_EQ(proxies.client_of("10.0.0.1", "2001:db8::5"), "2001:db8::5");
}

}  // namespace
}  // namespace gongkai::http
