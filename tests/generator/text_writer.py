"""Writes blocks as plain text; and the many ways of writing a table as lines."""

import csv
import io
import unicodedata

import tables
from document import Heading, Paragraph, Table, Title


def width(text):
    """Columns on a screen where a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in text)


def padded(text, columns):
    return text + " " * (columns - width(text))


def wrapped(text, columns):
    """The text in lines of at most that many columns."""
    lines = [""]
    for letter in text:
        if letter == "\n" or width(lines[-1] + letter) > columns:
            lines.append("")
        if letter != "\n":
            lines[-1] += letter
    return lines


def shown(cell):
    return "　" * cell.level + cell.text


def one_line(text):
    return text.replace("\n", "")


# --- tables as lines -----------------------------------------------------------------------------------------------

def cell_lines(grid, between=("",), blank_cells=True):
    """One cell a line; lines between two cells; blank cells are left out unless blank_cells."""
    lines = []
    for row in grid:
        for cell in row:
            if cell.text.strip() or blank_cells:
                lines += shown(cell).split("\n")
                lines += between
    return lines


def separated(grid, separator, merged=None):
    """One row a line. merged: None leaves places under a span out, "" keeps them blank, "text" repeats the text."""
    if merged is not None:
        grid = tables.replicated(grid) if merged == "text" else tables.filled_with_blanks(grid)
    return [separator.join(one_line(shown(cell)) for cell in row) for row in grid]


def piped(grid, merged):
    """Markdown: pipes at both ends, a line of dashes below the first row."""
    rows = separated(grid, " | ", merged)
    count = rows[0].count(" | ") + 1
    lines = [f"| {row} |" for row in rows]
    return lines[:1] + ["|" + " --- |" * count] + lines[1:]


def comma_separated(grid, merged=""):
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\n")
    for row in tables.replicated(grid) if merged == "text" else tables.filled_with_blanks(grid):
        writer.writerow([shown(cell) for cell in row])
    return output.getvalue().splitlines()


def column_widths(places, most):
    """Enough for the cells that stand in one column; wide spans get what their columns happen to have."""
    widths = [4] * len(places[0])
    for row in places:
        for column, place in enumerate(row):
            if place and place[1] and place[0].cols == 1:
                needed = max(width(line) for line in shown(place[0]).split("\n"))
                widths[column] = max(widths[column], min(needed, most))
    return widths


def aligned(grid, most=60, gap=2, middle=False, whole_labels=True):
    """Columns under each other, filled up with spaces; long text wraps into further lines.

    middle: text of a row span stands in its middle row, as in text taken from a printed page.
    whole_labels: text of a cell that spans columns may use their full width, whatever it takes.
    """
    places = tables.matrix(grid)
    widths = column_widths(places, most)
    lines = []
    for number, row in enumerate(places):
        texts, column = [], 0
        while column < len(row):
            place = row[column]
            if place is None:
                texts.append(([""], widths[column]))
                column += 1
                continue
            cell, _ = place
            top = next(n for n, other in enumerate(places) if other[column] and other[column][0] is cell)
            here = top + (cell.rows - 1) // 2 if middle else top
            span = sum(widths[column:column + cell.cols]) + gap * (cell.cols - 1)
            text = shown(cell) if number == here else ""
            if whole_labels and cell.cols > 1:
                texts.append((text.split("\n"), span))
            else:
                texts.append((wrapped(text, span), span))
            column += cell.cols
        for line in range(max(len(text) for text, _ in texts)):
            parts = [padded(text[line] if line < len(text) else "", span) for text, span in texts]
            lines.append((" " * gap).join(parts).rstrip())
    return lines


ASCII_BOX = ("+-++", "+-++", "+-++", "|")
DRAWN_BOX = ("┌─┬┐", "├─┼┤", "└─┴┘", "│")


def boxed(grid, most=24, box=ASCII_BOX):
    """A ruled table: a rule between all rows, places under a span blank, long text wrapped."""
    places = tables.matrix(grid)
    widths = column_widths(places, most)
    top, middle, bottom, bar = box

    def rule(marks):
        left, dash, cross, right = marks
        return left + cross.join(dash * (size + 2) for size in widths) + right

    lines = [rule(top)]
    for row in places:
        texts = [wrapped(shown(place[0]), size) if place and place[1] else [""] for place, size in zip(row, widths)]
        for line in range(max(map(len, texts))):
            parts = [padded(text[line] if line < len(text) else "", size) for text, size in zip(texts, widths)]
            lines.append(bar + bar.join(f" {part} " for part in parts) + bar)
        lines.append(rule(middle))
    lines[-1] = rule(bottom)
    return lines


# --- the whole text ------------------------------------------------------------------------------------------------

class Text:
    """A plain text file. Override table() or paragraph() for another kind."""

    gap = [""]          # lines between blocks
    newline = "\n"

    def __init__(self, report, rng, table=cell_lines):
        self.report, self.rng, self.table_lines = report, rng, table

    def page(self, blocks):
        lines = self.before()
        for block in blocks:
            lines += self.block(block) + self.gap
        return self.newline.join(lines + self.after()) + self.newline

    def before(self):
        return []

    def after(self):
        return []

    def block(self, block):
        writers = {Title: self.title, Heading: self.heading, Paragraph: self.paragraph, Table: self.table}
        return writers[type(block)](block)

    def title(self, block):
        return list(block.lines)

    def heading(self, block):
        return [block.text]

    def paragraph(self, block):
        return ["    " + block.text]

    def table(self, block):
        return self.table_lines(block.grid)


def metadata_lines(report):
    """The head of a document page as a text conversion leaves it: values without their labels."""
    publisher = report.full_name or report.name
    return [f"当前位置 > 首页 > {publisher} > 政府信息公开年报", report.index_no, "政府信息公开年报", publisher, report.published_on,
            report.published_on, "有效", ""]
