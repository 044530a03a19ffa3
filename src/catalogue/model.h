// Proactive disclosure: columns, items with their editions, and the register of issued documents.
// 条例 第十二条、第十九条至第二十六条
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/civil_day.h"
#include "base/id.h"
#include "base/instant.h"
#include "law/columns.h"
#include "store/blob.h"

namespace gongkai::catalogue {

// ---- columns: the same names and the same form for every agency (国办公开办函〔2019〕61号); they are data,
// law/columns.yaml

using law::Column;
using law::ColumnTree;
using law::ColumnType;

// ---- items

/// 有效性
enum class Validity {
  NotApplicable,  ///< not_applicable: most items are no documents with force
  InForce,        ///< in_force   有效
  Amended,        ///< amended    已修改
  Expired,        ///< expired    失效
  Repealed,       ///< repealed   废止
};
/// 公开方式
enum class Disclosure {
  Proactive,  ///< proactive   主动公开
  OnRequest,  ///< on_request  依申请公开
  Withheld,   ///< withheld    不予公开
};
std::string_view name_of(Validity validity);
std::optional<Validity> validity(std::string_view name);
std::string_view name_of(Disclosure disclosure);
std::optional<Disclosure> disclosure(std::string_view name);

struct Attachment {
  std::string name;  ///< as shown and downloaded
  std::string media_type;
  std::uint64_t size = 0;
  store::BlobAddress bytes;
  store::BlobAddress text;  ///< what was read from it for the search; empty address: nothing
  std::string unread;       ///< why nothing was read, an error code; empty when there is text
  bool operator==(const Attachment&) const = default;
};

enum class RelationKind {
  Interprets,  ///< interprets: this explains that policy (谁起草、谁解读)
  Repeals,     ///< repeals
  Amends,      ///< amends
  Replaces,    ///< replaces: a new version of the same thing
  SeeAlso,     ///< see_also
};
std::string_view name_of(RelationKind kind);
std::optional<RelationKind> relation_kind(std::string_view name);

struct Relation {
  RelationKind kind = RelationKind::SeeAlso;
  ItemId to{};
  bool operator==(const Relation&) const = default;
};

/// One edition of an item: everything that the public sees of it.
struct Edition {
  std::string title;                          // 名称
  std::string summary;                        // 内容概述
  bool summary_is_derived = false;            // made from the text, because nobody wrote one
  std::optional<CivilDay> created_on;         // 生成日期, for documents 成文日期
  std::vector<std::string> issuing_agencies;  // 发布机构, the lead agency first; in full
  std::string document_no;                    // 文号, normalised to 〔〕
  std::string document_no_as_given;           // as it came
  std::optional<CivilDay> effective_on;       // 实施日期
  std::optional<CivilDay> expires_on;         // 有效期至
  std::string theme;                          // 主题分类, "综合政务\政务公开"
  std::string category;                       // 信息分类
  std::string genre;                          // 体裁分类: 通知, 意见, …
  std::string audience;                       // 服务对象
  std::string keywords;                       // 关键词
  std::string source;                         // 来源; of reprints
  std::string author;
  std::string legal_item;  // 条例 第二十条 item
  Disclosure disclosure = Disclosure::Proactive;
  store::BlobAddress body;       // sanitised HTML
  store::BlobAddress body_text;  // its plain text, for the search
  std::vector<Attachment> attachments;
  bool operator==(const Edition&) const = default;
};

enum class ItemState {
  Draft,      ///< draft
  Published,  ///< published
  Withdrawn,  ///< withdrawn: the page says that and why
};
std::string_view name_of(ItemState state);
std::optional<ItemState> item_state(std::string_view name);

struct Item {
  ItemId id{};
  AgencyId agency{};
  std::string column;  ///< code
  ItemState state = ItemState::Draft;
  int edition_number = 0;  ///< of the current edition, from 1
  Edition edition;
  std::string index_no;  ///< given on first publication, kept for ever
  Validity validity = Validity::NotApplicable;
  std::optional<CivilDay> repealed_on;
  std::string validity_reason;
  std::optional<Instant> published_at;  ///< of the first edition
  std::optional<Instant> changed_at;    ///< of the current edition, when it is not the first
  std::string correction_reason;        ///< of the current edition
  std::string withdrawal_reason;
  std::optional<Instant> withdrawn_at;
  std::vector<Relation> relations;  ///< from this item to others
  std::string old_address;          ///< where it stood before it was imported
  std::string import_id;            ///< what the import called it; empty for items written here
  std::int64_t version = 0;         ///< of its event stream
  bool operator==(const Item&) const = default;
};

/// An entry of the register of issued documents (发文登记), published or not.
struct IssuedDocument {
  std::int64_t id = 0;
  AgencyId agency{};
  std::string document_no;
  std::string title;
  CivilDay issued_on{};
  std::string genre;
  Disclosure disclosure = Disclosure::Proactive;
  std::string reason;         ///< required when not proactive
  bool is_normative = false;  ///< 行政规范性文件, counts for table 2
  ItemId item{};              ///< where it was published
  std::int64_t version = 0;   ///< of its event stream
  bool operator==(const IssuedDocument&) const = default;
};

}  // namespace gongkai::catalogue
