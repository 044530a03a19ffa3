// What checking a report gives: findings, and what could not be judged.
#pragma once
#include <string>
#include <vector>

#include "base/wording.h"
#include "report/model.h"

namespace gongkai::report {

/// Doubt: the text is damaged; not to be charged to the agency.
enum class Severity { Error, Warning, Info, Doubt };

std::string_view name_of(Severity severity);

/// One cell that takes part in an equation.
struct CellUse {
  std::uint32_t table_index = 0;  ///< of Report::tables
  std::uint32_t cell = 0;
};

struct Finding {
  std::string rule;
  Severity severity = Severity::Error;
  Where where;
  Wording message;
  std::string expected;  ///< a number or text; may be empty
  std::string found;
  std::string equation;  ///< with the numbers put in, e.g. "3 + 1 ≠ 4 + 2"
  std::string basis;     ///< document number and place
  Wording hint;
  std::vector<CellUse> cells;  ///< in the order of the equation; the last is the total
};

/// A rule that lacked its input: never silently passed.
struct Unchecked {
  std::string rule;
  Where where;
  Wording why;
};

struct CheckResult {
  std::vector<Finding> findings;
  std::vector<Unchecked> unchecked;
};

}  // namespace gongkai::report
