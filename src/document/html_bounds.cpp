#include "document/html_bounds.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace gongkai::document {
namespace {

constexpr std::size_t kMostAttributes = 256;
constexpr std::size_t kHarmlessPage = 16 * 1024;  ///< bytes: the square of what they hold is no time

bool is_letter(char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }
bool is_white(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

bool same_letters(std::string_view name, std::string_view lower) {
  return name.size() == lower.size() &&
         std::equal(lower.begin(), lower.end(), name.begin(), [](char a, char b) { return a == (b | 0x20); });
}

/// Goes over the tags of a page as a tokeniser does, without its states for broken markup.
class TagCounter {
 public:
  explicit TagCounter(std::string_view html) : html_(html) {}

  bool finds_too_many_attributes() {
    for (at_ = html_.find('<'); at_ < html_.size(); at_ = html_.find('<', at_)) {
      ++at_;
      if (html_.substr(at_).starts_with("!--")) {
        to(html_.find("-->", at_));
        continue;
      }
      const bool end_tag = at_ < html_.size() && html_[at_] == '/';
      if (end_tag) ++at_;
      if (at_ >= html_.size() || !is_letter(html_[at_])) continue;
      const std::size_t begin = at_;
      while (at_ < html_.size() && !ends_name(html_[at_])) ++at_;
      const std::string_view name = html_.substr(begin, at_ - begin);
      if (count_attributes() > kMostAttributes) return true;
      if (!end_tag) skip_raw_text(name);
    }
    return false;
  }

 private:
  static bool ends_name(char c) { return is_white(c) || c == '/' || c == '>'; }

  void to(std::size_t position) { at_ = std::min(position, html_.size()); }

  /// From behind the name to behind the tag.
  std::size_t count_attributes() {
    std::size_t count = 0;
    while (at_ < html_.size() && html_[at_] != '>') {
      if (is_white(html_[at_]) || html_[at_] == '/') {
        ++at_;
        continue;
      }
      if (++count > kMostAttributes) break;
      for (++at_; at_ < html_.size() && !ends_name(html_[at_]) && html_[at_] != '=';) ++at_;
      while (at_ < html_.size() && is_white(html_[at_])) ++at_;
      if (at_ < html_.size() && html_[at_] == '=') skip_value();
    }
    return count;
  }

  void skip_value() {
    for (++at_; at_ < html_.size() && is_white(html_[at_]);) ++at_;
    if (at_ >= html_.size()) return;
    const char quote = html_[at_];
    if (quote == '"' || quote == '\'') {
      to(html_.find(quote, at_ + 1));
      if (at_ < html_.size()) ++at_;
    } else {
      while (at_ < html_.size() && !is_white(html_[at_]) && html_[at_] != '>') ++at_;
    }
  }

  /// What stands in a script or a style is no markup.
  void skip_raw_text(std::string_view name) {
    static constexpr std::array<std::string_view, 7> kRaw{"script", "style",   "textarea", "title",
                                                          "xmp",    "noembed", "noframes"};
    if (std::none_of(kRaw.begin(), kRaw.end(), [&](std::string_view raw) { return same_letters(name, raw); })) return;
    for (to(html_.find("</", at_)); at_ < html_.size(); to(html_.find("</", at_ + 2))) {
      const std::string_view closing = html_.substr(at_ + 2, name.size());
      if (std::equal(closing.begin(), closing.end(), name.begin(), name.end(),
                     [](char a, char b) { return (a | 0x20) == (b | 0x20); }))
        return;
    }
  }

  std::string_view html_;
  std::size_t at_ = 0;
};

}  // namespace

bool has_absurdly_many_attributes(std::string_view html) {
  return html.size() > kHarmlessPage && TagCounter(html).finds_too_many_attributes();
}

}  // namespace gongkai::document
