#include "portal/agency_page.h"

#include "base/json_writer.h"
#include "portal/parts.h"

namespace gongkai::portal {

using page::Html;
using publicview::PublicAgency;
using publicview::PublicColumn;

namespace {

std::string structured_data(const Visit& visit, const PublicAgency& agency) {
  JsonWriter json;
  json.begin_object().member("@context", "https://schema.org").member("@type", "GovernmentOrganization");
  json.member("name", agency.name).member("url", absolute_address(visit, "/a/" + agency.code + "/"));
  if (!agency.short_name.empty()) json.member("alternateName", agency.short_name);
  if (!agency.phone.empty()) json.member("telephone", agency.phone);
  if (!agency.address.empty()) json.member("address", agency.address);
  json.end_object();
  return json.take();
}

void write_contact(Html& html, const PublicAgency& agency) {
  html("section", {{"class", "section"}}, [&] {
    html("div", {{"class", "section-head"}}, [&] { html("h2", "联系方式"); });
    html("dl", {{"class", "facts page-facts"}}, [&] {
      Facts facts(html);
      facts.row("办公地址", agency.address);
      facts.row("办公时间", agency.office_hours);
      facts.telephone("联系电话", agency.phone);
      facts.row("传真", agency.fax);
      facts.mail("电子邮箱", agency.email);
      facts.website("网址", agency.website);
    });
  });
}

}  // namespace

void write_succession(Html& html, const Visit& visit, const PublicAgency& agency) {
  if (agency.is_active) return;
  write_note(html, "warn", [&] {
    html("p", [&] {
      html("strong", agency.abolished_on ? "本机构已于" + agency.abolished_on->chinese() + "撤销。" : "本机构已撤销。");
      html.text("它公开的信息仍可在这里查阅。");
    });
    if (agency.successors.empty()) return;
    html("p", [&] {
      html.text("现由以下机构继续履行职责：");
      bool is_first = true;
      for (const publicview::AgencyLink& successor : agency.successors) {
        if (!is_first) html.text("、");
        is_first = false;
        html("a", {{"href", visit.addresses.agency(successor.code)}}, successor.name);
      }
      html.text("。");
    });
  });
}

std::string agency_page(const Visit& visit, const AgencyContent& content) {
  const PublicAgency& agency = content.agency;
  const Addresses& to = visit.addresses;
  PageHead head;
  head.title = agency.name;
  head.description = agency.name + "公开的政府信息、机构职能和联系方式。";
  head.canonical = "/a/" + agency.code + "/";
  head.section = Section::Agencies;
  head.breadcrumb = column_breadcrumb(visit, &agency, {});
  head.meta = {{"ColumnName", agency.name},
               {"ColumnDescription", head.description},
               {"ColumnKeywords", agency.name + ",政府信息公开"},
               {"ColumnType", "机构"}};
  head.json_ld = {structured_data(visit, agency)};
  head.feed = page::Link{agency.name + "最新公开", to.feed(agency.code, "")};
  return write_portal_page(visit, head, [&](Html& html) {
    html("header", {{"class", "page-head"}}, [&] {
      if (!agency.kind_name.empty()) html("p", {{"class", "over-title"}}, agency.kind_name);
      html("h1", agency.name);
      for (const PublicAgency::FormerName& former : agency.former_names)
        html("p", {{"class", "basis"}}, "曾用名：" + former.name + "（至" + former.until.chinese() + "）");
    });
    write_succession(html, visit, agency);
    for (const PublicColumn& column : content.columns) {
      if (!column.is_statutory) continue;
      html("section", {{"class", "section"}}, [&] {
        html("div", {{"class", "section-head"}}, [&] {
          html("h2", column.name);
          html("a", {{"href", to.catalogue(agency.code)}}, "公开目录");
        });
        write_entrances(html, visit, agency.code, column.children);
        for (const PublicColumn& child : column.children) {
          if (child.children.empty()) continue;
          html("h3", {{"class", "group-name"}}, child.name);
          write_entrances(html, visit, agency.code, child.children);
        }
      });
    }
    html("div", {{"class", "section two-thirds"}}, [&] {
      html("section", {{"class", "section"}}, [&] {
        html("div", {{"class", "section-head"}}, [&] { html("h2", "最新公开"); });
        if (content.newest.entries.empty()) {
          html("div", {{"class", "empty"}}, [&] {
            html("h2", "还没有公开的信息");
            write_passages(html, visit.words.empty_column);
          });
        } else {
          write_entries(html, visit, content.newest.entries, {.column = true});
        }
      });
      html("div", [&] {
        write_contact(html, agency);
        std::vector<PublicColumn> others;
        for (const PublicColumn& column : content.columns)
          if (!column.is_statutory) others.push_back(column);
        if (others.empty()) return;
        html("section", {{"class", "section section-below"}}, [&] {
          html("div", {{"class", "section-head"}}, [&] { html("h2", "其他栏目"); });
          write_entrances(html, visit, agency.code, others);
        });
      });
    });
  });
}

}  // namespace gongkai::portal
