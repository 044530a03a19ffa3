// Building, writing, merging and looking up of segments.
#include "search/segments.h"

#include <algorithm>
#include <bit>
#include <deque>

#include "search/words.h"

namespace gongkai::search {
namespace {

constexpr std::size_t kBlockBytes = 3'800;  ///< with its row, a page of the file
constexpr std::size_t kFanOut = 8;

/// Segments of one level have like sizes: 1, 8, 64 … documents.
int level_of(std::int64_t documents) {
  return static_cast<int>(std::bit_width(static_cast<std::uint64_t>(std::max<std::int64_t>(documents, 1))) - 1) / 3;
}

struct TokenAndList {
  std::string_view token;
  std::string_view list;
};

TokenAndList next_of(ByteReader& block) {
  TokenAndList next;
  next.token = block.bytes(block.number());
  next.list = block.bytes(block.number());
  return next;
}

/// All tokens of a segment, one after the other.
class SegmentWalk {
 public:
  SegmentWalk(Database& database, std::int64_t segment)
      : blocks_(database, "SELECT data FROM blocks WHERE segment = ?1 ORDER BY first") {
    blocks_.bind(1, segment);
    advance();
  }
  bool is_over() const { return is_over_; }
  const TokenAndList& current() const { return current_; }
  void advance() {
    while (block_.is_at_end()) {
      is_over_ = !blocks_.step();
      if (is_over_) return;
      data_ = blocks_.bytes(0);  // what is written meanwhile moves pages
      block_ = ByteReader(data_);
    }
    current_ = next_of(block_);
  }

 private:
  Statement blocks_;
  std::string data_;
  ByteReader block_{std::string_view()};
  TokenAndList current_;
  bool is_over_ = false;
};

}  // namespace

void SegmentBuilder::Growing::finish() {
  if (count > 0) list.add(number, positions, count > 1);
  positions.clear();
  last_position = count = 0;
}

void SegmentBuilder::add(const std::string& token, DocumentNumber number, std::uint32_t position) {
  Growing& growing = tokens_[token];
  if (growing.number != number) {
    growing.finish();
    growing.number = number;
  }
  append_number(growing.positions, position - growing.last_position);
  growing.last_position = position;
  ++growing.count;
  ++positions_;
}

void SegmentBuilder::add(DocumentNumber number, std::span<const std::string_view> fields) {
  std::uint32_t begin = 0;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    read_elements(fields[i], elements_);
    std::uint32_t next = begin;
    each_token(elements_, [&](const std::string& token, bool same_position) {
      add(token, number, same_position ? next - 1 : next++);
    });
    begin = next + 1;  // a gap: no phrase runs from one field into the next
    if (i == 0) begin = std::max(begin, kTitlePositions);
  }
  ++documents_;
}

void SegmentBuilder::clear() {
  tokens_ = {};  // also the table, which may be large
  documents_ = 0;
  positions_ = 0;
}

void SegmentBuilder::each_list(const std::function<void(std::string_view, std::string_view)>& take) {
  std::vector<std::pair<const std::string, Growing>*> sorted;
  sorted.reserve(tokens_.size());
  for (auto& token : tokens_) sorted.push_back(&token);
  std::sort(sorted.begin(), sorted.end(), [](const auto* a, const auto* b) { return a->first < b->first; });
  for (auto* token : sorted) {
    token->second.finish();
    take(token->first, token->second.list.bytes());
  }
}

/// Fills blocks with tokens in order. A list longer than a block has one of its own.
class SegmentWriter::BlockWriter {
 public:
  BlockWriter(Statement& add, std::int64_t segment) : add_(add), segment_(segment) {}

  void add(std::string_view token, std::string_view list) {
    if (!data_.empty() && data_.size() + token.size() + list.size() + 8 > kBlockBytes) flush();
    if (data_.empty()) first_ = token;
    append_number(data_, token.size());
    data_.append(token);
    append_number(data_, list.size());
    data_.append(list);
  }

  void flush() {
    if (data_.empty()) return;
    add_.bind(1, segment_).bind(2, std::string_view(first_)).bind_bytes(3, data_).run();
    data_.clear();
  }

 private:
  Statement& add_;
  std::int64_t segment_;
  std::string first_, data_;
};

SegmentWriter::SegmentWriter(Database& database)
    : database_(database),
      list_(database, "SELECT segment, documents FROM segments ORDER BY segment"),
      add_segment_(database, "INSERT INTO segments VALUES(?1, ?2)"),
      drop_segment_(database, "DELETE FROM segments WHERE segment = ?1"),
      add_block_(database, "INSERT INTO blocks(segment, first, data) VALUES(?1, ?2, ?3)"),
      drop_blocks_(database, "DELETE FROM blocks WHERE segment = ?1") {}

std::vector<SegmentWriter::Segment> SegmentWriter::segments() {
  std::vector<Segment> segments;
  while (list_.step()) segments.push_back({list_.number(0), list_.number(1)});
  list_.reset();
  return segments;
}

