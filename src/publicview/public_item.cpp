#include "publicview/public_item.h"

#include <fmt/format.h>

#include <algorithm>

namespace gongkai::publicview {
namespace {

using catalogue::Item;
using catalogue::Validity;

std::string named(const std::vector<law::NamedClass>& classes, std::string_view id) {
  const auto found =
      std::find_if(classes.begin(), classes.end(), [id](const law::NamedClass& named) { return named.id == id; });
  return found == classes.end() ? std::string() : found->name.zh;
}

}  // namespace

AgencyLink ItemForms::agency_on(AgencyId id, CivilDay day) const {
  const agency::Agency* agency = book_.find(id);
  return agency == nullptr ? AgencyLink{} : link_of(*agency, day);
}

std::string ItemForms::name_of_column(std::string_view code) const {
  const law::Column* column = law_.columns.find(code);
  return column == nullptr ? std::string(code) : column->name;
}

std::string ItemForms::name_of_legal_item(std::string_view id) const {
  const law::LegalItem* item = law_.classes.legal_item(id);
  return item == nullptr ? std::string() : item->name.zh;
}

std::string ItemForms::name_of_validity(Validity validity) const {
  return validity == Validity::NotApplicable ? std::string() : named(law_.classes.validities(), name_of(validity));
}

PublicEntry ItemForms::entry(const catalogue::Entry& from) const {
  PublicEntry entry;
  entry.item = from.id.number;
  entry.title = from.title;
  entry.summary = from.summary;
  entry.index_no = from.index_no;
  entry.document_no = from.document_no;
  entry.genre = from.genre;
  entry.theme = from.theme;
  entry.validity = name_of(from.validity);
  entry.validity_name = name_of_validity(from.validity);
  entry.published_on = from.published_at.day();
  entry.agency = agency_on(from.agency, entry.published_on);
  entry.column = from.column;
  entry.column_name = name_of_column(from.column);
  entry.created_on = from.created_on;
  return entry;
}

PublicEntry ItemForms::entry(const Item& from) const {
  catalogue::Entry line;
  line.id = from.id;
  line.agency = from.agency;
  line.column = from.column;
  line.title = from.edition.title;
  line.summary = from.edition.summary;
  line.index_no = from.index_no;
  line.document_no = from.edition.document_no;
  line.genre = from.edition.genre;
  line.theme = from.edition.theme;
  line.validity = from.validity;
  line.published_at = from.published_at.value_or(Instant{});
  line.created_on = from.edition.created_on;
  return entry(line);
}

PublicItem ItemForms::item(const Item& from) const {
  PublicItem item;
  const catalogue::Edition& edition = from.edition;
  item.entry = entry(from);
  item.issuing_agencies = edition.issuing_agencies;
  if (item.issuing_agencies.empty()) item.issuing_agencies.push_back(item.entry.agency.name);
  item.category = edition.category;
  item.audience = edition.audience;
  item.keywords = edition.keywords;
  item.source = edition.source;
  item.author = edition.author;
  item.disclosure_name = named(law_.classes.disclosures(), name_of(edition.disclosure));
  item.legal_item_name = name_of_legal_item(edition.legal_item);
  item.effective_on = edition.effective_on;
  item.expires_on = edition.expires_on;
  item.repealed_on = from.repealed_on;
  item.validity_reason = from.validity_reason;
  item.published_at = from.published_at.value_or(Instant{});
  item.changed_at = from.changed_at;
  for (std::size_t i = 0; i < edition.attachments.size(); ++i) {
    const catalogue::Attachment& file = edition.attachments[i];
    item.attachments.push_back(
        {file.name, file.media_type, file.size, fmt::format("/i/{}/files/{}", from.id.number, i + 1)});
  }
  if (const agency::Agency* agency = book_.find(from.agency)) item.agency = public_form(*agency, book_.by_id);
  item.column_path = path(from.column);
  return item;
}

PublicTombstone ItemForms::tombstone(const Item& from) const {
  const Instant withdrawn_at = from.withdrawn_at.value_or(Instant{});
  return {from.id.number,         from.edition.title, from.index_no, agency_on(from.agency, withdrawn_at.day()),
          from.withdrawal_reason, withdrawn_at};
}

PublicRelation ItemForms::relation(const catalogue::RelatedEntry& from) const {
  const std::string_view kind = name_of(from.kind);
  for (const law::RelationName& name : law_.classes.relations()) {
    if (name.id == kind) return {from.is_back ? name.back_id : name.id, entry(from.entry)};
  }
  return {std::string(kind), entry(from.entry)};
}

PublicColumn ItemForms::column(const law::Column& from) const {
  PublicColumn column;
  column.code = from.code;
  column.name = from.name;
  column.parent = from.parent;
  column.description = from.description;
  column.is_statutory = from.tree == law::ColumnTree::Statutory;
  column.type = law::name_of(from.type);
  column.legal_item = from.legal_item;
  column.legal_item_name = name_of_legal_item(from.legal_item);
  return column;
}

std::vector<PublicColumn> ItemForms::path(std::string_view code) const {
  std::vector<PublicColumn> columns;
  for (const law::Column* step : law_.columns.path(code)) columns.push_back(column(*step));
  return columns;
}

std::vector<PublicColumn> column_trees(const ItemForms& forms, const law::Columns& columns, std::string_view kind,
                                       const std::map<std::string, catalogue::ColumnCount, std::less<>>& counts) {
  const std::function<std::vector<PublicColumn>(std::string_view)> below = [&](std::string_view parent) {
    std::vector<PublicColumn> made;
    for (const law::Column* child : columns.children(parent)) {
      if (!kind.empty() && !child->is_for(kind)) continue;
      PublicColumn column = forms.column(*child);
      if (const auto count = counts.find(child->code); count != counts.end()) {
        column.items = count->second.items;
        if (count->second.newest) column.newest_on = count->second.newest->day();
      }
      column.children = below(child->code);
      for (const PublicColumn& grandchild : column.children) {
        column.items += grandchild.items;
        column.newest_on = std::max(column.newest_on, grandchild.newest_on);
      }
      made.push_back(std::move(column));
    }
    return made;
  };
  return below("");
}

}  // namespace gongkai::publicview
