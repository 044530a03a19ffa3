// The rules that are no equations, by the names that law/rules/*.yaml uses.
#pragma once
#include <string_view>

#include "law/narrative_words.h"
#include "law/rules.h"
#include "report/finding.h"
#include "report/recognise.h"

namespace gongkai::report {

/// What a predicate sees, and where it puts what it finds.
struct Judgement {
  const law::Rule& rule;
  const law::RulePack& rules;
  const law::NarrativeWords& narrative;
  const ReadingLaw& law;
  const Recognised& recognised;
  const document::Document& document;
  CheckResult& result;

  const Report& report() const { return recognised.report; }
  /// A finding of this rule with its severity, basis and hint.
  Finding& found(Where where, Wording message) const;
  void unchecked(Wording why, Where where = {}) const;
};

/// False when no predicate has this name.
bool judge(std::string_view predicate, const Judgement& judgement);
bool is_predicate(std::string_view name);

Severity severity_of(law::RuleSeverity severity);
/// One step less grave: error → warning → info.
Severity lowered(Severity severity);

/// "表三·自然人" and the like, from the layout's own labels.
std::string label_of(const Report& report, const Where& where);

}  // namespace gongkai::report
