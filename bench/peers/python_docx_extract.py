#!/usr/bin/env python3
"""A report in DOCX to JSON with python-docx: the yardstick for DOCX. See statutory_tables.py for its scope.

Merged cells are read from the elements of the rows (one pass); `--usual` takes row.cells, as most scripts do, which computes
the merges of the whole table again for every row.
"""

import io
import sys

import docx
from docx.oxml.ns import qn

import measure
from statutory_tables import report_json

TEXT = qn("w:t")


def text_of(cell):
    return "".join(element.text or "" for element in cell.iter(TEXT))


def grid_of_table(table):
    """Every slot gets the text of the cell that covers it: gridSpan across, vMerge down."""
    grid = []
    for row in table._tbl.tr_lst:
        line = []
        for cell in row.tc_lst:
            text = text_of(cell)
            if cell.vMerge == "continue" and grid and len(line) < len(grid[-1]):
                text = grid[-1][len(line)]
            line.extend([text] * cell.grid_span)
        grid.append(line)
    return grid


def grid_the_usual_way(table):
    try:
        return [[cell.text for cell in row.cells] for row in table.rows]
    except IndexError:  # row.cells cannot do rows that begin or end with a gap
        return []


def extract(content, grid_of=grid_of_table):
    document = docx.Document(io.BytesIO(content))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs[:5])
    return report_json(text, [grid_of(table) for table in document.tables])


if __name__ == "__main__":
    usual = "--usual" in sys.argv
    if usual:
        sys.argv.remove("--usual")
    measure.main((lambda content: extract(content, grid_the_usual_way)) if usual else extract, ["docx-5k", "docx-20k"], __doc__)
