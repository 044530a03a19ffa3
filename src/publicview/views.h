// Makes the public forms. Nothing reaches a public page, feed or file but through here.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "publicview/types.h"

namespace gongkai::publicview {

struct PublicFile {
  std::string name, media_type;
  std::uint64_t size = 0;
  std::string address_of_bytes;
};

using ItemOrTombstone = std::variant<PublicItem, PublicTombstone>;

/// Reads of the public face. Thread-safe; each call sees one state of the store.
/// An empty optional means: there is no such thing. Errors are the store's.
class Views {
 public:
  virtual ~Views() = default;
  virtual Result<std::vector<PublicAgency>> agencies() const = 0;  ///< in the order of the directory, active ones first
  virtual Result<std::optional<PublicAgency>> agency(std::string_view code) const = 0;
  /// The trees of columns, with counts for the agency (empty code: whole city).
  virtual Result<std::vector<PublicColumn>> columns(std::string_view agency) const = 0;
  /// From the top down to the column; empty when there is none.
  virtual Result<std::vector<PublicColumn>> column_path(std::string_view column) const = 0;
  virtual Result<ListPage> list(const ListQuestion& question) const = 0;
  virtual Result<std::optional<ItemOrTombstone>> item(std::int64_t id) const = 0;
  /// The item that was imported from this old address.
  virtual Result<std::optional<std::int64_t>> item_of_old_address(std::string_view address) const = 0;
  virtual Result<std::optional<PublicFile>> file(std::int64_t item, int number) const = 0;
  virtual Result<std::string> file_bytes(const PublicFile& file, std::uint64_t from, std::uint64_t count) const = 0;
  /// For the sitemap: ids with the instant of their last change, by id, after `after`, at most `limit`.
  struct SitemapEntry {
    std::int64_t item;
    Instant changed_at;
  };
  virtual Result<std::vector<SitemapEntry>> sitemap(std::int64_t after, int limit) const = 0;
};

}  // namespace gongkai::publicview
