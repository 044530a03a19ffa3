// Codes of the second factor against the vectors of their RFCs; what a password must be like.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "agency/password.h"
#include "agency/totp.h"

namespace gongkai::agency {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view kSecret = "12345678901234567890";

std::vector<std::string> wrong_with(std::string_view password) {
  std::vector<std::string> codes;
  const Reasons reasons = why_not_password(password, "li.ming", "liming");
  for (const Reason& reason : reasons.all()) codes.push_back(reason.code);
  return codes;
}

TEST(Totp, CountersGiveTheCodesOfRfc4226) {
  const std::vector<std::string> codes{"755224", "287082", "359152", "969429", "338314",
                                       "254676", "287922", "162583", "399871", "520489"};
  for (std::size_t i = 0; i < codes.size(); ++i) {
    EXPECT_EQ(hotp_code(kSecret, static_cast<std::int64_t>(i)), codes[i]);
  }
}

TEST(Totp, TimesGiveTheCodesOfRfc6238) {
  const std::vector<std::pair<std::int64_t, std::string>> vectors{{59, "94287082"},         {1111111109, "07081804"},
                                                                  {1111111111, "14050471"}, {1234567890, "89005924"},
                                                                  {2000000000, "69279037"}, {20000000000, "65353130"}};
  for (const auto& [seconds, code] : vectors) EXPECT_EQ(hotp_code(kSecret, totp_step(Instant(seconds)), 8), code);
}

TEST(Totp, OnlyTheStepsBesideNowAndLaterThanTheLastMatch) {
  const Instant now(1111111109);
  const std::int64_t step = totp_step(now);
  for (std::int64_t away = -3; away <= 3; ++away) {
    EXPECT_EQ(matching_step(kSecret, hotp_code(kSecret, step + away), now, 0).has_value(), away >= -1 && away <= 1);
  }
  EXPECT_FALSE(matching_step(kSecret, hotp_code(kSecret, step), now, step).has_value());
  EXPECT_EQ(matching_step(kSecret, hotp_code(kSecret, step + 1), now, step), step + 1);
  EXPECT_FALSE(matching_step(kSecret, "", now, 0).has_value());
}

TEST(Totp, Base32IsThatOfRfc4648) {
  EXPECT_EQ(base32(""), "");
  EXPECT_EQ(base32("f"), "MY");
  EXPECT_EQ(base32("fo"), "MZXQ");
  EXPECT_EQ(base32("foo"), "MZXW6");
  EXPECT_EQ(base32("foob"), "MZXW6YQ");
  EXPECT_EQ(base32("fooba"), "MZXW6YTB");
  EXPECT_EQ(base32("foobar"), "MZXW6YTBOI");
}

TEST(Totp, TheAddressForTelephonesIsEscaped) {
  EXPECT_EQ(enrolment_uri("公 开", "li&x", "foobar"),
            "otpauth://totp/%E5%85%AC%20%E5%BC%80:li%26x?secret=MZXW6YTBOI&issuer=%E5%85%AC%20%E5%BC%80"
            "&algorithm=SHA1&digits=6&period=30");
}

TEST(Totp, RecoveryCodesDifferAndReadBackHoweverTyped) {
  const auto codes = make_recovery_codes();
  EXPECT_EQ(std::set<std::string>(codes.begin(), codes.end()).size(), kRecoveryCodes);
  EXPECT_EQ(normal_recovery_code(" abcd-efgh ijkl-2345"), "ABCDEFGHIJKL2345");
}

TEST(Password, AHashOfTheReferenceImplementationIsAccepted) {
  const std::string hash = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
  EXPECT_TRUE(is_password("password", hash));
  EXPECT_FALSE(is_password("passwore", hash));
  EXPECT_FALSE(is_password("password", "no hash at all"));
}

TEST(Password, TwoHashesOfOnePasswordDiffer) {
  const PasswordCost cheap{.memory_kib = 64, .passes = 1, .lanes = 1};
  const std::string hash = hash_password("x", cheap);
  EXPECT_NE(hash, hash_password("x", cheap));
  EXPECT_TRUE(is_password("x", hash));
  EXPECT_FALSE(costs_otherwise(hash, cheap));
  EXPECT_TRUE(costs_otherwise(hash, PasswordCost{}));
}

TEST(Password, LongOnesAndMixedOnesAreAccepted) {
  EXPECT_THAT(wrong_with("correct horse battery"), IsEmpty());
  EXPECT_THAT(wrong_with("清河水清见底鱼虾自在游也"), IsEmpty());
  EXPECT_THAT(wrong_with("Tr7vel-bus"), IsEmpty());
}

TEST(Password, ShortOnesAreRefused) {
  EXPECT_THAT(wrong_with("travelbusx"), ElementsAre("password.too_short"));
  EXPECT_THAT(wrong_with("Tr7vel-bu"), ElementsAre("password.too_short"));
  EXPECT_THAT(wrong_with("清河水清见底"), ElementsAre("password.too_short"));
  EXPECT_THAT(wrong_with(""), Contains("password.too_short"));
  EXPECT_THAT(wrong_with(std::string(300, 'x') + "y"), ElementsAre("password.too_long"));
}

TEST(Password, TheAccountWithAFewCharactersMoreIsRefused) {
  EXPECT_THAT(wrong_with("Li.Ming-2024!"), ElementsAre("password.is_account"));
  EXPECT_THAT(wrong_with("LiMing@20242024"), ElementsAre("password.is_account"));
}

TEST(Password, CommonOnesAreRefusedWithTheirUsualTails) {
  for (const char* common :
       {"Password@123456", "admin@20242024", "1qaz2wsx3edc", "aaaaaaaaaaaaaa", "qwertyuiopas", "123456789012",
        "abcabcabcabcabc", "Admin123!@#$%", "1234567890123456", "ababababababab"}) {
    EXPECT_THAT(wrong_with(common), Contains("password.common")) << common;
  }
}

}  // namespace
}  // namespace gongkai::agency
