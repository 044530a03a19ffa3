#!/usr/bin/env python3
"""Labels, document numbers and article numbers are data: they stand in law/ and not in the code."""

import re

from sources import Check, code_of, line_of, source_files

SHORTEST_LABEL = 4  # shorter labels (其他, 总计, 规章) are ordinary words
PATTERNS = [
    (re.compile(r"国办|国发|国务院令|法释"), "document number"),
    (re.compile(r"[〔﹝\[](?:19|20)\d\d[〕﹞\]]"), "document number"),
    (re.compile(r"第[〇零一二三四五六七八九十百]+条"), "article number"),
]


def official_labels(root):
    labels = set()
    for file in sorted((root / "law" / "formats").glob("*.yaml")):
        for match in re.finditer(r"\b(?:label|heading|row_heading|columns_heading): *\"?([^,}\n\"]+)", file.read_text(encoding="utf-8")):
            labels.add(match[1].strip())
    # Without numbering, as code would hold them.
    plain = {re.sub(r"^(?:（[^）]+）|[一二三四五六七八九十]+、|\d+\.)", "", label) for label in labels}
    return sorted(label for label in plain if len(label) >= SHORTEST_LABEL)


def main():
    check = Check("official labels, document numbers and article numbers belong into law/ (ARCHITECTURE.md, principles):")
    labels = official_labels(check.root)
    if len(labels) < 60:
        check.complain(check.root / "law/formats", 0, f"only {len(labels)} labels were found: has their form changed?")
    for file in source_files(check.root):
        code = code_of(file.read_text(encoding="utf-8"))
        for label in labels:
            for match in re.finditer(re.escape(label), code):
                check.complain(file, line_of(code, match.start()), f"official label “{label}”")
        for pattern, what in PATTERNS:
            for match in pattern.finditer(code):
                check.complain(file, line_of(code, match.start()), f"{what} “{match[0]}”")
    check.finish()


main()
