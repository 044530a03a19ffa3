#include "base/refusal.h"

#include <algorithm>
#include <cassert>

namespace gongkai {

bool Reasons::has(std::string_view code) const {
  return std::any_of(reasons_.begin(), reasons_.end(), [&](const Reason& reason) { return reason.code == code; });
}

Error Reasons::refusal() const {
  assert(any());
  Error error{reasons_.front().code, {}, reasons_.front().where, reasons_};
  for (const Reason& reason : reasons_) {
    if (!error.message.zh.empty()) {
      error.message.zh += "；";
      error.message.en += "; ";
    }
    error.message.zh += reason.message.zh;
    error.message.en += reason.message.en;
  }
  return error;
}

}  // namespace gongkai
