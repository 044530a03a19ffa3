// Any bytes given to the sanitiser: what comes out is valid UTF-8, the same when sanitised again, and holds no script.
#include <cstdint>
#include <string_view>

#include "base/text.h"
#include "document/sanitised_html.h"
#include "whole_path.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace gongkai;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const document::SanitisedHtml once = document::sanitise_html(bytes);
  fuzz::require(is_valid_utf8(once.html) && is_valid_utf8(once.plain_text), "sanitised HTML is valid UTF-8");
  fuzz::require(once.html.find("<script") == std::string::npos, "no script comes through");
  fuzz::require(once.html.find("<!") == std::string::npos, "no comment comes through");
  const document::SanitisedHtml twice = document::sanitise_html(once.html);
  fuzz::require(!twice.refused, "sanitised HTML is not refused");
  fuzz::require(twice.html == once.html, "sanitised HTML stays as it is");
  fuzz::require(twice.plain_text == once.plain_text, "its plain text stays as it is");
  fuzz::require(twice.dropped.scripts == 0 && !twice.dropped.lost_content(), "nothing more is left out");
  return 0;
}
