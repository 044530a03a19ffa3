// Writes every page of the portal with made-up data to a folder, for tests/browser and for eyes.
//   portal_preview <folder>      pages/<name>.html, assets/…
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "made_up.h"
#include "page/assets.h"
#include "page/embedded.h"
#include "portal/agencies_page.h"
#include "portal/agency_page.h"
#include "portal/catalogue_page.h"
#include "portal/column_page.h"
#include "portal/feedback_page.h"
#include "portal/guide_page.h"
#include "portal/home_page.h"
#include "portal/item_page.h"
#include "portal/profile_page.h"
#include "portal/reports_page.h"
#include "portal/requests_page.h"
#include "portal/search_page.h"
#include "portal/sitemap_page.h"
#include "portal/trouble_page.h"
#include "portal/withdrawn_page.h"

namespace {

using namespace gongkai;
using namespace gongkai::portal;

void write(const std::filesystem::path& file, std::string_view bytes) {
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << bytes;
}

std::vector<std::pair<std::string, std::string>> all_pages(const Visit& visit) {
  const auto columns = made_up::columns();
  const auto agency = made_up::agency();
  const auto documents = made_up::path_to("xzgfxwj"), empty = made_up::path_to("zdjsxm"),
             group = made_up::path_to("fdzdgknr");
  publicview::ListQuestion question;
  question.agency = "kejiju";
  question.column = "xzgfxwj";
  question.year = "2022";
  publicview::ListQuestion city;
  city.column = "fdzdgknr";
  publicview::ListQuestion nothing;
  nothing.agency = "kejiju";
  nothing.column = "zdjsxm";
  const auto bare = made_up::bare_agency();
  const auto agencies = made_up::agencies();
  const auto guide = made_up::path_to("zfxxgkzn"), profile = made_up::path_to("jggk");
  publicview::ListPage newest = made_up::list();
  newest.entries.resize(8);
  const auto answer = made_up::answer();
  const search::Answer nothing_found;
  const SearchFields asked{.words = "科技 项目", .agency = "", .from = "", .to = "", .sort = "relevance", .page = 1};
  return {
      {"home", home_page(visit, {columns, newest, agencies})},
      {"agency", agency_page(visit, {agency, columns, newest})},
      {"agency-abolished", agency_page(visit, {bare, {}, {}})},
      {"agencies", agencies_page(visit, agencies)},
      {"guide", guide_page(visit, {&agency, columns, guide})},
      {"guide-incomplete", guide_page(visit, {&bare, columns, guide})},
      {"profile", profile_page(visit, {&agency, columns, profile})},
      {"reports", reports_page(visit, {}, made_up::list())},
      {"requests", requests_page(visit, nullptr, agencies)},
      {"requests-agency", requests_page(visit, &agency, agencies)},
      {"search", search_page(visit, {.fields = asked, .answer = &answer, .agencies = agencies, .columns = columns})},
      {"search-nothing",
       search_page(visit, {.fields = asked, .answer = &nothing_found, .agencies = agencies, .columns = columns})},
      {"sitemap", sitemap_page(visit, columns, agencies)},
      {"withdrawn", withdrawn_page(visit, made_up::tombstone())},
      {"not-found", not_found_page(visit, {made_up::entry(1), made_up::entry(5)})},
      {"trouble-500", trouble_page(visit, 500)},
      {"catalogue", catalogue_page(visit, &agency, made_up::list())},
      {"catalogue-city", catalogue_page(visit, nullptr, made_up::list())},
      {"feedback", feedback_page(visit)},
      {"item", item_page(visit, made_up::full_item())},
      {"item-bare", item_page(visit, made_up::bare_item())},
      {"item-hostile", item_page(visit, made_up::hostile_item())},
      {"list", column_page(visit, {&agency, columns, documents}, question, made_up::list())},
      {"list-city", column_page(visit, {nullptr, columns, group}, city, made_up::list())},
      {"list-empty", column_page(visit, {&agency, columns, empty}, nothing, {})},
  };
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    std::fputs("portal_preview <folder>\n", stderr);
    return 2;
  }
  const std::filesystem::path folder = arguments[1];
  const auto site = made_up::site();
  const auto words = made_up::words();
  Visit visit{.site = site, .words = words, .addresses = Addresses(page::UrlBase())};
  visit.here = "/i/1040";
  const std::vector<std::pair<std::string, page::Preferences>> variants = {
      {"", {}},
      {"elder/", {.elder = true}},
      {"contrast/", {.high_contrast = true}},
      {"large/", {.text_size = page::Preferences::TextSize::Large}}};
  for (const auto& [prefix, preferences] : variants) {
    visit.preferences = preferences;
    for (const auto& [name, html] : all_pages(visit)) write(folder / "pages" / (prefix + name + ".html"), html);
  }
  for (const EmbeddedFile& file : page::embedded_files())
    if (const page::Asset* asset = page::asset_named(file.name)) write(folder / asset->path.substr(1), asset->bytes);
}
