"""DOCX layouts: merged and unmerged tables, tracked changes, content controls, fields, hidden and split text."""

import re

import label_styles
import rebuild
import tables
from document import Look, Paragraph, Table, build
from docx_writer import Docx
from layout import layout

BY = 'w:id="7" w:author="复核" w:date="2024-01-02T03:04:05Z"'


def docx(report, rng, writer=Docx, look=Look()):
    return writer(report, rng).package(build(report, rng, look))


# --- merged cells --------------------------------------------------------------------------------------------------

@layout("docx", "tables merged with gridSpan and vMerge")
def docx_merged(report, rng):
    return docx(report, rng)


@layout("docx", "no merged cells: blank cells in their place", cells="varied")
def docx_blank_fillers(report, rng):
    return docx(report, rng, look=Look(rebuild=rebuild.each_table(tables.filled_with_blanks)))


@layout("docx", "no merged cells: merged text repeated")
def docx_replicated(report, rng):
    return docx(report, rng, look=Look(rebuild=rebuild.each_table(tables.replicated)))


@layout("docx", "merged across by the old hMerge, down by vMerge")
def docx_hmerge(report, rng):
    class Old(Docx):
        def cell(self, cell, corner):
            down = "" if cell.rows == 1 else '<w:vMerge w:val="restart"/>' if corner else '<w:vMerge w:val="continue"/>'
            across = ['<w:hMerge w:val="restart"/>' if cell.cols > 1 else ""] + ["<w:hMerge/>"] * (cell.cols - 1)
            contents = [self.cell_content(cell) if corner else "<w:p/>"] + ["<w:p/>"] * (cell.cols - 1)
            return "".join(f"<w:tc><w:tcPr>{merge}{down}</w:tcPr>{content}</w:tc>" for merge, content in zip(across, contents))
    return docx(report, rng, Old)


@layout("docx", "places under row spans left out by gridBefore")
def docx_grid_before(report, rng):
    class Before(Docx):
        def row(self, places, number):
            row = places[number]
            skipped = next((n for n, place in enumerate(row) if place and place[1]), 0)
            cells = "".join(self.cell(cell, True) for cell, corner in filter(None, row[skipped:]) if corner)
            before = f'<w:trPr><w:gridBefore w:val="{skipped}"/><w:wBefore w:w="900" w:type="dxa"/></w:trPr>' if skipped else ""
            return f"<w:tr>{before}{cells}</w:tr>"

        def cell(self, cell, corner):
            span = f'<w:gridSpan w:val="{cell.cols}"/>' if cell.cols > 1 else ""
            return f"<w:tc><w:tcPr>{span}</w:tcPr>{self.cell_content(cell)}</w:tc>"
    # the head of table 4 has gaps inside a row, which gridBefore cannot express: merge it as usual
    class Mixed(Before):
        def table(self, block):
            return Docx.table(Docx(self.report, self.rng) if block.name == "t4" else self, block)
    return docx(report, rng, Mixed)


@layout("docx", "table 3 in two tables, heading rows repeated and marked as heading rows")
def docx_split_repeated_head(report, rng):
    class Marked(Docx):
        def row_properties(self, row):
            heads = all(place is None or place[0].head for place in row)
            return "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if heads else ""
    return docx(report, rng, Marked, Look(rebuild=rebuild.split_table3(rng, True, [Paragraph("续表")])))


@layout("docx", "all tables and the headings between them in one table")
def docx_one_big_table(report, rng):
    return docx(report, rng, look=Look(rebuild=rebuild.one_big_table))


@layout("docx", "tables inside the cells of other tables")
def docx_nested_tables(report, rng):
    class Nested(Docx):
        def table(self, block):
            inner = Docx.table(self, block)
            for _ in range(self.rng.randint(1, 2)):
                inner = f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w=\"9000\"/></w:tblGrid><w:tr><w:tc><w:tcPr/>{inner}</w:tc></w:tr></w:tbl><w:p/>"
            return inner
    return docx(report, rng, Nested)


# --- tracked changes -----------------------------------------------------------------------------------------------

def deleted(text, kind="del"):
    return f"<w:{kind} {BY}><w:r><w:delText>{text}</w:delText></w:r></w:{kind}>"


class TrackedCells(Docx):
    """Figures changed in several ways, and a deleted title above the title."""

    def figure(self, cell):
        return self.rng.choice(self.changes(Docx.figure(self, cell), str(self.rng.randint(0, 99))))

    def changes(self, new, old):
        moved = f"<w:moveTo {BY}>{new}</w:moveTo><w:moveFrom {BY}><w:r><w:t>{old}</w:t></w:r></w:moveFrom>"
        inserted = f"<w:ins {BY}>{new}</w:ins>"
        return [new, new, deleted(old) + inserted, inserted + deleted(old), moved]

    def title(self, block):
        gone = f"{self.report.name}{self.report.year - 1}年政府信息公开工作年度报告"
        return f"<w:p><w:pPr><w:rPr><w:del {BY}/></w:rPr></w:pPr>{deleted(gone)}</w:p>" + Docx.title(self, block)


