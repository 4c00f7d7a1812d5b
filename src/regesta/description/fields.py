"""FIELDS: the one table of what can be said about a record.

Forms, index, facets, spreadsheet columns, mappings to the standards and the reference page
``docs/fields.md`` derive from it. A new facet or a new element is one line here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache


class Shape(StrEnum):
    """Where in a `Record` a field lives."""

    STATEMENTS = "statements"  # record.values[name]
    DATES = "dates"
    REFERENCES = "references"
    AGENTS = "agents"
    SUBJECTS = "subjects"
    TEXTS = "texts"
    MARKINGS = "markings"
    ACCESS = "access"
    RIGHTS = "rights"
    OBJECTS = "objects"
    IDENTIFIERS = "identifiers"
    LEVEL = "level"
    COLLECTIONS = "collections"  # kept beside the record: a set is not part of a description


class Tier(StrEnum):
    """How much a word found in a field weighs; the order is the order of ranking."""

    TITLE = "title"
    NAMES = "names"
    SUMMARY = "summary"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """How a field narrows a result: the name in addresses and the words of a reader.

    ``kinds`` are those of `regesta.description.authority.Kind` that it counts, for a facet
    of people, bodies, places or topics.
    """

    name: str
    label: str
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One element of description.

    ``isad`` is the element's number in ISAD(G), second edition; ``dc`` a Dublin Core
    term; ``spellings`` are further column headings it is known by, in lower case. What is
    ``inherited`` is said of a whole and holds for each part that says nothing of it (ISAD(G) 2.4).
    """

    name: str
    label: str
    shape: Shape = Shape.STATEMENTS
    help: str
    isad: str = ""
    dc: str = ""
    tier: Tier | None = None
    facets: tuple[Facet, ...] = ()
    spellings: tuple[str, ...] = ()
    inherited: bool = False


