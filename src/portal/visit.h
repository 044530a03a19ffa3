// What every page function is told besides its subject: whose site it is, who looks at it how, and from where.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "law/portal_words.h"
#include "page/frame.h"
#include "portal/addresses.h"
#include "publicview/types.h"

namespace gongkai::portal {

struct Visit {
  const publicview::PublicSite& site;
  const law::PortalWords& words;
  Addresses addresses;
  page::Preferences preferences{};
  std::string here = "/";  ///< path and query of this request, without the prefix
};

/// The places of the main navigation.
enum class Section { Home, Disclosure, Agencies, Reports, Requests, None };

/// What a page says about itself to its frame.
struct PageHead {
  std::string title{};
  std::string description{};
  std::string canonical{};  ///< path without the prefix; empty: not for search engines
  Section section = Section::None;
  std::vector<page::Link> breadcrumb{};  ///< without the home page, which is put before it; the last is this page
  std::vector<page::MetaTag> meta{};
  std::vector<std::string> json_ld{};
  std::optional<page::Link> feed{};
  std::string question{};
  bool has_search_box = true;
  std::string body_class{};
};

/// The page in the frame of the portal, with its breadcrumb as structured data.
std::string write_portal_page(const Visit& visit, const PageHead& head,
                              const std::function<void(page::Html&)>& content);

/// The site's identity as the frame wants it.
page::SiteIdentity identity_of(const publicview::PublicSite& site);
/// "https://www.example.gov.cn/i/1042"
std::string absolute_address(const Visit& visit, std::string_view path);

}  // namespace gongkai::portal
