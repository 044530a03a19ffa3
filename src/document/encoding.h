// Which encoding a file of text really has, and its text as UTF-8.
#pragma once
#include <string>
#include <string_view>

namespace gongkai::document {

struct DecodedText {
  std::string owned;       ///< UTF-8, where the bytes had to be changed
  std::string_view given;  ///< the bytes as given, where they were good UTF-8 already; they must outlive this
  std::string encoding;    ///< "UTF-8", "GB18030", "UTF-16LE", "UTF-16BE"
  std::size_t broken = 0;  ///< places where bytes belonged to no character; each became U+FFFD
  bool declared_wrongly = false;

  std::string_view text() const { return given.empty() ? std::string_view(owned) : given; }
};

/// Trusts the bytes more than the declaration: pages of the GB family that say UTF-8, and the reverse, are common.
/// `declared` is the label from a meta tag or empty. Never fails: text that fits no encoding comes out with `broken`.
DecodedText decode(std::string_view bytes, std::string_view declared);

/// The charset label in the first 4 KB of an HTML file: <meta charset> or http-equiv; empty when there is none.
std::string declared_charset(std::string_view bytes);

}  // namespace gongkai::document
