#!/bin/sh
# Measures the search on invented documents, and Groonga on the same documents and questions in the same run.
#   bench/search_documents.sh [BUILD] [DOCUMENTS] [QUESTIONS] [MIX]     build/release, 200000, 1000, portal
# Files go to FOLDER, or BUILD/bench-search, and are used again.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
build=${1:-$root/build/release}
documents=${2:-200000}
questions=${3:-1000}
mix=${4:-portal}
program=$build/bin/search_documents
[ -x "$program" ] || { echo "no $program: cmake --build --preset release --target search_documents" >&2; exit 2; }
folder=${FOLDER:-$build/bench-search/$documents}
mkdir -p "$folder"
echo "gongkai, milliseconds a question"
"$program" "$folder" --documents "$documents" --questions "$questions" --mix "$mix"

command -v groonga > /dev/null || { echo "Groonga is not installed (groonga-bin)"; exit 0; }
"$program" "$folder" --documents "$documents" --questions "$questions" --mix "$mix" --groonga
if [ ! -e "$folder/groonga.done" ]; then
  rm -f "$folder"/groonga.db*
  groonga -n "$folder/groonga.db" < "$folder/groonga.load" > "$folder/groonga.load.out"
  touch "$folder/groonga.done"
fi
# The answer to each command begins [[status,start,seconds],…: its own measure, without the pipe.
groonga "$folder/groonga.db" < "$folder/groonga.queries" > /dev/null  # warms the pages
groonga "$folder/groonga.db" < "$folder/groonga.queries" | python3 -c '
import re, sys
answer = re.compile(r"\[\[0,[\d.e+-]+,([\d.e+-]+)\],\[\[\[(\d+)\]")
found = [m for m in map(answer.match, sys.stdin) if m]
times = sorted(float(m[1]) * 1000 for m in found)
if times:
    at = lambda part: times[min(len(times) - 1, int(part * len(times)))]
    print("groonga: %d questions, mean hits %d" % (len(times), sum(int(m[2]) for m in found) / len(times)))
    print("groonga                  p50 %8.2f  p95 %8.2f  p99 %8.2f  max %8.2f ms" % (at(.5), at(.95), at(.99), times[-1]))'
du -ch "$folder"/groonga.db* | tail -1
