#!/bin/sh
# Runs every fuzzer for some seconds over a copy of its seeds, two at a time, after the inputs that once failed.
#   fuzz/run.sh [BUILD] [SECONDS] [FUZZER]...     BUILD: folder of the preset fuzz (build/fuzz); 60 seconds; all fuzzers
# Exit status 1: a crash, a leak, an input that takes longer than TIMEOUT seconds, or too much memory; the input stays in
# BUILD/fuzz-run/<fuzzer>/.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
build=${1:-$root/build/fuzz}
[ $# -gt 0 ] && shift
seconds=${1:-60}
[ $# -gt 0 ] && shift
fuzzers=${*:-html text docx law sanitise http}
timeout=${TIMEOUT:-10}
run=$build/fuzz-run
mkdir -p "$run"

one() {
  name=$1
  folder=$run/$name
  mkdir -p "$folder/corpus" "$folder/found"
  cp -f "$here/corpus/$name/"* "$folder/corpus/"
  # The dictionaries are written to be read; libFuzzer wants what is no ASCII escaped.
  cat "$here/labels.dict" "$here/$name.dict" | python3 -c '
import sys
for line in sys.stdin.buffer:
    sys.stdout.write("".join(chr(c) if c < 128 else "\\x%02X" % c for c in line))' > "$folder/dict"
  program=$build/bin/${name}_fuzzer
  # A small quarantine and short stacks: three times as many inputs a second.
  export ASAN_OPTIONS=detect_leaks=1:allocator_may_return_null=1:quarantine_size_mb=8:malloc_context_size=8
  export UBSAN_OPTIONS=print_stacktrace=1
  : > "$folder/log"
  status=0
  for input in "$root/tests/data/fuzz_regressions/$name"/*; do
    [ -f "$input" ] || continue
    "$program" -timeout="$timeout" "$input" >> "$folder/log" 2>&1 || { status=1; echo "$name: fails again on $input"; }
  done
  "$program" -dict="$folder/dict" -max_total_time="$seconds" -timeout="$timeout" -rss_limit_mb=2048 -max_len="${MAX_LEN:-16384}" -entropic=0 -print_final_stats=1 \
    -artifact_prefix="$folder/found/" "$folder/corpus" >> "$folder/log" 2>&1 || status=1
  speed=$(sed -n 's/^stat::average_exec_per_sec: *//p' "$folder/log" | tail -1)
  coverage=$(sed -n 's/.* cov: \([0-9]*\) ft: \([0-9]*\) corp: \([0-9]*\).*/\1 edges, \2 features, \3 inputs/p' "$folder/log" | tail -1)
  echo "$name: ${speed:-?} execs/s, ${coverage:-no coverage}$([ $status = 0 ] || echo ', FAILED: see fuzz-run/'"$name"'/log')"
  if [ $status != 0 ]; then grep -E 'does not hold|ERROR:|runtime error|SUMMARY' "$folder/log" | sort | uniq | head -5; fi
  return $status
}

failed=0
set -- $fuzzers
while [ $# -gt 0 ]; do
  one "$1" & first=$!
  if [ $# -gt 1 ]; then one "$2" & second=$!; shift; else second=; fi
  shift
  wait $first || failed=1
  if [ -n "$second" ]; then wait $second || failed=1; fi
done
exit $failed
