"""HTML layouts: pages as office programs, editors and web sites write them, and careless markup."""

import html
import random

import label_styles
import rebuild
import report as reports
import tables
import text_writer
from document import Look, Table, build
from html_writer import Html, office_site, office_site_end
from layout import layout
from layouts_html_encoding import InSite
from layouts_html_tables import clean


# --- office programs -----------------------------------------------------------------------------------------------

class Word(Html):
    """Markup as word processors save it: spans around every few characters, o:p, conditional comments."""

    doctype = '<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">'
    head = ('<meta http-equiv=Content-Type content="text/html; charset=gb2312">\n<meta name=ProgId content=Word.Document>\n'
            '<!--[if gte mso 9]><xml><o:DocumentProperties><o:Pages>3</o:Pages><o:Words>812</o:Words></o:DocumentProperties>'
            '<w:WordDocument><w:View>Print</w:View></w:WordDocument></xml><![endif]-->\n'
            '<style><!-- p.MsoNormal {mso-style-parent:""; margin:0cm; mso-pagination:none;} td {mso-number-format:0;} --></style>\n'
            '<!--[if gte mso 10]><style>table.MsoNormalTable {mso-tstyle-rowband-size:0;}</style><![endif]-->')

    def spans_of(self, text):
        """The text in runs: digits apart from characters, labels cut at random."""
        pieces, rest = [], text
        while rest:
            size = self.rng.randint(1, 6)
            pieces.append(rest[:size])
            rest = rest[size:]
        return "".join(f"<span {'lang=EN-US ' if piece.isascii() else ''}style='font-size:10.5pt;font-family:宋体;"
                       f"mso-bidi-font-family:宋体;mso-font-kerning:0pt'>{html.escape(piece)}</span>" for piece in pieces)

    def inline(self, text):
        lines = "<br>".join(self.spans_of(line) for line in text.split("\n"))
        return lines + "<span lang=EN-US><o:p></o:p></span>"

    def figure(self, cell):
        return self.spans_of(cell.text) + "<o:p></o:p>" if cell.text else "<span lang=EN-US><o:p>&nbsp;</o:p></span>"

    def paragraph(self, block):
        return f"<p class=MsoNormal style='text-indent:32.0pt'>{self.inline(block.text)}</p>"

    def heading(self, block):
        return f"<p class=MsoNormal style='text-indent:32.0pt;mso-char-indent-count:2.0'><b>{self.inline(block.text)}</b></p>"

    def cell(self, cell):
        spans = f" rowspan={cell.rows}" * (cell.rows > 1) + f" colspan={cell.cols}" * (cell.cols > 1)
        return (f"  <td width={52 * cell.cols}{spans} style='width:{39 * cell.cols}.0pt;border:solid windowtext 1.0pt;mso-border-alt:"
                f"solid windowtext .5pt;padding:0cm 5.4pt 0cm 5.4pt;height:14.2pt'>\n  <p class=MsoNormal align=center "
                f"style='text-align:center;line-height:\n  14.0pt'>{self.cell_text(cell)}</p>\n  </td>\n")

    def row(self, row, number):
        return f" <tr style='mso-yfti-irow:{number};height:14.2pt'>\n" + "".join(map(self.cell, row)) + " </tr>"

    def table(self, block):
        width = len(tables.matrix(block.grid)[0])
        misaligned = ("<![if !supportMisalignedColumns]>\n <tr height=0>\n" +
                      "  <td width=52 style='border:none'></td>\n" * width + " </tr>\n <![endif]>\n")
        rows = "\n".join(self.row(row, number) for number, row in enumerate(block.grid))
        return (f"<div align=center>\n<table class=MsoNormalTable border=0 cellspacing=0 cellpadding=0 width=620\n style='width:465.0pt;"
                f"border-collapse:collapse;mso-padding-alt:0cm 5.4pt 0cm 5.4pt'>\n{rows}\n{misaligned}</table>\n</div>")


@layout("html", "exported from a word processor, GB2312")
def html_word_export(report, rng):
    return Word(report, rng).page(build(report, rng)).encode("gb18030")


@layout("html", "exported from a word processor and pasted into a site, cells with marks for nothing", cells="varied",
        metadata=True)
