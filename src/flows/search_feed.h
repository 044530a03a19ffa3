// Brings the search index up to what the store holds: the bridge between the change feed and the index.
#pragma once
#include <cstdint>

#include "base/result.h"
#include "search/index.h"

namespace gongkai::store {
class Store;
}

namespace gongkai::flows {

/// Takes the changes after the index's sequence, a part at a time, until there are none. From one thread at a time.
/// Whether anything that the public sees has changed.
Result<bool> follow_changes(store::Store& store, search::Index& index);

}  // namespace gongkai::flows
