// Which labels of which statutory tables a printed text may be.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "law/report_format.h"

namespace gongkai::report {

struct Meaning {
  enum class Role : std::uint8_t { Row, RowGroup, Column, ColumnGroup, Heading, Section };
  std::uint8_t format = 0;  ///< index in ReportFormats::all()
  std::uint16_t table = 0;  ///< 2, 3, 4, 2014; 0 for sections
  Role role = Role::Row;
  std::uint16_t index = 0;  ///< of the row; of the column in its block; of the section
  std::uint16_t block = 0;  ///< of a column
};

using Meanings = std::vector<Meaning>;

/// Built once from the formats; then read-only and thread-safe.
class Vocabulary {
 public:
  explicit Vocabulary(const law::ReportFormats& formats);
  Vocabulary(const Vocabulary&) = delete;  // sorted_keys_ points into meanings_
  Vocabulary& operator=(const Vocabulary&) = delete;

  /// The meanings of a printed label, nullptr when it is none. Heads that were printed before a row's own label in the
  /// same cell ("三、本年度办理结果（三）不予公开1.属于国家秘密") are skipped. `key` receives the label's key.
  const Meanings* find(std::string_view printed, std::string& key) const;
  const Meanings* find_key(std::string_view key) const;
  /// May a longer text that begins with this key be a label? O(log labels).
  bool begins_a_label(std::string_view key) const;

  const law::ReportFormats& formats() const { return *formats_; }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  /// The one label that begins with `key`, for labels whose end was cut off; nullptr when there are several.
  const Meanings* find_beginning(std::string_view key) const;
  void add(const law::Label& label, Meaning meaning);

  const law::ReportFormats* formats_;
  std::unordered_map<std::string, Meanings, Hash, std::equal_to<>> meanings_;
  std::vector<std::string> group_keys_;
  std::vector<std::string_view> sorted_keys_;  ///< of meanings_
  std::size_t longest_key_ = 0;
};

}  // namespace gongkai::report
