// QR codes as pictures inside the page.
#pragma once
#include <string_view>

#include "page/html.h"

namespace gongkai::page {

/// Writes the QR code of `content` as inline SVG that screen readers call `title`; dark on light in every colour
/// scheme, with the quiet zone. Writes nothing when the content does not fit (some 2,000 bytes). About 0.2 ms.
void write_qr(Html& html, std::string_view content, std::string_view title);

}  // namespace gongkai::page
