#include "portal/sitemap_page.h"

#include "portal/parts.h"

namespace gongkai::portal {

using page::Html;
using publicview::PublicAgency;
using publicview::PublicColumn;

namespace {

void write_tree(Html& html, const Visit& visit, const std::vector<PublicColumn>& columns) {
  for (const PublicColumn& column : columns) {
    html("li", [&] {
      html("a", {{"href", visit.addresses.column("", column.code)}}, column.name);
      if (!column.children.empty()) html("ul", [&] { write_tree(html, visit, column.children); });
    });
  }
}

}  // namespace

std::string sitemap_page(const Visit& visit, const std::vector<PublicColumn>& columns,
                         const std::vector<PublicAgency>& agencies) {
  const Addresses& to = visit.addresses;
  PageHead head;
  head.title = "网站地图";
  head.description = "本站的全部栏目和机构。";
  head.canonical = "/sitemap";
  head.breadcrumb = {{"网站地图", to.sitemap()}};
  return write_portal_page(visit, head, [&](Html& html) {
    html("header", {{"class", "page-head"}}, [&] { html("h1", "网站地图"); });
    html("section", {{"class", "section"}}, [&] {
      html("div", {{"class", "section-head"}}, [&] { html("h2", "服务"); });
      html("ul", {{"class", "directory"}}, [&] {
        const auto place = [&](const page::Url& url, std::string_view name) {
          html("li", [&] { html("a", {{"href", url}}, name); });
        };
        place(to.home(), "首页");
        place(to.search(), "查找");
        place(to.agencies(), "机构目录");
        place(to.catalogue(""), "公开目录");
        place(to.reports(), "年度报告");
        place(to.new_request(), "依申请公开");
        place(to.feedback(), "我为政府网站找错");
      });
    });
    html("section", {{"class", "section"}}, [&] {
      html("div", {{"class", "section-head"}}, [&] { html("h2", "栏目"); });
      html("ul", {{"class", "tree columns-of-links"}}, [&] { write_tree(html, visit, columns); });
    });
    html("section", {{"class", "section"}}, [&] {
      html("div", {{"class", "section-head"}}, [&] { html("h2", "机构"); });
      html("ul", {{"class", "directory"}}, [&] {
        for (const PublicAgency& agency : agencies)
          html("li", [&] { html("a", {{"href", to.agency(agency.code)}}, agency.name); });
      });
    });
  });
}

}  // namespace gongkai::portal
