"""A page of a listing: cut into records, or refused with the reason."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from regesta.description.dates import Status
from regesta.formats.draft import cut
from regesta.formats.listing import problems
from regesta.formats.listing.cuts import Cut, TooManyStepsError, best_cuts
from regesta.formats.listing.dates import is_month, lacks_year, may_be_date
from regesta.formats.listing.evidence import CLEAR_LEAD, SAFE_LEAD, Layout
from regesta.formats.listing.lines import CountLine, Line, looks_like_count, where
from regesta.formats.listing.order import Days, out_of_order
from regesta.formats.listing.preparation import Page
from regesta.formats.listing.records import record_of
from regesta.formats.listing.wording import Ending, ending, is_headline, is_sentence, says_undated
from regesta.formats.reading import Item, Problem, Reading

LONG_SENTENCE = 80  # a title that ends in a full stop is usually shorter
FEW = 2  # lost titles, or half of all, show that what stands in their place are summaries


_YEAR = re.compile(r"(?<!\d)(?:1\d{3}|20\d\d)(?!\d)")


class RefusedError(Exception):
    """The page cannot be cut; the problem says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


class Place(NamedTuple):
    """Where a record stands among the lines of its page."""

    date: int | None
    title: int
    end: int  # the place after its last line

    @property
    def start(self) -> int:
        return self.title if self.date is None else self.date


def read_page(page: Page, rows: Sequence[str], number: int) -> Iterator[Item]:
    """The records of a page in their order, each followed by what is wrong with it."""
    layout = Layout(page.lines)
    try:
        titles, notices = _titles(page, layout)
    except RefusedError as refused:
        yield refused.problem
        return
    places = _places(layout, titles)
    yield from _left_out_problems(page, places)
    yield from _page_problems(page, layout, len(places))
    yield from notices
    for at, place in enumerate(places):
        reading = _reading(layout, place, rows, number)
        yield replace(reading, number=page.count.first + at) if page.count else reading
        yield from _title_problem(layout, place)
        yield from _date_problem(page.lines, place)
        yield from _text_problem(layout, place, counted=page.count is not None)
    yield from _order_problems(page.lines, places)


def _left_out_problems(page: Page, places: Sequence[Place]) -> Iterator[Problem]:
    if places and places[0].start:
        yield problems.lines_left_out(page.lines[: places[0].start])
    if page.repeated:
        yield problems.repeated_left_out(page.repeated)
    if page.foot:
        yield problems.foot_left_out(page.foot)


def _page_problems(page: Page, layout: Layout, records: int) -> Iterator[Problem]:
    if page.count is None:
        yield problems.not_checked(page, records)
    if layout.seems_wrapped:
        yield problems.lines_wrapped(page)
    titles = [page.lines[place] for place in layout.titles_after_dates]
    sentences = [title for title in titles if is_sentence(title.text)]
    if layout.titles_stop and len(sentences) * 2 > len(titles):
        yield problems.titles_doubtful(sentences)


# --- Cutting


def _titles(page: Page, layout: Layout) -> tuple[Sequence[int], list[Problem]]:
    """The places of the titles, with a notice where there was a choice."""
    if page.count is None:
        return _titles_by_dates(page, layout), []
    if not page.count.possible:
        raise RefusedError(problems.count_impossible(page.count))
    if not page.count.claimed and not any(layout.dated):
        return [], []
    _refuse_lost_titles(page, layout)
    titles = layout.titles_after_dates
    if layout.plain and len(titles) == page.count.claimed:
        return titles, []
    return _titles_by_count(page, layout, page.count)


def _titles_by_dates(page: Page, layout: Layout) -> Sequence[int]:
    """Without a count line, only a page on which every record has its date can be cut."""
    titles = layout.titles_after_dates
    _refuse_lost_titles(page, layout)
    doubtful = layout.undated_titles
    if not layout.dated[0]:
        doubtful = [0]
    if doubtful:
        rejected = len({*titles, *doubtful})
        line = page.lines[doubtful[0]]
        like_count = next(filter(looks_like_count, page.lines), None)
        raise RefusedError(problems.no_count_line(line, like_count, rejected))
    return titles


def _titles_by_count(
    page: Page, layout: Layout, count: CountLine
) -> tuple[Sequence[int], list[Problem]]:
    try:
        cuts = best_cuts(layout, count.claimed) if count.claimed and page.lines else []
    except TooManyStepsError:
        raise RefusedError(problems.page_too_long(page, count.claimed)) from None
    if not cuts:
        raise RefusedError(_mismatch(layout, count))
    if len(cuts) == 1:
        return cuts[0].titles, []
    best, second = cuts
    lead = best.score - second.score
    one, other = _differing(page.lines, best, second), _differing(page.lines, second, best)
    if lead < CLEAR_LEAD or (lead < SAFE_LEAD and _may_take_date_for_title(layout, best, second)):
        raise RefusedError(problems.cut_ambiguous(count, one, other))
    return best.titles, [] if lead >= SAFE_LEAD else [problems.cut_chosen(one, other)]


def _may_take_date_for_title(layout: Layout, best: Cut, second: Cut) -> bool:
    """Whether a line with a year in it would be a title without a date line."""
    return any(
        _YEAR.search(layout.lines[place].text)
        for place in {*best.titles} - {*second.titles}
        if place and not layout.dated[place - 1]
    )


