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

Result<std::unique_ptr<store::Store>> open_store_to_read(const InstallationPlace& place) {
  auto store = open_store_of(place);
  if (store || store.error().code != "store.locked") return store;
  const auto configuration = configuration_of(place);
  if (!configuration) return configuration.error();
  auto clock = clock_of(place.now);
  if (!clock) return clock.error();
  return store::Store::open_beside({place.data, configuration->postgresql}, *clock);
}

}  // namespace gongkai::cli
