// Findings as a good compiler prints them: rule, place, the cells with the wrong one marked, the equation, the article.
#pragma once
#include <string>

#include "law/rules.h"
#include "report/finding.h"

namespace gongkai::report {

struct TextOptions {
  Language language = Language::Chinese;
  bool color = false;
};

std::string findings_as_text(const Report& report, const CheckResult& checked, const law::RulePack& rules,
                             const std::string& file, const TextOptions& options);

/// The last line over many files.
std::string summary_as_text(std::size_t files, std::size_t with_findings, std::size_t failed,
                            const TextOptions& options);

}  // namespace gongkai::report
