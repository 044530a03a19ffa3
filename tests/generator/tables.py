"""Builds the official tables as grids of cells, and reshapes grids (without spans, split, with other columns)."""

import copy
import dataclasses

import labels


@dataclasses.dataclass
class Cell:
    text: str
    rows: int = 1
    cols: int = 1
    key: tuple | None = None    # (table, row, column) of a figure; None for a label
    head: bool = False          # stands in a heading row
    level: int = 0              # indentation of a label


def plain(text):
    return text


# --- the official tables -------------------------------------------------------------------------------------------

def table2(report, label=plain):
    grid = []
    for heading, columns, rows in labels.T2_GROUPS[report.format]:
        widths = {1: [3], 2: [1, 2], 3: [1, 1, 1]}[len(columns)]
        grid.append([Cell(label(heading), cols=4, head=True)])
        grid.append([Cell(label("信息内容"), head=True)] +
                    [Cell(label(text), cols=width, head=True) for text, width in zip(columns, widths)])
        for text, row, keys in rows:
            grid.append([Cell(label(text))] + [Cell(report.text((2, row, key)), cols=width, key=(2, row, key))
                                               for key, width in zip(keys, widths)])
    return grid


def table3(report, label=plain, label_columns=3, with_note=True):
    applicant = labels.T3_COLUMNS
    head = lambda text, rows=1, cols=1: Cell(label(text), rows, cols, head=True)
    grid = [[head(labels.T3_NOTE if with_note else " ", 3, label_columns), head("申请人情况", 1, 7)],
            [head("自然人", 2), head("法人或其他组织", 1, 5), head("总计", 2)],
            [head(text) for _, text in applicant[1:6]]]
    paths = labels.t3_rows(report.format)
    previous = ()
    for index, (row, path) in enumerate(paths):
        path = _joined(path, label_columns)
        cells = []
        for depth, text in enumerate(path):
            if depth + 1 < len(path) and path[:depth + 1] == previous[:depth + 1]:
                continue  # covered by the row span above
            height = 1
            if depth + 1 < len(path):
                later = [_joined(other, label_columns)[:depth + 1] for _, other in paths[index:]]
                height = next((n for n, other in enumerate(later) if other != path[:depth + 1]), len(later))
            width = label_columns - depth if depth + 1 == len(path) else 1
            cells.append(Cell(label(text), height, width))
        previous = path
        cells += [Cell(report.text((3, row, key)), key=(3, row, key)) for key, _ in applicant]
        grid.append(cells)
    return grid


def _joined(path, label_columns):
    """The label path, with its first labels run together when there are fewer label columns than levels."""
    extra = len(path) - label_columns
    return path if extra <= 0 else ("".join(path[:extra + 1]),) + path[extra + 1:]


def table4(report, label=plain):
    head = lambda text, rows=1, cols=1: Cell(label(text), rows, cols, head=True)
    names = [text for _, text in labels.T4_COLUMNS]
    return [[head("行政复议", 1, 5), head("行政诉讼", 1, 10)],
            [head(text, 2) for text in names] + [head("未经复议直接起诉", 1, 5), head("复议后起诉", 1, 5)],
            [head(text) for text in names * 2],
            [figure(report, 4, row, key) for row, _ in labels.T4_GROUPS for key, _ in labels.T4_COLUMNS]]


def figure(report, table, row, column):
    return Cell(report.text((table, row, column)), key=(table, row, column))


def stats(report, label=plain):
    grid = [[Cell(label(text), head=True) for text in ("指标名称", "计量单位", "统计数")]]
    for level, text, unit, key in labels.STATS_ROWS:
        value = Cell(report.text(("2014", key, None)), key=("2014", key, None)) if key else Cell("——")
        grid.append([Cell(label(text), level=level), Cell(unit or "——"), value])
    return grid


# --- reshaping -----------------------------------------------------------------------------------------------------

def matrix(grid):
    """Each place of the grid as (cell, is its upper left corner); None where nothing covers it."""
    places = {}
    for top, row in enumerate(grid):
        left = 0
        for cell in row:
            while (top, left) in places:
                left += 1
            for down in range(min(cell.rows, len(grid) - top)):
                for right in range(cell.cols):
                    places[top + down, left + right] = (cell, down == right == 0)
            left += cell.cols
    width = 1 + max(column for _, column in places)
    return [[places.get((row, column)) for column in range(width)] for row in range(len(grid))]


def without_spans(grid, covered):
    """Every place a cell of its own; covered(cell) gives the text of a place under a span, None leaves it out."""
    result = []
    for row in matrix(grid):
        cells = []
        for place in row:
            if place is None:
                cells.append(Cell(""))
                continue
            cell, corner = place
            text = cell.text if corner else covered(cell)
            if text is not None:
                cells.append(dataclasses.replace(cell, text=text, rows=1, cols=1, key=cell.key if corner else None))
        result.append(cells)
    return result


