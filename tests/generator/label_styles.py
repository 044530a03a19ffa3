"""Ways in which offices change the official labels of the tables."""

import re

HALF = str.maketrans({"（": "(", "）": ")", "：": ":", "，": ",", "“": '"', "”": '"'})
_TAIL = re.compile(r"、行政机关不再处理其政府信息公开申请$")
_NUMBER = re.compile(r"^(?:[一二三四五六七八九]、|（[一二三四五六七八九]）|\d[.、])")


def half_width(text):
    return text.translate(HALF)


def unnumbered(text):
    while _NUMBER.match(text) and not text.startswith("（本列"):
        text = _NUMBER.sub("", text)
    return text


def comma_numbers(text):
    return re.sub(r"^(\d)\.", r"\1、", text)


def no_mark_numbers(text):
    """1属于国家秘密, （1）… and full-width points are all seen."""
    return re.sub(r"^(\d)\.", r"\1．", text)


def shortened(text):
    text = text.replace("“", "").replace("”", "").replace("（区分处理的，只计这一情形，不计其他情形）", "")
    return _TAIL.sub("", text)


def spaced(space):
    """A style that puts a space between the characters of short labels."""
    return lambda text: space.join(text) if len(text) <= 5 else text


def broken(text):
    """Line breaks as narrow columns force them."""
    if 4 <= len(text) <= 6:
        return text[:2] + "\n" + text[2:]
    if len(text) > 9:
        return "\n".join(text[start:start + 7] for start in range(0, len(text), 7))
    return text


STYLES = [half_width, unnumbered, comma_numbers, no_mark_numbers, shortened, spaced(" "), broken]
