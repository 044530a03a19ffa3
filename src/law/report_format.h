// The statutory layouts of annual reports: tables, rows, columns, labels and the variants that are met in practice.
// 国办公开办函〔2021〕30号, 国办公开办函〔2019〕60号, 国办发〔2014〕32号. Data: law/formats/*.yaml.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "law/source.h"

namespace gongkai::law {

/// A printed label with the spellings that are accepted for it. `keys` are label_key() of all of them.
struct Label {
  std::string official;
  std::vector<std::string> keys;  ///< the official one first

  bool matches(std::string_view key) const;
};

enum class CellUnit : std::uint8_t { Count, WanYuan, Yuan };

struct ColumnLayout {
  std::string key;  ///< empty where a row has one cell
  Label label;
  CellUnit unit = CellUnit::Count;
  bool is_signed = false;  ///< 本年增/减 may be negative
};

/// Columns that several rows share.
struct BlockLayout {
  std::string heading;  ///< e.g. 第二十条第（一）项; may be empty
  std::vector<ColumnLayout> columns;
};

struct RowLayout {
  std::string key;
  Label label;
  std::vector<std::string> groups;  ///< label keys of the heads it stands under, outermost first
  bool is_result = false;           ///< one of the rows that add up to （七）总计
  std::string unit;                 ///< printed unit (statistics form only)
  std::uint32_t block = 0;
  std::uint32_t first_cell = 0;
};

/// One table of a format. Its cells are numbered row by row; every row has the columns of its block.
struct TableLayout {
  int number = 0;     ///< 2, 3, 4; 2014 for the statistics form
  std::string name;   ///< "table2", "table3", "table4", "stats"
  std::string place;  ///< how the basis calls it, e.g. 表三
  std::vector<BlockLayout> blocks;
  std::vector<RowLayout> rows;
  std::vector<Label> row_groups;     ///< heads that stand over rows, e.g. 不予公开
  std::vector<Label> column_groups;  ///< heads that stand over columns, e.g. 法人或其他组织, 行政诉讼
  std::vector<Label> headings;       ///< other printed heads: 信息内容, 申请人情况, 指标名称 …
  std::vector<std::string> units;    ///< printed units (statistics form only)
  std::uint32_t cell_count = 0;

  const std::vector<ColumnLayout>& columns_of(const RowLayout& row) const { return blocks[row.block].columns; }
  const RowLayout* row(std::string_view key) const;
  /// The number of the cell; empty when there is no such row or column.
  std::optional<std::uint32_t> cell(std::string_view row_key, std::string_view column_key) const;
};

struct SectionLayout {
  int number = 0;
  Label label;
};

struct ReportFormat {
  std::string id;  ///< "F2021"
  Wording title;
  std::string instrument;
  int first_year = 0;
  std::optional<int> last_year;
  int required_from = 0;  ///< first year in which other layouts are wrong
  std::vector<SectionLayout> sections;
  std::vector<TableLayout> tables;

  const TableLayout* table(int number) const;
  bool covers(int year) const { return year >= first_year && (!last_year || year <= *last_year); }
};

class ReportFormats {
 public:
  /// Fails with `law.bad_file`: missing or unknown keys, a row or column twice, years that overlap.
  static Result<ReportFormats> load(const LawSource& source);

  const std::vector<ReportFormat>& all() const { return formats_; }
  const ReportFormat* find(std::string_view id) const;
  /// The format in force for a report year.
  const ReportFormat* for_year(int year) const;

 private:
  std::vector<ReportFormat> formats_;
};

}  // namespace gongkai::law
