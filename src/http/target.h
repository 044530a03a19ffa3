// The target of a request, taken apart: path and query, decoded strictly.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "http/message.h"

namespace gongkai::http {

/// "%E4%BD%A0" → "你". Empty when a '%' is not followed by two hexadecimal digits, and when the bytes that come out are
/// no UTF-8 or hold a NUL. `plus_is_blank` as in forms and queries.
std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_blank);
/// Fit for one segment of a path, or a value of a query: all but letters, digits and "-._~" is escaped.
std::string percent_encoded(std::string_view text);
/// The same for a whole path: '/' stays.
std::string percent_encoded_path(std::string_view path);

/// Whether a decoded path names nothing outside its folder and means the same to everybody: begins with '/', no empty,
/// "." or ".." segment, no backslash, no control character, UTF-8.
bool is_plain_path(std::string_view decoded_path);

/// The part of a target that names path and query on this server: of "http://host/a?b" it is "/a?b". Empty for what no
/// server but a proxy is asked.
std::string_view origin_form(std::string_view target);

enum class TargetReading { Good, Bad, OutsidePrefix, PrefixWithoutSlash };

/// Fills `path` and `query` of the request from its `target`. An encoded slash is a slash: "/a%2Fb" is "/a/b".
TargetReading read_target(Request& request, std::string_view prefix);

}  // namespace gongkai::http
