#include "portal/feed.h"

#include <fmt/format.h>

#include <pugixml.hpp>
#include <sstream>

namespace gongkai::portal {
namespace {

using publicview::PublicEntry;
using publicview::PublicSite;

/// Characters that XML 1.0 cannot hold (controls, U+FFFE and U+FFFF) are left out.
std::string xml_text(std::string_view text) {
  std::string kept;
  kept.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (text.substr(at).starts_with("\xEF\xBF\xBE") || text.substr(at).starts_with("\xEF\xBF\xBF")) {
      at += 2;
    } else if (byte >= 0x20 || byte == '\t' || byte == '\n') {
      kept += text[at];
    }
  }
  return kept;
}

void add(pugi::xml_node parent, const char* name, std::string_view text) {
  parent.append_child(name).text().set(xml_text(text).c_str());
}

pugi::xml_node begin(pugi::xml_document& document, const char* root, const char* name_space) {
  pugi::xml_node declaration = document.append_child(pugi::node_declaration);
  declaration.append_attribute("version") = "1.0";
  declaration.append_attribute("encoding") = "utf-8";
  pugi::xml_node node = document.append_child(root);
  node.append_attribute("xmlns") = name_space;
  return node;
}

std::string written(const pugi::xml_document& document) {
  std::ostringstream out;
  document.save(out, "", pugi::format_raw);
  return std::move(out).str();
}

void add_link(pugi::xml_node parent, const char* relation, const std::string& address) {
  pugi::xml_node link = parent.append_child("link");
  link.append_attribute("rel") = relation;
  link.append_attribute("href") = address.c_str();
}

std::string item_address(const PublicSite& site, std::int64_t item) {
  return fmt::format("{}/i/{}", site.address, item);
}

std::string domain_of(const PublicSite& site) { return site.domain.empty() ? "localhost" : site.domain; }

constexpr const char* kSitemapNamespace = "http://www.sitemaps.org/schemas/sitemap/0.9";

}  // namespace

std::string atom_feed(const PublicSite& site, const FeedHead& head, std::span<const PublicEntry> entries) {
  pugi::xml_document document;
  pugi::xml_node feed = begin(document, "feed", "http://www.w3.org/2005/Atom");
  feed.append_attribute("xml:lang") = "zh-CN";
  add(feed, "id", site.address + head.self_path);
  add(feed, "title", head.title);
  add(feed, "updated", head.updated.iso());
  add_link(feed, "self", site.address + head.self_path);
  add_link(feed, "alternate", site.address + head.page_path);
  add(feed.append_child("author"), "name", site.sponsor.empty() ? site.name : site.sponsor);
  for (const PublicEntry& entry : entries) {
    pugi::xml_node node = feed.append_child("entry");
    // RFC 4151: the day in the tag only has to be one on which the site held its domain.
    add(node, "id", fmt::format("tag:{},{}:item/{}", domain_of(site), entry.published_on.iso(), entry.item));
    add(node, "title", entry.title);
    add(node, "updated", Instant::start_of(entry.published_on).iso());
    add(node, "published", Instant::start_of(entry.published_on).iso());
    add_link(node, "alternate", item_address(site, entry.item));
    add(node.append_child("author"), "name", entry.agency.name);
    node.append_child("category").append_attribute("term") = entry.column_name.c_str();
    if (!entry.summary.empty()) add(node, "summary", entry.summary);
  }
  return written(document);
}

std::string sitemap_index(const PublicSite& site, std::span<const std::string> part_paths) {
  pugi::xml_document document;
  pugi::xml_node index = begin(document, "sitemapindex", kSitemapNamespace);
  for (const std::string& path : part_paths) add(index.append_child("sitemap"), "loc", site.address + path);
  return written(document);
}

std::string sitemap_part(const PublicSite& site, std::span<const publicview::Views::SitemapEntry> entries) {
  pugi::xml_document document;
  pugi::xml_node set = begin(document, "urlset", kSitemapNamespace);
  for (const auto& entry : entries) {
    pugi::xml_node address = set.append_child("url");
    add(address, "loc", item_address(site, entry.item));
    add(address, "lastmod", entry.changed_at.iso());
  }
  return written(document);
}

std::string sitemap_of_pages(const PublicSite& site, std::span<const std::string> paths) {
  pugi::xml_document document;
  pugi::xml_node set = begin(document, "urlset", kSitemapNamespace);
  for (const std::string& path : paths) add(set.append_child("url"), "loc", site.address + path);
  return written(document);
}

std::string robots_text(const PublicSite& site) {
  return fmt::format(
      "User-agent: *\nDisallow: /office/\nDisallow: /settings\nDisallow: /search\n\nSitemap: {}/sitemap.xml\n",
      site.address);
}

}  // namespace gongkai::portal
