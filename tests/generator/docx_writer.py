"""Writes blocks as a DOCX package; layouts override one method each."""

import io
import zipfile
from xml.sax.saxutils import escape

import tables
from document import Heading, Paragraph, Table, Title

TRANSITIONAL = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
OTHER = {
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
}
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml."
HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


class Docx:
    """A plain document whose tables are merged as they should be."""

    names = TRANSITIONAL
    main_part = "word/document.xml"

    def __init__(self, report, rng):
        self.report, self.rng = report, rng
        self.parts = {"styles": self.styles()}  # kind -> XML; one part of each kind

    # --- blocks

    def package(self, blocks):
        body = self.body(blocks) + self.section()
        namespaces = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in (self.names | OTHER).items())
        document = f"{HEADER}<w:document {namespaces} mc:Ignorable=\"wps\"><w:body>{body}</w:body></w:document>"
        return self.zipped(document)

    def body(self, blocks):
        return "".join(self.block(block) for block in blocks)

    def block(self, block):
        writers = {Title: self.title, Heading: self.heading, Paragraph: self.text, Table: self.table}
        return writers[type(block)](block)

    def section(self):
        return '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1080" w:bottom="1440" w:left="1080"/></w:sectPr>'

    def title(self, block):
        return "".join(self.paragraph(self.runs(line), '<w:jc w:val="center"/>') for line in block.lines)

    def heading(self, block):
        return self.paragraph(self.runs(block.text), '<w:pStyle w:val="Heading1"/>')

    def text(self, block):
        return self.paragraph(self.runs(block.text), '<w:ind w:firstLineChars="200"/>')

    def paragraph(self, content, properties=""):
        return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{content}</w:p>"

    def runs(self, text):
        return self.run(text)

    def run(self, text, properties=""):
        """One run; a line break in the text becomes w:br."""
        lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
        return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{lines}</w:r>"

    # --- tables

    def table(self, block):
        places = tables.matrix(block.grid)
        columns = '<w:gridCol w:w="900"/>' * len(places[0])
        rows = "".join(self.row(places, number) for number in range(len(places)))
        return (f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>'
                + self.paragraph(""))

    def row(self, places, number):
        cells, column = "", 0
        while column < len(places[number]):
            place = places[number][column]
            if place is None:
                cells += self.cell(tables.Cell(""), True)
                column += 1
                continue
            cell, corner = place
            cells += self.cell(cell, corner)
            column += cell.cols
        return f"<w:tr>{self.row_properties(places[number])}{cells}</w:tr>"

    def row_properties(self, row):
        return ""

    def cell(self, cell, corner):
        """A cell of the grid; corner is false where a cell above reaches down to this row."""
        properties = f'<w:gridSpan w:val="{cell.cols}"/>' if cell.cols > 1 else ""
        if cell.rows > 1:
            properties += '<w:vMerge w:val="restart"/>' if corner else "<w:vMerge/>"
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{self.cell_content(cell) if corner else '<w:p/>'}</w:tc>"

    def cell_content(self, cell):
        content = self.figure(cell) if cell.key else self.runs("　" * cell.level + cell.text)
        return self.paragraph(content, '<w:jc w:val="center"/>')

    def figure(self, cell):
        return self.run(cell.text) if cell.text else ""

    # --- the package

    def styles(self):
        return ('<w:styles {ns}><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
                '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style></w:styles>')

    def zipped(self, document):
        """document.xml and the parts in self.parts, with their relationships and content types."""
        office = self.names["r"]
        namespaces = f'xmlns:w="{self.names["w"]}" xmlns:r="{office}"'
        types = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{CONTENT}{name}+xml"/>' for name in self.parts)
        relations = "".join(f'<Relationship Id="rId{number}" Type="{office}/{name}" Target="{name}.xml"/>'
                            for number, name in enumerate(self.parts, 1))
        folder, name = self.main_part.rsplit("/", 1)
        files = {
            "[Content_Types].xml": f'<Types xmlns="{PACKAGE}content-types"><Default Extension="rels" ContentType="application/vnd.'
                                   f'openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
                                   f'<Override PartName="/{self.main_part}" ContentType="{CONTENT}document.main+xml"/>{types}</Types>',
            "_rels/.rels": f'<Relationships xmlns="{PACKAGE}relationships"><Relationship Id="rId1" Type="{office}/officeDocument" '
                           f'Target="{self.main_part}"/></Relationships>',
            self.main_part: document,
            f"{folder}/_rels/{name}.rels": f'<Relationships xmlns="{PACKAGE}relationships">{relations}</Relationships>',
        }
        files |= {f"word/{name}.xml": part.replace("{ns}", namespaces) for name, part in self.parts.items()}
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in files.items():
                content = content if content.startswith("<?xml") else HEADER + content
                entry = zipfile.ZipInfo(name, (2024, 1, 2, 3, 4, 6))
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, content.encode())
        return buffer.getvalue()
