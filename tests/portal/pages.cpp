// What the portal's pages say, with made-up values.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <boost/json.hpp>
#include <string>

#include "made_up.h"
#include "portal/agencies_page.h"
#include "portal/agency_page.h"
#include "portal/catalogue_page.h"
#include "portal/column_page.h"
#include "portal/feedback_page.h"
#include "portal/guide_page.h"
#include "portal/home_page.h"
#include "portal/item_page.h"
#include "portal/parts.h"
#include "portal/profile_page.h"
#include "portal/reports_page.h"
#include "portal/requests_page.h"
#include "portal/search_page.h"
#include "portal/sitemap_page.h"
#include "portal/trouble_page.h"
#include "portal/withdrawn_page.h"

namespace gongkai::portal {
namespace {

using publicview::ListPage;
using publicview::ListQuestion;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class PortalPages : public testing::Test {
 protected:
  const publicview::PublicSite site_ = made_up::site();
  const law::PortalWords words_ = made_up::words();
  const Visit visit_{.site = site_, .words = words_, .addresses = Addresses(page::UrlBase("/gk"))};
  const publicview::PublicAgency agency_ = made_up::agency();
  const std::vector<publicview::PublicColumn> columns_ = made_up::columns();
};

ListQuestion asking(std::string agency, std::string column, std::string year = {}, std::string genre = {}) {
  ListQuestion question;
  question.agency = std::move(agency);
  question.column = std::move(column);
  question.year = std::move(year);
  question.genre = std::move(genre);
  return question;
}

std::size_t times(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + part.size())) ++count;
  return count;
}

TEST(PortalWords, EverySentenceOfTheGuideCitesItsArticle) {
  const auto words = law::PortalWords::load(law::LawSource::embedded());
  ASSERT_TRUE(words) << words.error().message.zh;
  const law::PortalWords::Guide& guide = words->guide;
  for (const law::Passages* passages :
       {&guide.purpose, &guide.classification, &guide.arrangement, &guide.proactive, &guide.on_request,
        &guide.supervision, &guide.request_parts, &guide.must_contain, &words->empty_column, &words->reports_due}) {
    EXPECT_FALSE(passages->empty());
    for (const law::Passage& passage : *passages) EXPECT_THAT(passage.citation, testing::StartsWith("条例第"));
  }
}

TEST_F(PortalPages, AnItemShowsEveryFieldThatItHas) {
  const std::string page = item_page(visit_, made_up::full_item());
  for (const std::string_view label :
       {"索引号", "主题分类", "体裁分类", "信息分类", "发布机构", "名称", "文号", "成文日期", "发布日期", "实施日期",
        "有效性", "有效期至", "公开方式", "公开依据", "服务对象", "来源", "作者", "关键词", "内容概述"})
    EXPECT_THAT(page, HasSubstr("<dt>" + std::string(label) + "</dt>"));
}

TEST_F(PortalPages, AnItemHasNoRowWithoutAValue) {
  const std::string page = item_page(visit_, made_up::bare_item());
  EXPECT_THAT(page, Not(HasSubstr("<dd></dd>")));
  for (const std::string_view label : {"文号", "有效性", "废止日期", "关键词", "内容概述"})
    EXPECT_THAT(page, Not(HasSubstr("<dt>" + std::string(label) + "</dt>")));
}

TEST_F(PortalPages, AnItemCarriesTheTagsOfTheNorms) {
  const std::string page = item_page(visit_, made_up::full_item());
  EXPECT_THAT(page, AllOf(HasSubstr("<meta name=\"ArticleTitle\""),
                          HasSubstr("<meta name=\"PubDate\" content=\"2022-03-18 09:30\">"),
                          HasSubstr("<meta name=\"ContentSource\" content=\"清河市科学技术局\">"),
                          HasSubstr("<meta name=\"Url\" content=\"https://www.qinghe.example/i/1040\">"),
                          HasSubstr("<meta name=\"ColumnName\"")));
}