@layout("docx", "tracked changes inside cells: deleted, inserted and moved figures")
def docx_tracked_cells(report, rng):
    return docx(report, rng, TrackedCells)


@layout("docx", "tracked changes inside cells: insertions that were deleted again, single digits changed, changed formats")
def docx_tracked_twice(report, rng):
    class Twice(TrackedCells):
        def changes(self, new, old):
            formatted = self.run("", f"<w:b/><w:rPrChange {BY}><w:rPr/></w:rPrChange>")
            return [new, new + f"<w:ins {BY}>{deleted(old)}</w:ins>", deleted(old[0]) + new, f"<w:ins {BY}>{formatted}{new}</w:ins>"]
    return docx(report, rng, Twice)


@layout("docx", "tracked changes: whole rows deleted and inserted")
def docx_tracked_rows(report, rng):
    class Tracked(Docx):
        def row(self, places, number):
            row = Docx.row(self, places, number)
            figures = any(place and place[1] and place[0].key for place in places[number])
            if not figures or self.rng.random() < 0.7:
                return row
            inserted = row.replace("<w:tr>", f"<w:tr><w:trPr><w:ins {BY}/></w:trPr>").replace("<w:r>", f"<w:ins {BY}><w:r>")
            inserted = inserted.replace("</w:r>", "</w:r></w:ins>")
            old = re.sub(r"<w:r>.*?</w:r>", lambda run: deleted(str(self.rng.randint(0, 99))), row)
            old = old.replace("<w:tr>", f"<w:tr><w:trPr><w:del {BY}/></w:trPr>")
            return self.rng.choice([inserted + self.as_continuation(old), inserted])

        def as_continuation(self, row):
            """Old rows stand below the new one, inside the spans that begin in it."""
            return row.replace('<w:vMerge w:val="restart"/>', "<w:vMerge/>")
    return docx(report, rng, Tracked)


# --- content controls, wrappers, fields ----------------------------------------------------------------------------

def control(content, kind=""):
    return f'<w:sdt><w:sdtPr><w:id w:val="9"/>{kind}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>'


@layout("docx", "content controls around runs, cells, rows or tables")
def docx_content_controls(report, rng):
    what = rng.choice(["run", "cell", "row", "table", "all"])

    class Controls(Docx):
        def run(self, text, properties=""):
            run = Docx.run(self, text, properties)
            return control(run, "<w:text/>") if what in ("run", "all") else run

        def cell(self, cell, corner):
            content = Docx.cell(self, cell, corner)
            return control(content) if what in ("cell", "all") and corner else content

        def row(self, places, number):
            row = Docx.row(self, places, number)
            return control(row) if what in ("row", "all") else row

        def table(self, block):
            table = Docx.table(self, block)
            return control(table) if what in ("table", "all") else table
    return docx(report, rng, Controls)


@layout("docx", "runs inside smart tags, hyperlinks, custom XML; figures split over runs; soft hyphens and tabs", metadata=False)
def docx_wrapped_split_runs(report, rng):
    class Wrapped(Docx):
        def runs(self, text):
            size = self.rng.randint(1, 5)
            pieces = [text[start:start + size] for start in range(0, len(text), size)]
            return "<w:proofErr w:type=\"spellStart\"/>".join(self.wrapped(self.run(piece)) for piece in pieces)

        def wrapped(self, run):
            return self.rng.choice([run, run, run + "<w:r><w:softHyphen/></w:r>", f'<w:smartTag w:element="x">{run}</w:smartTag>',
                                    f'<w:hyperlink w:anchor="a">{run}</w:hyperlink>', f'<w:customXml w:element="x">{run}</w:customXml>'])

        def figure(self, cell):
            return "<w:r><w:tab/></w:r>" + "".join(self.wrapped(self.run(letter)) for letter in cell.text)
    return docx(report, rng, Wrapped)


@layout("docx", "labels broken by w:br and into paragraphs, figures followed by empty paragraphs", cells="varied")
def docx_breaks_in_cells(report, rng):
    class Breaks(Docx):
        def cell_content(self, cell):
            if cell.key:
                return Docx.cell_content(self, cell) + "<w:p/>" * self.rng.randint(0, 2)
            return "".join(self.paragraph(self.run(line)) for line in cell.text.split("\n")) if self.rng.random() < 0.5 \
                else Docx.cell_content(self, cell)
    return docx(report, rng, Breaks, Look(label=label_styles.broken))


