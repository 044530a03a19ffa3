#include "report/vocabulary.h"

#include <algorithm>

#include "base/text.h"

namespace gongkai::report {

Vocabulary::Vocabulary(const law::ReportFormats& formats) : formats_(&formats) {
  for (std::uint8_t f = 0; f < formats.all().size(); ++f) {
    const law::ReportFormat& format = formats.all()[f];
    for (std::uint16_t s = 0; s < format.sections.size(); ++s) {
      add(format.sections[s].label, {f, 0, Meaning::Role::Section, s, 0});
    }
    for (const law::TableLayout& table : format.tables) {
      const auto number = static_cast<std::uint16_t>(table.number);
      for (std::uint16_t r = 0; r < table.rows.size(); ++r)
        add(table.rows[r].label, {f, number, Meaning::Role::Row, r, 0});
      for (std::uint16_t b = 0; b < table.blocks.size(); ++b) {
        for (std::uint16_t c = 0; c < table.blocks[b].columns.size(); ++c) {
          add(table.blocks[b].columns[c].label, {f, number, Meaning::Role::Column, c, b});
        }
      }
      for (const law::Label& group : table.row_groups) {
        add(group, {f, number, Meaning::Role::RowGroup, 0, 0});
        for (const std::string& key : group.keys) {
          if (std::find(group_keys_.begin(), group_keys_.end(), key) == group_keys_.end()) group_keys_.push_back(key);
        }
      }
      for (const law::Label& group : table.column_groups) add(group, {f, number, Meaning::Role::ColumnGroup, 0, 0});
      for (const law::Label& heading : table.headings) add(heading, {f, number, Meaning::Role::Heading, 0, 0});
    }
  }
  for (const auto& [key, meanings] : meanings_) sorted_keys_.push_back(key);
  std::sort(sorted_keys_.begin(), sorted_keys_.end());
}

bool Vocabulary::begins_a_label(std::string_view key) const {
  const auto found = std::lower_bound(sorted_keys_.begin(), sorted_keys_.end(), key);
  return found != sorted_keys_.end() && found->starts_with(key);
}

void Vocabulary::add(const law::Label& label, Meaning meaning) {
  for (const std::string& key : label.keys) {
    Meanings& meanings = meanings_[key];
    const bool known = std::any_of(meanings.begin(), meanings.end(), [&](const Meaning& m) {
      return m.format == meaning.format && m.table == meaning.table && m.role == meaning.role &&
             m.index == meaning.index && m.block == meaning.block;
    });
    if (!known) meanings.push_back(meaning);
    longest_key_ = std::max(longest_key_, key.size());
  }
}

const Meanings* Vocabulary::find_key(std::string_view key) const {
  const auto found = meanings_.find(key);
  return found == meanings_.end() ? nullptr : &found->second;
}

const Meanings* Vocabulary::find(std::string_view printed, std::string& key) const {
  if (printed.size() > longest_key_ * 3 + 64) return nullptr;
  key.clear();
  append_label_key(key, printed);
  if (const std::string_view bare = without_leading_number(key); bare.size() != key.size())
    key.erase(0, key.size() - bare.size());
  if (key.empty() || key.size() > longest_key_ * 2) return nullptr;
  if (const Meanings* meanings = find_key(key)) return meanings;
  std::string_view rest = key;
  if (rest.starts_with("其中")) {
    rest = without_leading_number(rest.substr(std::string_view("其中").size()));
    if (const Meanings* meanings = find_key(rest)) return meanings;
  }
  for (bool dropped = true; dropped;) {
    dropped = false;
    for (const std::string& group : group_keys_) {
      if (rest.size() <= group.size() || !rest.starts_with(group)) continue;
      rest = without_leading_number(rest.substr(group.size()));
      if (const Meanings* meanings = find_key(rest)) {
        key = std::string(rest);
        return meanings;
      }
      dropped = true;
      break;
    }
  }
  return find_beginning(rest);
}

const Meanings* Vocabulary::find_beginning(std::string_view key) const {
  constexpr std::size_t kLeast = 8 * 3;  // eight Han characters
  if (key.size() < kLeast) return nullptr;
  const Meanings* only = nullptr;
  for (auto found = std::lower_bound(sorted_keys_.begin(), sorted_keys_.end(), key);
       found != sorted_keys_.end() && found->starts_with(key); ++found) {
    const Meanings* meanings = find_key(*found);
    auto same = [](const Meaning& a, const Meaning& b) {
      return a.format == b.format && a.table == b.table && a.role == b.role && a.index == b.index && a.block == b.block;
    };
    if (only != nullptr && !std::equal(only->begin(), only->end(), meanings->begin(), meanings->end(), same))
      return nullptr;
    only = meanings;
  }
  return only;
}

}  // namespace gongkai::report
