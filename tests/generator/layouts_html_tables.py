"""HTML layouts: tables split, joined, with other columns, and with missing or wrong spans."""

import dataclasses

import label_styles
import rebuild
import tables
from document import Look, Paragraph, Table, build
from html_writer import Html
from layout import LABELS_CHANGED, layout


def clean(report, rng, look=Look(), writer=Html):
    return writer(report, rng).page(build(report, rng, look)).encode()


def rebuilt(report, rng, change, **look):
    return clean(report, rng, Look(rebuild=change, **look))


@layout("html", "clean markup with all spans right")
def html_clean(report, rng):
    return clean(report, rng)


@layout("html", "every cell a th")
def html_all_th(report, rng):
    class AllHead(Html):
        def cell(self, cell):
            return f"<th{self.spans(cell)}>{self.cell_text(cell)}</th>"
    return clean(report, rng, writer=AllHead)


@layout("html", "thead, tbody and tfoot; the last row in the tfoot that stands before the tbody", formats=("F2021",))
def html_thead_tbody(report, rng):
    class Parts(Html):
        def table(self, block):
            top = max(tables.head_rows(block.grid), 1)
            rows = [self.row(row, number) for number, row in enumerate(block.grid)]
            foot = f"<tfoot>{rows.pop()}</tfoot>" if block.name == "t3" else ""
            return f"<table><thead>{''.join(rows[:top])}</thead>{foot}<tbody>{''.join(rows[top:])}</tbody></table>"
    return clean(report, rng, writer=Parts)


@layout("html", "table 3 in two tables, the second without heading rows")
def html_t3_split(report, rng):
    return rebuilt(report, rng, rebuild.split_table3(rng))


@layout("html", "table 3 in two tables, heading rows repeated")
def html_t3_split_repeated_head(report, rng):
    return rebuilt(report, rng, rebuild.split_table3(rng, True))


@layout("html", "table 3 in two tables with a 'continued' caption between them")
def html_t3_split_continued(report, rng):
    caption = Paragraph(rng.choice(["续表", "（续上表）", "表三（续）"]))
    return rebuilt(report, rng, rebuild.split_table3(rng, rng.random() < 0.5, [Paragraph("— 3 —"), caption]))


@layout("html", "heading rows repeated inside table 3")
def html_t3_head_repeated_inside(report, rng):
    return rebuilt(report, rng, rebuild.head_repeated_inside(rng))


@layout("html", "no spans at all: ragged rows")
def html_no_spans_ragged(report, rng):
    return rebuilt(report, rng, rebuild.each_table(tables.ragged))


@layout("html", "no spans: blank cells in place of merged ones")
def html_no_spans_blanks(report, rng):
    return rebuilt(report, rng, rebuild.each_table(tables.filled_with_blanks))


@layout("html", "no spans: merged text repeated in every cell, figures of table 2 too")
def html_no_spans_replicated(report, rng):
    return rebuilt(report, rng, rebuild.each_table(tables.replicated))


def _labels_of_table3(change):
    """Changes the label cells below the head of table 3."""
    def change_grid(grid):
        top = tables.head_rows(grid)
        return grid[:top] + [[change(cell) if cell.key is None else cell for cell in row] for row in grid[top:]]
    return rebuild.each_table(change_grid, "t3")


@layout("html", "row spans of table 3 too large: 99, or one too many")
def html_rowspan_too_large(report, rng):
    wrong = rng.choice([lambda rows: 99 if rows > 15 else rows, lambda rows: rows + 1])
    return rebuilt(report, rng, _labels_of_table3(
        lambda cell: dataclasses.replace(cell, rows=wrong(cell.rows)) if cell.rows > 1 else cell))


@layout("html", "row spans of table 3 too small by one")
def html_rowspan_too_small(report, rng):
    return rebuilt(report, rng, _labels_of_table3(lambda cell: dataclasses.replace(cell, rows=max(1, cell.rows - 1))))


