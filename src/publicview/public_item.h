// The public forms of entries, items and columns. For the bodies of this room.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "catalogue/catalogue_law.h"
#include "catalogue/queries.h"
#include "publicview/agency_book.h"
#include "publicview/types.h"

namespace gongkai::publicview {

/// Turns what the catalogue holds into what the public sees. Lives for one read.
class ItemForms {
 public:
  ItemForms(const catalogue::CatalogueLaw& law, const AgencyBook& book) : law_(law), book_(book) {}

  PublicEntry entry(const catalogue::Entry& from) const;
  PublicEntry entry(const catalogue::Item& from) const;
  /// Without body, text, relations, editions, neighbours.
  PublicItem item(const catalogue::Item& from) const;
  PublicTombstone tombstone(const catalogue::Item& from) const;
  PublicRelation relation(const catalogue::RelatedEntry& from) const;
  PublicColumn column(const law::Column& from) const;
  std::vector<PublicColumn> path(std::string_view column) const;
  std::string name_of_validity(catalogue::Validity validity) const;

 private:
  AgencyLink agency_on(AgencyId id, CivilDay day) const;
  std::string name_of_column(std::string_view code) const;
  std::string name_of_legal_item(std::string_view id) const;

  const catalogue::CatalogueLaw& law_;
  const AgencyBook& book_;
};

/// Both trees, counts and newest days summed up from below. `kind` is that of the agency; empty: every column.
std::vector<PublicColumn> column_trees(const ItemForms& forms, const law::Columns& columns, std::string_view kind,
                                       const std::map<std::string, catalogue::ColumnCount, std::less<>>& counts);

}  // namespace gongkai::publicview
