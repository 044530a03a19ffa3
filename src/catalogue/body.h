// The body of an edition: HTML fit for a public page, and its plain text.
#pragma once
#include <string>
#include <string_view>

#include "base/result.h"

namespace gongkai::catalogue {

struct Body {
  std::string html;
  std::string text;  ///< a paragraph a line
};

/// Only harmless markup is left (document/sanitised_html.h). Fails with `document.too_complex`.
Result<Body> body_of_html(std::string_view html);
/// Every line that is not blank becomes a paragraph.
Body body_of_text(std::string_view text);
/// The first sentences, at most about a hundred characters, without a repetition of the title at the beginning.
std::string summary_of(std::string_view text, std::string_view title);

/// What can be read from a file for the search: the text, or the code of the error why not.
struct FileText {
  std::string text, unread;
};
FileText text_of_file(std::string_view bytes, std::string_view name);
/// By the ending of the name; application/octet-stream when it is not known.
std::string media_type_of(std::string_view name);

}  // namespace gongkai::catalogue
