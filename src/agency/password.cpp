#include "agency/password.h"

#include <argon2.h>
#include <fmt/format.h>

#include <algorithm>
#include <new>
#include <vector>

#include "agency/first_guesses.h"
#include "base/hash.h"
#include "base/text.h"

namespace gongkai::agency {
namespace {

constexpr std::size_t kSaltBytes = 16;
constexpr std::uint32_t kHashBytes = 32;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::string lower(std::string_view text) {
  std::string answer(text);
  for (char& c : answer) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return answer;
}

/// How many of: small letters, capitals, digits, others.
int kinds_of_characters(std::string_view password) {
  bool small = false, capital = false, digit = false, other = false;
  for (const char c : password) {
    if (c >= 'a' && c <= 'z') {
      small = true;
    } else if (c >= 'A' && c <= 'Z') {
      capital = true;
    } else if (c >= '0' && c <= '9') {
      digit = true;
    } else {
      other = true;
    }
  }
  return small + capital + digit + other;
}

/// Without what is no letter at the ends: "admin@2024!" is "admin".
std::string_view core_of(std::string_view word) {
  while (!word.empty() && !is_letter(word.front())) word.remove_prefix(1);
  while (!word.empty() && !is_letter(word.back())) word.remove_suffix(1);
  return word;
}

/// The shortest beginning that makes the whole when repeated: "abcabcab" is "abc".
std::string_view period_of(std::string_view word) {
  for (std::size_t length = 1; length < word.size(); ++length) {
    if (word.substr(length) == word.substr(0, word.size() - length)) return word.substr(0, length);
  }
  return word;
}

bool is_common(std::string_view password) {
  const std::string word = lower(password);
  const std::string_view core = period_of(core_of(word));
  const std::string_view period = period_of(word);
  if (period.size() <= 2) return true;
  if (std::find(kCommonWords.begin(), kCommonWords.end(), core) != kCommonWords.end()) return true;
  return std::any_of(kKeyboardRuns.begin(), kKeyboardRuns.end(), [&](std::string_view run) {
    return run.find(period) != std::string_view::npos || (core.size() >= 6 && run.find(core) != std::string_view::npos);
  });
}

bool is_name_of(std::string_view password, std::string_view name) {
  if (name.size() < 3) return false;
  const std::string word = lower(password), named = lower(name);
  return word.find(named) != std::string::npos && word.size() - named.size() < kShortestMixedPassword;
}

}  // namespace

Reasons why_not_password(std::string_view password, std::string_view account, std::string_view name) {
  Reasons not_possible;
  if (!is_valid_utf8(password) || password.find('\0') != std::string_view::npos) {
    not_possible.add("password.bad_text",
                     {"口令含有无法识别的字符", "the password holds characters that cannot be read"});
  }
  const std::size_t length = count_code_points(password);
  if (length < kShortestPassword && !(length >= kShortestMixedPassword && kinds_of_characters(password) >= 3)) {
    not_possible.add(
        "password.too_short",
        {fmt::format("口令至少 {} 个字符；含大写、小写、数字、符号中三种的，至少 {} 个", kShortestPassword,
                     kShortestMixedPassword),
         fmt::format(
             "a password has at least {} characters, or {} with three of capitals, small letters, digits and marks",
             kShortestPassword, kShortestMixedPassword)});
  }
  if (password.size() > kLongestPassword) {
    not_possible.add("password.too_long", {"口令过长，请缩短", "the password is too long; shorten it"});
  }
  if (is_name_of(password, account) || is_name_of(password, name)) {
    not_possible.add("password.is_account", {"口令不能由账号或姓名加几个字符构成",
                                             "a password is not the account or the name with a few characters more"});
  }
  if (is_common(password)) {
    not_possible.add("password.common",
                     {"口令过于常见，容易被猜中，请换一个", "the password is too common; choose another"});
  }
  return not_possible;
}

std::string hash_password(std::string_view password, const PasswordCost& cost) {
  const std::string salt = random_bytes(kSaltBytes);
  std::vector<char> encoded(
      argon2_encodedlen(cost.passes, cost.memory_kib, cost.lanes, kSaltBytes, kHashBytes, Argon2_id));
  const int failed = argon2id_hash_encoded(cost.passes, cost.memory_kib, cost.lanes, password.data(), password.size(),
                                           salt.data(), salt.size(), kHashBytes, encoded.data(), encoded.size());
  if (failed != ARGON2_OK) throw std::bad_alloc();  // the parameters are ours: nothing else can fail
  return encoded.data();
}

bool is_password(std::string_view password, const std::string& hash) {
  return password.size() <= kLongestPassword &&
         argon2id_verify(hash.c_str(), password.data(), password.size()) == ARGON2_OK;
}

bool costs_otherwise(std::string_view hash, const PasswordCost& cost) {
  return hash.find(fmt::format("$m={},t={},p={}$", cost.memory_kib, cost.passes, cost.lanes)) == std::string_view::npos;
}

}  // namespace gongkai::agency
