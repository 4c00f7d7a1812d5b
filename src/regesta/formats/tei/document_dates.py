"""When and where a document of an edition was made.

The date of its dateline or title, else the bounds its volume gives, else what stands around
it; the place of the dateline or before the date in the title.
"""

from __future__ import annotations

import re
from dataclasses import replace

from regesta.description import dates
from regesta.description.dates import HistoricalDate, Status
from regesta.description.record import DateType, RecordDate, State, Subject
from regesta.formats.tei.dating import bounds_of, date_of, edtf_of, type_of
from regesta.formats.tei.gathered import Document, in_note, mark, own
from regesta.formats.tei.names import all_text, below, child, name_of
from regesta.formats.tei.problems import bad_date
from regesta.formats.xml import Element

_PLACE_WORD = re.compile(r"[A-Z][\w.’'-]*(?: (?:[A-Z][\w.’'-]*|de|of|am|sur|la)){0,3}")
_NO_PLACE = re.compile(r"Part\b|Department|Embassy|Undated|Office\b|Session\b")


def add_dates(document: Document, element: Element, head: Element | None) -> None:
    """The dates of a document; where it has none, its bounds, and else what it says."""
    lines = own(element, "dateline")
    said = [(line, one) for line in lines for one in below(line, "date") if not in_note(one)]
    if head is not None and not said:
        said = [(head, one) for one in below(head, "date") if not in_note(one)]
    record = document.record
    for line, one in said:
        if wrong := edtf_of(one)[1]:
            document.problems.append(bad_date(one, wrong, document.title))
        date = date_of(one, _wording(line, one), "en")
        if date.status is Status.UNDATED:
            document.wording = date.text
            continue
        if date.text or date.edtf:
            kind = type_of(one, document.title, document.is_note)
            record.dates.append(RecordDate(date=date, type=kind))
    known = any(one.date.edtf for one in record.dates)
    if not known:
        _from_words(document, lines, head)
        known = any(one.date.edtf for one in record.dates)
    bounds = bounds_of(element)
    if bounds and not known:
        words = document.wording or next((one.date.text for one in record.dates), "")
        kind = type_of(None, document.title, document.is_note)
        record.dates = [
            RecordDate(date=HistoricalDate(words or bounds, bounds, Status.GIVEN), type=kind)
        ]
        known = True
    if record.dates:
        first = next((n for n, one in enumerate(record.dates) if one.date.edtf), 0)
        record.dates[first] = replace(record.dates[first], primary=True)
    document.undated = not known
    _place(document, lines, head, [one for _, one in said])


def _wording(line: Element, date: Element) -> str:
    """The words of a date, with the time of day that stands after it in a dateline."""
    words = all_text(date, ("note",))
    if name_of(line) == "head" or not words:
        return words
    whole = all_text(line, ("note",))
    begin = whole.find(words)
    if begin < 0 or whole.count(words) > 1 or len(below(line, "date")) > 1:
        return words
    return words + whole[begin + len(words) :].rstrip(" .]")


def _from_words(document: Document, lines: list[Element], head: Element | None) -> None:
    """A date that stands in words only, at the end of a dateline or of the title."""
    texts = [all_text(line, ("note",)) for line in lines]
    if head is not None and not document.is_note:
        texts.append(all_text(head, ("note",)))
    for text in texts:
        parts = text.strip(" .[]").split(", ")
        for start in range(max(0, len(parts) - 4), len(parts)):
            words = ", ".join(parts[start:])
            read = dates.read(words, language="en")
            if read.status is Status.UNDATED:
                document.wording = words
                break
            if read.edtf and re.search(r"\d{4}", words):
                kind = type_of(None, document.title, document.is_note)
                document.record.dates.append(RecordDate(date=read, type=kind))
                return


def _place(
    document: Document, lines: list[Element], head: Element | None, said: list[Element]
) -> None:
    """Where it was written: the place of the dateline, or before the date in the title."""
    for line in lines:
        for one in below(line, "placeName", "settlement"):
            _add_place(document, one, all_text(one, ("note",)))
    if document.record.subjects or head is None or not said or child(head, "date") is None:
        return
    before = document.title.partition(all_text(said[0], ("note",)))[0].rstrip(" ,")
    words = before.rpartition(", ")[2] if ", " in before else ""
    if _PLACE_WORD.fullmatch(words) and not _NO_PLACE.match(words):
        _add_place(document, None, words)


def _add_place(document: Document, element: Element | None, words: str) -> None:
    words = words.strip(" ,.[]")
    subjects = document.record.subjects
    if not words or any(one.name == words and one.kind == "place" for one in subjects):
        return
    subjects.append(Subject(name=words, kind="place"))
    if element is not None:
        mark(document, element, "subjects", len(subjects) - 1, len(words))


_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAY = re.compile(rf"\b({_MONTHS}) (\d{{1,2}})(?:, (\d{{4}}))?(?!\d)")


def first_day_spoken_of(document: Document, after: str, before: str) -> HistoricalDate | None:
    """The first day that an editorial note speaks of, where it lies between two days."""
    for paragraph in document.flow.paragraphs[:3]:
        for match in _DAY.finditer(paragraph.text[:2_000]):
            years = [match[3]] if match[3] else sorted({after[:4], before[:4]})
            for year in years:
                date = dates.read(f"{match[1]} {match[2]}, {year}", language="en")
                if date.edtf and after[:10] <= date.edtf <= before[:10]:
                    return HistoricalDate(match[0], date.edtf, Status.GIVEN)
    return None


def date_from_order(document: Document, date: HistoricalDate, is_event: bool) -> None:
    """Gives an undated document the date that its place in the volume allows."""
    kind = DateType.EVENT if is_event else type_of(None, document.title)
    document.record.dates = [
        one for one in document.record.dates if one.date.status is not Status.UNDATED
    ]
    document.record.dates.append(
        RecordDate(date=date, type=kind, primary=True, state=State.MACHINE_MADE)
    )
