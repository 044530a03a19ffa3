#include "catalogue/old_address.h"

namespace gongkai::catalogue {

std::string_view path_of_address(std::string_view address) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!address.starts_with(scheme)) continue;
    const std::size_t path = address.find('/', scheme.size());
    return path == std::string_view::npos ? "/" : address.substr(path);
  }
  return address;
}

}  // namespace gongkai::catalogue
