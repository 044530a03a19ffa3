#include "document/stylesheet.h"

#include <algorithm>

#include "base/text.h"

namespace gongkai::document {
namespace {

bool is_simple(std::string_view selector) {
  return !selector.empty() && std::all_of(selector.begin(), selector.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == '.' || c == '#' || (c & 0x80) != 0;
  });
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

}  // namespace

Display Stylesheet::read_declarations(std::string_view declarations) {
  const std::string text = folded(declarations);
  if (text.find("display:none") != std::string::npos || text.find("visibility:hidden") != std::string::npos ||
      text.find("mso-hide:all") != std::string::npos)
    return Display::Hidden;
  const std::size_t at = text.find("display:table");
  if (at == std::string::npos) return Display::Unset;
  const std::string_view rest = std::string_view(text).substr(at + std::string_view("display:table").size());
  if (rest.starts_with("-cell")) return Display::Cell;
  if (rest.starts_with("-row") && !rest.starts_with("-row-")) return Display::Row;
  return rest.empty() || rest[0] == ';' || rest[0] == '}' || rest[0] == '!' ? Display::Table : Display::Unset;
}

void Stylesheet::add(std::string_view css) {
  for (std::size_t at = 0; at < css.size() && rules_.size() < kMostRules;) {
    const std::size_t open = css.find('{', at);
    if (open == std::string_view::npos) return;
    std::string_view selectors = css.substr(at, open - at);
    if (const std::size_t comment = selectors.rfind("*/"); comment != std::string_view::npos)
      selectors.remove_prefix(comment + 2);
    if (trimmed(selectors).starts_with('@')) {  // @media: its rules stand inside; those for print do not show on screen
      const bool print = selectors.find("print") != std::string_view::npos;
      at = open + 1;
      if (!print) continue;
      for (int depth = 1; at < css.size() && depth > 0; ++at) depth += css[at] == '{' ? 1 : css[at] == '}' ? -1 : 0;
      continue;
    }
    const std::size_t close = std::min(css.find('}', open), css.size());
    at = std::min(close + 1, css.size());
    const Display display = read_declarations(css.substr(open + 1, close - open - 1));
    if (display == Display::Unset) continue;
    while (!selectors.empty()) {
      const std::size_t end = std::min(selectors.find(','), selectors.size());
      const std::string_view selector = trimmed(selectors.substr(0, end));
      if (is_simple(selector)) rules_[lower(selector)] = display;
      selectors.remove_prefix(std::min(end + 1, selectors.size()));
    }
  }
}

Display Stylesheet::display_of(std::string_view element, std::string_view classes, std::string_view id) const {
  auto find = [&](const std::string& selector) {
    const auto found = rules_.find(selector);
    return found == rules_.end() ? Display::Unset : found->second;
  };
  if (!id.empty()) {
    if (const Display display = find("#" + lower(id)); display != Display::Unset) return display;
  }
  while (!classes.empty()) {
    classes = trimmed(classes);
    const std::size_t end = std::min(classes.find_first_of(" \t\r\n\f"), classes.size());
    const std::string name = "." + lower(classes.substr(0, end));
    classes.remove_prefix(end);
    if (name.size() == 1) continue;
    if (const Display display = find(std::string(element) + name); display != Display::Unset) return display;
    if (const Display display = find(name); display != Display::Unset) return display;
  }
  return find(std::string(element));
}

}  // namespace gongkai::document
