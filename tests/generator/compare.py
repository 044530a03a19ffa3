#!/usr/bin/env python3
"""Compares what the reader printed for generated documents with their truth; exits 1 when anything is wrong."""

import argparse
import collections
import json
import pathlib
import re
import sys

TABLES = {"table2": 2, "table3": 3, "table4": 4, "stats": "2014"}
METADATA = ("format", "year", "index_no", "published_on", "period")


class Tally(collections.Counter):
    """Counts of one layout, with the details of what failed and the rules of extra findings."""

    def __init__(self):
        super().__init__()
        self.details, self.extra_rules = [], collections.Counter()

    def fail(self, kind, detail):
        self[kind] += 1
        self.details.append(f"{kind}: {detail}")


def flat(table, number):
    """{(table, row, column or None): value} of one table of the schema."""
    cells = {}
    for row, content in (table or {}).items():
        if isinstance(content, dict):
            cells.update({(number, row, column): value for column, value in content.items()})
        else:
            cells[number, row, None] = content
    return cells


def covers(where, cell):
    """Whether a place (row or column may be left out) includes the cell."""
    table, row, column = cell
    return (str(where.get("table")) == str(table) and where.get("row", row) == row
            and where.get("col", column) in (column, None))


def same(left, right):
    return left == right if left is None or right is None else abs(left - right) < 1e-9


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def compare_cells(truth, output, tally):
    missing = [entry.get("where", {}) for entry in output.get("missing") or []]
    may_be_missing = truth.get("may_be_missing", [])
    for name, number in TABLES.items():
        expected, found = flat(truth.get(name), number), flat(output.get(name), number)
        if name in truth and truth[name] is None and found:
            tally.fail("wrong", f"{name} is printed, but the document has none")
        for cell in found.keys() - expected.keys() if truth.get(name) else ():
            if is_number(found[cell]):
                tally.fail("wrong", f"{cell} is no cell of this format, found {found[cell]}")
        for cell, value in expected.items():
            tally["cells"] += 1
            got = found.get(cell)
            declared = got is None and any(covers(where, cell) for where in missing)
            if got is not None and not is_number(got):
                tally.fail("wrong", f"{cell} expected {value}, found {got!r}, which is no number")
            elif declared:
                excused = value is None or any(covers(where, cell) for where in may_be_missing)
                tally["excused" if excused else "missing"] += 1
                if not excused:
                    tally.details.append(f"missing: {cell} expected {value}")
            elif same(got, value):
                tally["right"] += 1
            else:
                tally.fail("wrong", f"{cell} expected {value}, found {got}")


def compare_metadata(truth, output, tally):
    expected = {key: truth[key] for key in METADATA if key in truth}
    found = {key: output.get(key) for key in expected}
    for key, value in (truth.get("agency") or {}).items():
        if key in ("name", "org_code", "full_name"):
            expected["agency." + key] = value
            found["agency." + key] = (output.get("agency") or {}).get(key)
    for key, value in expected.items():
        if found[key] != value:
            tally.fail("metadata", f"{key} expected {value!r}, found {found[key]!r}")


def answers(finding, wanted):
    """The same rule, at a place that has at least what is wanted."""
    place = finding.get("where") or {}
    return finding.get("rule") == wanted["rule"] and all(str(place.get(key)) == str(value)
                                                          for key, value in wanted.get("where", {}).items())


def compare_findings(truth, output, tally):
    reported = output.get("findings") or []
    for wanted in truth.get("findings", []):
        if not any(answers(finding, wanted) for finding in reported):
            tally.fail("missed", f"{wanted['rule']} {wanted.get('where')}")
    expected = truth.get("findings", []) + truth.get("findings_optional", [])
    for finding in reported:
        if finding.get("severity") in ("error", "warning") and not any(answers(finding, wanted) for wanted in expected):
            tally["extra"] += 1
            tally.extra_rules[finding.get("rule")] += 1
            tally.details.append(f"extra: {finding.get('rule')} {finding.get('where')} {finding.get('message', '')}")


def compare_document(truth_file, output_folder, tally):
    name = truth_file.name.removesuffix(".truth.json")
    begin = len(tally.details)
    truth = json.loads(truth_file.read_text(encoding="utf-8"))
    tally["documents"] += 1
    try:
        output = json.loads((output_folder / f"{name}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        tally["cells"] += sum(len(flat(truth.get(key), number)) for key, number in TABLES.items())
        tally.fail("unreadable", f"{name}: {problem}")
        return
    compare_cells(truth, output, tally)
    compare_metadata(truth, output, tally)
    compare_findings(truth, output, tally)
    tally.details[begin:] = [f"{name}: {detail}" for detail in tally.details[begin:]]


COLUMNS = [("documents", "docs"), ("cells", "cells"), ("right", "right"), ("excused", "excused"), ("missing", "missing"),
           ("wrong", "WRONG"), ("metadata", "metadata"), ("missed", "missed"), ("extra", "extra"), ("unreadable", "no output")]
FAILURES = ("wrong", "metadata", "missed", "unreadable")


def line(name, tally):
    counts = "".join(f"{tally[key] or '.':>10}" for key, _ in COLUMNS)
    rules = " ".join(f"{rule}×{count}" for rule, count in tally.extra_rules.most_common())
    return f"{name:34}{counts}  {rules}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("truth_folder", type=pathlib.Path)
    parser.add_argument("output_folder", type=pathlib.Path)
    parser.add_argument("--verbose", action="store_true", help="print the first details of each layout")
    parser.add_argument("--details", type=int, default=6, metavar="N", help="how many details of each layout (default 6)")
    arguments = parser.parse_args()
    layouts, total = collections.defaultdict(Tally), Tally()
    for truth_file in sorted(arguments.truth_folder.glob("*.truth.json")):
        name = re.sub(r"^(?:[a-z]_)?\d+_", "", truth_file.name.removesuffix(".truth.json"))
        compare_document(truth_file, arguments.output_folder, layouts[name])
    if not layouts:
        sys.exit(f"no *.truth.json in {arguments.truth_folder}")
    print(f"{'layout':34}" + "".join(f"{title:>10}" for _, title in COLUMNS) + "  rules of extra findings")
    for name, tally in layouts.items():
        print(line(name, tally))
        total.update(tally)
        total.extra_rules.update(tally.extra_rules)
        for detail in tally.details[:arguments.details] if arguments.verbose else []:
            print("    " + detail)
    print(line("TOTAL", total))
    sys.exit(1 if any(total[key] for key in FAILURES) else 0)


if __name__ == "__main__":
    main()