TEST_F(PortalPages, InterpretationsStandAboveTheText) {
  const std::string page = item_page(visit_, made_up::full_item());
  EXPECT_LT(page.find("<h2>政策解读</h2>"), page.find("class=\"document\""));
  EXPECT_THAT(page, HasSubstr("<h3>本文件废止的文件</h3>"));
}

TEST_F(PortalPages, ARepealedItemSaysSoAndLeadsToWhatRepealedIt) {
  publicview::PublicItem item = made_up::full_item();
  item.entry.validity = "repealed";
  item.entry.validity_name = "废止";
  item.repealed_on = CivilDay::parse("2023-01-01");
  item.relations.push_back({"repealed_by", made_up::entry(4)});
  const std::string page = item_page(visit_, item);
  EXPECT_THAT(page, HasSubstr("本文件已废止（2023年1月1日起）。"));
  EXPECT_THAT(page, HasSubstr("请看：<a href=\"/gk/i/1044\">"));
}

TEST_F(PortalPages, NothingThatStandsInAFieldBecomesMarkup) {
  std::string page = item_page(visit_, made_up::hostile_item());
  EXPECT_EQ(times(page, "</title>"), 1u);
  EXPECT_EQ(times(page, "<script"), times(page, "</script>"));
  EXPECT_EQ(times(page, "<script>"), 0u);
  // Data for machines quote in their own way; the test after this one reads them.
  for (auto at = page.find("<script type="); at != std::string::npos; at = page.find("<script type="))
    page.erase(at, page.find("</script>", at) - at + 9);
  EXPECT_EQ(times(page, "\"onload"), 0u);
  EXPECT_EQ(times(page, "href=\"//"), 0u);
}

TEST_F(PortalPages, StructuredDataOfAHostileItemIsStillJson) {
  const std::string page = item_page(visit_, made_up::hostile_item());
  const std::string_view begin = "<script type=\"application/ld+json\">";
  std::size_t found = 0;
  for (auto at = page.find(begin); at != std::string::npos; at = page.find(begin, at + 1), ++found) {
    const auto from = at + begin.size();
    boost::system::error_code error;
    boost::json::parse(page.substr(from, page.find("</script>", from) - from), error);
    EXPECT_FALSE(error) << error.message();
  }
  EXPECT_EQ(found, 2u);
}

TEST_F(PortalPages, AttachmentsNameTheirKindAndSize) {
  EXPECT_THAT(item_page(visit_, made_up::full_item()),
              AllOf(HasSubstr("DOCX，48 KB"), HasSubstr("PDF，7.3 MB"), HasSubstr("href=\"/gk/i/1040/files/1\"")));
  EXPECT_EQ(size_in_words(12), "12 字节");
  EXPECT_EQ(kind_of_file({"无后缀", "application/pdf", 1, ""}), "PDF");
  EXPECT_EQ(kind_of_file({"坏.名 字", "text/html", 1, ""}), "");
}

TEST_F(PortalPages, EveryRowOfAListHasItsDateAndBadgesStandOnlyWhereTheyMatter) {
  const ListPage list = made_up::list();
  const auto path = made_up::path_to("xzgfxwj");
  const std::string page = column_page(visit_, {&agency_, columns_, path}, asking("kejiju", "xzgfxwj"), list);
  EXPECT_EQ(times(page, "class=\"entry-day\""), list.entries.size());
  EXPECT_THAT(page, AllOf(HasSubstr(">废止</span>"), HasSubstr(">已修改</span>"),
                          Not(HasSubstr("class=\"badge badge-good\"")), Not(HasSubstr(">有效</span></a><span"))));
}

TEST_F(PortalPages, FiltersSayHowManyRemainAndKeepEachOther) {
  const auto path = made_up::path_to("xzgfxwj");
  const std::string page =
      column_page(visit_, {&agency_, columns_, path}, asking("kejiju", "xzgfxwj", "2022"), made_up::list());
  EXPECT_THAT(page, AllOf(HasSubstr("/gk/a/kejiju/xzgfxwj/?year=2022&amp;validity=repealed"),
                          HasSubstr("<span>废止</span><span class=\"count\">5</span>"),
                          HasSubstr("?year=2022&amp;after=2022-01-11.1051")));
}

