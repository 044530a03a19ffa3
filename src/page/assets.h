// The files of web/ as pages refer to them: under addresses that carry a fingerprint of their content, so that browsers
// may keep them for ever.
#pragma once
#include <string>
#include <string_view>

#include "page/url.h"

namespace gongkai::page {

struct Asset {
  std::string_view name;    ///< "portal.css"
  std::string path;         ///< "/assets/portal.3f1c9a0be2d4.css", without the prefix of the installation
  std::string_view bytes;   ///< live as long as the program
  std::string media_type;   ///< "text/css; charset=utf-8"
  std::string fingerprint;  ///< 12 hexadecimal digits; good as an ETag
};

/// What to send with an asset: its address never means other bytes.
inline constexpr std::string_view kAssetCaching = "public, max-age=31536000, immutable";

/// By the path of a request. Null when there is no such asset, or only with another fingerprint. Thread-safe.
const Asset* asset_at(std::string_view path);
/// By its name in web/. Null when there is none. Thread-safe.
const Asset* asset_named(std::string_view name);
/// The address of an asset for a page; the bare /assets/<name>, which nobody answers, when there is none.
Url asset_url(const UrlBase& base, std::string_view name);

}  // namespace gongkai::page
