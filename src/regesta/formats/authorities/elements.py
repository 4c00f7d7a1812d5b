"""Between an authority and the values of its elements, for table and document alike."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from regesta.description import dates
from regesta.description.authority import (
    STATEMENT_ELEMENTS,
    Authority,
    Coordinates,
    Kind,
    LifeDate,
    LifeType,
    Name,
    NameType,
    Relation,
    RelationType,
)
from regesta.description.dates import NO_DATE, HistoricalDate, Status
from regesta.description.identifiers import normalise
from regesta.description.record import Identifier, Statement
from regesta.formats.authorities.cells import Value
from regesta.formats.reading import Problem, Severity

LIFE_TYPES = {
    "dates": LifeType.EXISTENCE,
    "birth": LifeType.BIRTH,
    "death": LifeType.DEATH,
    "active": LifeType.ACTIVITY,
}
RELATION_TYPES = {
    "part_of": RelationType.PART_OF,
    "earlier": RelationType.EARLIER,
    "later": RelationType.LATER,
    "related": RelationType.RELATED,
}
SCHEMES = ("wikidata", "viaf", "geonames", "tgn")
LOCAL = "local"  # the scheme of an identifier that the source gives in its own column
_KINDS = {
    "individual": Kind.PERSON, "people": Kind.PERSON, "persons": Kind.PERSON,
    "corporate body": Kind.ORGANISATION, "corporatebody": Kind.ORGANISATION,
    "body": Kind.ORGANISATION, "org": Kind.ORGANISATION, "organization": Kind.ORGANISATION,
    "institution": Kind.ORGANISATION, "geographic": Kind.PLACE, "location": Kind.PLACE,
    "subject": Kind.TOPIC, "concept": Kind.TOPIC, "term": Kind.TOPIC,
} | {kind.value: kind for kind in Kind}  # fmt: skip


def kind_named(said: str) -> Kind | None:
    """The kind of authority that a wording names, None where it names none."""
    return _KINDS.get(" ".join(said.casefold().split()))


_REGISTER_ADDRESS = re.compile(r"https?://[^\s]*?([QP]?\d+)/?", re.ASCII)
_NUMBERS = {
    "wikidata": re.compile(r"[QP]\d+", re.ASCII),
    "viaf": re.compile(r"\d+", re.ASCII),
    "geonames": re.compile(r"\d+", re.ASCII),
    "tgn": re.compile(r"\d+", re.ASCII),
}
_NO_NUMBER = "this is no number of that register; it is kept as words"
EMPTY = frozenset(("", "-", "--", "?", "n/a", "na", "null", "none", "nan", "unknown"))
_DECIMAL = re.compile(r"[+-]?\d+([.,]\d+)?", re.ASCII)
_THOUSANDS = re.compile(r"[+-]?\d{1,3}[.,]\d{3}", re.ASCII)
_LARGEST_UNCERTAINTY = 20_040  # kilometres: half way round the earth
_OWN_IDENTIFIER = re.compile(r"[0-9a-z]{4}-[0-9a-z]{4}")  # as an export writes it
_ONCE = ("id", "kind", "latitude", "longitude", "uncertainty_km")  # have one value
ReadDate = Callable[[str, str], HistoricalDate]  # of an element and a wording


class Unreadable(ValueError):
    """The authority cannot be read at all; says why, and which field and value it is."""

    def __init__(self, reason: str, field: str = "", value: str = "") -> None:
        super().__init__(reason)
        self.field, self.value = field, value


@dataclass(slots=True)
class Elements:
    """What a source says of one authority, by the names of `AUTHORITY_FIELDS`.

    ``faults`` collects what makes no sense, as field, value and reason.
    """

    values: Mapping[str, Sequence[Value]]
    extra: dict[str, list[Statement]] = field(default_factory=dict)
    faults: list[tuple[str, str, str]] = field(default_factory=list)

    def authority(self, *, kind: Kind | None, read_date: ReadDate) -> tuple[str, Authority]:
        """Identifier of this archive, where one is given, and the authority.

        ``kind`` holds where the source says none. Raises `Unreadable`.
        """
        names = [self._name(value) for value in self.values.get("name", ())]
        if not names:
            raise Unreadable("it has no name", "name")
        for element in _ONCE:
            for value in self.values.get(element, ())[1:]:
                self.faults.append((element, value.text, "it was given before; this is left out"))
        identifier, others = self._own_identifier()
        authority = Authority(
            kind=self._kind(kind),
            preferred=names[0],
            variants=names[1:] + [self._name(value) for value in self.values.get("variants", ())],
            dates=[
                LifeDate(
                    date=read_date(element, value.text),
                    type=kind_of_date,
                    source=value.details.get("source", ""),
                    note=value.details.get("note", ""),
                )
                for element, kind_of_date in LIFE_TYPES.items()
                for value in self.values.get(element, ())
            ],
            relations=[
                self._relation(kind_of_relation, value)
                for element, kind_of_relation in RELATION_TYPES.items()
                for value in self.values.get(element, ())
            ],
            coordinates=self._coordinates(),
            identifiers=others + self._identifiers(),
            sources=[value.text for value in self.values.get("sources", ())],
            values={
                element: [
                    Statement(text=value.text, language=value.details.get("language", ""))
                    for value in self.values[element]
                ]
                for element in STATEMENT_ELEMENTS
                if self.values.get(element)
            },
            extra=self.extra,
        )
        if authority.birth and authority.death and _is_after(authority.birth, authority.death):
            said = authority.date(LifeType.DEATH).text or authority.date(LifeType.EXISTENCE).text
            self.faults.append(("death", said, "this lies before the birth"))
        for life in authority.dates:
            if life.date.status is Status.NOT_UNDERSTOOD:
                element = next(name for name, one in LIFE_TYPES.items() if one is life.type)
                self.faults.append((element, life.date.text, ""))
        return identifier, authority

    def _one(self, element: str) -> str:
        values = self.values.get(element, ())
        return values[0].text if values else ""

    def _kind(self, otherwise: Kind | None) -> Kind:
        said = self._one("kind")
        if not said and otherwise is not None:
            return otherwise
        kind = kind_named(said)
        if kind is None:
            kinds = ", ".join(Kind)
            reason = f"{said!r} is no kind of authority" if said else "nothing says its kind"
            raise Unreadable(f"{reason}; kinds are {kinds}", "kind", said)
        return kind

    def _own_identifier(self) -> tuple[str, list[Identifier]]:
        said = self._one("id")
        if _OWN_IDENTIFIER.fullmatch(said) and (own := normalise(said)):
            return own, []
        return "", [Identifier(LOCAL, said)] if said else []

    def _name(self, value: Value) -> Name:
        details = value.details
        return Name(
            text=_clean(value.text),
            language=details.get("language", ""),
            script=details.get("script", ""),
            romanisation=details.get("romanisation", ""),
            type=self._name_type(details.get("type", "")),
            used=self._date("variants", details.get("used", "")),
            source=details.get("source", ""),
            note=details.get("note", ""),
        )

    def _name_type(self, said: str) -> NameType:
        try:
            return NameType(said or NameType.NAME)
        except ValueError:
            kinds = ", ".join(NameType)
            self.faults.append(("variants", said, f"this is no type of name; types are {kinds}"))
            return NameType.NAME

    def _date(self, element: str, said: str) -> HistoricalDate:
        date = dates.read(said)
        if date.status is Status.NOT_UNDERSTOOD:
            self.faults.append((element, said, ""))
        return date

    def _relation(self, kind: RelationType, value: Value) -> Relation:
        element = next(name for name, one in RELATION_TYPES.items() if one is kind)
        return Relation(
            type=kind,
            name=_clean(value.text),
            authority=normalise(value.details.get("id", "")) or "",
            dates=self._date(element, value.details.get("dates", "")),
            source=value.details.get("source", ""),
            note=value.details.get("note", ""),
        )

    def _coordinates(self) -> Coordinates | None:
        latitude = self._number("latitude", 90)
        longitude = self._number("longitude", 180)
        uncertainty = self._number("uncertainty_km", _LARGEST_UNCERTAINTY)
        if latitude is None and longitude is None:
            if uncertainty is not None:
                self.faults.append(("uncertainty_km", str(uncertainty), "nothing says where"))
            return None
        if latitude is None or longitude is None:
            missing = "latitude" if latitude is None else "longitude"
            if not any(name == missing for name, _, _ in self.faults):
                self.faults.append((missing, "", "one of the two co-ordinates is missing"))
            return None
        if uncertainty is not None and uncertainty < 0:
            self.faults.append(("uncertainty_km", str(uncertainty), "it cannot be below 0"))
            uncertainty = None
        return Coordinates(latitude=latitude, longitude=longitude, uncertainty_km=uncertainty)

    def _number(self, element: str, largest: float) -> float | None:
        said = self._one(element)
        if not said:
            return None
        text = unicodedata.normalize("NFKC", said).replace("\u2212", "-")
        # "1,000" km may be a thousand or one: degrees have that many decimals, distances not.
        is_plain = _DECIMAL.fullmatch(text) and (
            element != "uncertainty_km" or not _THOUSANDS.fullmatch(text)
        )
        number = float(text.replace(",", ".")) if is_plain else math.nan
        if not abs(number) <= largest:  # also what is no number
            reason = f"this takes a number from -{largest:g} to {largest:g}"
            self.faults.append((element, said, reason))
            return None
        return number

    def _identifiers(self) -> list[Identifier]:
        found = []
        for scheme in SCHEMES:
            for value in self.values.get(scheme, ()):
                address = _REGISTER_ADDRESS.fullmatch(value.text)
                number = address[1] if address else value.text.upper().replace(" ", "")
                if _NUMBERS[scheme].fullmatch(number):
                    found.append(Identifier(scheme, number))
                elif value.text.casefold() not in EMPTY:
                    self.extra.setdefault(scheme, []).append(Statement(text=value.text))
                    self.faults.append((scheme, value.text, _NO_NUMBER))
        for value in self.values.get("identifiers", ()):
            scheme, colon, number = value.text.partition(":")
            if not colon or not scheme.strip() or not number.strip() or number.startswith("//"):
                scheme, number = "identifier", value.text
            found.append(Identifier(scheme.strip(), number.strip()))
        return list(dict.fromkeys(found))


def _is_after(birth: tuple[int | None, int | None], death: tuple[int | None, int | None]) -> bool:
    return birth[0] is not None and death[1] is not None and birth[0] > death[1]


def values_of(identifier: str, authority: Authority) -> dict[str, list[Value]]:
    """The values of each element: what `Elements.authority` takes back to the authority."""
    local = [one.value for one in authority.identifiers if one.scheme == LOCAL]
    place = authority.coordinates
    values: dict[str, list[Value]] = {
        "id": [Value(one) for one in ([identifier] if identifier else local[:1])],
        "kind": [Value(authority.kind.value)],
        "name": [_of_name(authority.preferred)],
        "variants": [_of_name(name) for name in authority.variants],
        "latitude": [Value(number_in_words(place.latitude))] if place else [],
        "longitude": [Value(number_in_words(place.longitude))] if place else [],
        "uncertainty_km": [Value(number_in_words(place.uncertainty_km))]
        if place and place.uncertainty_km is not None
        else [],
        "sources": [Value(one) for one in authority.sources],
    }
    for element, kind_of_date in LIFE_TYPES.items():
        values[element] = [
            Value(one.date.text, _details(source=one.source, note=one.note))
            for one in authority.dates
            if one.type is kind_of_date
        ]
    for element, kind_of_relation in RELATION_TYPES.items():
        values[element] = [
            Value(
                one.name,
                _details(id=one.authority, dates=one.dates.text, source=one.source, note=one.note),
            )
            for one in authority.relations
            if one.type is kind_of_relation
        ]
    for scheme in SCHEMES:
        values[scheme] = [Value(one.value) for one in authority.identifiers if one.scheme == scheme]
    values["identifiers"] = [
        Value(f"{one.scheme}: {one.value}")
        for one in authority.identifiers
        if one.scheme not in SCHEMES and (identifier or one.scheme != LOCAL)
    ]
    for element in STATEMENT_ELEMENTS:
        values[element] = [
            Value(one.text, _details(language=one.language))
            for one in authority.values.get(element, ())
        ]
    return values


def number_in_words(number: float) -> str:
    return str(int(number)) if number == int(number) else repr(number)


def problems(faults: Sequence[tuple[str, str, str]], *, where: str, record: str) -> list[Problem]:
    """The faults of an authority as problems; one without a reason is a date."""
    return [
        Problem(
            severity=Severity.WARNING,
            code="authority-value" if reason else "date-not-understood",
            where=where,
            record=record,
            field=element,
            value=value,
            message=f"{element or 'row'}: {reason}."
            if reason
            else f"{element}: the wording of this date is not understood; it is kept as it stands.",
            remedy="Correct the value and import the file again."
            if reason
            else "Write it as in docs/dates.md, or as EDTF, and import the file again.",
        )
        for element, value, reason in faults
    ]


def _of_name(name: Name) -> Value:
    return Value(
        name.text,
        _details(
            language=name.language,
            script=name.script,
            romanisation=name.romanisation,
            type=name.type.value if name.type is not NameType.NAME else "",
            used=name.used.text if name.used != NO_DATE else "",
            source=name.source,
            note=name.note,
        ),
    )


def _details(**details: str) -> dict[str, str]:
    return {name: text for name, text in details.items() if text}


def _clean(text: str) -> str:
    return " ".join(text.split())
