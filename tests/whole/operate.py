#!/usr/bin/env python3
"""Operates an installation as a town would: begin, publish, take over old data, back up, lose all, restore."""

import hashlib
import json
import os
import random
import re
import resource
import shutil
import stat
import time
import unittest

from installation import Installation, Server, Settings, TODAY, main, new_database, run


def lines_of_an_old_site(count, rng):
    """Lines for `import items` and, for those that must be refused, {line number: code}."""
    towns = ["kejiju", "qinghe", "青禾市科学技术局"]
    bad = {}
    lines = []
    for number in range(1, count + 1):
        year, month, day = rng.randrange(2015, 2026), rng.randrange(1, 13), rng.randrange(1, 29)
        text = "。".join(f"第{number}号公开信息的第{part}段，{rng.randrange(10**9)}" for part in range(12))
        item = {"id": f"old-{number}", "agency": rng.choice(towns), "title": f"关于第{number}件事项的公告",
                "text": text, "date": f"{year}-{month:02}-{day:02}", "source_url": f"/old/{year}/t{number}.html"}
        line = None
        kind = number % 1000
        if kind == 7:
            line, bad[number] = json.dumps(item)[:-20], "import.bad_json"
        elif kind == 107:
            item["agency"], bad[number] = "没有这个局", "import.unknown_agency"
        elif kind == 207:
            del item["title"]
            bad[number] = "import.field_missing"
        elif kind == 307:
            item["date"], bad[number] = "1970-01-01", "catalogue.impossible_day"
        elif kind == 407:
            item["date"], bad[number] = "2031-01-01", "catalogue.published_ahead"
        elif kind == 507:
            item["id"] = f"old-{number - 1}"  # present already, which is no refusal
            bad[number] = None
        elif kind == 607:
            del item["text"]
            item["html"] = f"<p onclick='evil()'>{text}</p><script>evil()</script><a href='javascript:evil()'>x</a>"
        elif kind == 707:
            item["date"], bad[number] = "2020-02-30", "import.bad_date"
        elif kind == 807:
            line, bad[number] = '"text only"', "import.bad_json"
        lines.append(line or item)
    return lines, bad


