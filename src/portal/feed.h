// What programs read of the portal: Atom feeds, the sitemap, robots.txt.
#pragma once
#include <span>
#include <string>
#include <string_view>

#include "publicview/types.h"
#include "publicview/views.h"

namespace gongkai::portal {

struct FeedHead {
  std::string title;
  std::string self_path;  ///< of the feed itself, "/feeds/all.xml"
  std::string page_path;  ///< of the page with the same entries
  Instant updated{};      ///< of the newest change; the epoch when there is none
};

/// RFC 4287. Ids of entries are tag URIs made from the item's number, so they survive a change of address.
std::string atom_feed(const publicview::PublicSite& site, const FeedHead& head,
                      std::span<const publicview::PublicEntry> entries);

/// sitemaps.org 0.9: up to 50,000 addresses a file.
inline constexpr int kSitemapPart = 50'000;
std::string sitemap_index(const publicview::PublicSite& site, std::span<const std::string> part_paths);
std::string sitemap_part(const publicview::PublicSite& site, std::span<const publicview::Views::SitemapEntry> entries);
std::string sitemap_of_pages(const publicview::PublicSite& site, std::span<const std::string> paths);
std::string robots_text(const publicview::PublicSite& site);

}  // namespace gongkai::portal
