"""What the peer scripts share: printed tables (spans resolved) to cell keys, the equations of tables 3 and 4, and JSON.

Written as a careful author of such a script would, for speed too: labels become keys through one dictionary per table,
compiled once; every cell's text is normalised once. It does less than gongkai: no sections, narratives, citations, tampering
or personal numbers, no table without spans, no place of a value.
"""

import json
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "tests" / "generator"))

import labels  # the official labels with their keys, from the test generator

NUMBERING = re.compile(r"^(?:[（(][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十]+、|\d+[.．、])")
NOISE = re.compile(r"[\s\u200b\u00a0\u3000“”\"'，,、。；;：:（）()《》]")
NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?$")
WIDE = str.maketrans("０１２３４５６７８９－．＋", "0123456789-.+")
UNIT = re.compile(r"(?:件|条|次|个|人次|人|篇|元|万元)$")
TITLE = re.compile(r"([^\s<>]{2,40}?)(20\d\d)年(?:度)?政府信息公开(?:工作)?(?:年度)?报告")


def key_of(text):
    """A label without number, blanks and punctuation."""
    text = NOISE.sub("", NUMBERING.sub("", text.strip()))
    return text[:-len("区分处理的只计这一情形不计其他情形")] if text.endswith("区分处理的只计这一情形不计其他情形") else text


T3_COLUMNS = {key_of(label): key for key, label in labels.T3_COLUMNS}
T4_GROUPS = {key_of(label): key for key, label in labels.T4_GROUPS}
T4_COLUMNS = {key_of(label): key for key, label in labels.T4_COLUMNS}


def _table3_rows():
    rows, heads = {}, set()
    for year_format in ("F2019", "F2021"):
        for key, path in labels.t3_rows(year_format):
            rows[tuple(key_of(label) for label in path[-2:])] = key
            heads.update(key_of(label) for label in path)
    return rows, heads


T3_ROWS, T3_LABELS = _table3_rows()
T3_RESULTS = {name: labels.t3_leaves(name) for name in ("F2019", "F2021")}


def _table2():
    columns, rows = {}, {}
    for name, groups in labels.T2_GROUPS.items():
        for _, heads, entries in groups:
            for label, key, column_keys in entries:
                rows.setdefault(key_of(label), []).append((key, tuple(key_of(head) for head in heads), column_keys))
            columns.update((key_of(head), head) for head in heads)
    return columns, rows


T2_HEADS, T2_ROWS = _table2()
STATS = [(key_of(label), key) for _, label, _, key in labels.STATS_ROWS]
STATS_LABELS = {label for label, _ in STATS}


def value_of(text):
    """A number, or None for a blank, a mark or anything else."""
    text = text.strip().translate(WIDE).replace(",", "")
    text = UNIT.sub("", text)
    if not NUMBER.match(text):
        return None
    return float(text) if "." in text else int(text)


def grid_of(rows):
    """rows: per row a list of (text, rowspan, colspan). Every slot gets the text of the cell that covers it."""
    grid, above = [], {}                    # above: column -> (text, rows still to cover)
    for row in rows:
        line, below = [], {}

        def fill():
            while len(line) in above:
                text, left = above[len(line)]
                if left > 1:
                    below[len(line)] = (text, left - 1)
                line.append(text)

        for text, rowspan, colspan in row:
            if above:
                fill()
            if rowspan > 1:
                for column in range(len(line), len(line) + colspan):
                    below[column] = (text, rowspan - 1)
            line.extend([text] * colspan)
        if above:
            fill()
        above = below
        grid.append(line)
    return grid


# --- tables ---------------------------------------------------------------------------------------------------------

def read_table2(grid, keys, found):
    heads = {}
    for line, line_keys in zip(grid, keys):
        here = {key: column for column, key in enumerate(line_keys) if key in T2_HEADS}
        if here:
            heads = here
            continue
        for key, wanted, columns in T2_ROWS.get(line_keys[0], ()) if line_keys else ():
            if all(head in heads for head in wanted):
                values = [value_of(line[heads[head]]) if heads[head] < len(line) else None for head in wanted]
                found[key] = values[0] if columns == [None] else dict(zip(columns, values))
                break