class Operate(unittest.TestCase):
    maxDiff = 2000

    def test_an_installation_begins_once_with_three_accounts_and_a_key_outside(self):
        place = Installation("begun", begin=False)
        out = place.begin()
        accounts = re.findall(r"(?m)^  (system|security|audit) +(\S{23})  ", out)
        self.assertEqual([name for name, _ in accounts], ["system", "security", "audit"])
        self.assertEqual(len({password for _, password in accounts}), 3)
        key = place.data.parent / "begun.key"
        self.assertIn(str(key), out)
        self.assertEqual(stat.S_IMODE(key.stat().st_mode) & 0o077, 0)
        self.assertEqual([file.name for file in place.data.iterdir() if "key" in file.name], [])
        self.assertEqual(stat.S_IMODE(place.data.stat().st_mode) & 0o007, 0, "others may look into the data folder")
        before = {file.name: file.read_bytes() for file in place.data.iterdir()}
        again = ["--postgresql", place.address] if place.address else []
        _, err = run("init", "--data", place.data, *again, status=2)
        self.assertIn("[init.exists]", err)
        self.assertEqual({file.name: file.read_bytes() for file in place.data.iterdir()}, before)
        if place.address:  # from another folder it is the same database
            _, err = run("init", "--data", f"{place.data}-2", *again, status=2)
            self.assertIn("[init.exists]", err)
            self.assertFalse(os.path.exists(f"{place.data}-2.key"))
        for password in dict(accounts).values():  # shown once, kept nowhere
            for file in [*place.data.iterdir(), key]:
                self.assertNotIn(password.encode(), file.read_bytes())
        named = Settings.work / "named.yaml"
        run("init", "--data", Settings.work / "named", "--config", named)
        self.assertIn(str(Settings.work / "named.key"), named.read_text(encoding="utf-8"))
        self.assertEqual(stat.S_IMODE(named.stat().st_mode) & 0o007, 0)
        run("doctor", "--data", Settings.work / "named", "--config", named)
        _, err = run("init", "--data", Settings.work / "other", "--master-key", Settings.work / "other/key", status=2)
        self.assertEqual(err.count("\n"), 1)
        self.assertFalse((Settings.work / "other/gongkai.yaml").exists())

    def test_an_item_is_published_corrected_repealed_and_withdrawn(self):
        place = Installation("items")
        place.agencies()
        body = Settings.work / "body.html"
        body.write_text("<p>第一版的正文，共一段。</p>", encoding="utf-8")
        attachment = Settings.work / "附件 一.txt"
        attachment.write_text("附件的文字", encoding="utf-8")
        first = place.json("item", "publish", "--agency", "kejiju", "--title", "青禾市科技计划管理办法",
                           "--created", "2026-11-18", "--document-no", "青科发（2026）12号", "--file", body,
                           "--attach", attachment)
        self.assertEqual((first["state"], first["edition"], first["document_no"]),
                         ("published", 1, "青科发〔2026〕12号"))
        self.assertRegex(first["index_no"], r"^014178678/2026-\d{5}$")
        number = first["item"]
        corrected = place.json("item", "correct", number, "--title", "青禾市科技计划管理办法（试行）", "--reason", "标题漏字")
        self.assertEqual((corrected["edition"], corrected["title"]), (2, "青禾市科技计划管理办法（试行）"))
        self.assertEqual(corrected["index_no"], first["index_no"])
        second = place.json("item", "publish", "--agency", "kejiju", "--title", "关于废止的决定",
                            "--created", "2026-11-19", "--file", "-", text="<p>决定废止。</p>")
        repealed = place.json("item", "repeal", number, "--by", second["item"])
        self.assertEqual(repealed["validity"], "repealed")
        self.assertEqual(place.json("item", "show", number), repealed)
        withdrawn = place.json("item", "withdraw", second["item"], "--reason", "误发")
        self.assertEqual(withdrawn["state"], "withdrawn")
        with place.serve() as server:
            page = server.get(f"/i/{number}").text
            for wanted in ["（试行）", "标题漏字", "第一版的正文", "已废止", "附件 一.txt"]:
                self.assertIn(wanted, page)
            self.assertEqual(server.get(f"/i/{number}/files/1").text, "附件的文字")
            gone = server.get(f"/i/{second['item']}")
            self.assertEqual(gone.status, 410)
            self.assertIn("误发", gone.text)
            self.assertNotIn("决定废止。", gone.text)

    def test_wrong_input_is_one_clear_line_and_changes_nothing(self):
        place = Installation("wrong")
        place.agencies()
        body = Settings.work / "wrong-body.txt"
        body.write_text("正文一段。", encoding="utf-8")
        item = place.json("item", "publish", "--agency", "kejiju", "--title", "通知", "--created", "2026-11-18",
                          "--file", body)["item"]
        publish = ["item", "publish", "--agency", "kejiju", "--title", "又一条", "--created", "2026-11-19", "--file", body]
        before = self.content_of(place)
        wrong = [
            (["item", "publish", "--agency", "nobody", *publish[4:]], "catalogue.unknown_agency"),
            ([*publish, "--column", "nowhere"], "catalogue.unknown_column"),
            ([*publish[:6], "--created", "2026-11-31", "--file", body], "cli.bad_argument"),
            ([*publish[:6], "--created", "2027-01-01", "--file", body], "catalogue"),
            ([*publish, "--file", Settings.work / "not-there"], None),
            ([*publish[:8], "--file", Settings.work / "not-there"], "file"),
            ([*publish, "--attach", Settings.work / "not-there"], "file"),
            (["item", "publish", "--agency", "kejiju", "--created", "2026-11-19", "--file", body], "catalogue.title"),
            (["item", "correct", 99, "--title", "x", "--reason", "y"], "catalogue.unknown_item"),
            (["item", "correct", item, "--title", "通知", "--reason", "y"], "catalogue.nothing_changed"),
            (["item", "correct", item, "--title", "别的"], "catalogue.reason_missing"),
            (["item", "withdraw", item], "catalogue.reason_missing"),
            (["item", "withdraw", -5, "--reason", "x"], None),
            (["item", "withdraw", "one", "--reason", "x"], None),
            (["item", "repeal", item, "--by", item], "catalogue.related_to_itself"),
            (["item", "repeal", item, "--by", 77], "catalogue.unknown_item"),
            (["item", "repeal", item, "--reason", "x", "--on", "yesterday"], "cli.bad_argument"),
            (["item", "show", 99], "catalogue.unknown_item"),
            (["item"], None),
            (["item", "show", 99, "--colour"], None),
            (["import", "items", Settings.work / "not-there"], "file"),
            (["agency", "create", "--code", "kejiju", "--name", "重复", "--kind", "department", "--parent", "qinghe"], "agency"),
            (["agency", "create", "--code", "../x", "--name", "坏", "--kind", "department", "--parent", "qinghe"], "agency"),
            (["agency", "create", "--code", "x", "--name", "坏", "--kind", "department", "--parent", "none"], "agency"),
            (["agency", "create", "--code", "x", "--name", "坏", "--kind", "party", "--parent", "qinghe"], None),
            (["agency", "show", "nobody"], "agency"),
            (["backup", place.data], "backup.exists"),
            (["backup", "--verify", Settings.work / "not-there"], "backup.missing"),
            (["restore", Settings.work / "not-there"], "backup.missing"),
            (["serve", "--listen", "nowhere"], "cli.bad_argument"),
            (["serve", "--listen", "203.0.113.1:80"], "http.cannot_listen"),
            (["serve", "--config", Settings.work / "not-there.yaml"], None),
            (["doctor", "--format", "xml"], None),
            (["user", "show", "nobody"], None),
        ]
        for arguments, code in wrong:
            with self.subTest(arguments=[str(word) for word in arguments]):
                for language in ["zh", "en"]:
                    out, err = place("--lang", language, *arguments, status=2)
                    self.assertEqual(out, "")
                    self.assertRegex(err, r"\Agongkai: [^\n]+\n\Z")
                    if code:
                        self.assertRegex(err, rf"\[{re.escape(code)}[a-z_.]*\]$")
                    if language == "en":
                        spoken = re.sub(r"/\S+|“.*?”|《.*?》", "", err)
                        self.assertNotRegex(spoken, "[一-鿿]", "Chinese in an English message")
        for arguments in [["item", "show", item, "--now", "tomorrow"], ["serve", "--now", "2026-02-30"]]:
            _, err = place(*arguments, now=None, status=2)
            self.assertIn("[cli.bad_argument]", err)
        for command in ["item show 1", "doctor", "serve", "backup x", "agency list", "import items -", "migrate"]:
            words = command.split()
            _, err = run(*words, "--data", Settings.work / "nothing-here", status=2, text="")
            self.assertIn("[store.not_initialised]", err, command)
        self.assertFalse((Settings.work / "nothing-here").exists())
        self.assertEqual(self.content_of(place), before)

    def content_of(self, place):
        folder = Settings.work / f"content-{random.randrange(10**12)}"
        manifest = place.json("backup", folder)
        shutil.rmtree(folder)
        return manifest["content_sha256"]

    def test_settings_that_nobody_knows_or_that_are_broken_are_refused_with_their_line(self):
        place = Installation("settings")
        file = place.data / "gongkai.yaml"
        good = file.read_text(encoding="utf-8")
        for line in ["listenn: 127.0.0.1:1", "io_threads: 0", "io_threads: many", "path_prefix: '/a b'", "listen: here",
                     "site: [", "\ttab: 1"]:
            key = line.split(":")[0].strip()
            file.write_text(re.sub(rf"(?m)^{key}:.*\n", "", good) + line + "\n", encoding="utf-8")
            _, err = place("serve", status=2)
            self.assertRegex(err, r"\Agongkai: .*gongkai\.yaml:\d+.*\n\Z", line)

    def test_what_is_lost_comes_back_from_a_backup_made_while_pages_were_served(self):
        place = Installation("lost")
        place.agencies()
        lines, _ = lines_of_an_old_site(600, random.Random(1))
        for number in (1, 2, 3):
            lines[number]["attachments"] = [{"name": f"附件{number}.bin", "text": "大文件" * 60000 + str(number)}]
        place.import_items(lines)
        item = place.json("item", "publish", "--agency", "kejiju", "--title", "办法", "--created", "2026-11-18",
                          "--file", "-", text="<p>正文</p>")["item"]
        place("item", "correct", item, "--title", "办法（修订）", "--reason", "修订")
        folder = Settings.work / "lost-backup"
        addresses = ["/", "/agencies", "/a/kejiju/", "/catalogue", "/catalogue.csv", "/catalogue.json", "/sitemap.xml",
                     "/feeds/new.atom", f"/i/{item}", "/i/2", "/i/3", "/i/3/files/1", "/search?q=%E5%8A%9E%E6%B3%95",
                     "/api/v1/items?limit=50", "/api/v1/agencies"]
        with place.serve() as server:
            if not place.address:  # one process writes; the other is told so in plain words
                _, err = place("item", "withdraw", item, "--reason", "x", status=2)
                self.assertIn("[store.locked]", err)
                self.assertIn(str(server.process.pid), err)
                self.assertEqual(err.count("\n"), 1)
                for command in (["serve", "--listen", "127.0.0.1:0"], ["migrate"], ["import", "items", "-"]):
                    _, err = place(*command, status=2, text="")
                    self.assertIn("[store.locked]", err)
            self.assertEqual(place.json("item", "show", item)["item"], item)
            checks = {c["id"]: c["health"] for c in place.json("doctor", "--format", "json", "--replay")["checks"]}
            self.assertEqual((checks["replay"], checks["search"]), ("good", "good"))
            manifest = place.json("backup", folder)
            self.assertEqual(server.get("/").status, 200)
            pages = {address: server.get(address).body for address in addresses}
        self.assertEqual(place.json("backup", "--verify", folder)["content_sha256"], manifest["content_sha256"])
        self.assertEqual(stat.S_IMODE(folder.stat().st_mode) & 0o007, 0)
        settings = (place.data / "gongkai.yaml").read_text(encoding="utf-8")
        shutil.rmtree(place.data)

        other = "postgresql" if Settings.store == "sqlite" else "sqlite"
        stores = [Settings.store]
        if "GONGKAI_TEST_POSTGRESQL" in os.environ:
            stores += [other, Settings.store]  # there and back
        for step, store in enumerate(stores):
            restored = Installation(f"restored-{step}", store=store, begin=False)
            restored.data.mkdir()
            (restored.data / "gongkai.yaml").write_text(
                re.sub(r"(?m)^postgresql:.*$", f"postgresql: {json.dumps(restored.address)}", settings), encoding="utf-8")
            told = restored.json("restore", folder)
            self.assertEqual(told["content_sha256"], manifest["content_sha256"])
            _, err = restored("restore", folder, status=2)
            self.assertIn("[restore.not_empty]", err)
            with restored.serve() as server:
                for address in addresses:
                    self.assertEqual(server.get(address).body, pages[address], f"{store}: {address}")
            checks = {c["id"]: c["health"] for c in restored.json("doctor", "--format", "json", "--replay")["checks"]}
            self.assertEqual(checks["replay"], "good")
            folder = Settings.work / f"lost-backup-{step}"
            self.assertEqual(restored.json("backup", folder)["content_sha256"], manifest["content_sha256"])

    def test_a_damaged_backup_is_not_restored(self):
        place = Installation("damaged")
        place.agencies()
        place.import_items(lines_of_an_old_site(6, random.Random(2))[0])
        folder = Settings.work / "damaged-backup"
        place.json("backup", folder)
        table = folder / "tables" / "item.ndjson"
        text = table.read_bytes()
        table.chmod(0o600)
        table.write_bytes(text.replace("公告".encode(), "公古".encode(), 1) if "公告".encode() in text else text[:-2])
        empty = Installation("damaged-restored", store="sqlite", begin=False)
        for arguments in (["restore", folder], ["backup", "--verify", folder]):
            _, err = empty(*arguments, status=2)
            self.assertIn("[backup.damaged]", err)
        self.assertFalse((empty.data / "gongkai.sqlite").exists())


