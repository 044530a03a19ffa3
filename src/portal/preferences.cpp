#include "portal/routes.h"

#include <array>
#include <string_view>
#include <utility>

#include "portal/portal.h"

namespace gongkai::portal {
namespace {

using page::Preferences;

constexpr std::string_view kOn = "on";

Preferences::TextSize text_size_of(std::string_view value) {
  if (value == "small") return Preferences::TextSize::Small;
  if (value == "large") return Preferences::TextSize::Large;
  return Preferences::TextSize::Medium;
}

/// What /settings may set: the name of each cookie and its values. The first value is what holds without a cookie.
struct Setting {
  std::string_view name;
  std::array<std::string_view, 3> values;
};
constexpr std::array kSettings{Setting{"size", {"medium", "small", "large"}}, Setting{"elder", {"off", "on", ""}},
                               Setting{"script", {"simplified", "traditional", ""}},
                               Setting{"contrast", {"off", "on", ""}}};

/// Only a path of this site may be gone back to: never another host.
std::string safe_way_back(std::string_view back) {
  const bool is_path = back.starts_with('/') && !back.starts_with("//") && back.find('\\') == std::string_view::npos;
  for (const char c : back) {
    if (static_cast<unsigned char>(c) <= 0x20 || c == 0x7F) return "/";
  }
  return is_path ? std::string(back) : "/";
}

http::Response set_preference(const http::Request& request) {
  constexpr std::int64_t kOneYear = 365 * 24 * 3600;
  http::Response response = http::Response::see_other(safe_way_back(request.query.text("back")));
  for (const Setting& setting : kSettings) {
    const auto wanted = request.query.get(setting.name);
    if (!wanted || wanted->empty()) continue;
    for (const std::string_view value : setting.values) {
      if (value != *wanted) continue;
      const bool is_usual = value == setting.values.front();
      response.cookies.push_back(
          {std::string(setting.name), is_usual ? "" : std::string(value), is_usual ? 0 : kOneYear});
    }
  }
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

}  // namespace

Preferences preferences_of(const http::Request& request) {
  Preferences preferences;
  preferences.text_size = text_size_of(request.cookie("size"));
  preferences.elder = request.cookie("elder") == kOn;
  preferences.traditional = request.cookie("script") == "traditional";
  preferences.high_contrast = request.cookie("contrast") == kOn;
  return preferences;
}

std::string page_variant(const http::Request& request) {
  const Preferences preferences = preferences_of(request);
  std::string variant(4, '-');
  if (preferences.text_size == Preferences::TextSize::Small) variant[0] = 's';
  if (preferences.text_size == Preferences::TextSize::Large) variant[0] = 'l';
  if (preferences.elder) variant[1] = 'e';
  if (preferences.traditional) variant[2] = 't';
  if (preferences.high_contrast) variant[3] = 'c';
  return variant;
}

void add_preference_routes(http::Router& router) { router.get("/settings", set_preference); }

}  // namespace gongkai::portal
