// The parts of a report that are text: title, agency, head of the page, period, sections, citations.
#pragma once
#include <vector>

#include "report/lines.h"
#include "report/model.h"
#include "report/recognise.h"

namespace gongkai::report {

/// Sections in printed order; headings of a table of contents are left out.
std::vector<Section> find_sections(const std::vector<Line>& lines, const Vocabulary& vocabulary);

/// Title, year and agency. `first_section` is the line of the first section's heading, lines.size() when there is none.
void find_title(const document::Document& document, const std::vector<Line>& lines, std::size_t first_section,
                const law::ReportWords& words, Report& report);

/// Index number, organisation code, dates, validity and the agency's full name from the head of the page.
void find_head(const document::Document& document, const std::vector<Line>& lines, std::size_t first_section,
               const ReadingLaw& law, Report& report);

/// "…2022年1月1日至12月31日": the first period of the text that is printed with its days.
void find_period(const std::vector<Line>& lines, const law::ReportWords& words, Report& report);

/// Every document number in the lines, well-formed or not.
std::vector<Citation> find_citations(const std::vector<Line>& lines, const law::ReportWords& words,
                                     const law::Instruments& instruments);

bool ends_like_agency(std::string_view folded_name, const law::ReportWords& words);

}  // namespace gongkai::report
