// Finds the statutory tables among the grids of a document.
#pragma once
#include <vector>

#include "report/labelled_grid.h"
#include "report/model.h"

namespace gongkai::report {

/// Each returns the table as far as it was found, or an empty optional when no grid holds it. Cells whose place is not
/// certain stay NotFound: when a row has one cell too many or too few and nothing tells which, the whole row does.
std::optional<ReportTable> read_table2(const document::Document&, const std::vector<LabelledGrid>&,
                                       const law::TableLayout&, std::size_t format, std::vector<Doubt>&);
std::optional<ReportTable> read_table3(const document::Document&, const std::vector<LabelledGrid>&,
                                       const law::TableLayout&, std::size_t format, std::vector<Doubt>&);
std::optional<ReportTable> read_table4(const document::Document&, const std::vector<LabelledGrid>&,
                                       const law::TableLayout&, std::size_t format, std::vector<Doubt>&);
std::optional<ReportTable> read_statistics(const document::Document&, const std::vector<LabelledGrid>&,
                                           const law::TableLayout&, std::size_t format, std::vector<Doubt>&);

ReportTable empty_table(const law::TableLayout& layout);

}  // namespace gongkai::report
