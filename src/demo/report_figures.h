// The figures of an agency's annual reports, year after year: what is carried out of one year is carried into the next.
#pragma once
#include <cstddef>
#include <map>
#include <string>
#include <string_view>

#include "demo/city.h"
#include "demo/plan.h"
#include "law/report_format.h"

namespace gongkai::demo {

/// Figures by "row/column" of a table, as printed.
using TableFigures = std::map<std::string, std::string, std::less<>>;

struct ReportFigures {
  std::map<int, TableFigures> tables;  ///< by table number
  int site_items = 0, explained = 0;

  std::string_view at(int table, std::string_view row, std::string_view column) const;
};

ReportFigures figures_of(const DemoAgency& agency, std::size_t place, int year, const Plan& plan,
                         const law::ReportFormats& formats);

}  // namespace gongkai::demo
