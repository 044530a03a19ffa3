// Files of the data folder that hold large blobs: blobs/ab/<address>. What is there is whole and durable: bytes are
// written under another name, synced, renamed, and the folder is synced.
#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/hash.h"

namespace gongkai::store {

/// Threads may share it. Members throw StoreFailure: store.disk_full, store.read_only, store.broken.
class BlobFiles {
 public:
  explicit BlobFiles(std::filesystem::path data_folder) : folder_(std::move(data_folder) / "blobs") {}

  std::filesystem::path path_of(std::string_view address) const;
  void write(std::string_view address, std::string_view bytes) const;
  /// Nothing when there is no such file.
  std::optional<std::string> read(std::string_view address, std::uint64_t from, std::uint64_t count) const;
  void remove(std::string_view address) const;
  /// Unfinished files of a process that died. Only while no other writes.
  void remove_unfinished() const;

  /// Takes bytes in pieces under a passing name.
  class Unfinished {
   public:
    explicit Unfinished(const BlobFiles& files);
    ~Unfinished();
    Unfinished(const Unfinished&) = delete;
    Unfinished& operator=(const Unfinished&) = delete;
    void add(std::string_view bytes);
    /// Gives the file its name, durably.
    void finish_as(std::string_view address);

   private:
    const BlobFiles& files_;
    std::filesystem::path path_;
    int descriptor_ = -1;
  };

 private:
  void make_folder(const std::filesystem::path& folder) const;
  std::filesystem::path folder_;
};

}  // namespace gongkai::store
