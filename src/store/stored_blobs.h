// Blobs over the table `blob` and the files of the data folder.
#pragma once
#include <functional>
#include <memory>

#include "store/blob.h"
#include "store/blob_files.h"

namespace gongkai::store {

/// Blobs up to this size lie in the table: a commit costs less than a file.
constexpr std::size_t kLargestBlobInTable = 64 * 1024;

class StoredBlobs final : public Blobs {
 public:
  /// Runs an act in the store's writer.
  using Write = std::function<Failure(const std::function<void(Writing&)>&)>;
  StoredBlobs(std::filesystem::path data_folder, Write write);

  std::unique_ptr<BlobWriter> begin(std::uint64_t largest_size) override;
  BlobAddress put(Writing& writing, std::string_view bytes) override;
  void put_as(Writing& writing, const BlobAddress& address, std::string_view bytes) override;
  Result<std::string> get(Connection& connection, const BlobAddress& address) override;
  Result<std::string> get_range(Connection& connection, const BlobAddress& address, std::uint64_t from,
                                std::uint64_t count) override;
  std::optional<std::uint64_t> size(Connection& connection, const BlobAddress& address) override;
  void remove(Writing& writing, const BlobAddress& address) override;

  /// Files whose removal was committed go now; the writer calls it after its commits and once when the store opens.
  void remove_files(Connection& connection);
  /// Did an act since the last remove_files() ask for a removal?
  bool has_removals() const { return has_removals_; }

  const BlobFiles& files() const { return files_; }

 private:
  friend class BlobIntake;
  BlobFiles files_;
  Write write_;
  bool has_removals_ = false;  // the writer's thread alone
};

}  // namespace gongkai::store
