// Which encoding the bytes really have, whatever they say.
#include "document/encoding.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/text.h"
#include "document/read.h"

namespace gongkai::document {
namespace {

using namespace std::string_literals;

const std::string kUtf8 = "政府信息公开工作年度报告";
// The same in GB18030.
const std::string kGb =
    "\xD5\xFE\xB8\xAE\xD0\xC5\xCF\xA2\xB9\xAB\xBF\xAA\xB9\xA4\xD7\xF7\xC4\xEA\xB6\xC8\xB1\xA8\xB8\xE6";

std::string utf16(std::u16string_view text, bool big_endian) {
  std::string bytes;
  for (const char16_t unit : text) {
    const char high = static_cast<char>(unit >> 8);
    const char low = static_cast<char>(unit & 0xFF);
    bytes += big_endian ? high : low;
    bytes += big_endian ? low : high;
  }
  return bytes;
}

TEST(Encoding, Utf8IsReadAsItIs) {
  const DecodedText text = decode(kUtf8, "utf-8");
  EXPECT_EQ(text.text(), kUtf8);
  EXPECT_EQ(text.encoding, "UTF-8");
  EXPECT_EQ(text.broken, 0u);
  EXPECT_FALSE(text.declared_wrongly);
}

TEST(Encoding, AByteOrderMarkIsNoText) { EXPECT_EQ(decode("\xEF\xBB\xBF" + kUtf8, "").text(), kUtf8); }

TEST(Encoding, GbBytesAreReadWhateverIsDeclared) {
  for (const char* declared : {"", "gb2312", "gbk", "gb18030", "utf-8", "iso-8859-1", "nonsense"}) {
    const DecodedText text = decode(kGb, declared);
    EXPECT_EQ(text.text(), kUtf8) << declared;
    EXPECT_EQ(text.encoding, "GB18030") << declared;
    EXPECT_EQ(text.broken, 0u) << declared;
  }
  EXPECT_TRUE(decode(kGb, "utf-8").declared_wrongly);
}

TEST(Encoding, Utf8ThatIsDeclaredGbIsReadAsUtf8) {
  const DecodedText text = decode(kUtf8, "gb2312");
  EXPECT_EQ(text.text(), kUtf8);
  EXPECT_TRUE(text.declared_wrongly);
}

TEST(Encoding, CharactersThatOnlyGb18030HasAreRead) {
  EXPECT_EQ(decode(kGb + "\x82\x33\xA3\x39", "gb2312").broken, 0u) << "four bytes";
  EXPECT_EQ(decode(kGb + "\xE9\x46", "gb2312").text(), kUtf8 + "镕") << "in GBK, not in GB 2312";
}

TEST(Encoding, Utf16IsReadWithAndWithoutMark) {
  const std::u16string text = u"<html><body>政府信息公开</body></html>";
  const std::string expected = "<html><body>政府信息公开</body></html>";
  for (const bool big_endian : {false, true}) {
    const std::string bytes = utf16(text, big_endian);
    EXPECT_EQ(decode(bytes, "").text(), expected);
    EXPECT_EQ(decode(utf16(u"\uFEFF", big_endian) + bytes, "utf-8").text(), expected);
    EXPECT_EQ(decode(bytes, "").encoding, big_endian ? "UTF-16BE" : "UTF-16LE");
  }
}

TEST(Encoding, AFewBrokenBytesDoNotMakeUtf8AnotherEncoding) {
  std::string damaged;
  for (int i = 0; i < 20; ++i) damaged += kUtf8;
  damaged[100] = '\xFF';
  const DecodedText text = decode(damaged, "utf-8");
  EXPECT_EQ(text.encoding, "UTF-8");
  EXPECT_GT(text.broken, 0u);
  EXPECT_TRUE(is_valid_utf8(text.text()));
  EXPECT_NE(text.text().find("\uFFFD"), std::string::npos);
}

TEST(Encoding, ACharacterCutOffAtTheEndIsNoOtherEncoding) {
  for (std::size_t cut = 1; cut <= 2; ++cut)
    EXPECT_EQ(decode(kUtf8.substr(0, kUtf8.size() - cut), "").encoding, "UTF-8") << cut;
}

TEST(Encoding, TheDeclarationIsFoundInEitherForm) {
  EXPECT_EQ(declared_charset("<meta charset=\"GB2312\">"), "gb2312");
  EXPECT_EQ(declared_charset("<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=gbk'>"), "gbk");
  EXPECT_EQ(declared_charset("<meta charset = utf-8 />"), "utf-8");
  EXPECT_EQ(declared_charset("<html>"), "");
}

RC_GTEST_PROP(EncodingProperty, AnyBytesComeOutAsValidUtf8, (const std::string& bytes)) {
  RC_ASSERT(is_valid_utf8(decode(bytes, "").text()));
  RC_ASSERT(is_valid_utf8(decode(bytes, "gb18030").text()));
}

TEST(Encoding, APageOfTheGbFamilyThatSaysUtf8IsReadRight) {
  const std::string html = "<html><head><meta charset=\"utf-8\"></head><body><p>" + kGb + "</p></body></html>";
  const auto document = read(html, "页.html", {});
  ASSERT_TRUE(document.ok());
  EXPECT_EQ(document->text, kUtf8);
  EXPECT_EQ(document->encoding, "GB18030");
}

TEST(Encoding, BrokenBytesAreADoubtOfTheDocument) {
  std::string text;
  for (int i = 0; i < 20; ++i) text += kUtf8 + "\n";
  text[100] = '\xFF';
  const auto document = read(text, "报告.txt", {});
  ASSERT_TRUE(document.ok());
  EXPECT_EQ(document->doubts.size(), 1u);
}

}  // namespace
}  // namespace gongkai::document