def html_word_pasted(report, rng):
    class Pasted(Word):
        doctype, head = Html.doctype, Html.head

        def before(self):
            return office_site(self.report) + "<!--StartFragment-->"

        def after(self):
            return "<!--EndFragment-->" + office_site_end(self.report)
    return clean(report, rng, Look(label=rng.choice([str, label_styles.broken])), Pasted)


@layout("html", "saved as filtered HTML by a word processor: classes and non-breaking spaces only")
def html_word_filtered(report, rng):
    class Filtered(Word):
        head = Html.head

        def inline(self, text):
            return "&nbsp;" * self.rng.randint(0, 3) + html.escape(text).replace("\n", "<br>") + "&nbsp;"

        def figure(self, cell):
            return f"<span lang=EN-US>{html.escape(cell.text) or '&nbsp;'}&nbsp;</span>"

        def table(self, block):
            return Html.table(self, block)
    return clean(report, rng, writer=Filtered)


class Sheet(Html):
    """Pasted from a spreadsheet: col groups, x:num, blank columns and rows around the data, no th."""

    head = '<meta name="Generator" content="Excel"><meta charset="utf-8"><style>td {mso-number-format:"\\@";}</style>'

    def cell(self, cell):
        number = cell.text if cell.key and cell.text.isdigit() else ""
        kind = f' x:num="{number}"' if number else " x:str" if cell.text else ""
        text = self.cell_text(cell) if cell.text else self.rng.choice(["", "&nbsp;", "　"])
        return f'<td class="et{self.rng.randint(2, 9)}"{self.spans(cell)}{kind} height="18" style="mso-protection:locked">{text}</td>'

    def table(self, block):
        width = len(tables.matrix(block.grid)[0]) + 3
        grid = [row + [tables.Cell("")] * 3 for row in block.grid] + [[tables.Cell("")] * width] * 4
        columns = '<col width="72" style="width:54.00pt;"/>' * width
        return (f'<table width="{72 * width}" border="0" cellpadding="0" cellspacing="0" x:str>{columns}\n' +
                "\n".join(self.row(row, number) for number, row in enumerate(grid)) + "</table>")


@layout("html", "pasted from a spreadsheet with blank columns and rows")
def html_sheet_pasted(report, rng):
    return clean(report, rng, writer=Sheet)


@layout("html", "pasted from a spreadsheet, every cell blank that was merged", cells="thousands", sizes=("city",))
def html_sheet_unmerged(report, rng):
    change = rebuild.each_table(tables.filled_with_blanks)
    return clean(report, rng, Look(rebuild=change), Sheet)


# --- web sites -----------------------------------------------------------------------------------------------------

@layout("html", "the whole page in nested layout tables", metadata=True)
def html_nested_tables(report, rng):
    class Nested(InSite):
        def body(self, blocks):
            return ('<table width="1000"><tr><td colspan="2">' + self.before() + '</td></tr><tr><td width="200" valign="top"><table>'
                    '<tr><td>栏目</td></tr><tr><td>年报 12</td></tr><tr><td>指南 3</td></tr></table></td><td><table width="100%"><tr><td>'
                    + self.content(blocks) + '</td></tr></table></td></tr><tr><td colspan="2">' + self.after() + "</td></tr></table>")

        def table(self, block):
            inner = Html.table(self, block)
            return f'<table align="center"><tbody><tr><td><div>{inner}</div></td></tr></tbody></table>'
    return clean(report, rng, writer=Nested)


@layout("html", "a full government site: path, menus, metadata, links to other years, pager, footer", metadata=True)
def html_site(report, rng):
    return clean(report, rng, writer=InSite)


@layout("html", "a government site, cells varied, table 3 split", metadata=True, cells="varied")
def html_site_split(report, rng):
    return clean(report, rng, Look(rebuild=rebuild.split_table3(rng)), InSite)


@layout("html", "2014–2018 report in a government site", metadata=True, formats=("S2014",))
def html_2014_site(report, rng):
    return clean(report, rng, writer=InSite)


@layout("html", "2014–2018 report exported from a word processor", formats=("S2014",))
def html_2014_word(report, rng):
    return Word(report, rng).page(build(report, rng)).encode("gb18030")


