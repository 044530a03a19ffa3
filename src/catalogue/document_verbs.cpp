// Acts on the register of issued documents (发文登记).
#include <fmt/format.h>

#include "agency/audit.h"
#include "agency/queries.h"
#include "base/text.h"
#include "catalogue/document_number.h"
#include "catalogue/refusals.h"
#include "catalogue/tables.h"
#include "catalogue/verbs.h"

namespace gongkai::catalogue {
namespace {

using agency::Actor;
using store::Connection;
using store::Writing;

void check_document(Reasons& not_possible, Connection& connection, const CatalogueLaw& law, IssuedDocument& document,
                    CivilDay today) {
  document.title = std::string(trimmed(document.title));
  document.document_no = normalised_document_no(document.document_no);
  if (document.title.empty()) not_possible.add("catalogue.title_missing", {"请填写标题", "give the title"}, "title");
  check_line(not_possible, "title", document.title, kLongestTitle);
  check_line(not_possible, "document_no", document.document_no);
  if (document.document_no.empty()) {
    not_possible.add("catalogue.document_no_missing", {"请填写发文字号", "give the document number"}, "document_no");
  } else if (const auto known = tables::document_with_number(connection, document.agency, document.document_no)) {
    not_possible.add("catalogue.number_taken",
                     {fmt::format("{} 已登记为“{}”，请核对", document.document_no, known->title),
                      fmt::format("{} is recorded as “{}”; check the number", document.document_no, known->title)},
                     "document_no");
  }
  if (document.issued_on > today || document.issued_on.year() < 1949 || document.issued_on == Instant(0).day()) {
    not_possible.add("catalogue.impossible_day",
                     {fmt::format("发文日期不会是 {}，请改正", document.issued_on.iso()),
                      fmt::format("it cannot have been issued on {}; correct it", document.issued_on.iso())},
                     "issued_on");
  }
  if (!document.genre.empty()) {
    if (auto genre = law.classes.genre(document.genre)) {
      document.genre = std::move(*genre);
    } else {
      not_possible.add("catalogue.unknown_genre",
                       {"没有这种体裁，请从列表中选择", "there is no such genre; choose one of the list"}, "genre");
    }
  }
  if (document.disclosure != Disclosure::Proactive) check_reason(not_possible, document.reason);
}

}  // namespace

Result<IssuedDocument> record_document(Writing& writing, const CatalogueLaw& law, const Actor& actor,
                                       IssuedDocument document) {
  Connection& connection = writing.connection();
  Reasons not_possible;
  check_may_publish(not_possible, actor, document.agency);
  const auto owner = agency::find_agency(connection, document.agency);
  if (owner) {
    check_active(not_possible, *owner);
  } else {
    unknown_agency(not_possible);
  }
  document.item = {};
  check_document(not_possible, connection, law, document, writing.now().day());
  if (not_possible.any()) return not_possible.refusal();
  IssuedDocument added = tables::add_document(writing, document, actor.person.id);
  agency::record_in_audit(writing, actor, {"document.recorded", document_stream(added.id), "done", added.document_no});
  return added;
}

Result<IssuedDocument> publish_document(Writing& writing, const Actor& actor, std::int64_t id, ItemId item) {
  Connection& connection = writing.connection();
  Reasons not_possible;
  auto document = tables::document(connection, id);
  if (!document) {
    not_possible.add("catalogue.unknown_document",
                     {"发文登记中没有这一条，请核对", "the register has no such entry; check the number"}, "document");
    return not_possible.refusal();
  }
  check_may_publish(not_possible, actor, document->agency);
  const auto published = find_any(connection, item, not_possible, "item");
  if (published && published->agency != document->agency) {
    not_possible.add("catalogue.other_agency",
                     {"该信息属于另一单位，请核对", "the item belongs to another agency; check it"}, "item");
  }
  if (document->item) {
    not_possible.add("catalogue.published_already",
                     {"该文件已关联公开信息", "the document is published as an item already"}, "document");
  }
  if (document->disclosure != Disclosure::Proactive) {
    not_possible.add("catalogue.not_proactive",
                     {"登记的公开方式不是主动公开，请先更正登记",
                      "it is not recorded as disclosed proactively; correct the register first"},
                     "document");
  }
  if (not_possible.any()) return not_possible.refusal();
  tables::record(writing, *document, DocumentPublished{item}, actor.person.id);
  agency::record_in_audit(writing, actor, {"document.published", document_stream(id), "done", item_stream(item)});
  return *document;
}

}  // namespace gongkai::catalogue
