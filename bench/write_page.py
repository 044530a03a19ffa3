#!/usr/bin/env python3
"""Puts the results of bench/run.sh into one page with ratios and goals.   write_page.py RESULTS WHAT_LIMITS > docs/benchmarks.md"""

import pathlib
import platform
import re
import subprocess
import sys


def rows(path):
    """{first column: the other columns} of the Markdown tables in a file; the first table wins."""
    table = {}
    for line in path.read_text().splitlines():
        cells = [cell.strip() for cell in line.strip("| \n").split("|")]
        if line.startswith("|") and len(cells) > 1 and not set(cells[0]) <= set("- :"):
            table.setdefault(cells[0], cells[1:])
    return table


def tables(path):
    """The tables of a file as they stand, and the lines after them."""
    return [part.strip() for part in path.read_text().split("\n\n") if part.strip()]


def machine():
    text = pathlib.Path("/proc/cpuinfo").read_text()
    model = re.search(r"model name\s*:\s*(.*)", text)
    memory = re.search(r"MemTotal:\s*(\d+)", pathlib.Path("/proc/meminfo").read_text())
    compiler = subprocess.run(["g++", "--version"], capture_output=True, text=True).stdout.split("\n")[0]
    return (f"{model[1] if model else platform.machine()}, {text.count('processor')} cores, {int(memory[1]) // 1_000_000 if memory else '?'} GB; "
            f"{compiler}, -O2; libgumbo {version('libgumbo1')}, pugixml {version('libpugixml1v5')}, lxml {version('python3-lxml')}, "
            f"python-docx {version('python3-docx')}, Python {platform.python_version()}. Other programs ran beside it; times are CPU times.")


def version(package):
    try:
        found = subprocess.run(["dpkg-query", "-W", "-f=${Version}", package], capture_output=True, text=True).stdout
    except OSError:
        found = ""
    return found or "?"


def verdict(holds):
    return "reached" if holds else "**missed**"


def compared(ours, peer, title, goal):
    """A table of documents/s of both; the last line counts the time for all groups together."""
    lines = [f"| Group | gongkai, documents/s | {title}, documents/s | gongkai is faster by |", "| --- | --: | --: | --: |"]
    our_time = peer_time = 0
    for group, cells in peer.items():
        files, rate, other = float(ours[group][0]), float(ours[group][2]), float(cells[0])
        our_time, peer_time = our_time + files / rate, peer_time + files / other
        lines.append(f"| {group} | {rate:.0f} | {other:.1f} | {rate / other:.1f} |")
    total = peer_time / our_time
    lines.append(f"| all | | | {total:.1f} |")
    return "\n".join(lines) + (f"\n\nGoal {goal:g}: {verdict(total >= goal)}." if goal else "")


def main():
    folder, limits = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    ours = rows(folder / "ours")
    main_table, stages = tables(folder / "ours")[:2]
    memory = tables(folder / "memory")
    growth = int(re.search(r"(\d+) KB", memory[1])[1])
    ratio, text_rate = float(ours["all html"][5]), float(ours["all text"][3])
    print(f"""# Benchmarks

Down to "Platform" written by `bench/run.sh`; do not edit. From bytes in memory to JSON: encoding, parse, tables, text, all rules, output.
The corpus is invented by `bench/make_corpus.py`, the same bytes every time.

Machine: {machine()}

## One core

{main_table}

Bare gumbo is `gumbo_parse_with_options` and `gumbo_destroy_output` with the default options and allocator on the same bytes,
alternating with ours in one run. *Total/gumbo* is everything that we do over that; it would fall under 1 if what our arena
saves were more than what the rest costs. MB are 10⁶ bytes; the *all* lines weigh every byte alike.

| Goal | Reached | |
| --- | --: | --- |
| total/gumbo ≤ 1.4 over all HTML | {ratio:.2f} | {verdict(ratio <= 1.4)} |
| the same on small pages (html-8k) | {float(ours["html-8k"][5]):.2f} | {verdict(float(ours["html-8k"][5]) <= 1.4)} |
| text > 100 MB/s | {text_rate:.0f} | {verdict(text_rate > 100)} |
| memory flat over 100,000 documents | {growth} KB growth | {verdict(growth < 1024)} |

Where the time goes:

{stages}

## Next to scripts

`bench/peers/lxml_extract.py`: lxml, spans resolved, the same cells, the equations of tables 3 and 4, JSON. It reads this
corpus nearly without mistakes, but knows no narratives, citations, sections, tampering or personal numbers.

{compared(ours, rows(folder / "lxml"), "lxml", 1.5)}

`bench/peers/python_docx_extract.py`: python-docx, merged cells read from the rows' elements in one pass.

{compared(ours, rows(folder / "python_docx"), "python-docx", 50)}

The same with `row.cells`, as most scripts are written:

{compared(ours, rows(folder / "python_docx_usual"), "python-docx, usual", None)}

## Memory

Every document once, then small ones of all kinds over and over, every thousandth time a large one, in one process.

{memory[0]}

{memory[1]} (warm-up: the first tenth).

{limits.read_text().strip()}""")


if __name__ == "__main__":
    main()
