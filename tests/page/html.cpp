// What the writer lets through, and what it does not.
#include "page/html.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

namespace gongkai::page {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(Html, TextsAndAttributesAreEscaped) {
  Html html;
  html("p", {{"title", "\"><script>"}}, "<b> & 'x'");
  EXPECT_EQ(html.str(), "<p title=\"&quot;&gt;&lt;script&gt;\">&lt;b&gt; &amp; &#39;x&#39;</p>");
}

TEST(Html, ControlCharactersThatHtmlForbidsAreReplaced) {
  Html html;
  html("p", std::string_view("a\0b\x1b\n", 5));
  EXPECT_EQ(html.str(),
            "<p>a\xEF\xBF\xBD"
            "b\xEF\xBF\xBD\n</p>");
}

TEST(Html, ElementsCloseThemselvesInOrder) {
  Html html;
  html("ul", [&] {
    html("li", 1);
    html("li", [&] { html("br"); });
  });
  EXPECT_EQ(html.str(), "<ul><li>1</li><li><br></li></ul>");
}

TEST(Html, AnAttributeMayBeLeftOutAndABareOneHasNoValue) {
  Html html;
  html("details", {{"open", ""}, {"class", "a", false}}, "");
  html("img", {{"alt", ""}, {"src", UrlBase().to({"a.png"})}});
  EXPECT_EQ(html.str(), "<details open></details><img alt=\"\" src=\"/a.png\">");
}

TEST(Html, DataForMachinesCannotEndTheirElement) {
  Html html;
  html.json_ld("{\"name\":\"</script><!--\"}");
  EXPECT_EQ(html.str(), "<script type=\"application/ld+json\">{\"name\":\"\\u003c/script\\u003e\\u003c!--\"}</script>");
}

TEST(Html, MarkupFromElsewhereStandsAsItIs) {
  Html html;
  html("div", SanitisedMarkup::sanitised_when_stored("<p>一</p>"));
  EXPECT_EQ(html.str(), "<div><p>一</p></div>");
}

RC_GTEST_PROP(Html, NoTextOpensATagOrEndsAnAttribute, (const std::string& text)) {
  std::string out;
  Html::append_escaped(out, text);
  RC_ASSERT(out.find_first_of("<>\"'") == std::string::npos);
}

TEST(Url, SegmentsAreEncodedBehindThePrefix) {
  const UrlBase base("/zfxxgk/");
  EXPECT_EQ(base.to({"a", "科技/局", "x y"}).text(), "/zfxxgk/a/%E7%A7%91%E6%8A%80%2F%E5%B1%80/x%20y");
  EXPECT_EQ(base.folder({"a"}).text(), "/zfxxgk/a/");
  EXPECT_EQ(UrlBase().folder({}).text(), "/");
  EXPECT_EQ(UrlBase().to({"search"}).with("q", "a&b=c").with("from", "").with("page", "2").text(),
            "/search?q=a%26b%3Dc&page=2");
}

TEST(Url, APathNeverLeavesThisSite) {
  for (const std::string_view path : {"//evil.example/", "/\\evil.example", "\\\\evil.example", "///evil.example"}) {
    const std::string url = UrlBase().path(path).text();
    EXPECT_EQ(url[0], '/') << path;
    EXPECT_NE(url[1], '/') << path;
    EXPECT_NE(url[1], '\\') << path;
  }
  EXPECT_EQ(UrlBase("/x").path("javascript:alert(1)").text(), "/x/javascript:alert(1)");
  EXPECT_EQ(UrlBase().path("/i/1/files/1?a=\"<>").text(), "/i/1/files/1?a=%22%3C%3E");
}

TEST(Url, OtherSitesAreHttpOnlyAndHaveAHost) {
  EXPECT_EQ(Url::absolute("https://kjj.qinghe.example/a?b=c#d")->text(), "https://kjj.qinghe.example/a?b=c#d");
  EXPECT_EQ(Url::absolute("HTTP://x.example/科")->text(), "http://x.example/%E7%A7%91");
  for (const std::string_view bad : {"javascript:alert(1)", "data:text/html,x", "//x.example", "https://", "https:///x",
                                     "https://a@b.example", "https://x.example\\y.example", "https://x .example", ""})
    EXPECT_FALSE(Url::absolute(bad)) << bad;
}

TEST(Url, TelephonesAndMailAddressesAreChecked) {
  EXPECT_EQ(Url::telephone("0512-5868 1234")->text(), "tel:0512-58681234");
  EXPECT_FALSE(Url::telephone("转 8001"));
  EXPECT_FALSE(Url::telephone("--"));
  EXPECT_EQ(Url::mail("kjj@qinghe.example")->text(), "mailto:kjj@qinghe.example");
  EXPECT_FALSE(Url::mail("a@b@c"));
  EXPECT_FALSE(Url::mail("a@b?cc=d"));
}

}  // namespace
}  // namespace gongkai::page
