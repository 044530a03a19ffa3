// The identity of the invented city's site.
#pragma once
#include <string>

#include "publicview/types.h"

namespace gongkai::demo {

/// `address` as in PublicSite, e.g. "http://127.0.0.1:8080".
publicview::PublicSite demo_site(std::string address);

}  // namespace gongkai::demo
