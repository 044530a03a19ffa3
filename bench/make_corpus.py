#!/usr/bin/env python3
"""Writes the fixed corpus of the benchmarks: invented reports in sizes as offices publish them, the same bytes every time.

    make_corpus.py DIR        # DIR/html-8k, html-60k, html-400k, text-4k, text-60k, text-400k, docx-5k, docx-20k

The small pages are those of the test generator. The larger ones stand in what surrounds a report on a real site (scripts,
styles, menus of links, lists of other documents), are written as word processors write pages, and tell of the year at
length.
"""

import argparse
import pathlib
import random
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "tests" / "generator"))

import document
import layouts_docx  # noqa: F401  registers its layouts
import layouts_html_pages
import layouts_text
import make_reports
import text_writer
from docx_writer import Docx
from html_writer import Html, office_site, office_site_end
from layout import LAYOUTS
from text_writer import Text

SEED = "bench"

# --- long narratives -----------------------------------------------------------------------------------------------

PHRASES = [
    "围绕{topic}，通过网站、微信公众号、新闻发布会等渠道公开信息{n}条，比上年增加{m}条。",
    "坚持以公开为常态、不公开为例外，对{topic}领域的文件逐件审核，确定主动公开{n}件、依申请公开{m}件。",
    "全年召开新闻发布会{k}场，发布解读稿件{n}篇，其中图解{m}篇、视频{k}部，回应群众关切{n}次。",
    "修订《{topic}信息公开基本目录》，细化公开事项{n}项，明确公开主体、内容、时限和方式。",
    "组织“政府开放日”活动{k}次，邀请人大代表、政协委员和市民代表{n}人走进{topic}现场，征集意见建议{m}条。",
    "依托政务服务大厅设置公开专区{k}个，提供查阅点{m}处，全年接待查询{n}人次，办理{topic}咨询{m}件。",
    "举办业务培训{k}期，参训{n}人次，重点讲解申请受理、补正、征求第三方意见和答复文书的写法。",
    "对历史文件开展清理，宣布失效{m}件，废止{k}件，继续有效{n}件，并在网站集中公布。",
    "开展保密审查{n}次，退回修改{m}次，未发生失密、泄密事件，个人隐私信息均作去标识化处理。",
    "{topic}领域基层政务公开标准化目录更新{m}项，覆盖镇（街道）{k}个、村（社区）{n}个。",
    "在重大行政决策中公开征集意见{k}次，收到意见{n}条，采纳{m}条，采纳情况和理由均已公布。",
    "网站总访问量{n}万次，独立用户访问{m}万个，信息更新{n}条，留言办结率达到{k}%以上。",
    "与档案馆、图书馆建立文件移交机制，移送政府公报{n}册，方便群众就近查阅{topic}文件。",
    "将政务公开纳入绩效考核，所占分值权重为{k}分，并委托第三方开展社会评议，满意度较上年提高{k}个百分点。",
]
TOPICS = ["优化营商环境", "乡村振兴", "稳岗就业", "义务教育", "医疗卫生", "社会救助", "生态环境", "财政预决算", "重大建设项目",
          "公共资源交易", "食品药品监管", "安全生产", "城市更新", "养老服务", "国土空间规划", "惠民惠农补贴"]


def tale(rng):
    """A paragraph of two to six sentences."""
    return "".join(rng.choice(PHRASES).format(topic=rng.choice(TOPICS), n=rng.randint(20, 980), m=rng.randint(3, 97), k=rng.randint(1, 9))
                   for _ in range(rng.randint(2, 6)))


