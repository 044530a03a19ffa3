// Bytes of any size by their own fingerprint: texts of editions, attachments, pictures.
// Small ones lie in the database (one commit with the act that needs them), large ones in files of the data folder.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/hash.h"
#include "base/result.h"
#include "store/connection.h"

namespace gongkai::store {

class Writing;

/// Lower-case hexadecimal SHA-256 of the bytes; for applicants' bytes an HMAC, so that the name tells nothing.
struct BlobAddress {
  std::string text;
  bool operator==(const BlobAddress&) const = default;
};

/// Takes bytes in pieces; a file that is not finished disappears with this object.
class BlobWriter {
 public:
  virtual ~BlobWriter() = default;
  /// Fails with `store.disk_full` or `blob.too_large`.
  virtual Failure add(std::string_view piece) = 0;
  /// Makes the bytes durable. Whoever needs them names the address in an act; `gongkai doctor` finds what nobody names.
  virtual Result<BlobAddress> finish() = 0;
};

/// Threads may share it.
class Blobs {
 public:
  virtual ~Blobs() = default;
  virtual std::unique_ptr<BlobWriter> begin(std::uint64_t largest_size) = 0;
  /// For bytes at hand, within an act: stored with its commit. The same bytes are stored once.
  virtual BlobAddress put(Writing& writing, std::string_view bytes) = 0;
  /// Under a given address (an applicant's bytes: sealed, under their HMAC; store/keys.h). Nothing happens when the
  /// address is there already.
  virtual void put_as(Writing& writing, const BlobAddress& address, std::string_view bytes) = 0;
  /// Fails with `blob.missing`, or `blob.damaged` when the bytes no longer have their fingerprint.
  virtual Result<std::string> get(Connection& connection, const BlobAddress& address) = 0;
  /// A part, for large files and ranges; not verified.
  virtual Result<std::string> get_range(Connection& connection, const BlobAddress& address, std::uint64_t from,
                                        std::uint64_t count) = 0;
  virtual std::optional<std::uint64_t> size(Connection& connection, const BlobAddress& address) = 0;
  /// Removes the bytes for good (purge). The address stays known as removed.
  virtual void remove(Writing& writing, const BlobAddress& address) = 0;
};

}  // namespace gongkai::store
