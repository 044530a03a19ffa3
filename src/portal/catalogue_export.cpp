#include "portal/catalogue_export.h"

#include <fmt/format.h>

#include "base/json_writer.h"

namespace gongkai::portal {
namespace {

using document::Sheet;
using document::SheetCell;
using publicview::PublicEntry;
using publicview::PublicSite;

constexpr int kPage = 1000;

std::string address_of(const PublicEntry& entry, const PublicSite& site) {
  return fmt::format("{}/i/{}", site.address, entry.item);
}

void write_entry(JsonWriter& json, const PublicEntry& entry, const PublicSite& site) {
  auto optional = [&json](std::string_view key, const std::string& text) {
    if (text.empty()) {
      json.null_member(key);
    } else {
      json.member(key, text);
    }
  };
  json.begin_object();
  json.member("id", entry.item);
  json.member("address", address_of(entry, site));
  optional("index_no", entry.index_no);
  json.member("title", entry.title);
  optional("summary", entry.summary);
  optional("created_on", entry.created_on ? entry.created_on->iso() : "");
  json.member("published_on", entry.published_on.iso());
  optional("document_no", entry.document_no);
  json.member("agency", entry.agency.code);
  json.member("agency_name", entry.agency.name);
  json.member("column", entry.column);
  json.member("column_name", entry.column_name);
  optional("theme", entry.theme);
  optional("genre", entry.genre);
  optional("validity", entry.validity);
  json.end_object();
}

}  // namespace

Result<std::vector<PublicEntry>> all_entries(const publicview::Views& views, publicview::ListQuestion question) {
  std::vector<PublicEntry> entries;
  question.before.clear();
  question.after.clear();
  question.limit = kPage;
  question.with_choices = false;
  while (true) {
    auto page = views.list(question);
    if (!page) return page.error();
    for (PublicEntry& entry : page->entries) entries.push_back(std::move(entry));
    if (page->next.empty() || page->entries.empty()) return entries;
    question.after = page->next;
  }
}

Sheet catalogue_sheet(const std::vector<PublicEntry>& entries, const PublicSite& site) {
  Sheet sheet{"政府信息公开目录",
              {"索引号", "名称", "内容概述", "生成日期", "发布日期", "发布机构", "文号", "栏目", "主题分类", "体裁分类",
               "有效性", "网址"},
              {26, 60, 60, 12, 12, 24, 24, 18, 24, 10, 8, 40},
              {}};
  sheet.rows.reserve(entries.size());
  for (const PublicEntry& entry : entries) {
    sheet.rows.push_back({entry.index_no, entry.title, entry.summary,
                          entry.created_on ? SheetCell(*entry.created_on) : SheetCell(), entry.published_on,
                          entry.agency.name, entry.document_no, entry.column_name, entry.theme, entry.genre,
                          entry.validity_name, address_of(entry, site)});
  }
  return sheet;
}

std::string catalogue_json(const std::vector<PublicEntry>& entries, const PublicSite& site) {
  JsonWriter json;
  json.begin_object();
  json.member("site", site.name);
  json.member("total", entries.size());
  json.key("entries").begin_array();
  for (const PublicEntry& entry : entries) write_entry(json, entry, site);
  json.end_array();
  json.end_object();
  return json.take();
}

std::string entry_json(const PublicEntry& entry, const PublicSite& site) {
  JsonWriter json;
  write_entry(json, entry, site);
  return json.take();
}

}  // namespace gongkai::portal
