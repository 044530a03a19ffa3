// gumbo's tree of a page, in bounded memory and time.
#pragma once
#include <gumbo.h>

#include <cstddef>
#include <string_view>

#include "document/parse_memory.h"

namespace gongkai::document {

/// More elements are open at some point than any page has. gumbo takes time with the square of that; a crude count of
/// tags that close only by their own end tag is enough to tell.
bool is_absurdly_deep(std::string_view html);

/// The tree, or nullptr when a limit of `memory` was exceeded. It lives until the next begin() of `memory`, as does
/// `text`.
GumboOutput* parse_within(ParseMemory& memory, const char* text, std::size_t size);

}  // namespace gongkai::document
