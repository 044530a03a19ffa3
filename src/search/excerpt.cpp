// Matches are found in the folded elements and marked in the source through the elements' places.
#include "search/excerpt.h"

#include <algorithm>

#include "base/text.h"

namespace gongkai::search {
namespace {

constexpr std::size_t kMostBytes = 256 * 1024;
constexpr std::size_t kBefore = 24;  // characters
constexpr std::size_t kShown = 100;

/// Bytes of the source.
struct Range {
  std::size_t begin;
  std::size_t end;
};

std::size_t boundary_at_or_before(std::string_view text, std::size_t at) {
  if (at >= text.size()) return text.size();
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
  return at;
}

std::size_t characters_back(std::string_view text, std::size_t at, std::size_t count) {
  for (; count > 0 && at > 0; --count) at = boundary_at_or_before(text, at - 1);
  return at;
}

std::size_t characters_on(std::string_view text, std::size_t at, std::size_t count) {
  for (; count > 0 && at < text.size(); --count) next_code_point(text, at);
  return at;
}

/// All matches, in order, those that touch or overlap made one.
std::vector<Range> matches_in(const Elements& elements, std::span<const Phrase> phrases) {
  std::vector<Range> ranges;
  for (const Phrase& phrase : phrases)
    for (std::size_t at = find_phrase(elements, phrase); at != std::string_view::npos;
         at = find_phrase(elements, phrase, at + 1))
      ranges.push_back({elements[at].begin, elements[at + phrase.size() - 1].end});
  std::sort(ranges.begin(), ranges.end(), [](Range a, Range b) { return a.begin < b.begin; });
  std::vector<Range> merged;
  for (const Range range : ranges) {
    if (merged.empty() || range.begin > merged.back().end) {
      merged.push_back(range);
    } else {
      merged.back().end = std::max(merged.back().end, range.end);
    }
  }
  return merged;
}

void add(std::vector<Piece>& pieces, std::string text, bool is_match) {
  if (text.empty()) return;
  if (!pieces.empty() && pieces.back().is_match == is_match) {
    pieces.back().text += text;
  } else {
    pieces.push_back({std::move(text), is_match});
  }
}

/// Runs of blanks as one space, also at the ends.
std::string with_spaces(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t from = at;
    if (!is_blank(next_code_point(text, at))) {
      out.append(text.substr(from, at - from));
    } else if (out.empty() || out.back() != ' ') {
      out += ' ';
    }
  }
  return out;
}

std::vector<Piece> window(std::string_view text, Range shown, const std::vector<Range>& matches) {
  std::vector<Piece> pieces;
  if (shown.begin > 0) add(pieces, "…", false);
  std::size_t at = shown.begin;
  for (const Range match : matches) {
    const Range part{std::max(match.begin, at), std::min(match.end, shown.end)};
    if (part.begin >= part.end) continue;
    add(pieces, with_spaces(text.substr(at, part.begin - at)), false);
    add(pieces, with_spaces(text.substr(part.begin, part.end - part.begin)), true);
    at = part.end;
  }
  add(pieces, with_spaces(text.substr(at, shown.end - at)), false);
  if (shown.end < text.size()) add(pieces, "…", false);
  return pieces;
}

}  // namespace

std::vector<Piece> marked(std::string_view text, std::span<const Phrase> phrases) {
  std::vector<Piece> pieces;
  std::size_t at = 0;
  for (const Range match : matches_in(elements_of(text), phrases)) {
    add(pieces, std::string(text.substr(at, match.begin - at)), false);
    add(pieces, std::string(text.substr(match.begin, match.end - match.begin)), true);
    at = match.end;
  }
  add(pieces, std::string(text.substr(at)), false);
  return pieces;
}

std::vector<Piece> excerpt(std::span<const std::string_view> texts, std::span<const Phrase> phrases) {
  std::string_view fallback;
  for (const std::string_view whole : texts) {
    const std::string_view text = trimmed(whole.substr(0, boundary_at_or_before(whole, kMostBytes)));
    if (fallback.empty()) fallback = text;
    if (text.empty() || phrases.empty()) continue;
    const std::vector<Range> matches = matches_in(elements_of(text), phrases);
    if (matches.empty()) continue;
    std::size_t begin = characters_back(text, matches.front().begin, kBefore);
    const std::size_t end = characters_on(text, begin, kShown);
    if (end == text.size()) begin = std::min(begin, characters_back(text, end, kShown));
    return window(text, {begin, std::max(end, std::min(matches.front().end, characters_on(text, end, kShown)))},
                  matches);
  }
  return window(fallback, {0, characters_on(fallback, 0, kShown)}, {});
}

}  // namespace gongkai::search
