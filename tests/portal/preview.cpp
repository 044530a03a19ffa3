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
#include "portal/column_page.h"
#include "portal/item_page.h"

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
  return {
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
