// Which addresses of links and pictures may stand on a public page, and in which spelling.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace gongkai::document {

/// http, https, mailto and relative addresses up to 2,048 bytes. Empty for others, among them every spelling of
/// javascript:.
std::optional<std::string> link_address(std::string_view written);
/// http, https and relative addresses, and data: of PNG, JPEG or GIF up to 256 KB.
std::optional<std::string> picture_address(std::string_view written);
/// Would a browser run what stands behind this address?
bool runs_a_script(std::string_view written);

}  // namespace gongkai::document
