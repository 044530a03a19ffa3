// The columns that agencies have: one tree for what the law requires to be disclosed, one for all other news.
// The same names and the same form for every agency (国办公开办函〔2019〕61号). Data: law/columns.yaml.
// 条例 第十二条、第二十条、第二十一条
// Threads: immutable once loaded.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/wording.h"
#include "law/source.h"
#include "law/verified.h"

namespace gongkai::law {

enum class ColumnTree {
  Statutory,  ///< statutory: the column 政府信息公开; nothing else may stand there
  News,       ///< news: 通知公告, 部门动态, 政策解读 …
};

enum class ColumnType {
  List,      ///< list: items, newest first
  Guide,     ///< guide: 政府信息公开指南, made from the agency's data
  Profile,   ///< profile: 机构概况: duties, leaders, units, from the agency's data
  Reports,   ///< reports: annual reports, by year
  Requests,  ///< requests: the entrance to disclosure on request
  Group,     ///< group: holds columns only
};
std::string_view name_of(ColumnTree tree);  ///< the identifier of the comment, as in the data
std::string_view name_of(ColumnType type);

/// Where a rule about columns stands.
struct ColumnBasis {
  std::string instrument;  ///< id in instruments.yaml
  std::string article;     ///< article or place
};

/// How often a column must have something new, and who says so.
struct ColumnRhythm {
  int days = 0;
  Wording rule;
  ColumnBasis basis;
  Verified verified = Verified::Convention;
};

struct Column {
  std::string code;    ///< ASCII, in addresses: "zfxxgkzn"; never changed once used
  std::string name;    ///< 政府信息公开指南
  std::string parent;  ///< code; empty at the top of its tree
  ColumnTree tree = ColumnTree::Statutory;
  ColumnType type = ColumnType::List;
  std::string legal_item;            ///< "20.1" … "20.15", "21": what 条例 第二十条 asks for; may be empty
  std::string description;           ///< one sentence for readers and the meta tag
  std::optional<int> expected_days;  ///< at least one item in so many days; none: as needed
  int position = 0;                  ///< its place in the file, from 1: parents stand before children
  std::string name_en;
  std::vector<std::string> kinds;  ///< identifiers of the kinds of agencies that have it; empty: all
  std::string validity;       ///< of what is put here, when nothing else is said; identifier, empty: does not apply
  bool is_normative = false;  ///< documents here are 行政规范性文件, counted by table 2
  std::optional<ColumnRhythm> rhythm;
  ColumnBasis basis;
  Verified verified = Verified::Convention;

  /// Items may stand here: a list, or the annual reports.
  bool holds_items() const { return type == ColumnType::List || type == ColumnType::Reports; }
  bool is_for(std::string_view agency_kind) const;
};

class Columns {
 public:
  /// Reads columns.yaml. Fails with `law.bad_file`: also for a parent that stands later or in the other tree, holds
  /// items itself, or lacks a kind of agency that the child has.
  static Result<Columns> load(const LawSource& source);

  /// In the order of the file.
  const std::vector<Column>& all() const { return columns_; }
  const Column* find(std::string_view code) const;
  /// Directly below; an empty code gives the tops of both trees.
  std::vector<const Column*> children(std::string_view code) const;
  /// The column itself and all below it, in the order of the file; nothing for an unknown code.
  std::vector<const Column*> subtree(std::string_view code) const;
  /// From the top down to the column; nothing for an unknown code.
  std::vector<const Column*> path(std::string_view code) const;
  /// Where an item goes that names no column.
  const Column& default_for(bool has_document_no) const;

 private:
  friend class ColumnsLoader;
  std::vector<Column> columns_;
  std::map<std::string, std::size_t, std::less<>> by_code_;
  std::size_t default_for_documents_ = 0, default_otherwise_ = 0;
};

}  // namespace gongkai::law
