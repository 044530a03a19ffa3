// Where a phrase occurs: the posting lists of its tokens, walked together.
#pragma once
#include <cstdint>
#include <functional>

#include "search/segments.h"
#include "search/words.h"

namespace gongkai::search {

/// `take(number, position)` for every document that holds the phrase, gone ones too, with the first position of the
/// phrase in it; a document may come several times. Throws DatabaseFailure.
void each_occurrence(SegmentReader& lists, const Phrase& phrase,
                     const std::function<void(DocumentNumber, std::uint32_t)>& take);

}  // namespace gongkai::search
