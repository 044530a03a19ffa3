// Column heads that lost characters in conversion: the official one is printed nowhere, but an unknown text has most of
// its characters in their order (本年发件 for 本年制发件数).
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "report/recognise.h"

namespace gongkai::report {

class DamageFinder {
 public:
  /// A printed label of the tables, with its meanings if it is known.
  void add(const Meanings* meanings, std::string_view printed, document::Place place);
  void find(const law::TableLayout& layout, std::size_t format, std::vector<DamagedLabel>& damaged) const;

 private:
  struct UnknownLabel {
    std::string_view printed;  ///< into the document
    document::Place place;
  };
  void add_damaged(const law::TableLayout& layout, const law::ColumnLayout& column,
                   std::vector<DamagedLabel>& damaged) const;

  std::vector<const Meanings*> known_;
  std::vector<UnknownLabel> unknown_;
};

}  // namespace gongkai::report