@layout("html", "column spans wrong in the heads only")
def html_colspan_wrong_in_head(report, rng):
    step = rng.choice([-1, 1])
    def change(grid):
        return [[dataclasses.replace(cell, cols=cell.cols + step) if cell.head and cell.cols > 3 else cell for cell in row]
                for row in grid]
    return rebuilt(report, rng, rebuild.each_table(change))


@layout("html", "a column for remarks at the right of tables 2 and 3", metadata=False)
def html_remark_column(report, rng):
    note = lambda grid: tables.with_last_column(grid, "备注", rng.choice(["", "　", "无"]))
    return rebuilt(report, rng, rebuild.in_turn(rebuild.each_table(note, "t3"), rebuild.each_table(note, "t2")))


@layout("html", "a column of serial numbers at the left of table 3")
def html_serial_column(report, rng):
    return rebuilt(report, rng, rebuild.each_table(lambda grid: tables.with_first_column(grid, "序号", str), "t3"))


@layout("html", "two label columns in table 3")
def html_two_label_columns(report, rng):
    return clean(report, rng, Look(label_columns=2))


@layout("html", "one label column in table 3, the whole path in one cell")
def html_one_label_column(report, rng):
    return clean(report, rng, Look(label_columns=1))


@layout("html", "the note of table 3 above the table, its corner blank")
def html_note_outside(report, rng):
    return clean(report, rng, Look(note_outside=True))


@layout("html", "each group of table 2 a table of its own")
def html_t2_apart(report, rng):
    return rebuilt(report, rng, rebuild.table2_apart)


@layout("html", "table 2 without the rows that name the articles", may_report=LABELS_CHANGED)
def html_t2_without_group_rows(report, rng):
    return rebuilt(report, rng, rebuild.table2_without_group_rows)


@layout("html", "all tables and the headings between them in one table")
def html_one_big_table(report, rng):
    return rebuilt(report, rng, rebuild.one_big_table)


@layout("html", "table 4 as two tables")
def html_t4_two_tables(report, rng):
    between = rng.choice([(), ("（一）行政复议", "（二）行政诉讼")])
    return rebuilt(report, rng, rebuild.several_tables("t4", tables.table4_parts(report, 2), between))


@layout("html", "table 4 as three tables")
def html_t4_three_tables(report, rng):
    between = rng.choice([(), ("行政复议情况", "行政诉讼情况（未经复议直接起诉）", "行政诉讼情况（复议后起诉）")])
    return rebuilt(report, rng, rebuild.several_tables("t4", tables.table4_parts(report, 3), between))


@layout("html", "table 4 with a label cell before the figures")
def html_t4_row_label(report, rng):
    def change(grid):
        return [[tables.Cell("项目", rows=3, head=True)] + grid[0], *grid[1:3], [tables.Cell("数量（件）")] + grid[3]]
    return rebuilt(report, rng, rebuild.each_table(change, "t4"))


@layout("html", "table 4 with one row for each kind of case", may_report=LABELS_CHANGED)
def html_t4_three_rows(report, rng):
    return rebuilt(report, rng, rebuild.several_tables("t4", [tables.table4_three_rows(report)]))


@layout("html", "table 4 turned: one figure a row", may_report=LABELS_CHANGED)
def html_t4_upright(report, rng):
    return rebuilt(report, rng, rebuild.several_tables("t4", [tables.table4_upright(report)]))


@layout("html", "section headings as table captions")
def html_captions(report, rng):
    return rebuilt(report, rng, rebuild.headings_as_captions(False))


@layout("html", "section headings as the first row of the tables")
def html_heading_rows(report, rng):
    return rebuilt(report, rng, rebuild.headings_as_captions(True))


@layout("html", "a table of contents before the report")
def html_contents(report, rng):
    return rebuilt(report, rng, rebuild.with_contents)


@layout("html", "empty rows and empty columns in and around the tables")
def html_empty_rows_columns(report, rng):
    def change(grid):
        width = len(tables.matrix(grid)[0])
        blank = [tables.Cell(rng.choice(["", " ", "\u00a0"])) for _ in range(width)]
        grid = tables.with_last_column(tables.with_last_column(grid, ""), "\u00a0")
        return grid + [blank, blank]
    return rebuilt(report, rng, rebuild.each_table(change))


