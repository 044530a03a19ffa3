// AES-256-GCM by OpenSSL: what is sealed names algorithm and version, then nonce, ciphertext, tag.
#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <memory>
#include <new>

#include "base/hash.h"
#include "store/keys.h"

namespace gongkai::store {
namespace {

constexpr char kAes256Gcm = 1;
constexpr char kVersion = 1;
constexpr std::size_t kHead = 2, kNonce = 12, kTag = 16, kKey = 32;

struct FreeCipher {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using Cipher = std::unique_ptr<EVP_CIPHER_CTX, FreeCipher>;

Cipher new_cipher() {
  Cipher cipher(EVP_CIPHER_CTX_new());
  if (!cipher) throw std::bad_alloc();
  return cipher;
}

const unsigned char* in(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }
unsigned char* out(std::string& bytes, std::size_t from = 0) {
  return reinterpret_cast<unsigned char*>(bytes.data()) + from;
}
int size_of(std::string_view bytes) { return static_cast<int>(bytes.size()); }

/// With a correct program OpenSSL's encryption does not fail.
void require(int done) {
  if (done != 1) throw std::bad_alloc();
}

Error cannot_open() {
  return {"key.cannot_open",
          {"加密内容无法打开（密钥不符、位置不符或已损坏）；请检查主密钥，必要时从备份恢复",
           "sealed data do not open (another key, another place, or damaged); check the master key, or restore them "
           "from a backup"}};
}

}  // namespace

SecretKey::SecretKey(std::string bytes) : bytes_(std::move(bytes)) {
  if (bytes_.size() != kKey) throw std::bad_alloc();
}
SecretKey::~SecretKey() { OPENSSL_cleanse(bytes_.data(), bytes_.size()); }
SecretKey::SecretKey(SecretKey&& other) noexcept : bytes_(std::move(other.bytes_)) {}
SecretKey& SecretKey::operator=(SecretKey&& other) noexcept {
  if (this != &other) {
    OPENSSL_cleanse(bytes_.data(), bytes_.size());
    bytes_ = std::move(other.bytes_);
  }
  return *this;
}

std::string seal(const SecretKey& key, std::string_view plain, std::string_view associated) {
  const std::string nonce = random_bytes(kNonce);
  std::string sealed{kAes256Gcm, kVersion};
  sealed += nonce;
  const std::size_t body = sealed.size();
  sealed.resize(body + plain.size() + kTag);
  const std::string bound = sealed.substr(0, kHead) + std::string(associated);
  const Cipher cipher = new_cipher();
  int size = 0;
  require(EVP_EncryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, in(key.bytes()), in(nonce)));
  require(EVP_EncryptUpdate(cipher.get(), nullptr, &size, in(bound), size_of(bound)));
  require(EVP_EncryptUpdate(cipher.get(), out(sealed, body), &size, in(plain), size_of(plain)));
  require(EVP_EncryptFinal_ex(cipher.get(), out(sealed, body + plain.size()), &size));
  require(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, static_cast<int>(kTag),
                              out(sealed, body + plain.size())));
  return sealed;
}

Result<std::string> unseal(const SecretKey& key, std::string_view sealed, std::string_view associated) {
  if (sealed.size() < kHead + kNonce + kTag) return cannot_open();
  if (sealed[0] != kAes256Gcm || sealed[1] != kVersion) {
    return Error{"key.unknown_algorithm",
                 {"加密内容用了本程序不认识的算法；请使用更新版本的程序",
                  "sealed data name an algorithm that this program does not know; use a later version"}};
  }
  const std::string_view nonce = sealed.substr(kHead, kNonce);
  const std::string_view body = sealed.substr(kHead + kNonce, sealed.size() - kHead - kNonce - kTag);
  std::string tag(sealed.substr(sealed.size() - kTag));
  const std::string bound = std::string(sealed.substr(0, kHead)) + std::string(associated);
  std::string plain(body.size(), '\0');
  const Cipher cipher = new_cipher();
  int size = 0;
  require(EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, in(key.bytes()), in(nonce)));
  require(EVP_DecryptUpdate(cipher.get(), nullptr, &size, in(bound), size_of(bound)));
  require(EVP_DecryptUpdate(cipher.get(), out(plain), &size, in(body), size_of(body)));
  require(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, static_cast<int>(kTag), out(tag)));
  if (EVP_DecryptFinal_ex(cipher.get(), out(plain, plain.size()), &size) != 1) return cannot_open();
  return plain;
}

}  // namespace gongkai::store
