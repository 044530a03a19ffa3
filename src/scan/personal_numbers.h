// Numbers that identify a person, told apart from other long numbers by their check digits.
// GB 11643: the resident identity number. Accepted masking (stars in place of digits) is no finding.
#pragma once
#include <string_view>
#include <vector>

namespace gongkai::scan {

struct PersonalNumber {
  std::size_t begin = 0;  ///< byte in the text
  std::size_t size = 0;
};

/// Valid resident identity numbers of 18 places in the text: province, real date and check digit hold.
/// A unified social credit code never passes. O(bytes).
std::vector<PersonalNumber> find_identity_numbers(std::string_view text);

}  // namespace gongkai::scan
