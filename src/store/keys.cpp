#include "store/keys.h"

#include <fmt/format.h>

#include "base/hash.h"
#include "store/failure.h"

namespace gongkai::store {
namespace {

constexpr std::string_view kIndexKey = "index";
constexpr std::string_view kAddressKey = "blob address";

std::string place_of(CaseId of) { return fmt::format("case key/{}", of.number); }
std::string place_of(std::string_view name) { return fmt::format("store key/{}", name); }
/// Binds what is sealed to its case, whatever the caller calls the place.
std::string place_in(CaseId of, std::string_view place) { return fmt::format("case/{}/{}", of.number, place); }

Error destroyed(CaseId of) {
  return {"key.destroyed",
          {"这个案件的个人信息已按规定清除，不能再查看",
           "the personal data of this case were erased for good and cannot be seen any more"},
          std::to_string(of.number)};
}
Error no_key(CaseId of) {
  return {
      "key.none", {"这个案件没有加密的个人信息", "this case has no sealed personal data"}, std::to_string(of.number)};
}
Error wrong_master(std::string_view wanted) {
  return {
      "key.wrong_master",
      {fmt::format("主密钥与数据不符，需要名为 {} 的主密钥；请检查路径", wanted),
       fmt::format("this is not the master key of these data, which need the one named {}; check the path", wanted)}};
}

void insert_store_key(Connection& connection, const MasterKey& master, std::string_view name, const SecretKey& key) {
  connection.execute("INSERT INTO store_key (name, master, wrapped) VALUES ($1, $2, $3)",
                     {name, master.name(), Bytes{seal(master.key(), key.bytes(), place_of(name))}});
}

Result<SecretKey> unwrap(const MasterKey& master, std::string_view wrapped_by, std::string_view wrapped,
                         std::string_view place) {
  if (wrapped_by != master.name()) return wrong_master(wrapped_by);
  auto bytes = unseal(master.key(), wrapped, place);
  if (!bytes) return bytes.error();
  return SecretKey(std::move(*bytes));
}

Result<SecretKey> store_key(Connection& connection, const MasterKey& master, std::string_view name) {
  const auto row = connection.first("SELECT master, wrapped FROM store_key WHERE name = $1", {name});
  if (!row) {
    SecretKey made(random_bytes(32));
    insert_store_key(connection, master, name, made);
    return made;
  }
  return unwrap(master, row->text(0), row->bytes(1), place_of(name));
}

}  // namespace

struct Keys::Masters {
  std::shared_ptr<const MasterKey> current;
  std::shared_ptr<const MasterKey> before;

