#include "portal/agencies_page.h"

#include <algorithm>

#include "portal/parts.h"

namespace gongkai::portal {

using page::Html;
using publicview::PublicAgency;

namespace {

void write_group(Html& html, const Visit& visit, std::string_view heading,
                 const std::vector<const PublicAgency*>& agencies) {
  if (agencies.empty()) return;
  html("section", {{"class", "section"}}, [&] {
    html("div", {{"class", "section-head"}}, [&] {
      html("h2", heading);
      html("p", {{"class", "total"}}, std::to_string(agencies.size()) + " 个");
    });
    html("ul", {{"class", "directory"}}, [&] {
      for (const PublicAgency* agency : agencies) {
        html("li", [&] {
          html("a", {{"href", visit.addresses.agency(agency->code)}}, [&] {
            html("span", agency->name);
            if (agency->abolished_on) html("span", {{"class", "count"}}, agency->abolished_on->chinese() + "撤销");
          });
        });
      }
    });
  });
}

}  // namespace

std::string agencies_page(const Visit& visit, const std::vector<PublicAgency>& agencies) {
  PageHead head;
  head.title = "机构目录";
  head.description = "依法公开政府信息的机关和组织。";
  head.canonical = "/agencies";
  head.section = Section::Agencies;
  head.breadcrumb = {{"机构目录", visit.addresses.agencies()}};
  head.meta = {{"ColumnName", head.title},
               {"ColumnDescription", head.description},
               {"ColumnKeywords", "机构目录,政府信息公开"},
               {"ColumnType", head.title}};
  return write_portal_page(visit, head, [&](Html& html) {
    html("header", {{"class", "page-head"}}, [&] {
      html("h1", "机构目录");
      html("p", {{"class", "lead"}}, head.description + "点开机构，可以看到它的指南、职能和公开的信息。");
    });
    std::vector<std::string> kinds;
    for (const PublicAgency& agency : agencies)
      if (agency.is_active && std::find(kinds.begin(), kinds.end(), agency.kind_name) == kinds.end())
        kinds.push_back(agency.kind_name);
    for (const std::string& kind : kinds) {
      std::vector<const PublicAgency*> of_kind;
      for (const PublicAgency& agency : agencies)
        if (agency.is_active && agency.kind_name == kind) of_kind.push_back(&agency);
      write_group(html, visit, kind.empty() ? "其他" : kind, of_kind);
    }
    std::vector<const PublicAgency*> abolished;
    for (const PublicAgency& agency : agencies)
      if (!agency.is_active) abolished.push_back(&agency);
    write_group(html, visit, "已撤销的机构", abolished);
  });
}

}  // namespace gongkai::portal
