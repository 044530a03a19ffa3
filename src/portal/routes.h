// The portal's addresses and what answers them. Thin: asks the installation, hands the answer to a page function.
#pragma once
#include <string>

#include "flows/installation.h"
#include "http/router.h"

namespace gongkai::portal {

struct PortalOptions {
  std::string path_prefix{};  ///< "/zfxxgk"; empty at the root
};

/// The installation must outlive the router. Fails with `law.bad_file`.
Result<http::Router> routes(flows::Installation& installation, const PortalOptions& options);

/// Which variant of a page a request asks for by its cookies (text size, elder mode, traditional script, contrast);
/// the page cache keeps variants apart by it.
std::string page_variant(const http::Request& request);

}  // namespace gongkai::portal
