// What officers do with items and with the register of issued documents. Each act checks everything first and refuses
// with all reasons (Error::reasons), appends events, brings the tables up to date and leaves an audit record, all in
// the act given.
//
//   PreparedContent content = prepare({.edition = …, .text = …}, law);      // slow files: outside the writer
//   store.write([&](store::Writing& writing) {
//     return publish_item(writing, store.blobs(), law, actor, {.agency = id, .column = "tzgg"}, content);
//   });
//
// Threads: inside Store::write only. Errors beside those named: those of the store.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "agency/actor.h"
#include "base/refusal.h"
#include "base/result.h"
#include "catalogue/catalogue_law.h"
#include "catalogue/content.h"
#include "catalogue/model.h"
#include "store/store.h"

namespace gongkai::catalogue {

/// Where and as what something is published.
struct NewItem {
  AgencyId agency{};                   ///< owns it; of a joint issue the lead agency (条例 第十条)
  std::string column{};                ///< code; empty: the default of law/columns.yaml
  std::optional<Validity> validity{};  ///< none: that of the column
  std::vector<Relation> relations{};
  // ---- of imports only
  std::optional<Instant> published_at{};  ///< when it was first published; none: now
  std::string index_no{};                 ///< kept when nobody else has it
  std::string old_address{}, import_id{};
};

/// What keeps this from being published. Codes beside those of prepare(): catalogue.not_allowed, .unknown_agency,
/// .agency_abolished, .unknown_column, .column_not_of_agency, .column_holds_no_items, .statutory_in_news,
/// .other_legal_item, .created_later, .published_ahead, .impossible_day, .duplicate, .unknown_item, .imported_already,
/// .bad_index_no, .bad_index_template.
Reasons why_not_publish_item(store::Connection& connection, const CatalogueLaw& law, const agency::Actor& actor,
                             const NewItem& item, const PreparedContent& content, Instant now);
/// Gives the index number and publishes. A document number of the agency's own goes into the register as well.
/// 条例 第十二条第三款、第二十三条、第二十六条
Result<Item> publish_item(store::Writing& writing, store::Blobs& blobs, const CatalogueLaw& law,
                          const agency::Actor& actor, NewItem item, PreparedContent content);

/// The same for many acts in a row, without an audit record for each: the caller leaves one for all of them. `owner` is
/// the agency as read in this act or shortly before.
Result<Item> publish_item_of(store::Writing& writing, store::Blobs& blobs, const CatalogueLaw& law,
                             const agency::Actor& actor, const agency::Agency& owner, NewItem item,
                             PreparedContent content);

/// A new edition takes the place of the current one, which is kept. 条例 第六条, 第二十六条. Codes beside those of
/// prepare(): catalogue.not_allowed, .unknown_item, .item_withdrawn, .reason_missing, .nothing_changed, .created_later,
/// .duplicate, .statutory_in_news, .other_legal_item.
Result<Item> correct_item(store::Writing& writing, store::Blobs& blobs, const CatalogueLaw& law,
                          const agency::Actor& actor, ItemId id, PreparedContent content, std::string_view reason);

/// Its page says from now on that it was withdrawn and why; the index number is never given again.
/// Codes: catalogue.not_allowed, .unknown_item, .item_withdrawn, .reason_missing.
Result<Item> withdraw_item(store::Writing& writing, const CatalogueLaw& law, const agency::Actor& actor, ItemId id,
                           std::string_view reason);

/// Codes: catalogue.not_allowed, .unknown_item, .item_withdrawn, .reason_missing (for everything but in force),
/// .nothing_changed.
Result<Item> set_validity(store::Writing& writing, const CatalogueLaw& law, const agency::Actor& actor, ItemId id,
                          Validity validity, std::string_view reason);

/// Repealed on that day, by another item when it is given: the relation is stored at that one and shown at both.
/// Codes: catalogue.not_allowed, .unknown_item, .item_withdrawn, .reason_missing, .repealed_already,
/// .related_to_itself, .impossible_day.
Result<Item> repeal_item(store::Writing& writing, const CatalogueLaw& law, const agency::Actor& actor, ItemId id,
                         CivilDay on, ItemId by_item, std::string_view reason);

/// Codes: catalogue.not_allowed, .unknown_item, .related_to_itself, .related_already.
Result<Item> relate_items(store::Writing& writing, const CatalogueLaw& law, const agency::Actor& actor, ItemId id,
                          Relation relation);
/// Codes: catalogue.not_allowed, .unknown_item, .not_related.
Result<Item> unrelate_items(store::Writing& writing, const CatalogueLaw& law, const agency::Actor& actor, ItemId id,
                            Relation relation);

/// To another column of its agency. Codes: catalogue.not_allowed, .unknown_item, .item_withdrawn, .unknown_column,
/// .column_not_of_agency, .column_holds_no_items, .nothing_changed.
Result<Item> move_item(store::Writing& writing, const CatalogueLaw& law, const agency::Actor& actor, ItemId id,
                       std::string_view column);

// ---- the register of issued documents (发文登记), published or not

/// Takes all but id, item and version. Codes: catalogue.not_allowed, .unknown_agency, .agency_abolished,
/// .title_missing, .document_no_missing, .impossible_day, .unknown_genre, .reason_missing (when it is not disclosed
/// proactively), .number_taken, .text_too_long, .bad_text.
Result<IssuedDocument> record_document(store::Writing& writing, const CatalogueLaw& law, const agency::Actor& actor,
                                       IssuedDocument document);
/// Says as which item the document was published. Codes: catalogue.not_allowed, .unknown_document, .unknown_item,
/// .other_agency, .published_already, .not_proactive.
Result<IssuedDocument> publish_document(store::Writing& writing, const agency::Actor& actor, std::int64_t document,
                                        ItemId item);

}  // namespace gongkai::catalogue
