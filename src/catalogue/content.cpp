#include "catalogue/content.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "catalogue/body.h"
#include "catalogue/document_number.h"

namespace gongkai::catalogue {
namespace {

/// Before it there are no documents of this State; real sites show 1970-01-01 where there is no date.
constexpr int kEarliestYear = 1949;
const CivilDay kEpoch = Instant(0).day();

void check_text(Reasons& not_possible, std::string_view field, std::string_view text) {
  if (is_valid_utf8(text) && text.find('\0') == std::string_view::npos) return;
  not_possible.add("catalogue.bad_text",
                   {fmt::format("{} 不是 UTF-8 文本，请转换编码后重试", field),
                    fmt::format("{} is no UTF-8 text; convert it and try again", field)},
                   field);
}

void check_day(Reasons& not_possible, std::string_view field, const std::optional<CivilDay>& day) {
  if (!day || (day->year() >= kEarliestYear && *day != kEpoch)) return;
  not_possible.add("catalogue.impossible_day",
                   {fmt::format("{} 不会是 {}，请改正或留空", field, day->iso()),
                    fmt::format("{} cannot be {}; correct it or leave it empty", field, day->iso())},
                   field);
}

void trim(std::string& text) { text = std::string(trimmed(text)); }

void check_texts(Reasons& not_possible, const Edition& edition) {
  check_line(not_possible, "title", edition.title, kLongestTitle);
  check_text(not_possible, "summary", edition.summary);
  if (count_code_points(edition.summary) > kLongestSummary) {
    not_possible.add("catalogue.text_too_long",
                     {fmt::format("内容概述过长，请缩短到 {} 字以内", kLongestSummary),
                      fmt::format("the summary is too long; shorten it to {} characters", kLongestSummary)},
                     "summary");
  }
  const std::pair<std::string_view, const std::string*> lines[] = {
      {"document_no", &edition.document_no_as_given},
      {"category", &edition.category},
      {"audience", &edition.audience},
      {"keywords", &edition.keywords},
      {"source", &edition.source},
      {"author", &edition.author},
  };
  for (const auto& [field, text] : lines) check_line(not_possible, field, *text);
  for (const std::string& agency : edition.issuing_agencies) check_line(not_possible, "issuing_agencies", agency);
}

void check_days(Reasons& not_possible, const Edition& edition) {
  if (!edition.created_on) {
    // 条例 第十二条第三款: 生成日期
    not_possible.add("catalogue.created_on_missing", {"请填写生成日期", "give the date of creation"}, "created_on");
  }
  check_day(not_possible, "created_on", edition.created_on);
  check_day(not_possible, "effective_on", edition.effective_on);
  check_day(not_possible, "expires_on", edition.expires_on);
  if (edition.effective_on && edition.expires_on && *edition.expires_on < *edition.effective_on) {
    not_possible.add("catalogue.impossible_day",
                     {"有效期至早于实施日期，请核对", "it expires before it takes effect; check the days"},
                     "expires_on");
  }
}

/// Classes in the form in which they are stored.
void classify(Reasons& not_possible, Edition& edition, const CatalogueLaw& law) {
  if (!edition.theme.empty()) {
    if (auto theme = law.classes.theme(edition.theme)) {
      edition.theme = std::move(*theme);
    } else {
      not_possible.add("catalogue.unknown_theme",
                       {fmt::format("没有主题分类“{}”，请从列表中选择", edition.theme),
                        fmt::format("there is no theme “{}”; choose one of the list", edition.theme)},
                       "theme");
    }
  }
  if (edition.genre.empty()) {
    if (!edition.document_no.empty()) edition.genre = law.classes.genre_of_title(edition.title).value_or("");
  } else if (auto genre = law.classes.genre(edition.genre)) {
    edition.genre = std::move(*genre);
  } else {
    not_possible.add("catalogue.unknown_genre",
                     {fmt::format("没有体裁“{}”，请从列表中选择", edition.genre),
                      fmt::format("there is no genre “{}”; choose one of the list", edition.genre)},
                     "genre");
  }
  if (!edition.legal_item.empty() && law.classes.legal_item(edition.legal_item) == nullptr) {
    not_possible.add("catalogue.unknown_legal_item",
                     {fmt::format("没有法定公开事项“{}”，请改为如 20.1", edition.legal_item),
                      fmt::format("there is no statutory item “{}”; write it like 20.1", edition.legal_item)},
                     "legal_item");
  }
  if (edition.disclosure != Disclosure::Proactive) {
    // 条例 第十三条第二款, 第十七条: what is not public is registered (发文登记), not published.
    not_possible.add("catalogue.not_proactive",
                     {"公开方式不是主动公开的信息不能发布，请在发文登记中登记",
                      "only what is disclosed proactively can be published; record it in the register instead"},
                     "disclosure");
  }
}

void read_body(Content& content, PreparedContent& prepared) {
  if (content.html.size() > kLongestBody || content.text.size() > kLongestBody) {
    prepared.not_possible.add("catalogue.body_too_large",
                              {fmt::format("正文超过 {} MB，请改为附件", kLongestBody >> 20),
                               fmt::format("the body is larger than {} MB; attach it as a file", kLongestBody >> 20)},
                              "body");
    return;
  }
  Body body;
  if (!content.html.empty()) {
    auto read = body_of_html(content.html);
    if (!read) {
      prepared.not_possible.add(read.error().code, read.error().message, "html");
      return;
    }
    body = std::move(*read);
  } else if (!content.text.empty()) {
    check_text(prepared.not_possible, "text", content.text);
    body = body_of_text(content.text);
  } else if (!prepared.edition.body.text.empty()) {
    return;
  }
  prepared.has_body = true;
  prepared.body = std::move(body.html);
  prepared.body_text = std::move(body.text);
  const bool shows_something =
      !prepared.body.empty() || !content.attachments.empty() || !prepared.edition.attachments.empty();
  if (!shows_something) {
    prepared.not_possible.add("catalogue.body_missing",
                              {"正文和附件都没有，请补充", "neither a text nor a file; add one"}, "body");
  }
}

/// RFC 9110, 8.3.1, without parameters: it becomes a header of an answer.
bool is_media_type(std::string_view text) {
  const auto is_token = [](std::string_view part) {
    return !part.empty() && std::all_of(part.begin(), part.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
             c == '+' || c == '_';
    });
  };
  const std::size_t slash = text.find('/');
  return slash != std::string_view::npos && text.size() <= 100 && is_token(text.substr(0, slash)) &&
         is_token(text.substr(slash + 1));
}

void read_attachments(Content& content, PreparedContent& prepared) {
  if (prepared.edition.attachments.size() + content.attachments.size() > kMostAttachments) {
    prepared.not_possible.add("catalogue.too_many_attachments",
                              {fmt::format("附件超过 {} 个，请合并", kMostAttachments),
                               fmt::format("more than {} files; put them together", kMostAttachments)},
                              "attachments");
    return;
  }
  for (NewAttachment& given : content.attachments) {
    trim(given.name);
    check_line(prepared.not_possible, "attachments", given.name, 255);
    if (given.name.empty()) {
      prepared.not_possible.add("catalogue.attachment_without_name",
                                {"附件没有名称，请填写", "a file has no name; give one"}, "attachments");
    }
    Attachment attachment;
    attachment.name = given.name;
    attachment.media_type = is_media_type(given.media_type) ? given.media_type : media_type_of(given.name);
    PreparedContent::File file;
    if (!given.stored.text.empty()) {
      attachment.bytes = given.stored;
      attachment.size = given.stored_size;
      attachment.unread = "file.too_large";
      file.is_stored = true;
    } else {
      attachment.size = given.bytes.size();
      FileText read =
          given.bytes.size() > kLargestRead ? FileText{{}, "file.too_large"} : text_of_file(given.bytes, given.name);
      attachment.unread = std::move(read.unread);
      file = {std::move(given.bytes), std::move(read.text), false};
    }
    prepared.edition.attachments.push_back(std::move(attachment));
    prepared.files.push_back(std::move(file));
  }
}

}  // namespace

