// Signing in: passwords, second factor, lock-out, sessions, and the history of it.
//
// An attempt is counted as a failure before the password is looked at, and taken back when it was right: so no number
// of attempts at once gets more tries than one after the other. Accounts that do not exist, are closed or have no
// password take the same time, wait the same way and get the same answer as a wrong password.
#pragma once
#include <cstdint>
#include <optional>
#include <semaphore>
#include <string>
#include <string_view>
#include <vector>

#include "agency/actor.h"
#include "agency/model.h"
#include "agency/password.h"
#include "base/instant.h"
#include "base/result.h"
#include "store/keys.h"
#include "store/store.h"

namespace gongkai::agency {

using SessionId = Id<struct SessionTag>;

struct SignInRules {
  PasswordCost cost{};
  std::string issuer = "政府信息公开";   ///< how telephones call the second factor
  int tries_of_account = 5;              ///< failures before an account has to wait
  int tries_of_address = 30;             ///< many people may come from one address
  std::int64_t first_wait_seconds = 60;  ///< doubled by every further failure …
  std::int64_t longest_wait_seconds = 3600;
  std::int64_t forget_failures_after_seconds = 86'400;
  std::int64_t idle_seconds = 30 * 60;
  std::int64_t longest_session_seconds = 10 * 3600;
  std::string audit_key{};            ///< as in Actor: the same one everywhere, or none
  std::ptrdiff_t hashes_at_once = 2;  ///< bounds the memory that attempts can take together
};

struct SignInAttempt {
  std::string account;  ///< as typed
  std::string password;
  std::string second_factor{};  ///< six digits or a recovery code; empty: not asked for yet
  std::string address;          ///< of the network
  std::string agent{};          ///< what the browser says it is
};

struct Session {
  SessionId id{};
  PersonId person{};
  Instant began_at{}, seen_at{};
  std::string address, agent;
};

struct SignedIn {
  std::string token;  ///< 256 random bits, base64url; for the cookie, kept nowhere
  Session session;
  bool must_change_password = false;  ///< until then nothing else should be offered
};

/// Who comes with a valid token.
struct CurrentSession {
  Session session;
  Person person;
  bool must_change_password = false;
};

struct SignInRecord {
  Instant at{};
  std::string account, address, agent;
  /// "good", "wrong_password", "unknown_account", "inactive", "second_factor_needed", "wrong_second_factor"
  std::string result;
};

/// What forms carry against requests from elsewhere; from the session's token.
std::string csrf_token(std::string_view session_token);
bool is_csrf_token(std::string_view session_token, std::string_view given);

/// A key for Actor::audit_key and SignInRules::audit_key; stays when the master key is rotated. Whoever begins to use
/// it uses it for every act from then on, or the trail no longer verifies.
std::string audit_key_of(const store::Keys& keys);

/// Threads may share it.
class SignIn {
 public:
  /// Without `keys` the secrets of second factors are stored as they are. Both must outlive this.
  SignIn(store::Store& store, const store::Keys* keys, SignInRules rules = {});

  /// Fails with `sign_in.wrong` (one answer for all that is wrong), `sign_in.second_factor_needed` (the password was
  /// right), `sign_in.wrong_second_factor`, `sign_in.waiting` (where: the seconds to wait), or as the store fails.
  Result<SignedIn> sign_in(const SignInAttempt& attempt);

  // ---- sessions

  /// Fails with `session.none` or `session.expired`. Notes once a minute that it is used.
  Result<CurrentSession> session_of(std::string_view token);
  Failure sign_out(std::string_view token);
  Result<std::vector<Session>> sessions_of(PersonId person);
  /// Ends one of the actor's own sessions. Fails with `session.none`.
  Failure end_session(const Actor& actor, SessionId session);

  // ---- passwords

  /// Sets another person's password, to be changed at the next sign-in: by the system administrator, for the three
  /// administrators by the console alone. Ends all sessions and waits. Refuses with person.not_allowed, .unknown,
  /// .inactive and the reasons of why_not_password.
  Failure set_password(const Actor& actor, PersonId person, std::string_view password);
  /// The person's own; ends all sessions but this one. Fails with session.…, `sign_in.wrong`, `sign_in.waiting`,
  /// password.same and the reasons of why_not_password.
  Failure change_password(std::string_view token, std::string_view old_password, std::string_view new_password);

  // ---- the second factor, of oneself

  struct Enrolment {
    std::string secret;  ///< base32, for typing
    std::string uri;     ///< for the QR code
  };
  /// Fails with `second_factor.enrolled`, `second_factor.no_password`. Counts from confirm_second_factor on.
  Result<Enrolment> begin_second_factor(const Actor& actor);
  /// The first code proves the telephone; returns the recovery codes, which are shown once.
  /// Fails with `second_factor.not_begun`, `second_factor.wrong_code`.
  Result<std::vector<std::string>> confirm_second_factor(const Actor& actor, std::string_view code);
  /// New recovery codes; the old ones are void. Fails with `second_factor.not_begun`.
  Result<std::vector<std::string>> renew_recovery_codes(const Actor& actor);
  /// One's own, or as set_password. Fails with person.not_allowed, `second_factor.not_begun`.
  Failure remove_second_factor(const Actor& actor, PersonId person);

 private:
  struct Opened;
  Result<Opened> open_attempt(const std::string& account, const std::string& address);
  bool is_right(std::string_view password, const std::string& hash);
  std::string hash(std::string_view password);
  bool take_second_factor(store::Writing& writing, PersonId person, std::string_view given);
  void note(store::Writing& writing, const SignInAttempt& attempt, const std::string& account, PersonId person,
            std::string_view result);
  SignedIn begin_session(store::Writing& writing, const SignInAttempt& attempt, PersonId person, bool must_change);
  Reasons why_not_set(store::Connection& connection, const Actor& actor, PersonId person);
  std::string sealed(PersonId person, std::string_view secret) const;
  Result<std::string> unsealed(PersonId person, std::string_view stored) const;

  store::Store& store_;
  std::optional<store::SecretKey> secrets_key_;
  SignInRules rules_;
  std::string hash_of_nobody_;
  std::counting_semaphore<> hashing_;
};

/// Newest first.
std::vector<SignInRecord> sign_ins_of(store::Connection& connection, PersonId person, int limit = 50);

}  // namespace gongkai::agency
