#include "report/damaged_labels.h"

#include <algorithm>

#include "base/text.h"

namespace gongkai::report {
namespace {

constexpr std::size_t kLongestPrinted = 24;  ///< code points

}  // namespace

void DamageFinder::add(const Meanings* meanings, std::string_view printed, document::Place place) {
  if (meanings != nullptr)
    known_.push_back(meanings);
  else if (printed.size() <= kLongestPrinted * 4 && count_code_points(printed) <= kLongestPrinted)
    unknown_.push_back({trimmed(printed), place});
}

void DamageFinder::find(const law::TableLayout& layout, std::size_t format, std::vector<DamagedLabel>& damaged) const {
  std::vector<std::vector<bool>> printed;  // by block and column
  for (const law::BlockLayout& block : layout.blocks) printed.emplace_back(block.columns.size(), false);
  for (const Meanings* meanings : known_) {
    for (const Meaning& m : *meanings) {
      if (m.role == Meaning::Role::Column && m.format == format && m.table == layout.number)
        printed[m.block][m.index] = true;
    }
  }
  for (std::size_t b = 0; b < printed.size(); ++b) {
    for (std::size_t c = 0; c < printed[b].size(); ++c)
      if (!printed[b][c]) add_damaged(layout, layout.blocks[b].columns[c], damaged);
  }
}

void DamageFinder::add_damaged(const law::TableLayout& layout, const law::ColumnLayout& column,
                               std::vector<DamagedLabel>& damaged) const {
  const std::string& official = column.label.keys.front();
  const std::size_t length = count_code_points(official);
  for (const UnknownLabel& label : unknown_) {
    const std::string key = label_key(label.printed);
    const std::size_t kept = count_code_points(key);
    if (kept < 3 || kept >= length || kept * 2 < length || !is_subsequence(key, official)) continue;
    const bool known =
        std::any_of(damaged.begin(), damaged.end(), [&](const DamagedLabel& d) { return d.printed == label.printed; });
    if (!known)
      damaged.push_back(
          {layout.number, "", column.key, std::string(label.printed), column.label.official, label.place});
    return;
  }
}

}  // namespace gongkai::report
