// The public data of the portal for programs: /api/v1/…, and whether the site is well.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/json_writer.h"
#include "portal/catalogue_export.h"
#include "portal/portal.h"

namespace gongkai::portal {
namespace {

using http::Request;
using http::Response;

constexpr int kMostEntries = 100;

Response json_response(std::string json) {
  Response response = Response::json(std::move(json));
  response.is_public_page = true;
  response.headers.emplace_back("Access-Control-Allow-Origin", "*");
  return response;
}

/// RFC 9457.
Response problem(int status, std::string_view title) {
  JsonWriter json;
  json.begin_object().member("title", title).member("status", status).end_object();
  Response response = Response::json(json.take());
  response.status = status;
  response.media_type = "application/problem+json";
  return response;
}

Response cannot_read() { return problem(503, "暂时不能读取数据，请稍后再试"); }

int limit_of(const Request& request) {
  int limit = 20;
  const std::string_view text = request.query.text("limit");
  std::from_chars(text.data(), text.data() + text.size(), limit);
  return std::clamp(limit, 1, kMostEntries);
}

Response list_items(const Portal& portal, const Request& request) {
  publicview::ListQuestion question;
  question.agency = request.query.text("agency");
  question.column = request.query.text("column");
  question.year = request.query.text("year");
  question.theme = request.query.text("theme");
  question.genre = request.query.text("genre");
  question.validity = request.query.text("validity");
  question.after = request.query.text("after");
  question.limit = limit_of(request);
  question.with_choices = false;
  const auto page = portal.views().list(question);
  if (!page) return cannot_read();
  JsonWriter json;
  json.begin_object();
  json.member("total", page->total);
  if (page->next.empty()) {
    json.null_member("next");
  } else {
    json.member("next", page->next);
  }
  json.key("items").begin_array();
  for (const publicview::PublicEntry& entry : page->entries) json.raw(entry_json(entry, portal.site()));
  json.end_array();
  json.end_object();
  return json_response(json.take());
}

void write_item(JsonWriter& json, const publicview::PublicItem& item, const publicview::PublicSite& site) {
  json.begin_object();
  json.key("entry").raw(entry_json(item.entry, site));
  json.key("issuing_agencies").begin_array();
  for (const std::string& name : item.issuing_agencies) json.value(name);
  json.end_array();
  json.member("published_at", item.published_at.iso());
  json.member("disclosure", item.disclosure_name);
  json.member("html", item.body);
  json.member("text", item.text);
  json.key("attachments").begin_array();
  for (const publicview::PublicAttachment& file : item.attachments) {
    json.begin_object();
    json.member("name", file.name);
    json.member("media_type", file.media_type);
    json.member("size", static_cast<std::int64_t>(file.size));
    json.member("address", site.address + file.address);
    json.end_object();
  }
  json.end_array();
  json.key("relations").begin_array();
  for (const publicview::PublicRelation& relation : item.relations) {
    json.begin_object();
    json.member("kind", relation.kind);
    json.member("item", relation.entry.item);
    json.member("title", relation.entry.title);
    json.end_object();
  }
  json.end_array();
  json.end_object();
}

Response one_item(const Portal& portal, const Request& request) {
  const std::string_view text = request.value("item");
  std::int64_t id = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), id);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size()) return problem(404, "没有这一条信息");
  const auto found = portal.views().item(id);
  if (!found) return cannot_read();
  if (!*found) return problem(404, "没有这一条信息");
  const auto* item = std::get_if<publicview::PublicItem>(&**found);
  if (item == nullptr) return problem(410, "这一条信息已经撤下");
  JsonWriter json;
  write_item(json, *item, portal.site());
  return json_response(json.take());
}

Response list_agencies(const Portal& portal) {
  const auto agencies = portal.views().agencies();
  if (!agencies) return cannot_read();
  JsonWriter json;
  json.begin_object();
  json.key("agencies").begin_array();
  for (const publicview::PublicAgency& agency : *agencies) {
    json.begin_object();
    json.member("code", agency.code);
    json.member("name", agency.name);
    json.member("kind", agency.kind);
    json.member("active", agency.is_active);
    json.member("address", agency.address);
    json.member("phone", agency.phone);
    json.member("email", agency.email);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json_response(json.take());
}

void write_columns(JsonWriter& json, const std::vector<publicview::PublicColumn>& columns) {
  json.begin_array();
  for (const publicview::PublicColumn& column : columns) {
    json.begin_object();
    json.member("code", column.code);
    json.member("name", column.name);
    json.member("statutory", column.is_statutory);
    json.member("type", column.type);
    json.member("items", column.items);
    json.key("children");
    write_columns(json, column.children);
    json.end_object();
  }
  json.end_array();
}

Response list_columns(const Portal& portal, const Request& request) {
  const auto columns = portal.views().columns(request.query.text("agency"));
  if (!columns) return cannot_read();
  JsonWriter json;
  json.begin_object();
  json.key("columns");
  write_columns(json, *columns);
  json.end_object();
  return json_response(json.take());
}

/// Well means: the store answers.
Response health(const Portal& portal) {
  const auto answer = portal.views().sitemap(0, 1);
  Response response = Response::text(answer ? 200 : 503, answer ? "ok\n" : "the store does not answer\n");
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

}  // namespace

void add_data_routes(http::Router& router, std::shared_ptr<const Portal> portal) {
  router.get("/api/v1/items", [portal](const Request& request) { return list_items(*portal, request); });
  router.get("/api/v1/items/{item}", [portal](const Request& request) { return one_item(*portal, request); });
  router.get("/api/v1/agencies", [portal](const Request&) { return list_agencies(*portal); });
  router.get("/api/v1/columns", [portal](const Request& request) { return list_columns(*portal, request); });
  router.get("/healthz", [portal](const Request&) { return health(*portal); });
}

}  // namespace gongkai::portal
