// What stands around every page, and the files it asks for.
#include "page/frame.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "page/assets.h"
#include "page/qr.h"

namespace gongkai::page {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

const UrlBase kBase("/gk");
SiteIdentity site() {
  SiteIdentity site;
  site.name = "清河市人民政府";
  site.domain = "www.qinghe.example";
  site.address = "https://www.qinghe.example/gk";
  site.site_id_code = "3205000001";
  return site;
}
std::string page_of(const Frame& frame) {
  return write_page(frame, [](Html& html) { html("p", "正文"); });
}

TEST(Frame, EveryPageNamesTheSiteAsTheNormsAsk) {
  const SiteIdentity identity = site();
  Frame frame{.site = identity, .base = kBase};
  frame.title = "机构目录";
  frame.canonical = "/agencies";
  EXPECT_THAT(
      page_of(frame),
      AllOf(HasSubstr("<!DOCTYPE html>\n<html lang=\"zh-CN\">"), HasSubstr("<title>机构目录 - 清河市人民政府</title>"),
            HasSubstr("<meta name=\"SiteName\" content=\"清河市人民政府\">"),
            HasSubstr("<meta name=\"SiteDomain\" content=\"www.qinghe.example\">"),
            HasSubstr("<meta name=\"SiteIDCode\" content=\"3205000001\">"),
            HasSubstr("<link rel=\"canonical\" href=\"https://www.qinghe.example/gk/agencies\">")));
}

TEST(Frame, APageWithoutAnAddressOfItsOwnIsNotForSearchEngines) {
  const SiteIdentity identity = site();
  EXPECT_THAT(page_of({.site = identity, .base = kBase}),
              AllOf(HasSubstr("<meta name=\"robots\" content=\"noindex\">"), Not(HasSubstr("canonical"))));
}

TEST(Frame, ReadingAidsLeadBackToThePageAndShowWhatIsChosen) {
  const SiteIdentity identity = site();
  Frame frame{.site = identity, .base = kBase};
  frame.here = "/i/1?a=b";
  frame.preferences = {.text_size = Preferences::TextSize::Large, .elder = true};
  EXPECT_THAT(page_of(frame), AllOf(HasSubstr("class=\"text-large elder\""),
                                    HasSubstr("/gk/settings?size=small&amp;back=%2Fi%2F1%3Fa%3Db"),
                                    HasSubstr("aria-label=\"大号字\" aria-current=\"true\""), HasSubstr("退出长者模式"),
                                    HasSubstr("settings?script=traditional")));
}

TEST(Frame, TraditionalScriptIsSaidInTheLanguageOfThePage) {
  const SiteIdentity identity = site();
  Frame frame{.site = identity, .base = kBase};
  frame.preferences.traditional = true;
  EXPECT_THAT(page_of(frame), AllOf(HasSubstr("<html lang=\"zh-Hant\">"), HasSubstr("settings?script=simplified")));
}

TEST(Frame, NothingInAPageNeedsMoreThanItsOwnFiles) {
  const SiteIdentity identity = site();
  const std::string page = page_of({.site = identity, .base = kBase});
  EXPECT_THAT(page, AllOf(Not(HasSubstr(" style=")), Not(HasSubstr("<style")), Not(HasSubstr(" onclick")),
                          Not(HasSubstr("http://")), HasSubstr("<script defer src=\"/gk/assets/portal.")));
}

TEST(Assets, AnAddressCarriesTheFingerprintOfItsBytes) {
  const Asset* style = asset_named("portal.css");
  ASSERT_NE(style, nullptr);
  EXPECT_THAT(style->path, testing::MatchesRegex("/assets/portal\\.[0-9a-f]+\\.css"));
  EXPECT_EQ(asset_at(style->path), style);
  EXPECT_EQ(style->media_type, "text/css; charset=utf-8");
  EXPECT_EQ(asset_at("/assets/portal.css"), nullptr);
  EXPECT_EQ(asset_named("README.md"), nullptr);
  EXPECT_EQ(asset_url(UrlBase("/gk"), "portal.css").text(), "/gk" + style->path);
}

TEST(Assets, StylesAndScriptsAskOtherSitesForNothing) {
  for (const std::string_view name : {"portal.css", "portal.js"}) {
    const Asset* asset = asset_named(name);
    ASSERT_NE(asset, nullptr);
    EXPECT_EQ(asset->bytes.find("http"), std::string_view::npos) << name;
    EXPECT_EQ(asset->bytes.find("url("), std::string_view::npos) << name;
    EXPECT_EQ(asset->bytes.find("innerHTML"), std::string_view::npos) << name;
  }
}

TEST(Qr, ACodeHasANameForScreenReadersAndAQuietZone) {
  Html html;
  write_qr(html, "https://www.qinghe.example/i/1040", "本页地址的二维码");
  EXPECT_THAT(html.str(),
              AllOf(HasSubstr("role=\"img\""), HasSubstr("aria-label=\"本页地址的二维码\""), HasSubstr("M4 4h7v1H4z")));
}

TEST(Qr, WhatDoesNotFitGivesNothing) {
  Html html;
  write_qr(html, std::string(5000, 'x'), "x");
  EXPECT_EQ(html.str(), "");
}

}  // namespace
}  // namespace gongkai::page
