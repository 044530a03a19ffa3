#!/usr/bin/env python3
"""Reads documents whose truth is known with the program and compares; exits 1 when anything is wrong.

known_gaps.txt lists layouts that are not read well yet. One that is "incomplete" may lack cells, metadata and findings,
but a number that is not the printed one fails all the same; one that is "wrong" may even hold wrong numbers. When a
listed layout is read well, a line says that it can be taken off the list.
"""

import argparse
import collections
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).parent
GENERATOR = HERE / "generator"
sys.path.insert(0, str(GENERATOR))
import compare  # noqa: E402


def documents_of(folder):
    return sorted(file for file in folder.iterdir()
                  if not file.name.endswith(".truth.json") and (folder / f"{file.stem}.truth.json").exists())


def layout_of(document):
    return re.sub(r"^(?:[a-z]_)?\d+_", "", document.stem)


def known_gaps():
    """{layout: "incomplete" or "wrong"}"""
    lines = (line.split() for line in (HERE / "known_gaps.txt").read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {words[0]: words[1] for words in lines if words}


def is_lie(detail):
    return "wrong: " in detail and not detail.endswith("found None")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--documents", type=pathlib.Path, help="folder with documents and their *.truth.json")
    parser.add_argument("--count-per-layout", type=int, default=3, metavar="K", help="without --documents: invent K a layout")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--work", type=pathlib.Path, help="folder to work in, emptied first; default: one that is gone afterwards")
    arguments = parser.parse_args()
    if arguments.work is None:
        with tempfile.TemporaryDirectory() as work:
            sys.exit(check(arguments, pathlib.Path(work)))
    shutil.rmtree(arguments.work, ignore_errors=True)
    arguments.work.mkdir(parents=True)
    sys.exit(check(arguments, arguments.work))


def check(arguments, work):
    gaps = known_gaps()
    folder = arguments.documents
    if folder is None:
        folder = work / "documents"
        subprocess.run([sys.executable, "-B", GENERATOR / "make_reports.py", "--out", folder, "--seed", arguments.seed,
                        "--count-per-layout", str(arguments.count_per_layout)], check=True)
    files = documents_of(folder)
    output = work / "output"
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
        gap = gaps.get(layout)
        if gap == "wrong" or (gap == "incomplete" and not lies):
            print(f"{layout}: {'a known gap' if imperfect else 'is read well here; no gap any more?'}")
        elif imperfect:
            failed += 1
            print(f"{layout}: WRONG")
            for detail in (lies or tally.details)[:12]:
                print(f"    {detail}")
    cells, right = (sum(tally[kind] for tally in tallies.values()) for kind in ("cells", "right"))
    print(f"{len(files)} documents in {len(tallies)} layouts, {right} of {cells} cells right, {failed} layouts wrong")
    return 1 if failed else 0


if __name__ == "__main__":
    main()
