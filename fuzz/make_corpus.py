#!/usr/bin/env python3
"""Writes the seed corpora of the fuzzers, fuzz/corpus/<fuzzer>/, the same bytes every time.

Seeds are invented reports in the layouts of the test generator, cut down to one or two tables each so that a fuzzer runs
through many in a second, the packaged parts of DOCX files without their ZIP, files of law/ with their name in the first
line, and the snippets written below.
"""

import io
import pathlib
import sys
import zipfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "generator"))

import document
import make_reports
from layout import LAYOUTS

SEED = "fuzz"

HTML_WHOLE = ["html_site_split", "html_2014_site", "html_2019_signs_amounts", "html_labels_shortened"]
HTML_PARTS = [
    "html_gbk_declared_utf8", "html_utf16le", "html_utf8_bom_undeclared", "html_thead_tbody", "html_t3_split_repeated_head",
    "html_t3_head_repeated_inside", "html_no_spans_ragged", "html_no_spans_blanks", "html_no_spans_replicated", "html_rowspan_too_large",
    "html_rowspan_too_small", "html_colspan_wrong_in_head", "html_remark_column", "html_serial_column", "html_one_label_column",
    "html_t2_apart", "html_one_big_table", "html_t4_two_tables", "html_t4_three_rows", "html_t4_upright", "html_captions",
    "html_heading_rows", "html_contents", "html_empty_rows_columns", "html_labels_br", "html_labels_spaced", "html_title_variants",
    "html_cells_varied", "html_cells_zero_marks", "html_2014_local_rows", "html_sheet_pasted", "html_nested_tables", "html_site",
    "html_div_rows", "html_cells_as_paragraphs", "html_css_table", "html_pre", "html_xhtml", "html_hidden_tables", "html_commented_tables",
    "html_figure_entities", "html_figure_split", "html_figure_zero_width", "html_unclosed", "html_stray_tags", "html_foster_text",
    "html_many_tbody", "html_word_filtered"]
TEXT_WHOLE = ["txt_lines", "txt_damaged", "txt_2014_tabs", "txt_printed_page", "txt_comma_separated"]
TEXT_PARTS = [
    "txt_lines_tight", "txt_lines_empty", "txt_lines_blanks_lost", "txt_lines_some_lost", "txt_lines_broken", "txt_lines_pages",
    "txt_lines_repeated_head", "txt_lines_indented_crlf", "txt_2019_lines", "txt_2014_lines", "txt_2014_aligned", "txt_lines_wide_gaps",
    "txt_tabs", "txt_aligned", "txt_aligned_blanks", "txt_single_spaces", "txt_one_paragraph", "txt_bars", "txt_box", "txt_grid",
    "md_merged_empty", "md_replicated", "txt_browser_flow", "txt_browser_columns", "txt_converter", "txt_gb18030", "txt_utf16be"]
DOCX_WHOLE = ["docx_merged", "docx_2014_numbered"]
DOCX_PARTS = [
    "docx_blank_fillers", "docx_replicated", "docx_hmerge", "docx_grid_before", "docx_split_repeated_head", "docx_one_big_table",
    "docx_nested_tables", "docx_tracked_cells", "docx_tracked_twice", "docx_tracked_rows", "docx_content_controls",
    "docx_wrapped_split_runs", "docx_breaks_in_cells", "docx_fields", "docx_hidden_text", "docx_text_boxes", "docx_headers_notes",
    "docx_numbered_headings", "docx_numbered_labels", "docx_strict", "docx_other_prefix", "docx_tables_apart"]