TEST_F(PortalPages, AFilteredListIsNotForSearchEngines) {
  const auto path = made_up::path_to("xzgfxwj");
  EXPECT_THAT(column_page(visit_, {&agency_, columns_, path}, asking("kejiju", "xzgfxwj"), made_up::list()),
              HasSubstr("rel=\"canonical\""));
  EXPECT_THAT(column_page(visit_, {&agency_, columns_, path}, asking("kejiju", "xzgfxwj", "", "通知"), made_up::list()),
              HasSubstr("noindex"));
}

TEST_F(PortalPages, AnEmptyColumnSaysWhatWillAppearAndByWhen) {
  const auto path = made_up::path_to("zdjsxm");
  EXPECT_THAT(column_page(visit_, {&agency_, columns_, path}, asking("kejiju", "zdjsxm"), {}),
              AllOf(HasSubstr("这里将公开：重大建设项目的批准和实施情况。"), HasSubstr(words_.empty_column[0].text)));
}

TEST_F(PortalPages, ACompleteGuideTellsEverythingAnIncompleteOneSaysWhatIsMissing) {
  const auto path = made_up::path_to("zfxxgkzn");
  const std::string page = guide_page(visit_, {&agency_, columns_, path});
  for (const std::string_view heading :
       {"信息分类", "编排体系", "主动公开", "依申请公开", "公开工作机构", "监督和救济"})
    EXPECT_THAT(page, HasSubstr(">" + std::string(heading) + "</h2>"));
  EXPECT_THAT(page, AllOf(HasSubstr("tel:0512-58681234"), Not(HasSubstr("还不完整"))));
  const auto bare = made_up::bare_agency();
  EXPECT_THAT(guide_page(visit_, {&bare, columns_, path}),
              AllOf(HasSubstr("本指南还不完整"), HasSubstr("<li>传真</li>")));
}

TEST_F(PortalPages, AnAbolishedAgencyLeadsToItsSuccessors) {
  const auto bare = made_up::bare_agency();
  EXPECT_THAT(
      agency_page(visit_, {bare, columns_, {}}),
      AllOf(HasSubstr("2019年1月25日撤销"), HasSubstr("<a href=\"/gk/a/fagaiwei/\">清河市发展和改革委员会</a>")));
}

TEST_F(PortalPages, AWithdrawnItemGivesItsReasonAndNotItsText) {
  EXPECT_THAT(withdrawn_page(visit_, made_up::tombstone()),
              AllOf(HasSubstr("按规定撤下"), HasSubstr("2022-02-10 11:00"), HasSubstr("noindex")));
}

TEST_F(PortalPages, AMissingPageOffersASearchAndSuggestions) {
  EXPECT_THAT(not_found_page(visit_, {made_up::entry(1)}),
              AllOf(HasSubstr("name=\"q\""), HasSubstr("您要找的可能是"), HasSubstr("/gk/i/1041")));
  EXPECT_THAT(not_found_page(visit_, {}), Not(HasSubstr("您要找的可能是")));
}

TEST_F(PortalPages, TroubleIsExplainedWithoutBlame) {
  for (const int status : {400, 405, 413, 429, 500, 503, 599})
    EXPECT_THAT(trouble_page(visit_, status),
                AllOf(HasSubstr("返回首页"), Not(HasSubstr(std::to_string(status) + " "))));
}

TEST_F(PortalPages, SearchMarksWhatWasFoundAndKeepsTheQuestion) {
  const search::Answer answer = made_up::answer();
  const auto agencies = made_up::agencies();
  const SearchFields fields{
      .words = "科技 \"项目\"", .agency = "kejiju", .from = "2022-01-01", .to = "", .sort = "newest", .page = 2};
  const std::string page =
      search_page(visit_, {.fields = fields, .answer = &answer, .agencies = agencies, .columns = columns_});
  EXPECT_THAT(page, AllOf(HasSubstr("<mark>科技</mark>"), HasSubstr("value=\"科技 &quot;项目&quot;\""),
                          HasSubstr("<option value=\"kejiju\" selected>"), HasSubstr("value=\"2022-01-01\""),
                          HasSubstr("第 2 页，共 3 页"), HasSubstr("&lt;b&gt;"), Not(HasSubstr("<b>……"))));
}

