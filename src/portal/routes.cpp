#include "portal/routes.h"

#include "portal/portal.h"

namespace gongkai::portal {

Result<http::Router> routes(flows::Installation& installation, const PortalOptions& options) {
  auto words = law::PortalWords::load(installation.law());
  if (!words) return words.error();
  const auto portal = std::make_shared<const Portal>(installation, std::move(*words), options.path_prefix);
  http::Router router;
  add_page_routes(router, portal);
  add_search_routes(router, portal);
  add_file_routes(router, portal);
  add_data_routes(router, portal);
  add_preference_routes(router);
  return router;
}

}  // namespace gongkai::portal
