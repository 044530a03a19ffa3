#include "store/stored_blobs.h"

#include <fmt/format.h>

#include "store/failure.h"
#include "store/store.h"

namespace gongkai::store {
namespace {

Error missing(const BlobAddress& address) {
  return {"blob.missing",
          {"找不到这份文件的内容；请用 gongkai doctor 检查，并从备份恢复",
           "the bytes of this file are not there; run gongkai doctor and restore them from a backup"},
          address.text};
}
Error removed(const BlobAddress& address) {
  return {"blob.missing",
          {"这份文件的内容已按规定清除，不能再取得", "the bytes of this file were removed for good"},
          address.text};
}
Error damaged(const BlobAddress& address) {
  return {
      "blob.damaged",
      {"这份文件的内容已损坏（校验值不符）；请检查磁盘，并从备份恢复",
       "the bytes of this file are damaged (they no longer have their fingerprint); check the disk and restore them "
       "from a backup"},
      address.text};
}
Error too_large(std::uint64_t largest) {
  return {"blob.too_large",
          {fmt::format("文件超过 {} MB 的上限；请压缩或拆分后再上传", largest >> 20),
           fmt::format("the file is larger than the limit of {} MB; make it smaller or split it", largest >> 20)}};
}

bool is_there(Connection& connection, const BlobAddress& address) {
  return connection.number("SELECT count(*) FROM blob WHERE address = $1 AND place IN ('row', 'file')",
                           {address.text}) != 0;
}

/// Also where removed bytes come back.
void write_row(Connection& connection, const BlobAddress& address, const Sha256& hash, std::uint64_t size,
               std::string_view place, Value content) {
  connection.execute(
      "INSERT INTO blob (address, sha256, size, place, content) VALUES ($1, $2, $3, $4, $5)"
      " ON CONFLICT (address) DO UPDATE SET sha256 = excluded.sha256, size = excluded.size,"
      " place = excluded.place, content = excluded.content",
      {address.text, hex(hash), static_cast<std::int64_t>(size), place, std::move(content)});
}

}  // namespace

/// Keeps what comes in in memory as long as it may lie in the table, then in a file.
class BlobIntake final : public BlobWriter {
 public:
  BlobIntake(StoredBlobs& blobs, std::uint64_t largest) : blobs_(blobs), largest_(largest) {}

  Failure add(std::string_view piece) override {
    if (size_ + piece.size() > largest_) return too_large(largest_);
    try {
      hash_.add(piece);
      size_ += piece.size();
      if (!file_) {
        held_ += piece;
        if (held_.size() > kLargestBlobInTable) {
          file_ = std::make_unique<BlobFiles::Unfinished>(blobs_.files());
          file_->add(held_);
          held_.clear();
        }
      } else {
        file_->add(piece);
      }
    } catch (const StoreFailure& failure) { return failure.error(); }
    return std::nullopt;
  }

  Result<BlobAddress> finish() override {
    const Sha256 hash = hash_.finish();
    const BlobAddress address{hex(hash)};
    try {
      const Failure failure = blobs_.write_([&](Writing& writing) {
        if (is_there(writing.connection(), address)) return;
        if (file_) file_->finish_as(address.text);
        write_row(writing.connection(), address, hash, size_, file_ ? "file" : "row",
                  file_ ? Value() : Value(Bytes{held_}));
      });
      if (failure) return *failure;
    } catch (const StoreFailure& failure) { return failure.error(); }
    return address;
  }

 private:
  StoredBlobs& blobs_;
  std::uint64_t largest_;
  std::uint64_t size_ = 0;
  Sha256Stream hash_;
  std::string held_;
  std::unique_ptr<BlobFiles::Unfinished> file_;
};

StoredBlobs::StoredBlobs(std::filesystem::path data_folder, Write write)
    : files_(std::move(data_folder)), write_(std::move(write)) {}

std::unique_ptr<BlobWriter> StoredBlobs::begin(std::uint64_t largest_size) {
  return std::make_unique<BlobIntake>(*this, largest_size);
}

BlobAddress StoredBlobs::put(Writing& writing, std::string_view bytes) {
  BlobAddress address{hex(sha256(bytes))};
  put_as(writing, address, bytes);
  return address;
}

void StoredBlobs::put_as(Writing& writing, const BlobAddress& address, std::string_view bytes) {
  if (is_there(writing.connection(), address)) return;
  const bool in_table = bytes.size() <= kLargestBlobInTable;
  if (!in_table) files_.write(address.text, bytes);
  write_row(writing.connection(), address, sha256(bytes), bytes.size(), in_table ? "row" : "file",
            in_table ? Value(Bytes{std::string(bytes)}) : Value());
}

Result<std::string> StoredBlobs::get(Connection& connection, const BlobAddress& address) {
  const std::optional<Row> row =
      connection.first("SELECT place, content, sha256, size FROM blob WHERE address = $1", {address.text});
  if (!row) return missing(address);
  const std::string& place = row->text(0);
  if (place != "row" && place != "file") return removed(address);
  std::optional<std::string> bytes;
  if (place == "row") {
    bytes = row->bytes(1);
  } else {
    bytes = files_.read(address.text, 0, static_cast<std::uint64_t>(row->integer(3)) + 1);
  }
  if (!bytes) return missing(address);
  if (hex(sha256(*bytes)) != row->text(2)) return damaged(address);
  return std::move(*bytes);
}

Result<std::string> StoredBlobs::get_range(Connection& connection, const BlobAddress& address, std::uint64_t from,
                                           std::uint64_t count) {
  const std::optional<Row> row = connection.first("SELECT place, size FROM blob WHERE address = $1", {address.text});
  if (!row) return missing(address);
  if (row->text(0) == "row") {
    const auto size = static_cast<std::uint64_t>(row->integer(1));
    if (from >= size) return std::string();
    return connection
        .first("SELECT substr(content, CAST($2 AS INTEGER), CAST($3 AS INTEGER)) FROM blob WHERE address = $1",
               {address.text, static_cast<std::int64_t>(from) + 1,
                static_cast<std::int64_t>(std::min(count, size - from))})
        ->bytes(0);
  }
  if (row->text(0) != "file") return removed(address);
  auto bytes = files_.read(address.text, from, count);
  if (!bytes) return missing(address);
  return std::move(*bytes);
}

std::optional<std::uint64_t> StoredBlobs::size(Connection& connection, const BlobAddress& address) {
  const std::optional<Row> row =
      connection.first("SELECT size FROM blob WHERE address = $1 AND place IN ('row', 'file')", {address.text});
  if (!row) return std::nullopt;
  return static_cast<std::uint64_t>(row->integer(0));
}

void StoredBlobs::remove(Writing& writing, const BlobAddress& address) {
  const std::int64_t changed = writing.connection().execute(
      "UPDATE blob SET place = CASE place WHEN 'file' THEN 'removing' ELSE 'removed' END, content = NULL"
      " WHERE address = $1 AND place IN ('row', 'file')",
      {address.text});
  if (changed != 0) has_removals_ = true;
}

void StoredBlobs::remove_files(Connection& connection) {
  has_removals_ = false;
  for (const Row& row : connection.query("SELECT address FROM blob WHERE place = 'removing' ORDER BY address")) {
    files_.remove(row.text(0));
    connection.execute("UPDATE blob SET place = 'removed' WHERE address = $1 AND place = 'removing'", {row.text(0)});
  }
}

}  // namespace gongkai::store