def _mismatch(layout: Layout, count: CountLine) -> Problem:
    """The count that no cut fits, with the lines from which an archivist can see why."""
    titles = layout.seeming_titles
    without_date = [title for title in titles if not title or not layout.dated[title - 1]]
    return problems.count_mismatch(
        count,
        len(titles),
        dates=[line for line in layout.lines if line.date is not None],
        doubtful=[layout.lines[place] for place in without_date],
    )


def _differing(lines: Sequence[Line], one: Cut, other: Cut) -> list[Line]:
    """The titles that only the first of two cuts has."""
    others = set(other.titles)
    return [lines[place] for place in one.titles if place not in others]


def _refuse_lost_titles(page: Page, layout: Layout) -> None:
    """Dates that follow each other, or sentences after most dates, show that titles are lost."""
    dates = sum(layout.dated)
    rejected = page.count.claimed if page.count else dates
    enough = page.count is None or page.count.claimed >= dates
    if layout.dates_without_title and enough:
        line = page.lines[layout.dates_without_title[0]]
        raise RefusedError(problems.titles_missing(page, line, rejected, sentences=False))
    titles = [page.lines[place] for place in layout.titles_after_dates]
    sentences = sum(_is_long_sentence(title.text) for title in titles)
    if titles and (sentences == len(titles) or sentences >= max(FEW, len(titles) / 2)):
        raise RefusedError(problems.titles_missing(page, titles[0], rejected, sentences=True))


def _is_long_sentence(text: str) -> bool:
    return len(text) > LONG_SENTENCE and ending(text) is Ending.FULL_STOP


# --- Records


def _places(layout: Layout, titles: Sequence[int]) -> list[Place]:
    known = set(titles)
    dates = [
        title - 1 if title and layout.dated[title - 1] and title - 1 not in known else None
        for title in titles
    ]
    starts = [title if date is None else date for title, date in zip(titles, dates, strict=True)]
    ends = [*starts, len(layout.lines)][1:]
    return [Place(*parts) for parts in zip(dates, titles, ends, strict=True)]


def _reading(layout: Layout, place: Place, rows: Sequence[str], number: int) -> Reading:
    lines = layout.lines[place.start : place.end]
    date = None if place.date is None else layout.lines[place.date].date
    title, *text = layout.lines[place.title : place.end]
    record = record_of(date, title, text, parted_by_blanks=layout.parted_by_blanks)
    first, last = lines[0].number, lines[-1].end
    return Reading(
        record=record,
        position=where(first, last),
        wording=cut("\n".join(rows[first - 1 : last])),
        page=number,
    )


# --- What is wrong with a record


def _title_problem(layout: Layout, place: Place) -> Iterator[Problem]:
    """A title that has no date line, or one that is a sentence, may be no title."""
    title = layout.lines[place.title]
    if place.date is None and not says_undated(title.text):
        yield problems.date_missing(title)
    if not layout.titles_stop and is_sentence(title.text):
        yield problems.title_doubtful(title, "an abstract")
    elif is_month(title.text):
        yield problems.title_doubtful(title, "a date")


def _date_problem(lines: Sequence[Line], place: Place) -> Iterator[Problem]:
    line = None if place.date is None else lines[place.date]
    if line and line.date and line.date.status is Status.NOT_UNDERSTOOD:
        title = lines[place.title].text
        yield problems.date_not_understood(line, title, lacks_year=lacks_year(line.date))


def _text_problem(layout: Layout, place: Place, *, counted: bool) -> Iterator[Problem]:
    """Dates that were taken for text, and lines that look like titles where no count helps.

    Below the last record the count does not help either: anything may follow it.
    """
    below = range(place.title + 1, place.end)
    doubtful = {at for at in below if layout.dated[at] or may_be_date(layout.lines[at].text)}
    if layout.dated[place.title]:
        doubtful.add(place.title)
    if not counted or place.end == len(layout.lines):
        doubtful |= {*_between(layout.doubtful_lines, place.title + 1, place.end)}
    if not counted:
        doubtful |= {at for at in below if _is_stopped_headline(layout.lines[at].text)}
    if doubtful:
        lines = [layout.lines[at] for at in sorted(doubtful)]
        yield problems.text_doubtful(lines, layout.lines[place.title].text)


def _is_stopped_headline(text: str) -> bool:
    return len(text) <= LONG_SENTENCE and ending(text) is Ending.FULL_STOP and is_headline(text)


def _between(places: Sequence[int], first: int, end: int) -> Sequence[int]:
    """Those of the rising places that lie from ``first`` up to ``end``."""
    return places[bisect_left(places, first) : bisect_left(places, end)]


def _order_problems(lines: Sequence[Line], places: Sequence[Place]) -> Iterator[Problem]:
    dated = [(place, days) for place in places if (days := _days(lines, place))]
    for found in out_of_order([days for _, days in dated]):
        neighbours = [
            _date_line(lines, dated[beside][0]).text
            for beside in (found.before, found.after)
            if beside is not None
        ]
        place = dated[found.place][0]
        title = lines[place.title].text
        yield problems.date_out_of_order(_date_line(lines, place), title, neighbours)


def _date_line(lines: Sequence[Line], place: Place) -> Line:
    return lines[place.start]


def _days(lines: Sequence[Line], place: Place) -> Days | None:
    """The days the record's date covers; None where it has no first or no last day."""
    date = lines[place.start].date if place.date is not None else None
    extent = date.extent if date else None
    if extent is None or extent.earliest is None or extent.latest is None:
        return None
    return Days(extent.earliest, extent.latest)
