#!/usr/bin/env python3
"""Lets other programs write generated reports again: an office suite, a text browser, spreadsheet and document libraries.

The results are checked in under tests/data/foreign; this is run only when they are to be made anew. It needs soffice,
w3m, and a Python that has python-docx and openpyxl. The truth is that of the generated report: look at each new file
with your own eyes, and where a program loses a cell, add it to report.lost before the truth is written.
"""

import argparse
import pathlib
import subprocess
import tempfile

import docx
import openpyxl

import make_reports
import report as reports
import tables
from document import Heading, Paragraph, Table, Title, build
from layout import LAYOUTS, Layout

SEED = "foreign"
DEFAULT = pathlib.Path(__file__).resolve().parent.parent / "data" / "foreign"


# --- the programs --------------------------------------------------------------------------------------------------

def office(source, folder, target):
    """Converts by the office suite; target is 'extension:filter'."""
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", target, "--outdir",
                        folder, source], check=True, capture_output=True, timeout=300)
    return folder / f"{source.stem}.{target.split(':')[0]}"


def text_browser(source, folder, columns):
    result = subprocess.run(["w3m", "-dump", "-cols", str(columns), "-I", "UTF-8", "-O", "UTF-8", "-T", "text/html", source],
                            check=True, capture_output=True, timeout=60)
    path = folder / f"{source.stem}.txt"
    path.write_bytes(result.stdout)
    return path


# --- written by libraries ------------------------------------------------------------------------------------------

def library_document(report, rng, folder, merged):
    """A document made by python-docx, with merge() or with blank cells."""
    document = docx.Document()
    for block in build(report, rng):
        if isinstance(block, Title):
            document.add_heading("".join(block.lines), 0)
        elif isinstance(block, Heading):
            document.add_heading(block.text, 1)
        elif isinstance(block, Paragraph):
            document.add_paragraph(block.text)
        else:
            library_table(document, block.grid, merged)
    path = folder / "report.docx"
    document.save(path)
    return path


def library_table(document, grid, merged):
    places = tables.matrix(grid)
    table = document.add_table(len(places), len(places[0]), "Table Grid")
    rows = [row.cells for row in table.rows]
    for top, row in enumerate(places):
        for left, place in enumerate(row):
            if place and place[1]:
                cell = rows[top][left]
                if merged and place[0].rows * place[0].cols > 1:
                    cell = cell.merge(rows[top + place[0].rows - 1][left + place[0].cols - 1])
                cell.text = place[0].text


def workbook(report, rng, folder, merged):
    """All blocks below each other on one sheet, figures as numbers."""
    book = openpyxl.Workbook()
    sheet = book.active
    line = 1
    for block in build(report, rng):
        if not isinstance(block, Table):
            for text in block.lines if isinstance(block, Title) else [block.text]:
                sheet.cell(line, 1, text)
                line += 1
            continue
        for top, row in enumerate(tables.matrix(block.grid)):
            for left, place in enumerate(row):
                if not place or not place[1]:
                    continue
                cell = place[0]
                number = cell.key and cell.text.lstrip("-").isdigit()
                sheet.cell(line + top, left + 1, int(cell.text) if number else cell.text)
                if merged and cell.rows * cell.cols > 1:
                    sheet.merge_cells(start_row=line + top, start_column=left + 1, end_row=line + top + cell.rows - 1,
                                      end_column=left + cell.cols)
        line += len(block.grid) + 1
    path = folder / "report.xlsx"
    book.save(path)
    return path


# --- what is made --------------------------------------------------------------------------------------------------

def passed_on(path, folder, steps):
    """The file after one program after the other has read and written it."""
    for position, (program, option) in enumerate(steps):
        step_folder = folder / str(position)
        step_folder.mkdir()
        path = program(path, step_folder, option)
    return path


def from_layout(name, *steps):
    """A generated document, passed through one program after the other."""
    def produce(number, folder):
        layout = LAYOUTS[name]
        report, rng = make_reports.invent(layout, SEED, number)
        path = folder / f"report.{layout.extension}"
        path.write_bytes(layout.render(report, rng))
        return report, passed_on(path, folder, steps)
    return produce


def from_library(write, merged, formats, sizes, cells, *steps):
    """A document that a library wrote, passed on in the same way."""
    def produce(number, folder):
        layout = Layout(write.__name__, "", "", None, formats=formats, sizes=sizes, cells=cells)
        report, rng = make_reports.invent(layout, SEED, number)
        path = write(report, rng, folder, merged)
        return report, passed_on(path, folder, steps)
    return produce


DOCX = (office, "docx:MS Word 2007 XML")
WEB = (office, "html:HTML (StarWriter)")
XHTML = (office, "xhtml:XHTML Writer File")
PLAIN = (office, "txt:Text (encoded):UTF8")
SHEET_WEB = (office, "html:HTML (StarCalc)")
OPEN_TEXT = (office, "odt:writer8")

FOREIGN = {
    "office_html_to_docx": from_layout("html_clean", DOCX),
    "office_html_to_docx_word": from_layout("html_word_pasted", DOCX),
    "office_html_to_docx_2014": from_layout("html_2014", DOCX),
    "office_docx_to_html": from_layout("docx_merged", WEB),
    "office_docx_to_html_varied": from_layout("docx_cells_varied", WEB),
    "office_docx_to_html_blank_fillers": from_layout("docx_blank_fillers", WEB),
    "office_docx_to_html_2014": from_layout("docx_2014", WEB),
    "office_docx_to_xhtml": from_layout("docx_split_repeated_head", XHTML),
    "office_docx_to_text": from_layout("docx_merged", PLAIN),
    "office_docx_to_text_2019": from_layout("docx_2019", PLAIN),
    "office_docx_to_text_2014": from_layout("docx_2014", PLAIN),
    "office_tracked_to_docx": from_layout("docx_tracked_cells", DOCX),
    "office_controls_to_odt_to_docx": from_layout("docx_content_controls", OPEN_TEXT, DOCX),
    "sheet_merged_to_html": from_library(workbook, True, ("F2021",), ("county",), "plain", SHEET_WEB),
    "sheet_unmerged_to_html": from_library(workbook, False, ("F2019",), ("county",), "plain", SHEET_WEB),
    "library_docx_merged": from_library(library_document, True, ("F2021",), ("few",), "varied"),
    "library_docx_unmerged": from_library(library_document, False, ("F2019",), ("county",), "plain"),
    "library_docx_merged_to_html": from_library(library_document, True, ("F2021",), ("city",), "thousands", WEB),
    "browser_site": from_layout("html_site", (text_browser, 120)),
    "browser_borderless": from_layout("html_word_filtered", (text_browser, 100)),
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=pathlib.Path, default=DEFAULT)
    parser.add_argument("--only", action="append", metavar="NAME")
    arguments = parser.parse_args()
    for serial, (name, produce) in enumerate(FOREIGN.items(), 1):
        if arguments.only and name not in arguments.only:
            continue
        with tempfile.TemporaryDirectory() as folder:
            report, path = produce(serial, pathlib.Path(folder))
            extension = path.suffix[1:].replace("xhtml", "html")
            make_reports.write(arguments.out, f"{serial:02d}_{name}", extension, path.read_bytes(), reports.truth(report))
        print(name)


if __name__ == "__main__":
    main()
