"""What the heading of a column means: a field of the record, and which part of it.

Headings are compared without case, spaces and punctuation, so that `scopeAndContent`,
`Scope and content` and `scope_and_content` are one. A prefix of Dublin Core makes no
difference, and `title@ru`, `title[ru]` and `title_ru` are the title in Russian.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from regesta.description.fields import FIELD, FIELDS, Shape
from regesta.description.record import DateType, TextKind
from regesta.formats.languages import code_of

EXTRA = "extra"  # kept under its heading: no field holds it
PARENT = "parent"  # names the row this one stands below

LONGEST_HEADING = 120  # characters

# Parts of dates, references, access, rights and files that are no value of their own.
START, END, APPROXIMATE = "start", "end", "approximate"
REPOSITORY = "repository"
UNTIL, REASON = "until", "reason"
CREDIT, PERMISSION = "credit", "permission"
MEDIA_TYPE = "media type"

# The column by which rows are told apart and named as parents; the first that is there.
KEY_ORDER = (
    "objectid", "legacyid", "id", "recordid", "recordnumber", "identifier", "identifiers",
    "unitid", "referencecode", "cataloguenumber", "catalognumber", "accessionnumber",
    "itemnumber",
)  # fmt: skip

_ROLES = {  # MARC relator terms where there is one
    "creator": "creator, creators, created by, eventactors, agents",
    "author": "author, authors, written by, contributor author",
    "sender": "from, sender, senders, sent by, from whom",
    "addressee": "to, addressee, addressees, recipient, recipients, sent to, to whom",
    "copy to": "copy to, copies to, cc",
    "contributor": "contributor, contributors",
    "translator": "translator, translators, translated by",
    "publisher": "publisher, publishers",
    "donor": "donor, donors, donated by",
    "editor": "editor, editors, contributor editor",
    "photographer": "photographer, photographers",
    "artist": "artist",
    "compiler": "compiler, compiled by",
    "signatory": "signatory, signatories, signed by",
    "participant": "participant, participants",
    "interviewer": "interviewer",
    "interviewee": "interviewee",
    "issuing body": "issuing body, issued by, issuer",
}
_KINDS = {
    "topic": "subject, subjects, topic, topics, keyword, keywords, tag, tags, subjectaccesspoints",
    "person": "person, persons, people, people mentioned, persons mentioned, nameaccesspoints",
    "family": "family, families",
    "organisation": "organisation, organisations, organization, organizations, corporate bodies, "
    "institutions mentioned",
    "place": "place, places, location, locations, coverage, spatial, coverage spatial, "
    "placeaccesspoints, place names, places mentioned",
}
_DATES: dict[str, str] = {
    DateType.UNSPECIFIED: "date, dates, year, unitdate, eventdates",
    DateType.WRITTEN: "date created, created, date of creation, date written, date of document, "
    "document date",
    DateType.SENT: "date sent",
    DateType.RECEIVED: "date received",
    DateType.DECIDED: "date decided, date of decision",
    DateType.MET: "date of meeting, meeting date",
    DateType.PUBLISHED: "date published, date of publication, publication date, issued, "
    "date issued",
    DateType.DECLASSIFIED: "date declassified, declassified, declassification date",
    DateType.EVENT: "date of event, event date",
    DateType.BULK: "bulk dates, bulk date",
    START: "start date, date start, begin date, from date, eventstartdates",
    END: "end date, date end, to date, eventenddates",
    APPROXIMATE: "date is approximate, date approximate, approximate date, is approximate",
}
_TEXTS: dict[str, str] = {
    TextKind.TRANSCRIPT: "transcript, transcription, full text, text, texts, object_transcript",
    TextKind.TRANSLATION: "translation",
    TextKind.ORIGINAL: "original text",
    TextKind.OCR: "ocr, ocr text",
    TextKind.EXTRACT: "extract, excerpt",
}
_LEVELS = (  # of a reference; those of the second line only beside one of the first
    "fonds, fond, record group, opis, inventory, series, delo, box, folder, ф, оп, д, фонд, опись, "
    "дело, bestand",
    "file, item, leaf, leaves, list, page, pages, volume, л, лист",
)
_OTHERS = {
    ("references", REPOSITORY): "repository, archive, holding institution, holding archive",
    ("access", UNTIL): "closed until, embargo until, embargo date, open from",
    ("access", REASON): "closure reason, reason for closure",
    ("rights", CREDIT): "credit line, credit",
    ("rights", PERMISSION): "permission to reproduce",
    ("objects", MEDIA_TYPE): "media type, mime type, mimetype",
    (PARENT, ""): "parent, parentid, parent id, parent record, part of record, ispartofrecord",
    ("collections", ""): "ispartof, part of collection, collections",
}
# Known columns that no field holds: kept under their headings, and nobody is told.
_KEPT = (
    "display_template, latitude, longitude, lat, lon, lng, type, image_small, image_thumb, "
    "image_alt_text, object_thumb, url, uri, reference_url, culture, publicationstatus, "
    "descriptionstatus, levelofdetail, eventtypes, alternativeidentifierlabels"
)
_DC_PREFIX = re.compile(r"\s*(?:dc|dcterms|dct)\s*[:._]\s*", re.IGNORECASE)
_MARKED = re.compile(r"(.+?)\s*(?:@\s*([\w-]+)|\[([\w-]+)\]|\(([\w-]+)\))\s*")
_UNDERSCORED = re.compile(r"(.+)_([a-z]{2}(?:-[A-Za-z]{2,4})?)")
_NO_LANGUAGES = {"id", "no", "to", "is", "as", "am", "or", "so", "my", "se"}  # English words too
_IN_PARENTHESES = re.compile(r"\s*\([^()]*\)\s*$")
_SHAPES_WITH_LANGUAGE = (Shape.STATEMENTS, Shape.TEXTS)


@dataclass(frozen=True, slots=True)
class Meaning:
    """A field of `regesta.description.fields.FIELDS`, `PARENT` or `EXTRA`; ``part`` is the
    role of an agent, the kind of a subject, a date or a text, or the term of a level."""

    field: str
    part: str = ""
    language: str = ""


def squeezed(heading: str) -> str:
    """A heading as it is compared: letters and digits in lower case."""
    return "".join(sign for sign in heading.casefold() if sign.isalnum())


def _listed(*tables: tuple[str, Mapping[str, str]]) -> dict[str, Meaning]:
    return {
        squeezed(heading): Meaning(field, str(part))
        for field, table in tables
        for part, headings in table.items()
        for heading in headings.split(",")
    }


def _all_meanings() -> dict[str, Meaning]:
    found = {
        squeezed(spelling): Meaning(field.name)
        for field in FIELDS
        for spelling in (field.name, field.label, field.dc, *field.spellings)
        if spelling
    }
    found |= _listed(("agents", _ROLES), ("subjects", _KINDS), ("dates", _DATES), ("texts", _TEXTS))
    for (field, part), headings in _OTHERS.items():
        found |= _listed((field, {part: headings}))
    found |= {squeezed(heading): Meaning(EXTRA) for heading in _KEPT.split(",")}
    return found


_MEANINGS = _all_meanings()
_STRONG_LEVELS, _WEAK_LEVELS = (
    {squeezed(heading) for heading in line.split(",")} for line in _LEVELS
)


def meaning_of(heading: str) -> Meaning | None:
    """What a heading means by itself, None where it is not known."""
    if len(heading) > LONGEST_HEADING:
        return None
    heading = " ".join(heading.split())
    bare = _DC_PREFIX.sub("", heading, count=1) if _DC_PREFIX.match(heading) else heading
    if found := _MEANINGS.get(squeezed(bare)):
        return found
    for pattern in (_MARKED, _UNDERSCORED):
        if not (match := pattern.fullmatch(bare)):
            continue
        suffix = next(part for part in match.groups()[1:] if part)
        found, language = _MEANINGS.get(squeezed(match[1])), code_of(suffix)
        is_word = pattern is _UNDERSCORED and suffix in _NO_LANGUAGES
        if found and language and not is_word and found.field in FIELD:
            if FIELD[found.field].shape in _SHAPES_WITH_LANGUAGE:
                return Meaning(found.field, found.part, language)
            return None  # names have no language here: kept under the heading
    return _MEANINGS.get(squeezed(_IN_PARENTHESES.sub("", bare)))


def meanings_of(headings: list[str]) -> list[Meaning | None]:
    """What the headings of one table mean; levels of a reference are known by company."""
    plain = [squeezed(heading) for heading in headings]
    found = [meaning_of(heading) for heading in headings]
    has_levels = not _STRONG_LEVELS.isdisjoint(plain)
    for at, heading in enumerate(plain):
        if heading in _STRONG_LEVELS or (has_levels and heading in _WEAK_LEVELS):
            term = " ".join(headings[at].split()).casefold()
            found[at] = Meaning("references", f"level: {term}")
    return found