@layout("docx", "figures as results of fields whose instructions hold other numbers")
def docx_fields(report, rng):
    class Fields(Docx):
        def figure(self, cell):
            result = Docx.figure(self, cell)
            mark = lambda kind: f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'
            whole = (mark("begin") + '<w:r><w:instrText xml:space="preserve"> =SUM(B4:B25) \\# "0" 77 </w:instrText></w:r>' +
                     mark("separate") + result + mark("end"))
            return self.rng.choice([result, whole, f'<w:fldSimple w:instr=" =SUM(ABOVE)+88 ">{result}</w:fldSimple>'])
    return docx(report, rng, Fields)


@layout("docx", "hidden runs, hidden rows and hidden paragraphs with other figures")
def docx_hidden_text(report, rng):
    class Hidden(Docx):
        def figure(self, cell):
            hidden = self.run(str(self.rng.randint(1, 99)), "<w:vanish/>")
            shown = Docx.figure(self, cell)
            return self.rng.choice([shown, shown, shown + hidden, hidden + shown])

        def heading(self, block):
            return self.paragraph(self.run("编写说明：此处填写 12 件", "<w:vanish/>")) + Docx.heading(self, block)
    return docx(report, rng, Hidden)


# --- text outside of the flow --------------------------------------------------------------------------------------

def text_box(content):
    """The same content for new and for old programs, as word processors write it."""
    drawing = ('<w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" behindDoc="0" locked="0" '
               'layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset>'
               '</wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
               '<wp:extent cx="5400000" cy="1800000"/><wp:wrapTopAndBottom/><wp:docPr id="1" name="Text Box 1"/><a:graphic>'
               '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/>'
               '<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="5400000" cy="1800000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
               f'</a:prstGeom></wps:spPr><wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp>'
               '</a:graphicData></a:graphic></wp:anchor></w:drawing>')
    old = (f'<w:pict><v:shape id="s1" style="width:425pt;height:140pt"><v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox>'
           '</v:shape></w:pict>')
    return (f'<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps">{drawing}</mc:Choice><mc:Fallback>{old}</mc:Fallback>'
            "</mc:AlternateContent></w:r></w:p>")


@layout("docx", "the title, and sometimes table 4, in text boxes written twice for new and old programs")
def docx_text_boxes(report, rng):
    boxed_table = rng.random() < 0.5

    class Boxes(Docx):
        def title(self, block):
            return text_box(Docx.title(self, block))

        def table(self, block):
            table = Docx.table(self, block)
            return text_box(table) if boxed_table and block.name == "t4" else table
    return docx(report, rng, Boxes)


@layout("docx", "headers and footers with page numbers, footnotes and comments")
def docx_headers_notes(report, rng):
    class Notes(Docx):
        def __init__(self, report, rng):
            super().__init__(report, rng)
            page = '<w:p><w:r><w:t>— </w:t></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>3</w:t></w:r></w:fldSimple><w:r><w:t> —</w:t></w:r></w:p>'
            self.parts["header"] = f"<w:hdr {{ns}}><w:p><w:r><w:t>内部资料 第 12 期 1998 年</w:t></w:r></w:p></w:hdr>"
            self.parts["footer"] = f"<w:ftr {{ns}}>{page}</w:ftr>"
            self.parts["footnotes"] = ('<w:footnotes {ns}><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>含街道 45 件。</w:t>'
                                       "</w:r></w:p></w:footnote></w:footnotes>")
            self.parts["comments"] = ('<w:comments {ns}><w:comment w:id="1" w:author="复核"><w:p><w:r><w:t>应为 31？</w:t></w:r></w:p>'
                                      "</w:comment></w:comments>")

        def section(self):
            ids = {name: f"rId{number}" for number, name in enumerate(self.parts, 1)}
            return (f'<w:sectPr><w:headerReference w:type="default" r:id="{ids["header"]}"/>'
                    f'<w:footerReference w:type="default" r:id="{ids["footer"]}"/></w:sectPr>')

        def figure(self, cell):
            note = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="2"/></w:r>'
            comment = '<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>'
            return Docx.figure(self, cell) + self.rng.choice(["", "", "", note, '<w:commentRangeStart w:id="1"/>' + comment])
    return docx(report, rng, Notes)


# --- numbers made by the program -----------------------------------------------------------------------------------

