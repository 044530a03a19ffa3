#!/usr/bin/env python3
"""Reads documents whose truth is known with the program and compares; exits 1 when anything is wrong."""

import argparse
import pathlib
import shutil
import subprocess
import sys

GENERATOR = pathlib.Path(__file__).parent / "generator"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True)
    parser.add_argument("--work", type=pathlib.Path, required=True, help="folder to work in; it is emptied first")
    parser.add_argument("--documents", type=pathlib.Path, help="folder with documents and their *.truth.json")
    parser.add_argument("--generate", type=int, metavar="K", help="invent K documents a layout instead")
    parser.add_argument("--seed", default="1")
    arguments = parser.parse_args()
    shutil.rmtree(arguments.work, ignore_errors=True)
    arguments.work.mkdir(parents=True)
    documents = arguments.documents
    if documents is None:
        documents = arguments.work / "documents"
        subprocess.run([sys.executable, "-B", GENERATOR / "make_reports.py", "--out", documents, "--seed", arguments.seed,
                        "--count-per-layout", str(arguments.generate)], check=True)
    # The truth stands beside the documents: only they are handed to the program.
    files = sorted(file for file in documents.iterdir() if file.suffix not in (".json", ".md"))
    output = arguments.work / "output"
    subprocess.run([arguments.program, "report", "extract", *files, "--out", output], check=True)
    written = sorted(file.stem for file in output.iterdir())
    if written != sorted(file.stem for file in files):
        sys.exit(f"{len(files)} documents, {len(written)} answers")
    sys.exit(subprocess.run([sys.executable, "-B", GENERATOR / "compare.py", documents, output, "--verbose"], check=False).returncode)


if __name__ == "__main__":
    main()
