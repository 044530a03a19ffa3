// Builds the demo city in a store, through the verbs of daily work and in the order of time.
//
//   Clock clock = Clock::frozen_at(demo::begin_of_demo());
//   auto installation = flows::Installation::open({.data_folder = folder, .create = true}, clock);
//   auto built = demo::build_demo((*installation)->store(), clock, (*installation)->law(), today);
#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "base/civil_day.h"
#include "base/instant.h"
#include "base/now.h"
#include "base/result.h"
#include "base/wording.h"
#include "law/source.h"

namespace gongkai::store {
class Store;
}

namespace gongkai::demo {

/// One account for each role.
struct DemoLogin {
  std::string role;  ///< as agency/model.h names it
  std::string account, password;
  Wording post;
};

struct DemoBuilt {
  bool was_there = false;  ///< the folder held this city for this day already; nothing was done
  std::size_t agencies = 0, items = 0, acts = 0;
  std::vector<DemoLogin> logins;
};

/// Before everything that happens in the city.
Instant begin_of_demo();

/// `clock` is the frozen one that the store was opened with; it goes through the three years and stands at 9:30 of
/// `today` in the end. The logins, with passwords drawn once, are kept in demo.txt of the data folder, readable by its
/// owner alone. Fails with `demo.needs_frozen_clock`, `demo.other_data` when the store holds something else, another
/// version or another day, `demo.half_built` when building was interrupted, and as DemoCity::build, the verbs and the
/// store do. Some 10 s.
Result<DemoBuilt> build_demo(store::Store& store, Clock clock, const law::LawSource& law, CivilDay today);

}  // namespace gongkai::demo
