"""What is said of an entity: its dates, places, offices, history and everything else."""

from __future__ import annotations

from regesta.description.authority import LifeDate, LifeType
from regesta.description.dates import NO_DATE
from regesta.formats.eac.entity import DATES, Entity, language_of, texts_of, with_dates
from regesta.formats.ead.prose import line_of, name_of, prose
from regesta.formats.xml import Element

_PLACES = ("place", "placeDate")
_OFFICES = ("function", "occupation")
_WRAPPERS = ("places", "functions", "occupations", "existDates", "biogHist")
_LIFE_TYPES = (
    ("birth", LifeType.BIRTH),
    ("death", LifeType.DEATH),
    ("active", LifeType.ACTIVITY),
    ("floruit", LifeType.ACTIVITY),
    ("activity", LifeType.ACTIVITY),
)


def read_description(description: Element, entity: Entity) -> None:
    for part in description:
        name = name_of(part)
        if name == "existDates":
            _exist_dates(part, entity)
        elif name in ("places", "functions", "occupations", "localDescriptions", "legalStatuses",
                      "mandates"):  # fmt: skip
            _group(part, entity)
        elif name:
            _one(part, entity)


def _group(group: Element, entity: Entity) -> None:
    """The members of a group, and in its words what is said of all of them."""
    for part in group:
        name = name_of(part)
        if name in ("p", "list", "outline", "descriptiveNote"):
            entity.keep(name_of(group), prose(part))
        elif name:
            _one(part, entity)


def _one(element: Element, entity: Entity) -> None:
    name = name_of(element)
    if name in _PLACES:
        entity.say("places", _place(element, entity))
    elif name in _OFFICES:
        entity.say("functions", _office(element, entity))
    elif name == "biogHist":
        entity.say("history", prose(element), language_of(element))
    elif name in ("localDescription", "legalStatus", "mandate"):
        sort = (element.get("localType") or "").strip()
        words = _office(element, entity)
        entity.keep(name, f"{sort}: {words}" if sort and words else words)
    elif name in ("languageUsed", "languagesUsed"):
        entity.keep(name, ", ".join(texts_of(element, "language", "script")) or prose(element))
    else:
        entity.keep_all(element)


def _exist_dates(element: Element, entity: Entity) -> None:
    """Its life; or birth, death and activity, where the dates are said to be these."""
    sorts = [_sort_of(part) for part in element if name_of(part) in DATES]
    if any(sorts):
        for part in element:
            if name_of(part) in DATES:
                _life_date(_alone(part), _sort_of(part) or LifeType.EXISTENCE, entity, "")
    else:
        note = ". ".join(texts_of(element, "descriptiveNote"))
        _life_date(element, LifeType.EXISTENCE, entity, note)


def _life_date(holder: Element, kind: LifeType, entity: Entity, note: str) -> None:
    date = entity.date(holder, "dates")
    if date != NO_DATE:
        entity.dates.append(LifeDate(date=date, type=kind, note=note))


def _sort_of(element: Element) -> LifeType | None:
    said = (element.get("localType") or "").casefold()
    return next((kind for word, kind in _LIFE_TYPES if word in said), None)


def _alone(date: Element) -> Element:
    """A date in a holder of its own, as `Entity.date` takes it."""
    holder = date.makeelement("existDates")
    holder.append(_copy_of(date))
    return holder


def _copy_of(element: Element) -> Element:
    copy = element.__copy__()
    copy.tail = None
    return copy


def _place(element: Element, entity: Entity) -> str:
    """``birth: Kashgar (1889)``, with co-ordinates where there are any."""
    roles = texts_of(element, "placeRole")
    entries = [part for part in element if name_of(part) in ("placeEntry", "placeName")]
    words = ", ".join(filter(None, map(line_of, entries))) or ", ".join(texts_of(element, "term"))
    if not entries and not words:
        words = line_of(element)
    spots = [
        f"{entry.get('latitude')}, {entry.get('longitude')}"
        for entry in entries
        if entry.get("latitude") and entry.get("longitude")
    ] + texts_of(element, "geographicCoordinates")
    notes = texts_of(element, "descriptiveNote", "citation", "address")
    said = with_dates(words, entity.date(element, "places"))
    said = "; ".join(filter(None, (said, *spots, *notes)))
    return f"{', '.join(roles)}: {said}" if roles and said else said


def _office(element: Element, entity: Entity) -> str:
    terms = ", ".join(texts_of(element, "term"))
    places = texts_of(element, "placeEntry", "placeName")
    notes = texts_of(element, "descriptiveNote", "citation")
    date = entity.date(element, "functions")
    words = terms or ("" if date.text or places or notes else line_of(element))
    return "; ".join(filter(None, (with_dates(words, date) or date.text, *places, *notes)))
