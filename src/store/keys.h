// Personal data are sealed with a key of their case; the case's key is wrapped by the master key, which lies in a file
// outside the data folder. Destroying a case's key forgets its data wherever they were copied to, and leaves the events
// that tell what happened. A backup made before still holds the wrapped key: erasing is complete when such backups are
// gone, or when the master key that opened them was rotated and destroyed.
//
// What is sealed begins with two bytes that name algorithm and version: 1, 1 is AES-256-GCM with a nonce of 12 random
// bytes and a tag of 16. It is bound to its place by associated data ("case/17/applicant"): copied elsewhere it does
// not open.
#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/instant.h"
#include "base/result.h"
#include "store/blob.h"
#include "store/connection.h"
#include "store/store.h"

namespace gongkai::store {

/// The number of the record whose personal data share a key.
using CaseId = Id<struct CaseTag>;

/// 32 bytes of key; wiped when it goes.
class SecretKey {
 public:
  explicit SecretKey(std::string bytes);
  ~SecretKey();
  SecretKey(SecretKey&& other) noexcept;
  SecretKey& operator=(SecretKey&& other) noexcept;
  SecretKey(const SecretKey&) = delete;
  SecretKey& operator=(const SecretKey&) = delete;
  std::string_view bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

std::string seal(const SecretKey& key, std::string_view plain, std::string_view associated);
/// Fails with `key.cannot_open` (another key, another place, damaged) or `key.unknown_algorithm`.
Result<std::string> unseal(const SecretKey& key, std::string_view sealed, std::string_view associated);

/// The key above all keys of an installation.
class MasterKey {
 public:
  /// Makes a new key in `file`, readable by its owner alone. Fails with `key.inside_data_folder`, `key.exists`,
  /// `store.read_only`, `store.disk_full`.
  static Result<MasterKey> create(const std::filesystem::path& file, const std::filesystem::path& data_folder);
  /// Fails with `key.inside_data_folder`, `key.missing`, `key.open_to_others` when group or others may read it,
  /// `key.bad_file`.
  static Result<MasterKey> load(const std::filesystem::path& file, const std::filesystem::path& data_folder);

  const SecretKey& key() const { return key_; }
  /// Names the key without telling anything about it; stands beside whatever it wrapped.
  const std::string& name() const { return name_; }

 private:
  explicit MasterKey(SecretKey key);
  SecretKey key_;
  std::string name_;
};

/// The keys of one store. Threads may share it; keys that were used are not kept in memory.
class Keys {
 public:
  /// Makes the store's own keys the first time. Fails with `key.wrong_master` when another master key wrapped them.
  static Result<std::unique_ptr<Keys>> open(Store& store, MasterKey master);

  // ---- a case's personal data

  /// Makes the case's key when it has none. Fails with `key.destroyed`.
  Result<std::string> seal_for(Writing& writing, CaseId of, std::string_view plain, std::string_view place) const;
  /// Fails with `key.destroyed`, `key.none`, `key.cannot_open`.
  Result<std::string> open_for(Connection& connection, CaseId of, std::string_view sealed,
                               std::string_view place) const;
  /// Forgets the case's data for ever. Its row stays, and says when.
  void destroy(Writing& writing, CaseId of) const;
  bool is_destroyed(Connection& connection, CaseId of) const;

  // ---- an applicant's bytes

  /// Stores them sealed. The address is an HMAC over case and bytes: it does not tell who else holds the same file.
  Result<BlobAddress> put_blob(Writing& writing, CaseId of, std::string_view bytes) const;
  /// Fails as open_for() and Blobs::get().
  Result<std::string> get_blob(Connection& connection, CaseId of, const BlobAddress& address) const;

  // ---- searching for equality

  /// What is stored beside a sealed value so that the same value can be found: HMAC, hexadecimal. `field` keeps equal
  /// values of different fields apart. The caller brings the value into one form first.
  std::string index_of(std::string_view field, std::string_view value) const;

  /// Wraps all keys anew, in one act; what is sealed stays as it is. Afterwards only `next` opens the store.
  Failure rotate(MasterKey next);

 private:
  Keys(Store& store, std::shared_ptr<const MasterKey> master, SecretKey index_key, SecretKey address_key);
  Result<SecretKey> case_key(Connection& connection, CaseId of) const;

  struct Masters;  // the current one, and the one before while a rotation is under way
  std::shared_ptr<const Masters> masters() const;
  std::shared_ptr<const Masters> masters_;
  Store& store_;
  SecretKey index_key_;
  SecretKey address_key_;
};

}  // namespace gongkai::store