def read_table3(grid, keys, found):
    heads = {}
    for line, line_keys in zip(grid, keys):
        if len(heads) < 7:
            for column, key in enumerate(line_keys):
                if key in T3_COLUMNS and (key != "总计" or "自然人" in line_keys or heads):
                    heads.setdefault(T3_COLUMNS[key], column)
            if not any(key in T3_LABELS for key in line_keys[:3]):
                continue
        path = tuple(dict.fromkeys(key for key in line_keys[:min(heads.values(), default=3)] if key))
        key = T3_ROWS.get(path[-2:]) or T3_ROWS.get(path[-1:])
        if key and heads:
            found[key] = {name: value_of(line[column]) if column < len(line) else None for name, column in heads.items()}


def read_table4(grid, keys, found):
    heads = groups = None
    for line, line_keys in zip(grid, keys):
        if sum(key in T4_COLUMNS for key in line_keys) >= 5:
            heads = line_keys
        if "未经复议直接起诉" in line_keys:
            groups = line_keys
        if heads and groups and line_keys is not heads and line_keys is not groups:
            for column, text in enumerate(line[:len(heads)]):
                group = T4_GROUPS.get(groups[column] if column < len(groups) else "", "reconsideration")
                found.setdefault(group, {}).setdefault(T4_COLUMNS.get(heads[column], ""), value_of(text))
            return


def read_statistics(grid, keys, found):
    at = 0
    for line, line_keys in zip(grid, keys):
        if not line_keys or line_keys[0] not in STATS_LABELS:
            continue
        for index in range(at, len(STATS)):
            if STATS[index][0] == line_keys[0]:
                at = index + 1
                if STATS[index][1]:
                    found[STATS[index][1]] = value_of(line[-1])
                break


def read_tables(grids):
    tables = {"table2": {}, "table3": {}, "table4": {}, "stats": {}}
    for grid in grids:
        keys = [[key_of(text) for text in line] for line in grid]
        seen = {key for line in keys for key in line}
        if "自然人" in seen or "予以公开" in seen:
            read_table3(grid, keys, tables["table3"])
        elif "结果维持" in seen:
            read_table4(grid, keys, tables["table4"])
        elif "统计指标" in seen or "主动公开情况" in seen:
            read_statistics(grid, keys, tables["stats"])
        elif not T2_HEADS.keys().isdisjoint(seen):
            read_table2(grid, keys, tables["table2"])
    return {name: table or None for name, table in tables.items()}


# --- equations ------------------------------------------------------------------------------------------------------

def findings_of(tables, year_format):
    found = []

    def equal(rule, left, right, **where):
        if None not in left and None not in right and sum(left) != sum(right):
            found.append({"rule": rule, "where": where, "expected": sum(left), "found": sum(right)})

    third = tables["table3"] or {}
    if third:
        for _, column in enumerate(T3_COLUMNS.values()):
            def cell(row):
                return third.get(row, {}).get(column)
            equal("T3-01", [cell("received"), cell("carried_in")], [cell("total"), cell("carried_out")], table=3, col=column)
            equal("T3-02", [cell(row) for row in T3_RESULTS[year_format]], [cell("total")], table=3, col=column)
        for row, cells in third.items():
            equal("T3-03", [value for name, value in cells.items() if name != "total"], [cells.get("total")], table=3, row=row)
    for row, cells in (tables["table4"] or {}).items():
        equal("T4-01", [value for name, value in cells.items() if name not in ("total", "")], [cells.get("total")], table=4, row=row)
    return found


def report_json(text, grids):
    """The JSON of one report from its title text and its grids."""
    tables = read_tables(grids)
    title = TITLE.search(text)
    year_format = "S2014" if tables["stats"] else "F2021" if "closed" not in (tables["table3"] or {}) else "F2019"
    report = {"format": year_format, "year": int(title[2]) if title else None, "agency": {"name": title[1] if title else None}, **tables,
              "findings": findings_of(tables, year_format) if year_format != "S2014" else []}
    return json.dumps(report, ensure_ascii=False)