HTML_SNIPPETS = {
    "nested": "<table><tr><td><table><tr><td>1<table><tr><td>2</table></table><td>3</table>" * 2,
    "spans": "<table><tr><td rowspan=0 colspan=1000>a<td rowspan=65535>b<tr><td colspan=-1>c<td colspan='2.5'>d<tr><th rowspan=' 3x'>e</table>",
    "cut": "<html><head><title>云溪县2023年政府信息公开工作年度报告</title></head><body><table><tr><td>行政规范性文件</td><td>1",
    "hidden": "<div style='DISPLAY : none'>1</div><p hidden>2<p style=visibility:hidden>3<del>4</del><template>5</template><svg><text>6</svg><math><mi>7",
    "word": "<html xmlns:o='urn:x'><![if !supportMisalignedColumns]><p class=MsoNormal>&nbsp;<o:p></o:p><!--[if gte mso 9]><xml></xml><![endif]-->",
    "entities": "<p>&#20908;&#x4E8C;&#0;&#xD800;&#x110000;&amp;&lt;&notin;&unknown;&#8203;&#65279;",
    "tags": "<a><b><i></a></b></i><p><table><b><tr></b><td><form><td></form></table><select><table></select><frameset><plaintext>a",
    "meta": "<meta name=PubDate content='2024-01-17'><meta name=ContentSource content=青禾市财政局><meta charset=gbk><title>青禾市财政局2023年政府信息公开年报</title>",
    "head": "<p>索 引 号：01234567X/2024-00012　发布机构：青禾市财政局　发布日期：2024年1月17日　有效性：有效<h1>关于青禾市财政局二〇二三年度政府信息公开工作的年度报告</h1>",
}
TEXT_SNIPPETS = {
    "citations": "云溪县2023年政府信息公开工作年度报告\n根据国办公开办函[2021]30号、国办发﹝2014﹞032号、国办公开办函〔2019〕60 号、国务院令第711号，统计期限为2023年1月1日起至12月31日止。\n",
    "sections": "一、总体情况\n（一）主动公开。\n二、主动公开政府信息情况\n十一、其他\n三、收到和处理政府信息公开申请情况\n六、其他需要报告的事项\n本机关未收取信息处理费。\n",
    "tampering": "云溪县2023年政府信息公开工作年度报告\n您所在的位置：首页 > 某某娱乐 > 年报\n本年【某某】某某某（zhuce）官方网站，，发布3条。身份证号11010519491231002X，电话13800000000。\n",
    "bars": "| a | b |\n| --- | :-: |\n| 1 | 2 \\| 3 |\n||\n|\n+--+--+\n| 4|5 |\n+==+==+\n┌─┬─┐\n│1│2│\n└─┴─┘\n",
    "numbers": "1,234,567\n－１２\n+3\n1 2\n12件\n18.7300万元\n251,000.00元\n1,23\n0.0000001\n99999999999999999999\n——\n/\n无\n",
    "tabs": "信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t1\t0\t1\n行政规范性文件\t\t\t2\f\n行政许可\t35\n",
    "csv": "\"第二十条\n第（一）项\",,\n信息内容,本年制发件数,\"本年\"\"废止\"\"件数\"\n规章,1,\n",
    "table4": "行政复议 行政诉讼\n结果维持 结果纠正 其他结果 尚未审结 总计 未经复议直接起诉 复议后起诉\n结果维持 结果纠正 其他结果 尚未审结 总计 结果维持 结果纠正 其他结果 尚未审结 总计\n"
              "1 0 0 0 1 0 0 0 0 0 0 0 0 0 0\n",
}
W = ('<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
     'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>%s</w:body></w:document>')
DOCX_SNIPPETS = {
    "merge": W % "<w:tbl><w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val='3'/><w:vMerge w:val='restart'/></w:tcPr><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc></w:tr>"
                 "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc><w:tcPr><w:hMerge w:val='continue'/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>",
    "changes": W % "<w:p><w:ins><w:r><w:t>1</w:t></w:r><w:del><w:r><w:delText>2</w:delText></w:r></w:del></w:ins><w:moveFrom><w:r><w:t>3</w:t></w:r></w:moveFrom><w:r><w:rPr><w:vanish/></w:rPr><w:t>4</w:t></w:r></w:p>",
    "fields": W % "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> =1+1 </w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>",
    "choice": W % "<w:p><mc:AlternateContent><mc:Choice Requires='wps'><w:r><w:t>1</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t>1</w:t></w:r></mc:Fallback></mc:AlternateContent><w:r><w:noBreakHyphen/><w:sym w:char='F0FE'/><w:tab/><w:br/><w:t xml:space='preserve'> 2 </w:t></w:r></w:p>",
    "numbering": W % "<w:p><w:pPr><w:pStyle w:val='h'/><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>总体情况</w:t></w:r></w:p>"
                 + "\x01<w:styles xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:style w:type='paragraph' w:styleId='h'><w:basedOn w:val='h'/><w:pPr><w:outlineLvl w:val='0'/></w:pPr></w:style></w:styles>"
                   "\x01<w:numbering xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='chineseCounting'/>"
                   "<w:lvlText w:val='%1、'/></w:lvl></w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='3'/></w:lvlOverride></w:num></w:numbering>",
}
HTTP_SNIPPETS = {
    "head": "hGET /i/7?a=1 HTTP/1.1\r\nHost: a\r\nCookie: a=1; b=2\r\nAccept-Encoding: gzip;q=0.5, *\r\nRange: bytes=0-1\r\n\r\n",
    "head_body": "hPOST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\nConnection: close\r\n\r\nhello",
    "head_1_0": "hGET http://a/ HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
    "head_smuggled": "hPOST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
    "chunks": "c5;x=y\r\nhello\r\nA\r\n0123456789\r\n0\r\nTrailer: a\r\n\r\n",
    "target": "t/i/%E6%94%BF?q=%E5%85%AC+%E5%BC%80&p=2",
    "target_prefix": "t/zfxxgk/files/a/b.pdf",
    "target_slash": "t/caizhengju",
    "target_out": "t/files/%2e%2e%2Fsecret",
    "form": "fname=%E5%BC%A0+a&empty=&=b&c==d",
    "multipart": "m--b\r\nContent-Disposition: form-data; name=\"t\"\r\n\r\n公开\r\n--b\r\nContent-Disposition: form-data; name=f; "
                 "filename=\"C:\\x\\a.pdf\"\r\nContent-Type: application/pdf\r\n\r\n%PDF\r\n--b--\r\n",
    "multipart_type": "mmultipart/form-data; charset=utf-8; boundary=\"b\"\n--b\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--b--",
    "cookies": "kab=1; a=\"2\"; a=3",
    "addresses": "a203.0.113.7, 2001:db8::1, 10.0.0.1",
    "line": "l/\n127.0.0.1 \"公\\",
}
LAW_SNIPPETS = {
    "yaml": "x\na: &b [1, *b]\n---\n? k\n: !!set {c: ~, \"d\": '1'}\ne: |\n  text\nf: >-\n  folded\n",
    "yaml_numbers": "x\n- 0x1F\n- 1_000\n- 1e400\n- -.inf\n- 2024-02-30\n- 9223372036854775808\n- yes\n- '15'\n",
    "equations": "x\n- a + b = c.d - sum(results)\n- previous.a >= 3\n- a <= b\n- a = \n- 'sum(results) = -1'\n- a.b.c = d\n",
    "deep": "x\n" + "[" * 30 + "]" * 30 + "\n",
}
LAW_FILES = ["rules/across.yaml", "rules/statistics.yaml", "rules/table4.yaml", "rules/form.yaml", "formats/S2014.yaml", "calendar/2024.yaml",
             "calendar/2020.yaml", "holidays.yaml", "identifiers.yaml", "words/report.yaml", "words/narrative.yaml", "words/tampering.yaml",
             "articles/civil_code_2020.yaml", "articles/report_statistics_2014.yaml"]


