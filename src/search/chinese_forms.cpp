// Traditional to simplified and back: OpenCC's converters, made once and shared (they only read).
#include "search/chinese_forms.h"

#include <opencc.h>

#include <exception>
#include <memory>

#include "base/text.h"
#include "search/index.h"

namespace gongkai::search {
namespace {

/// nullptr when the dictionaries are not there: a page in simplified characters is better than none.
std::unique_ptr<const opencc::SimpleConverter> load(const char* configuration) {
  try {
    return std::make_unique<const opencc::SimpleConverter>(configuration);
  } catch (const std::exception&) { return nullptr; }
}

const opencc::SimpleConverter* simplifying() {
  static const auto converter = load("t2s.json");
  return converter.get();
}

const opencc::SimpleConverter* traditionalising() {
  // with the usual forms 為, 偽, 群: without the variants OpenCC writes 爲, 僞, 羣, and 覈對 for 核对
  static const auto converter = load("s2tw.json");
  return converter.get();
}

/// OpenCC throws on bytes that are no UTF-8; such text stays as it is.
std::string converted(const opencc::SimpleConverter* converter, std::string_view text) {
  if (converter == nullptr || text.empty() || !is_valid_utf8(text)) return std::string(text);
  try {
    return converter->Convert(text.data(), text.size());
  } catch (const std::exception&) { return std::string(text); }
}

}  // namespace

bool has_chinese_forms() { return simplifying() != nullptr && traditionalising() != nullptr; }

std::string simplified_characters(std::string_view text) { return converted(simplifying(), text); }

std::string to_simplified(std::string_view text) { return converted(simplifying(), text); }

std::string to_traditional(std::string_view text) { return converted(traditionalising(), text); }

}  // namespace gongkai::search
