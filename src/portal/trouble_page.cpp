#include "portal/trouble_page.h"

#include "portal/parts.h"

namespace gongkai::portal {

using page::Html;

namespace {

struct Trouble {
  int status;
  std::string_view title, advice;
};
constexpr Trouble kTroubles[] = {
    {400, "这个请求看不明白", "地址或者填写的内容不完整。请返回上一页，检查后再试。"},
    {405, "这个地址不能这样使用", "请从页面上的链接或者按钮进入。"},
    {413, "内容太大了", "请减小文件或者缩短文字后再提交。"},
    {429, "访问太频繁了", "请稍等一分钟再试。"},
    {503, "服务暂时不可用", "正在维护或者访问的人太多，请过几分钟再试。您填写的内容没有提交。"},
    {500, "页面出了问题", "这是本站的差错，不是您的。请过几分钟再试；仍然不行的，请告诉我们。"}};

const Trouble& trouble_of(int status) {
  for (const Trouble& trouble : kTroubles)
    if (trouble.status == status) return trouble;
  return kTroubles[std::size(kTroubles) - 1];
}

}  // namespace

std::string not_found_page(const Visit& visit, const std::vector<publicview::PublicEntry>& suggestions) {
  const Addresses& to = visit.addresses;
  PageHead head;
  head.title = "没有找到这个页面";
  head.has_search_box = false;
  return write_portal_page(visit, head, [&](Html& html) {
    html("header", {{"class", "page-head"}}, [&] {
      html("h1", "没有找到这个页面");
      html("p", {{"class", "lead"}}, "地址可能有误，或者页面已经移走。试试查找它的标题或者文号。");
    });
    write_search_form(html, visit, "", "", "查找政府信息");
    if (!suggestions.empty()) {
      html("section", {{"class", "section"}}, [&] {
        html("div", {{"class", "section-head"}}, [&] { html("h2", "您要找的可能是"); });
        write_entries(html, visit, suggestions, {.agency = true});
      });
    }
    html("section", {{"class", "section"}}, [&] {
      html("div", {{"class", "section-head"}}, [&] { html("h2", "或者从这里开始"); });
      html("ul", {{"class", "directory"}}, [&] {
        html("li", [&] { html("a", {{"href", to.home()}}, "首页"); });
        html("li", [&] { html("a", {{"href", to.agencies()}}, "机构目录"); });
        html("li", [&] { html("a", {{"href", to.sitemap()}}, "网站地图"); });
        html("li", [&] { html("a", {{"href", to.feedback()}}, "告诉我们哪里出了错"); });
      });
    });
  });
}

std::string trouble_page(const Visit& visit, int status, const std::string& detail) {
  const Trouble& trouble = trouble_of(status);
  PageHead head;
  head.title = std::string(trouble.title);
  return write_portal_page(visit, head, [&](Html& html) {
    html("header", {{"class", "page-head"}}, [&] {
      html("h1", trouble.title);
      html("p", {{"class", "lead"}}, trouble.advice);
    });
    html("div", {{"class", "prose"}}, [&] {
      if (!detail.empty()) html("p", detail);
      html("p", [&] {
        html("a", {{"href", visit.addresses.home()}}, "返回首页");
        if (!visit.site.phone.empty()) html.text("，或者致电 " + visit.site.phone);
        html.text("。");
      });
    });
  });
}

}  // namespace gongkai::portal