def with_tales(count):
    """Adds paragraphs to the first, fifth and sixth section."""
    def rebuild(blocks):
        rng, told, longer = random.Random(f"{SEED}/{count}"), 0, []
        wanted = {"一": count * 7 // 10, "五": count // 5, "六": count - count * 7 // 10 - count // 5}
        for block in blocks:
            longer.append(block)
            if isinstance(block, document.Heading) and block.text[0] in wanted:
                longer += [document.Paragraph(f"（{told + number}）" * (number % 3 == 0) + tale(rng)) for number in range(wanted[block.text[0]])]
                told += wanted[block.text[0]]
        return longer
    return rebuild


def of_size(wanted, render):
    """render(number of paragraphs) -> bytes, near the wanted size."""
    empty, some = len(render(0)), len(render(40))
    return render(max(0, (wanted - empty) * 40 // (some - empty)))


# --- the site around a report ---------------------------------------------------------------------------------------

SCRIPT = """(function(w,d){var q=w._q=w._q||[];function on(e,t,f){e.addEventListener?e.addEventListener(t,f,false):e.attachEvent('on'+t,f)}
function show(i,n){for(var k=0;k<n;k++){var b=d.getElementById('tab_'+k);if(b&&k<10){b.className=(k==i)?'on':'';}}}
q.push(['_trackPageview','/zwgk/%d.html']);on(w,'load',function(){show(%d,8);if(w.location.href.indexOf('?p=')>0&&w.name!="<b>"){w.scrollTo(0,0)}})})(window,document);
"""
STYLE = ".m%d .item{float:left;width:%dpx;padding:0 %dpx;line-height:28px;background:url(images/bg_%d.png) no-repeat}.m%d a:hover{color:#c00}\n"


def chrome_before(report, rng, size):
    """Scripts, styles and menus of about `size` bytes."""
    scripts = "".join(f'<script type="text/javascript">\n{SCRIPT % (rng.randint(1000, 9999), rng.randint(0, 7))}</script>\n' for _ in range(size // 2500))
    styles = "<style>\n" + "".join(STYLE % tuple(rng.randint(1, 60) for _ in range(5)) for _ in range(size // 900)) + "</style>\n"
    entries = "".join(
        f'<li class="item" id="nav_{number}"><a href="/zwgk/fdzdgknr/{rng.randint(100, 999)}/index.html" target="_blank" title="{topic}">'
        f'<i class="icon icon-{number % 9}"></i><span>{topic}</span></a></li>\n'
        for number, topic in enumerate(rng.choices(TOPICS, k=size // 330)))
    return (f'{styles}{scripts}<div id="header"><div class="wrap"><ul class="menu">\n{entries}</ul></div></div>\n'
            f'<div class="main"><div class="wrap clearfix"><div class="left">{office_site(report)}</div>\n<div class="article" id="UCAP-CONTENT">\n')


def chrome_after(report, rng, size):
    others = "".join(f'<li><a href="./t{rng.randint(2016, 2024)}0{rng.randint(1, 9)}{rng.randint(10, 28)}_{rng.randint(100000, 999999)}.html" target="_blank">'
                     f'{rng.choice(TOPICS)}工作动态（{number}）</a><span class="date">2024-0{rng.randint(1, 9)}-{rng.randint(10, 28)}</span></li>\n'
                     for number in range(size // 260))
    return f'</div></div>\n<div class="list"><ul>\n{others}</ul></div>\n{office_site_end(report)}</div>\n<!-- generated {rng.randint(1, 99)} ms -->\n'


class InChrome:
    """To be put before a writer: the page in the chrome of a site."""

    chrome = 20_000

    def before(self):
        return chrome_before(self.report, random.Random(f"{SEED}/{self.report.name}"), self.chrome * 3 // 4)

    def after(self):
        return chrome_after(self.report, random.Random(f"{SEED}/{self.report.name}"), self.chrome // 4)


class SitePage(InChrome, Html):
    """An editor's page: each paragraph with a style of its own."""

    def paragraph(self, block):
        return (f'<p style="text-align: justify; text-indent: 2em; line-height: 2em;"><span style="font-family: 宋体, SimSun; font-size: 16px;">'
                f'{self.inline(block.text)}</span></p>')

    def cell(self, cell):
        return f'<td{self.spans(cell)} width="{40 + 12 * cell.cols}"><p style="text-align: center;">{self.cell_text(cell)}</p></td>'


class WordPage(layouts_html_pages.Word):
    """As a word processor saves it, with longer runs than the test layout."""

    def spans_of(self, text):
        pieces, rest = [], text
        while rest:
            size = self.rng.randint(4, 40)
            pieces.append(rest[:size])
            rest = rest[size:]
        return "".join(f"<span {'lang=EN-US ' if piece.isascii() else ''}style='font-size:16.0pt;font-family:仿宋_GB2312;mso-hansi-font-family:宋体'>"
                       f"{layouts_html_pages.html.escape(piece)}</span>" for piece in pieces)

    def cell(self, cell):
        spans = f" rowspan={cell.rows}" * (cell.rows > 1) + f" colspan={cell.cols}" * (cell.cols > 1)
        return (f"  <td width={52 * cell.cols}{spans} style='width:{39 * cell.cols}.0pt;border:solid windowtext 1.0pt;padding:0cm 5.4pt'>\n"
                f"  <p class=MsoNormal align=center style='text-align:center'>{self.cell_text(cell)}</p>\n  </td>\n")


class FilteredWordPage(WordPage):
    """Saved without most of the program's own styles."""

    def spans_of(self, text):
        return f"<span lang=EN-US>{text}</span>" if text.isascii() else f"<span style='font-family:仿宋'>{layouts_html_pages.html.escape(text)}</span>"

    def cell(self, cell):
        spans = f" rowspan={cell.rows}" * (cell.rows > 1) + f" colspan={cell.cols}" * (cell.cols > 1)
        return f"<td width={52 * cell.cols}{spans} valign=top>\n<p class=MsoNormal align=center>{self.cell_text(cell)}</p>\n</td>\n"


class PastedWordPage(InChrome, WordPage):
    """The same in a site: how the largest pages come about."""

    doctype, head, chrome = Html.doctype, Html.head, 90_000


class FullWordPage(InChrome, layouts_html_pages.Word):
    doctype, head, chrome = Html.doctype, Html.head, 60_000


def page(layout, writer, number, wanted, encoding="utf-8"):
    def render(count):
        report, rng = make_reports.invent(LAYOUTS[layout], SEED, number)
        return writer(report, rng).page(document.build(report, rng, document.Look(rebuild=with_tales(count)))).encode(encoding)
    return of_size(wanted, render)


# --- the groups -----------------------------------------------------------------------------------------------------

def html_8k():
    for name in ("html_utf8", "html_clean", "html_site", "html_site_split", "html_nested_tables", "html_gb18030_undeclared"):
        for number in range(4):
            yield make_reports.make(LAYOUTS[name], SEED, number)[0]


def html_60k():
    for number in range(8):
        yield page("html_site", SitePage, number, 60_000)
    for number in range(8):
        yield page("html_word_export", FilteredWordPage, number, 60_000, "gb18030" if number % 2 else "utf-8")


def html_400k():
    for number in range(4):
        yield page("html_site", PastedWordPage, number, 400_000)
    for number in range(4):
        yield page("html_word_pasted", FullWordPage, number, 400_000)


def texts(wanted):
    tables = [text_writer.cell_lines, layouts_text.text_writer.aligned]
    for number in range(12):
        def render(count):
            report, rng = make_reports.invent(LAYOUTS["txt_lines"], SEED, number)
            blocks = document.build(report, rng, document.Look(rebuild=with_tales(count)))
            return Text(report, rng, tables[number % 2]).page(blocks).encode("gb18030" if number % 4 == 3 else "utf-8")
        yield of_size(wanted, render) if wanted else render(0)


def docx_5k():
    for name in ("docx_merged", "docx_wrapped_split_runs", "docx_tracked_cells", "docx_numbered_headings", "docx_content_controls", "docx_2014"):
        for number in range(4):
            yield make_reports.make(LAYOUTS[name], SEED, number)[0]


def docx_20k():
    for number in range(8):
        def render(count):
            report, rng = make_reports.invent(LAYOUTS["docx_merged"], SEED, number)
            return Docx(report, rng).package(document.build(report, rng, document.Look(rebuild=with_tales(count))))
        yield of_size(40_000, render)


GROUPS = {"html-8k": (html_8k, "html"), "html-60k": (html_60k, "html"), "html-400k": (html_400k, "html"),
          "text-4k": (lambda: texts(0), "txt"), "text-60k": (lambda: texts(60_000), "txt"), "text-400k": (lambda: texts(400_000), "txt"),
          "docx-5k": (docx_5k, "docx"), "docx-20k": (docx_20k, "docx")}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    folder = parser.parse_args().folder
    for name, (make, extension) in GROUPS.items():
        (folder / name).mkdir(parents=True, exist_ok=True)
        for number, content in enumerate(make()):
            (folder / name / f"{number:02d}.{extension}").write_bytes(content)


if __name__ == "__main__":
    main()
