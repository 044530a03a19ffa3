// Folding by one table over code points, and the cutting of text into elements.
#include "search/fold.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include <string>
#include <vector>

#include "base/hash.h"
#include "base/text.h"
#include "search/chinese_forms.h"

namespace gongkai::search {
namespace {

enum class Role : std::uint8_t { Sign, Han, Letter, Digit, Break, SoftBreak, Nothing, Expands };

constexpr char32_t kTableEnd = 0x323B0;  ///< behind the last Han character of Unicode
constexpr std::size_t kLongestWord = 32;

bool is_character_script(char32_t c) {
  return is_han(c) || c == 0x3005 || (c >= 0x3041 && c <= 0x312F && c != 0x30FB) || (c >= 0xAC00 && c <= 0xD7A3);
}

Role role_of(char32_t c) {
  if (is_character_script(c)) return Role::Han;
  switch (c) {
    case U'.':
    case U',':
    case U':': return Role::SoftBreak;
    case U'\t':
    case U';':
    case U'!':
    case U'?':
    case U'|':
    case U'。':
    case U'、': return Role::Break;
    default: break;
  }
  const auto code = static_cast<UChar32>(c);
  if (u_isdigit(code)) return Role::Digit;
  if (u_isalpha(code)) return Role::Letter;
  const auto type = static_cast<UCharCategory>(u_charType(code));
  if (type == U_NON_SPACING_MARK || type == U_COMBINING_SPACING_MARK) return Role::Letter;
  return Role::Sign;
}

/// What every code point becomes.
class Table {
 public:
  struct Entry {
    char32_t folded = 0;  ///< or the index into expansions
    Role role = Role::Sign;
  };

  static const Table& get() {
    static const Table table;
    return table;
  }

  Entry at(char32_t c) const { return c < kTableEnd ? entries_[c] : Entry{c, Role::Sign}; }
  const std::vector<Entry>& expansion(char32_t index) const { return expansions_[index]; }
  const std::string& fingerprint() const { return fingerprint_; }

 private:
  Table() : entries_(kTableEnd) {
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2* compose = unorm2_getNFKCCasefoldInstance(&status);
    const UNormalizer2* decompose = unorm2_getNFKDInstance(&status);
    const std::vector<char32_t> simplified = simplified_table();
    std::string all;
    for (char32_t c = 0; c < kTableEnd; ++c) {
      std::vector<Entry> parts;
      for (char32_t part : normalised(c, compose, decompose)) {
        if (part < kTableEnd && simplified[part] != 0) part = simplified[part];
        parts.push_back({part, role_of(part)});
        append_code_point(all, part);
      }
      all += '\n';
      if (parts.empty()) {
        entries_[c] = {0, Role::Nothing};
      } else if (parts.size() == 1) {
        entries_[c] = parts.front();
      } else {
        entries_[c] = {static_cast<char32_t>(expansions_.size()), Role::Expands};
        expansions_.push_back(std::move(parts));
      }
    }
    fingerprint_ = hex(sha256(all)).substr(0, 16);
  }

  static std::vector<char32_t> normalised(char32_t c, const UNormalizer2* compose, const UNormalizer2* decompose) {
    if (c == 0x25CB || c == 0x25EF) return {0x3007};  // ○ ◯ stand for 〇 in years
    if ((c >= 0xD800 && c <= 0xDFFF) || compose == nullptr || decompose == nullptr) return {c};
    if (c >= 0x4E00 && c <= 0x9FFF) return {c};
    if (c == '\t') return {c};
    if (c < 0x20 || is_blank(c))
      return c == 0xAD || (c >= 0x200B && c <= 0x200F) || c == 0xFEFF || (c >= 0xFE00 && c <= 0xFE0F) ||
                     (c >= 0x2060 && c <= 0x206F)
                 ? std::vector<char32_t>{}
                 : std::vector<char32_t>{U' '};
    UChar source[2];
    int32_t size = 0;
    UErrorCode status = U_ZERO_ERROR;
    u_strFromUTF32(source, 2, &size, reinterpret_cast<const UChar32*>(&c), 1, &status);
    UChar folded[64];
    int32_t folded_size = unorm2_normalize(compose, source, size, folded, 64, &status);
    UChar parted[128];
    const bool accents = c < 0x2000;  // Latin, Greek, Cyrillic: é is e
    if (accents) {
      const int32_t parted_size = unorm2_normalize(decompose, folded, folded_size, parted, 128, &status);
      if (U_SUCCESS(status)) {
        folded_size = 0;
        for (int32_t i = 0; i < parted_size && folded_size < 64; ++i)
          if (parted[i] < 0x300 || parted[i] > 0x36F) folded[folded_size++] = parted[i];
      }
    }
    if (U_FAILURE(status)) return {c};
    std::vector<char32_t> parts;
    for (int32_t i = 0; i < folded_size;) {
      const char32_t lead = folded[i++];
      const bool pair = lead >= 0xD800 && lead <= 0xDBFF && i < folded_size;
      parts.push_back(pair ? 0x10000 + ((lead - 0xD800) << 10) + (char32_t{folded[i++]} - 0xDC00) : lead);
    }
    return parts;
  }