@layout("html", "no table at all: a row is a div, a cell is a div")
def html_div_rows(report, rng):
    class Divs(Html):
        def table(self, block):
            return '<div class="grid">' + "\n".join(self.row(row, n) for n, row in enumerate(block.grid)) + "</div>"

        def row(self, row, number):
            return '<div class="row">' + "".join(map(self.cell, row)) + "</div>"

        def cell(self, cell):
            return f'<div class="cell">{self.cell_text(cell)}</div>'
    return clean(report, rng, writer=Divs)


@layout("html", "no table at all: a paragraph for each cell")
def html_cells_as_paragraphs(report, rng):
    class Paragraphs(Html):
        def table(self, block):
            return "\n".join(f"<p>{self.cell_text(cell)}</p>" for row in block.grid for cell in row)
    return clean(report, rng, writer=Paragraphs)


@layout("html", "tables made of div elements by CSS display:table, merged places blank")
def html_css_table(report, rng):
    class Css(Html):
        head = Html.head + "<style>.t{display:table}.r{display:table-row}.c{display:table-cell}</style>"

        def table(self, block):
            return '<div class="t">' + "\n".join(self.row(row, n) for n, row in enumerate(block.grid)) + "</div>"

        def row(self, row, number):
            return '<div class="r">' + "".join(map(self.cell, row)) + "</div>"

        def cell(self, cell):
            return f'<span class="c">{self.cell_text(cell)}</span>'
    return clean(report, rng, Look(rebuild=rebuild.each_table(tables.filled_with_blanks)), Css)


@layout("html", "the tables as preformatted text")
def html_pre(report, rng):
    class Preformatted(Html):
        def table(self, block):
            return "<pre>" + html.escape("\n".join(text_writer.aligned(block.grid)), quote=False) + "</pre>"
    return clean(report, rng, writer=Preformatted)


@layout("html", "XHTML with empty elements closed at once, name anchors, uppercase tags")
def html_xhtml(report, rng):
    class Xhtml(Html):
        doctype = '<?xml version="1.0" encoding="utf-8"?>\n' + Html.doctype
        head = '<meta charset="utf-8"/>'

        def cell(self, cell):
            if not cell.text.strip():
                return f"<TD{self.spans(cell)}/>"
            return f'<TD{self.spans(cell).upper()}><a name="c{self.rng.randint(1, 999)}" id="x"></a>{self.cell_text(cell)}</TD>'

        def table(self, block):
            rows = "".join(f"<TR>{''.join(map(self.cell, row))}</TR>" for row in block.grid)
            return f'<TABLE BORDER="1"><CAPTION/><TBODY>{rows}</TBODY></TABLE>'
    return clean(report, rng, writer=Xhtml)


@layout("html", "table 4 is a picture: there is no such table to read", may_report=("F-01", "T3-07"))
def html_t4_picture(report, rng):
    report.without_table(4)

    class Picture(Html):
        def heading(self, block):
            picture = '<p><img src="t4.png" alt="图片3"></p>' if block.text.startswith("四、") else ""
            return Html.heading(self, block) + picture
    return clean(report, rng, writer=Picture)


# --- what is not shown ---------------------------------------------------------------------------------------------

def decoy_tables(report):
    """Clean tables of another invented report, with figures of its own."""
    rng = random.Random(f"decoy/{report.name}/{report.year}/{len(report.values)}")
    other = reports.invent(rng, report.format, "county")
    return Html(other, rng), [block for block in build(other, rng) if isinstance(block, Table)]


class Hiding(Html):
    """Each table next to a hidden one with other figures."""

    hide = ""

    def table(self, block):
        writer, decoys = decoy_tables(self.report)
        decoy = next(table for table in decoys if table.name == block.name)
        parts = [Html.table(self, block), self.hide.format(writer.table(decoy))]
        self.rng.shuffle(parts)
        return "\n".join(parts)


@layout("html", "next to each table one that is not displayed, with other figures")
def html_hidden_tables(report, rng):
    class Hidden(Hiding):
        hide = rng.choice(['<div style="display: none">{}</div>', '<div style="width:0;DISPLAY:none !important;">{}</div>',
                           "<div hidden>{}</div>", "<template>{}</template>"])
    return clean(report, rng, writer=Hidden)


@layout("html", "a table that a style sheet class hides, with other figures")
def html_hidden_by_class(report, rng):
    class Hidden(Hiding):
        head = Html.head + "<style>.bak{display:none}</style>"
        hide = '<div class="bak">{}</div>'
    return clean(report, rng, writer=Hidden)


