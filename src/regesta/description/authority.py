"""Authorities: people, families, organisations, places and topics, with all their names.

The elements are those of ISAAR(CPF), and of Records in Contexts for places. That a word in
a document means one of them is not said here: that is a mention, and can be wrong.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum
from urllib.parse import quote

from regesta.description import edtf
from regesta.description.dates import NO_DATE, HistoricalDate
from regesta.description.record import Identifier, Origin, Statement, preferred


class Kind(StrEnum):
    PERSON = "person"
    FAMILY = "family"
    ORGANISATION = "organisation"
    PLACE = "place"
    TOPIC = "topic"


class NameType(StrEnum):
    """What sort of name a variant is. By an office nobody is recognised."""

    NAME = "name"
    ABBREVIATION = "abbreviation"
    FORMER = "former"  # used before the preferred name
    LATER = "later"
    NICKNAME = "nickname"
    OFFICE = "office"  # "the governor": others have been called so
    SLIP = "slip"  # as one source misspells it


class LifeType(StrEnum):
    EXISTENCE = "existence"  # from beginning to end
    BIRTH = "birth"
    DEATH = "death"
    ACTIVITY = "activity"


class RelationType(StrEnum):
    PART_OF = "part of"
    EARLIER = "earlier"
    LATER = "later"
    RELATED = "related"


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One name as it is written somewhere. ``used`` is when it was in use."""

    text: str
    language: str = ""  # BCP 47
    script: str = ""  # ISO 15924
    romanisation: str = ""  # the system, such as "Wade-Giles"
    type: NameType = NameType.NAME
    used: HistoricalDate = NO_DATE
    source: str = ""
    note: str = ""

    @property
    def tag(self) -> str:
        """Language and script as one BCP 47 tag: ``zh-Latn``; "" where neither is known."""
        language = self.language or ("und" if self.script else "")
        return f"{language}-{self.script}" if self.script else language


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeDate:
    date: HistoricalDate
    type: LifeType = LifeType.EXISTENCE
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A tie to another authority, by its name and, where it is known, its identifier."""

    type: RelationType
    name: str
    authority: str = ""
    dates: HistoricalDate = NO_DATE
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coordinates:
    """Degrees north and east, and how far off the true place may be, in kilometres."""

    latitude: float
    longitude: float
    uncertainty_km: float | None = None


@dataclass(slots=True, kw_only=True)
class Authority:
    """A person, family, organisation, place or topic.

    ``values`` maps an element such as ``history`` to its statements, by the names in
    `AUTHORITY_FIELDS`; ``extra`` what no element holds, under the source's own name.
    """

    kind: Kind
    preferred: Name
    variants: list[Name] = field(default_factory=list)
    dates: list[LifeDate] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    coordinates: Coordinates | None = None
    identifiers: list[Identifier] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    values: dict[str, list[Statement]] = field(default_factory=dict)
    extra: dict[str, list[Statement]] = field(default_factory=dict)

    @property
    def names(self) -> list[Name]:
        """All names, the preferred one first."""
        return [self.preferred, *self.variants]

    def text(self, name: str) -> str:
        """The wording to show for an element, "" where there is none."""
        statement = preferred(self.values.get(name, ()))
        return statement.text if statement else ""

    def date(self, kind: LifeType) -> HistoricalDate:
        """The first date of that type, `NO_DATE` where there is none."""
        return next((one.date for one in self.dates if one.type is kind), NO_DATE)

    @property
    def lifetime(self) -> tuple[int | None, int | None]:
        """The first and the last day on which it can have lived or existed, None where
        open or unknown."""
        whole = self.date(LifeType.EXISTENCE).extent
        birth = self.date(LifeType.BIRTH).extent or whole
        death = self.date(LifeType.DEATH).extent or whole
        return birth.earliest if birth else None, death.latest if death else None

    @property
    def birth(self) -> tuple[int | None, int | None] | None:
        """The bounds of its first day, as day numbers; None where nothing is known."""
        return self._end(LifeType.BIRTH, first=True)

    @property
    def death(self) -> tuple[int | None, int | None] | None:
        """The bounds of its last day, as day numbers; None where nothing is known."""
        return self._end(LifeType.DEATH, first=False)

    def _end(self, kind: LifeType, *, first: bool) -> tuple[int | None, int | None] | None:
        extent = self.date(kind).extent
        if extent is None:
            begins, slash, ends = self.date(LifeType.EXISTENCE).edtf.partition("/")
            side = (begins if first else ends) if slash else ""
            extent = edtf.read(side) if side not in ("", "..") else None
        return (extent.earliest, extent.latest) if extent else None


def stamped(authority: Authority, origin: Origin) -> Authority:
    """The authority with the origin on every statement that has none."""

    def mark(values: dict[str, list[Statement]]) -> dict[str, list[Statement]]:
        return {
            name: [one if one.origin else replace(one, origin=origin) for one in statements]
            for name, statements in values.items()
        }

    return replace(authority, values=mark(authority.values), extra=mark(authority.extra))


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityField:
    """One element of an authority record, which is one column of a table of authorities.

    ``isaar`` is the element's number in ISAAR(CPF), second edition; ``spellings`` are
    further headings the column is known by, in lower case.
    """

    name: str
    label: str
    help: str
    isaar: str = ""
    spellings: tuple[str, ...] = ()


AUTHORITY_FIELDS: tuple[AuthorityField, ...] = (
    AuthorityField(
        name="id", label="Identifier", isaar="5.4.1",
        help="The identifier in this archive, as an export gives it; any other is kept as a "
        "number of the source's own.",
        spellings=("identifier", "authority id", "authority record identifier"),
    ),
    AuthorityField(
        name="kind", label="Kind", isaar="5.1.1",
        help="person, family, organisation, place or topic.",
        spellings=("type", "type of entity", "entity type", "typeofentity"),
    ),
    AuthorityField(
        name="name", label="Name", isaar="5.1.2", help="The preferred name.",
        spellings=(
            "preferred", "preferred name", "preferred label", "authorized form of name",
            "authorizedformofname", "authorised form of name", "heading", "title", "label",
        ),
    ),
    AuthorityField(
        name="variants", label="Other names", isaar="5.1.3-5.1.5",
        help="Names in other scripts, languages and romanisations, former names, "
        "abbreviations.",
        spellings=(
            "variant", "variant names", "other names", "other forms of name", "parallel names",
            "parallelformsofname", "otherformsofname", "alternative names", "aliases",
            "also known as", "aka", "alt labels",
        ),
    ),
    AuthorityField(
        name="dates", label="Dates", isaar="5.2.1",
        help="Of life or existence, as EDTF or in words.",
        spellings=(
            "dates of existence", "datesofexistence", "life dates", "dates of life", "lifespan",
            "existence",
        ),
    ),
    AuthorityField(
        name="birth", label="Born", isaar="5.2.1", help="Date of birth or of foundation.",
        spellings=("born", "birth date", "date of birth", "founded", "birthdate"),
    ),
    AuthorityField(
        name="death", label="Died", isaar="5.2.1", help="Date of death or of dissolution.",
        spellings=("died", "death date", "date of death", "dissolved", "deathdate"),
    ),
    AuthorityField(
        name="active", label="Active", isaar="5.2.1",
        help="When it is known to have been active, where nothing better is known.",
        spellings=("activity", "floruit", "fl.", "active dates"),
    ),
    AuthorityField(
        name="part_of", label="Part of", isaar="5.3.1-5.3.4", help="What it belonged to.",
        spellings=("parent", "part of", "within", "broader", "belongs to", "hierarchy"),
    ),
    AuthorityField(
        name="earlier", label="Before it", isaar="5.3.1-5.3.4",
        help="The organisation or place it followed.",
        spellings=("predecessor", "predecessors", "earlier name of", "preceded by", "earlier"),
    ),
    AuthorityField(
        name="later", label="After it", isaar="5.3.1-5.3.4",
        help="The organisation or place that followed it.",
        spellings=("successor", "successors", "succeeded by", "later"),
    ),
    AuthorityField(
        name="related", label="Related", isaar="5.3.1-5.3.4", help="Other ties.",
        spellings=("related to", "see also", "related names"),
    ),
    AuthorityField(
        name="latitude", label="Latitude", help="Degrees north.",
        spellings=("lat", "latitude (decimal)", "wgs84_lat"),
    ),
    AuthorityField(
        name="longitude", label="Longitude", help="Degrees east.",
        spellings=("lon", "long", "lng", "longitude (decimal)", "wgs84_long"),
    ),
    AuthorityField(
        name="uncertainty_km", label="Uncertainty",
        help="How far from there the true place may be, in kilometres.",
        spellings=("uncertainty", "uncertainty (km)", "radius_km", "accuracy_km"),
    ),
    AuthorityField(
        name="wikidata", label="Wikidata", isaar="5.4.8", help="Q and a number.",
        spellings=("wikidata id", "wikidata_id", "qid"),
    ),
    AuthorityField(
        name="viaf", label="VIAF", isaar="5.4.8", help="Number in VIAF.",
        spellings=("viaf id", "viaf_id"),
    ),
    AuthorityField(
        name="geonames", label="GeoNames", isaar="5.4.8", help="Number in GeoNames.",
        spellings=("geonames id", "geonames_id", "geonameid"),
    ),
    AuthorityField(
        name="tgn", label="TGN", isaar="5.4.8",
        help="Number in the Getty Thesaurus of Geographic Names.", spellings=("tgn id", "tgn_id"),
    ),
    AuthorityField(
        name="identifiers", label="Other identifiers", isaar="5.4.8",
        help="scheme: value, for every other register.",
        spellings=("other identifiers", "external ids", "same as", "sameas"),
    ),
    AuthorityField(
        name="history", label="History", isaar="5.2.2", help="Life or history in brief.",
        spellings=("biography", "biographical history", "description", "bio"),
    ),
    AuthorityField(
        name="places", label="Places", isaar="5.2.3",
        help="Where it was born, lived, had its seat or died, in words.",
        spellings=("residence", "seat"),
    ),
    AuthorityField(
        name="functions", label="Functions and offices", isaar="5.2.5",
        help="Offices, occupations and activities.",
        spellings=("function", "occupation", "occupations", "offices"),
    ),
    AuthorityField(
        name="note", label="Note", isaar="5.4.9", help="What no other element holds.",
        spellings=("notes", "comment", "maintenance notes"),
    ),
    AuthorityField(
        name="sources", label="Sources", isaar="5.4.8", help="Where all this is known from.",
        spellings=("source", "references", "bibliography"),
    ),
)  # fmt: skip

# Elements in words: `Authority.values` holds them by these names.
STATEMENT_ELEMENTS = ("history", "places", "functions", "note")
# Registers with an address of their own, where something about the identifier can be read.
REGISTERS = {
    "wikidata": "https://www.wikidata.org/wiki/{}",
    "viaf": "https://viaf.org/viaf/{}",
    "geonames": "https://www.geonames.org/{}",
    "tgn": "https://vocab.getty.edu/tgn/{}",
}
# Those of others: nothing in this archive depends on them.
_OTHER_REGISTERS = {
    "aat": "https://vocab.getty.edu/aat/{}",
    "ulan": "https://vocab.getty.edu/ulan/{}",
    "lcnaf": "https://id.loc.gov/authorities/names/{}",
    "lcsh": "https://id.loc.gov/authorities/subjects/{}",
    "gnd": "https://d-nb.info/gnd/{}",
    "isni": "https://isni.org/isni/{}",
    "snac": "https://snaccooperative.org/ark:/99166/{}",
}
_ADDRESS = re.compile(r"https?://[^\s<>\"']+")


def register_address(one: Identifier) -> str:
    """Where something can be read about what an identifier of another register names; "" where
    that is not known."""
    if _ADDRESS.fullmatch(one.value):
        return one.value
    known = {**REGISTERS, **_OTHER_REGISTERS}.get(one.scheme, "")
    return known.format(quote(one.value, safe="")) if known else ""
