// What a list of hits shows of a text: the title with its matches marked, and some hundred characters around the first.
#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "search/index.h"
#include "search/words.h"

namespace gongkai::search {

/// The whole text; matches of any phrase marked. The pieces together are `text`, byte for byte.
std::vector<Piece> marked(std::string_view text, std::span<const Phrase> phrases);

/// About 100 characters around the first match in the first of `texts` that has one, else the beginning of the first
/// that is not empty. Runs of blanks become one space; "…" stands where the text goes on. Only the first 256 KB of a
/// text are looked at.
std::vector<Piece> excerpt(std::span<const std::string_view> texts, std::span<const Phrase> phrases);

}  // namespace gongkai::search