  const MasterKey& that_wrapped(std::string_view name) const {
    return before && before->name() == name ? *before : *current;
  }
};

Keys::Keys(Store& store, std::shared_ptr<const MasterKey> master, SecretKey index_key, SecretKey address_key)
    : masters_(std::make_shared<const Masters>(Masters{std::move(master), nullptr})),
      store_(store),
      index_key_(std::move(index_key)),
      address_key_(std::move(address_key)) {}

std::shared_ptr<const Keys::Masters> Keys::masters() const { return std::atomic_load(&masters_); }

Result<std::unique_ptr<Keys>> Keys::open(Store& store, MasterKey master) {
  std::optional<SecretKey> index, address;
  const Result<bool> opened = store.write([&](Writing& writing) -> Result<bool> {
    for (const auto& [name, into] : {std::pair{kIndexKey, &index}, std::pair{kAddressKey, &address}}) {
      auto key = store_key(writing.connection(), master, name);
      if (!key) return key.error();
      into->emplace(std::move(*key));
    }
    return true;
  });
  if (!opened) return opened.error();
  return std::unique_ptr<Keys>(
      new Keys(store, std::make_shared<const MasterKey>(std::move(master)), std::move(*index), std::move(*address)));
}

Result<SecretKey> Keys::case_key(Connection& connection, CaseId of) const {
  const auto row = connection.first("SELECT master, wrapped FROM case_key WHERE case_id = $1", {of});
  if (!row) return no_key(of);
  if (row->is_null(1)) return destroyed(of);
  return unwrap(masters()->that_wrapped(row->text(0)), row->text(0), row->bytes(1), place_of(of));
}

Result<std::string> Keys::seal_for(Writing& writing, CaseId of, std::string_view plain, std::string_view place) const {
  auto key = case_key(writing.connection(), of);
  if (!key && key.error().code == "key.none") {
    const auto wrapping = masters()->current;
    key = SecretKey(random_bytes(32));
    writing.connection().execute("INSERT INTO case_key (case_id, master, wrapped) VALUES ($1, $2, $3)",
                                 {of, wrapping->name(), Bytes{seal(wrapping->key(), key->bytes(), place_of(of))}});
  }
  if (!key) return key.error();
  return seal(*key, plain, place_in(of, place));
}

Result<std::string> Keys::open_for(Connection& connection, CaseId of, std::string_view sealed,
                                   std::string_view place) const {
  const auto key = case_key(connection, of);
  if (!key) return key.error();
  return unseal(*key, sealed, place_in(of, place));
}

void Keys::destroy(Writing& writing, CaseId of) const {
  writing.connection().execute(
      "INSERT INTO case_key (case_id, master, wrapped, destroyed_at) VALUES ($1, '', NULL, $2)"
      " ON CONFLICT (case_id) DO UPDATE SET master = '', wrapped = NULL,"
      " destroyed_at = coalesce(case_key.destroyed_at, excluded.destroyed_at)",
      {of, writing.now()});
}

bool Keys::is_destroyed(Connection& connection, CaseId of) const {
  return connection.number("SELECT count(*) FROM case_key WHERE case_id = $1 AND wrapped IS NULL", {of}) != 0;
}

Result<BlobAddress> Keys::put_blob(Writing& writing, CaseId of, std::string_view bytes) const {
  const BlobAddress address{hex(hmac_sha256(address_key_.bytes(), fmt::format("{}:", of.number) + std::string(bytes)))};
  auto sealed = seal_for(writing, of, bytes, "blob/" + address.text);
  if (!sealed) return sealed.error();
  store_.blobs().put_as(writing, address, *sealed);
  return address;
}

Result<std::string> Keys::get_blob(Connection& connection, CaseId of, const BlobAddress& address) const {
  const auto sealed = store_.blobs().get(connection, address);
  if (!sealed) return sealed.error();
  return open_for(connection, of, *sealed, "blob/" + address.text);
}

std::string Keys::index_of(std::string_view field, std::string_view value) const {
  return hex(hmac_sha256(index_key_.bytes(), fmt::format("{}:{}:", field.size(), field) + std::string(value)));
}

Failure Keys::rotate(MasterKey next) {
  const auto old_master = masters()->current;
  const auto new_master = std::make_shared<const MasterKey>(std::move(next));
  const Result<bool> rotated = store_.write([&](Writing& writing) -> Result<bool> {
    Connection& connection = writing.connection();
    for (const Row& row : connection.query("SELECT name, master, wrapped FROM store_key ORDER BY name")) {
      const std::string place = place_of(row.text(0));
      const auto key = unwrap(*old_master, row.text(1), row.bytes(2), place);
      if (!key) return key.error();
      connection.execute("UPDATE store_key SET master = $2, wrapped = $3 WHERE name = $1",
                         {row.text(0), new_master->name(), Bytes{seal(new_master->key(), key->bytes(), place)}});
    }
    for (const Row& row :
         connection.query("SELECT case_id, master, wrapped FROM case_key WHERE wrapped IS NOT NULL ORDER BY case_id")) {
      const CaseId of = row.id<CaseTag>(0);
      const auto key = unwrap(*old_master, row.text(1), row.bytes(2), place_of(of));
      if (!key) return key.error();
      connection.execute("UPDATE case_key SET master = $2, wrapped = $3 WHERE case_id = $1",
                         {of, new_master->name(), Bytes{seal(new_master->key(), key->bytes(), place_of(of))}});
    }
    // Acts of the same commit wrap by the new key already; readers of the state before still need the old one.
    std::atomic_store(&masters_, std::make_shared<const Masters>(Masters{new_master, old_master}));
    return true;
  });
  const auto staying = rotated.ok() ? new_master : old_master;
  std::atomic_store(&masters_, std::make_shared<const Masters>(Masters{staying, rotated.ok() ? old_master : nullptr}));
  if (!rotated) return rotated.error();
  return std::nullopt;
}

}  // namespace gongkai::store
