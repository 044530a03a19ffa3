#!/usr/bin/env python3
"""No drawer for everything: files and folders are named after what they are for."""

import pathlib
import re

from sources import Check

DRAWERS = {"util", "utils", "helper", "helpers", "common", "misc", "manager", "managers"}
FOLDERS = ("src", "tests", "law", "cmake", "bench", "fuzz", "docs", "examples", "web", "migrations", "deploy")


def main():
    check = Check("names that say nothing (ARCHITECTURE.md, house style):")
    for folder in FOLDERS:
        for path in sorted((check.root / folder).rglob("*")):
            if "node_modules" in path.parts:
                continue  # others' names
            words = set(re.split(r"[^a-z0-9]+", path.name.lower()))
            if words & DRAWERS:
                check.complain(path, 0, "call it after what it does")
    for file in sorted((check.root / "src").rglob("*")):
        if file.suffix in (".h", ".cpp") and not re.fullmatch(r"[a-z][a-z0-9_]*\.(?:h|cpp)", file.name):
            check.complain(file, 0, "files are named in snake_case")
    check.finish()


main()
