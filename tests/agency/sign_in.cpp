// Signing in, and attacks on it.
#include "agency/sign_in.h"

#include <thread>

#include "agency/audit.h"
#include "agency/totp.h"
#include "city.h"

namespace gongkai::agency {
namespace {

using store::Connection;
using store::Writing;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;

constexpr const char* kGood = "Qing-he river 7";
constexpr const char* kOther = "Another 9 river";

class SigningIn : public City {
 protected:
  SigningIn() {
    rules_.cost = {.memory_kib = 64, .passes = 1, .lanes = 1};
    sign_in_.emplace(store_, nullptr, rules_);
    li_ = hire("li.ming", {{Role::Clerk, science_}}, science_);
    EXPECT_FALSE(sign_in_->set_password(system_, li_, kGood).has_value());
  }
  Result<SignedIn> attempt(const std::string& account, const std::string& password, const std::string& code = {},
                           const std::string& address = "192.0.2.7") {
    return sign_in_->sign_in({account, password, code, address, "Browser"});
  }
  std::string token() {
    const auto signed_in = attempt("li.ming", kGood);
    EXPECT_TRUE(signed_in.ok());
    return signed_in->token;
  }
  void wait(std::int64_t seconds) { under_test_.clock().advance_to(under_test_.clock().now().plus_seconds(seconds)); }
  std::vector<std::string> results() {
    return read([&](Connection& connection) {
      std::vector<std::string> answer;
      for (const SignInRecord& record : sign_ins_of(connection, li_)) answer.push_back(record.result);
      return answer;
    });
  }
  /// Enrols li and returns the recovery codes; the secret is kept in secret_.
  std::vector<std::string> enrol() {
    const Actor self = as(li_);
    const auto begun = sign_in_->begin_second_factor(self);
    EXPECT_TRUE(begun.ok());
    EXPECT_THAT(begun->uri, HasSubstr("otpauth://totp/"));
    EXPECT_THAT(begun->uri, HasSubstr(":li.ming?secret=" + begun->secret + "&"));
    secret_ = from_base32(begun->secret);
    const auto codes = sign_in_->confirm_second_factor(self, code());
    EXPECT_TRUE(codes.ok());
    return codes.ok() ? *codes : std::vector<std::string>{};
  }
  std::string code(std::int64_t steps_away = 0) {
    return hotp_code(secret_, totp_step(under_test_.clock().now()) + steps_away);
  }
  static std::string from_base32(std::string_view text) {
    std::string bytes;
    std::uint32_t buffer = 0;
    unsigned bits = 0;
    for (const char c : text) {
      buffer = (buffer << 5 | static_cast<std::uint32_t>(c >= 'A' ? c - 'A' : c - '2' + 26)) & 0xFFFF;
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes += static_cast<char>(buffer >> bits & 0xFF);
      }
    }
    return bytes;
  }

