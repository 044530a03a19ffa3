#include "agency/checks.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace gongkai::agency {
namespace {

constexpr std::size_t kLongestCode = 40;

bool is_small_letter(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool has_controls(std::string_view text, bool breaks_allowed) {
  return std::any_of(text.begin(), text.end(), [&](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && !(breaks_allowed && (c == '\n' || c == '\t'))) || byte == 0x7F;
  });
}

void check(Reasons& not_possible, std::string_view field, std::string_view text, std::size_t longest, bool breaks) {
  if (!is_valid_utf8(text) || has_controls(text, breaks)) {
    not_possible.add("agency.bad_text",
                     {fmt::format("“{}”含有不能显示的字符，请重新输入", field),
                      fmt::format("{} holds characters that cannot be shown; enter it again", field)},
                     field);
  } else if (text.size() > longest && count_code_points(text) > longest) {
    not_possible.add("agency.text_too_long",
                     {fmt::format("“{}”超过 {} 字，请缩短", field, longest),
                      fmt::format("{} is longer than {} characters; shorten it", field, longest)},
                     field);
  }
}

bool is_made_of(std::string_view text, std::string_view marks) {
  return !text.empty() && text.size() <= kLongestCode && is_small_letter(text.front()) &&
         std::all_of(text.begin(), text.end(), [&](char c) {
           return is_small_letter(c) || is_digit(c) || marks.find(c) != std::string_view::npos;
         });
}

}  // namespace

void check_line(Reasons& not_possible, std::string_view field, std::string_view text, std::size_t longest) {
  check(not_possible, field, text, longest, false);
}

void check_text(Reasons& not_possible, std::string_view field, std::string_view text) {
  check(not_possible, field, text, kLongestText, true);
}

void check_name(Reasons& not_possible, std::string_view code_if_missing, std::string_view field,
                std::string_view text) {
  if (trimmed(text).empty()) {
    not_possible.add(code_if_missing, {"缺少名称，请填写", "the name is missing; give it"}, field);
  } else {
    check_line(not_possible, field, text, kLongestName);
  }
}

bool is_code(std::string_view text) { return is_made_of(text, "-"); }

bool is_account(std::string_view text) { return text.size() >= 2 && is_made_of(text, "._-"); }

}  // namespace gongkai::agency
