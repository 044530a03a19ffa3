// A sentence for people in the two languages the program speaks.
#pragma once
#include <string>

namespace gongkai {

enum class Language { Chinese, English };

struct Wording {
  std::string zh;
  std::string en;
  const std::string& in(Language language) const { return language == Language::English ? en : zh; }
};

}  // namespace gongkai
