#include "catalogue/refusals.h"

#include <fmt/format.h>

#include "base/text.h"
#include "catalogue/content.h"
#include "catalogue/tables.h"

namespace gongkai::catalogue {

using agency::Role;

void check_may_publish(Reasons& not_possible, const agency::Actor& actor, AgencyId agency) {
  for (const Role role : {Role::Clerk, Role::Reviewer, Role::Leader, Role::HeadOfOgiOffice}) {
    if (actor.may_act_as(role, agency)) return;
  }
  not_possible.add(
      "catalogue.not_allowed",
      {"只有本机关的经办人、审核人、领导和公开工作机构负责人可以办理目录信息",
       "the catalogue is kept by clerks, reviewers, leaders and the head of the OGI office of the agency"});
}

void unknown_agency(Reasons& not_possible) {
  not_possible.add("catalogue.unknown_agency",
                   {"没有这个单位；请从单位目录中选择", "no such agency; choose one of the directory"}, "agency");
}

void check_active(Reasons& not_possible, const agency::Agency& agency) {
  if (agency.is_active()) return;
  not_possible.add("catalogue.agency_abolished",
                   {fmt::format("“{}”已撤销，请由承接其职能的单位发布", agency.name),
                    fmt::format("“{}” is abolished; its successor publishes in its place", agency.name)},
                   "agency");
}

void check_reason(Reasons& not_possible, std::string_view reason) {
  if (trimmed(reason).empty()) {
    not_possible.add("catalogue.reason_missing", {"请说明理由", "give the reason"}, "reason");
  }
  check_line(not_possible, "reason", reason);
}

std::optional<Item> find_any(store::Connection& connection, ItemId id, Reasons& not_possible, std::string_view field) {
  std::optional<Item> item = tables::item(connection, id);
  if (!item) {
    not_possible.add("catalogue.unknown_item",
                     {fmt::format("没有编号为 {} 的信息，请核对", id.number),
                      fmt::format("there is no item {}; check the number", id.number)},
                     field);
  }
  return item;
}

std::optional<Item> find_published(store::Connection& connection, const agency::Actor& actor, ItemId id,
                                   Reasons& not_possible) {
  std::optional<Item> item = find_any(connection, id, not_possible, "item");
  if (!item) return item;
  check_may_publish(not_possible, actor, item->agency);
  if (item->state == ItemState::Withdrawn) {
    not_possible.add("catalogue.item_withdrawn",
                     {fmt::format("{} 已撤下，不能再办理；如需公开请重新发布", item->index_no),
                      fmt::format("{} was withdrawn and stays so; publish it anew", item->index_no)},
                     "item");
  }
  return item;
}

const Column* find_column(const CatalogueLaw& law, std::string_view code, const agency::Agency& agency,
                          Reasons& not_possible) {
  const Column* column = law.columns.find(code);
  if (column == nullptr) {
    not_possible.add("catalogue.unknown_column",
                     {fmt::format("没有栏目“{}”，请从栏目表中选择", printable(code)),
                      fmt::format("there is no column “{}”; choose one of the list", printable(code))},
                     "column");
    return nullptr;
  }
  if (!column->holds_items()) {
    not_possible.add("catalogue.column_holds_no_items",
                     {fmt::format("栏目“{}”不放条目，请选择其下级栏目", column->name),
                      fmt::format("the column “{}” holds no items; choose one below it", column->name)},
                     "column");
  }
  if (!column->is_for(agency::name_of(agency.kind))) {
    not_possible.add("catalogue.column_not_of_agency",
                     {fmt::format("“{}”不设栏目“{}”，请另选栏目", agency.name, column->name),
                      fmt::format("“{}” has no column “{}”; choose another", agency.name, column->name)},
                     "column");
  }
  return column;
}

void check_legal_item(Reasons& not_possible, const Column& column, const Edition& edition) {
  if (edition.legal_item.empty()) return;
  if (column.tree == ColumnTree::News) {
    not_possible.add("catalogue.statutory_in_news",
                     {fmt::format("法定主动公开内容应放在政府信息公开专栏，不能放在“{}”", column.name),
                      fmt::format("statutory contents belong into the statutory columns, not into “{}”", column.name)},
                     "column");
  } else if (!column.legal_item.empty() && column.legal_item != edition.legal_item) {
    not_possible.add(
        "catalogue.other_legal_item",
        {fmt::format("栏目“{}”对应法定事项 {}，不是 {}，请核对", column.name, column.legal_item, edition.legal_item),
         fmt::format("the column “{}” is for statutory item {}, not {}; check which is meant", column.name,
                     column.legal_item, edition.legal_item)},
        "legal_item");
  }
}

void check_days_of_publication(Reasons& not_possible, const Edition& edition, CivilDay published_on) {
  if (!edition.created_on || *edition.created_on <= published_on) return;
  not_possible.add("catalogue.created_later",
                   {fmt::format("生成日期 {} 晚于发布日期 {}，请核对", edition.created_on->iso(), published_on.iso()),
                    fmt::format("created on {}, after it was published on {}; check the days",
                                edition.created_on->iso(), published_on.iso())},
                   "created_on");
}

void check_no_duplicate(Reasons& not_possible, store::Connection& connection, AgencyId agency, const Edition& edition,
                        ItemId self) {
  if (edition.document_no.empty()) return;
  const std::string title = folded(edition.title);
  for (const tables::Numbered& other : tables::items_with_document_no(connection, agency, edition.document_no)) {
    if (other.id == self || folded(other.title) != title) continue;
    not_possible.add(
        "catalogue.duplicate",
        {fmt::format("{} 已以索引号 {} 发布；内容有变请更正原条目", edition.document_no, other.index_no),
         fmt::format("{} is published as {}; to change it, correct that item", edition.document_no, other.index_no)},
        "document_no");
    return;
  }
}

}  // namespace gongkai::catalogue
