// The figures that a report's text states, compared with its tables.
#pragma once
#include <string>
#include <vector>

#include "base/quantity.h"
#include "law/narrative_words.h"
#include "report/lines.h"
#include "report/predicates.h"

namespace gongkai::report {

/// A figure as the text states it.
struct StatedFigure {
  std::size_t quantity = 0;  ///< index into NarrativeWords::quantities
  Quantity value;
  std::string clause;  ///< with its number and unit, as read
  document::Place place;
};

/// All figures with a unit whose clause names a quantity; parts of a whole (其中…) are left out.
std::vector<StatedFigure> find_stated_figures(const std::vector<Line>& lines, std::size_t begin, std::size_t end,
                                              const law::NarrativeWords& words);

/// Rule X-02: a finding where the first section states a quantity and none of its statements is the table's number.
void narrative_agrees(const Judgement& judgement);

}  // namespace gongkai::report
