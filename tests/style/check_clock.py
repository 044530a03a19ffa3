#!/usr/bin/env python3
"""Time is given, not asked: only one file may ask the clock what day or time it is."""

import re

from sources import Check, code_of, line_of, source_files

ONLY_PLACE = "base/now.cpp"
CLOCKS = re.compile(r"\bsystem_clock\b|\butc_clock\b|\bgettimeofday\b|\bclock_gettime\b|\blocaltime(?:_r)?\b|\bgmtime(?:_r)?\b|\bmktime\b|(?<![\w.>])(?:std::)?time\s*\(")


def main():
    check = Check(f"the clock is asked in src/{ONLY_PLACE} only:")
    for file in source_files(check.root):
        if file.as_posix().endswith("src/" + ONLY_PLACE):
            continue
        code = re.sub(r'"(?:\\.|[^"\\\n])*"', lambda literal: " " * len(literal[0]), code_of(file.read_text(encoding="utf-8")))
        for match in CLOCKS.finditer(code):
            check.complain(file, line_of(code, match.start()), match[0])
    check.finish()


main()