void check_line(Reasons& not_possible, std::string_view field, std::string_view text, std::size_t longest) {
  check_text(not_possible, field, text);
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (c >= 0x20 && c != 0x7F) continue;
    if (c == 0) break;  // check_text said it
    not_possible.add("catalogue.bad_text",
                     {fmt::format("{} 含有换行或控制字符，请删除", field),
                      fmt::format("{} holds line breaks or control characters; remove them", field)},
                     field);
    break;
  }
  if (count_code_points(text) <= longest) return;
  not_possible.add("catalogue.text_too_long",
                   {fmt::format("{} 过长，请缩短到 {} 字以内", field, longest),
                    fmt::format("{} is too long; shorten it to {} characters", field, longest)},
                   field);
}

PreparedContent prepare(Content content, const CatalogueLaw& law) {
  PreparedContent prepared;
  prepared.edition = std::move(content.edition);
  Edition& edition = prepared.edition;
  trim(edition.title);
  trim(edition.summary);
  if (edition.document_no_as_given.empty()) edition.document_no_as_given = edition.document_no;
  trim(edition.document_no_as_given);
  edition.document_no = normalised_document_no(edition.document_no_as_given);
  if (edition.title.empty()) {
    prepared.not_possible.add("catalogue.title_missing", {"请填写名称", "give the title"}, "title");
  }
  check_texts(prepared.not_possible, edition);
  check_days(prepared.not_possible, edition);
  classify(prepared.not_possible, edition, law);
  read_body(content, prepared);
  read_attachments(content, prepared);
  if (edition.summary.empty() || (edition.summary_is_derived && prepared.has_body)) {  // 条例 第十二条第三款: 内容概述
    edition.summary = summary_of(prepared.body_text, edition.title);
    edition.summary_is_derived = true;
  }
  return prepared;
}

void store_content(store::Writing& writing, store::Blobs& blobs, PreparedContent& content) {
  Edition& edition = content.edition;
  if (content.has_body) {
    edition.body = blobs.put(writing, content.body);
    edition.body_text = content.body_text.empty() ? store::BlobAddress{} : blobs.put(writing, content.body_text);
  }
  const std::size_t first = edition.attachments.size() - content.files.size();
  for (std::size_t i = 0; i < content.files.size(); ++i) {
    const PreparedContent::File& file = content.files[i];
    Attachment& attachment = edition.attachments[first + i];
    if (!file.is_stored) attachment.bytes = blobs.put(writing, file.bytes);
    if (!file.text.empty()) attachment.text = blobs.put(writing, file.text);
  }
}

}  // namespace gongkai::catalogue
