// What a function returns that can fail in a correct program: the value, or an Error that says what
// happened, where, and what to do. Exceptions are for libraries; they are caught at the room's edge.
#pragma once
#include <cassert>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/wording.h"

namespace gongkai {

/// One reason why an act is not possible. `code` as in Error.
struct Reason {
  std::string code;
  Wording message;
  std::string where{};
};

/// `code` is stable and listed in docs/errors.md, e.g. "document.too_large". `message` is one sentence
/// that ends with what to do. `where` names the file, line or field, and may be empty.
struct Error {
  std::string code;
  Wording message;
  std::string where{};
  /// Of an act that was refused: every reason, in the order of importance (base/refusal.h). Else empty.
  std::vector<Reason> reasons{};
};

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  /// Asks for the value of a success; asking a failure is a bug of the caller.
  T& value() & {
    assert(ok());
    return *std::get_if<0>(&state_);
  }
  const T& value() const& {
    assert(ok());
    return *std::get_if<0>(&state_);
  }
  T&& value() && {
    assert(ok());
    return std::move(*std::get_if<0>(&state_));
  }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  const Error& error() const {
    assert(!ok());
    return *std::get_if<1>(&state_);
  }

 private:
  std::variant<T, Error> state_;
};

/// For acts without a value: empty means done.
using Failure = std::optional<Error>;

}  // namespace gongkai
