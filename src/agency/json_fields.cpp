#include "agency/json_fields.h"

#include <fmt/format.h>

namespace gongkai::agency {

JsonFields JsonFields::parse(std::string_view json) {
  JsonFields fields;
  boost::system::error_code failed;
  boost::json::value value = boost::json::parse({json.data(), json.size()}, failed);
  if (failed || !value.is_object()) {
    fields.note("{}");
  } else {
    fields.object_ = std::move(value.as_object());
  }
  return fields;
}

std::string JsonFields::text(std::string_view key) {
  const boost::json::value* value = find(key);
  if (value == nullptr) return {};
  if (!value->is_string()) {
    note(key);
    return {};
  }
  return std::string(value->as_string());
}

std::int64_t JsonFields::integer(std::string_view key) {
  const boost::json::value* value = find(key);
  if (value == nullptr) return 0;
  if (!value->is_int64()) {
    note(key);
    return 0;
  }
  return value->as_int64();
}

bool JsonFields::truth(std::string_view key) {
  const boost::json::value* value = find(key);
  if (value == nullptr) return false;
  if (!value->is_bool()) {
    note(key);
    return false;
  }
  return value->as_bool();
}

CivilDay JsonFields::day(std::string_view key) {
  const auto day = CivilDay::parse(text(key));
  if (!day) note(key);
  return day.value_or(CivilDay{});
}

std::optional<CivilDay> JsonFields::optional_day(std::string_view key) {
  if (text(key).empty()) return std::nullopt;
  return day(key);
}

JsonFields JsonFields::inner(std::string_view key) {
  JsonFields fields;
  const boost::json::value* value = find(key);
  if (value == nullptr) return fields;
  if (value->is_object()) {
    fields.object_ = value->as_object();
  } else {
    note(key);
  }
  return fields;
}

const boost::json::array& JsonFields::array(std::string_view key) {
  const boost::json::value* value = find(key);
  if (value == nullptr) return none_;
  if (!value->is_array()) {
    note(key);
    return none_;
  }
  return value->as_array();
}

Failure JsonFields::finish(std::string_view where) const {
  if (problem_.empty()) return std::nullopt;
  return Error{"agency.unreadable_event",
               {fmt::format("记录中的“{}”无法读取；请用备份核对数据", problem_),
                fmt::format("member “{}” of a record cannot be read; compare the data with a backup", problem_)},
               std::string(where)};
}

}  // namespace gongkai::agency
