// The law commands' answers in words, for --format text, and the words that their JSON shares.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/wording.h"
#include "law/calendar.h"
#include "law/identifiers.h"
#include "law/instruments.h"

namespace gongkai::cli {

// Stable names for JSON.
std::string_view day_kind_code(law::DayKind kind);
std::string_view code_kind_code(std::optional<law::CodeKind> kind);
std::string_view code_problem_code(law::CodeProblem problem);

/// One clause, e.g. "春节，不计".
std::string why_counted(const law::CountedDay& counted, Language language);
Wording code_problem_text(const law::CodeCheck& check, const law::Identifiers& identifiers);
/// Names the ids that there are.
Wording unknown_instrument_text(const law::Instruments& instruments);

// Whole answers, ending in a line break.
std::string count_text(const law::WorkDayCount& count, Language language);
std::string calendar_text(const law::Calendar& calendar, std::optional<int> year, Language language);
std::string articles_text(const law::Instrument& instrument, const std::vector<const law::Article*>& articles,
                          Language language);
std::string code_text(const law::CodeCheck& check, const std::optional<law::IndexNumber>& index_number,
                      const law::Identifiers& identifiers, Language language);

}  // namespace gongkai::cli
