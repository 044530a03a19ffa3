// The frame of every page: head with the tags that the norms ask for, banner, reading aids, navigation, breadcrumb,
// footer. 政府网站发展指引
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "page/html.h"
#include "page/url.h"

namespace gongkai::page {

/// Who runs the site; the same on every page.
struct SiteIdentity {
  std::string name;          ///< 清河市人民政府
  std::string domain;        ///< meta tag SiteDomain
  std::string address;       ///< "https://www.example.gov.cn/zfxxgk", without a slash at the end; may be empty
  std::string site_id_code;  ///< 网站标识码
  std::string icp_number, police_number;
  std::string sponsor, operator_name, phone;     ///< 主办单位, 承办单位
  std::string header_fragment, footer_fragment;  ///< the operator's own HTML
  bool is_demo = false;
};

/// How a person wants to read; kept in cookies, and nothing else is. It changes classes of the root element only;
/// whoever sends the page converts the text when traditional script is asked for.
struct Preferences {
  enum class TextSize { Small, Medium, Large };
  TextSize text_size = TextSize::Medium;
  bool elder = false;          ///< 长者模式
  bool traditional = false;    ///< 繁体
  bool high_contrast = false;  ///< 高对比度
  bool operator==(const Preferences&) const = default;
};

struct Link {
  std::string name;
  Url url;
  bool is_current = false;
};

struct MetaTag {
  std::string_view name;
  std::string content;  ///< an empty one is not written
};

struct Frame {
  const SiteIdentity& site;
  const UrlBase& base;
  Preferences preferences{};
  std::string here = "/";  ///< path and query of this page without the prefix: where /settings leads back to
  std::string title{};     ///< of the page; empty on the home page
  std::string description{};
  std::string canonical{};      ///< path without the prefix; empty: not for search engines (noindex)
  std::vector<MetaTag> meta{};  ///< beside those of the site
  std::optional<Link> feed{};
  std::vector<std::string> json_ld{};
  std::vector<Link> navigation{};
  std::vector<Link> breadcrumb{};  ///< from the home page to this page
  std::string question{};          ///< what stands in the search box of the banner
  bool has_search_box = true;      ///< false where the page itself begins with one
  std::string body_class{};        ///< "item", for print
};

/// The whole page. `content` writes what stands in <main>.
std::string write_page(const Frame& frame, const std::function<void(Html&)>& content);

/// An icon of web/icons.svg, hidden from screen readers: a text stands beside it.
void write_icon(Html& html, const UrlBase& base, std::string_view name);

/// The absolute address of a path of this site, for QR codes, canonical links and structured data.
std::string absolute_address(const SiteIdentity& site, const UrlBase& base, std::string_view path);

}  // namespace gongkai::page
