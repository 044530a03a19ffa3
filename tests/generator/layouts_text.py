"""Text layouts: what conversion of pages and documents to plain text leaves of the tables."""

import codecs
import functools
import re

import label_styles
import rebuild
import text_writer
from document import Look, Paragraph, Table, build
from layout import LABELS_CHANGED, layout
from text_writer import Text


def text(report, rng, table=text_writer.cell_lines, look=Look(), writer=Text):
    return writer(report, rng, table).page(build(report, rng, look)).encode()


def lose_rows_with_blanks(report, blocks):
    """Marks the figures of each row in which a blank cell vanished without a trace."""
    for block in blocks:
        for row in block.grid if isinstance(block, Table) else []:
            figures = [cell for cell in row if cell.key]
            if any(not cell.text.strip() for cell in figures):
                report.lost += [cell.key for cell in figures]


def without_blank_cells(report, rng, table, writer=Text):
    blocks = build(report, rng)
    lose_rows_with_blanks(report, blocks)
    return writer(report, rng, table).page(blocks).encode()


class InSite(Text):
    def before(self):
        return text_writer.metadata_lines(self.report)

    def after(self):
        return ["扫一扫在手机打开当前页", "分享：", "打印 关闭", "主办：" + self.report.name + " 电话：0000-66001234"]


# --- one cell a line -----------------------------------------------------------------------------------------------

@layout("txt", "one cell a line, blank lines between, below the head of a site", metadata=True)
def txt_lines(report, rng):
    return text(report, rng, writer=InSite)


@layout("txt", "one cell a line, no blank lines")
def txt_lines_tight(report, rng):
    return text(report, rng, functools.partial(text_writer.cell_lines, between=()))


@layout("txt", "one cell a line, no blank lines between, a blank cell is an empty line", cells="varied",
        sizes=("few", "county"))
def txt_lines_empty(report, rng):
    return text(report, rng, functools.partial(text_writer.cell_lines, between=()))


@layout("txt", "one cell a line, zeros were blank and vanished", cells="zero_blanks", sizes=("few", "county"))
def txt_lines_blanks_lost(report, rng):
    return without_blank_cells(report, rng, functools.partial(text_writer.cell_lines, blank_cells=False))


@layout("txt", "one cell a line, zeros printed as marks", cells="zero_marks")
def txt_lines_marks(report, rng):
    return text(report, rng)


@layout("txt", "one cell a line, some blank cells vanished", cells="varied", sizes=("few", "county"))
def txt_lines_some_lost(report, rng):
    return without_blank_cells(report, rng, functools.partial(text_writer.cell_lines, blank_cells=False))


@layout("txt", "one cell a line, labels broken over lines, blank lines between cells")
def txt_lines_broken(report, rng):
    return text(report, rng, look=Look(label=label_styles.broken))


@layout("txt", "one cell a line, labels broken over lines, no blank lines at all")
def txt_lines_broken_tight(report, rng):
    return text(report, rng, functools.partial(text_writer.cell_lines, between=()), Look(label=label_styles.broken))


@layout("txt", "one cell a line, labels with spaces between their characters")
def txt_lines_spaced(report, rng):
    return text(report, rng, look=Look(label=label_styles.spaced(" ")))


@layout("txt", "one cell a line, labels unnumbered or shortened", may_report=LABELS_CHANGED)
def txt_lines_other_labels(report, rng):
    return text(report, rng, look=Look(label=rng.choice([label_styles.unnumbered, label_styles.shortened])))


@layout("txt", "one cell a line, page numbers and form feeds between the cells")
def txt_lines_pages(report, rng):
    def paged(grid):
        lines = []
        for line in text_writer.cell_lines(grid, between=()):
            lines.append(line)
            if rng.random() < 0.02:
                lines += rng.choice([["", "— 3 —", "\f"], ["第 3 页 共 6 页", "\f"], ["- 2 -", ""]])
        return lines
    return text(report, rng, paged)


@layout("txt", "one cell a line, heading rows of table 3 repeated after a page break")
def txt_lines_repeated_head(report, rng):
    return text(report, rng, look=Look(rebuild=rebuild.split_table3(rng, True, [Paragraph("续表")])))