  /// For every Han character its simplified one; 0 where there is none.
  static std::vector<char32_t> simplified_table() {
    std::vector<char32_t> table(kTableEnd, 0);
    std::string list;
    std::vector<char32_t> listed;
    for (char32_t c = 0x3400; c < kTableEnd; ++c) {
      if (!is_han(c)) continue;
      append_code_point(list, c);
      list += '\n';
      listed.push_back(c);
    }
    const std::string forms = simplified_characters(list);
    std::size_t at = 0;
    for (const char32_t c : listed) {
      if (at >= forms.size()) break;
      const char32_t form = next_code_point(forms, at);
      const std::size_t end = forms.find('\n', at);
      if (end == at) table[c] = form;  // one character for one
      if (end == std::string::npos) break;
      at = end + 1;
    }
    return table;
  }

  std::vector<Entry> entries_;
  std::vector<std::vector<Entry>> expansions_;
  std::string fingerprint_;
};

/// Takes folded characters one by one and makes elements of them.
class Cutter {
 public:
  explicit Cutter(Elements& out) : out_(out) {}

  void take(Table::Entry entry, std::uint32_t begin, std::uint32_t end) {
    switch (entry.role) {
      case Role::Han:
        put_break(begin);
        add(Element::Kind::Han, entry.folded, begin, end);
        word_is_open_ = false;
        return;
      case Role::Letter:
      case Role::Digit: take_word_character(entry, begin, end); return;
      case Role::SoftBreak:
        vanishes_ = word_is_open_ && !break_is_pending_;
        break_is_pending_ = true;
        word_is_open_ = false;
        return;
      case Role::Break:
        break_is_pending_ = true;
        vanishes_ = word_is_open_ = false;
        return;
      default: vanishes_ = word_is_open_ = false;
    }
  }

 private:
  void take_word_character(Table::Entry entry, std::uint32_t begin, std::uint32_t end) {
    if (break_is_pending_ && vanishes_) break_is_pending_ = false;
    put_break(begin);
    const auto kind = entry.role == Role::Digit ? Element::Kind::Digits : Element::Kind::Letters;
    if (word_is_open_ && out_.back().kind == kind && characters_ < kLongestWord) {
      append_code_point(out_.back().text, entry.folded);
      out_.back().end = end;
      ++characters_;
      return;
    }
    add(kind, entry.folded, begin, end);
    word_is_open_ = true;
    characters_ = 1;
  }

  void put_break(std::uint32_t at) {
    if (break_is_pending_ && !out_.empty()) out_.push_back({Element::Kind::Break, ",", at, at});
    break_is_pending_ = vanishes_ = false;
  }

  void add(Element::Kind kind, char32_t c, std::uint32_t begin, std::uint32_t end) {
    Element& element = out_.emplace_back();
    element.kind = kind;
    append_code_point(element.text, c);
    element.begin = begin;
    element.end = end;
  }

  Elements& out_;
  std::size_t characters_ = 0;
  bool word_is_open_ = false;
  bool break_is_pending_ = false;
  bool vanishes_ = false;  ///< the pending break is a point between two characters of words
};

}  // namespace

void read_elements(std::string_view text, Elements& out) {
  out.clear();
  const Table& table = Table::get();
  Cutter cutter(out);
  for (std::size_t at = 0; at < text.size();) {
    const auto begin = static_cast<std::uint32_t>(at);
    const Table::Entry entry = table.at(next_code_point(text, at));
    const auto end = static_cast<std::uint32_t>(at);
    if (entry.role == Role::Nothing) continue;
    if (entry.role != Role::Expands) {
      cutter.take(entry, begin, end);
      continue;
    }
    for (const Table::Entry& part : table.expansion(entry.folded)) cutter.take(part, begin, end);
  }
}

Elements elements_of(std::string_view text) {
  Elements elements;
  read_elements(text, elements);
  return elements;
}

std::string folding_fingerprint() { return Table::get().fingerprint(); }

}  // namespace gongkai::search
