#include "catalogue/import_line.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

#include "base/file.h"
#include "base/hash.h"
#include "base/text.h"

namespace gongkai::catalogue {
namespace {

namespace json = boost::json;

constexpr std::uint64_t kLargestAttachment = 256u << 20;

/// Thrown inside this file, caught in read_import_line.
struct Refused {
  Error error;
};

[[noreturn]] void refuse(std::string_view code, Wording message, std::string_view field) {
  throw Refused{Error{std::string(code), std::move(message), std::string(field)}};
}

[[noreturn]] void refuse_kind(std::string_view field) {
  refuse("import.wrong_kind",
         {fmt::format("字段 {} 的类型不对，应为文本", field), fmt::format("the field {} must be a text", field)},
         field);
}

std::string text_of(const json::object& line, std::string_view field) {
  const json::value* value = line.if_contains(field);
  if (value == nullptr || value->is_null()) return {};
  if (!value->is_string()) refuse_kind(field);
  return std::string(std::string_view(value->get_string()));
}

std::string required(const json::object& line, std::string_view field) {
  std::string text = text_of(line, field);
  if (trimmed(text).empty()) {
    refuse("import.field_missing",
           {fmt::format("缺少字段 {}，请补上", field), fmt::format("the field {} is missing; add it", field)}, field);
  }
  return text;
}

std::string id_of(const json::object& line) {
  const json::value* value = line.if_contains("id");
  if (value != nullptr && value->is_int64()) return std::to_string(value->get_int64());
  return required(line, "id");
}

/// "2022-02-22", "2022/02/22", either with a time behind a blank or T; the zone is China's.
Instant instant_of(std::string_view field, std::string_view written) {
  std::string text(trimmed(written));
  std::replace(text.begin(), text.end(), '/', '-');
  std::optional<Instant> found;
  const auto day = CivilDay::parse(std::string_view(text).substr(0, 10));
  if (day && text.size() == 10) found = Instant::start_of(*day);
  if (day && text.size() > 11 && (text[10] == ' ' || text[10] == 'T')) {
    std::string time = text.substr(11);
    if (time.ends_with("+08:00")) time.resize(time.size() - 6);
    if (time.size() == 5) time += ":00";
    found = Instant::parse(day->iso() + "T" + time + "+08:00");
  }
  if (!found) {
    refuse("import.bad_date",
           {fmt::format("{} 的日期“{}”读不懂，请写成 2022-02-22", field, printable(written)),
            fmt::format("the date “{}” of {} cannot be read; write it like 2022-02-22", printable(written), field)},
           field);
  }
  return *found;
}

std::optional<CivilDay> optional_day(const json::object& line, std::string_view field) {
  const std::string written = text_of(line, field);
  return written.empty() ? std::nullopt : std::optional(instant_of(field, written).day());
}

[[noreturn]] void refuse_attachment(Wording message) {
  refuse("import.bad_attachment", std::move(message), "attachments");
}

/// Only files below the folder: a line may come from anybody.
std::string bytes_of_path(const std::filesystem::path& folder, const std::string& written) {
  if (folder.empty()) {
    refuse_attachment({"这次导入不读取附件文件，请用 text 或 base64 给出内容",
                       "this import reads no files; give the content as text or base64"});
  }
  std::error_code error;
  const std::filesystem::path root = std::filesystem::weakly_canonical(folder, error);
  const std::filesystem::path path = std::filesystem::weakly_canonical(root / std::filesystem::path(written), error);
  const auto [end, rest] = std::mismatch(root.begin(), root.end(), path.begin(), path.end());
  if (error || end != root.end()) {
    refuse_attachment({fmt::format("附件 {} 不在导入文件所在的文件夹内", printable(written)),
                       fmt::format("the file {} lies outside the folder of the import", printable(written))});
  }
  auto bytes = read_file(path, kLargestAttachment);
  if (!bytes) throw Refused{bytes.error()};
  return std::move(*bytes);
}

std::string bytes_of_base64(std::string text) {
  std::erase_if(text, [](char c) { return c == '=' || c == '\n' || c == '\r' || c == ' '; });
  std::replace(text.begin(), text.end(), '+', '-');
  std::replace(text.begin(), text.end(), '/', '_');
  auto bytes = from_base64url(text);
  if (!bytes)
    refuse_attachment({"附件的 base64 内容有误，请重新导出", "the base64 of a file is broken; export it again"});
  return std::move(*bytes);
}

std::string file_name_of(const std::string& path) { return std::filesystem::path(path).filename().string(); }

NewAttachment attachment_of(const json::value& value, const std::filesystem::path& folder) {
  NewAttachment attachment;
  if (value.is_string()) {
    const std::string path(std::string_view(value.get_string()));
    attachment.name = file_name_of(path);
    attachment.bytes = bytes_of_path(folder, path);
    return attachment;
  }
  if (!value.is_object()) refuse_attachment({"附件应为路径或对象", "a file is given as a path or an object"});
  const json::object& object = value.get_object();
  const std::string path = text_of(object, "path");
  attachment.name = text_of(object, "name");
  attachment.media_type = text_of(object, "media_type");
  if (!path.empty()) {
    if (attachment.name.empty()) attachment.name = file_name_of(path);
    attachment.bytes = bytes_of_path(folder, path);
  } else if (object.contains("base64")) {
    attachment.bytes = bytes_of_base64(text_of(object, "base64"));
  } else if (object.contains("text")) {
    attachment.bytes = text_of(object, "text");
  } else {
    refuse_attachment({"附件没有内容：需要 path、text 或 base64", "a file without content: give path, text or base64"});
  }
  return attachment;
}

std::vector<std::string> texts_of(const json::object& line, std::string_view field) {
  std::vector<std::string> texts;
  const json::value* value = line.if_contains(field);
  if (value == nullptr || value->is_null()) return texts;
  if (!value->is_array()) refuse_kind(field);
  for (const json::value& each : value->get_array()) {
    if (!each.is_string()) refuse_kind(field);
    texts.emplace_back(std::string_view(each.get_string()));
  }
  return texts;
}

ImportLine line_from(const json::object& object, const std::filesystem::path& folder, std::string& id) {
  ImportLine line;
  line.id = id = id_of(object);
  line.agency = std::string(trimmed(required(object, "agency")));
  Edition& edition = line.content.edition;
  edition.title = required(object, "title");
  edition.document_no = text_of(object, "document_no");
  const Instant created = instant_of("date", required(object, "date"));
  edition.created_on = created.day();
  const std::string published = text_of(object, "published");
  line.item.published_at = published.empty() ? created : instant_of("published", published);
  line.item.column = text_of(object, "column");
  line.item.index_no = std::string(trimmed(text_of(object, "index_no")));
  line.item.old_address = text_of(object, "source_url");
  line.item.import_id = line.id;
  line.content.html = text_of(object, "html");
  line.content.text = text_of(object, "text");
  const std::pair<const char*, std::string*> texts[] = {
      {"summary", &edition.summary},   {"theme", &edition.theme},       {"genre", &edition.genre},
      {"category", &edition.category}, {"audience", &edition.audience}, {"keywords", &edition.keywords},
      {"source", &edition.source},     {"author", &edition.author},
  };
  for (const auto& [field, text] : texts) *text = text_of(object, field);
  edition.effective_on = optional_day(object, "effective_on");
  edition.expires_on = optional_day(object, "expires_on");
  edition.issuing_agencies = texts_of(object, "issuing_agencies");
  if (const std::string written = text_of(object, "validity"); !written.empty()) {
    line.item.validity = validity(written);
    if (!line.item.validity) {
      refuse("import.wrong_kind",
             {"validity 应为 in_force、amended、expired、repealed 或 not_applicable",
              "validity must be in_force, amended, expired, repealed or not_applicable"},
             "validity");
    }
  }
  if (const json::value* attachments = object.if_contains("attachments"); attachments != nullptr) {
    if (!attachments->is_array()) refuse_attachment({"attachments 应为列表", "attachments must be a list"});
    for (const json::value& each : attachments->get_array()) {
      line.content.attachments.push_back(attachment_of(each, folder));
    }
  }
  return line;
}

}  // namespace

Result<ImportLine> read_import_line(std::string_view text, const std::filesystem::path& folder, std::string& id) {
  try {
    json::error_code error;
    const json::value value = json::parse(json::string_view(text.data(), text.size()), error);
    if (error || !value.is_object()) {
      return Error{
          "import.bad_json",
          {"这一行不是 JSON 对象，请检查引号和逗号", "the line is no JSON object; check quotation marks and commas"},
          error ? error.message() : std::string()};
    }
    return line_from(value.get_object(), folder, id);
  } catch (const Refused& refused) { return refused.error; }
}

}  // namespace gongkai::catalogue
