#!/usr/bin/env python3
"""Writes invented annual reports in many layouts, each with the truth that a careful reader would find in it."""

import argparse
import importlib
import json
import pathlib
import random

import report as reports
from layout import LAYOUTS

for module in sorted(pathlib.Path(__file__).parent.glob("layouts_*.py")):
    importlib.import_module(module.stem)


def invent(layout, seed, number):
    """A report fit for the layout, and the random numbers to go on with."""
    rng = random.Random(f"{seed}/{layout.name}/{number}")
    size = rng.choice(layout.sizes) if layout.sizes else None
    report = reports.invent(rng, rng.choice(layout.formats), size, layout.metadata, layout.rare_characters)
    reports.plant_defects(rng, report)
    reports.print_cells(rng, report, layout.cells)
    report.optional += [{"rule": rule, "where": {}} for rule in layout.may_report]
    return report, rng


def make(layout, seed, number):
    """One document and its truth: depends on the layout's name, the seed and the number only."""
    report, rng = invent(layout, seed, number)
    content = layout.render(report, rng)
    return content, reports.truth(report)


def write(folder, name, extension, content, truth):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.{extension}").write_bytes(content)
    (folder / f"{name}.truth.json").write_text(json.dumps(truth, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=pathlib.Path, help="folder for the documents and truth files")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--count-per-layout", type=int, default=3, metavar="K")
    parser.add_argument("--layout", action="append", metavar="NAME", help="only this layout (may be repeated)")
    parser.add_argument("--list-layouts", action="store_true")
    arguments = parser.parse_args()
    if arguments.list_layouts:
        for layout in LAYOUTS.values():
            print(f"{layout.name:36} {layout.purpose}")
        return
    unknown = [name for name in arguments.layout or [] if name not in LAYOUTS]
    if unknown or not arguments.out:
        parser.error(f"unknown layout: {', '.join(unknown)}" if unknown else "--out DIR is needed")
    serial = 0
    for layout in LAYOUTS.values():
        for number in range(arguments.count_per_layout):
            serial += 1
            if arguments.layout and layout.name not in arguments.layout:
                continue  # serials stay the same whichever layouts are asked for
            write(arguments.out, f"{serial:04d}_{layout.name}", layout.extension, *make(layout, arguments.seed, number))


if __name__ == "__main__":
    main()
