// What can be told of a page before it is parsed: gumbo takes time with the square of some things.
#pragma once
#include <string_view>

namespace gongkai::document {

/// A tag of a large page has more than 256 attributes, each of which gumbo compares with all before it. Linear.
bool has_absurdly_many_attributes(std::string_view html);

}  // namespace gongkai::document
