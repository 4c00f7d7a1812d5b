"""A list of records as an Atom feed (RFC 4287), with pages (RFC 5005) and counts (OpenSearch).

Written only. The identifier of an entry is the permanent address of its record, so that a
reader of feeds knows it again whatever list it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from lxml import etree

from regesta.formats import citation
from regesta.formats.handing_on import Described

MEDIA_TYPE = "application/atom+xml"
_ATOM = "http://www.w3.org/2005/Atom"
_OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", re.ASCII)  # BCP 47, in shape
_TITLE_OF_NONE = "Untitled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What a feed says of itself. ``address`` is its own, ``page`` that of the same list for
    readers, ``links`` are other pages of the feed by relation (``next``)."""

    identifier: str
    title: str
    archive: str
    address: str
    page: str
    updated: datetime
    total: int
    first: int  # the number of its first entry in the list, from 1
    size: int
    version: str = ""
    links: dict[str, str] = field(default_factory=dict)


def write(feed: Feed, entries: Iterable[Described]) -> bytes:
    """The feed as a document. Each of the entries says when it was added and changed."""
    root = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM, "opensearch": _OPENSEARCH})
    _say(root, "id", feed.identifier)
    _say(root, "title", feed.title)
    _say(root, "updated", _moment(feed.updated))
    _say(_add(root, "author"), "name", feed.archive)
    _add(root, "link", rel="self", type=MEDIA_TYPE, href=feed.address)
    _add(root, "link", rel="alternate", type="text/html", href=feed.page)
    for relation, address in feed.links.items():
        _add(root, "link", rel=relation, type=MEDIA_TYPE, href=address)
    _say(root, "generator", "Regesta", version=feed.version)
    for name, number in (
        ("totalResults", feed.total),
        ("startIndex", feed.first),
        ("itemsPerPage", feed.size),
    ):
        etree.SubElement(root, f"{{{_OPENSEARCH}}}{name}").text = str(number)
    for one in entries:
        _write_entry(_add(root, "entry"), one, feed.updated)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _write_entry(entry: etree._Element, one: Described, otherwise: datetime) -> None:
    record = one.record
    title, summary = record.statement("title"), record.statement("scope_and_content")
    _say(entry, "id", one.address)
    _say(
        entry,
        "title",
        (title and " ".join(title.text.split())) or _TITLE_OF_NONE,
        language=title.language if title else "",
    )
    _say(entry, "updated", _moment(one.changed or otherwise))
    if one.added:
        _say(entry, "published", _moment(one.added))
    _add(entry, "link", rel="alternate", type="text/html", href=one.address)
    for agent in citation.by_role(record, *citation.AUTHORS):
        if agent.name.strip():
            _say(_add(entry, "author"), "name", agent.name)
    for collection in one.collections:
        _add(entry, "category", term=collection)
    if summary and summary.text.strip():
        _say(entry, "summary", summary.text, language=summary.language)
    if said := record.rights.credit or record.rights.statement or record.rights.uri:
        _say(entry, "rights", said)


def _add(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    said = {key: _xml(value) for key, value in attributes.items() if value}
    return etree.SubElement(parent, f"{{{_ATOM}}}{name}", said)


def _say(
    parent: etree._Element, name: str, text: str, *, language: str = "", version: str = ""
) -> None:
    element = _add(parent, name, version=version)
    element.text = _xml(text)
    if _TAG.fullmatch(language):
        element.set("{http://www.w3.org/XML/1998/namespace}lang", language)


def _xml(text: str) -> str:
    """Text without the signs that XML cannot hold."""
    return _NOT_XML.sub("\ufffd", text)


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
