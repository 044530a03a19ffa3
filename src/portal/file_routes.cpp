// What is no page: assets, attachments, feeds, site maps, the catalogue as files.
#include <fmt/format.h>

#include <charconv>

#include "document/workbook.h"
#include "page/assets.h"
#include "portal/catalogue_export.h"
#include "portal/feed.h"
#include "portal/portal.h"

namespace gongkai::portal {
namespace {

using http::Request;
using http::Response;

constexpr int kFeedEntries = 50;

Response file_response(std::string media_type, std::string bytes) {
  Response response;
  response.media_type = std::move(media_type);
  response.body = std::move(bytes);
  response.is_public_page = true;
  return response;
}

/// RFC 6266: the plain name for old programs, the true one for all others.
std::string disposition(std::string_view kind, std::string_view name) {
  std::string encoded;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_plain = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
                          (byte >= 'a' && byte <= 'z') || c == '.' || c == '-' || c == '_';
    if (is_plain) {
      encoded += c;
    } else {
      encoded += fmt::format("%{:02X}", byte);
    }
  }
  return fmt::format("{}; filename*=UTF-8''{}", kind, encoded);
}

std::optional<std::int64_t> number_of(std::string_view text) {
  std::int64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || text.size() > 18 || read.ec != std::errc() || read.ptr != text.data() + text.size() || number < 1)
    return std::nullopt;
  return number;
}

Response asset(const Portal& portal, const Request& request) {
  const page::Asset* found = page::asset_at(request.path);
  if (found == nullptr) return portal.not_found(request);
  Response response;
  response.media_type = found->media_type;
  response.body = std::string(found->bytes);
  response.is_public_page = true;
  response.headers.emplace_back("Cache-Control", std::string(page::kAssetCaching));
  return response;
}

/// Attachments are never shown within the site's own origin: a page or a drawing somebody uploaded could run there.
bool may_be_shown(std::string_view media_type) {
  return media_type == "application/pdf" || media_type == "image/png" || media_type == "image/jpeg" ||
         media_type == "image/gif" || media_type.starts_with("text/plain");
}

Response attachment(const std::shared_ptr<const Portal>& portal, const Request& request) {
  const auto item = number_of(request.value("item"));
  const auto number = number_of(request.value("number"));
  if (!item || !number || *number > 1'000'000) return portal->not_found(request);
  const auto file = portal->views().file(*item, static_cast<int>(*number));
  if (!file) return portal->trouble(request, file.error());
  if (!*file) return portal->not_found(request);
  const publicview::PublicFile found = **file;
  Response response;
  response.media_type = found.media_type.empty() ? "application/octet-stream" : found.media_type;
  response.headers.emplace_back("Content-Disposition",
                                disposition(may_be_shown(found.media_type) ? "inline" : "attachment", found.name));
  response.headers.emplace_back("Content-Security-Policy", "default-src 'none'; sandbox");
  response.source_size = found.size;
  response.source = [portal, found](std::uint64_t from, std::uint64_t count) {
    auto bytes = portal->views().file_bytes(found, from, count);
    return bytes ? std::move(*bytes) : std::string();
  };
  return response;
}

Response feed(const Portal& portal, const Request& request) {
  publicview::ListQuestion question;
  question.agency = request.query.text("agency");
  question.column = request.query.text("column");
  question.limit = kFeedEntries;
  question.with_choices = false;
  const auto list = portal.views().list(question);
  if (!list) return portal.trouble(request, list.error());
  const Addresses addresses{page::UrlBase()};  // feeds name absolute addresses: the site's address holds the prefix
  FeedHead head;
  head.title = portal.site().name;
  if (!question.agency.empty()) {
    const auto agency = portal.views().agency(question.agency);
    if (!agency) return portal.trouble(request, agency.error());
    if (!*agency) return portal.not_found(request);
    head.title = (*agency)->name;
  }
  if (!question.column.empty()) {
    const auto path = portal.views().column_path(question.column);
    if (!path) return portal.trouble(request, path.error());
    if (path->empty()) return portal.not_found(request);
    head.title += " · " + path->back().name;
  }
  head.self_path = addresses.feed(question.agency, question.column).text();
  head.page_path = question.column.empty() ? (question.agency.empty() ? "/" : addresses.agency(question.agency).text())
                                           : addresses.column(question.agency, question.column).text();
  if (!list->entries.empty()) head.updated = Instant::start_of(list->entries.front().published_on);
  return file_response("application/atom+xml; charset=utf-8", atom_feed(portal.site(), head, list->entries));
}

