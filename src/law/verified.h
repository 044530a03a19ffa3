// How sure the data is: the mark that every instrument, article and notice in law/ carries.
#pragma once
#include <string_view>

#include "base/wording.h"

namespace gongkai::law {

enum class Verified {
  Read,        ///< V: read in the text or a faithful reprint
  FromMemory,  ///< M: not checked; a default that may be changed
  Convention,  ///< C: chosen by this project because no source settles it
};

/// The letter in the data files: "V", "M" or "C".
std::string_view mark_of(Verified verified);
Wording wording_of(Verified verified);

class YamlValue;
/// Reads the field `verified` of a map; a problem of its file when it is none of V, M, C.
Verified read_verified(const YamlValue& entry);

}  // namespace gongkai::law
