// Document numbers (发文字号): agency's sign, year in 〔〕, serial. GB/T 9704-2012
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gongkai::catalogue {

struct DocumentNumber {
  std::string sign;  ///< 机关代字
  int year = 0;
  std::int64_t serial = 0;
  std::string text() const;
};

/// Takes any kind of brackets, blanks, full-width digits, a 第 before the serial and leading zeros; empty for numbers
/// without a year (orders, e.g. 第…号令) and for everything else. O(size).
std::optional<DocumentNumber> parse_document_no(std::string_view text);

/// As it is stored: in the form of DocumentNumber::text() when it can be read, else without blanks and with brackets
/// made 〔〕. Words for "none" (无, /, -) give an empty text.
std::string normalised_document_no(std::string_view text);

}  // namespace gongkai::catalogue
