// Attempts, the waits between them, and passwords. Sessions and the second factor: sessions.cpp, second_factor.cpp.
#include "agency/sign_in.h"

#include <fmt/format.h>

#include <algorithm>

#include "agency/audit.h"
#include "agency/tables.h"
#include "agency/totp.h"
#include "base/hash.h"
#include "base/text.h"

namespace gongkai::agency {
namespace {

using store::Connection;
using store::Writing;

/// One of those that may hash at once.
class Turn {
 public:
  explicit Turn(std::counting_semaphore<>& turns) : turns_(turns) { turns_.acquire(); }
  ~Turn() { turns_.release(); }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

 private:
  std::counting_semaphore<>& turns_;
};

constexpr std::size_t kLongestAccount = 64;
constexpr std::size_t kLongestAgent = 300;

Error wrong() {
  return {"sign_in.wrong", {"账号或口令不正确，请重新输入", "account or password is wrong; enter them again"}};
}

Error waiting(std::int64_t seconds) {
  return {"sign_in.waiting",
          {fmt::format("多次登录失败，请 {} 秒后再试；忘记口令请联系系统管理员", seconds),
           fmt::format("too many failures; try again in {} seconds, or ask the system administrator", seconds)},
          std::to_string(seconds)};
}

/// The form in which accounts are compared; short enough to be kept.
std::string account_of(std::string_view typed) {
  std::string account = printable(trimmed(typed.substr(0, 4 * kLongestAccount)));
  std::transform(account.begin(), account.end(), account.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return is_valid_utf8(account.substr(0, kLongestAccount)) ? account.substr(0, kLongestAccount) : "?";
}

/// One home or office has a whole /64 of IPv6: its first four groups count as one address.
std::string network_of(std::string_view address) {
  if (address.find(':') == std::string_view::npos || address.find('.') != std::string_view::npos) {
    return std::string(address);
  }
  std::size_t groups = 0, at = 0;
  for (; at < address.size() && groups < 4; ++at) groups += address[at] == ':';
  return std::string(address.substr(0, at));
}

/// A failure that has not been proved otherwise yet.
tables::Wait one_more_failure(std::optional<tables::Wait> before, int tries, const SignInRules& rules, Instant now) {
  tables::Wait wait = before.value_or(tables::Wait{});
  if (wait.last_at.plus_seconds(rules.forget_failures_after_seconds) < now) wait = {};
  ++wait.failures;
  wait.last_at = now;
  if (wait.failures >= tries) {
    const std::int64_t doublings = std::min<std::int64_t>(wait.failures - tries, 20);
    wait.closed_until = now.plus_seconds(
        std::min(rules.longest_wait_seconds, rules.first_wait_seconds * (std::int64_t{1} << doublings)));
  }
  return wait;
}

void take_back(Connection& connection, const std::string& name, const std::optional<tables::Wait>& before) {
  const auto wait = tables::wait_of(connection, name);
  if (!wait) return;
  if (wait->failures <= 1) {
    tables::end_wait(connection, name);
    return;
  }
  const Instant closed_until = before ? before->closed_until : Instant{};
  tables::set_wait(connection, name, {wait->failures - 1, wait->last_at, closed_until});
}

}  // namespace

struct SignIn::Opened {
  PersonId person{};  ///< none: no such account
  std::string account_wait, address_wait;
  std::optional<tables::Wait> account_before, address_before;
  std::optional<tables::Credential> credential;
  bool is_active = false;
};

SignIn::SignIn(store::Store& store, const store::Keys* keys, SignInRules rules)
    : store_(store),
      rules_(std::move(rules)),
      hash_of_nobody_(hash_password(random_bytes(16), rules_.cost)),
      hashing_(rules_.hashes_at_once) {
  if (keys != nullptr) secrets_key_.emplace(from_hex(keys->index_of("agency.second_factor", "")).value_or(""));
}

std::string audit_key_of(const store::Keys& keys) { return keys.index_of("agency.audit", ""); }

bool SignIn::is_right(std::string_view password, const std::string& hash) {
  const Turn turn(hashing_);
  return is_password(password, hash);
}

std::string SignIn::hash(std::string_view password) {
  const Turn turn(hashing_);
  return hash_password(password, rules_.cost);
}

/// Counts the attempt as a failure, durably, before anything is looked at.
Result<SignIn::Opened> SignIn::open_attempt(const std::string& account, const std::string& address) {
  return store_.write([&](Writing& writing) -> Result<Opened> {
    Connection& connection = writing.connection();
    const Instant now = writing.now();
    Opened opened;
    opened.account_wait = "account/" + account;
    opened.account_before = tables::wait_of(connection, opened.account_wait);
    if (!address.empty()) {
      opened.address_wait = "address/" + network_of(address);
      opened.address_before = tables::wait_of(connection, opened.address_wait);
    }
    Instant closed_until{};
    if (opened.account_before) closed_until = opened.account_before->closed_until;
    if (opened.address_before) closed_until = std::max(closed_until, opened.address_before->closed_until);
    if (closed_until > now) return waiting(closed_until.unix_seconds() - now.unix_seconds());

    tables::forget_waits(connection, now.plus_seconds(-rules_.forget_failures_after_seconds));
    tables::set_wait(connection, opened.account_wait,
                     one_more_failure(opened.account_before, rules_.tries_of_account, rules_, now));
    if (!opened.address_wait.empty()) {
      tables::set_wait(connection, opened.address_wait,
                       one_more_failure(opened.address_before, rules_.tries_of_address, rules_, now));
    }
    if (const auto person = tables::person_with_account(connection, account)) {
      opened.person = person->id;
      opened.is_active = person->is_active;
      opened.credential = tables::credential(connection, person->id);
    }
    return opened;
  });
}

void SignIn::note(Writing& writing, const SignInAttempt& attempt, const std::string& account, PersonId person,
                  std::string_view result) {
  const std::string agent = printable(attempt.agent.substr(0, kLongestAgent));
  tables::add_sign_in(writing.connection(), person,
                      {writing.now(), account, attempt.address, agent, std::string(result)});
  Actor actor{{}, attempt.address, rules_.audit_key};
  actor.person.id = person;
  actor.person.account = account;
  record_in_audit(writing, actor,
                  {"session.began", person ? stream_of(person) : "person/?",
                   result == "good" ? "done" : "sign_in." + std::string(result)});
}

Result<SignedIn> SignIn::sign_in(const SignInAttempt& attempt) {
  const std::string account = account_of(attempt.account);
  const auto opened = open_attempt(account, attempt.address);
  if (!opened) return opened.error();

  const bool has_password = opened->credential.has_value();
  const bool right = is_right(attempt.password, has_password ? opened->credential->password_hash : hash_of_nobody_) &&
                     has_password && opened->is_active;
  std::string better_hash;
  if (right && costs_otherwise(opened->credential->password_hash, rules_.cost)) better_hash = hash(attempt.password);

  Failure refusal;
  auto signed_in = store_.write([&](Writing& writing) -> Result<SignedIn> {
    Connection& connection = writing.connection();
    const auto refuse = [&](Error error, std::string_view result) {
      refusal = std::move(error);
      note(writing, attempt, account, opened->person, result);
      return SignedIn{};
    };
    if (!right) {
      return refuse(wrong(), !opened->person ? "unknown_account" : !opened->is_active ? "inactive" : "wrong_password");
    }
    // What was read before may have changed while the password was looked at.
    const auto credential = tables::credential(connection, opened->person);
    const auto person = tables::person(connection, opened->person);
    if (!person || !person->is_active || !credential ||
        credential->password_hash != opened->credential->password_hash) {
      return refuse(wrong(), "wrong_password");
    }
    if (credential->totp_confirmed) {
      if (attempt.second_factor.empty()) {
        take_back(connection, opened->account_wait, opened->account_before);
        if (!opened->address_wait.empty()) take_back(connection, opened->address_wait, opened->address_before);
        return refuse({"sign_in.second_factor_needed", {"请输入动态验证码", "enter the code of your second factor"}},
                      "second_factor_needed");
      }
      if (!take_second_factor(writing, opened->person, attempt.second_factor)) {
        return refuse(
            {"sign_in.wrong_second_factor",
             {"验证码不正确或已使用过，请等下一个验证码再试", "the code is wrong or was used; wait for the next one"}},
            "wrong_second_factor");
      }
    }
    tables::end_wait(connection, opened->account_wait);
    if (!opened->address_wait.empty()) take_back(connection, opened->address_wait, opened->address_before);
    if (!better_hash.empty()) {
      tables::set_password_hash(connection, opened->person, better_hash, credential->must_change, writing.now());
    }
    note(writing, attempt, account, opened->person, "good");
    return begin_session(writing, attempt, opened->person, credential->must_change);
  });
  if (refusal && signed_in.ok()) return *refusal;
  return signed_in;
}

// ---- passwords

/// The system administrator, but never for one of the three administrators: that would make one out of three.
Reasons SignIn::why_not_set(Connection& connection, const Actor& actor, PersonId id) {
  Reasons not_possible;
  const auto person = tables::person(connection, id);
  if (!person) {
    not_possible.add("person.unknown", {"没有这个人员；请从人员目录中选择", "no such person; choose one of the list"});
    return not_possible;
  }
  if (!person->is_active) {
    not_possible.add("person.inactive", {"账号已停用，请先启用", "the account is closed; open it again first"});
  }
  const bool administrator = std::any_of(person->roles.begin(), person->roles.end(),
                                         [](const RoleGrant& grant) { return is_administrator(grant.role); });
  if (!actor.is_system() && (administrator || !actor.may_act_as(Role::SystemAdministrator))) {
    not_possible.add("person.not_allowed",
                     {"口令由系统管理员重置；系统、安全、审计管理员的口令只能在服务器上用命令行重置",
                      "the system administrator resets passwords; those of the three administrators are reset at the "
                      "server's command line only"});
  }
  return not_possible;
}

Failure SignIn::set_password(const Actor& actor, PersonId id, std::string_view password) {
  const auto person = store_.read([&](Connection& connection) { return tables::person(connection, id); });
  if (!person) return person.error();
  Reasons bad_password;
  if (*person) bad_password = why_not_password(password, (*person)->account, (*person)->name);
  const std::string new_hash = bad_password.any() ? std::string() : hash(password);
  const auto done = store_.write([&](Writing& writing) -> Result<bool> {
    Connection& connection = writing.connection();
    Reasons not_possible = why_not_set(connection, actor, id);
    not_possible.add(bad_password);
    if (not_possible.any()) return not_possible.refusal();
    Person changed = *tables::person(connection, id);
    tables::set_password_hash(connection, id, new_hash, true, writing.now());
    tables::record(writing, changed, PasswordSet{"reset"}, actor.person.id);
    tables::end_sessions(connection, id);
    tables::end_wait(connection, "account/" + changed.account);
    record_in_audit(writing, actor, {"person.password_reset", stream_of(id), "done", changed.account});
    return true;
  });
  if (!done) return done.error();
  return std::nullopt;
}

Failure SignIn::change_password(std::string_view token, std::string_view old_password, std::string_view new_password) {
  const auto current = session_of(token);
  if (!current) return current.error();
  const Person& person = current->person;
  const auto opened = open_attempt(person.account, {});
  if (!opened) return opened.error();
  if (!opened->credential || !is_right(old_password, opened->credential->password_hash)) return wrong();

  Reasons not_possible = why_not_password(new_password, person.account, person.name);
  if (new_password == old_password) {
    not_possible.add("password.same", {"新口令不能与原口令相同", "the new password is the old one; choose another"});
  }
  const std::string new_hash = not_possible.any() ? std::string() : hash(new_password);
  const auto done = store_.write([&](Writing& writing) -> Result<bool> {
    Connection& connection = writing.connection();
    tables::end_wait(connection, opened->account_wait);
    if (new_hash.empty()) return true;
    const auto credential = tables::credential(connection, person.id);
    if (!credential || credential->password_hash != opened->credential->password_hash) return wrong();
    Person changed = *tables::person(connection, person.id);
    tables::set_password_hash(connection, person.id, new_hash, false, writing.now());
    tables::record(writing, changed, PasswordSet{"own"}, person.id);
    tables::end_sessions(connection, person.id, current->session.id);
    record_in_audit(writing, Actor{changed, current->session.address, rules_.audit_key},
                    {"person.password_changed", stream_of(person.id)});
    return true;
  });
  if (!done) return done.error();
  if (not_possible.any()) return not_possible.refusal();
  return std::nullopt;
}

std::vector<SignInRecord> sign_ins_of(Connection& connection, PersonId person, int limit) {
  return tables::sign_ins_of(connection, person, limit);
}

}  // namespace gongkai::agency
