// Resident identity numbers are told from other long numbers. The numbers here are made up.
#include "scan/personal_numbers.h"

#include <gtest/gtest.h>

#include <string>

namespace gongkai::scan {
namespace {

/// A made-up number with its right check digit.
std::string made_up(const std::string& body) {
  static constexpr int kWeights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  int sum = 0;
  for (std::size_t i = 0; i < 17; ++i) sum += kWeights[i] * (body[i] - '0');
  return body + "10X98765432"[sum % 11];
}

TEST(IdentityNumbers, AValidOneIsFoundWithItsPlace) {
  const std::string number = made_up("11010119900101001");
  const auto found = find_identity_numbers("申请人身份证号：" + number + "。");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].begin, std::string("申请人身份证号：").size());
  EXPECT_EQ(found[0].size, 18u);
}

TEST(IdentityNumbers, ASmallXIsAsGoodAsALargeOne) {
  for (int serial = 100; serial < 200; ++serial) {
    std::string number = made_up("11010119900101" + std::to_string(serial));
    EXPECT_EQ(find_identity_numbers(number).size(), 1u) << number;
    if (number.back() != 'X') continue;
    number.back() = 'x';
    EXPECT_EQ(find_identity_numbers(number).size(), 1u) << number;
  }
}

TEST(IdentityNumbers, AnyWrongDigitMakesItAnotherNumber) {
  const std::string number = made_up("11010119900101001");
  for (std::size_t i = 0; i < 17; ++i) {
    std::string other = number;
    other[i] = other[i] == '9' ? '0' : static_cast<char>(other[i] + 1);
    EXPECT_TRUE(find_identity_numbers(other).empty()) << other;
  }
}

TEST(IdentityNumbers, ProvinceAndDateMustExist) {
  EXPECT_TRUE(find_identity_numbers(made_up("99010119900101001")).empty());
  EXPECT_TRUE(find_identity_numbers(made_up("11010119900230001")).empty());
  EXPECT_TRUE(find_identity_numbers(made_up("11010119901301001")).empty());
  EXPECT_TRUE(find_identity_numbers(made_up("11010118000101001")).empty());
}

TEST(IdentityNumbers, MaskedAndLongerNumbersAreNone) {
  const std::string number = made_up("11010119900101001");
  EXPECT_TRUE(find_identity_numbers("110101********0011").empty());
  EXPECT_TRUE(find_identity_numbers("1" + number).empty());
  EXPECT_TRUE(find_identity_numbers(number + "0").empty());
  EXPECT_TRUE(find_identity_numbers("A" + number).empty());
  EXPECT_TRUE(find_identity_numbers("91110000000000000X").empty()) << "a unified social credit code";
}

TEST(IdentityNumbers, SeveralAreAllFound) {
  EXPECT_EQ(find_identity_numbers(made_up("11010119900101001") + "、" + made_up("44010119851231002")).size(), 2u);
}

}  // namespace
}  // namespace gongkai::scan
