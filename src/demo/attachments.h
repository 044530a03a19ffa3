// Files beside the demo's items: small, real, and made without any library.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace gongkai::demo {

/// A Word document: a title, paragraphs, and a form of two columns whose right one is empty.
std::string word_form(std::string_view title, const std::vector<std::string>& paragraphs,
                      const std::vector<std::string>& fields);
/// A drawing of the main points, with its text as text.
std::string picture_of_points(std::string_view title, const std::vector<std::string>& points, std::string_view agency);

}  // namespace gongkai::demo
