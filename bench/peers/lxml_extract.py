#!/usr/bin/env python3
"""A report page to JSON with lxml, as a good script does it: the yardstick for HTML. See statutory_tables.py for its scope."""

import lxml.etree

import measure
from statutory_tables import grid_of, report_json


def decoded(content):
    """Pages declare their encoding wrongly: UTF-8 where it is valid, else GB18030."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030", "replace")


def span(cell, name):
    value = cell.get(name)
    return max(1, min(int(value), 100)) if value and value.isdecimal() else 1


def rows_of(table):
    for row in table.iter("tr"):
        yield [("".join(cell.itertext()).strip(), span(cell, "rowspan"), span(cell, "colspan"))
               for cell in row if cell.tag in ("td", "th")]


def extract(content):
    root = lxml.etree.HTML(decoded(content), lxml.etree.HTMLParser(remove_comments=True, huge_tree=True))
    grids = [grid_of(rows_of(table)) for table in root.iter("table") if next(table.iterdescendants("table"), None) is None]
    title = next(root.iter("h1"), None)
    text = "".join(title.itertext()) if title is not None else ""
    return report_json(text or "".join(root.itertext()), grids)


if __name__ == "__main__":
    measure.main(extract, ["html-8k", "html-60k", "html-400k"], __doc__)
