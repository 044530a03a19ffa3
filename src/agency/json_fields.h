// Reads the members of a JSON object that this room wrote, and remembers the first that is not as it should be.
// A member that is absent is empty: members are added over the years, and old bodies stay readable.
#pragma once
#include <boost/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/civil_day.h"
#include "base/id.h"
#include "base/result.h"

namespace gongkai::agency {

/// Must not outlive the text's JsonFields that it came from. Not for several threads.
class JsonFields {
 public:
  /// What is no object is noted as a problem.
  static JsonFields parse(std::string_view json);

  bool has(std::string_view key) const { return object_.contains(key); }
  std::string text(std::string_view key);
  std::int64_t integer(std::string_view key);
  bool truth(std::string_view key);
  CivilDay day(std::string_view key);
  std::optional<CivilDay> optional_day(std::string_view key);
  template <class IdType>
  IdType id(std::string_view key) {
    return IdType{integer(key)};
  }
  template <class IdType>
  std::vector<IdType> ids(std::string_view key) {
    std::vector<IdType> answer;
    for (const boost::json::value& each : array(key)) {
      if (each.is_int64()) {
        answer.push_back(IdType{each.as_int64()});
      } else {
        note(key);
      }
    }
    return answer;
  }
  /// `read(JsonFields&)` for each object of a list.
  template <class Read>
  void each(std::string_view key, Read&& read) {
    for (const boost::json::value& value : array(key)) {
      JsonFields fields;
      if (value.is_object()) {
        fields.object_ = value.as_object();
      } else {
        note(key);
      }
      read(fields);
      if (!fields.problem_.empty()) note(fields.problem_);
    }
  }
  /// The members of an object within.
  JsonFields inner(std::string_view key);
  void note(std::string_view key) {
    if (problem_.empty()) problem_ = std::string(key);
  }
  /// Takes over the problem of inner fields.
  void join(const JsonFields& inner) {
    if (!inner.problem_.empty()) note(inner.problem_);
  }

  /// `agency.unreadable_event` that names the first member that was wrong.
  Failure finish(std::string_view where) const;

 private:
  const boost::json::array& array(std::string_view key);
  const boost::json::value* find(std::string_view key) const { return object_.if_contains(key); }

  boost::json::object object_;
  boost::json::array none_;
  std::string problem_;
};

}  // namespace gongkai::agency
