// Instants, clocks, fingerprints and their spellings.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/hash.h"
#include "base/instant.h"
#include "base/now.h"

namespace gongkai {
namespace {

TEST(Instant, IsToldInChinasTime) {
  const Instant instant(1645492502);  // 2022-02-22 01:15:02 UTC
  EXPECT_EQ(instant.iso(), "2022-02-22T09:15:02+08:00");
  EXPECT_EQ(instant.to_the_minute(), "2022-02-22 09:15");
  EXPECT_EQ(instant.http_date(), "Tue, 22 Feb 2022 01:15:02 GMT");
  EXPECT_EQ(instant.day().iso(), "2022-02-22");
}

TEST(Instant, TheDayChangesAtMidnightInChina) {
  const auto before = Instant::parse("2022-02-22T23:59:59+08:00");
  ASSERT_TRUE(before);
  EXPECT_EQ(before->day().iso(), "2022-02-22");
  EXPECT_EQ(before->plus_seconds(1).day().iso(), "2022-02-23");
  EXPECT_EQ(before->plus_seconds(1), Instant::start_of(*CivilDay::parse("2022-02-23")));
}

TEST(Instant, RefusesWhatIsNotItsForm) {
  for (const char* text : {"", "2022-02-22", "2022-02-22T09:15:02Z", "2022-02-30T09:15:02+08:00",
                           "2022-02-22T24:00:00+08:00", "2022-02-22T09:60:02+08:00", "2022-02-22T09:15:0x+08:00"})
    EXPECT_FALSE(Instant::parse(text)) << text;
}

RC_GTEST_PROP(Instant, ReadsBackWhatItWrites, ()) {
  const Instant instant(*rc::gen::inRange<std::int64_t>(-2208988800, 32503680000 - 8 * 3600 - 1));
  RC_ASSERT(Instant::parse(instant.iso()) == std::optional(instant));
}

TEST(Clock, AFrozenOneStandsStillAndMovesInAllItsCopies) {
  Clock clock = Clock::frozen_at(Instant(1000));
  const Clock copy = clock;
  EXPECT_EQ(copy.now(), Instant(1000));
  clock.advance_to(Instant(2000));
  EXPECT_EQ(copy.now(), Instant(2000));
  EXPECT_TRUE(copy.is_frozen());
  EXPECT_FALSE(Clock::real().is_frozen());
}

TEST(Hash, AgreesWithPublishedVectors) {
  EXPECT_EQ(hex(sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  // RFC 4231, test case 2
  EXPECT_EQ(hex(hmac_sha256("Jefe", "what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  Sha256Stream stream;
  stream.add("a");
  stream.add("bc");
  EXPECT_EQ(stream.finish(), sha256("abc"));
}

RC_GTEST_PROP(Spelling, HexAndBase64ReadBack, (const std::string& bytes)) {
  RC_ASSERT(from_hex(hex(bytes)) == std::optional(bytes));
  RC_ASSERT(from_base64url(base64url(bytes)) == std::optional(bytes));
}

TEST(Spelling, RefusesWhatIsNone) {
  EXPECT_FALSE(from_hex("abc"));
  EXPECT_FALSE(from_hex("zz"));
  EXPECT_FALSE(from_base64url("a"));
  EXPECT_FALSE(from_base64url("a+b/"));
}

TEST(RandomBytes, AreAsManyAsAskedAndNotTheSameTwice) {
  EXPECT_EQ(random_bytes(32).size(), 32u);
  EXPECT_NE(random_bytes(32), random_bytes(32));
}

TEST(ConstantTime, ComparesLikeEquality) {
  EXPECT_TRUE(equal_in_constant_time("abc", "abc"));
  EXPECT_FALSE(equal_in_constant_time("abc", "abd"));
  EXPECT_FALSE(equal_in_constant_time("abc", "ab"));
}

}  // namespace
}  // namespace gongkai
