// Index numbers (索引号): how an agency's template becomes a number, and which number a text is.
// 条例 第十二条第三款 asks for an index and sets no format, so the template is the agency's own.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/civil_day.h"
#include "base/result.h"

namespace gongkai::catalogue {

/// Where serials count from 1: all numbers that differ in the serial only, "014178678/2023-".
struct IndexScope {
  std::string before, after;  ///< what stands around the serial
  std::size_t width = 0;      ///< digits that the serial is filled up to

  std::string number(std::int64_t serial) const;
  /// The serial of a number of this scope; empty for any other text.
  std::optional<std::int64_t> serial_of(std::string_view index_no) const;
  /// Names the scope in the store.
  std::string key() const { return before + '#' + after; }
};

/// Templates hold {code}, {year}, {month} and, once, {serial:05} or {serial}. Fails with
/// `catalogue.bad_index_template`.
Result<IndexScope> index_scope(std::string_view index_template, std::string_view code, CivilDay day);

}  // namespace gongkai::catalogue