def only_tables(wanted):
    """Keeps the title, the preface, the headings and the wanted tables."""
    def shorter(blocks):
        kept = []
        for block in blocks:
            if isinstance(block, document.Table):
                if block.name in wanted:
                    kept.append(block)
            elif not isinstance(block, document.Paragraph) or len(kept) == 1:
                kept.append(block)
        return kept
    return shorter


def reduced(layout, wanted):
    """The layout's document with the wanted tables only. Layouts call build() themselves, so it is exchanged there."""
    whole = document.build
    users = [module for module in sys.modules.values() if getattr(module, "build", None) is whole]
    for module in users:
        module.build = lambda *arguments, **named: only_tables(wanted)(whole(*arguments, **named))
    try:
        return make_reports.make(layout, SEED, 0)[0]
    finally:
        for module in users:
            module.build = whole


def parts_of(package):
    """The main part, styles, numbering and properties, parted as docx_fuzzer wants them."""
    with zipfile.ZipFile(io.BytesIO(package)) as files:
        def named(*ends):
            return next((files.read(name) for name in files.namelist() if name.endswith(ends)), b"<a/>")
        main = files.read(max((info.file_size, info.filename) for info in files.infolist() if info.filename.endswith(".xml"))[1])
        return b"\x01".join([main, named("styles.xml"), named("numbering.xml"), named("core.xml")])


def write(fuzzer, name, content):
    folder = ROOT / "fuzz" / "corpus" / fuzzer
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())


def main():
    for fuzzer, whole, parts in (("html", HTML_WHOLE, HTML_PARTS), ("text", TEXT_WHOLE, TEXT_PARTS), ("docx", DOCX_WHOLE, DOCX_PARTS)):
        for number, name in enumerate(parts):
            wanted = [("t4",), ("t3", "t4"), ("t2",)][number % 3] if "t3" not in name and "2014" not in name else ("t3", "stats")
            content = reduced(LAYOUTS[name], wanted)
            write(fuzzer, name, content)
            if fuzzer == "docx" and number % 4 == 0:
                write(fuzzer, name + "_parts", parts_of(content))
        for name in whole:
            write(fuzzer, name, make_reports.make(LAYOUTS[name], SEED, 0)[0])
    for fuzzer, snippets in (("html", HTML_SNIPPETS), ("text", TEXT_SNIPPETS), ("docx", DOCX_SNIPPETS), ("law", LAW_SNIPPETS),
                             ("http", HTTP_SNIPPETS)):
        for name, text in snippets.items():
            write(fuzzer, f"written_{name}", text)
    for name in LAW_FILES:
        write("law", name.replace("/", "_"), f"{name}\n".encode() + (ROOT / "law" / name).read_bytes())


if __name__ == "__main__":
    main()
