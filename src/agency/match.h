// One function out of several lambdas, for std::visit.
#pragma once

namespace gongkai::agency {

template <class... Cases>
struct Match : Cases... {
  using Cases::operator()...;
};
template <class... Cases>
Match(Cases...) -> Match<Cases...>;

}  // namespace gongkai::agency
