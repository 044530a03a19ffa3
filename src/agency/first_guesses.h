// Passwords, or beginnings of them, that guessers try first, lower case: from the habits of keyboards and offices.
// A password is common when, without digits and marks at its ends, it is one of the words, or when it is one of the
// runs.
#pragma once
#include <array>
#include <string_view>

namespace gongkai::agency {

inline constexpr std::array<std::string_view, 46> kCommonWords{
    "password",   "passw0rd",  "p@ssw0rd", "p@ssword",   "admin",   "administrator", "root",
    "guest",      "test",      "user",     "welcome",    "letmein", "iloveyou",      "monkey",
    "dragon",     "sunshine",  "princess", "football",   "master",  "login",         "secret",
    "changeme",   "default",   "system",   "manager",    "oracle",  "gongkai",       "zhengfu",
    "zwgk",       "xxgk",      "bangong",  "bangongshi", "mima",    "woaini",        "woaizhongguo",
    "china",      "zhongguo",  "beijing",  "huawei",     "aini",    "nihao",         "qwerty",
    "qwertyuiop", "asdfghjkl", "zxcvbnm",  "abc"};

/// Walks over the keyboard and the digits; every password that is a part of one, or of one repeated, is common.
inline constexpr std::array<std::string_view, 8> kKeyboardRuns{
    "abcdefghijklmnopqrstuvwxyz",           "01234567890",  "09876543210",          "qwertyuiopasdfghjklzxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p", "!@#$%^&*()_+", "1q2w3e4r5t6y7u8i9o0p", "qazwsxedcrfvtgbyhnujmikolp"};

}  // namespace gongkai::agency