TEST_F(PortalPages, ASearchWithoutHitsGivesAdvice) {
  const search::Answer nothing;
  const auto agencies = made_up::agencies();
  const SearchFields fields{.words = "某某", .agency = "kejiju", .from = "", .to = "", .sort = ""};
  EXPECT_THAT(search_page(visit_, {.fields = fields, .answer = &nothing, .agencies = agencies, .columns = columns_}),
              AllOf(HasSubstr("换一个说法"), HasSubstr("取消机构和日期的限制再查"), HasSubstr("申请公开")));
}

TEST_F(PortalPages, ASearchOffersColumnsAndAgenciesThatBearTheWords) {
  const search::Answer nothing;
  const auto agencies = made_up::agencies();
  const auto page_for = [&](std::string words, int page) {
    const SearchFields fields{
        .words = std::move(words), .agency = "", .from = "", .to = "", .sort = "relevance", .page = page};
    return search_page(visit_, {.fields = fields, .answer = &nothing, .agencies = agencies, .columns = columns_});
  };
  EXPECT_THAT(page_for(" 年報 ", 1), HasSubstr("href=\"/gk/columns/zfxxgknb/\">政府信息公开年报</a>"));
  EXPECT_THAT(page_for("科技局", 1), HasSubstr("href=\"/gk/a/kejiju/\">"));
  EXPECT_THAT(page_for("年报", 2), Not(HasSubstr("相关栏目和机构")));
  EXPECT_THAT(page_for("报", 1), Not(HasSubstr("相关栏目和机构")));
}

TEST_F(PortalPages, ColumnsCarryTheTagsOfTheNorms) {
  const auto agencies = made_up::agencies();
  const auto path = made_up::path_to("xzgfxwj");
  const std::array pages = {column_page(visit_, {nullptr, columns_, path}, asking("", "xzgfxwj"), made_up::list()),
                            agencies_page(visit_, agencies), reports_page(visit_, {}, made_up::list()),
                            requests_page(visit_, nullptr, agencies),
                            catalogue_page(visit_, &agency_, made_up::list())};
  for (const std::string& page : pages)
    for (const std::string_view name : {"ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"})
      EXPECT_THAT(page, HasSubstr("<meta name=\"" + std::string(name) + "\""));
}

TEST_F(PortalPages, TheHomePageBeginsWithTheSearchAndHasOneHeading) {
  const auto agencies = made_up::agencies();
  const std::string page = home_page(visit_, {columns_, made_up::list(), agencies});
  EXPECT_LT(page.find("class=\"search-form\""), page.find("<h2>最新公开"));
  EXPECT_EQ(times(page, "<h1"), 1u);
  EXPECT_THAT(page, AllOf(HasSubstr("\"@type\":\"WebSite\""), HasSubstr("<title>清河市人民政府</title>")));
}

TEST_F(PortalPages, TheCatalogueHasWhatTheLawNamesAndCanBeDownloaded) {
  const std::string page = catalogue_page(visit_, &agency_, made_up::list());
  for (const std::string_view head : {"索引号", "名称", "内容概述", "生成日期", "发布日期", "文号"})
    EXPECT_THAT(page, HasSubstr("<th scope=\"col\">" + std::string(head) + "</th>"));
  EXPECT_THAT(page, AllOf(HasSubstr("/gk/catalogue.csv?agency=kejiju"), HasSubstr("/gk/catalogue.json?agency=kejiju"),
                          HasSubstr("/gk/catalogue.xlsx?agency=kejiju")));
}

}  // namespace
}  // namespace gongkai::portal