@layout("html", "old tables in comments, scripts and text areas that are not displayed")
def html_commented_tables(report, rng):
    class Hidden(Hiding):
        hide = rng.choice(["<!-- {} -->", '<script type="text/html">{}</script>',
                           '<textarea style="display:none">{}</textarea>', "<noscript>{}</noscript>"])
    return clean(report, rng, writer=Hidden)


# --- figures in odd markup -----------------------------------------------------------------------------------------

def figures_written(report, rng, write, look=Look()):
    class Figures(Html):
        def figure(self, cell):
            return write(cell.text)
    return clean(report, rng, look, Figures)


@layout("html", "figures as character references")
def html_figure_entities(report, rng):
    form = rng.choice(["&#{};", "&#x{:x};", "&#{}"])
    return figures_written(report, rng, lambda text: "".join(form.format(ord(letter)) for letter in text))


@layout("html", "figures inside paragraphs, fonts and spans")
def html_figure_nested(report, rng):
    return figures_written(report, rng, lambda text: f'<p align="center"><font face="宋体"><span style="color:#333"><strong>{text}'
                                                     "</strong></span></font></p><p></p>")


@layout("html", "figures whose digits stand in several spans", sizes=("county", "city"))
def html_figure_split(report, rng):
    return figures_written(report, rng, lambda text: "".join(f"<span>{letter}</span>" for letter in text))


@layout("html", "figures with zero-width characters and non-breaking spaces around")
def html_figure_zero_width(report, rng):
    around = ["\u200b", "\ufeff", "&nbsp;", "&zwnj;", "\u2060", "&#8203;", "\u3000", "&ensp;", "\n\t"]
    return figures_written(report, rng, lambda text: rng.choice(around) + text + rng.choice(around))


# --- careless markup -----------------------------------------------------------------------------------------------

@layout("html", "td, tr and p never closed, attributes without quotes")
def html_unclosed(report, rng):
    class Unclosed(Html):
        def paragraph(self, block):
            return f"<p>{self.inline(block.text)}"

        def cell(self, cell):
            return f"<td rowspan={cell.rows} colspan={cell.cols}><p>{self.cell_text(cell)}"

        def row(self, row, number):
            return "<tr>" + "".join(map(self.cell, row))
    return clean(report, rng, writer=Unclosed)


@layout("html", "stray end tags in and between cells, one tr missing, rows outside of the tbody")
def html_stray_tags(report, rng):
    class Stray(Html):
        def cell(self, cell):
            stray = self.rng.choice(["", "", "", "</div>", "</span>", "</p>", "</font></b>"])
            return f"<td{self.spans(cell)}><div>{self.cell_text(cell)}{stray}</td></td>"

        def row(self, row, number):
            start = "" if number == self.open_row else "<tr>"
            return start + "".join(map(self.cell, row)) + "</tr>"

        def table(self, block):
            self.open_row = self.rng.randint(2, len(block.grid) - 1)
            rows = [self.row(row, number) for number, row in enumerate(block.grid)]
            return f'<table border=1 width="100%"><tbody>{"".join(rows[:3])}</tbody>{"".join(rows[3:])}</div></table>'
    return clean(report, rng, writer=Stray)


@layout("html", "text and form elements between the rows, attribute values with spaces or units")
def html_foster_text(report, rng):
    class Foster(Html):
        def spans(self, cell):
            return f' rowspan=" {cell.rows} " colspan="{cell.cols}px"' if cell.rows * cell.cols > 1 else ' rowspan="" colspan="1"'

        def row(self, row, number):
            between = self.rng.choice(["", "", "&nbsp;", '<input type="hidden" value="7">', "<p></p>"])
            return between + Html.row(self, row, number)
    return clean(report, rng, writer=Foster)


@layout("html", "several tbody, empty rows between the rows, a tr inside a tr")
def html_many_tbody(report, rng):
    class Many(Html):
        def row(self, row, number):
            return f"<tbody>{self.rng.choice(['', '<tr></tr>', '<tr>'])}{Html.row(self, row, number)}</tbody>"
    # an empty row takes one place of every row span: so the table has no spans
    return clean(report, rng, Look(rebuild=rebuild.each_table(tables.filled_with_blanks)), Many)