  SignInRules rules_;
  std::optional<SignIn> sign_in_;
  PersonId li_;
  std::string secret_;
};

TEST_P(SigningIn, TheRightPasswordGivesATokenOfWhichOnlyTheHashIsStored) {
  const auto signed_in = attempt(" Li.Ming", kGood);
  ASSERT_TRUE(signed_in.ok());
  EXPECT_EQ(signed_in->token.size(), 43u) << "256 bits";
  EXPECT_TRUE(signed_in->must_change_password) << "somebody else set it";
  const auto current = sign_in_->session_of(signed_in->token);
  ASSERT_TRUE(current.ok());
  EXPECT_EQ(current->person.id, li_);
  EXPECT_EQ(current->session.agent, "Browser");
  read([&](Connection& connection) {
    connection.each("SELECT token_hash FROM session", {},
                    [&](const store::Row& row) { EXPECT_THAT(row.text(0), Not(HasSubstr(signed_in->token))); });
    connection.each("SELECT password_hash FROM credential", {}, [&](const store::Row& row) {
      EXPECT_THAT(row.text(0), HasSubstr("$argon2id$v=19$m=64,t=1,p=1$"));
    });
    return 0;
  });
  EXPECT_NE(attempt("li.ming", kGood)->token, signed_in->token);
}

TEST_P(SigningIn, AllThatIsWrongGetsOneAnswer) {
  const std::string answer = attempt("unknown", "x").error().message.zh;
  hire("nopassword");
  const PersonId closed = hire("closed");
  ASSERT_FALSE(sign_in_->set_password(system_, closed, kGood).has_value());
  ASSERT_TRUE(write([&](Writing& writing) { return deactivate_person(writing, system_, closed, "离职"); }).ok());
  for (const char* account : {"li.ming", "nobody", "nopassword", "closed", "' OR 1=1 --", ""}) {
    const auto refused = attempt(account, account == std::string("closed") ? kGood : "wrong");
    EXPECT_EQ(refused.error().code, "sign_in.wrong") << account;
    EXPECT_EQ(refused.error().message.zh, answer);
  }
  EXPECT_THAT(results(), ElementsAre("wrong_password"));
}

TEST_P(SigningIn, FailuresMakeTheAccountWaitLongerAndLonger) {
  for (int i = 0; i < 5; ++i) EXPECT_EQ(attempt("li.ming", "wrong").error().code, "sign_in.wrong");
  const auto closed = attempt("li.ming", kGood);
  EXPECT_EQ(closed.error().code, "sign_in.waiting") << "even the right password waits";
  EXPECT_EQ(closed.error().where, "60");
  EXPECT_EQ(attempt("li.ming", kGood, {}, "198.51.100.1").error().code, "sign_in.waiting") << "from everywhere";
  wait(60);
  EXPECT_EQ(attempt("li.ming", "wrong").error().code, "sign_in.wrong");
  EXPECT_EQ(attempt("li.ming", "wrong").error().where, "120");
  wait(120);
  EXPECT_TRUE(attempt("li.ming", kGood).ok());
  EXPECT_EQ(attempt("li.ming", "wrong").error().code, "sign_in.wrong") << "a success begins anew";
  EXPECT_TRUE(attempt("li.ming", kGood).ok());
}

TEST_P(SigningIn, WaitsNeverGrowBeyondTheLongest) {
  for (int i = 0; i < 30; ++i) {
    (void)attempt("li.ming", "wrong", {}, "192.0.2." + std::to_string(i));
    const auto closed = attempt("li.ming", "wrong", {}, "192.0.2." + std::to_string(i));
    if (closed.error().code == "sign_in.waiting") {
      EXPECT_LE(std::stoll(closed.error().where), 3600);
      wait(std::stoll(closed.error().where));
    }
  }
}

TEST_P(SigningIn, AnUnknownAccountWaitsLikeAKnownOne) {
  for (int i = 0; i < 5; ++i) (void)attempt("nobody", "wrong");
  EXPECT_EQ(attempt("nobody", "wrong").error().code, "sign_in.waiting");
}

TEST_P(SigningIn, OneAddressCannotTryManyAccounts) {
  for (int i = 0; i < 30; ++i) (void)attempt("account" + std::to_string(i), "wrong", {}, "203.0.113.5");
  EXPECT_EQ(attempt("li.ming", kGood, {}, "203.0.113.5").error().code, "sign_in.waiting");
  EXPECT_TRUE(attempt("li.ming", kGood, {}, "203.0.113.6").ok());
  for (int i = 0; i < 30; ++i) {
    (void)attempt("other" + std::to_string(i), "wrong", {}, "2001:db8:1:2::" + std::to_string(i + 1));
  }
  EXPECT_EQ(attempt("li.ming", kGood, {}, "2001:db8:1:2:ffff::1").error().code, "sign_in.waiting")
      << "a /64 is one address";
  EXPECT_TRUE(attempt("li.ming", kGood, {}, "2001:db8:1:3::1").ok());
}

TEST_P(SigningIn, AttemptsAtOnceGetNoMoreTriesThanOneAfterTheOther) {
  std::atomic<int> looked_at{0};
  std::vector<std::thread> attackers;
  for (int i = 0; i < 4; ++i) {
    attackers.emplace_back([&] {
      for (int j = 0; j < 5; ++j) {
        if (attempt("li.ming", "wrong").error().code == "sign_in.wrong") ++looked_at;
      }
    });
  }
  for (std::thread& attacker : attackers) attacker.join();
  EXPECT_EQ(looked_at, 5);
}

TEST_P(SigningIn, SessionsEndWhenIdleAndAfterTheLongestTime) {
  const std::string idle = token();
  wait(29 * 60);
  EXPECT_TRUE(sign_in_->session_of(idle).ok());
  wait(29 * 60);
  EXPECT_TRUE(sign_in_->session_of(idle).ok()) << "it was used in between";
  wait(30 * 60);
  EXPECT_EQ(sign_in_->session_of(idle).error().code, "session.expired");

  const std::string longest = token();
  for (int i = 0; i < 29; ++i) {
    wait(20 * 60);
    EXPECT_TRUE(sign_in_->session_of(longest).ok()) << i;
  }
  wait(20 * 60);
  EXPECT_EQ(sign_in_->session_of(longest).error().code, "session.expired");
  EXPECT_EQ(sign_in_->session_of("").error().code, "session.none");
  EXPECT_EQ(sign_in_->session_of("guessed").error().code, "session.none");
}

TEST_P(SigningIn, PeopleSeeAndEndTheirOwnSessionsOnly) {
  const std::string first = token();
  const std::string second = token();
  const auto sessions = sign_in_->sessions_of(li_);
  ASSERT_EQ(sessions->size(), 2u);
  const Actor other = as("other", {{Role::SystemAdministrator, {}}});
  EXPECT_EQ(sign_in_->end_session(other, sessions->at(0).id)->code, "session.none");
  EXPECT_FALSE(sign_in_->end_session(as(li_), sessions->at(0).id).has_value());
  EXPECT_EQ(sign_in_->sessions_of(li_)->size(), 1u);
  EXPECT_FALSE(sign_in_->sign_out(first).has_value());
  EXPECT_FALSE(sign_in_->sign_out(second).has_value());
  EXPECT_FALSE(sign_in_->session_of(first).ok());
}

TEST_P(SigningIn, AClosedAccountIsOutAtOnce) {
  const std::string open = token();
  ASSERT_TRUE(write([&](Writing& writing) { return deactivate_person(writing, system_, li_, "离职"); }).ok());
  EXPECT_EQ(sign_in_->session_of(open).error().code, "session.none");
}

TEST_P(SigningIn, AChangedPasswordEndsTheOtherSessions) {
  const std::string stolen = token();
  const std::string own = token();
  EXPECT_EQ(sign_in_->change_password(own, "wrong", kOther)->code, "sign_in.wrong");
  EXPECT_THAT(codes_of(*sign_in_->change_password(own, kGood, kGood)), ElementsAre("password.same"));
  EXPECT_THAT(codes_of(*sign_in_->change_password(own, kGood, "short")), ElementsAre("password.too_short"));
  ASSERT_FALSE(sign_in_->change_password(own, kGood, kOther).has_value());
  EXPECT_EQ(sign_in_->session_of(stolen).error().code, "session.none");
  EXPECT_FALSE(sign_in_->session_of(own)->must_change_password);
  EXPECT_FALSE(attempt("li.ming", kGood).ok());
  EXPECT_TRUE(attempt("li.ming", kOther).ok());
}

TEST_P(SigningIn, AStolenSessionCannotTryOldPasswordsForEver) {
  const std::string stolen = token();
  for (int i = 0; i < 5; ++i) EXPECT_EQ(sign_in_->change_password(stolen, "wrong", kOther)->code, "sign_in.wrong");
  EXPECT_EQ(sign_in_->change_password(stolen, kGood, kOther)->code, "sign_in.waiting");
}

TEST_P(SigningIn, WhoMayResetAPassword) {
  const PersonId auditor = hire("auditor", {{Role::AuditAdministrator, {}}});
  const Actor administrator = as("sysadmin", {{Role::SystemAdministrator, {}}});
  const Actor security = as("security", {{Role::SecurityAdministrator, {}}});
  const std::string open = token();
  EXPECT_FALSE(sign_in_->set_password(administrator, li_, kOther).has_value());
  EXPECT_FALSE(sign_in_->session_of(open).ok());
  EXPECT_THAT(codes_of(*sign_in_->set_password(security, li_, kOther)), ElementsAre("person.not_allowed"));
  EXPECT_THAT(codes_of(*sign_in_->set_password(administrator, auditor, kOther)), ElementsAre("person.not_allowed"))
      << "else one administrator could become another";
  EXPECT_THAT(codes_of(*sign_in_->remove_second_factor(administrator, auditor)), ElementsAre("person.not_allowed"));
  EXPECT_FALSE(sign_in_->set_password(system_, auditor, kOther).has_value());
  EXPECT_THAT(codes_of(*sign_in_->set_password(as(li_), PersonId{99}, "short")),
              UnorderedElementsAre("person.unknown"));
}

TEST_P(SigningIn, ACodeOpensOnceAndWithinTheWindowOnly) {
  const auto recovery = enrol();
  EXPECT_EQ(recovery.size(), 10u);
  EXPECT_TRUE(person(li_).has_second_factor);
  EXPECT_EQ(attempt("li.ming", kGood).error().code, "sign_in.second_factor_needed");
  EXPECT_EQ(attempt("li.ming", kGood, code()).error().code, "sign_in.wrong_second_factor") << "used at enrolment";
  wait(30);
  EXPECT_EQ(attempt("li.ming", kGood, code(2)).error().code, "sign_in.wrong_second_factor");
  EXPECT_TRUE(attempt("li.ming", kGood, code(1)).ok()) << "a telephone that is ahead";
  EXPECT_EQ(attempt("li.ming", kGood, code()).error().code, "sign_in.wrong_second_factor")
      << "an earlier code than the last one used";
  wait(90);
  EXPECT_TRUE(attempt("li.ming", kGood, code(-1)).ok()) << "a telephone that is behind";
  wait(90);
  EXPECT_EQ(attempt("li.ming", kGood, code(-2)).error().code, "sign_in.wrong_second_factor");
  EXPECT_EQ(attempt("li.ming", "wrong", code()).error().code, "sign_in.wrong") << "a code without the password";
}

TEST_P(SigningIn, CodesCannotBeGuessedWithTheRightPassword) {
  enrol();
  wait(60);
  int tries = 0;
  while (tries < 20 && attempt("li.ming", kGood, "000000").error().code == "sign_in.wrong_second_factor") {
    ++tries;
    (void)attempt("li.ming", kGood);  // the right password alone takes back itself only, no failure of a code
  }
  EXPECT_LE(tries, 5);
}

TEST_P(SigningIn, ARecoveryCodeOpensOnceHoweverItIsTyped) {
  const auto recovery = enrol();
  std::string typed = recovery.at(3);
  std::erase(typed, '-');
  for (char& c : typed) c = static_cast<char>(std::tolower(c));
  EXPECT_TRUE(attempt("li.ming", kGood, typed).ok());
  EXPECT_EQ(attempt("li.ming", kGood, recovery.at(3)).error().code, "sign_in.wrong_second_factor");
  const auto renewed = sign_in_->renew_recovery_codes(as(li_));
  EXPECT_EQ(attempt("li.ming", kGood, recovery.at(4)).error().code, "sign_in.wrong_second_factor");
  EXPECT_TRUE(attempt("li.ming", kGood, renewed->at(0)).ok());
  read([&](Connection& connection) {
    connection.each("SELECT code_hash FROM recovery_code", {},
                    [&](const store::Row& row) { EXPECT_EQ(row.text(0).size(), 64u); });
    return 0;
  });
}

TEST_P(SigningIn, TheSecondFactorIsEnrolledOnceAndRemoved) {
  EXPECT_EQ(sign_in_->confirm_second_factor(as(li_), "123456").error().code, "second_factor.not_begun");
  enrol();
  EXPECT_EQ(sign_in_->begin_second_factor(as(li_)).error().code, "second_factor.enrolled");
  EXPECT_FALSE(sign_in_->remove_second_factor(as(li_), li_).has_value());
  EXPECT_TRUE(attempt("li.ming", kGood).ok());
  EXPECT_FALSE(person(li_).has_second_factor);
  EXPECT_THAT(replay_all(), IsEmpty());
}

TEST_P(SigningIn, WithKeysTheSecretIsSealedForItsPerson) {
  auto master = store::MasterKey::create(under_test_.folder() / "master.key", under_test_.place().data_folder);
  ASSERT_TRUE(master.ok()) << master.error().message.en;
  const auto keys = store::Keys::open(store_, std::move(*master));
  ASSERT_TRUE(keys.ok());
  sign_in_.emplace(store_, keys->get(), rules_);
  enrol();
  wait(60);
  EXPECT_TRUE(attempt("li.ming", kGood, code()).ok());
  read([&](Connection& connection) {
    connection.each("SELECT totp_secret FROM credential", {},
                    [&](const store::Row& row) { EXPECT_THAT(row.bytes(0), Not(HasSubstr(secret_))); });
    return 0;
  });
  sign_in_.emplace(store_, nullptr, rules_);
  wait(60);
  EXPECT_FALSE(attempt("li.ming", kGood, code()).ok()) << "without the key nothing opens it";
}

TEST_P(SigningIn, AStrongerCostIsTakenOverAtTheNextSignIn) {
  rules_.cost.passes = 2;
  sign_in_.emplace(store_, nullptr, rules_);
  ASSERT_TRUE(attempt("li.ming", kGood).ok());
  read([&](Connection& connection) {
    EXPECT_THAT(connection.first("SELECT password_hash FROM credential")->text(0), HasSubstr("m=64,t=2,p=1"));
    return 0;
  });
  EXPECT_TRUE(attempt("li.ming", kGood).ok());
}

TEST_P(SigningIn, TheHistoryAndTheAuditTrailTellEveryAttempt) {
  (void)attempt("li.ming", "wrong");
  token();
  EXPECT_THAT(results(), ElementsAre("good", "wrong_password"));
  const Actor auditor = as("auditor", {{Role::AuditAdministrator, {}}});
  AuditFilter filter;
  filter.act = "session.";
  const auto records = read_audit(store_, auditor, filter);
  ASSERT_EQ(records->size(), 2u);
  EXPECT_EQ(records->at(0).result, "done");
  EXPECT_EQ(records->at(1).result, "sign_in.wrong_password");
  EXPECT_EQ(records->at(1).address, "192.0.2.7");
  EXPECT_TRUE(read([](Connection& connection) { return verify_audit(connection); }).intact());
}

TEST(Csrf, ATokenOfAFormBelongsToItsSession) {
  EXPECT_TRUE(is_csrf_token("session", csrf_token("session")));
  EXPECT_FALSE(is_csrf_token("another", csrf_token("session")));
  EXPECT_FALSE(is_csrf_token("session", ""));
}

GONGKAI_ON_BOTH_DIALECTS(SigningIn);

}  // namespace
}  // namespace gongkai::agency
