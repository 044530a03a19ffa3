// Where the public forms come from: the store of an installation. Only flows includes this; the faces see Views.
#pragma once
#include <memory>

#include "law/source.h"
#include "publicview/views.h"

namespace gongkai::store {
class Store;
}

namespace gongkai::publicview {

/// The store must outlive the views. Fails with `law.bad_file`.
Result<std::unique_ptr<Views>> open_views(store::Store& store, const law::LawSource& law);

}  // namespace gongkai::publicview
