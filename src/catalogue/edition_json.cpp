// An edition as JSON: fields that are empty are left out.
#include <boost/json.hpp>

#include "base/json_writer.h"
#include "catalogue/events.h"
#include "catalogue/json_fields.h"

namespace gongkai::catalogue {
namespace {

struct TextField {
  const char* name;
  std::string Edition::*member;
};
constexpr TextField kTexts[] = {
    {"title", &Edition::title},
    {"summary", &Edition::summary},
    {"document_no", &Edition::document_no},
    {"document_no_as_given", &Edition::document_no_as_given},
    {"theme", &Edition::theme},
    {"category", &Edition::category},
    {"genre", &Edition::genre},
    {"audience", &Edition::audience},
    {"keywords", &Edition::keywords},
    {"source", &Edition::source},
    {"author", &Edition::author},
    {"legal_item", &Edition::legal_item},
};

struct DayField {
  const char* name;
  std::optional<CivilDay> Edition::*member;
};
constexpr DayField kDays[] = {
    {"created_on", &Edition::created_on},
    {"effective_on", &Edition::effective_on},
    {"expires_on", &Edition::expires_on},
};

void write_attachment(JsonWriter& json, const Attachment& attachment) {
  json.begin_object().member("name", attachment.name).member("media_type", attachment.media_type);
  json.member("size", static_cast<std::int64_t>(attachment.size)).member("bytes", attachment.bytes.text);
  if (!attachment.text.text.empty()) json.member("text", attachment.text.text);
  if (!attachment.unread.empty()) json.member("unread", attachment.unread);
  json.end_object();
}

Attachment read_attachment(const boost::json::value& value) {
  const JsonFields fields(value);
  Attachment attachment;
  attachment.name = fields.text("name");
  attachment.media_type = fields.text("media_type");
  attachment.size = static_cast<std::uint64_t>(fields.integer("size"));
  attachment.bytes.text = fields.text("bytes");
  attachment.text.text = fields.text("text");
  attachment.unread = fields.text("unread");
  return attachment;
}

}  // namespace

std::string to_json(const Edition& edition) {
  JsonWriter json;
  json.begin_object();
  for (const TextField& field : kTexts) {
    if (!(edition.*field.member).empty()) json.member(field.name, edition.*field.member);
  }
  for (const DayField& field : kDays) {
    if (edition.*field.member) json.member(field.name, (*(edition.*field.member)).iso());
  }
  if (edition.summary_is_derived) json.member("summary_is_derived", true);
  json.member("disclosure", name_of(edition.disclosure));
  json.member("body", edition.body.text).member("body_text", edition.body_text.text);
  if (!edition.issuing_agencies.empty()) {
    json.key("issuing_agencies").begin_array();
    for (const std::string& agency : edition.issuing_agencies) json.value(agency);
    json.end_array();
  }
  if (!edition.attachments.empty()) {
    json.key("attachments").begin_array();
    for (const Attachment& attachment : edition.attachments) write_attachment(json, attachment);
    json.end_array();
  }
  json.end_object();
  return json.take();
}

Edition edition_from(const boost::json::value& value) {
  const JsonFields fields(value);
  Edition edition;
  for (const TextField& field : kTexts) edition.*field.member = fields.text(field.name);
  for (const DayField& field : kDays) edition.*field.member = fields.day(field.name);
  edition.summary_is_derived = fields.truth("summary_is_derived");
  edition.disclosure = fields.one_of("disclosure", disclosure);
  edition.body.text = fields.text("body");
  edition.body_text.text = fields.text("body_text");
  for (const auto& agency : fields.list("issuing_agencies")) {
    edition.issuing_agencies.emplace_back(std::string_view(agency.as_string()));
  }
  for (const auto& attachment : fields.list("attachments")) edition.attachments.push_back(read_attachment(attachment));
  return edition;
}

Result<Edition> edition_from_json(std::string_view json) { return reading_json("edition", json, edition_from); }

}  // namespace gongkai::catalogue
