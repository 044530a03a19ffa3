#!/usr/bin/env python3
"""Reads documents whose truth is known with the program and compares; exits 1 when anything is wrong.

A layout named with --incomplete is known not to be read completely yet: it may lack cells, metadata and findings, but a
number that is not the printed one fails all the same. One named with --wrong may even hold wrong numbers. When such a
layout is read well, a line says that it can be taken off the list.
"""

import argparse
import collections
import pathlib
import re
import shutil
import subprocess
import sys

sys.dont_write_bytecode = True
GENERATOR = pathlib.Path(__file__).parent / "generator"
sys.path.insert(0, str(GENERATOR))
import compare  # noqa: E402


def documents_of(folder):
    return sorted(file for file in folder.iterdir()
                  if not file.name.endswith(".truth.json") and (folder / f"{file.stem}.truth.json").exists())


def layout_of(document):
    return re.sub(r"^(?:[a-z]_)?\d+_", "", document.stem)


def is_lie(detail):
    return "wrong: " in detail and not detail.endswith("found None")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--work", type=pathlib.Path, required=True, help="folder to work in; it is emptied first")
    parser.add_argument("--documents", type=pathlib.Path, help="folder with documents and their *.truth.json")
    parser.add_argument("--generate", type=int, metavar="K", help="invent K documents a layout instead")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--incomplete", nargs="*", default=[], metavar="LAYOUT")
    parser.add_argument("--wrong", nargs="*", default=[], metavar="LAYOUT")
    arguments = parser.parse_args()
    shutil.rmtree(arguments.work, ignore_errors=True)
    arguments.work.mkdir(parents=True)
    folder = arguments.documents
    if folder is None:
        folder = arguments.work / "documents"
        subprocess.run([sys.executable, "-B", GENERATOR / "make_reports.py", "--out", folder, "--seed", arguments.seed,
                        "--count-per-layout", str(arguments.generate)], check=True)
    files = documents_of(folder)
    output = arguments.work / "output"
    # The truth stands beside the documents: only they are handed to the program.
    subprocess.run([arguments.program, "report", "extract", *files, "--out", output], check=True)

    tallies = collections.defaultdict(compare.Tally)
    for file in files:
        compare.compare_document(folder / f"{file.stem}.truth.json", output, tallies[layout_of(file)])
    if not tallies:
        sys.exit(f"no documents in {folder}")
    failed = 0
    for layout, tally in tallies.items():
        imperfect = any(tally[kind] for kind in compare.FAILURES)
        lies = [detail for detail in tally.details if is_lie(detail)]
        if layout in arguments.wrong or (layout in arguments.incomplete and not lies):
            print(f"{layout}: {'known to be read badly' if imperfect else 'is read well: take it off the list of exceptions'}")
        elif imperfect:
            failed += 1
            print(f"{layout}: WRONG")
            for detail in (lies or tally.details)[:12]:
                print(f"    {detail}")
    for unknown in set(arguments.incomplete + arguments.wrong) - set(tallies):
        failed += 1
        print(f"{unknown}: no such layout, but it stands on a list of exceptions")
    cells, right = (sum(tally[kind] for tally in tallies.values()) for kind in ("cells", "right"))
    print(f"{len(files)} documents in {len(tallies)} layouts, {right} of {cells} cells right, {failed} layouts wrong")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
