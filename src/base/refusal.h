// All reasons why an act is not possible, so that whoever is refused learns everything at once, and a page can say
// what is missing before a button is pressed.
//
//   Reasons not_possible;
//   if (name.empty()) not_possible.add("agency.name_missing", {"请填写名称", "give the name"}, "name");
//   if (taken) not_possible.add("agency.code_taken", {"代码已被使用，请换一个", "the code is taken; choose another"});
//   if (not_possible.any()) return not_possible.refusal();
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace gongkai {

class Reasons {
 public:
  /// `where` names the field, and may be empty.
  void add(std::string_view code, Wording message, std::string_view where = {}) {
    reasons_.push_back({std::string(code), std::move(message), std::string(where)});
  }
  void add(Reasons others) {
    for (Reason& reason : others.reasons_) reasons_.push_back(std::move(reason));
  }
  bool any() const { return !reasons_.empty(); }
  bool has(std::string_view code) const;
  const std::vector<Reason>& all() const { return reasons_; }

  /// The Error of an act that is refused: the code of the first reason, a message that says all of them, and the
  /// reasons one by one. Only when there are any.
  Error refusal() const;

 private:
  std::vector<Reason> reasons_;
};

}  // namespace gongkai
