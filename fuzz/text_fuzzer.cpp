// Any bytes given to the reader of plain text and Markdown go the whole way.
#include <cstdint>

#include "whole_path.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace gongkai;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  // Markdown is told by its name: bytes with a bar are tried as both.
  const auto& path = fuzz::WholePath::get();
  path.run(document::read_text(bytes, "fuzz.txt", fuzz::small_limits()), "fuzz.txt");
  if (bytes.find('|') != std::string_view::npos) path.run(document::read_text(bytes, "fuzz.md", fuzz::small_limits()), "fuzz.md");
  return 0;
}