# --- labels --------------------------------------------------------------------------------------------------------

@layout("html", "labels with half-width brackets and quotes")
def html_labels_half_width(report, rng):
    return clean(report, rng, Look(label=label_styles.half_width))


@layout("html", "labels without their numbers", may_report=LABELS_CHANGED)
def html_labels_unnumbered(report, rng):
    return clean(report, rng, Look(label=label_styles.unnumbered))


@layout("html", "labels numbered 1、 or 1．", may_report=LABELS_CHANGED)
def html_labels_other_numbers(report, rng):
    return clean(report, rng, Look(label=rng.choice([label_styles.comma_numbers, label_styles.no_mark_numbers])))


@layout("html", "labels without quotes, explanations and tails", may_report=LABELS_CHANGED)
def html_labels_shortened(report, rng):
    return clean(report, rng, Look(label=label_styles.shortened))


@layout("html", "labels broken by <br>")
def html_labels_br(report, rng):
    return clean(report, rng, Look(label=label_styles.broken))


@layout("html", "short labels with spaces between their characters")
def html_labels_spaced(report, rng):
    return clean(report, rng, Look(label=label_styles.spaced(rng.choice([" ", "　", "\u00a0", "\u2002"]))))


# --- titles --------------------------------------------------------------------------------------------------------

@layout("html", "title in two lines")
def html_title_two_lines(report, rng):
    return clean(report, rng, Look(title_style=rng.choice(["two_lines", "spaced"])))


@layout("html", "title variants: 关于…, 年度, year in Han numerals, year before the agency", may_report=("F-02",))
def html_title_variants(report, rng):
    return clean(report, rng, Look(title_style=rng.choice(["yearly", "short", "about", "han", "year_first"])))


# --- figures and formats -------------------------------------------------------------------------------------------

@layout("html", "figures with separators, units, full-width digits and marks for nothing", cells="varied",
        sizes=("few", "county", "city"))
def html_cells_varied(report, rng):
    return clean(report, rng)


@layout("html", "thousands separators", cells="thousands", sizes=("city",))
def html_cells_thousands(report, rng):
    return clean(report, rng)


@layout("html", "every zero printed as a mark for nothing", cells="zero_marks", sizes=("few", "county"))
def html_cells_zero_marks(report, rng):
    return clean(report, rng)


@layout("html", "every zero left blank", cells="zero_blanks", sizes=("zero", "few", "county"))
def html_cells_zero_blanks(report, rng):
    return clean(report, rng)


@layout("html", "totals of the result rows left blank", cells="blank_totals", sizes=("few", "county"))
def html_cells_blank_totals(report, rng):
    return clean(report, rng)


@layout("html", "full-width digits", cells="wide")
def html_cells_full_width(report, rng):
    return clean(report, rng)


@layout("html", "figures with units", cells="units")
def html_cells_units(report, rng):
    return clean(report, rng)


@layout("html", "2019 format: signed changes, amounts with units", formats=("F2019",), cells="signs", sizes=("county", "city"))
def html_2019_signs_amounts(report, rng):
    return clean(report, rng)


@layout("html", "statistics table of 2014–2018", formats=("S2014",))
def html_2014(report, rng):
    return clean(report, rng)


@layout("html", "statistics table with local rows and a serial column", formats=("S2014",))
def html_2014_local_rows(report, rng):
    local_rows = {"channel_wechat": ("其中：政务客户端公开信息数", "条", str(rng.randint(0, 90))),
                  "received_mail": ("5.其他形式申请数", "件", "0"),
                  "trainees": ("十、网站咨询答复数", "件", str(rng.randint(1, 500)))}

    def change(grid):
        result = []
        for row in grid:
            result.append(row)
            after = row[-1].key and row[-1].key[1]
            if after in local_rows:
                result.append([tables.Cell(text) for text in local_rows[after]])
        return tables.with_first_column(result, "序号", str)
    return rebuilt(report, rng, rebuild.each_table(change, "stats"))
