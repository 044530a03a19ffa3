// The second factor of people who sign in: enrolment, codes, recovery codes.
#include <fmt/format.h>

#include <algorithm>

#include "agency/audit.h"
#include "agency/sign_in.h"
#include "agency/tables.h"
#include "agency/totp.h"
#include "base/hash.h"

namespace gongkai::agency {
namespace {

using store::Connection;
using store::Writing;

constexpr std::size_t kSecretBytes = 20;  // RFC 4226, 4: as long as the hash
/// Before a secret that lies open. Sealed ones begin with 1 (store/keys.h).
constexpr char kOpen = '\0';

std::string recovery_hash(PersonId person, std::string_view code) {
  return hex(sha256(fmt::format("{}:{}", person.number, normal_recovery_code(code))));
}

bool looks_like_totp(std::string_view given) {
  return given.size() == static_cast<std::size_t>(kTotpDigits) &&
         std::all_of(given.begin(), given.end(), [](char c) { return c >= '0' && c <= '9'; });
}

Error not_begun() {
  return {"second_factor.not_begun", {"尚未绑定动态验证码，请先绑定", "no second factor is enrolled; begin with that"}};
}

std::vector<std::string> new_recovery_codes(Connection& connection, PersonId person) {
  const std::vector<std::string> codes = make_recovery_codes();
  std::vector<std::string> hashes;
  for (const std::string& code : codes) hashes.push_back(recovery_hash(person, code));
  tables::set_recovery_codes(connection, person, hashes);
  return codes;
}

}  // namespace

std::string SignIn::sealed(PersonId person, std::string_view secret) const {
  if (!secrets_key_) return kOpen + std::string(secret);
  return store::seal(*secrets_key_, secret, stream_of(person) + "/second_factor");
}

Result<std::string> SignIn::unsealed(PersonId person, std::string_view stored) const {
  if (!stored.empty() && stored.front() == kOpen) return std::string(stored.substr(1));
  if (!secrets_key_) {
    return Error{"key.none",
                 {"动态验证码的密钥已加密，请提供主密钥", "the second factors are sealed; give the master key"}};
  }
  return store::unseal(*secrets_key_, stored, stream_of(person) + "/second_factor");
}

bool SignIn::take_second_factor(Writing& writing, PersonId person, std::string_view given) {
  Connection& connection = writing.connection();
  if (!looks_like_totp(given)) {
    return tables::use_recovery_code(connection, person, recovery_hash(person, given), writing.now());
  }
  const auto credential = tables::credential(connection, person);
  if (!credential) return false;
  const auto secret = unsealed(person, credential->totp_secret);
  if (!secret) throw store::StoreFailure(secret.error());
  const auto step = matching_step(*secret, given, writing.now(), credential->totp_last_step);
  if (!step) return false;
  tables::set_totp_step(connection, person, *step);
  return true;
}

Result<SignIn::Enrolment> SignIn::begin_second_factor(const Actor& actor) {
  const PersonId person = actor.person.id;
  return store_.write([&](Writing& writing) -> Result<Enrolment> {
    const auto credential = tables::credential(writing.connection(), person);
    if (!credential) {
      return Error{"second_factor.no_password", {"该账号尚未设置口令", "this account has no password yet"}};
    }
    if (credential->totp_confirmed) {
      return Error{
          "second_factor.enrolled",
          {"已绑定动态验证码；更换设备请先解除", "a second factor is enrolled; remove it first to change telephones"}};
    }
    const std::string secret = random_bytes(kSecretBytes);
    tables::set_totp(writing.connection(), person, sealed(person, secret), false);
    return Enrolment{base32(secret), enrolment_uri(rules_.issuer, actor.person.account, secret)};
  });
}

Result<std::vector<std::string>> SignIn::confirm_second_factor(const Actor& actor, std::string_view code) {
  const PersonId id = actor.person.id;
  return store_.write([&](Writing& writing) -> Result<std::vector<std::string>> {
    Connection& connection = writing.connection();
    const auto credential = tables::credential(connection, id);
    if (!credential || credential->totp_secret.empty() || credential->totp_confirmed) return not_begun();
    if (!looks_like_totp(code) || !take_second_factor(writing, id, code)) {
      return Error{
          "second_factor.wrong_code",
          {"验证码不正确；请核对手机时间后再输入", "the code is wrong; check the telephone's clock and try again"}};
    }
    tables::set_totp(connection, id, credential->totp_secret, true);
    Person person = *tables::person(connection, id);
    tables::record(writing, person, SecondFactorSet{true}, id);
    record_in_audit(writing, actor, {"person.second_factor_enrolled", stream_of(id)});
    return new_recovery_codes(connection, id);
  });
}

Result<std::vector<std::string>> SignIn::renew_recovery_codes(const Actor& actor) {
  const PersonId id = actor.person.id;
  return store_.write([&](Writing& writing) -> Result<std::vector<std::string>> {
    const auto credential = tables::credential(writing.connection(), id);
    if (!credential || !credential->totp_confirmed) return not_begun();
    record_in_audit(writing, actor, {"person.recovery_codes_renewed", stream_of(id)});
    return new_recovery_codes(writing.connection(), id);
  });
}

Failure SignIn::remove_second_factor(const Actor& actor, PersonId id) {
  const auto done = store_.write([&](Writing& writing) -> Result<bool> {
    Connection& connection = writing.connection();
    const bool own = !actor.is_system() && actor.person.id == id;
    if (!own) {
      if (const Reasons reasons = why_not_set(connection, actor, id); reasons.any()) return reasons.refusal();
    }
    const auto credential = tables::credential(connection, id);
    if (!credential || credential->totp_secret.empty()) return not_begun();
    tables::set_totp(connection, id, "", false);
    tables::set_recovery_codes(connection, id, {});
    Person person = *tables::person(connection, id);
    if (person.has_second_factor) tables::record(writing, person, SecondFactorSet{false}, actor.person.id);
    record_in_audit(writing, actor, {"person.second_factor_removed", stream_of(id)});
    return true;
  });
  if (!done) return done.error();
  return std::nullopt;
}

}  // namespace gongkai::agency
