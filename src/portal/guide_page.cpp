#include "portal/guide_page.h"

#include "portal/agency_page.h"
#include "portal/parts.h"

namespace gongkai::portal {

using page::Html;
using page::Url;
using publicview::PublicAgency;

namespace {

struct Part {
  std::string_view id, heading;
};
constexpr Part kParts[] = {{"classification", "信息分类"}, {"arrangement", "编排体系"}, {"proactive", "主动公开"},
                           {"on-request", "依申请公开"},   {"office", "公开工作机构"},  {"supervision", "监督和救济"}};

void write_missing(Html& html, const Visit& visit, const PublicAgency& agency) {
  if (agency.missing_of_guide.empty()) return;
  write_note(html, "bad", [&] {
    html("p", [&] { html("strong", "本指南还不完整，暂不作为有效的公开指南。"); });
    write_passages(html, visit.words.guide.must_contain);
    html("p", "还缺少：");
    html("ul", [&] {
      for (const std::string& field : agency.missing_of_guide) html("li", field);
    });
  });
}

void write_office(Html& html, const PublicAgency& agency) {
  if (agency.office_name.empty() && agency.address.empty() && agency.phone.empty() && agency.email.empty()) {
    html("p", {{"class", "quiet"}}, "本机关还没有填写。");
    return;
  }
  html("dl", {{"class", "facts page-facts"}}, [&] {
    Facts facts(html);
    facts.row("机构名称", agency.office_name);
    facts.row("负责人", agency.office_head);
    facts.ways_to_reach(agency);
  });
}

void write_request_parts(Html& html, const law::Passages& parts) {
  if (parts.empty()) return;
  html("h3", "申请中请写明");
  html("ul", [&] {
    for (const law::Passage& part : parts) html("li", part.text);
  });
}

}  // namespace

std::string guide_page(const Visit& visit, const ColumnPlace& place) {
  const PublicAgency& agency = *place.agency;
  const law::PortalWords::Guide& words = visit.words.guide;
  const Addresses& to = visit.addresses;
  return write_portal_page(visit, head_of_column(visit, place), [&](Html& html) {
    write_column_frame(html, visit, place, [&] {
      html("header", {{"class", "page-head"}}, [&] {
        html("p", {{"class", "over-title"}}, agency.name);
        html("h1", place.path.back().name);
        if (agency.changed_at) html("p", {{"class", "basis"}}, "更新日期：" + agency.changed_at->day().chinese());
      });
      write_succession(html, visit, agency);
      write_missing(html, visit, agency);
      html("div", {{"class", "prose"}}, [&] {
        write_passages(html, words.purpose);
        html("ol", {{"class", "contents plain"}}, [&] {
          for (const Part& part : kParts)
            html("li", [&] { html("a", {{"href", Url::fragment(part.id)}}, part.heading); });
        });
        const auto part = [&](std::string_view id, const auto& content) {
          for (const Part& known : kParts)
            if (known.id == id) html("h2", {{"id", id}}, known.heading);
          content();
        };
        part("classification", [&] {
          write_passages(html, words.classification);
          html("p", [&] { html("a", {{"href", to.column(agency.code, "fdzdgknr")}}, "查看法定主动公开内容"); });
        });
        part("arrangement", [&] {
          write_passages(html, words.arrangement);
          html("p", [&] { html("a", {{"href", to.catalogue(agency.code)}}, "查看公开目录"); });
        });
        part("proactive", [&] { write_passages(html, words.proactive); });
        part("on-request", [&] {
          write_passages(html, words.on_request);
          write_request_parts(html, words.request_parts);
          html("p", [&] {
            html("a", {{"class", "button"}, {"href", to.new_request().with("agency", agency.code)}}, "提出申请");
          });
        });
        part("office", [&] { write_office(html, agency); });
        part("supervision", [&] { write_passages(html, words.supervision); });
      });
    });
  });
}

}  // namespace gongkai::portal
