#include "portal/withdrawn_page.h"

#include "portal/parts.h"

namespace gongkai::portal {

using page::Html;

std::string withdrawn_page(const Visit& visit, const publicview::PublicTombstone& tombstone) {
  PageHead head;
  head.title = "这条信息已经撤下";
  head.section = Section::Disclosure;
  head.breadcrumb = {{tombstone.agency.name, visit.addresses.agency(tombstone.agency.code)},
                     {"已撤下", visit.addresses.item(tombstone.item)}};
  return write_portal_page(visit, head, [&](Html& html) {
    html("header", {{"class", "page-head"}}, [&] { html("h1", "这条信息已经撤下"); });
    html("div", {{"class", "prose"}}, [&] {
      html("dl", {{"class", "facts page-facts"}}, [&] {
        Facts facts(html);
        facts.row("名称", tombstone.title);
        facts.row("索引号", tombstone.index_no);
        facts.row("原发布机构", tombstone.agency.name);
        facts.row("撤下时间", tombstone.withdrawn_at.to_the_minute());
        facts.row("原因", tombstone.reason.empty() ? std::string("发布机构没有说明") : tombstone.reason);
      });
      html("p", [&] {
        html.text("需要这条信息的，可以联系");
        html("a", {{"href", visit.addresses.agency(tombstone.agency.code)}}, tombstone.agency.name);
        html.text("，或者");
        html("a", {{"href", visit.addresses.new_request().with("agency", tombstone.agency.code)}}, "申请公开");
        html.text("。");
      });
    });
  });
}

}  // namespace gongkai::portal
