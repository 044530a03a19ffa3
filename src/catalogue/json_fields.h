// Reads the JSON that this room wrote itself into its events. For the room's bodies only: it shows Boost.
#pragma once
#include <boost/json.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "base/civil_day.h"
#include "base/instant.h"
#include "base/result.h"
#include "catalogue/model.h"

namespace gongkai::catalogue {

/// The members of one object. A member that is not there reads as empty; one of another kind throws
/// std::runtime_error, which reading_json turns into an Error.
class JsonFields {
 public:
  explicit JsonFields(const boost::json::value& value) : object_(value.as_object()) {}

  std::string text(std::string_view name) const {
    const auto* value = object_.if_contains(name);
    return value == nullptr ? std::string() : std::string(std::string_view(value->as_string()));
  }
  std::int64_t integer(std::string_view name) const {
    const auto* value = object_.if_contains(name);
    return value == nullptr ? 0 : value->as_int64();
  }
  bool truth(std::string_view name) const {
    const auto* value = object_.if_contains(name);
    return value != nullptr && value->as_bool();
  }
  std::optional<CivilDay> day(std::string_view name) const {
    const std::string written = text(name);
    if (written.empty()) return std::nullopt;
    const auto read = CivilDay::parse(written);
    if (!read) throw std::runtime_error("no day: " + written);
    return read;
  }
  Instant instant(std::string_view name) const {
    const auto read = Instant::parse(text(name));
    if (!read) throw std::runtime_error("no instant: " + text(name));
    return *read;
  }
  /// By the function that reads the identifiers of an enumeration.
  template <class Enum>
  Enum one_of(std::string_view name, std::optional<Enum> (*read)(std::string_view)) const {
    const auto value = read(text(name));
    if (!value) throw std::runtime_error("unknown " + std::string(name) + ": " + text(name));
    return *value;
  }
  boost::json::array list(std::string_view name) const {
    const auto* value = object_.if_contains(name);
    return value == nullptr ? boost::json::array() : value->as_array();
  }
  const boost::json::value& at(std::string_view name) const { return object_.at(name); }

 private:
  const boost::json::object& object_;
};

/// read(parsed value), with whatever is thrown made `catalogue.bad_event`.
template <class Read>
auto reading_json(std::string_view what, std::string_view json, Read&& read)
    -> Result<std::invoke_result_t<Read, const boost::json::value&>> {
  try {
    return read(boost::json::parse(boost::json::string_view(json.data(), json.size())));
  } catch (const std::exception& failure) {
    return Error{"catalogue.bad_event",
                 {"事件记录读不出来，可能由更新的程序写成；请使用写入它的版本",
                  "an event cannot be read, perhaps a newer program wrote it; use the version that did"},
                 std::string(what) + ": " + failure.what()};
  }
}

Edition edition_from(const boost::json::value& value);

}  // namespace gongkai::catalogue
