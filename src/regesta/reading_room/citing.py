"""What the page of a record says for those who cite it: people, and their programs.

The citations name the version that is shown, so that its address shows for good what was
cited; `canonical` addresses are those of the record.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.encoding import iri_to_uri
from markupsafe import Markup

from regesta.catalog.models import StoredRecord
from regesta.catalog.versions import Version, public_version
from regesta.catalog.visibility import is_public
from regesta.description.citing import Citation, citations
from regesta.description.citing_dates import ARCHIVAL, NO_DATE, date_cited, written
from regesta.description.citing_names import CitedName
from regesta.description.citing_parts import ADDRESSEE, authors_of, place_of
from regesta.description.record import Record
from regesta.formats.citation import by_role, plain_parts
from regesta.formats.schema_org import Shown, archive_component, is_web_address
from regesta.reading_room.paragraphs import addresses_of_paragraphs
from regesta.reading_room.speaking import Spoken

MOST_LINKED_AUTHORS = 20  # in a header, whose length servers limit
MOST_LEVELS = 12  # of a finding aid
LONGEST_NUMBER = 9  # digits of a version
LONGEST_EXCERPT = 300  # characters of a summary in the head of a page


@dataclass(frozen=True, slots=True)
class File:
    """A form in which a record can be taken to a program for citations."""

    label: str
    suffix: str
    media_type: str


FILES = (
    File("RIS", ".ris", "application/x-research-info-systems"),
    File("BibTeX", ".bib", "application/x-bibtex"),
    File("CSL-JSON", ".csl.json", "application/vnd.citationstyles.csl+json"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Citing:
    """All that a page and the head of its answer say about citing it."""

    version: Version
    versions: list[int]
    address: str  # of the record, whatever it says
    version_address: str  # of what it says here
    citations: list[Citation]
    paragraphs: list[list[str]]  # the address in the page of each paragraph of each text
    metadata: list[tuple[str, str]]
    properties: list[tuple[str, str]]  # of Open Graph
    linked_data: Markup
    links: str  # the header

    @property
    def files(self) -> list[tuple[File, str]]:
        """The files, and where they are on this server."""
        return [(one, f"{urlsplit(self.address).path}{one.suffix}") for one in FILES]


def citing(row: StoredRecord, version: Version, spoken: Spoken, base: str) -> Citing:
    """What to say of a version of a record; ``base`` is what permanent addresses begin with."""
    says = version.says
    address = base + reverse("record", args=[row.identifier])
    version_address = f"{address}?version={version.number}"
    names = {
        one.name: base + reverse("name", args=[one.identifier])
        for one in (*spoken.agents(), *spoken.subjects())
        if one.identifier
    }
    members = row.memberships.select_related("collection")
    above = levels_above(row)
    shown = Shown(
        archive=settings.ARCHIVE_NAME,
        address=address,
        version_address=version_address,
        version=version.number,
        whole=_named_address(above[0], base) if above else None,
        collections=[
            (one.collection.title, base + reverse("collection", args=[one.collection.identifier]))
            for one in members
        ],
        names=names,
    )
    within = [one.says for one in above]
    found = citations(says, archive=settings.ARCHIVE_NAME, address=version_address, within=within)
    return Citing(
        version=version,
        versions=version.versions,
        address=address,
        version_address=version_address,
        citations=found,
        paragraphs=addresses_of_paragraphs(says.texts),
        metadata=_metadata(says, shown, found[0].text),
        properties=_open_graph(says, shown),
        linked_data=in_a_page(archive_component(says, shown)),
        links=", ".join(_links(says, shown, version.versions)),
    )


def levels_above(row: StoredRecord) -> list[StoredRecord]:
    """What a record is a part of, the nearest first, as far as it may be seen."""
    found: list[StoredRecord] = []
    parent = row.parent
    while parent is not None and is_public(parent) and len(found) < MOST_LEVELS:
        found.append(parent)
        parent = parent.parent
    return found


def _named_address(row: StoredRecord, base: str) -> tuple[str, str]:
    return row.says.text("title"), base + reverse("record", args=[row.identifier])


def asked_version(row: StoredRecord, asked: str | None) -> Version | None:
    """The version of ``?version=``, the latest where none is asked for; None where there is
    no such version to see."""
    if asked is None:
        return public_version(row)
    is_number = asked.isascii() and asked.isdigit() and len(asked) <= LONGEST_NUMBER
    return public_version(row, int(asked)) if is_number else None


def in_a_page(data: dict[str, Any]) -> Markup:
    """JSON that cannot end the element it stands in, whatever a source says."""
    text = json.dumps(data, ensure_ascii=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 - no sign of HTML is left in it


# ---------------------------------------------------------------- for Zotero and search engines


def _metadata(says: Record, shown: Shown, archival: str) -> list[tuple[str, str]]:
    """The tags that Zotero and search engines read: those of Highwire Press, and Dublin Core
    as "Expressing Dublin Core metadata using HTML" has them."""
    title = says.text("title") or "Untitled"
    date = _date(says)
    authors = authors_of(says)
    letter = bool(by_role(says, ADDRESSEE))
    place = ", ".join(filter(None, place_of(says)))
    languages = [one.text for one in says.values.get("language", ())]
    pairs = [
        ("citation_title", title),
        *(("citation_author", name_for_zotero(one)) for one in authors),
        ("citation_date", date),
        ("citation_public_url", shown.version_address),
        *(("citation_language", one) for one in languages[:1]),
        ("z:itemType", "letter" if letter else "manuscript"),
        ("DC.title", title),
        *(("DC.creator", one.by_family) for one in authors),
        ("DC.date", date),
        ("DC.identifier", shown.version_address),
        ("DC.source", place),
        *(("DC.language", one) for one in languages),
        ("DC.publisher", shown.archive),
        ("DC.rights", says.rights.statement or says.rights.uri),
        ("DCTERMS.bibliographicCitation", archival),
    ]
    return [(name, " ".join(content.split())) for name, content in pairs if content]


def _date(says: Record) -> str:
    """In digits where all are known, else in words; "" where there is none."""
    cited = date_cited(says)
    if cited and plain_parts(cited.date.edtf):
        return cited.date.edtf
    words = written(cited, ARCHIVAL)
    return "" if words == NO_DATE else words


def name_for_zotero(name: CitedName) -> str:
    """The name so that Zotero's Embedded Metadata parts it rightly. It takes the last word
    for the family name unless there is a comma, and two names for two people where either
    side of the comma has a space, unless there is a semicolon."""
    if not name.given:
        whole = name.family.replace(";", ",")
        return f"{whole}," if " " in whole else whole
    given = " ".join(filter(None, (name.given, name.particle)))
    parted = f"{name.family}, {given}"
    return f"{parted};" if " " in name.family and " " in given else parted


def _open_graph(says: Record, shown: Shown) -> list[tuple[str, str]]:
    summary = " ".join(says.text("scope_and_content").split())
    pairs = [
        ("og:type", "article"),
        ("og:title", says.text("title") or "Untitled"),
        ("og:url", shown.address),
        ("og:site_name", shown.archive),
        ("og:description", cut(summary)),
    ]
    return [pair for pair in pairs if pair[1]]


def cut(text: str) -> str:
    if len(text) <= LONGEST_EXCERPT:
        return text
    return text[:LONGEST_EXCERPT].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"


# ---------------------------------------------------------------- the Link header


def _links(says: Record, shown: Shown, versions: list[int]) -> Iterable[str]:
    """Signposting (signposting.org), and the relations between versions of RFC 5829."""
    yield _link(shown.version_address, "cite-as")
    yield _link("https://schema.org/AboutPage", "type")
    yield _link("https://schema.org/ArchiveComponent", "type")
    for one in FILES:
        yield _link(f"{shown.address}{one.suffix}", "describedby", one.media_type)
    authors = {one.name for one in says.agents if one.role != ADDRESSEE}
    linked = [address for name, address in shown.names.items() if name in authors]
    for address in linked[:MOST_LINKED_AUTHORS]:
        yield _link(address, "author")
    for _, address in shown.collections[:MOST_LINKED_AUTHORS]:
        yield _link(address, "collection")
    if is_web_address(says.rights.uri):
        yield _link(says.rights.uri, "license")
    yield _link(shown.address, "canonical")
    at = versions.index(shown.version)
    around = (
        ("predecessor-version", versions[at - 1 : at] if at else []),
        ("successor-version", versions[at + 1 : at + 2]),
        ("latest-version", versions[-1:] if at + 1 < len(versions) else []),
    )
    for relation, numbers in around:
        for number in numbers:
            yield _link(f"{shown.address}?version={number}", relation)


def _link(address: str, relation: str, media_type: str = "") -> str:
    kind = f'; type="{media_type}"' if media_type else ""
    return f'<{iri_to_uri(address)}>; rel="{relation}"{kind}'
