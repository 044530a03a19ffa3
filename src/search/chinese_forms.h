// Traditional and simplified Chinese by the dictionaries of OpenCC, loaded once a process.
#pragma once
#include <string>
#include <string_view>

namespace gongkai::search {

/// False when OpenCC's data files are missing (Debian: libopencc-data). Then nothing is converted and traditional forms
/// are not folded in the index; `gongkai doctor` says so. Thread-safe; loads at the first call (about 50 ms).
bool has_chinese_forms();

/// The simplified form of every character of `text`, each for itself (no phrases); `text` is a list of characters
/// separated by line feeds. For building the table of fold.cpp.
std::string simplified_characters(std::string_view text);

}  // namespace gongkai::search