class OldSite(unittest.TestCase):
    def test_an_old_site_is_taken_over_once(self):
        place = Installation("import")
        place.agencies()
        count = Settings.lines
        lines, bad = lines_of_an_old_site(count, random.Random(Settings.seed))
        present = sum(1 for code in bad.values() if code is None)
        wanted = {line: code for line, code in bad.items() if code}
        begin, worked_before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
        summary, refused = place.import_items(lines)
        seconds = time.monotonic() - begin
        worked = resource.getrusage(resource.RUSAGE_CHILDREN)
        processor = worked.ru_utime + worked.ru_stime - worked_before.ru_utime - worked_before.ru_stime
        print(f"\n{Settings.store}: {count} lines in {seconds:.1f} s, {processor:.1f} s of them on the processor", flush=True)
        self.assertEqual(dict(refused), wanted)
        self.assertEqual((summary["lines"], summary["imported"], summary["present"], summary["refused"]),
                         (count, count - len(bad), present, len(wanted)))
        self.assertGreater(count / processor, 1200)  # the clock on the wall says more about what else runs here
        again, refused = place.import_items(lines)
        self.assertEqual((again["imported"], again["present"]), (0, count - len(wanted)))
        self.assertEqual(dict(refused), wanted)
        checks = {check["id"]: check["health"] for check in place.json("doctor", "--format", "json", "--replay")["checks"]}
        self.assertEqual((checks["replay"], checks["search"], checks["disk"]), ("good", "good", "good"))
        self.assertIn("所有状态都与事件一致", place("doctor", "--replay")[0])
        self.assertIn("every state is what its events make of it", place("--lang", "en", "doctor", "--replay")[0])
        with place.serve() as server:
            self.assertEqual(server.get("/api/v1/items?limit=1").text.count('"id"'), 1)
            self.assertEqual(json.loads(server.get("/api/v1/items").text)["total"], summary["imported"])
            moved = server.get(f"/old/{lines[0]['date'][:4]}/t1.html")
            self.assertEqual(moved.status, 301)
            page = server.get(dict(moved.headers)["Location"])
            self.assertIn("关于第1件事项的公告", page.text)
            found = json.loads(server.get("/api/v1/items?limit=100").text)["items"]
            dirty = next(number for number in range(1, count + 1) if number % 1000 == 607)
            page = server.get(f"/search?q=%22{dirty}%E5%8F%B7%22&agency=")
            address = server.get(f"/old/{lines[dirty - 1]['date'][:4]}/t{dirty}.html")
            page = server.get(dict(address.headers)["Location"]).text
            self.assertNotIn("evil", page)
            self.assertEqual(len(found), 100)


if __name__ == "__main__":
    main()