constexpr std::string_view kXml = "application/xml; charset=utf-8";

Response site_map(const Portal& portal, const Request& request) {
  std::vector<std::string> parts{"/sitemap/pages.xml"};
  std::int64_t after = 0;
  while (true) {
    const auto entries = portal.views().sitemap(after, kSitemapPart);
    if (!entries) return portal.trouble(request, entries.error());
    if (entries->empty()) break;
    parts.push_back(fmt::format("/sitemap/after-{}.xml", after));
    after = entries->back().item;
  }
  return file_response(std::string(kXml), sitemap_index(portal.site(), parts));
}

Response site_map_part(const Portal& portal, const Request& request) {
  std::string_view name = request.value("part");
  if (!name.starts_with("after-") || !name.ends_with(".xml")) return portal.not_found(request);
  name = name.substr(6, name.size() - 10);
  const auto after = name == "0" ? std::optional<std::int64_t>(0) : number_of(name);
  if (!after) return portal.not_found(request);
  const auto entries = portal.views().sitemap(*after, kSitemapPart);
  if (!entries) return portal.trouble(request, entries.error());
  return file_response(std::string(kXml), sitemap_part(portal.site(), *entries));
}

Response site_map_of_pages(const Portal& portal, const Request& request) {
  const auto agencies = portal.views().agencies();
  if (!agencies) return portal.trouble(request, agencies.error());
  const Addresses addresses{page::UrlBase()};
  std::vector<std::string> paths{"/", addresses.agencies().text(), addresses.reports().text(),
                                 addresses.new_request().text()};
  for (const publicview::PublicAgency& agency : *agencies) paths.push_back(addresses.agency(agency.code).text());
  return file_response(std::string(kXml), sitemap_of_pages(portal.site(), paths));
}

Response catalogue_file(const Portal& portal, const Request& request, std::string_view ending) {
  publicview::ListQuestion question;
  question.agency = request.query.text("agency");
  question.column = request.query.text("column");
  question.year = request.query.text("year");
  if (!question.agency.empty()) {
    const auto agency = portal.views().agency(question.agency);
    if (!agency) return portal.trouble(request, agency.error());
    if (!*agency) return portal.not_found(request);
  }
  if (!question.column.empty()) {
    const auto path = portal.views().column_path(question.column);
    if (!path) return portal.trouble(request, path.error());
    if (path->empty()) return portal.not_found(request);
  }
  const auto entries = all_entries(portal.views(), question);
  if (!entries) return portal.trouble(request, entries.error());
  if (ending == "json") return file_response("application/json", catalogue_json(*entries, portal.site()));
  const document::Sheet sheet = catalogue_sheet(*entries, portal.site());
  Response response;
  if (ending == "csv") {
    response = file_response("text/csv; charset=utf-8", document::write_comma_separated(sheet));
  } else {
    auto workbook = document::write_workbook({sheet}, sheet.name);
    if (!workbook) return portal.trouble(request, workbook.error());
    response = file_response("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", std::move(*workbook));
  }
  response.headers.emplace_back("Content-Disposition",
                                disposition("attachment", fmt::format("{}.{}", sheet.name, ending)));
  return response;
}

}  // namespace

void add_file_routes(http::Router& router, std::shared_ptr<const Portal> portal) {
  router.get("/assets/{rest...}", [portal](const Request& request) { return asset(*portal, request); });
  router.get("/i/{item}/files/{number}", [portal](const Request& request) { return attachment(portal, request); });
  router.get("/feeds/new.atom", [portal](const Request& request) { return feed(*portal, request); });
  router.get("/sitemap.xml", [portal](const Request& request) { return site_map(*portal, request); });
  router.get("/sitemap/pages.xml", [portal](const Request& request) { return site_map_of_pages(*portal, request); });
  router.get("/sitemap/{part}", [portal](const Request& request) { return site_map_part(*portal, request); });
  router.get("/robots.txt", [portal](const Request&) {
    return file_response("text/plain; charset=utf-8", robots_text(portal->site()));
  });
  for (const char* ending : {"csv", "xlsx", "json"}) {
    router.get(fmt::format("/catalogue.{}", ending),
               [portal, ending](const Request& request) { return catalogue_file(*portal, request, ending); });
  }
}

}  // namespace gongkai::portal
