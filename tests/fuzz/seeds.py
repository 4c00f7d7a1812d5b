"""What the fuzzing begins with: the examples of the manual, and spreadsheets made here."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from pathlib import Path

PAGES = Path(__file__).parent.parent.parent / "docs" / "formats"
_BLOCK = re.compile(r"^```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.M | re.S)
_ASIDE = ("sh",)  # commands, no examples of a form
PART = b"\x00"  # parts the members of a spreadsheet in the input of `packed`

_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_XLSX = {
    "[Content_Types].xml": f"""<Types xmlns="{_PACKAGE}content-types">
<Default Extension="xml" ContentType="application/xml"/></Types>""",
    "xl/_rels/workbook.xml.rels": f"""<Relationships xmlns="{_PACKAGE}relationships">
<Relationship Id="r1" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>
<Relationship Id="r2" Type="{_RELATIONS}/sharedStrings" Target="sharedStrings.xml"/>
</Relationships>""",
    "xl/workbook.xml": f"""<workbook xmlns="{_SHEET}" xmlns:r="{_RELATIONS}">
<sheets><sheet name="Letters" sheetId="1" r:id="r1"/></sheets></workbook>""",
    "xl/sharedStrings.xml": f"""<sst xmlns="{_SHEET}"><si><t>Title</t></si></sst>""",
    "xl/worksheets/sheet1.xml": f"""<worksheet xmlns="{_SHEET}"><sheetData>
<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>Date</t></is></c></row>
<row r="2"><c r="A2" t="str"><v>Lamp oil</v></c><c r="B2"><v>13608</v></c></row>
<row r="3"><c r="A3" t="b"><v>1</v></c><c r="B3" t="e"><v>#REF!</v></c></row>
</sheetData><mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells></worksheet>""",
}
_ODS = {
    "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
    "content.xml": f"""<office:document-content xmlns:office="{_OFFICE}office:1.0"
 xmlns:table="{_OFFICE}table:1.0" xmlns:text="{_OFFICE}text:1.0">
<office:body><office:spreadsheet><table:table table:name="Letters"><table:table-row>
<table:table-cell office:value-type="string"><text:p>Title</text:p></table:table-cell>
<table:table-cell office:value-type="string"><text:p>Date</text:p></table:table-cell>
</table:table-row><table:table-row table:number-rows-repeated="2">
<table:table-cell office:value-type="string"><text:p>Lamp oil</text:p></table:table-cell>
<table:table-cell office:value-type="date" office:date-value="1937-04-04"/>
<table:table-cell table:number-columns-repeated="3"/></table:table-row></table:table>
</office:spreadsheet></office:body></office:document-content>""",
}

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_WORD_PARTS = {
    "word/document.xml": f"""<w:document xmlns:w="{_WORD}"><w:body>
<w:p><w:r><w:t>The lamp.</w:t><w:br w:type="page"/><w:footnoteReference w:id="2"/></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Oil</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
<w:p><w:del><w:r><w:delText>no</w:delText></w:r></w:del></w:p></w:body></w:document>""",
    "word/footnotes.xml": f"""<w:footnotes xmlns:w="{_WORD}"><w:footnote w:id="2"><w:p><w:r>
<w:t>It burns.</w:t></w:r></w:p></w:footnote></w:footnotes>""",
    "docProps/core.xml": """<p xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title>Lamps</dc:title><dc:creator>Ada Quill</dc:creator></p>""",
}
_ODT_PARTS = {
    "mimetype": "application/vnd.oasis.opendocument.text",
    "content.xml": f"""<office:document-content xmlns:office="{_OFFICE}office:1.0"
 xmlns:text="{_OFFICE}text:1.0"><office:body><office:text><text:h>Lamps</text:h>
<text:p>The lamp.<text:note><text:note-body><text:p>It burns.</text:p></text:note-body>
</text:note><text:s text:c="3"/><text:tab/></text:p><text:soft-page-break/>
</office:text></office:body></office:document-content>""",
    "meta.xml": f"""<office:document-meta xmlns:office="{_OFFICE}office:1.0"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta><dc:title>Lamps</dc:title>
</office:meta></office:document-meta>""",
}


@cache
def examples(page: str) -> tuple[bytes, ...]:
    """The examples that a page of docs/formats shows, in its order."""
    text = (PAGES / f"{page}.md").read_text("utf-8")
    blocks = (match["text"] for match in _BLOCK.finditer(text) if match["kind"] not in _ASIDE)
    return tuple(block.encode() for block in blocks)


def unpacked_spreadsheets() -> tuple[bytes, ...]:
    """An XLSX and an ODS as `packed` takes them."""
    return _joined(_XLSX), _joined(_ODS)


def _joined(members: dict[str, str]) -> bytes:
    return PART.join(f"{name}\n{text}".encode() for name, text in members.items())


def documents(kind: str) -> tuple[bytes, ...]:
    """Files of text of a kind, the packed ones as `packed` takes them."""
    if kind == "text":
        return "Лампа и масло.\n\n\fIt burns.".encode(), "Öl".encode("utf-16")
    return (_joined(_WORD_PARTS if kind == "word" else _ODT_PARTS),)


def packed(data: bytes) -> bytes:
    """A ZIP of members, each a name, a line end and its content, with `PART` between them:
    so a fuzzer changes what is inside of a spreadsheet instead of its checksums."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        met = set()
        for part in data.split(PART):
            name, _, content = part.partition(b"\n")
            shown = name.decode("utf-8", "replace")[:200] or "part"
            if shown not in met:
                met.add(shown)
                archive.writestr(shown, content)
    return stream.getvalue()


def spreadsheets() -> tuple[bytes, ...]:
    return tuple(packed(one) for one in unpacked_spreadsheets())
