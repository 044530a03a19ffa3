// The embedded files with their fingerprints, made once.
#include "page/assets.h"

#include <algorithm>
#include <vector>

#include "base/hash.h"
#include "page/embedded.h"

namespace gongkai::page {
namespace {

constexpr std::size_t kFingerprintDigits = 12;

struct MediaType {
  std::string_view ending, type;
};
constexpr MediaType kMediaTypes[] = {{".css", "text/css; charset=utf-8"},
                                     {".js", "text/javascript; charset=utf-8"},
                                     {".svg", "image/svg+xml"},
                                     {".png", "image/png"},
                                     {".ico", "image/x-icon"},
                                     {".webmanifest", "application/manifest+json"}};

/// The files that are for browsers, sorted by name; README.md is not.
std::vector<Asset> fingerprinted() {
  std::vector<Asset> assets;
  for (const EmbeddedFile& file : embedded_files()) {
    const auto dot = file.name.rfind('.');
    const std::string_view ending = dot == std::string_view::npos ? std::string_view() : file.name.substr(dot);
    const auto* type = std::find_if(std::begin(kMediaTypes), std::end(kMediaTypes),
                                    [&](const MediaType& candidate) { return candidate.ending == ending; });
    if (type == std::end(kMediaTypes)) continue;
    Asset asset;
    asset.name = file.name;
    asset.bytes = file.bytes;
    asset.media_type = type->type;
    asset.fingerprint = hex(sha256(file.bytes)).substr(0, kFingerprintDigits);
    asset.path = "/assets/" + std::string(file.name.substr(0, dot)) + "." + asset.fingerprint + std::string(ending);
    assets.push_back(std::move(asset));
  }
  return assets;
}

const std::vector<Asset>& all() {
  static const std::vector<Asset> assets = fingerprinted();
  return assets;
}

}  // namespace

const Asset* asset_at(std::string_view path) {
  const auto found = std::find_if(all().begin(), all().end(), [&](const Asset& asset) { return asset.path == path; });
  return found == all().end() ? nullptr : &*found;
}

const Asset* asset_named(std::string_view name) {
  const auto found = std::find_if(all().begin(), all().end(), [&](const Asset& asset) { return asset.name == name; });
  return found == all().end() ? nullptr : &*found;
}

Url asset_url(const UrlBase& base, std::string_view name) {
  const Asset* asset = asset_named(name);
  return asset ? base.path(asset->path) : base.to({"assets", name});
}

}  // namespace gongkai::page
