// The little of CSS that decides whether a reader of a page sees an element, and whether it is a cell of a table.
#pragma once
#include <string>
#include <string_view>
#include <unordered_map>

namespace gongkai::document {

enum class Display { Unset, Hidden, Table, Row, Cell };

/// Rules with one simple selector: .class, #id, element or element.class. Everything else is passed over: a page that
/// hides by scripts or by elaborate selectors is read as if it showed all.
class Stylesheet {
 public:
  /// Adds the rules of a <style> element. Linear; at most kMostRules are kept.
  void add(std::string_view css);

  bool empty() const { return rules_.empty(); }

  /// `element` and `classes` as in the source, `id` may be empty. Classes win over elements, ids over classes.
  Display display_of(std::string_view element, std::string_view classes, std::string_view id) const;

  /// What the declarations of a style attribute or rule say.
  static Display read_declarations(std::string_view declarations);

 private:
  static constexpr std::size_t kMostRules = 10'000;

  std::unordered_map<std::string, Display> rules_;  ///< by selector, lower case
};

}  // namespace gongkai::document
