// Sanitised HTML: what stays, what goes, and that no spelling of a script comes through.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <gumbo.h>

#include <random>
#include <set>
#include <string>
#include <vector>

#include "base/text.h"
#include "document/addresses.h"
#include "document/sanitised_html.h"

namespace gongkai::document {
namespace {
using testing::HasSubstr;
using testing::Not;

std::string clean(std::string_view html) { return sanitise_html(html).html; }

/// Everything in `html`, as a parser sees it, that is not on the list: elements, attributes, addresses.
class Inspector {
 public:
  static std::vector<std::string> complaints(const std::string& html) {
    Inspector inspector;
    GumboOutput* parsed = gumbo_parse_with_options(&kGumboDefaultOptions, html.data(), html.size());
    inspector.look(*parsed->root);
    gumbo_destroy_output(&kGumboDefaultOptions, parsed);
    return inspector.complaints_;
  }

 private:
  void look(const GumboNode& node) {
    if (node.type == GUMBO_NODE_COMMENT || node.type == GUMBO_NODE_TEMPLATE)
      complaints_.push_back("comment or template");
    if (node.type != GUMBO_NODE_ELEMENT) return;
    static const std::set<std::string> kAllowed = {
        "html",   "head",       "body",   "p",     "h2",    "h3", "h4",  "h5",  "ul", "ol", "li",
        "table",  "caption",    "thead",  "tbody", "tfoot", "tr", "td",  "th",  "hr", "br", "blockquote",
        "figure", "figcaption", "strong", "em",    "u",     "s",  "sub", "sup", "a",  "img"};
    const GumboElement& element = node.v.element;
    const std::string tag = element.tag == GUMBO_TAG_UNKNOWN ? "?" : gumbo_normalized_tagname(element.tag);
    if (!kAllowed.contains(tag) || element.tag_namespace != GUMBO_NAMESPACE_HTML)
      complaints_.push_back("element " + tag);
    for (unsigned i = 0; i < element.attributes.length; ++i)
      look_at(tag, *static_cast<const GumboAttribute*>(element.attributes.data[i]));
    for (unsigned i = 0; i < element.children.length; ++i)
      look(*static_cast<const GumboNode*>(element.children.data[i]));
  }

  void look_at(const std::string& tag, const GumboAttribute& attribute) {
    const std::string name = attribute.name, value = attribute.value;
    static const std::set<std::string> kAllowed = {"a href",     "a rel",      "img src",    "img alt",
                                                   "ol start",   "td rowspan", "td colspan", "th rowspan",
                                                   "th colspan", "td scope",   "th scope"};
    const bool is_class = name == "class" && (value == "align-center" || value == "align-right");
    if (!kAllowed.contains(tag + " " + name) && !is_class) complaints_.push_back("attribute " + name + " of " + tag);
    if (name != "href" && name != "src") return;
    const std::size_t end = value.find_first_of(":/?#");
    if (end == std::string::npos || value[end] != ':') return;
    const std::string scheme = value.substr(0, end);
    const bool known = scheme == "http" || scheme == "https" || (name == "href" && scheme == "mailto") ||
                       (name == "src" && value.starts_with("data:image/"));
    if (!known) complaints_.push_back("address " + value);
  }