def filled_with_blanks(grid):
    return without_spans(grid, lambda cell: "")


def replicated(grid):
    return without_spans(grid, lambda cell: cell.text)


def ragged(grid):
    return without_spans(grid, lambda cell: None)


def head_rows(grid):
    """How many rows of headings the grid begins with."""
    return next((n for n, row in enumerate(grid) if not all(cell.head for cell in row)), len(grid))


def cut(grid, at, repeat_head=False):
    """Two grids; spans that cross the cut are shortened and begin again (with their text) below it."""
    places = matrix(grid)
    first, second = [], []
    for number, row in enumerate(places):
        part, begin = (first, 0) if number < at else (second, at)
        end = at if part is first else len(places)
        cells = []
        for column, place in enumerate(row):
            if place is None:
                continue
            cell, corner = place
            starts = corner or (number == begin and (column == 0 or row[column - 1] is None or row[column - 1][0] is not cell))
            if starts:
                height = sum(1 for other in places[number:end] if other[column] and other[column][0] is cell)
                cells.append(dataclasses.replace(cell, rows=height))
        part.append(cells)
    if repeat_head:
        second = copy.deepcopy(grid[:head_rows(grid)]) + second
    return first, second


def with_last_column(grid, heading, text=""):
    """A column more at the right: its heading over all heading rows, then one cell a row."""
    top = head_rows(grid)
    grid = copy.deepcopy(grid)
    for number, row in enumerate(grid):
        if number == 0 and top:
            row.append(Cell(heading, rows=top, head=True))
        elif number >= top:
            row.append(Cell(text))
    return grid


def with_first_column(grid, heading, numbers):
    """A column more at the left: its heading, then numbers(n) for the n-th row below the head."""
    top = head_rows(grid)
    grid = copy.deepcopy(grid)
    for number, row in enumerate(grid):
        if number == 0 and top:
            row.insert(0, Cell(heading, rows=top, head=True))
        elif number >= top:
            row.insert(0, Cell(numbers(number - top + 1)))
    return grid


def row_label(row):
    return "".join(cell.text for cell in row if cell.key is None)


# --- other shapes of table 4 ---------------------------------------------------------------------------------------

def table4_parts(report, parts, label=plain):
    """Table 4 as two grids (review; suits) or three (review; direct suits; suits after review)."""
    names = [label(text) for _, text in labels.T4_COLUMNS]
    figures = lambda row: [figure(report, 4, row, key) for key, _ in labels.T4_COLUMNS]
    head = lambda text, cols=1: Cell(label(text), cols=cols, head=True)
    review = [[head("行政复议", 5)], [Cell(text, head=True) for text in names], figures("reconsideration")]
    if parts == 2:
        suits = [[head("行政诉讼", 10)], [head("未经复议直接起诉", 5), head("复议后起诉", 5)],
                 [Cell(text, head=True) for text in names * 2], figures("suit_direct") + figures("suit_after_review")]
        return [review, suits]
    grids = [review]
    for row, text in labels.T4_GROUPS[1:]:
        grids.append([[head("行政诉讼", 5)], [head(text, 5)], [Cell(name, head=True) for name in names], figures(row)])
    return grids


def table4_three_rows(report, label=plain):
    """Table 4 with the kinds of case as rows."""
    grid = [[Cell(label("类别"), cols=2, head=True)] + [Cell(label(text), head=True) for _, text in labels.T4_COLUMNS]]
    for row, text in labels.T4_GROUPS:
        figures = [figure(report, 4, row, key) for key, _ in labels.T4_COLUMNS]
        first = {"reconsideration": [Cell(label(text), cols=2)], "suit_direct": [Cell(label("行政诉讼"), rows=2), Cell(label(text))],
                 "suit_after_review": [Cell(label(text))]}[row]
        grid.append(first + figures)
    return grid


def table4_upright(report, label=plain):
    """Table 4 turned: one figure a row."""
    grid = []
    for row, text in labels.T4_GROUPS:
        for number, (key, name) in enumerate(labels.T4_COLUMNS):
            before = []
            if number == 0:
                if row == "reconsideration":
                    before = [Cell(label(text), rows=5, cols=2)]
                else:
                    before = [Cell(label("行政诉讼"), rows=10)] * (row == "suit_direct") + [Cell(label(text), rows=5)]
            grid.append(before + [Cell(label(name)), figure(report, 4, row, key)])
    return grid


def table2_parts(grid):
    """Table 2 as one grid a group."""
    starts = [number for number, row in enumerate(grid) if len(row) == 1] + [len(grid)]
    return [grid[begin:end] for begin, end in zip(starts, starts[1:])]
