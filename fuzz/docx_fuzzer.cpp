// Any bytes given to the DOCX reader go the whole way. Since a fuzzer rarely makes a good ZIP, bytes that
// begin with no ZIP signature are also packed as the main part, with styles and numbering, of a file that is one.
#include <zip.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "whole_path.h"

namespace {

/// Parts are parted by a byte that no XML holds.
std::string packed(std::string_view parts) {
  static constexpr const char* kNames[] = {"word/document.xml", "word/styles.xml", "word/numbering.xml", "docProps/core.xml"};
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_t* zip = zip_open_from_source(target, ZIP_TRUNCATE, &error);
  zip_source_keep(target);
  for (const char* name : kNames) {
    const std::size_t end = parts.find('\x01');
    const std::string_view part = parts.substr(0, end);
    const zip_int64_t index = zip_file_add(zip, name, zip_source_buffer(zip, part.data(), part.size(), 0), 0);
    zip_set_file_compression(zip, static_cast<zip_uint64_t>(index), ZIP_CM_STORE, 0);
    if (end == std::string_view::npos) break;
    parts.remove_prefix(end + 1);
  }
  zip_close(zip);
  zip_stat_t about;
  zip_source_stat(target, &about);
  std::string bytes(about.size, '\0');
  zip_source_open(target);
  zip_source_read(target, bytes.data(), bytes.size());
  zip_source_close(target);
  zip_source_free(target);
  zip_error_fini(&error);
  return bytes;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace gongkai;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto& path = fuzz::WholePath::get();
  path.run(document::read_docx(bytes, "fuzz.docx", fuzz::small_limits()), "fuzz.docx");
  if (!bytes.starts_with("PK")) path.run(document::read_docx(packed(bytes), "fuzz.docx", fuzz::small_limits()), "fuzz.docx");
  return 0;
}
