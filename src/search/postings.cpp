// Writing of posting lists, and what is said of damaged ones.
#include "search/postings.h"

#include "search/database.h"

namespace gongkai::search {

void append_number(std::string& out, std::uint64_t number) {
  for (; number >= 0x80; number >>= 7U) out += static_cast<char>(0x80U | (number & 0x7FU));
  out += static_cast<char>(number);
}

void ByteReader::fail() { throw DatabaseFailure(SQLITE_CORRUPT, "a posting list ends too early"); }

void PostingList::add(DocumentNumber number, std::string_view positions, bool several) {
  append_number(bytes_, (static_cast<std::uint64_t>(number - last_) << 1U) | (several ? 1U : 0U));
  if (several) append_number(bytes_, positions.size());
  bytes_.append(positions);
  last_ = number;
}

}  // namespace gongkai::search
