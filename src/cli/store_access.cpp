#include "cli/store_access.h"

#include "cli/serving.h"

namespace gongkai::cli {

Result<std::unique_ptr<store::Store>> open_store_of(const InstallationPlace& place) {
  const auto configuration = configuration_of(place);
  if (!configuration) return configuration.error();
  auto clock = clock_of(place.now);
  if (!clock) return clock.error();
  return store::Store::open({place.data, configuration->postgresql}, *clock);
}

}  // namespace gongkai::cli
