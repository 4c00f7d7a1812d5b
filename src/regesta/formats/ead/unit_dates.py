"""Dates of a unit: the wording, and what its normal form (ISO 8601) says of it.

The two must agree. Where they say the same, the wording tells more (*circa*, a list of
years); where the normal form is narrower, or the wording means nothing by itself, it is
the normal form that counts; where they contradict each other, or the normal form cannot be
right, the wording counts, and the contradiction is reported.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from regesta.description import dates
from regesta.description.dates import HistoricalDate, Status
from regesta.description.edtf import NotEDTF
from regesta.description.record import DateType, RecordDate
from regesta.description.record_dates import dates_of
from regesta.formats.ead.prose import line_of, name_of
from regesta.formats.xml import Element

BAD_NORMAL, CONTRADICTION = "date-normal", "date-contradiction"
NOT_UNDERSTOOD = "date-not-understood"
PARTLY_UNDATED = "part of it is undated"
BY_NORMAL = "by the normal form that the finding aid gives"

_ISO = re.compile(r"(-?\d{4})(?:-?(\d\d)(?:-?(\d\d))?)?(?:T[\d:.Z+-]*)?")
_AND_UNDATED = re.compile(
    r"(?P<dates>.*?\d.*?)[\s,;]+(?:(?:and|&|und|et)\s+)?(?:\(?(?:undated|n\.\s?d\.|s\.\s?d\.)\)?)\.?",
    re.IGNORECASE,
)
_BULK = re.compile(
    r"[\[(]?\s*(?:(?:predominantly|mainly|chiefly)\b|bulk(?:\s+dates?)?:?)\s*(?P<dates>.+?)[\])]?",
    re.IGNORECASE,
)
_APPROXIMATE = frozenset(("approximate", "approximately", "approx", "approx.", "circa", "ca", "ca.",
                          "c.", "estimated"))  # fmt: skip
_UNCERTAIN = frozenset(("probable", "probably", "uncertain", "questionable", "possible", "inferred",
                        "?", "guess", "unsure"))  # fmt: skip
_TYPES = {
    "creation": DateType.WRITTEN,
    "created": DateType.WRITTEN,
    "publication": DateType.PUBLISHED,
    "published": DateType.PUBLISHED,
    "issued": DateType.PUBLISHED,
}
_CALENDARS = {"julian": "O.S.", "old style": "O.S."}


@dataclass(frozen=True, slots=True)
class DateFault:
    """Something wrong with a date: the code of the problem, the value and why."""

    code: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Said:
    """What an element says of a date: its words, normal form, and the attributes."""

    wording: str
    normal: str = ""
    certainty: str = ""
    calendar: str = ""
    language: str = ""
    in_parts: bool = False  # the wording was put together of the words of its parts


def unit_dates(element: Element, language: str) -> tuple[list[RecordDate], list[DateFault]]:
    """The dates that a `unitdate` or `unitdatestructured` gives, none of them primary."""
    faults: list[DateFault] = []
    is_bulk = (element.get("type") or element.get("unitdatetype") or "").strip() == "bulk"
    sort = (element.get("datechar") or "").strip()
    certainty = element.get("certainty") or ""
    calendar = element.get("calendar") or ""
    in_parts = name_of(element) == "unitdatestructured"
    if in_parts:
        wording, normal = structured(element)
    else:
        wording = line_of(element)
        normal = element.get("normal") or element.get("standarddate") or ""
    said = Said(wording, normal.strip(), certainty, calendar, language, in_parts)
    date = read_date(said, faults, is_bulk)
    if sort:
        date = replace(date, notes=(*date.notes, sort)) if sort not in _TYPES else date
    if date.status is Status.NOT_GIVEN:
        return [], faults
    kind = DateType.BULK if is_bulk else _TYPES.get(sort, DateType.UNSPECIFIED)
    return ([RecordDate(date=date, type=kind)] if is_bulk else dates_of(date, type=kind)), faults


def read_date(said: Said, faults: list[DateFault], is_bulk: bool = False) -> HistoricalDate:
    """What wording and normal form mean together; adds what is wrong to ``faults``."""
    worded = _worded(said, is_bulk)
    expression = ""
    if said.normal:
        expression = _edtf_of(said.normal)
        if not expression:
            reason = "it is no date or range of ISO 8601"
            faults.append(DateFault(BAD_NORMAL, said.normal, reason))
    if not expression:
        if worded.status is Status.NOT_UNDERSTOOD:
            faults.append(DateFault(NOT_UNDERSTOOD, said.wording, ""))
        return _qualified(worded, said)
    normal = dates.from_edtf(expression, said.wording or said.normal)
    return _qualified(_agreed(worded, normal, said, faults), said)


def _worded(said: Said, is_bulk: bool) -> HistoricalDate:
    """What the wording means by itself; *bulk* before it and *undated* behind it aside."""
    wording = said.wording
    if said.calendar.strip().casefold() in _CALENDARS:
        mark = _CALENDARS[said.calendar.strip().casefold()]
        old = dates.read(f"{wording} {mark}", language=said.language)
        if old.status is Status.GIVEN:
            return replace(old, text=wording)
    date = dates.read(wording, language=said.language)
    if date.status is not Status.NOT_UNDERSTOOD or len(wording) > dates.LONGEST_WORDING:
        return date
    plain = wording.strip(" ,;:.")
    notes: tuple[str, ...] = ()
    bulk = _BULK.fullmatch(plain) if is_bulk else None
    plain = bulk["dates"] if bulk else plain
    if partly := _AND_UNDATED.fullmatch(plain):
        plain, notes = partly["dates"], (PARTLY_UNDATED,)
    plain = plain.replace(";", ",")
    if plain == wording:
        return date
    again = dates.read(plain, language=said.language)
    if again.status is not Status.GIVEN or dates.names_bulk(again):
        return date
    return replace(again, text=wording, notes=(*again.notes, *notes))


def _agreed(
    worded: HistoricalDate, normal: HistoricalDate, said: Said, faults: list[DateFault]
) -> HistoricalDate:
    if worded.status is not Status.GIVEN:
        notes = (BY_NORMAL,) if said.wording and said.wording != said.normal else ()
        return replace(normal, notes=notes)
    own, other = worded.extent, normal.extent
    if own is None or other is None:
        return worded
    own_days, other_days = (own.earliest, own.latest), (other.earliest, other.latest)
    if own_days == other_days or dates.names_bulk(worded):
        return worded
    if said.in_parts:
        return normal  # each part has its own; words put together are no evidence against it
    if _within(other_days, own_days) or (_is_vague(worded) and _within(own_days, other_days)):
        return replace(normal, notes=worded.notes)
    is_coarser = _within(own_days, other_days) and _is_only_coarser(worded, normal)
    if not is_coarser and not (_is_vague(worded) and _meet(own_days, other_days)):
        reason = f"it contradicts the wording “{said.wording}”"
        faults.append(DateFault(CONTRADICTION, said.normal, reason))
    return worded


_Days = tuple[int | None, int | None]


def _within(inner: _Days, outer: _Days) -> bool:
    """Whether the first stretch lies in the second; None is open."""
    begins = outer[0] is None or (inner[0] is not None and inner[0] >= outer[0])
    ends = outer[1] is None or (inner[1] is not None and inner[1] <= outer[1])
    return begins and ends


def _meet(one: _Days, other: _Days) -> bool:
    """Whether two stretches have a day in common."""
    begins = [day for day in (one[0], other[0]) if day is not None]
    ends = [day for day in (one[1], other[1]) if day is not None]
    return not begins or not ends or max(begins) <= min(ends)


def _is_vague(date: HistoricalDate) -> bool:
    return any(sign in date.edtf for sign in "~?%X") or ".." in date.edtf


def _is_only_coarser(worded: HistoricalDate, normal: HistoricalDate) -> bool:
    """Whether the normal form only leaves out months or days that the wording names."""
    years = re.findall(r"\d{4}", f"{worded.earliest} {worded.latest}".replace("-", " "))
    said = re.findall(r"\d{4}", f"{normal.earliest} {normal.latest}".replace("-", " "))
    return bool(years) and years == said


def _qualified(date: HistoricalDate, said: Said) -> HistoricalDate:
    """The date with the certainty and calendar that the attributes give."""
    notes = date.notes
    certainty = said.certainty.strip()
    if certainty and date.edtf:
        sign = "~" if certainty.casefold() in _APPROXIMATE else ""
        sign = sign or ("?" if certainty.casefold() in _UNCERTAIN else "")
        if sign and re.fullmatch(r"[\d/-]+", date.edtf):
            ends = [f"{end}{sign}" if end else end for end in date.edtf.split("/")]
            date = replace(date, edtf="/".join(ends))
        elif not sign:
            notes = (*notes, f"certainty: {certainty}")
    calendar = said.calendar.strip().casefold()
    if calendar and calendar != "gregorian" and date.calendar == "gregorian" and date.text:
        known = {"old style": "julian"}.get(calendar, calendar)
        date = replace(date, calendar=known)
    return replace(date, notes=notes) if notes != date.notes else date


def _edtf_of(normal: str) -> str:
    """``1890/1910``, ``18900105`` as EDTF; "" where it cannot be right."""
    ends = [part.strip() for part in normal.split("/")]
    if len(ends) > 2:
        return ""
    parts = [_one_edtf(end) for end in ends]
    if None in parts:
        return ""
    if len(parts) == 2 and parts[0] == parts[1]:
        parts = parts[:1]
    try:
        return dates.from_edtf("/".join(part or "" for part in parts)).edtf if any(parts) else ""
    except NotEDTF:
        return ""


def _one_edtf(end: str) -> str | None:
    """One side; "" where it is unknown, None where it is no date."""
    if end in ("", "..", "open"):
        return end and ".."
    match = _ISO.fullmatch(end)
    if match is None:
        try:
            return dates.from_edtf(end).edtf
        except NotEDTF:
            return None
    year, month, day = match.groups()
    if month and not (1 <= int(month) <= 12 or _is_season(int(month), day)):
        return None
    return "-".join(part for part in (year, month, day) if part)


def _is_season(number: int, day: str | None) -> bool:
    return 21 <= number <= 24 and not day


def structured(element: Element) -> tuple[str, str]:
    """Wording and normal form of dates in parts (EAD3, EAC-CPF): a single date, a range or a
    set of them. A date without a normal form has "" for it."""
    wordings, normals = [], []
    for part in element:
        name = name_of(part)
        if name in ("dateset", "dateSet"):
            wording, normal = structured(part)
        elif name in ("daterange", "dateRange"):
            wording, normal = _range(part)
        elif name in ("datesingle", "date"):
            wording = line_of(part)
            normal = _normal_of(part)
        else:
            continue
        wordings.append(wording or normal)
        normals.append(normal)
    normal = normals[0] if len(normals) == 1 else _as_set(normals)
    return ", ".join(filter(None, wordings)), normal


def _range(element: Element) -> tuple[str, str]:
    ends: dict[str, tuple[str, str]] = {}
    for part in element:
        name = name_of(part).casefold()
        if name in ("fromdate", "todate"):
            ends[name] = (line_of(part), _normal_of(part))
    first, last = ends.get("fromdate", ("", "")), ends.get("todate", ("", ""))
    wording = "-".join((first[0] or first[1], last[0] or last[1])) if ends else ""
    if not first[1] and not last[1]:
        return wording, ""
    if (first[0] and not first[1]) or (last[0] and not last[1]):
        return wording, ""  # one end only in words: the words say more
    return wording, f"{_outer(first[1], 0)}/{_outer(last[1], 1)}"


def _outer(normal: str, side: int) -> str:
    """An end of which only bounds are known, by its outer bound, as uncertain."""
    if not normal.startswith("["):
        return normal
    bound = normal[1:-1].split("..")[side]
    return f"{bound}?" if bound else ""


def _normal_of(element: Element) -> str:
    """The standard date; or, where there is none, the bounds within which it lies."""
    said = element.get("standarddate") or element.get("standardDate") or ""
    if said.strip():
        return str(said.strip())
    not_before = (element.get("notbefore") or element.get("notBefore") or "").strip()
    not_after = (element.get("notafter") or element.get("notAfter") or "").strip()
    return f"[{not_before}..{not_after}]" if not_before or not_after else ""


def _as_set(normals: list[str]) -> str:
    """Several dates as one expression, where each of them has a normal form."""
    if not normals or not all(normals) or any("[" in one or "{" in one for one in normals):
        return ""
    return "{" + ",".join(one.replace("/", "..") for one in normals) + "}"
