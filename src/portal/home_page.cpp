#include "portal/home_page.h"

#include <algorithm>
#include <iterator>

#include "base/json_writer.h"
#include "portal/parts.h"

namespace gongkai::portal {

using page::Html;
using publicview::PublicAgency;
using publicview::PublicColumn;

namespace {

std::string structured_data(const Visit& visit) {
  const publicview::PublicSite& site = visit.site;
  JsonWriter json;
  json.begin_object().member("@context", "https://schema.org").key("@graph").begin_array();
  json.begin_object().member("@type", "GovernmentOrganization").member("name", site.name);
  json.member("url", absolute_address(visit, "/"));
  if (!site.phone.empty()) json.member("telephone", site.phone);
  json.end_object();
  json.begin_object().member("@type", "WebSite").member("name", site.name).member("inLanguage", "zh-CN");
  json.member("url", absolute_address(visit, "/"));
  json.key("potentialAction").begin_object().member("@type", "SearchAction");
  json.member("target", absolute_address(visit, "/search") + "?q={search_term_string}");
  json.member("query-input", "required name=search_term_string").end_object().end_object();
  json.end_array().end_object();
  return json.take();
}

void write_way(Html& html, const page::Url& url, std::string_view name, std::string_view note) {
  html("li", [&] {
    html("a", {{"class", "way"}, {"href", url}}, [&] {
      html("span", {{"class", "way-name"}}, name);
      html("span", {{"class", "way-note"}}, note);
    });
  });
}

void write_hero(Html& html, const Visit& visit) {
  html("div", {{"class", "hero"}}, [&] {
    html("h1", {{"class", "hidden-visually"}}, visit.site.name + "政府信息公开");
    write_search_form(html, visit, "", "", "查找政府信息");
    html("p", {{"class", "hint"}}, "可以输入标题、文号、索引号或者关键词。几个词之间用空格隔开。");
  });
}

/// The columns below the statutory ones, wherever they stand in the trees.
const PublicColumn* statutory_contents(const std::vector<PublicColumn>& columns) {
  for (const PublicColumn& column : columns) {
    if (!column.is_statutory) continue;
    for (const PublicColumn& child : column.children)
      if (child.type == "group" && !child.children.empty()) return &child;
  }
  return nullptr;
}

/// The columns beside the statutory ones: notices, news, explanations.
std::vector<PublicColumn> other_columns(const std::vector<PublicColumn>& columns) {
  std::vector<PublicColumn> others;
  std::copy_if(columns.begin(), columns.end(), std::back_inserter(others),
               [](const PublicColumn& column) { return !column.is_statutory && column.items > 0; });
  return others;
}

}  // namespace

std::string home_page(const Visit& visit, const HomeContent& content) {
  const Addresses& to = visit.addresses;
  PageHead head;
  head.description = visit.site.name + "的政府信息公开专栏：查找、查阅和下载各机关公开的政府信息。";
  head.canonical = "/";
  head.section = Section::Home;
  head.has_search_box = false;
  head.json_ld = {structured_data(visit)};
  head.feed = page::Link{visit.site.name + "最新公开", to.feed("", "")};
  return write_portal_page(visit, head, [&](Html& html) {
    write_hero(html, visit);
    html("ul", {{"class", "ways"}}, [&] {
      write_way(html, to.column("", "zfxxgk"), "政府信息公开", "指南、制度、法定主动公开内容");
      write_way(html, to.agencies(), "机构目录", "按机关查找，看职能和联系方式");
      write_way(html, to.new_request(), "依申请公开", "没有公开的信息，可以申请获取");
      write_way(html, to.reports(), "年度报告", "各机关历年公开工作报告");
    });
    if (const PublicColumn* contents = statutory_contents(content.columns)) {
      html("section", {{"class", "section"}}, [&] {
        html("div", {{"class", "section-head"}}, [&] {
          html("h2", contents->name);
          html("p", {{"class", "total"}}, "共 " + std::to_string(contents->items) + " 条");
        });
        write_entrances(html, visit, "", contents->children);
      });
    }
    html("div", {{"class", "section two-thirds"}}, [&] {
      html("section", {{"class", "section"}}, [&] {
        html("div", {{"class", "section-head"}}, [&] {
          html("h2", "最新公开");
          html("a", {{"href", to.catalogue("")}}, "查看全部");
        });
        if (content.newest.entries.empty())
          html("p", {{"class", "hint"}}, "还没有公开的信息。");
        else
          write_entries(html, visit, content.newest.entries, {.agency = true});
      });
      html("div", [&] {
        // Filled by the script with what the reader keeps in this browser; absent without it.
        html("template", {{"id", "kept-items"}}, [&] {
          html("section", {{"class", "section section-above"}}, [&] {
            html("div", {{"class", "section-head"}}, [&] { html("h2", "我的收藏"); });
            html("ul", {{"class", "agency-list"}}, "");
          });
        });
        html("section", {{"class", "section"}}, [&] {
          html("div", {{"class", "section-head"}}, [&] {
            html("h2", "机构");
            html("a", {{"href", to.agencies()}}, "全部机构");
          });
          constexpr int kShown = 7;
          int shown = 0;
          html("ul", {{"class", "agency-list"}}, [&] {
            for (const PublicAgency& agency : content.agencies) {
              if (!agency.is_active || shown++ >= kShown) continue;
              html("li", [&] { html("a", {{"href", to.agency(agency.code)}}, agency.name); });
            }
          });
        });
        if (const auto others = other_columns(content.columns); !others.empty()) {
          html("section", {{"class", "section section-below"}}, [&] {
            html("div", {{"class", "section-head"}}, [&] { html("h2", "其他栏目"); });
            write_entrances(html, visit, "", others);
          });
        }
      });
    });
  });
}

}  // namespace gongkai::portal
