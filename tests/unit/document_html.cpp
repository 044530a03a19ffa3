// Pages: what a reader of the page sees, block by block.
#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include "docx_file.h"

namespace gongkai::document {
namespace {

using namespace std::string_literals;
using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;

Document page(std::string_view body) {
  auto document = read_html("<!DOCTYPE html><html><body>" + std::string(body) + "</body></html>", "页.html", {});
  if (!document) {
    ADD_FAILURE() << document.error().code;
    return {};
  }
  return std::move(document).value();
}

Lines lines(std::string_view body) { return lines_of(page(body)); }

TEST(HtmlText, BlocksAreParagraphsAndWhiteSpaceCollapses) {
  EXPECT_THAT(lines("<p>一 \n  二</p><div>三</div>四<br>五<ul><li>六<li>七</ul>"),
              ElementsAre("一 二", "三", "四", "五", "六", "七"));
}

TEST(HtmlText, InlineMarkupDividesNothing) {
  EXPECT_THAT(lines("<p>信<b>息</b><span style='color:red'>公</span>开<o:p></o:p></p>"), ElementsAre("信息公开"));
}

TEST(HtmlText, EntitiesAreCharacters) {
  EXPECT_THAT(lines("<p>&lt;&#x516C;&#24320;&gt;&ldquo;&nbsp;x</p>"), ElementsAre("<公开>“\u00A0x"));
}

TEST(HtmlText, WhatIsHiddenIsNotRead) {
  EXPECT_THAT(lines("<p>一</p><p style='display:none'>藏</p><p style='DISPLAY : NONE;'>藏</p><div hidden>藏</div><p "
                    "style='visibility: hidden'>藏</p>"
                    "<span style='mso-hide:all'>藏</span><script>var "
                    "a='藏'</script><style>藏{}</style><noscript>藏</noscript><template>藏</template>"
                    "<select><option>藏</select><textarea>藏</textarea><iframe>藏</iframe><!-- 藏 --><p>二</p>"),
              ElementsAre("一", "二"));
}

TEST(HtmlText, WordsConditionalJunkIsNotRead) {
  EXPECT_THAT(lines("<!--[if gte mso 9]><xml><w:WordDocument>藏</w:WordDocument></xml><![endif]--><p>一<![if "
                    "!supportEmptyParas]>&nbsp;<![endif]><o:p></o:p></p>"
                    "<table><!--[if !supportMisalignedColumns]--><tr><td>1</td><![if "
                    "supportMisalignedColumns]><td>2</td><![endif]></tr><!--[endif]--></table>"),
              ElementsAre("一\u00A0", "|1|2"));
}

TEST(HtmlText, PreformattedTextKeepsItsLinesAndBlanks) {
  EXPECT_THAT(lines("<pre>一  二\n\n三\t四\r\n五</pre><p>六  七</p>"), ElementsAre("一  二", "三\t四", "五", "六 七"));
}

TEST(HtmlText, HeadingsKeepTheirLevel) {
  const Document document = page("<h1>题</h1><h3>一、总体情况</h3><p>文</p>");
  ASSERT_EQ(document.paragraphs.size(), 3u);
  EXPECT_EQ(document.paragraphs[0].heading, 1);
  EXPECT_EQ(document.paragraphs[1].heading, 3);
  EXPECT_EQ(document.paragraphs[2].heading, 0);
}

TEST(HtmlText, TitleAndMetaAreProperties) {
  auto document = read_html(
      "<html><head><title> 甲 \n 乙 </title><meta name='PubDate' content='2023-01-20 "
      "10:00'></head><body>x</body></html>",
      "页.html", {});
  ASSERT_TRUE(document.ok());
  ASSERT_EQ(document->properties.size(), 2u);
  EXPECT_EQ(document->properties[0].name, "title");
  EXPECT_EQ(document->properties[0].value, "甲 乙");
  EXPECT_EQ(document->properties[1].name, "pubdate");
  EXPECT_EQ(document->properties[1].value, "2023-01-20 10:00");
}

TEST(HtmlText, PlacesAreLinesAndColumnsOfTheFile) {
  const Document document = page("\n<p>一</p>\n<table>\n<tr><td>1</td>\n <td>二</td></tr></table>");
  ASSERT_EQ(document.paragraphs.size(), 1u);
  EXPECT_EQ(document.paragraphs[0].place.line, 2u);
  ASSERT_EQ(document.grids.size(), 1u);
  EXPECT_EQ(document.grids[0].cells[0].place.line, 4u);
  EXPECT_EQ(document.grids[0].cells[0].place.column, 5u);
  EXPECT_EQ(document.grids[0].cells[1].place.line, 5u);
  EXPECT_EQ(document.grids[0].cells[1].place.column, 2u);
}

TEST(HtmlTable, SpansAreResolved) {
  EXPECT_THAT(lines("<table><tr><td rowspan=2>甲</td><td colspan=2>乙</td></tr><tr><td>1</td><td>2</td></tr></table>"),
              ElementsAre("|甲|乙|<", "|^|1|2"));
}

TEST(HtmlTable, RowspanZeroReachesToTheEnd) {
  EXPECT_THAT(lines("<table><tr><td rowspan=0>甲<td>1<tr><td>2<tr><td>3</table>"),
              ElementsAre("|甲|1", "|^|2", "|^|3"));
}

TEST(HtmlTable, SpansBeyondTheTableAreCut) {
  EXPECT_THAT(lines("<table><tr><td rowspan=65534>甲<td>1<tr><td>2</table>"), ElementsAre("|甲|1", "|^|2"));
  const Document wide = page("<table><tr><td colspan=1000>甲<td>1<tr><td>2</table>");
  ASSERT_EQ(wide.grids.size(), 1u);
  EXPECT_EQ(wide.grids[0].columns, Grid::kMostColumns);
  EXPECT_TRUE(wide.grids[0].cut) << "a column was dropped and nobody was told";
}

TEST(HtmlTable, SpansThatAreNoNumberCountAsOne) {
  EXPECT_THAT(
      lines("<table><tr><td colspan=0>1<td rowspan=-3>2<td colspan='x'>3<td rowspan=''>4<td colspan='2.5'>5</table>"),
      ElementsAre("|1|2|3|4|5|<"));
}

TEST(HtmlTable, WhereSpansOverlapTheFirstCellKeepsItsPlace) {
  EXPECT_THAT(lines("<table><tr><td>1<td rowspan=2>甲</tr><tr><td colspan=2>乙</table>"),
              ElementsAre("|1|甲", "|乙|^"));
}

TEST(HtmlTable, RowsOfDifferentLengthLeaveHoles) {
  EXPECT_THAT(lines("<table><tr><td>1<td>2<td>3<tr><td>4</table>"), ElementsAre("|1|2|3", "|4|#|#"));
}

TEST(HtmlTable, HeadBodyAndFootAreOneTable) {
  EXPECT_THAT(lines("<table><caption>题</caption><colgroup><col><col></colgroup><thead><tr><th>甲<th>乙</"
                    "thead><tbody><tr><td>1<td>2</tbody><tfoot><tr><td>3<td>4</tfoot></table>"),
              testing::IsSupersetOf({"|甲|乙", "|1|2", "|3|4"}));
}

TEST(HtmlTable, SeveralParagraphsInACellAreLines) {
  EXPECT_THAT(lines("<table><tr><td><p>结果</p><p>维持</p><td>a<br>b<td><div>1</div></table>"),
              ElementsAre("|结果\n维持|a\nb|1"));
}

TEST(HtmlTable, ATableForLayoutIsTakenApart) {
  EXPECT_THAT(lines("<table><tr><td><p>头</p><table><tr><td>1<td>2</table><p>中</p><table><tr><td>3</table></"
                    "td><td>旁</td></tr></table>"),
              ElementsAre("头", "|1|2", "中", "|3", "旁"));
}

TEST(HtmlTable, TablesForLayoutMayBeNested) {
  EXPECT_THAT(lines("<table><tr><td><table><tr><td><table><tr><td>1<td>2</table></table></table>"),
              ElementsAre("|1|2"));
}

TEST(HtmlTable, EmptyRowsAndCellsKeepTheirPlace) {
  EXPECT_THAT(lines("<table><tr><td>1<td></td><td>&nbsp;</td><td>2</tr><tr></tr><tr><td>3</table>"),
              ElementsAre("|1||\u00A0|2", "|#|#|#|#", "|3|#|#|#"));
}

TEST(HtmlTable, HiddenRowsAndCellsAreNotRead) {
  EXPECT_THAT(lines("<table><tr><td>1<td style='display:none'>藏<td>2<tr "
                    "style='display:none'><td>藏<td>藏<tr><td>3<td>4</table>"),
              ElementsAre("|1|2", "|3|4"));
}

TEST(HtmlMalformed, MissingEndTagsAreMadeUp) {
  EXPECT_THAT(lines("<table><tr><td>1<td>2<tr><td>3<td>4</table><p>一<p>二"), ElementsAre("|1|2", "|3|4", "一", "二"));
}

TEST(HtmlMalformed, CellsWithoutARowFormOne) { EXPECT_THAT(lines("<table><td>1<td>2</table>"), ElementsAre("|1|2")); }

TEST(HtmlMalformed, StrayEndTagsAndAttributesTwiceChangeNothing) {
  EXPECT_THAT(lines("</td></tr><table></div><tr><td colspan=2 colspan=3>1</span></td></td><td>2</tr></p></table>"),
              testing::Contains("|1|<|2"));
}

TEST(HtmlMalformed, TextStrayInATableStandsBesideIt) {
  EXPECT_THAT(lines("<table>迷路<tr>的<td>1</td>文字<td>2</td></tr></table>"), testing::Contains("|1|2"));
}

TEST(HtmlMalformed, ATagThatIsNeverClosedIsADocumentThatEndsEarly) {
  EXPECT_TRUE(read_html("<html><body><p>一</p><table><tr><td", "页.html", {})->ends_early);
  EXPECT_TRUE(read_html("<html><body><p>一</p><table><tr><td>1", "页.html", {})->ends_early);
  EXPECT_FALSE(read_html("<html><body><p>一</p></body></html>", "页.html", {})->ends_early);
  EXPECT_FALSE(read_html("<p>一</p>", "页.html", {})->ends_early) << "a fragment need not be a page";
}

TEST(HtmlMalformed, NullBytesAndControlsDoNotStopTheReader) {
  const std::string bytes = "<p>一\0二</p><p>\x01三</p>"s;
  const auto document = read_html(bytes, "页.html", {});
  ASSERT_TRUE(document.ok());
  EXPECT_EQ(document->paragraphs.size(), 2u);
}

TEST(HtmlLimits, EachHasItsCode) {
  Limits limits;
  limits.most_cells = 10;
  std::string cells = "<table><tr>";
  for (int i = 0; i < 11; ++i) cells += "<td>0";
  EXPECT_EQ(read_html(cells, "页.html", limits).error().code, "document.too_complex");
  limits = {};
  limits.most_slots = 100;
  EXPECT_EQ(
      read_html(
          "<table><tr><td rowspan=20 colspan=20>0" +
              std::string(20 * 4, ' ')
                  .replace(0, 80, "<tr><tr><tr><tr><tr><tr><tr><tr><tr><tr><tr><tr><tr><tr><tr><tr><tr><tr><tr><tr>"),
          "页.html", limits)
          .error()
          .code,
      "document.too_complex");
  limits = {};
  limits.deepest_nesting = 20;
  std::string deep;
  for (int i = 0; i < 30; ++i) deep += "<div>";
  EXPECT_EQ(read_html(deep + "x", "页.html", limits).error().code, "document.too_deep");
  limits = {};
  limits.most_parser_memory = 1;
  EXPECT_EQ(read_html("<p>x", "页.html", limits).error().code, "document.too_complex");
  limits = {};
  limits.most_bytes = 10;
  EXPECT_EQ(read("<p>公开条例</p>", "页.html", limits).error().code, "document.too_large");
}

// gumbo compares each attribute of a tag with all before it.
TEST(HtmlLimits, ATagWithHundredsOfAttributesIsRefusedAndAPageOfManyIsNot) {
  const auto page = [](int attributes, std::string_view before) {
    std::string html = "<html><body>" + std::string(before) + "<p>" + std::string(20'000, 'x') + "<td";
    for (int i = 0; i < attributes; ++i) html += " a" + std::to_string(i) + "='>'";
    return html + ">文</td></body></html>";
  };
  EXPECT_TRUE(read_html(page(200, ""), "页.html", {}));
  for (std::string_view before : {"", "<!-- <a b='> -->", "<script>if (a<b) c = '</p>' > \"</script>", "<a b=\">\">"}) {
    const auto refused = read_html(page(300, before), "页.html", {});
    ASSERT_FALSE(refused) << before;
    EXPECT_EQ(refused.error().code, "document.too_complex") << before;
  }
  std::string menu = "<html><body>";
  for (int i = 0; i < 2'000; ++i) menu += "<a href=\"/x\" class=y title='a b c d'>文</a>";
  std::string script = "<script>a<b ";
  for (int i = 0; i < 2'000; ++i) script += "word ";
  EXPECT_TRUE(read_html(menu + script + "</script></body></html>", "页.html", {}));
}

/// Markup as pages have it, in any order.
rc::Gen<std::string> any_markup() {
  return rc::gen::map(
      rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
          "<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>", "<td rowspan=2>", "<td colspan=3>", "<td rowspan=0>",
          "<th rowspan=65534 colspan=1000>", "<p>", "</p>", "<div hidden>", "</div>", "<b>", "</b>", "<br>", "<pre>",
          "</pre>", "<![if x]>", "<!--", "-->", "<caption>", "<select>", "0", "公开", " ", "\n", "&nbsp;", "<")),
      [](const std::vector<std::string>& pieces) {
        std::string html;
        for (const std::string& piece : pieces) html += piece;
        return html;
      });
}

/// Every slice lies in the text, every slot names a cell that covers it, blocks name what exists.
void expect_sound(const Document& document) {
  auto inside = [&](Slice slice) { RC_ASSERT(std::size_t{slice.begin} + slice.size <= document.text.size()); };
  for (const Paragraph& paragraph : document.paragraphs) inside(paragraph.text);
  for (const Block& block : document.blocks)
    RC_ASSERT(block.index < (block.kind == Block::Kind::Grid ? document.grids.size() : document.paragraphs.size()));
  for (const Grid& grid : document.grids) {
    RC_ASSERT(grid.row_starts.size() == grid.rows + 1u);
    for (const Cell& cell : grid.cells) {
      inside(cell.text);
      RC_ASSERT(cell.row + cell.rowspan <= grid.rows);
      RC_ASSERT(cell.column + cell.colspan <= grid.columns);
      RC_ASSERT(grid.at(cell.row, cell.column) != nullptr);
    }
    for (std::uint32_t row = 0; row < grid.rows; ++row) {
      for (std::uint16_t column = 0; column < grid.columns; ++column) {
        const Cell* cell = grid.at(row, column);
        if (cell == nullptr) continue;
        RC_ASSERT(cell->row <= row);
        RC_ASSERT(row < cell->row + cell->rowspan);
        RC_ASSERT(cell->column <= column);
        RC_ASSERT(column < cell->column + cell->colspan);
      }
    }
    RC_ASSERT(grid.at(grid.rows, 0) == nullptr);
    RC_ASSERT(grid.at(0, grid.columns) == nullptr);
  }
}

RC_GTEST_PROP(HtmlProperty, AnyMarkupBecomesASoundDocument, ()) {
  const std::string html = "<html><body>" + *any_markup();
  const auto document = read_html(html, "页.html", {});
  RC_ASSERT(document.ok());
  expect_sound(*document);
}

}  // namespace
}  // namespace gongkai::document
