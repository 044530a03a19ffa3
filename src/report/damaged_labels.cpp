#include "report/damaged_labels.h"

#include <algorithm>

#include "base/text.h"

namespace gongkai::report {

void DamageFinder::add(const Meanings* meanings, std::string_view printed, document::Place place) {
  if (meanings != nullptr)
    known_.push_back(meanings);
  else if (count_code_points(printed) <= 24)
    unknown_.push_back({label_key(printed), std::string(trimmed(printed)), place});
}

void DamageFinder::find(const law::TableLayout& layout, std::size_t format, std::vector<DamagedLabel>& damaged) const {
  for (std::uint16_t b = 0; b < layout.blocks.size(); ++b) {
    for (std::uint16_t c = 0; c < layout.blocks[b].columns.size(); ++c) {
      const law::ColumnLayout& column = layout.blocks[b].columns[c];
      const bool printed = std::any_of(known_.begin(), known_.end(), [&](const Meanings* meanings) {
        return std::any_of(meanings->begin(), meanings->end(), [&](const Meaning& m) {
          return m.role == Meaning::Role::Column && m.format == format && m.table == layout.number && m.block == b &&
                 m.index == c;
        });
      });
      if (!printed) add_damaged(layout, column, damaged);
    }
  }
}

void DamageFinder::add_damaged(const law::TableLayout& layout, const law::ColumnLayout& column,
                               std::vector<DamagedLabel>& damaged) const {
  const std::string& official = column.label.keys.front();
  const std::size_t length = count_code_points(official);
  for (const UnknownLabel& label : unknown_) {
    const std::size_t kept = count_code_points(label.key);
    if (kept < 3 || kept >= length || kept * 2 < length || !is_subsequence(label.key, official)) continue;
    const bool known =
        std::any_of(damaged.begin(), damaged.end(), [&](const DamagedLabel& d) { return d.printed == label.printed; });
    if (!known) damaged.push_back({layout.number, "", column.key, label.printed, column.label.official, label.place});
    return;
  }
}

}  // namespace gongkai::report