@layout("txt", "one cell a line, indented with tabs and full-width spaces, CRLF")
def txt_lines_indented_crlf(report, rng):
    class Indented(Text):
        newline = "\r\n"

        def table(self, block):
            return [rng.choice(["\t", "　　", "  ", ""]) + line + rng.choice(["", " ", "\u00a0"]) for line in Text.table(self, block)]
    return text(report, rng, writer=Indented)


@layout("txt", "2019 format, one cell a line", formats=("F2019",), cells="signs")
def txt_2019_lines(report, rng):
    return text(report, rng)


@layout("txt", "statistics table of 2014–2018, one cell a line", formats=("S2014",))
def txt_2014_lines(report, rng):
    return text(report, rng)


@layout("txt", "statistics table of 2014–2018, aligned columns", formats=("S2014",))
def txt_2014_aligned(report, rng):
    return text(report, rng, functools.partial(text_writer.aligned, most=90))


@layout("txt", "statistics table of 2014–2018, tabs, rows of headings without marks", formats=("S2014",))
def txt_2014_tabs(report, rng):
    def bare(grid):
        return [[cell for cell in row if cell.text != "——"] for row in grid]
    return text(report, rng, lambda grid: text_writer.separated(bare(grid), "\t"))


@layout("txt", "every line of the report and its tables twice spaced, with Han page lines, from a site", metadata=True)
def txt_lines_wide_gaps(report, rng):
    return text(report, rng, functools.partial(text_writer.cell_lines, between=("", "　", "")), writer=InSite)


# --- damage as a hijacker and a careless conversion leave it -------------------------------------------------------

SPAM = "幸运棋牌网_实时比分¥游戏手机版入口"


@layout("txt", "characters lost from labels and document number, a spam name in place of the site's", metadata=True,
        formats=("F2021",), may_report=LABELS_CHANGED + ("F-12", "F-15"))
def txt_damaged(report, rng):
    report.planted = [found for found in report.planted if found["rule"] not in ("F-12", "F-13")]
    report.citation = "国办公开办函﹝201960号"
    report.planted.append({"rule": "F-13", "where": {}})
    losses = [("本年制发件数", "本年发件"), ("现行有效件数", "现行有效件"), ("“", ""), ("”", "")]

    def label(text):
        for whole, rest in losses:
            text = text.replace(whole, rest)
        return label_styles.half_width(text)

    class Damaged(InSite):
        def before(self):
            lines = InSite.before(self)
            return [lines[0].replace("首页", SPAM + ":")] + lines[1:]

        def paragraph(self, block):
            text = block.text.replace("有关通知", f"《国务院办公厅政府信息与政务公开办公室{SPAM}:有关事项的通知》")
            return ["    " + re.sub("[，、](?=[^0-9])", lambda mark: rng.choice([mark[0], ""]), text)]
    return text(report, rng, look=Look(label=label), writer=Damaged)


# --- one row a line ------------------------------------------------------------------------------------------------

@layout("txt", "one row a line, tabs, merged places left out")
def txt_tabs(report, rng):
    return text(report, rng, functools.partial(text_writer.separated, separator="\t"))


@layout("txt", "one row a line, tabs, empty fields for merged places", cells="varied")
def txt_tabs_merged_empty(report, rng):
    return text(report, rng, functools.partial(text_writer.separated, separator="\t", merged=""))


@layout("txt", "one row a line, columns aligned by spaces")
def txt_aligned(report, rng):
    return text(report, rng, text_writer.aligned)


@layout("txt", "columns aligned by spaces, blank cells are gaps", cells="zero_blanks", sizes=("few", "county"))
def txt_aligned_blanks(report, rng):
    blocks = build(report, rng)
    lose_rows_with_blanks(report, blocks)  # a reader who does not count columns cannot place what is left
    return Text(report, rng, text_writer.aligned).page(blocks).encode()


@layout("txt", "one row a line, single spaces between cells")
def txt_single_spaces(report, rng):
    return text(report, rng, functools.partial(text_writer.separated, separator=" "))


@layout("txt", "each table in one line, single spaces between cells")
def txt_one_paragraph(report, rng):
    return text(report, rng, lambda grid: [" ".join(text_writer.separated(grid, " "))])


@layout("txt", "one row a line, a bar between cells", cells="varied")
def txt_bars(report, rng):
    bar = rng.choice(["|", "｜", " | ", "│"])
    return text(report, rng, functools.partial(text_writer.separated, separator=bar, merged=""))


