// HTML from an editor, Word or another site made fit for a public page: only what is on a list stays.
//
// What stays: p, h2–h5 (h1 becomes h2, h6 h5), ul, ol, li, table with caption, rows, cells and their spans, blockquote,
// figure, figcaption, hr, br, strong, em, u, s, sub, sup, links (http, https, mailto, relative), pictures (http, https,
// relative, small data: ones of PNG, JPEG, GIF), and the classes align-center and align-right, made from styles.
// Everything else goes: what is hidden, runs or loads with its content, other elements with their tags only. The markup
// is written anew from a tree of our own, so it is balanced, and parses everywhere to the same tree.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace gongkai::document {

/// How much was left out, for the editor's warning.
struct Dropped {
  std::size_t scripts = 0;   ///< scripts, event attributes, addresses that would run a script
  std::size_t embedded = 0;  ///< frames, objects, media, forms and their fields, SVG, MathML: with what they hold
  std::size_t hidden = 0;    ///< elements that a style or attribute hides, with what they hold
  std::size_t links = 0;     ///< addresses of other kinds; the text stays
  std::size_t pictures = 0;  ///< pictures without a usable address
  std::size_t elements = 0;  ///< tags that are not on the list; the text stays
  std::size_t styles = 0;    ///< style and class attributes, style sheets; looks, not content
  std::size_t too_deep = 0;  ///< elements below the deepest nesting, with what they hold

  /// Something that a reader could miss is gone, not only looks.
  bool lost_content() const { return embedded + hidden + links + pictures + too_deep > 0; }
};

struct SanitisedHtml {
  std::string html;
  std::string plain_text;  ///< a line a paragraph or row, cells parted by tabs; pictures by their alternative text
  Dropped dropped;
  /// Larger than 8 MB, or the tree took too much memory or time: nothing came out. No answer for "empty".
  bool refused = false;
};

/// Any bytes; broken ones become U+FFFD. sanitise_html(x).html sanitised again is the same. Linear but for the parser,
/// whose time and memory are bounded. Thread-safe.
SanitisedHtml sanitise_html(std::string_view html);

/// Lines and blanks of a plain text as paragraphs.
std::string html_of_plain_text(std::string_view text);

}  // namespace gongkai::document
