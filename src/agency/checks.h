// What texts and days of agencies and people must be, said as reasons.
#pragma once
#include <cstddef>
#include <string_view>

#include "base/refusal.h"

namespace gongkai::agency {

// Lengths in characters. They only keep out what can be no name and no list of duties.
constexpr std::size_t kLongestName = 100;
constexpr std::size_t kLongestLine = 300;
constexpr std::size_t kLongestText = 20'000;
constexpr std::size_t kMostListed = 500;  ///< leaders or units of one agency

/// One line of text: UTF-8, no control characters, not longer than `longest`.
void check_line(Reasons& not_possible, std::string_view field, std::string_view text,
                std::size_t longest = kLongestLine);
/// The same with line breaks.
void check_text(Reasons& not_possible, std::string_view field, std::string_view text);
/// A line that must be there.
void check_name(Reasons& not_possible, std::string_view code_if_missing, std::string_view field, std::string_view text);
/// ASCII [a-z0-9-], beginning with a letter, at most 40.
bool is_code(std::string_view text);
/// For signing in: ASCII [a-z0-9._-], beginning with a letter, 2 to 40.
bool is_account(std::string_view text);

}  // namespace gongkai::agency
