#include "portal/feedback_page.h"

#include "portal/parts.h"

namespace gongkai::portal {

using page::Html;

std::string feedback_page(const Visit& visit) {
  PageHead head;
  head.title = "我为政府网站找错";
  head.description = "发现错别字、打不开的链接、过时的信息或者其他问题，请告诉我们。";
  head.canonical = "/feedback";
  head.breadcrumb = {{head.title, visit.addresses.feedback()}};
  return write_portal_page(visit, head, [&](Html& html) {
    html("header", {{"class", "page-head"}}, [&] {
      html("h1", head.title);
      html("p", {{"class", "lead"}}, head.description);
    });
    html("div", {{"class", "prose"}}, [&] {
      html("h2", "怎样告诉我们");
      html("dl", {{"class", "facts page-facts"}}, [&] {
        Facts facts(html);
        facts.telephone("电话", visit.site.phone);
        facts.row("主办单位", visit.site.sponsor);
        facts.row("承办单位", visit.site.operator_name);
        facts.row("网站标识码", visit.site.site_id_code);
      });
      html("h2", "请说明");
      html("ul", [&] {
        html("li", "出错页面的地址，或者文件的标题、索引号");
        html("li", "错在哪里，您认为应当是什么");
        html("li", "您的联系方式（愿意留下的话），便于我们回复");
      });
      html("p", {{"class", "hint"}}, "对文件内容有疑问的，请联系该文件的发布机构，联系方式见机构目录。");
    });
  });
}

}  // namespace gongkai::portal