FIELDS: tuple[Field, ...] = (
    # Identity
    Field(
        name="identifiers", label="Other identifiers", shape=Shape.IDENTIFIERS,
        isad="3.1.1", dc="identifier", tier=Tier.NAMES,
        help="Numbers and addresses others gave the record; they lead here.",
        spellings=(
            "objectid", "record number", "reference code", "id", "record id", "legacyid",
            "accession number", "catalogue number", "catalog number", "item number",
            "alternativeidentifiers", "doi", "isbn", "ark", "handle",
        ),
    ),
    Field(
        name="references", label="Source reference", shape=Shape.REFERENCES,
        isad="3.1.1", dc="source", tier=Tier.NAMES,
        help="Where the original lies: repository, fonds, inventory, file, leaf.",
        spellings=(
            "source", "archival reference", "archive reference", "shelfmark", "call number",
            "reference",
        ),
    ),
    Field(
        name="title", label="Title", isad="3.1.2", dc="title", tier=Tier.TITLE,
        help="The name of the document, as its source gives it.",
        spellings=("name", "dcterms:title", "document title", "unittitle"),
    ),
    Field(
        name="dates", label="Date", shape=Shape.DATES, isad="3.1.3", dc="date",
        facets=(Facet(name="decade", label="Decade"),),
        help="When it was written, decided, met, sent, received or published.",
        spellings=(
            "date", "date created", "eventdates", "date of creation", "year", "unitdate",
        ),
    ),
    Field(
        name="level", label="Level of description", shape=Shape.LEVEL, isad="3.1.4",
        help="Fonds, series, file, item, part, or the finding aid's own word.",
        spellings=("levelofdescription", "unit level"),
    ),
    Field(
        name="extent", label="Extent and medium", isad="3.1.5", dc="extent",
        help="How much there is, and of what.", spellings=(
            "extentandmedium", "format", "medium", "physical description", "dimensions",
        ),
    ),
    # Context
    Field(
        name="agents", label="People and bodies", shape=Shape.AGENTS, isad="3.2.1",
        dc="creator", tier=Tier.NAMES,
        help="Those who had a part in it: author, sender, addressee, issuing body.",
        spellings=(
            "creator", "author", "from", "to", "sender", "addressee", "recipient", "copy to",
            "contributor", "translator", "publisher", "donor",
        ),
    ),
    Field(
        name="administrative_history", label="Administrative or biographical history",
        isad="3.2.2", tier=Tier.TEXT, help="Who the creator was.",
        spellings=("biographical history", "biography", "eventactorhistories"),
    ),
    Field(
        name="archival_history", label="Archival history", isad="3.2.3", dc="provenance",
        tier=Tier.TEXT, help="Through whose hands it came.", spellings=("custodial history",),
        inherited=True,
    ),
    Field(
        name="acquisition", label="Source of acquisition", isad="3.2.4",
        help="From whom the archive has it, and when.",
        spellings=("immediate source of acquisition",),
    ),
    # Content and structure
    Field(
        name="scope_and_content", label="Summary", isad="3.3.1", dc="description",
        tier=Tier.SUMMARY, help="What the document says, in brief: its regestum.",
        spellings=(
            "abstract", "summary", "description", "scopeandcontent", "regest", "regestum",
            "annotation", "description abstract",
        ),
    ),
    Field(
        name="appraisal", label="Appraisal, destruction and scheduling", isad="3.3.2",
        help="What was kept, what was not, and why.",
    ),
    Field(
        name="accruals", label="Accruals", isad="3.3.3", help="What is still expected to come.",
    ),
    Field(
        name="arrangement", label="System of arrangement", isad="3.3.4",
        help="How the material is ordered.",
    ),
    Field(
        name="subjects", label="People, places and topics spoken of", shape=Shape.SUBJECTS,
        dc="subject", tier=Tier.NAMES, help="Whom and what the document speaks of.",
        facets=(
            Facet(name="person", label="Person", kinds=("person", "family")),
            Facet(name="organisation", label="Organisation", kinds=("organisation",)),
            Facet(name="place", label="Place", kinds=("place",)),
            Facet(name="topic", label="Topic", kinds=("topic",)),
        ),
        spellings=(
            "subject", "keywords", "tags", "topics", "places", "coverage", "location", "people",
            "organisations",
        ),
    ),
    Field(
        name="texts", label="Texts", shape=Shape.TEXTS, tier=Tier.TEXT,
        help="Original, transcript, translation, extract or recognised text.",
        spellings=(
            "transcript", "full text", "transcription", "translation", "ocr", "text",
            "object_transcript",
        ),
    ),
    Field(
        name="markings", label="Classification", shape=Shape.MARKINGS, tier=Tier.TEXT,
        help="Markings of secrecy as written, and who set them.",
        spellings=("classification", "security classification", "marking"),
    ),
    # Conditions of access and use
    Field(
        name="access", label="Access status", shape=Shape.ACCESS, dc="accessRights",
        help="Open, closed until a date, or description only; with the reason.",
    ),
    Field(
        name="access_conditions", label="Conditions governing access", isad="3.4.1",
        help="Who may see it, in words.",
        spellings=("accessconditions", "access restrictions"), inherited=True,
    ),
    Field(
        name="reproduction_conditions", label="Conditions governing reproduction",
        isad="3.4.2", help="Who may copy it, in words.",
        spellings=("reproductionconditions", "terms of use"), inherited=True,
    ),
    Field(
        name="rights", label="Rights", shape=Shape.RIGHTS, dc="rights",
        help="A rights statement as an address and in words, and the credit line.",
        spellings=(
            "rightsstatement", "license", "licence", "rights uri", "copyright", "credit line",
        ),
    ),
    Field(
        name="language", label="Language of the material", isad="3.4.3", dc="language",
        help="The languages of the document, as BCP 47 codes.",
        spellings=("languages", "language of material", "lang"), inherited=True,
    ),
    Field(
        name="physical_characteristics", label="Physical characteristics", isad="3.4.4",
        help="Condition, and what is needed to read it.",
        spellings=("physicalcharacteristics", "condition"),
    ),
    Field(
        name="finding_aids", label="Finding aids", isad="3.4.5",
        help="Other descriptions of the material.", spellings=("finding aid",),
    ),
    # Allied materials
    Field(
        name="originals", label="Location of originals", isad="3.5.1",
        help="Where the originals are, if this is a copy.",
        spellings=("locationoforiginals",),
    ),
    Field(
        name="copies", label="Location of copies", isad="3.5.2", help="Where copies are.",
        spellings=("locationofcopies",),
    ),
    Field(
        name="related_units", label="Related units of description", isad="3.5.3",
        dc="relation", help="What belongs with it elsewhere.",
        spellings=("relatedunitsofdescription", "related materials", "see also"),
    ),
    Field(
        name="publications", label="Publication note", isad="3.5.4", tier=Tier.TEXT,
        help="Where it was published or used.", spellings=("bibliography", "published in"),
    ),
    # Notes and control of the description
    Field(
        name="note", label="Note", isad="3.6.1", tier=Tier.TEXT,
        help="What no other field holds.",
        spellings=("notes", "general note", "remarks", "comments"),
    ),
    Field(
        name="archivists_note", label="Archivist's note", isad="3.7.1",
        help="How the description was made, and by whom.", spellings=("archivistnote",),
    ),
    Field(
        name="rules", label="Rules or conventions", isad="3.7.2",
        help="The rules the description follows.",
    ),
    Field(
        name="description_dates", label="Dates of description", isad="3.7.3",
        help="When the description was made or revised.", spellings=("revisionhistory",),
    ),
    Field(
        name="objects", label="Files", shape=Shape.OBJECTS,
        help="Scans and other files of the record.",
        spellings=(
            "filename", "object_location", "file", "attachments", "scans", "digitalobjectpath",
            "digitalobjecturi",
        ),
    ),
    Field(
        name="collections", label="Collection", shape=Shape.COLLECTIONS, dc="isPartOf",
        facets=(Facet(name="collection", label="Collection"),),
        help="The sets it is published in.", spellings=("collection name",),
    ),
)  # fmt: skip

FIELD = {field.name: field for field in FIELDS}
FACETS: tuple[Facet, ...] = tuple(facet for field in FIELDS for facet in field.facets)
FACETS_OF_NAMES: tuple[str, ...] = tuple(facet.name for facet in FACETS if facet.kinds)
FACET_OF_KIND = {kind: facet.name for facet in FACETS for kind in facet.kinds}
STATEMENT_FIELDS = tuple(field.name for field in FIELDS if field.shape is Shape.STATEMENTS)


@cache
def fields_in_tier(tier: Tier) -> tuple[Field, ...]:
    return tuple(field for field in FIELDS if field.tier is tier)
