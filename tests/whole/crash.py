#!/usr/bin/env python3
"""Kills the program with SIGKILL while it publishes and while it serves: nothing acknowledged may be lost, nothing be half."""

import collections
import json
import random
import subprocess
import threading
import time
import unittest

from installation import Installation, Settings, TODAY, main


def line_of(number):
    item = {"id": f"n{number}", "agency": ["kejiju", "qinghe"][number % 2], "title": f"第{number}件通知",
            "text": f"正文第{number}件。" + "内容" * (number % 50), "date": f"2026-0{1 + number % 9}-1{number % 10}"}
    if number % 20 == 0:
        item["attachments"] = [{"name": f"附件{number}.txt", "text": f"附件{number}。" + ("很大" * 15000 if number % 100 == 0 else "")}]
    return json.dumps(item, ensure_ascii=False)


class Crash(unittest.TestCase):
    def check(self, place, acknowledged, checked):
        """Everything in `acknowledged` (titles) is there; what is new since `checked` is whole. Returns all titles."""
        checks = {c["id"]: c for c in place.json("doctor", "--format", "json", "--replay")["checks"]}
        self.assertEqual(checks["replay"]["health"], "good", checks["replay"])
        self.assertEqual(checks["search"]["health"], "good")
        with place.serve() as server:
            entries = json.loads(server.get("/catalogue.json").text)["entries"]
            titles = {entry["title"]: entry for entry in entries}
            self.assertEqual(len(titles), len(entries), "taken over twice")
            self.assertEqual(acknowledged - set(titles), set(), "lost")
            numbers = collections.Counter(entry["index_no"] for entry in entries)
            self.assertEqual([number for number, count in numbers.items() if count > 1], [])
            fresh = sorted(set(titles) - checked)
            # The last ones are those that were being written.
            for title in fresh[:20] + sorted(fresh, key=lambda t: titles[t]["id"])[-60:]:
                entry = titles[title]
                number = int(title[1:-3])
                page = server.get(f"/i/{entry['id']}")
                self.assertEqual(page.status, 200, title)
                self.assertIn(f"正文第{number}件。", page.text)
                if number % 20 == 0 and number < 100000:
                    self.assertTrue(server.get(f"/i/{entry['id']}/files/1").text.startswith(f"附件{number}。"), title)
        return set(titles)

    def test_an_import_killed_twenty_times_loses_nothing_acknowledged(self):
        rng = random.Random(Settings.seed)
        place = Installation("import")
        place.agencies()
        count, kills = 6000, 20
        file = Settings.work / "lines.ndjson"
        file.write_text("".join(line_of(number) + "\n" for number in range(1, count + 1)), encoding="utf-8")
        command = [Settings.program, "import", "items", str(file), "--progress", "--data", str(place.data), "--now", TODAY]
        acknowledged, there, killed_at = 0, set(), []
        for kill in range(kills):
            child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")
            until = acknowledged + rng.randrange(0, 300)
            while acknowledged < until:
                line = child.stdout.readline()
                if '"stored_through"' not in line:
                    break
                acknowledged = max(acknowledged, json.loads(line)["stored_through"])
            time.sleep(rng.random() * 0.06)
            child.kill()
            for line in child.stdout.read().splitlines():  # what was said before the end was said
                if line.startswith('{"stored_through":') and line.endswith("}"):
                    acknowledged = max(acknowledged, json.loads(line)["stored_through"])
            child.wait()
            child.stdout.close()
            child.stderr.close()
            killed_at.append(acknowledged)
            there = self.check(place, {f"第{number}件通知" for number in range(1, acknowledged + 1)}, there)
        self.assertGreater(len(set(killed_at)), 8, killed_at)
        print(f"\nkilled after lines {killed_at}", flush=True)
        out, err = place("import", "items", file)
        summary = json.loads(out)
        self.assertEqual((summary["imported"] + summary["present"], summary["refused"], err), (count, 0, ""))
        self.assertEqual(summary["present"], len(there))
        self.check(place, {f"第{number}件通知" for number in range(1, count + 1)}, there)

    def test_publishing_one_by_one_killed_thirty_times_loses_nothing_acknowledged(self):
        rng = random.Random(Settings.seed + 1)
        place = Installation("one")
        place.agencies()
        acknowledged, killed = set(), 0
        number = 100000
        times = []
        while killed < 30 or not times:
            number += 1
            begin = time.monotonic()
            child = subprocess.Popen([Settings.program, "item", "publish", "--agency", "kejiju", "--title", f"第{number}件通知",
                                      "--created", TODAY, "--file", "-", "--data", str(place.data), "--now", TODAY],
                                     stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")
            child.stdin.write(f"<p>正文第{number}件。</p>")
            child.stdin.close()
            usual = sorted(times)[len(times) // 2] if times else 0
            if times and rng.random() < 0.8:
                time.sleep(usual * (0.3 + 0.8 * rng.random()))
                child.kill()
                killed += 1
            line = child.stdout.readline()
            if line.endswith("}\n"):
                acknowledged.add(f"第{number}件通知")
            child.wait()
            if child.returncode == 0:
                times.append(time.monotonic() - begin)
            child.stdout.close()
            child.stderr.close()
        there = self.check(place, acknowledged, set())
        print(f"\n{killed} killed, {len(acknowledged)} acknowledged, {len(there)} there", flush=True)

    def test_a_server_killed_while_it_is_read_begins_again_with_the_same_pages(self):
        place = Installation("served")
        place.agencies()
        place.import_items([line_of(number) for number in range(1, 200)])
        targets = ["/", "/i/1", "/i/20/files/1", "/catalogue", "/search?q=%E9%80%9A%E7%9F%A5", "/feeds/new.atom"]
        pages = None
        for _ in range(5):
            server = place.serve()
            now = {target: server.get(target).body for target in targets}
            self.assertEqual(pages or now, now)
            pages = now
            stopping = threading.Event()

            def read():
                while not stopping.is_set():
                    for target in targets:
                        try:
                            server.get(target, timeout=2)
                        except Exception:
                            return

            readers = [threading.Thread(target=read) for _ in range(4)]
            for reader in readers:
                reader.start()
            time.sleep(0.3)
            server.kill()
            stopping.set()
            for reader in readers:
                reader.join()
        self.check(place, {f"第{number}件通知" for number in range(1, 200)}, set())


if __name__ == "__main__":
    main()
