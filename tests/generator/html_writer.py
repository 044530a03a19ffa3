"""Writes blocks as an HTML page; layouts override one method each to write it the way some program or office does."""

import html
import random

from document import Heading, Paragraph, Table, Title


class Html:
    """Clean markup. Override cell(), row(), table(), … for another kind of page."""

    head = '<meta charset="utf-8">'
    doctype = "<!DOCTYPE html>"

    def __init__(self, report, rng):
        self.report, self.rng = report, rng

    def page(self, blocks):
        title = html.escape("".join(blocks[0].lines)) if isinstance(blocks[0], Title) else ""
        return (f"{self.doctype}\n<html>\n<head>\n{self.head}\n<title>{title}</title>\n</head>\n<body>\n"
                f"{self.body(blocks)}\n</body>\n</html>\n")

    def body(self, blocks):
        return self.before() + self.content(blocks) + self.after()

    def before(self):
        return ""

    def after(self):
        return ""

    def content(self, blocks):
        return "\n".join(self.block(block) for block in blocks)

    def block(self, block):
        writers = {Title: self.title, Heading: self.heading, Paragraph: self.paragraph, Table: self.table}
        return writers[type(block)](block)

    def title(self, block):
        return "<h1>" + "<br>".join(self.inline(line) for line in block.lines) + "</h1>"

    def heading(self, block):
        return f"<h2>{self.inline(block.text)}</h2>"

    def paragraph(self, block):
        return f"<p>{self.inline(block.text)}</p>"

    def table(self, block):
        rows = "\n".join(self.row(row, number) for number, row in enumerate(block.grid))
        caption = f"<caption>{self.inline(block.caption)}</caption>\n" if block.caption else ""
        return f'<table border="1">\n{caption}{rows}\n</table>'

    def row(self, row, number):
        return "<tr>" + "".join(self.cell(cell) for cell in row) + "</tr>"

    def cell(self, cell):
        return f"<td{self.spans(cell)}>{self.cell_text(cell)}</td>"

    def spans(self, cell):
        text = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
        return text + (f' colspan="{cell.cols}"' if cell.cols > 1 else "")

    def cell_text(self, cell):
        if cell.key:
            return self.figure(cell)
        indent = "　" * cell.level
        return indent + self.inline(cell.text)

    def figure(self, cell):
        """The text of a cell that holds a figure or a mark."""
        return html.escape(cell.text)

    def inline(self, text):
        return html.escape(text, quote=False).replace("\n", "<br>")


def office_site(report):
    """The upper part of a government site: links, path, and the metadata table of the document."""
    publisher = report.full_name or report.name
    rng = random.Random(report.index_no)
    year, month, day = report.published_on.split("-")
    published = rng.choice([report.published_on, f"{report.published_on} 15:30", f"{year}年{int(month)}月{int(day)}日", f"{year}/{month}/{day}"])
    facts = [(rng.choice(["索引号", "索 引 号", "信息索引号"]), report.index_no), (rng.choice(["发布机构", "发文机关", "信息来源"]), publisher),
             (rng.choice(["发布日期", "发布时间", "公开日期"]), published), (rng.choice(["有效性", "时效", "效力状态"]), "有效"),
             ("主题分类", "综合政务/政务公开"), (rng.choice(["文号", "浏览次数"]), rng.choice(["", "无", "253"])),
             ("成文日期", f"{year}-01-03"), ("废止日期", rng.choice(["", "1970-01-01"]))]
    rows = "".join(f"<tr><td>{left[0]}：</td><td>{left[1]}</td><td>{right[0]}：</td><td>{right[1]}</td></tr>\n"
                   for left, right in zip(facts[::2], facts[1::2]))
    return (f'<div class="top"><a href="/">首页</a> | <a href="/zwgk/">政务公开</a> | <a href="/hd/">互动交流（12）</a>'
            f' | <a href="/mail/">信箱 3 封未读</a></div>\n<ul class="nav"><li>1</li><li>机构概况</li><li>2</li><li>政策文件 28</li>'
            f'<li>3</li><li>政府信息公开年报</li></ul>\n'
            f'<div class="path">您所在的位置：<a href="/">首页</a> &gt; <a href="/a/">{publisher}</a> &gt; 政府信息公开年报</div>\n'
            f'<table class="facts">\n{rows}</table>\n')


def office_site_end(report):
    """The lower part: reports of other years, pages, telephone and registration numbers."""
    others = "".join(f'<li><a href="/nb/{year}.html">{report.name}{year}年政府信息公开工作年度报告</a> {year + 1}-01-20</li>'
                     for year in range(report.year - 1, report.year - 5, -1))
    return (f'\n<div class="related"><h3>相关信息</h3><ul>{others}</ul></div>\n<div class="pager">上一页 1 2 3 … 8 下一页 共 8 页</div>\n'
            f'<div class="foot"><p>主办：{report.full_name or report.name}　电话：0000-66001234　邮编：000123</p>'
            f'<p>某ICP备00012345号-1　公网安备 00000002000123号　网站标识码：0000000012</p></div>\n')
