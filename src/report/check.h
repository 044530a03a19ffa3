// Does a report add up, and is it made as the format asks? The rules are law/rules/*.yaml.
#pragma once
#include <vector>

#include "law/narrative_words.h"
#include "law/rules.h"
#include "report/finding.h"
#include "report/recognise.h"

namespace gongkai::report {

/// A term of an equation over the cells of one table, ready to be evaluated.
struct SignedCell {
  bool negative = false;
  bool is_constant = false;
  std::int64_t constant = 0;
  std::uint32_t cell = 0;
};

/// One equation at one place: a column of table 3, a row of table 4 …
struct EquationInstance {
  std::vector<SignedCell> left, right;
  law::Comparison comparison = law::Comparison::Equal;
  std::string row, column;  ///< where a finding points to
};

/// Built once from the rules; then read-only and thread-safe.
class Checker {
 public:
  Checker(const law::RulePack& rules, const law::NarrativeWords& narrative, const ReadingLaw& law);

  /// Every rule that applies is judged, or listed as unchecked with the reason. Findings come in the order of the rules
  /// and of the cells. O(rules × cells).
  CheckResult check(const Recognised& recognised, const document::Document& document) const;

  const law::RulePack& rules() const { return rules_; }

 private:
  struct CompiledRule {
    const law::Rule* rule;
    std::vector<std::vector<EquationInstance>> by_format;  ///< parallel to the formats
  };

  void judge_equations(const CompiledRule& compiled, const Report& report, CheckResult& result) const;

  const law::RulePack& rules_;
  const law::NarrativeWords& narrative_;
  const ReadingLaw& law_;
  std::vector<CompiledRule> compiled_;
};

}  // namespace gongkai::report
