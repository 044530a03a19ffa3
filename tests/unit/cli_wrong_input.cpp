// Whatever is handed in, the program answers within seconds and bounded memory with one line that says what is wrong,
// and leaves nothing behind.
#include <gmock/gmock.h>

#include <array>

#include "docx_file.h"
#include "invented_report.h"
#include "program.h"

namespace gongkai::cli::test {
namespace {

using namespace std::string_literals;
using document::DocxFile;

// A built-in limit ends a parse after 20 seconds; these inputs must not come near it.
const double kFewSeconds = kSanitized ? 25 : 8;

/// How often a piece is repeated where no limit is to be reached: sanitizers get less to do.
std::size_t many(std::size_t count) { return kSanitized ? count / 5 : count; }

void expect_modest(const ProgramRun& answer, const std::string& name) {
  EXPECT_FALSE(answer.timed_out) << name;
  EXPECT_LT(answer.seconds, kFewSeconds) << name;
  if (!kSanitized) { EXPECT_LT(answer.memory, 1'500u << 20) << name; }
}

void expect_refused(std::string_view bytes, const std::string& name, std::string_view code) {
  const TemporaryFolder folder;
  const ProgramRun answer = run({"report", "extract", folder.put(name, bytes)});
  expect_refusal(answer, code, name);
  expect_modest(answer, name);
}

/// Some documents are odd and still readable: answered with JSON, or refused in one line.
void expect_answer_or_refusal(std::string_view bytes, const std::string& name) {
  const TemporaryFolder folder;
  const ProgramRun answer = run({"report", "extract", folder.put(name, bytes)});
  expect_modest(answer, name);
  EXPECT_TRUE(answer.left.empty()) << name;
  if (answer.status == 0) {
    EXPECT_EQ(answer.out_lines().size(), 1u) << name;
    EXPECT_EQ(answer.err, "") << name;
    return;
  }
  EXPECT_EQ(answer.status, 2) << name << "\n" << answer.err.substr(0, 2000);
  EXPECT_EQ(answer.err_lines().size(), 1u) << name << "\n" << answer.err.substr(0, 2000);
  EXPECT_EQ(answer.out, "") << name;
}

std::string times(std::size_t count, std::string_view piece) {
  std::string text;
  text.reserve(count * piece.size());
  for (std::size_t i = 0; i < count; ++i) text += piece;
  return text;
}

/// Bytes that follow no pattern, the same in every run.
std::string noise(std::size_t size) {
  std::string bytes(size, '\0');
  std::uint64_t state = 88172645463325252u;
  for (char& byte : bytes) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    byte = static_cast<char>(state);
  }
  return bytes;
}

TEST(WrongInput, AMissingFileIsNamed) {
  expect_refusal(run({"report", "extract", "没有这个文件.html"}), "file.not_found", "missing");
}

TEST(WrongInput, AFolderWithoutDocumentsIsNamed) {
  const TemporaryFolder folder;
  folder.put("照片.jpg", "x");
  expect_refusal(run({"report", "extract", folder.path().string()}), "file.no_documents", "folder");
}

TEST(WrongInput, AnEmptyFileIsRefused) { expect_refused("", "空.html", "document.empty"); }
TEST(WrongInput, AFileOfBlanksIsRefused) { expect_refused(" \r\n\t \n", "空白.txt", "document.empty"); }

TEST(WrongInput, AFileThatNobodyMayReadIsRefused) {
  if (::geteuid() == 0) GTEST_SKIP() << "the superuser may read every file";
  const TemporaryFolder folder;
  const std::string path = folder.put("私.html", "<p>x</p>");
  std::filesystem::permissions(path, std::filesystem::perms::none);
  expect_refusal(run({"report", "extract", path}), "file.not_readable", "permissions");
}

TEST(WrongInput, AnotherKindOfFileIsNamedWithWhatToDo) {
  const std::array<std::pair<const char*, std::string>, 8> kinds{{
      {"报告.pdf", "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj\n"s},
      {"报告.doc", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"s + std::string(512, '\0')},
      {"报告.png", "\x89PNG\r\n\x1A\n"s + std::string(64, '\0')},
      {"报告.jpg", "\xFF\xD8\xFF\xE0"s + std::string(64, '\0')},
      {"报告.rtf", "{\\rtf1\\ansi \\u25919?}"s},
      {"报告.rar", "Rar!\x1A\x07\x01"s + std::string(64, '\0')},
      {"报告.7z", "7z\xBC\xAF\x27\x1C"s + std::string(64, '\0')},
      {"报告.gz", "\x1F\x8B\x08"s + std::string(64, '\0')},
  }};
  for (const auto& [name, bytes] : kinds) expect_refused(bytes, name, "document.unsupported");
  // The bytes decide, not the name.
  expect_refused(kinds[0].second, "其实是PDF.html", "document.unsupported");
}

TEST(WrongInput, ATextThatIsNoReportIsRefused) {
  expect_refused("今天天气很好。\n", "天气.txt", "report.not_a_report");
  expect_refused("<html><body><table><tr><td>1</td><td>2</td></tr></table></body></html>", "别的.html",
                 "report.not_a_report");
}

TEST(WrongInput, NoiseIsRefused) {
  expect_refused(noise(100'000), "噪声.html", "document.unknown_kind");
  expect_refused(noise(1'000'000), "噪声.txt", "document.unknown_kind");
}

TEST(WrongInput, FiftyMegabytesAreRefusedUnlessAllowed) {
  const TemporaryFolder folder;
  const std::string path = folder.put("大.html", noise(50u << 20));
  const ProgramRun refused = run({"report", "extract", path});
  expect_refusal(refused, "file.too_large", "50 MB");
  EXPECT_LT(refused.seconds, 5);
  expect_refusal(run({"report", "extract", path, "--max-size", "64"}), "document.unknown_kind", "50 MB allowed");
}

TEST(WrongInput, FiftyMegabytesOfMarkupOrTextAreBounded) {
  const TemporaryFolder folder;
  for (const auto& [name, piece] :
       std::array<std::pair<const char*, const char*>, 3>{{{"表格.html", "<table><tr><td>0"},
                                                           {"段落.html", "<p>政府信息公开</p>"},
                                                           {"行.txt", "一、总体情况\t0\n"}}}) {
    const std::string path = folder.put(name, times(many(50u << 20) / std::string_view(piece).size(), piece));
    const ProgramRun answer = run({"report", "extract", path, "--max-size", "64", "--max-seconds", "2"});
    EXPECT_EQ(answer.status, 2) << name;
    EXPECT_EQ(answer.err_lines().size(), 1u) << name << "\n" << answer.err.substr(0, 1000);
    EXPECT_LT(answer.seconds, 2 * kFewSeconds) << name;
  }
}

TEST(WrongInput, StandardInputIsBoundedAsWell) {
  expect_refusal(run({"report", "extract", "-", "--max-size", "1"}, {.input = times(300'000, "<p>x</p>")}),
                 "file.too_large", "standard input");
  expect_refusal(run({"report", "extract", "-"}, {.input = ""}), "document.empty", "empty standard input");
}

TEST(WrongInput, DeepNestingIsRefused) {
  expect_refused("<html><body>" + times(20'000, "<div>") + "x", "层.html", "document.too_deep");
  expect_refused("<html><body>" + times(100'000, "<b>") + "x", "层.html", "document.too_deep");
}

TEST(WrongInput, VeryDeepNestingOfBlocksIsRefusedInTime) {
  expect_refused("<html><body>" + times(100'000, "<div>") + "x", "层.html", "document.too_deep");
}

TEST(WrongInput, DeeplyNestedTablesAreRefusedInTime) {
  expect_answer_or_refusal("<html><body>" + times(20'000, "<table><tr><td>"), "表中表.html");
  expect_answer_or_refusal("<html><body>" + times(20'000, "<table>"), "表中表.html");
}

TEST(WrongInput, UnclosedFormattingIsAnsweredInTime) {
  expect_answer_or_refusal("<html><body>" + times(20'000, "<font color=red>一") + "</body></html>", "字体.html");
  expect_answer_or_refusal("<html><body>" + times(20'000, "<p><font>一"), "字体.html");
  expect_answer_or_refusal("<html><body>" + times(5'000, "<a><b><i><u>") + times(5'000, "</p></a>"), "格式.html");
}

TEST(WrongInput, HugeSpansTakeNoMemory) {
  report::test::InventedReport whole;
  const std::string before = whole.html();
  for (const char* bomb : {"rowspan=65534 colspan=1000", "rowspan=4294967295 colspan=4294967295", "rowspan=0 colspan=0",
                           "rowspan=-5 colspan=-5", "rowspan=99999999999999999999"}) {
    std::string html = "<html><body><table>" +
                       times(2'000, "<tr><td "s + bomb + ">0</td><td " + bomb + ">0</td></tr>") +
                       "</table></body></html>";
    expect_answer_or_refusal(html, "跨行.html");
    html = before;
    html.insert(html.find("<td", html.find("<table>")) + 3, " "s + bomb + " ");
    expect_answer_or_refusal(html, "跨行.html");
  }
}

TEST(WrongInput, VeryManyCellsAreRefused) {
  expect_refused("<html><body><table>" + times(450'000, "<tr><td>0") + "</table></body></html>", "格子.html",
                 "document.too_complex");
  expect_answer_or_refusal("<html><body><table><tr>" + times(500'000, "<td>0"), "格子.html");
}

TEST(WrongInput, LongAttributesEntitiesAndCommentsAreAnsweredInTime) {
  expect_answer_or_refusal("<html><body><p title=\"" + std::string(many(5'000'000), 'x') + "\">一</p>", "属性.html");
  expect_answer_or_refusal("<html><body><p " + times(many(100'000), "a=1 "), "属性.html");
  expect_answer_or_refusal("<html><body>" + times(many(500'000), "&nbsp;&#x4e00;&"), "实体.html");
  expect_answer_or_refusal("<html><body><!--" + std::string(many(5'000'000), '-'), "注释.html");
  expect_answer_or_refusal("<html><body>" + times(many(500'000), "<!"), "注释.html");
  expect_answer_or_refusal("<html><body><script>" + times(many(500'000), "<script>"), "脚本.html");
}

TEST(WrongInput, VeryLongLinesOfTextAreAnsweredInTime) {
  expect_answer_or_refusal("2023年政府信息公开工作年度报告\n" + times(many(500'000), "0 "), "长行.txt");
  expect_answer_or_refusal("2023年政府信息公开工作年度报告\n" + times(many(500'000), "0\t"), "长行.txt");
  expect_answer_or_refusal("2023年政府信息公开工作年度报告\n" + times(many(500'000), "|"), "长行.md");
  expect_answer_or_refusal("2023年政府信息公开工作年度报告\n" + times(many(100'000), "国办〔2019号"), "文号.txt");
  expect_answer_or_refusal("2023年政府信息公开工作年度报告\n" + times(many(100'000), "2023年政府信息公开年报\n"),
                           "标题.txt");
  expect_answer_or_refusal("2023年政府信息公开工作年度报告\n" + times(many(100'000), "一、总体情况\n"), "标题.txt");
  expect_answer_or_refusal("2023年政府信息公开工作年度报告\n" + times(many(300'000), "老虎机"), "词.txt");
  expect_answer_or_refusal("2023年政府信息公开工作年度报告\n" + times(many(100'000), "老虎机\n"), "词.txt");
}

TEST(WrongInput, HtmlCutOffAnywhereIsAnsweredOrRefusedInOneLine) {
  report::test::InventedReport report(report::test::Figures::Distinct);
  const std::string html = report.html();
  const TemporaryFolder folder;
  const std::size_t step = html.size() / many(40) + 1;
  std::vector<std::string> line{"report", "extract"};
  for (std::size_t size = 1; size < html.size(); size += step) {
    const std::string path = folder.put("截断.html", html.substr(0, size));
    const ProgramRun answer = run({"report", "extract", path});
    if (answer.status == 0) {
      // A page that stops in the middle is never passed off as whole.
      EXPECT_NE(answer.out.find("\"doubts\":[{"), std::string::npos) << size;
    } else {
      EXPECT_EQ(answer.status, 2) << size;
      EXPECT_EQ(answer.err_lines().size(), 1u) << size << answer.err;
    }
  }
}

TEST(WrongInput, ADocxCutOffAnywhereIsRefused) {
  std::string body = document::para("临江县财政局2023年政府信息公开工作年度报告");
  for (int i = 0; i < 50; ++i) body += document::para("第" + std::to_string(i) + "段");
  const std::string bytes = DocxFile(body).bytes();
  const TemporaryFolder folder;
  for (std::size_t size = 4; size < bytes.size(); size += bytes.size() / many(25) + 1) {
    expect_refusal(run({"report", "extract", folder.put("截断.docx", bytes.substr(0, size))}), "document.broken",
                   "cut at " + std::to_string(size));
  }
}

TEST(WrongInput, AZipBombIsRefusedWithoutUnpackingIt) {
  const std::string body = "<w:p><w:r><w:t>" + std::string(130u << 20, 'A') + "</w:t></w:r></w:p>";
  const std::string bytes = DocxFile(body).bytes();
  ASSERT_LT(bytes.size(), 1u << 20);
  expect_refused(bytes, "炸弹.docx", "document.too_large");
}

TEST(WrongInput, ADocxOfVeryManyParagraphsOrCellsIsBounded) {
  expect_answer_or_refusal(DocxFile(times(many(300'000), "<w:p><w:r><w:t>一</w:t></w:r></w:p>")).bytes(), "段.docx");
  expect_answer_or_refusal(
      DocxFile(document::table(document::row(times(many(450'000), "<w:tc><w:p/></w:tc>")))).bytes(), "格.docx");
  expect_refused(DocxFile(times(100'000, "<w:sdt><w:sdtContent>") + times(100'000, "</w:sdtContent></w:sdt>")).bytes(),
                 "层.docx", "document.too_deep");
}

TEST(WrongInput, AZipThatIsNoWordFileIsRefused) {
  DocxFile sheet;
  sheet.part("xl/workbook.xml", "<workbook/>").part("_rels/.rels", "<Relationships/>");
  expect_refused(sheet.bytes(), "表.docx", "document.unsupported");
  expect_refused("PK\x03\x04 and nothing more", "坏.docx", "document.broken");
  expect_refused("PK\x05\x06"s + std::string(18, '\0'), "空.docx", "document.unsupported");
}

TEST(WrongInput, AFileNameThatIsNoTextIsAnsweredInOneLine) {
  expect_refusal(run({"report", "extract", "\xFF\xFE\n坏.html"}), "file.not_found", "bad name");
}

TEST(WrongInput, AnOutputThatCannotBeWrittenIsReported) {
  report::test::InventedReport report;
  const TemporaryFolder folder;
  const std::string path = folder.put("报告.html", report.html());
  const std::string blocked = folder.put("文件", "x");
  const ProgramRun answer = run({"report", "extract", path, "--out", blocked + "/结果"});
  EXPECT_EQ(answer.status, 2);
  EXPECT_EQ(answer.err_lines().size(), 1u) << answer.err;
  EXPECT_TRUE(answer.left.empty());
}

}  // namespace
}  // namespace gongkai::cli::test
