#include "document/docx_table.h"

#include <algorithm>
#include <string_view>

namespace gongkai::document {
namespace {

using Merge = DocxCell::Merge;

constexpr std::uint32_t kWidestSpan = 1000;

std::uint32_t span_in(pugi::xml_node node, std::uint32_t otherwise) {
  return number_in(val_of(node), kWidestSpan).value_or(otherwise);
}

Merge merge_in(pugi::xml_node node) { return val_of(node) == "restart" ? Merge::Starts : Merge::Continues; }

class Rows {
 public:
  explicit Rows(const DocxXml& xml) : xml_(xml) {}

  void read_table(pugi::xml_node parent) {
    for (pugi::xml_node node = parent.first_child(); node; node = node.next_sibling()) {
      const Tag kind = xml_.tag(node);
      if (kind == Tag::Row)
        read_row(node);
      else if (const pugi::xml_node inner = wrapped(node, kind))
        read_table(inner);
    }
  }

  std::vector<DocxRow> take() { return std::move(rows_); }

 private:
  /// What stands around rows and cells without being one of them.
  pugi::xml_node wrapped(pugi::xml_node node, Tag kind) const {
    switch (kind) {
      case Tag::Sdt: return xml_.child(node, Tag::SdtContent);
      case Tag::CustomXml:
      case Tag::SmartTag:
      case Tag::Ins:
      case Tag::MoveTo: return node;
      case Tag::AlternateContent: return xml_.alternative(node);
      default: return {};
    }
  }

  void read_row(pugi::xml_node node) {
    std::uint32_t before = 0;
    std::uint32_t after = 0;
    const pugi::xml_node properties = xml_.child(node, Tag::RowProperties);
    for (pugi::xml_node part = properties.first_child(); part; part = part.next_sibling()) {
      switch (xml_.tag(part)) {
        case Tag::Del:
        case Tag::MoveFrom: return;
        case Tag::Hidden:
          if (is_on(part)) return;
          break;
        case Tag::GridBefore: before = span_in(part, 0); break;
        case Tag::GridAfter: after = span_in(part, 0); break;
        default: break;
      }
    }
    DocxRow row;
    if (before > 0) row.push_back({{}, 0, before});
    next_column_ = before;
    may_continue_left_ = false;
    const std::size_t gap = row.size();
    read_cells(node, row);
    if (row.size() == gap) return;
    if (after > 0) row.push_back({{}, next_column_, after});
    merge_down(row);
    rows_.push_back(std::move(row));
  }

  void read_cells(pugi::xml_node parent, DocxRow& row) {
    for (pugi::xml_node node = parent.first_child(); node; node = node.next_sibling()) {
      const Tag kind = xml_.tag(node);
      if (kind == Tag::Cell)
        read_cell(node, row);
      else if (const pugi::xml_node inner = wrapped(node, kind))
        read_cells(inner, row);
    }
  }

  void read_cell(pugi::xml_node node, DocxRow& row) {
    DocxCell cell{node, next_column_};
    Merge sideways = Merge::None;
    const pugi::xml_node properties = xml_.child(node, Tag::CellProperties);
    for (pugi::xml_node part = properties.first_child(); part; part = part.next_sibling()) {
      switch (xml_.tag(part)) {
        case Tag::GridSpan: cell.colspan = std::max(span_in(part, 1), 1u); break;
        case Tag::VMerge: cell.merge = merge_in(part); break;
        case Tag::HMerge: sideways = merge_in(part); break;
        case Tag::CellMerge: {  // a tracked merge: what it says holds once accepted
          const std::string_view tracked = attribute_of(part, "vMerge");
          if (tracked == "rest")
            cell.merge = Merge::Starts;
          else if (tracked == "cont")
            cell.merge = Merge::Continues;
          break;
        }
        case Tag::CellDel: return;
        default: break;
      }
    }
    next_column_ += cell.colspan;
    if (sideways == Merge::Continues && may_continue_left_) {
      row.back().colspan += cell.colspan;
      return;
    }
    may_continue_left_ = sideways == Merge::Starts;
    row.push_back(cell);
  }

  /// A cell continues the one above when both start in the same column. One that is wider than the one above leaves
  /// the rest as a gap; one that is narrower would move its whole row, so it stands for itself.
  void merge_down(DocxRow& row) {
    std::vector<Open> open;
    DocxRow kept;
    kept.reserve(row.size());
    std::size_t above = 0;
    for (const DocxCell& cell : row) {
      if (cell.merge == Merge::Continues) {
        while (above < open_.size() && open_[above].column < cell.column) ++above;
        if (above < open_.size() && open_[above].column == cell.column && open_[above].colspan <= cell.colspan) {
          const Open& from = open_[above];
          ++rows_[from.row][from.cell].rowspan;
          open.push_back(from);
          if (cell.colspan > from.colspan)
            kept.push_back({{}, from.column + from.colspan, cell.colspan - from.colspan});
          continue;
        }
      }
      if (cell.merge == Merge::Starts) open.push_back({cell.column, cell.colspan, rows_.size(), kept.size()});
      kept.push_back(cell);
    }
    open_ = std::move(open);
    row = std::move(kept);
  }

  struct Open {
    std::uint32_t column;
    std::uint32_t colspan;
    std::size_t row;
    std::size_t cell;
  };

  const DocxXml& xml_;
  std::vector<DocxRow> rows_;
  std::vector<Open> open_;  ///< the merged cells that reach down to the last row, by column
  std::uint32_t next_column_ = 0;
  bool may_continue_left_ = false;
};

}  // namespace

std::vector<DocxRow> docx_rows(const DocxXml& xml, pugi::xml_node table) {
  Rows rows(xml);
  rows.read_table(table);
  return rows.take();
}

}  // namespace gongkai::document
