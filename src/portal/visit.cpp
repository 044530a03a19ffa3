// From the portal's view of a page to the frame's.
#include "portal/visit.h"

#include "base/json_writer.h"

namespace gongkai::portal {
namespace {

std::vector<page::Link> navigation(const Addresses& to, Section current) {
  return {{"首页", to.home(), current == Section::Home},
          {"政府信息公开", to.column("", "zfxxgk"), current == Section::Disclosure},
          {"机构目录", to.agencies(), current == Section::Agencies},
          {"年度报告", to.reports(), current == Section::Reports},
          {"依申请公开", to.new_request(), current == Section::Requests}};
}

/// Addresses of links hold the prefix of the installation already; the site's address may end with it.
std::string absolute_of(const Visit& visit, const page::Url& url) {
  const std::string& prefix = visit.addresses.base().prefix();
  const std::string_view path = std::string_view(url.text()).substr(prefix.size());
  return absolute_address(visit, path);
}

std::string breadcrumb_data(const Visit& visit, const std::vector<page::Link>& breadcrumb) {
  JsonWriter json;
  json.begin_object().member("@context", "https://schema.org").member("@type", "BreadcrumbList");
  json.key("itemListElement").begin_array();
  int position = 0;
  for (const page::Link& link : breadcrumb) {
    json.begin_object().member("@type", "ListItem").member("position", ++position).member("name", link.name);
    json.member("item", absolute_of(visit, link.url)).end_object();
  }
  json.end_array().end_object();
  return json.take();
}

}  // namespace

page::SiteIdentity identity_of(const publicview::PublicSite& site) {
  return {.name = site.name,
          .domain = site.domain,
          .address = site.address,
          .site_id_code = site.site_id_code,
          .icp_number = site.icp_number,
          .police_number = site.police_number,
          .sponsor = site.sponsor,
          .operator_name = site.operator_name,
          .phone = site.phone,
          .header_fragment = site.header_fragment,
          .footer_fragment = site.footer_fragment,
          .is_demo = site.is_demo};
}

std::string absolute_address(const Visit& visit, std::string_view path) {
  const std::string& address = visit.site.address;
  return address.empty() ? visit.addresses.base().path(path).text() : address + page::UrlBase().path(path).text();
}

std::string write_portal_page(const Visit& visit, const PageHead& head,
                              const std::function<void(page::Html&)>& content) {
  const page::SiteIdentity site = identity_of(visit.site);
  page::Frame frame{.site = site, .base = visit.addresses.base()};
  frame.preferences = visit.preferences;
  frame.here = visit.here;
  frame.title = head.title;
  frame.description = head.description;
  frame.canonical = head.canonical;
  frame.meta = head.meta;
  frame.feed = head.feed;
  frame.json_ld = head.json_ld;
  frame.navigation = navigation(visit.addresses, head.section);
  if (!head.breadcrumb.empty()) {
    frame.breadcrumb.push_back({"首页", visit.addresses.home()});
    frame.breadcrumb.insert(frame.breadcrumb.end(), head.breadcrumb.begin(), head.breadcrumb.end());
    frame.json_ld.push_back(breadcrumb_data(visit, frame.breadcrumb));
  }
  frame.question = head.question;
  frame.has_search_box = head.has_search_box;
  frame.body_class = head.body_class;
  return page::write_page(frame, content);
}

}  // namespace gongkai::portal
