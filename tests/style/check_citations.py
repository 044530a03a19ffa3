#!/usr/bin/env python3
"""Articles and documents that comments cite exist in law/."""

import re

from sources import Check, comments_of, line_of, source_files

# How comments call the instruments in short.
SHORT_NAMES = {"条例": "ogi_regulations_2019", "民法典": "civil_code_2020", "行政复议法": "administrative_reconsideration_law_2023",
               "行政诉讼法": "administrative_litigation_law_2017", "保密法": "state_secrets_law_2024", "档案法": "archives_law_2020",
               "个人信息保护法": "personal_information_law_2021", "立法法": "legislation_law_2023"}
NUMERAL = "[〇零一二三四五六七八九十百]+"
ARTICLE = re.compile(rf"(?P<name>[〔〕\u4e00-\u9fff0-9（）]*)[》 ]*(?P<key>第{NUMERAL}条(?:之{NUMERAL})?(?:第{NUMERAL}款)?(?:第{NUMERAL}项)?)")
NUMBER = re.compile(r"(?:国办|国发|国务院)[\u4e00-\u9fff]*〔\d{4}〕\d+号")


def instruments(root):
    """id: (title, number)"""
    text = (root / "law/instruments.yaml").read_text(encoding="utf-8")
    found = {}
    for entry in re.split(r"\n  - id: ", text)[1:]:
        title = re.search(r"^    title: *(.+)$", entry, re.M)
        number = re.search(r"^    number: *(.+)$", entry, re.M)
        found[entry.split("\n", 1)[0].strip()] = (title[1].strip() if title else "", number[1].strip() if number else "")
    return found


def articles(root, instrument):
    file = root / "law/articles" / f"{instrument}.yaml"
    return set(re.findall(r"^ *- article: *\"?([^\"\n]+?)\"? *$", file.read_text(encoding="utf-8"), re.M)) if file.exists() else set()


def instrument_named(name, known):
    for short, instrument in SHORT_NAMES.items():
        if name.endswith(short):
            return instrument
    for instrument, (title, number) in known.items():
        if (number and name.endswith(number)) or (title and name.endswith(title)):
            return instrument
    return None


def main():
    check = Check("comments cite only what stands in law/:")
    known = instruments(check.root)
    for short, instrument in SHORT_NAMES.items():
        if instrument not in known:
            check.complain(check.root / "law/instruments.yaml", 0, f"{instrument} ({short}) is not there")
    numbers = {number for _, number in known.values()}
    for file in source_files(check.root):
        comments = comments_of(file.read_text(encoding="utf-8"))
        for match in NUMBER.finditer(comments):
            if match[0] not in numbers:
                check.complain(file, line_of(comments, match.start()), f"{match[0]} is no instrument of law/instruments.yaml")
        instrument = None
        for match in ARTICLE.finditer(comments):
            # Without a name of its own an article is an example of a key, or goes on from the one before (、第…条).
            instrument = instrument_named(match["name"], known) or (instrument if match["name"] in ("", "和", "至") else None)
            if instrument and match["key"] not in articles(check.root, instrument):
                check.complain(file, line_of(comments, match.start()), f"{match['key']} is not in law/articles/{instrument}.yaml")
    check.finish()


main()
