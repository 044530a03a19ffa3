// Calling gumbo, and the pages that it is not given.
#include "document/gumbo_tree.h"

#include <algorithm>
#include <csetjmp>
#include <iterator>

namespace gongkai::document {

bool is_absurdly_deep(std::string_view html) {
  constexpr std::ptrdiff_t kMostOpen = 10'000;
  static constexpr std::string_view kNesting[] = {
      "div",     "span",   "b",   "i",       "u",        "font",   "a",          "em",     "strong",
      "table",   "ul",     "ol",  "section", "article",  "center", "blockquote", "big",    "small",
      "nobr",    "code",   "s",   "tt",      "strike",   "button", "form",       "select", "object",
      "marquee", "applet", "svg", "math",    "template", "dl",     "details",    "nav",    "main"};
  if (html.size() / std::string_view("<b>").size() <= kMostOpen) return false;
  std::ptrdiff_t open = 0;
  for (std::size_t at = html.find('<'); at != std::string_view::npos; at = html.find('<', at + 1)) {
    const bool end_tag = at + 1 < html.size() && html[at + 1] == '/';
    std::size_t end = at + (end_tag ? 2 : 1);
    const std::size_t begin = end;
    while (end < html.size() && end - begin < 12 && ((html[end] | 0x20) >= 'a' && (html[end] | 0x20) <= 'z')) ++end;
    if (end == begin) continue;
    const std::string_view name = html.substr(begin, end - begin);
    const bool nests = std::any_of(std::begin(kNesting), std::end(kNesting), [&](std::string_view known) {
      return known.size() == name.size() &&
             std::equal(known.begin(), known.end(), name.begin(), [](char a, char b) { return a == (b | 0x20); });
    });
    if (!nests) continue;
    open = end_tag ? std::max<std::ptrdiff_t>(0, open - 1) : open + 1;
    if (open > kMostOpen) return true;
  }
  return false;
}

/// Nothing with a destructor may live in this function:
/// longjmp would skip it.
GumboOutput* parse_within(ParseMemory& memory, const char* text, std::size_t size) {
  if (setjmp(memory.way_out()) != 0) return nullptr;
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = &ParseMemory::allocate;
  options.deallocator = &ParseMemory::release;
  options.userdata = &memory;
  options.max_errors = 0;
  return gumbo_parse_with_options(&options, text, size);
}

}  // namespace gongkai::document