void SegmentWriter::write(SegmentBuilder& builder) {
  if (builder.documents() == 0) return;
  const std::vector<Segment> known = segments();
  const std::int64_t segment = known.empty() ? 1 : known.back().segment + 1;
  BlockWriter blocks(add_block_, segment);
  builder.each_list([&](std::string_view token, std::string_view list) { blocks.add(token, list); });
  blocks.flush();
  add_segment_.bind(1, segment).bind(2, builder.documents()).run();
  builder.clear();
}

void SegmentWriter::merge(const std::function<bool(DocumentNumber)>& lives, std::int64_t living) {
  for (;;) {
    const std::vector<Segment> all = segments();
    std::int64_t documents = 0;
    for (const Segment& segment : all) documents += segment.documents;
    if (documents > 2 * living + 1000) {  // mostly lists of documents that are gone
      merge(all, living, lives);
      return;
    }
    // From the first segment that is smaller than the last one; or the last eight of one level.
    const int level = all.empty() ? 0 : level_of(all.back().documents);
    auto from = std::find_if(all.begin(), all.end(), [&](const Segment& s) { return level_of(s.documents) < level; });
    if (from == all.end()) {
      from = std::find_if(all.begin(), all.end(), [&](const Segment& s) { return level_of(s.documents) == level; });
      if (static_cast<std::size_t>(all.end() - from) < kFanOut) return;
    }
    documents = 0;
    for (auto segment = from; segment != all.end(); ++segment) documents += segment->documents;
    merge({from, all.end()}, documents, lives);
  }
}

/// The merged ones are the last: the new number keeps segments in the order of their documents.
void SegmentWriter::merge(std::span<const Segment> merged, std::int64_t documents,
                          const std::function<bool(DocumentNumber)>& lives) {
  const std::int64_t segment = merged.back().segment + 1;
  {
    std::deque<SegmentWalk> walks;
    for (const Segment& one : merged) walks.emplace_back(database_, one.segment);
    BlockWriter blocks(add_block_, segment);
    PostingList list;
    std::string token;
    for (;;) {
      const SegmentWalk* least = nullptr;
      for (const SegmentWalk& walk : walks)
        if (!walk.is_over() && (least == nullptr || walk.current().token < least->current().token)) least = &walk;
      if (least == nullptr) break;
      token = least->current().token;
      list.clear();
      for (SegmentWalk& walk : walks) {
        if (walk.is_over() || walk.current().token != token) continue;
        for (PostingReader reader(walk.current().list); reader.next();)
          if (lives(reader.number())) list.add(reader.number(), reader.positions(), reader.has_several());
        walk.advance();
      }
      if (!list.bytes().empty()) blocks.add(token, list.bytes());
    }
    blocks.flush();
  }
  for (const Segment& one : merged) {
    drop_blocks_.bind(1, one.segment).run();
    drop_segment_.bind(1, one.segment).run();
  }
  add_segment_.bind(1, segment).bind(2, documents).run();
}

SegmentReader::SegmentReader(Database& database)
    : list_(database, "SELECT segment FROM segments ORDER BY segment"),
      block_(database, "SELECT data FROM blocks WHERE segment = ?1 AND first <= ?2 ORDER BY first DESC LIMIT 1"),
      blocks_from_(database,
                   "SELECT data FROM blocks WHERE segment = ?1 AND first >= ifnull((SELECT max(first) FROM blocks "
                   "WHERE segment = ?1 AND first <= ?2), ?2) ORDER BY first") {}

std::vector<std::int64_t> SegmentReader::segments() {
  std::vector<std::int64_t> segments;
  while (list_.step()) segments.push_back(list_.number(0));
  list_.reset();
  return segments;
}

bool SegmentReader::find(std::int64_t segment, std::string_view token, std::string& list) {
  bool is_found = false;
  if (block_.bind(1, segment).bind(2, token).step())
    for (ByteReader block(block_.bytes(0)); !block.is_at_end();) {
      const TokenAndList next = next_of(block);
      if (next.token < token) continue;
      is_found = next.token == token;
      if (is_found) list = next.list;
      break;
    }
  block_.reset();
  return is_found;
}

void SegmentReader::each_with_prefix(std::int64_t segment, std::string_view prefix,
                                     const std::function<void(std::string_view)>& take) {
  blocks_from_.bind(1, segment).bind(2, prefix);
  for (bool is_over = false; !is_over && blocks_from_.step();)
    for (ByteReader block(blocks_from_.bytes(0)); !block.is_at_end() && !is_over;) {
      const TokenAndList next = next_of(block);
      if (next.token.starts_with(prefix)) {
        take(next.list);
      } else {
        is_over = next.token > prefix;
      }
    }
  blocks_from_.reset();
}

}  // namespace gongkai::search