@layout("txt", "box drawing characters, long labels wrapped in their cells")
def txt_box(report, rng):
    return text(report, rng, functools.partial(text_writer.boxed, box=text_writer.DRAWN_BOX))


@layout("txt", "grid of plus, minus and bar characters", cells="varied", sizes=("few", "county"))
def txt_grid(report, rng):
    return text(report, rng, text_writer.boxed)


@layout("md", "Markdown tables, merged cells empty")
def md_merged_empty(report, rng):
    return text(report, rng, functools.partial(text_writer.piped, merged=""), writer=Markdown)


@layout("md", "Markdown tables, merged text repeated", cells="varied")
def md_replicated(report, rng):
    return text(report, rng, functools.partial(text_writer.piped, merged="text"), writer=Markdown)


class Markdown(Text):
    def title(self, block):
        return ["# " + line for line in block.lines]

    def heading(self, block):
        return ["", "## " + block.text, ""]


@layout("txt", "comma separated, labels with line breaks in quotes", cells="thousands", sizes=("county", "city"))
def txt_comma_separated(report, rng):
    return text(report, rng, functools.partial(text_writer.comma_separated, merged=rng.choice(["", "text"])))


# --- programs that print pages -------------------------------------------------------------------------------------

@layout("txt", "as a text browser prints it: indented, rows run on and wrap at the margin")
def txt_browser_flow(report, rng):
    class Flow(Text):
        def paragraph(self, block):
            return ["   " + line for line in text_writer.wrapped(block.text, 74)]

        def table(self, block):
            lines = []
            for line in text_writer.separated(block.grid, " "):
                lines += ["   " + part for part in textwrap_words(line, 74)]
            return lines
    return text(report, rng, writer=Flow)


def textwrap_words(line, columns):
    """Wraps between words only, a run of Chinese characters being a word, as long as a word fits."""
    lines = [""]
    for word in line.split(" "):
        joined = f"{lines[-1]} {word}" if lines[-1] else word
        if text_writer.width(joined) <= columns:
            lines[-1] = joined
        else:
            lines.append(word)
    return lines


@layout("txt", "as a text browser prints tables: narrow columns, labels wrapped beside the figures")
def txt_browser_columns(report, rng):
    return text(report, rng, functools.partial(text_writer.aligned, most=16, gap=1, whole_labels=False))


@layout("txt", "as a document converter prints tables: rules of dashes, labels wrapped")
def txt_converter(report, rng):
    def ruled(grid):
        lines = text_writer.aligned(grid, most=20, gap=2, whole_labels=False)
        rule = "  " + "-" * max(map(text_writer.width, lines))
        return [rule] + ["  " + line for line in lines] + [rule]
    return text(report, rng, ruled)


@layout("txt", "as text is taken from a printed page: group labels beside the middle of their rows, page numbers")
def txt_printed_page(report, rng):
    def paged(grid):
        lines = text_writer.aligned(grid, most=40, middle=True)
        if len(lines) > 20:
            at = rng.randint(12, len(lines) - 4)
            lines[at:at] = ["", " " * 40 + "— 4 —", "\f"]
        return lines
    return text(report, rng, paged)


# --- encodings -----------------------------------------------------------------------------------------------------

def recoded(content, encoding, mark=b"", newline="\n"):
    return mark + content.decode().replace("\n", newline).encode(encoding)


@layout("txt", "CRLF, UTF-8 with byte order mark", metadata=True)
def txt_crlf_bom(report, rng):
    return recoded(text(report, rng, writer=InSite), "utf-8", codecs.BOM_UTF8, "\r\n")


@layout("txt", "GB18030")
def txt_gb18030(report, rng):
    return recoded(text(report, rng), "gb18030", newline="\r\n")


@layout("txt", "UTF-16, little endian, with byte order mark")
def txt_utf16le(report, rng):
    return recoded(text(report, rng), "utf-16-le", codecs.BOM_UTF16_LE, "\r\n")


@layout("txt", "UTF-16, big endian, with byte order mark")
def txt_utf16be(report, rng):
    return recoded(text(report, rng, functools.partial(text_writer.separated, separator="\t")), "utf-16-be", codecs.BOM_UTF16_BE)
