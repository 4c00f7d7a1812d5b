"""TEI: editions of documents, letters and other texts in the form of the Text Encoding
Initiative.

Volumes of *Foreign Relations of the United States* in both of their encodings, letters with
``correspDesc``, corpora, and any other TEI document; see ``docs/formats/tei.md``.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from regesta.formats.material import Material
from regesta.formats.reading import Item, Problem, Severity
from regesta.formats.tei.names import name_of, root_of
from regesta.formats.tei.streams import opened
from regesta.formats.tei.survey import Survey, surveyed
from regesta.formats.tei.volume import Volume
from regesta.formats.xml import events, is_web_page, not_xml

NAME = "tei"
LABEL = "TEI"
BEGINNINGS = frozenset(("TEI", "TEI.2", "teiHeader", "div"))  # what a start event is for
ROOTS = ("TEI", "teiCorpus", "TEI.2")
CODES = {
    "xml-web-page": "The file is a web page that was saved under another name.",
    "tei-not-xml": "The file is not well-formed XML; what stands before the place was read.",
    "tei-no-records": "The file holds nothing that could be a document.",
    "tei-date": "An attribute of a date says something that is no date.",
    "tei-date-concluded": "Documents without a date got one from what stands around them.",
    "tei-undated": "Documents have no date, and none could be concluded.",
    "tei-identifier-twice": "Two documents of a file have the same identifier.",
    "tei-include": "The file asks for others to be put into it, which is not done.",
    "tei-left-out": "Table of contents and index of a volume were left out.",
    "tei-loose-text": "Text stands between documents and belongs to none.",
    "tei-unknown-name": "Names point to entries that no list of the file has.",
}


def recognise(material: Material) -> bool:
    """Whether the root element is one of TEI."""
    return root_of(head_of(material)) in ROOTS


def head_of(material: Material) -> str:
    """The beginning of a source as text, whatever its bytes are."""
    return material.head_text or material.head.decode("latin-1")


def read(material: Material) -> Iterator[Item]:
    """The authorities a file lists, and then its records. Never raises."""
    if is_web_page(head_of(material)):
        yield web_page()
        return
    survey = Survey()
    yield from surveyed(material, survey)
    volume = Volume(material, survey)
    with opened(material) as stream:
        try:
            for event, element in events(stream):
                if volume.leaf is not None and element is not volume.leaf:
                    continue
                if event == "start":
                    if name_of(element) in BEGINNINGS:
                        yield from volume.start(element)
                else:
                    yield from volume.end(element)
        except etree.XMLSyntaxError as error:
            yield from volume.broken()
            yield fault(error, "tei-not-xml")
            return
    if not volume.readings:
        yield Problem(
            severity=Severity.ERROR,
            code="tei-no-records",
            message="The file holds no TEI document.",
            remedy="Look whether it is the file you meant.",
        )


def web_page() -> Problem:
    return Problem(
        severity=Severity.ERROR,
        code="xml-web-page",
        where="line 1",
        message="This is a web page, and not the XML file that its name promises.",
        remedy="Download the file again: look for a link to the raw or source file.",
        rejected=1,
    )


def fault(error: etree.XMLSyntaxError, code: str) -> Problem:
    """What is wrong with the XML; bytes of another encoding are said to be that."""
    said = str(error.msg or "")
    is_encoding = "encoding" in said.lower() or "UTF-8" in said
    return not_xml(error, code, _other_encoding if is_encoding else None)


def _other_encoding() -> str:
    return "It is written in another encoding than it declares: say which it has (--encoding)."
