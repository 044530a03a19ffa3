#!/usr/bin/env python3
"""Looks for input whose reading time grows faster than its size: one small piece over and over, at three sizes.

    growth.py PROGRAM [--all] [--kind html|txt|docx]    # PROGRAM: the gongkai binary of a release build

Prints every piece that takes more than SLOW seconds a megabyte, or more than half a second a megabyte and GROWTH times as
long for four times the size.
Exit status 1: there is one. Fuzzers cannot find these: their inputs are small.
"""

import argparse
import pathlib
import resource
import subprocess
import sys
import tempfile

SLOW, GROWTH = 2.0, 7.0
SIZES = (75_000, 300_000, 1_200_000)
HEAD_HTML = "<html><meta charset=utf-8><body><h1>云溪县2023年政府信息公开工作年度报告</h1>"
TABLE4 = ("<table><tr><td>结果维持<td>结果纠正<td>其他结果<td>尚未审结<td>总计<td>结果维持<td>结果纠正<td>其他结果<td>尚未审结<td>总计"
          "<td>结果维持<td>结果纠正<td>其他结果<td>尚未审结<td>总计<tr>" + "<td>1" * 15 + "</table>")
TABLE3_HEAD = ("<tr><td>申请人情况<td>自然人<td>商业企业<td>科研机构<td>社会公益组织<td>法律服务机构<td>其他<td>总计"
               "<tr><td>一、本年新收政府信息公开申请数量<td>1<td>1<td>1<td>1<td>1<td>1<td>6")
HEAD_TEXT = "云溪县2023年政府信息公开工作年度报告\n"
NAMES = ["一、总体情况", "三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况", "六、其他需要报告的事项"]

