#!/bin/sh
# Measures what is built and writes docs/benchmarks.md; builds nothing.
#   bench/run.sh [BUILD] [SECONDS]     BUILD: folder of the preset release (build/release); 3 seconds a group
# PYTHON names the interpreter that has lxml and python-docx.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
build=${1:-$root/build/release}
seconds=${2:-3}
python=${PYTHON:-/usr/bin/python3}
program=$build/bin/read_reports
[ -x "$program" ] || { echo "bench/run.sh: no $program: cmake --preset release && cmake --build --preset release" >&2; exit 2; }
corpus=$build/bench-corpus
out=$build/bench-results
mkdir -p "$out"
"$python" "$here/make_corpus.py" "$corpus"

echo "reading, and bare gumbo"
"$program" "$corpus" --seconds "$seconds" --stages > "$out/ours"
echo "lxml"
"$python" "$here/peers/lxml_extract.py" "$corpus" --seconds "$seconds" > "$out/lxml"
echo "python-docx"
"$python" "$here/peers/python_docx_extract.py" "$corpus" --seconds "$seconds" > "$out/python_docx"
"$python" "$here/peers/python_docx_extract.py" "$corpus" --seconds "$seconds" --usual > "$out/python_docx_usual"
echo "memory over 100,000 documents"
"$program" "$corpus" --memory "${MEMORY_DOCUMENTS:-100000}" > "$out/memory"
# What follows the line "# Platform" was measured by the other scripts of this folder and stays.
page=$root/docs/benchmarks.md
sed -n '/^# Platform/,$p' "$page" > "$out/platform"
"$python" "$here/write_page.py" "$out" "$here/what_limits.md" > "$out/page"
cat "$out/page" "$out/platform" > "$page"
echo "written: docs/benchmarks.md"
