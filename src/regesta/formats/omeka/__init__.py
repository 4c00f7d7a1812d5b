"""Exports of Omeka: the XML of Omeka Classic, and the JSON-LD of Omeka S.

Both describe items by Dublin Core, which goes into the fields that `FIELDS` maps it to;
whatever else they say is kept under its own name.
"""

from __future__ import annotations

from collections.abc import Iterator

from regesta.formats.material import Material
from regesta.formats.omeka import classic, linked
from regesta.formats.reading import Item

NAME = "omeka"
LABEL = "Omeka (XML or JSON-LD)"
CODES = {
    "omeka-not-xml": "The file is not well-formed XML; what stands before that was read.",
    "omeka-item": "One item cannot be read; the others are taken.",
    "omeka-none": "The file holds no items of Omeka.",
    "omeka-more-pages": "The file is one page of a longer list.",
    "omeka-file-missing": "A file of an item is not in the folder of the export.",
    "omeka-private": "An item holds values that its source does not show to the public.",
    "omeka-twice": "Two items have the same number; the second is taken without it.",
    "omeka-lost-sign": "An item holds bytes that are not in the encoding of the file.",
    "date-not-understood": "The wording of a date is not understood; it is kept as it stands.",
}


def recognise(material: Material) -> bool:
    return classic.recognise(material) or linked.recognise(material)


def read(material: Material) -> Iterator[Item]:
    """The items of an export. Never raises: what is wrong is a located problem."""
    is_xml = material.head_text.lstrip("\ufeff \t\r\n").startswith("<")
    return classic.read(material) if is_xml else linked.read(material)