# name: (before, piece, after)
HTML = {
    "td": (HEAD_HTML + "<table><tr>", "<td>1", ""),
    "tr": (HEAD_HTML + "<table>", "<tr><td>1<td>2", ""),
    "tables": (HEAD_HTML, "<table><tr><td>自然人<td>1</table>", ""),
    "tables that look like table 4": (HEAD_HTML, TABLE4, ""),
    "tables that look like table 3": (HEAD_HTML, "<table>" + TABLE3_HEAD + "</table>", ""),
    "one long table 3": (HEAD_HTML + "<table>", TABLE3_HEAD, ""),
    "heads of table 3 in one row": (HEAD_HTML + "<table><tr>", "<td>自然人<td>总计", ""),
    "tables 2": (HEAD_HTML, "<table><tr><td>信息内容<td>本年制发件数<td>本年废止件数<td>现行有效件数<tr><td>规章<td>1<td>0<td>1</table>", ""),
    "row spans": (HEAD_HTML + "<table>", "<tr><td rowspan=999>1", ""),
    "column spans": (HEAD_HTML + "<table>", "<tr><td colspan=999>1", ""),
    "nested tables closed": (HEAD_HTML, "<table><tr><td>" * 5 + "</table>" * 5, ""),
    "nested divs": (HEAD_HTML, "<div>" * 40 + "1" + "</div>" * 40, ""),
    "open divs": (HEAD_HTML, "<div>", ""),
    "open tables": (HEAD_HTML, "<table>", ""),
    "open formatting": (HEAD_HTML, "<b><i>", ""),
    "formatting across paragraphs": (HEAD_HTML, "<p><font size=1>", ""),
    "misnested": (HEAD_HTML, "<a><p></a>", ""),
    "foster text": (HEAD_HTML + "<table>", "1<b>2", ""),
    "foster cells": (HEAD_HTML + "<table><tr>", "<td>1</td>x", ""),
    "attributes": (HEAD_HTML + "<p ", "a{n}=1 ", ">"),
    "one attribute": (HEAD_HTML + "<p style='", "display:none;", "'>"),
    "select": (HEAD_HTML, "<select><option>1", ""),
    "entities": (HEAD_HTML, "&#20108;&amp;", ""),
    "comments": (HEAD_HTML, "<!-- - -- -->", ""),
    "open comment": (HEAD_HTML, "<!--", ""),
    "scripts": (HEAD_HTML, "<script>if(a<b){}</script>", ""),
    "stylesheets": (HEAD_HTML, "<style>.a{display:none}</style><p class=a>1</p>", ""),
    "style rules": (HEAD_HTML + "<style>", ".a{n}{display:none}", "</style>" + "<p class=a1>1" * 2000),
    "classes": (HEAD_HTML + "<style>" + "".join(f".a{n}{{display:none}}" for n in range(500)) + "</style>", "<p class='a b c d e'>1</p>", ""),
    "br": (HEAD_HTML, "<br>", ""),
    "br in a cell": (HEAD_HTML + "<table><tr><td>", "<br>1", ""),
    "pre": (HEAD_HTML + "<pre>", "1\n", ""),
    "svg": (HEAD_HTML, "<svg><desc>", ""),
    "forms": (HEAD_HTML, "<form><table><tr><td>", ""),
    "meta": ("<html><head>", "<meta name=pubdate content=2024-01-01>", "</head>"),
    "headings": (HEAD_HTML, "<h2>一、总体情况</h2><p>1</p>", ""),
    "titles": (HEAD_HTML, "<h1>云溪县2023年政府信息公开工作年度报告</h1>", ""),
    "links to reports": (HEAD_HTML, "<li><a href=/>云溪县科技局2019年政府信息公开工作年度报告</a> 2020-01-17</li>", ""),
    "cells with long text": (HEAD_HTML + "<table><tr><td>", "行政规范性文件", "</table>"),
    "empty rows": (HEAD_HTML + "<table>", "<tr></tr>", TABLE3_HEAD),
    "gb18030 broken": (HEAD_HTML, "\udcff\udc80", ""),
}
TEXT = {
    "lines": (HEAD_TEXT, "1\n", ""),
    "one long line": (HEAD_TEXT, "政府信息", ""),
    "one line of figures": (HEAD_TEXT, "1 ", ""),
    "spaces": (HEAD_TEXT, " ", "1"),
    "wide spaces": (HEAD_TEXT, "　", "1"),
    "blank lines": (HEAD_TEXT, "\n", "1"),
    "bars": (HEAD_TEXT, "|", ""),
    "bar lines": (HEAD_TEXT, "|1|2|3|\n", ""),
    "markdown": (HEAD_TEXT, "| a | b |\n| --- | --- |\n| 1 | 2 |\n\n", ""),
    "grids": (HEAD_TEXT, "+--+--+\n| 1| 2|\n", ""),
    "box": (HEAD_TEXT, "┌─┬─┐\n│1│2│\n", ""),
    "tabs": (HEAD_TEXT, "\t", "1"),
    "tab lines": (HEAD_TEXT, "规章\t1\t0\t1\n", ""),
    "quotes": (HEAD_TEXT + "a,b,c\n", "\"1\n\",", ""),
    "commas": (HEAD_TEXT, "1,2,3\n", ""),
    "open quotes": (HEAD_TEXT + "a,b,c\nd,e,f\n", "\"1,2\n", ""),
    "columns": (HEAD_TEXT, "规章    1    0    1\n", ""),
    "headings": (HEAD_TEXT, "一、总体情况\n", ""),
    "different headings": (HEAD_TEXT, "\n".join(NAMES) + "\n", ""),
    "parts": (HEAD_TEXT + "一、总体情况\n", "（一）主动公开。1\n", ""),
    "titles": ("", HEAD_TEXT, ""),
    "title without end": ("", "云溪县2023年", ""),
    "titles in one line": ("", "云溪县2023年政府信息公开工作年度报告", ""),
    "citations": (HEAD_TEXT, "国办公开办函〔2021〕30号", ""),
    "citations of all years": (HEAD_TEXT, "国办函〔20{n}〕{n}号，", ""),
    "open brackets": (HEAD_TEXT, "〔", ""),
    "signs": (HEAD_TEXT, "号", ""),
    "quotation": (HEAD_TEXT, "《", ""),
    "dates": (HEAD_TEXT, "2023年1月1日", ""),
    "periods": (HEAD_TEXT, "2023年1月1日至2023年12月31日，", ""),
    "digits": (HEAD_TEXT, "1", ""),
    "identity numbers": (HEAD_TEXT, "11010519491231002X ", ""),
    "digits and X": (HEAD_TEXT, "1X", ""),
    "spam brackets": (HEAD_TEXT, "【某某】", ""),
    "doubled punctuation": (HEAD_TEXT, "，，", ""),
    "path": (HEAD_TEXT + "您所在的位置：", "首页 > ", ""),
    "stated figures": (HEAD_TEXT + "一、总体情况\n", "全年收到申请3件，上年结转1件，办结4件，", ""),
    "stated figures in lines": (HEAD_TEXT + "一、总体情况\n", "全年收到申请3件，上年结转1件，办结4件。\n", ""),
    "metadata": ("", "索引号：01234567X/2024-00012 发布机构：青禾市财政局 发布日期：2024-01-17\n", HEAD_TEXT),
    "metadata in one line": ("", "索引号：01234567X/2024-00012 ", "\n" + HEAD_TEXT),
    "labels": (HEAD_TEXT, "行政规范性文件\n", ""),
    "labels in one line": (HEAD_TEXT, "自然人 商业企业 ", ""),
    "heads of table 3": (HEAD_TEXT, "自然人\n商业企业\n科研机构\n社会公益组织\n法律服务机构\n其他\n总计\n", ""),
    "rows of table 3": (HEAD_TEXT + "自然人 商业企业 科研机构 社会公益组织 法律服务机构 其他 总计\n", "一、本年新收政府信息公开申请数量 1 1 1 1 1 1 6\n", ""),
    "cells of table 3": (HEAD_TEXT + "自然人\n商业企业\n科研机构\n社会公益组织\n法律服务机构\n其他\n总计\n一、本年新收政府信息公开申请数量\n", "1\n", ""),
    "broken labels": (HEAD_TEXT, "行政\n规范\n性\n文\n件\n", ""),
    "damaged labels": (HEAD_TEXT, "本年发件\n行规范件\n", ""),
    "rows of table 4": (HEAD_TEXT + "行政复议 行政诉讼\n", "结果维持 结果纠正 其他结果 尚未审结 总计\n", ""),
    "figures of table 4": (HEAD_TEXT + "行政复议 行政诉讼\n结果维持 结果纠正 其他结果 尚未审结 总计\n", "1 0 0 0 1\n", ""),
    "statistics": (HEAD_TEXT, "其中：涉及国家秘密 件 1\n", ""),
    "page numbers": (HEAD_TEXT, "第 3 页 共 6 页\n\f\n", ""),
    "zero width": (HEAD_TEXT, "\u200b", "1"),
    "han numerals": (HEAD_TEXT, "二〇", "年"),
    "numbered": (HEAD_TEXT, "1.", ""),
    "emphasis": (HEAD_TEXT, "**1** ", ""),
    "hashes": (HEAD_TEXT, "# ", ""),
    "broken utf-8": (HEAD_TEXT, "\udce4\udcb8", ""),
    "gb18030 of nothing": ("", "\udc810\udc81", ""),
    "carriage returns": (HEAD_TEXT, "\r", ""),
}
DOCX = {
    "paragraphs": ("", "<w:p><w:r><w:t>1</w:t></w:r></w:p>", ""),
    "runs": ("<w:p>", "<w:r><w:t>1</w:t></w:r>", "</w:p>"),
    "rows": ("<w:tbl>", "<w:tr><w:tc><w:p/></w:tc></w:tr>", "</w:tbl>"),
    "cells": ("<w:tbl><w:tr>", "<w:tc><w:p/></w:tc>", "</w:tr></w:tbl>"),
    "vertical merges": ("<w:tbl>", "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr>", "</w:tbl>"),
    "wide spans": ("<w:tbl>", "<w:tr><w:tc><w:tcPr><w:gridSpan w:val='99'/></w:tcPr><w:p/></w:tc></w:tr>", "</w:tbl>"),
    "grid before": ("<w:tbl>", "<w:tr><w:trPr><w:gridBefore w:val='99'/></w:trPr><w:tc><w:p/></w:tc></w:tr>", "</w:tbl>"),
    "tables": ("", "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>", ""),
    "fields": ("<w:p>", "<w:r><w:fldChar w:fldCharType='begin'/></w:r>", "</w:p>"),
    "numbered": ("", "<w:p><w:pPr><w:numPr><w:ilvl w:val='8'/><w:numId w:val='1'/></w:numPr></w:pPr></w:p>", ""),
    "changes": ("<w:p>", "<w:ins><w:del><w:r><w:t>1</w:t></w:r></w:del></w:ins>", "</w:p>"),
    "empty elements": ("<w:p>", "<w:x/>", "</w:p>"),
    "name spaces": ("", "<w:p xmlns:a{n}='u{n}'/>", ""),
}
WORD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'


