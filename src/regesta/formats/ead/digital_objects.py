"""Addresses of digital objects: kept with their captions, so that pages can link to them.

Nothing is fetched. A picture that is named as an entity of the document has no address.
"""

from __future__ import annotations

from regesta.formats.ead.prose import href, line_of, name_of
from regesta.formats.ead.unit import Unit
from regesta.formats.reading import Severity
from regesta.formats.xml import Element

NAME = "Digital object"
DIGITAL_OBJECTS = frozenset(("dao", "daogrp", "daoset"))
_ADDRESSED = ("{*}dao", "{*}daoloc")
_CAPTIONS = ("daodesc", "descriptivenote")
_XLINK_TITLE = "{http://www.w3.org/1999/xlink}title"


def digital_objects(element: Element, unit: Unit) -> None:
    """Keeps every digital object that stands in the element, or that it is."""
    if not len(element) and name_of(element) not in DIGITAL_OBJECTS:
        return
    for one in element.iter(*_ADDRESSED):
        address = href(one)
        entity = one.get("entityref") or ""
        if entity and not address:
            unit.report(
                "ead-entity",
                f"A digital object is named by the entity {entity!r}, which is not looked up.",
                "Give it an address (href) in the finding aid.",
                about=NAME,
                value=entity,
                severity=Severity.NOTICE,
            )
        caption = _caption(one)
        said = address or (f"entity {entity}" if entity else "")
        unit.keep(NAME, f"{caption} <{said}>" if caption and said else said or caption)


def _caption(element: Element) -> str:
    """Its own title and description; those of its group where it has none."""
    title = element.get(_XLINK_TITLE) or element.get("linktitle") or element.get("title") or ""
    words = [" ".join(title.split()), *(_descriptions(element))]
    parent = element.getparent()
    if not any(words) and parent is not None and name_of(parent) in ("daogrp", "daoset"):
        label = parent.get("label") or parent.get(_XLINK_TITLE) or ""
        words = [" ".join(label.split()), *_descriptions(parent)]
    return ". ".join(dict.fromkeys(word.rstrip(".") for word in words if word))


def _descriptions(element: Element) -> list[str]:
    own = [line_of(part) for part in element if name_of(part) in _CAPTIONS]
    return own or [" ".join((element.text or "").split())]