  std::vector<std::string> complaints_;
};

void expect_sound(const std::string& html) {
  const SanitisedHtml once = sanitise_html(html);
  EXPECT_THAT(Inspector::complaints(once.html), testing::IsEmpty()) << html << "\n" << once.html;
  EXPECT_TRUE(is_valid_utf8(once.html)) << html;
  EXPECT_TRUE(is_valid_utf8(once.plain_text)) << html;
  const SanitisedHtml twice = sanitise_html(once.html);
  EXPECT_EQ(twice.html, once.html) << html;
  EXPECT_EQ(twice.plain_text, once.plain_text) << html;
}

TEST(SanitisedHtml, WhatIsOnTheListStays) {
  for (const char* html : {
           "<p>一</p><p class=\"align-center\">二</p>",
           "<h2>一</h2><h3>二</h3><h4>三</h4><h5>四</h5>",
           "<ul><li>一</li><li><p>二</p><ol start=\"3\"><li>三</li></ol></li></ul>",
           "<p><strong>粗<em>斜</em></strong><u>线</u><s>删</s>m<sup>2</sup>H<sub>2</sub>O</p>",
           "<table><caption>表</caption><thead><tr><th scope=\"col\">甲</th></tr></thead><tbody><tr><td rowspan=\"2\" "
           "colspan=\"3\" class=\"align-right\">1</td></tr><tr></tr></tbody></table>",
           "<blockquote><p>引</p></blockquote><hr>",
           "<figure><img src=\"/a.png\" alt=\"图\"><figcaption>图一</figcaption></figure>",
           "<p><a href=\"/a/b.html?x=1&amp;y=2#z\">内</a><a href=\"https://x.gov.cn/\" rel=\"noopener\">外</a><a "
           "href=\"mailto:a@b.cn\">信</a><br>次行</p>",
       })
    EXPECT_EQ(clean(html), html);
}

TEST(SanitisedHtml, OtherSpellingsBecomeThose) {
  EXPECT_EQ(clean("<h1>题</h1><h6>小</h6>"), "<h2>题</h2><h5>小</h5>");
  EXPECT_EQ(clean("<b>粗</b><i>斜</i>"), "<p><strong>粗</strong><em>斜</em></p>");
  EXPECT_EQ(clean("<span style='font-weight:bold'>粗</span>"), "<p><strong>粗</strong></p>");
  EXPECT_EQ(clean("<div style='text-align: CENTER'><div>中</div></div>"), "<p class=\"align-center\">中</p>");
  EXPECT_EQ(clean("<center>中</center><p align=right>右</p>"),
            "<p class=\"align-center\">中</p><p class=\"align-right\">右</p>");
  EXPECT_EQ(clean("文字"), "<p>文字</p>");
  EXPECT_EQ(clean("<b><p>一</p><p>二</p></b>"), "<p><strong>一</strong></p><p><strong>二</strong></p>");
  EXPECT_EQ(clean("<ul>零<li>一</li><ul><li>二</li></ul></ul>"),
            "<ul><li>零</li><li><p>一</p><ul><li>二</li></ul></li></ul>");
  EXPECT_EQ(clean("<h2><div>题</div><table><tr><td>表</td></tr></table></h2>"), "<h2>题<br>表</h2>");
  EXPECT_EQ(clean("<p>甲<table><tr><td>乙</table>丙"),
            "<p>甲</p><table><tbody><tr><td>乙</td></tr></tbody></table><p>丙</p>");
  EXPECT_EQ(clean("<pre>一\n二</pre>"), "<p>一<br>二</p>");
}

TEST(SanitisedHtml, EmptyThingsGoAndBlanksCollapse) {
  EXPECT_EQ(clean("<p></p><p>&nbsp;　</p><p><br></p><div><b> </b></div>"), "");
  EXPECT_EQ(clean("<p>　　一 \n 二&nbsp;</p>"), "<p>一 二</p>");
  EXPECT_EQ(clean("<p><br>一<br><br><br><br>二<br></p>"), "<p>一<br><br>二</p>");
  EXPECT_EQ(clean("<ul><li></li></ul><blockquote></blockquote><table><tr></tr></table>"), "");
  EXPECT_EQ(clean("<a href='/x'></a><strong></strong>"), "");
  EXPECT_EQ(clean(""), "");
}

TEST(SanitisedHtml, AddressesOfScriptsGoInAnySpelling) {
  for (const char* address :
       {"javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)",
        "java\nscript:alert(1)", "&#106;avascript:alert(1)", "&#x6A&#x61;vascript:alert(1)",
        "javascript&colon;alert(1)", "java&Tab;script:alert(1)", "&#1;javascript:alert(1)", "vbscript:msgbox(1)",
        "data:text/html,<script>alert(1)</script>", "livescript:x", "jav&NewLine;ascript:alert(1)",
        "\x0Bjavascript:alert(1)"}) {
    const SanitisedHtml result = sanitise_html("<p><a href=\"" + std::string(address) + "\">字</a></p>");
    EXPECT_EQ(result.html, "<p>字</p>") << address;
    EXPECT_EQ(result.dropped.scripts, 1u) << address;
    EXPECT_EQ(clean("<img src=\"" + std::string(address) + "\">"), "") << address;
  }
  for (const char* address : {"file:///etc/passwd", "ftp://a/b", "tel:110", "about:blank", "http:foo",
                              "https:", "http:\\\\evil", "\\\\evil\\x", "/\\evil", "blob:x", "x:y"})
    EXPECT_EQ(clean("<a href=\"" + std::string(address) + "\">字</a>"), "<p>字</p>") << address;
}

TEST(SanitisedHtml, ForeignLinksCannotReachBack) {
  EXPECT_THAT(clean("<a href='//x.cn/a'>字</a>"), HasSubstr("rel=\"noopener\""));
  EXPECT_THAT(clean("<a href='HTTPS://x.cn/a' target=_blank>字</a>"),
              HasSubstr("<a href=\"https://x.cn/a\" rel=\"noopener\">"));
  EXPECT_THAT(clean("<a href='a b.docx'>字</a>"), HasSubstr("<a href=\"a%20b.docx\">"));
}

TEST(SanitisedHtml, PicturesComeFromSitesOrAreSmall) {
  EXPECT_THAT(clean("<img src='data:image/png;base64,iVBORw0KGgo=' alt='a\"b'>"),
              HasSubstr("<img src=\"data:image/png;base64,iVBORw0KGgo=\" alt=\"a&quot;b\">"));
  for (const std::string& address :
       {std::string("data:image/svg+xml;base64,AAAA"), std::string("data:image/png,<svg>"),
        std::string("data:image/png;base64,AA A<"), "data:image/png;base64," + std::string(300'000, 'A'),
        std::string("cid:image001.png@01"), std::string()}) {
    const SanitisedHtml result = sanitise_html("<p>字<img src='" + address + "'></p>");
    EXPECT_EQ(result.html, "<p>字</p>");
    EXPECT_EQ(result.dropped.pictures, 1u);
    EXPECT_TRUE(result.dropped.lost_content());
  }
}

TEST(SanitisedHtml, NothingThatRunsComesThrough) {
  for (const char* html :
       {"<script>alert(1)</script>",
        "<SCRIPT SRC=//x></SCRIPT>",
        "<scr<script>ipt>alert(1)</scr</script>ipt>",
        "<img src=x onerror=alert(1)>",
        "<img src=x onerror\n=alert(1)>",
        "<p onclick='x' ONLOAD=y onmouseover=\"z\">字</p>",
        "<svg onload=alert(1)>",
        "<svg><script>alert(1)</script></svg>",
        "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        "<math><mi><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
        "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
        "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
        "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
        "<object data='data:text/html,x'></object>",
        "<embed src=x>",
        "<base href='//evil/'>",
        "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
        "<link rel=stylesheet href=//evil>",
        "<style>@import '//evil'</style>",
        "<p style='background:url(javascript:alert(1))'>字</p>",
        "<a href='x' style='position:fixed;inset:0'>字</a>",
        "<input autofocus onfocus=alert(1)>",
        "<video src=x onerror=alert(1)>",
        "<details open ontoggle=alert(1)>字</details>",
        "<template><script>alert(1)</script></template>",
        "<!--<img src=\"--><img src=x onerror=alert(1)//\">",
        "<![CDATA[<script>alert(1)</script>]]>",
        "<?xml version='1.0'?><script/x>alert(1)</script>",
        "<plaintext><script>alert(1)</script>",
        "<xmp><img src=x onerror=alert(1)></xmp>",
        "<textarea></textarea><img src=x onerror=alert(1)></textarea>",
        "<title></title><img src=x onerror=alert(1)>",
        "<noembed><img src='</noembed><img src=x onerror=alert(1)>'></noembed>",
        "<select><template><style><!--</style><a rel=\"--></style></template></select><img src onerror=alert(1)>\">",
        "<table><td background='javascript:x'>字</table>",
        "<img srcset='x 1x' src='/a.png'>",
        "<img src='/a.png' alt='\"><script>x</script>'>",
        "<a href=\"/x\" ping=//evil download>字</a>",
        "<button formaction=javascript:x>字</button>",
        "<marquee onstart=x>字</marquee>",
        "<bdo dir=rtl>字</bdo>",
        "<custom-tag onclick=x>字</custom-tag>",
        "\xFF\xFE<script>\xC0\xBCscript>",
        "<p\x00 onclick=x>字",
        "<a href='javas\0cript:x'>字</a>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "<p>&amp;lt;script&amp;gt;</p>"}) {
    const std::string out = clean(html);
    EXPECT_THAT(out, Not(HasSubstr("onerror=alert(1)>"))) << html;
    EXPECT_THAT(out, Not(HasSubstr("<script"))) << html;
    EXPECT_THAT(out, Not(HasSubstr("style="))) << html;
    expect_sound(html);
  }
}

TEST(SanitisedHtml, WhatIsLeftOutIsCounted) {
  const SanitisedHtml result = sanitise_html(
      "<script>x</script><p onclick=x style='color:red' class=MsoNormal>字<o:p>间</o:p><span "
      "style='display:none'>藏</span></p><iframe></iframe>"
      "<form>表单<input></form><a href='ftp://x'>链</a><img src='cid:1'><p hidden>藏</p><p "
      "style='mso-hide:all'>藏</p>");
  EXPECT_EQ(result.html, "<p>字间</p><p>表单</p><p>链</p>");
  EXPECT_EQ(result.dropped.scripts, 2u);
  EXPECT_EQ(result.dropped.hidden, 3u);
  EXPECT_EQ(result.dropped.embedded, 2u);
  EXPECT_EQ(result.dropped.links, 1u);
  EXPECT_EQ(result.dropped.pictures, 1u);
  EXPECT_EQ(result.dropped.elements, 1u);
  EXPECT_TRUE(result.dropped.lost_content());
  EXPECT_FALSE(sanitise_html("<p style='color:red'>字</p>").dropped.lost_content());
}

TEST(SanitisedHtml, APasteFromWordBecomesPlain) {
  EXPECT_EQ(clean("<html xmlns:o='urn:schemas-microsoft-com:office:office'><head><style><!-- p.MsoNormal{margin:0} "
                  "--></style></head><body lang=ZH-CN>"
                  "<!--[if gte mso 9]><xml><o:OfficeDocumentSettings/></xml><![endif]--><div class=WordSection1>"
                  "<p class=MsoNormal align=center style='text-align:center;line-height:28.0pt'><b><span lang=EN-US "
                  "style='font-size:22.0pt;font-family:仿宋'>2022</span></b>"
                  "<b><span style='font-size:22.0pt'>年工作要点</span></b><span lang=EN-US><o:p></o:p></span></p>"
                  "<p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p>"
                  "<p class=MsoNormal style='text-indent:32.0pt'><![if "
                  "!supportLists]><span>一、</span><![endif]>推进公开</p></div></body></html>"),
            "<p class=\"align-center\"><strong>2022年工作要点</strong></p><p>一、推进公开</p>");
}

TEST(SanitisedHtml, PlainTextHasALineAParagraphAndTabsBetweenCells) {
  EXPECT_EQ(sanitise_html("<h1>题</h1><p>一<br>二</p><ul><li>三<li>四</ul><table><tr><td><p>甲</p><p>乙</"
                          "p><td>丙<tr><td>丁<td></table><p><img src=/a alt=图></p>")
                .plain_text,
            "题\n一\n二\n三\n四\n甲 乙\t丙\n丁\t\n图");
  EXPECT_EQ(html_of_plain_text("　　一 <b>\n\n二&\r\n"), "<p>一 &lt;b&gt;</p><p>二&amp;</p>");
}

TEST(SanitisedHtml, DeepAndLargeInputIsBounded) {
  std::string deep;
  for (int i = 0; i < 3000; ++i) deep += "<blockquote><ul><li>";
  const SanitisedHtml result = sanitise_html(deep + "字");
  EXPECT_TRUE(result.dropped.too_deep > 0 || result.refused);
  std::string quotes;
  for (int i = 0; i < 40; ++i) quotes += "<blockquote><table><tr><td>";
  expect_sound(quotes + "字");
  EXPECT_THAT(clean(quotes + "字"), HasSubstr("字"));
  EXPECT_TRUE(sanitise_html(std::string(9u << 20, 'a')).refused);
  std::string many;
  for (int i = 0; i < 20'000; ++i) many += "<div>";
  EXPECT_TRUE(sanitise_html(many).refused);
}

TEST(SanitisedHtml, AnyMixtureOfTagsIsSoundAndSettled) {
  static const std::vector<std::string> kParts = {"<p>",
                                                  "</p>",
                                                  "<b>",
                                                  "</b>",
                                                  "<i>",
                                                  "</i>",
                                                  "<a href='/x'>",
                                                  "<a href=javascript:x>",
                                                  "</a>",
                                                  "<table>",
                                                  "</table>",
                                                  "<tr>",
                                                  "<td>",
                                                  "<th scope=col>",
                                                  "<caption>",
                                                  "<thead>",
                                                  "<tfoot>",
                                                  "</td>",
                                                  "<ul>",
                                                  "<ol start=3>",
                                                  "<li>",
                                                  "</li>",
                                                  "</ul>",
                                                  "<h1>",
                                                  "</h1>",
                                                  "<h3 align=right>",
                                                  "<div style='text-align:center'>",
                                                  "</div>",
                                                  "<blockquote>",
                                                  "</blockquote>",
                                                  "<figure>",
                                                  "<figcaption>",
                                                  "</figure>",
                                                  "<img src=/a alt=b>",
                                                  "<br>",
                                                  "<hr>",
                                                  "字",
                                                  " ",
                                                  "&nbsp;",
                                                  "a b",
                                                  "&lt;",
                                                  "<svg>",
                                                  "</svg>",
                                                  "<style>",
                                                  "</style>",
                                                  "<select>",
                                                  "</select>",
                                                  "<form>",
                                                  "<math>",
                                                  "<template>",
                                                  "</template>",
                                                  "<pre>",
                                                  "</pre>",
                                                  "\n",
                                                  "<font>",
                                                  "<nobr>",
                                                  "<dl><dt>",
                                                  "<dd>",
                                                  "<span style='font-weight:bold'>",
                                                  "</span>",
                                                  "<u>",
                                                  "<sub>",
                                                  "</sub>",
                                                  "<center>",
                                                  "</center>",
                                                  "<!--",
                                                  "-->",
                                                  "<tbody>",
                                                  "<col>",
                                                  "<button>",
                                                  "<s>",
                                                  "<em>",
                                                  "<marquee>",
                                                  "<frameset>"};
  std::mt19937 random(42);
  for (int i = 0; i < 6000; ++i) {
    std::string html;
    const std::size_t parts = 1 + random() % 30;
    for (std::size_t k = 0; k < parts; ++k) html += kParts[random() % kParts.size()];
    expect_sound(html);
    if (testing::Test::HasFailure()) return;
  }
}

}  // namespace
}  // namespace gongkai::document