def filled(before, piece, after, size):
    if "{n}" in piece:
        parts, total = [], 0
        while total < size:
            parts.append(piece.replace("{n}", str(len(parts))))
            total += len(parts[-1].encode())
        body = "".join(parts)
    else:
        body = piece * (size // len(piece.encode("utf-8", "surrogateescape")) + 1)
    return before + body + after


def packed(text, path):
    import zipfile
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", WORD.format(text))


def seconds_for(program, path):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([program, "report", "check", str(path), "--jobs", "1"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=120)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    taken = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime  # the machine may be busy
    if done.returncode < 0:
        print(f"{path.name}: killed by signal {-done.returncode}: {done.stderr[:200]!r}")
    return taken, done.returncode


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--all", action="store_true", help="print every piece")
    parser.add_argument("--kind", choices=["html", "txt", "docx"], help="only this kind of file")
    arguments = parser.parse_args()
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        empty = pathlib.Path(folder) / "empty.txt"
        empty.write_text("1")
        start = min(seconds_for(arguments.program, empty)[0] for _ in range(3))
        for kind, pieces in (("html", HTML), ("txt", TEXT), ("docx", DOCX)):
            for name, (before, piece, after) in pieces.items() if arguments.kind in (None, kind) else ():
                times, status = [], 0
                for size in SIZES:
                    path = pathlib.Path(folder) / f"x.{kind}"
                    text = filled(before, piece, after, size)
                    if kind == "docx":
                        packed(text, path)
                    else:
                        path.write_bytes(text.encode("utf-8", "surrogateescape"))
                    try:
                        taken, status = seconds_for(arguments.program, path)
                    except subprocess.TimeoutExpired:
                        taken = 120.0
                    times.append(max(0.0005, taken - start))
                    if status < 0:
                        bad += 1
                    if times[-1] > 30:
                        break
                growth = times[-1] / times[-2] if len(times) > 1 else 0
                slow = times[-1] / SIZES[len(times) - 1] * 1e6
                wrong = slow > SLOW or (growth > GROWTH and slow > 0.5)
                bad += wrong
                if wrong or arguments.all:
                    print(f"{kind:4} {name:32} {' '.join(f'{t:7.3f}' for t in times)} s   {slow:6.2f} s/MB, x{growth:.1f} for x4, exit {status}", flush=True)
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
