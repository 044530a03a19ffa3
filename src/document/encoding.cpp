#include "document/encoding.h"

#include <unicode/ucnv.h>

#include <algorithm>
#include <memory>

#include "base/text.h"

namespace gongkai::document {
namespace {

struct Utf8Count {
  std::size_t multibyte = 0;  ///< well-formed sequences of two and more bytes
  std::size_t broken = 0;
  bool cut_off = false;  ///< the last character is incomplete
};

/// Mostly well-formed UTF-8 with a few broken places is damaged UTF-8: GB18030 would accept most of its bytes.
bool is_mostly_utf8(const Utf8Count& count) { return count.broken == 0 || count.multibyte > count.broken * 4; }

/// Stops where it is clear that the bytes are no UTF-8.
Utf8Count count_utf8(std::string_view bytes) {
  Utf8Count count;
  for (std::size_t at = 0; at < bytes.size();) {
    if (static_cast<unsigned char>(bytes[at]) < 0x80) {
      at = past_ascii(bytes, at);
      continue;
    }
    if (const std::size_t end = past_three_byte_characters(bytes, at); end > at) {
      count.multibyte += (end - at) / 3;
      at = end;
      continue;
    }
    const std::size_t from = at;
    const char32_t c = next_code_point(bytes, at);
    if (c == 0xFFFD && at - from == 1) {
      count.cut_off = bytes.size() - from < 4;
      // A sequence cut off by the end of the file is a short file, not another encoding.
      if (bytes.size() - from >= 4) ++count.broken;
      // Already too many for UTF-8, even if all that follows is well-formed.
      if (!is_mostly_utf8({count.multibyte + (bytes.size() - from) / 2, count.broken, false})) break;
    } else {
      ++count.multibyte;
    }
  }
  return count;
}

/// Replaces broken bytes by U+FFFD.
std::string repaired_utf8(std::string_view bytes, std::size_t& broken) {
  std::string out;
  out.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t from = at;
    const char32_t c = next_code_point(bytes, at);
    if (c == 0xFFFD && at - from == 1) {
      ++broken;
      out += "\xEF\xBF\xBD";
    } else {
      out.append(bytes.substr(from, at - from));
    }
  }
  return out;
}

struct CloseConverter {
  void operator()(UConverter* c) const { ucnv_close(c); }
};

std::string convert(std::string_view bytes, const char* encoding, std::size_t& broken) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, CloseConverter> from(ucnv_open(encoding, &status));
  const std::unique_ptr<UConverter, CloseConverter> to(ucnv_open("UTF-8", &status));
  std::string out;
  if (U_FAILURE(status)) {
    broken = bytes.size();
    return out;
  }
  out.resize(bytes.size() * 2 + 64);
  const char* source = bytes.data();
  const char* source_end = source + bytes.size();
  UChar pivot[4096];
  UChar* pivot_source = pivot;
  UChar* pivot_target = pivot;
  std::size_t used = 0;
  bool first = true;
  for (;;) {
    char* target = out.data() + used;
    status = U_ZERO_ERROR;
    ucnv_convertEx(to.get(), from.get(), &target, out.data() + out.size(), &source, source_end, pivot, &pivot_source,
                   &pivot_target, pivot + 4096, first, true, &status);
    first = false;
    used = static_cast<std::size_t>(target - out.data());
    if (status != U_BUFFER_OVERFLOW_ERROR) break;
    out.resize(out.size() * 2);
  }
  out.resize(used);
  constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
  for (std::size_t at = find_word(out, kReplacement); at != std::string::npos;
       at = find_word(out, kReplacement, at + 3))
    ++broken;
  return out;
}

bool looks_like_utf16(std::string_view bytes, bool big_endian) {
  const std::size_t sample = std::min<std::size_t>(bytes.size(), 4096) & ~std::size_t{1};
  if (sample < 8) return false;
  std::size_t zero_high = 0;
  for (std::size_t i = 0; i < sample; i += 2) {
    const char high = bytes[i + (big_endian ? 0 : 1)];
    const char low = bytes[i + (big_endian ? 1 : 0)];
    if (high == 0 && low != 0) ++zero_high;
  }
  return zero_high * 4 > sample / 2;
}

}  // namespace

DecodedText decode(std::string_view bytes, std::string_view declared) {
  DecodedText decoded;
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  const bool little = bytes.starts_with("\xFF\xFE");
  const bool big = bytes.starts_with("\xFE\xFF");
  if (little || (!big && looks_like_utf16(bytes, false))) {
    decoded.encoding = "UTF-16LE";
    decoded.owned = convert(bytes.substr(little ? 2 : 0), "UTF-16LE", decoded.broken);
    return decoded;
  }
  if (big || looks_like_utf16(bytes, true)) {
    decoded.encoding = "UTF-16BE";
    decoded.owned = convert(bytes.substr(big ? 2 : 0), "UTF-16BE", decoded.broken);
    return decoded;
  }
  const bool says_utf8 = declared == "utf-8" || declared == "utf8";
  const Utf8Count utf8 = count_utf8(bytes);
  if (is_mostly_utf8(utf8)) {
    decoded.encoding = "UTF-8";
    if (utf8.broken > 0 || utf8.cut_off)
      decoded.owned = repaired_utf8(bytes, decoded.broken);
    else
      decoded.given = bytes;
    decoded.declared_wrongly = !declared.empty() && !says_utf8 && utf8.multibyte > 0;
    return decoded;
  }
  decoded.encoding = "GB18030";
  decoded.owned = convert(bytes, "gb18030", decoded.broken);
  decoded.declared_wrongly = says_utf8;
  return decoded;
}

std::string declared_charset(std::string_view bytes) {
  std::string head(bytes.substr(0, 4096));
  std::transform(head.begin(), head.end(), head.begin(),
                 [](unsigned char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c); });
  for (std::size_t at = head.find("charset"); at != std::string::npos; at = head.find("charset", at + 7)) {
    std::size_t from = at + 7;
    while (from < head.size() && (head[from] == ' ' || head[from] == '=' || head[from] == '"' || head[from] == '\''))
      ++from;
    std::size_t to = from;
    while (to < head.size() &&
           (std::isalnum(static_cast<unsigned char>(head[to])) || head[to] == '-' || head[to] == '_'))
      ++to;
    if (to > from) return head.substr(from, to - from);
  }
  return {};
}

}  // namespace gongkai::document