class Numbered(Docx):
    """Headings, and the labels of tables, numbered by the program: the text has no number."""

    kinds = {"一、": (1, "chineseCountingThousand", "%1、"), "（一）": (2, "chineseCountingThousand", "（%1）"), "1.": (3, "decimal", "%1.")}
    number_labels = False

    def __init__(self, report, rng):
        super().__init__(report, rng)
        self.lists = []                 # (kind, first number) of each w:num
        self.parts["numbering"] = ""    # filled in when the body is known
        self.current = {}               # kind -> (list, last number)

    def body(self, blocks):
        body = super().body(blocks)
        # Each list has a definition of its own: lists that share one go on counting together.
        forms = {number: (form, text) for number, form, text in self.kinds.values()}
        abstract = "".join(f'<w:abstractNum w:abstractNumId="{number}"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{forms[kind][0]}"/>'
                           f'<w:suff w:val="nothing"/><w:lvlText w:val="{forms[kind][1]}"/></w:lvl></w:abstractNum>'
                           for number, (kind, _) in enumerate(self.lists, 1))
        lists = "".join(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/>'
                        "</w:lvlOverride></w:num>" for number, (kind, start) in enumerate(self.lists, 1))
        self.parts["numbering"] = f"<w:numbering {{ns}}>{abstract}{lists}</w:numbering>"
        return body

    def numbered(self, text, scope):
        """(paragraph properties, text without its number); a list goes on while its numbers follow each other."""
        match = re.match(r"([一二三四五六七])、|（([一二三四五六七])）|(\d)\.(?!\d)", text)
        if not match:
            return "", text
        form = "一、" if match[1] else "（一）" if match[2] else "1."
        number = int(match[3]) if match[3] else "〇一二三四五六七".index(match[1] or match[2])
        kind = self.kinds[form][0]
        which, last = self.current.get((scope, kind), (0, None))
        if last is None or number != last + 1:
            self.lists.append((kind, number))
            which = len(self.lists)
        self.current[scope, kind] = (which, number)
        return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{which}"/></w:numPr>', text[match.end():]

    def heading(self, block):
        properties, text = self.numbered(block.text, "headings")
        return self.paragraph(self.runs(text), '<w:pStyle w:val="Heading1"/>' + properties)

    def cell_content(self, cell):
        if cell.key or not self.number_labels:
            return super().cell_content(cell)
        properties, text = self.numbered(cell.text, "labels")
        return self.paragraph(self.runs("　" * cell.level + text), properties)


@layout("docx", "headings numbered by the program")
def docx_numbered_headings(report, rng):
    return docx(report, rng, Numbered)


@layout("docx", "headings and table labels numbered by the program")
def docx_numbered_labels(report, rng):
    class Labels(Numbered):
        number_labels = True
    return docx(report, rng, Labels)


# --- other packages, formats and figures ---------------------------------------------------------------------------

@layout("docx", "strict Open XML: other namespaces")
def docx_strict(report, rng):
    class Strict(Docx):
        names = {"w": "http://purl.oclc.org/ooxml/wordprocessingml/main", "r": "http://purl.oclc.org/ooxml/officeDocument/relationships"}
    return docx(report, rng, Strict)


@layout("docx", "other namespace prefixes, and the main part under another name")
def docx_other_prefix(report, rng):
    class Prefix(Docx):
        main_part = "word/document2.xml"

        def zipped(self, document):
            document = re.sub(r"(</?|\s)w:", r"\1x0:", document).replace("xmlns:w=", "xmlns:x0=")
            return Docx.zipped(self, document)
    return docx(report, rng, Prefix)


@layout("docx", "figures with separators, units, full-width digits and marks", cells="varied", sizes=("county", "city"))
def docx_cells_varied(report, rng):
    return docx(report, rng)


@layout("docx", "zeros left blank", cells="zero_blanks", sizes=("few", "county"))
def docx_zero_blanks(report, rng):
    return docx(report, rng)


@layout("docx", "2019 format: minus signs as non-breaking hyphens, amounts with units", formats=("F2019",), cells="signs",
        sizes=("county", "city"))
def docx_2019(report, rng):
    class Hyphens(Docx):
        def run(self, text, properties=""):
            if re.fullmatch(r"-\d+", text):
                return f"<w:r><w:noBreakHyphen/><w:t>{text[1:]}</w:t></w:r>"
            return Docx.run(self, text, properties)
    return docx(report, rng, Hyphens)


@layout("docx", "statistics table of 2014–2018", formats=("S2014",))
def docx_2014(report, rng):
    return docx(report, rng)


@layout("docx", "statistics table of 2014–2018 with numbers made by the program, in two tables", formats=("S2014",))
def docx_2014_numbered(report, rng):
    class Labels(Numbered):
        number_labels = True

    def halves(grid):
        at = rng.randint(15, 50)
        return [Table("stats", grid[:at]), Table("stats", grid[:1] + grid[at:])]
    return docx(report, rng, Labels, Look(rebuild=rebuild.replace_table("stats", halves)))


@layout("docx", "table 4 in three tables, table 2 in four, two label columns in table 3")
def docx_tables_apart(report, rng):
    change = rebuild.in_turn(rebuild.table2_apart, rebuild.several_tables("t4", tables.table4_parts(report, 3)))
    return docx(report, rng, look=Look(label_columns=2, rebuild=change))
