"""Measures a peer script as read_reports measures gongkai: files in memory, CPU time of one thread, the median round."""

import argparse
import pathlib
import statistics
import time


def main(extract, groups, description):
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("corpus", type=pathlib.Path, help="what bench/make_corpus.py wrote")
    parser.add_argument("--seconds", type=float, default=3, help="for each group")
    parser.add_argument("--print", dest="shown", metavar="FILE", type=pathlib.Path, help="only print the JSON of corpus/FILE")
    arguments = parser.parse_args()
    if arguments.shown:
        print(extract((arguments.corpus / arguments.shown).read_bytes()))
        return
    for group in groups:
        files = [path.read_bytes() for path in sorted((arguments.corpus / group).iterdir())]
        rounds = []
        while len(rounds) < 3 or sum(rounds) < arguments.seconds:
            begin = time.process_time()
            for content in files:
                extract(content)
            rounds.append(time.process_time() - begin)
        seconds = statistics.median(rounds)
        print(f"| {group} | {len(files) / seconds:.1f} | {sum(map(len, files)) / seconds / 1e6:.2f} |", flush=True)
