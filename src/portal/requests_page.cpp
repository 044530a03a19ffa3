#include "portal/requests_page.h"

#include "portal/agency_page.h"
#include "portal/parts.h"

namespace gongkai::portal {

using page::Html;
using publicview::PublicAgency;

namespace {

void write_channels(Html& html, const Visit& visit, const PublicAgency& agency) {
  html("h2", "向" + agency.name + "提出申请");
  write_succession(html, visit, agency);
  html("dl", {{"class", "facts page-facts"}}, [&] {
    Facts facts(html);
    facts.row("受理机构", agency.office_name.empty() ? std::string() : agency.name + agency.office_name);
    facts.row("当面提交", agency.address);
    facts.row("办公时间", agency.office_hours);
    facts.row("邮寄地址", agency.address.empty() || agency.postcode.empty()
                              ? agency.address
                              : agency.address + "（邮政编码 " + agency.postcode + "）");
    facts.row("传真", agency.fax);
    facts.mail("电子邮箱", agency.email);
    facts.telephone("咨询电话", agency.phone);
  });
  html("p", {{"class", "hint"}}, "邮寄请在信封上注明“政府信息公开申请”。");
}

}  // namespace

std::string requests_page(const Visit& visit, const PublicAgency* agency, const std::vector<PublicAgency>& agencies) {
  const Addresses& to = visit.addresses;
  const law::PortalWords::Guide& words = visit.words.guide;
  PageHead head;
  head.title = agency ? "依申请公开 - " + agency->name : "依申请公开";
  head.description = "申请获取政府信息的渠道和办法。";
  if (!agency) head.canonical = "/requests/new";
  head.section = Section::Requests;
  head.breadcrumb = {{"依申请公开", to.new_request()}};
  if (agency) head.breadcrumb.push_back({agency->name, to.new_request().with("agency", agency->code)});
  head.meta = {{"ColumnName", "依申请公开"},
               {"ColumnDescription", head.description},
               {"ColumnKeywords", "依申请公开,政府信息公开"},
               {"ColumnType", "依申请公开"}};
  return write_portal_page(visit, head, [&](Html& html) {
    html("header", {{"class", "page-head"}}, [&] {
      html("h1", "依申请公开");
      html("p", {{"class", "lead"}}, "没有公开的政府信息，可以向制作或者保存它的机关申请。");
    });
    html("div", {{"class", "prose prose-wide"}}, [&] {
      write_note(html, "plain", [&] {
        html("p", [&] {
          html.text("申请之前，请先");
          html("a", {{"href", to.search()}}, "查找一下");
          html.text("：已经公开的信息可以直接查阅和下载。");
        });
      });
      if (agency) write_channels(html, visit, *agency);
      html("h2", "申请中请写明");
      html("ol", [&] {
        for (const law::Passage& part : words.request_parts) html("li", part.text);
      });
      html("h2", "怎样办理");
      write_passages(html, words.on_request);
      html("h2", agency ? "向其他机关申请" : "选择机关");
      html("ul", {{"class", "directory plain"}}, [&] {
        for (const PublicAgency& other : agencies) {
          if (!other.is_active || (agency && other.code == agency->code)) continue;
          html("li", [&] { html("a", {{"href", to.new_request().with("agency", other.code)}}, other.name); });
        }
      });
    });
  });
}

}  // namespace gongkai::portal
