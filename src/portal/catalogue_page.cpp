#include "portal/catalogue_page.h"

#include "portal/parts.h"

namespace gongkai::portal {

using page::Html;
using publicview::PublicAgency;
using publicview::PublicEntry;

namespace {

void write_row(Html& html, const Visit& visit, const PublicEntry& entry, bool with_agency) {
  html("tr", [&] {
    html("td", {{"data-label", "索引号"}, {"class", "nowrap"}}, entry.index_no);
    html("td", {{"data-label", "名称"}}, [&] {
      html("div", [&] {
        html("a", {{"href", visit.addresses.item(entry.item)}}, entry.title);
        write_validity_badge(html, entry.validity, entry.validity_name);
      });
    });
    html("td", {{"data-label", "内容概述"}}, entry.summary);
    if (with_agency) html("td", {{"data-label", "发布机构"}}, entry.agency.name);
    html("td", {{"data-label", "生成日期"}, {"class", "nowrap"}}, entry.created_on ? entry.created_on->iso() : "");
    html("td", {{"data-label", "发布日期"}, {"class", "nowrap"}}, entry.published_on.iso());
    html("td", {{"data-label", "文号"}}, entry.document_no);
  });
}

}  // namespace

std::string catalogue_page(const Visit& visit, const PublicAgency* agency, const publicview::ListPage& list) {
  const Addresses& to = visit.addresses;
  const std::string code = agency ? agency->code : std::string();
  PageHead head;
  head.title = agency ? "政府信息公开目录 - " + agency->name : "政府信息公开目录";
  head.description = (agency ? agency->name : visit.site.name) + "主动公开的政府信息目录，可以下载。";
  head.section = Section::Disclosure;
  if (!agency && list.previous.empty()) head.canonical = "/catalogue";
  if (agency) head.breadcrumb = column_breadcrumb(visit, agency, {});
  head.breadcrumb.push_back({"公开目录", to.catalogue(code)});
  head.meta = {{"ColumnName", "政府信息公开目录"},
               {"ColumnDescription", head.description},
               {"ColumnKeywords", "公开目录,政府信息公开"},
               {"ColumnType", "政府信息公开目录"}};
  return write_portal_page(visit, head, [&](Html& html) {
    html("header", {{"class", "page-head"}}, [&] {
      if (agency) html("p", {{"class", "over-title"}}, agency->name);
      html("h1", "政府信息公开目录");
    });
    html("ul", {{"class", "downloads"}}, [&] {
      for (const auto& [ending, name] : {std::pair<std::string_view, std::string_view>{"xlsx", "下载 Excel 表格"},
                                         {"csv", "下载 CSV"},
                                         {"json", "下载 JSON"}})
        html("li", [&] {
          html("a", {{"class", "button button-quiet"}, {"href", to.catalogue_file(ending, code)}}, name);
        });
    });
    if (list.entries.empty()) {
      html("div", {{"class", "empty"}}, [&] {
        html("h2", "目录中还没有信息");
        write_passages(html, visit.words.empty_column);
      });
      return;
    }
    html("table", {{"class", "table catalogue"}}, [&] {
      html("caption", "共 " + std::to_string(list.total) + " 条，新的在前");
      html("thead", [&] {
        html("tr", [&] {
          const auto column = [&](std::string_view name) { html("th", {{"scope", "col"}}, name); };
          column("索引号");
          column("名称");
          column("内容概述");
          if (!agency) column("发布机构");
          column("生成日期");
          column("发布日期");
          column("文号");
        });
      });
      html("tbody", [&] {
        for (const PublicEntry& entry : list.entries) write_row(html, visit, entry, agency == nullptr);
      });
    });
    write_pager(html, to.catalogue(code), list);
  });
}

}  // namespace gongkai::portal
