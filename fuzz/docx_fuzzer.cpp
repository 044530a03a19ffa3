// Any bytes given to the DOCX reader end in a Document or an Error. Since a fuzzer rarely makes a good ZIP, bytes that
// begin with no ZIP signature are also packed as the main part, with styles and numbering, of a file that is one.
#include <zip.h>

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "document/read.h"

namespace {

using namespace gongkai;
using namespace gongkai::document;

void require(bool holds) {
  if (!holds) std::abort();
}

/// Touches all that a reader of the document would.
void look_at(const Result<Document>& result) {
  if (!result) {
    require(!result.error().code.empty() && !result.error().message.zh.empty() && !result.error().message.en.empty());
    return;
  }
  std::size_t seen = 0;
  auto look = [&](Slice slice) {
    require(std::size_t{slice.begin} + slice.size <= result->text.size());
    seen += slice.size;
  };
  for (const Block& block : result->blocks) {
    if (block.kind == Block::Kind::Paragraph) {
      look(result->paragraphs.at(block.index).text);
      continue;
    }
    const Grid& grid = result->grids.at(block.index);
    for (std::uint32_t row = 0; row < grid.rows; ++row) {
      for (std::uint16_t column = 0; column < grid.columns; ++column) {
        const Cell* cell = grid.at(row, column);
        if (cell == nullptr) continue;
        require(cell->row <= row && row < cell->row + cell->rowspan);
        look(cell->text);
      }
    }
  }
}

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
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  Limits limits;
  limits.most_unpacked_bytes = 4u << 20;
  limits.most_cells = 20'000;
  limits.most_slots = 200'000;
  look_at(read_docx(bytes, "fuzz.docx", limits));
  if (!bytes.starts_with("PK")) look_at(read_docx(packed(bytes), "fuzz.docx", limits));
  return 0;
}
