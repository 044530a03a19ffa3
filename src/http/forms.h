// Forms, queries and cookies as browsers write them. Pure functions over hostile bytes; each is linear in its input.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/message.h"

namespace gongkai::http {

/// Fields and files that one form may have, and fields of one query.
inline constexpr std::size_t kMostFields = 1000;

/// application/x-www-form-urlencoded, and queries. False for broken escapes, bytes that are no UTF-8, NUL, and more
/// than kMostFields; then `fields` holds what came before.
bool read_urlencoded(std::string_view text, Fields& fields);

/// multipart/form-data (RFC 7578). `media_type` is the whole Content-Type with its boundary. False for whatever a
/// browser would not have written: no boundary, no last boundary, parts without a name, more than kMostFields parts,
/// names and values that are no UTF-8. Names of files lose their folders. A file field left empty gives no file.
bool read_multipart(std::string_view media_type, std::string_view body, Fields& fields,
                    std::vector<UploadedFile>& files);

/// The first cookie of this name in one Cookie header; a view into it.
std::optional<std::string_view> find_cookie(std::string_view header, std::string_view name);

/// "text/html" of "Text/HTML; charset=utf-8", in lower case.
std::string essence_of(std::string_view media_type);
bool equals_ignoring_case(std::string_view a, std::string_view b);

/// Fills form and files, or leaves the body, as the content type says. False: answer 400.
bool read_body(Request& request);

}  // namespace gongkai::http
