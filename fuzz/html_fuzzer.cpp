// Any bytes given to the HTML reader, and to the door that tells kinds apart, go the whole way.
#include <cstdint>

#include "whole_path.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace gongkai;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto& path = fuzz::WholePath::get();
  path.run(document::read_html(bytes, "fuzz.html", fuzz::small_limits()), "fuzz.html");
  if (bytes.find('<') == std::string_view::npos) path.run(document::read(bytes, "fuzz.html", fuzz::small_limits()), "fuzz.html");
  return 0;
}
