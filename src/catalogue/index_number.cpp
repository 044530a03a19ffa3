#include "catalogue/index_number.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace gongkai::catalogue {
namespace {

constexpr std::size_t kWidest = 12;

Error bad_template(std::string_view index_template) {
  return Error{
      "catalogue.bad_index_template",
      {fmt::format("索引号模板 {} 写法不对；请在机关资料中改为如 {{code}}/{{year}}-{{serial:05}}", index_template),
       fmt::format("the template of index numbers {} is not well made; write it like {{code}}/{{year}}-{{serial:05}} "
                   "in the agency's data",
                   index_template)},
      "index_no_template"};
}

/// 5 of "serial:05", 0 of "serial"; empty when it is neither.
std::optional<std::size_t> serial_width(std::string_view name) {
  if (name == "serial") return 0;
  if (!name.starts_with("serial:0")) return std::nullopt;
  name.remove_prefix(8);
  std::size_t width = 0;
  const auto read = std::from_chars(name.data(), name.data() + name.size(), width);
  if (read.ec != std::errc() || read.ptr != name.data() + name.size() || width > kWidest) return std::nullopt;
  return width;
}

}  // namespace

std::string IndexScope::number(std::int64_t serial) const {
  return fmt::format("{}{:0{}}{}", before, serial, width, after);
}

std::optional<std::int64_t> IndexScope::serial_of(std::string_view index_no) const {
  if (index_no.size() <= before.size() + after.size()) return std::nullopt;
  if (!index_no.starts_with(before) || !index_no.ends_with(after)) return std::nullopt;
  const std::string_view digits = index_no.substr(before.size(), index_no.size() - before.size() - after.size());
  if (digits.size() > kWidest ||
      !std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; }))
    return std::nullopt;
  std::int64_t serial = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), serial);
  return serial;
}

Result<IndexScope> index_scope(std::string_view index_template, std::string_view code, CivilDay day) {
  IndexScope scope;
  bool has_serial = false;
  for (std::size_t at = 0; at < index_template.size();) {
    std::string& side = has_serial ? scope.after : scope.before;
    if (index_template[at] != '{') {
      side += index_template[at++];
      continue;
    }
    const std::size_t close = index_template.find('}', at);
    if (close == std::string_view::npos) return bad_template(index_template);
    const std::string_view name = index_template.substr(at + 1, close - at - 1);
    at = close + 1;
    if (name == "code") {
      side += code;
    } else if (name == "year") {
      side += fmt::format("{:04}", day.year());
    } else if (name == "month") {
      side += fmt::format("{:02}", day.month());
    } else if (const auto width = serial_width(name); width && !has_serial) {
      scope.width = *width;
      has_serial = true;
    } else {
      return bad_template(index_template);
    }
  }
  // Without the year two years would share one number.
  if (!has_serial || index_template.find("{year}") == std::string_view::npos) return bad_template(index_template);
  return scope;
}

}  // namespace gongkai::catalogue
