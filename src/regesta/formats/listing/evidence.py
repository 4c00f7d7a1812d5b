"""What speaks for a line being the title of a record that has no date line."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from regesta.description.dates import Status
from regesta.formats.listing.lines import Line
from regesta.formats.listing.records import is_machine_notice
from regesta.formats.listing.wording import (
    SENTENCE_CASE,
    Ending,
    capital_share,
    ending,
    is_headline,
    is_sentence,
    says_undated,
)


class Weight(NamedTuple):
    points: int
    reason: str


# What speaks for (or, below zero, against) a title that has no date line above it. One weak
# sign must not decide: a cut is clear only with a lead of CLEAR_LEAD.
WEIGHTS = {
    "says undated": Weight(10, "“(undated)” in a title stands in for the date line"),
    "no full stop": Weight(2, "titles seldom end in a full stop, abstracts do"),
    "full stop": Weight(-6, "the same, and stronger: a title that is a sentence is rare"),
    "headline with full stop": Weight(
        -1, "“Letter No. 12. Top Secret.” ends in one, and may be a title"
    ),
    "small words": Weight(-3, "the page's other titles write their words with capitals"),
    "in a list": Weight(-4, "a line that ends in a colon announces a list, not a record"),
    "after a sentence": Weight(1, "the abstract before has come to its end"),
    "longer text follows": Weight(2, "an abstract is usually much longer than its title"),
    "list mark": Weight(10, "a bullet marks where an entry begins; an archivist may put it there"),
    "long": Weight(-3, "titles over 250 signs are rare"),
    "small letter": Weight(-5, "a line that begins small goes on from the one before"),
    "colon": Weight(-2, "a colon announces what follows in the same text"),
    "within a block": Weight(-5, "where blank lines part paragraphs, none begins without one"),
    "no abstract": Weight(-2, "where the other records have abstracts, this one should"),
    "left out": Weight(-3, "a line above the first record that is in no record"),
    "date left out": Weight(-6, "one of two dates at the top of a page may stand for nothing"),
    "date as title": Weight(-6, "a title may be a date, but few are"),
    "sentence as title": Weight(-6, "below a date, too, a title is seldom a sentence"),
    "date as text": Weight(-7, "a paragraph of an abstract may be a date, but few are"),
}
LONG_TITLE = 250
MUCH_LONGER = 2  # times as long
FEWEST_TO_LEARN_FROM = 3  # titles; fewer do not show a habit
MOST_TITLES = 0.75
LONGEST_LIST_LINE = 80
WIDEST_WRAPPED = 100
LEAST_EVIDENCE = -1  # below, a line is not taken for a title, whatever the count line says
PLAUSIBLE = 1  # from here on, a line looks like a title though no count line asks for one
CLEAR_LEAD = 2  # a smaller lead of the best cut over the second is a tie
SAFE_LEAD = 5  # from here on, the second best cut is not worth a notice


def _has_small_words(text: str) -> bool:
    share = capital_share(text)
    return share is not None and share < SENTENCE_CASE


class Layout:
    """The lines of a page, and what the dated records show to be usual on it."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        self.dated = [line.date is not None for line in lines]
        self.parted_by_blanks = any(line.after_blank for line in lines[1:])

    @cached_property
    def titles_after_dates(self) -> list[int]:
        """The places right after date lines, so long as no date line stands there."""
        return [place + 1 for place in self._date_places if self._plain_at(place + 1)]

    @cached_property
    def dates_without_title(self) -> list[int]:
        """The date lines with another date line, or nothing, right after them."""
        return [place for place in self._date_places if not self._plain_at(place + 1)]

    @cached_property
    def _date_places(self) -> list[int]:
        return [place for place, dated in enumerate(self.dated) if dated]

    def _plain_at(self, place: int) -> bool:
        return 0 <= place < len(self.lines) and not self.dated[place]

    def _last_of_record(self) -> Iterator[tuple[int, int]]:
        """Each title after a date, with the place of the last line before the next date."""
        for date, following in pairwise([*self._date_places, len(self.lines)]):
            if self._plain_at(date + 1):
                yield date + 1, following - 1

    @cached_property
    def titles_stop(self) -> bool:
        """Whether most titles of this page end in a full stop, so that it tells nothing."""
        titles = self.titles_after_dates
        stops = sum(ending(self.lines[place].text) is Ending.FULL_STOP for place in titles)
        return len(titles) >= FEWEST_TO_LEARN_FROM and stops * 2 > len(titles)

    @cached_property
    def abstracts_usual(self) -> bool:
        """Whether most dated records end in what can only be an abstract."""
        ends = [end if end > title else None for title, end in self._last_of_record()]
        sure = sum(
            end is not None and ending(self.lines[end].text) is Ending.FULL_STOP for end in ends
        )
        return sure * 2 > len(ends)

    @cached_property
    def titles_capital(self) -> bool:
        """Whether most titles of this page write most words with capitals, as headlines do."""
        shares = [capital_share(self.lines[place].text) for place in self.titles_after_dates]
        known = [share for share in shares if share is not None]
        capital = sum(share >= SENTENCE_CASE for share in known)
        return len(known) >= FEWEST_TO_LEARN_FROM and capital >= MOST_TITLES * len(known)

    @cached_property
    def abstracts_open(self) -> bool:
        """Whether the line right after a title seldom ends in a full stop on this page."""
        ends = [
            ending(self.lines[title + 1].text)
            for title, end in self._last_of_record()
            if end > title
        ]
        opens = sum(how is Ending.OPEN for how in ends)
        return len(ends) >= FEWEST_TO_LEARN_FROM and opens * 2 > len(ends)

    @cached_property
    def in_list(self) -> list[bool]:
        """For each line whether it goes on with what a line that ends in a colon announces."""
        result: list[bool] = []
        for place, line in enumerate(self.lines):
            above = self.lines[place - 1].text if self._plain_at(place - 1) else ""
            announced = ending(above) is Ending.COLON
            goes_on = place > 0 and result[-1] and ending(above) is Ending.OPEN
            short = line.date is None and len(line.text) <= LONGEST_LIST_LINE
            result.append(short and (announced or goes_on))
        return result

    # --- Evidence

    def signs(self, place: int) -> Iterator[str]:
        """What the line itself and its neighbours say of it being a title."""
        line, text = self.lines[place], self.lines[place].text
        if says_undated(text):
            yield "says undated"
        if line.marked:
            yield "list mark"
        if len(text) > LONG_TITLE:
            yield "long"
        if text[:1].islower():
            yield "small letter"
        if self.parted_by_blanks and not line.after_blank:
            yield "within a block"
        if self.titles_capital and _has_small_words(text):
            yield "small words"
        if self.in_list[place]:
            yield "in a list"
        yield from self._signs_of_ending(text)
        yield from self._signs_of_neighbours(place)

    def _signs_of_ending(self, text: str) -> Iterator[str]:
        how = ending(text)
        if how is Ending.COLON:
            yield "colon"
        elif how is Ending.FULL_STOP and not self.titles_stop:
            yield "headline with full stop" if is_headline(text) else "full stop"
        elif how is Ending.OPEN and not self.titles_stop:
            yield "no full stop"

    def _signs_of_neighbours(self, place: int) -> Iterator[str]:
        if self._plain_at(place - 1):
            before = ending(self.lines[place - 1].text)
            if before in (Ending.FULL_STOP, Ending.OTHER):
                yield "after a sentence"
        if not self._plain_at(place + 1):
            if self.abstracts_usual:
                yield "no abstract"
        elif self.in_list[place + 1]:
            return
        elif len(self.lines[place + 1].text) >= MUCH_LONGER * len(self.lines[place].text):
            yield "longer text follows"

    @cached_property
    def evidence(self) -> list[int | None]:
        """For each line what speaks for a title without a date; None where it cannot be one."""
        return [self._evidence_at(place) for place in range(len(self.lines))]

    def _evidence_at(self, place: int) -> int | None:
        after_date = place > 0 and self.dated[place - 1]
        if self.dated[place] or after_date:
            return None
        points = sum(WEIGHTS[sign].points for sign in self.signs(place))
        if (place and points < LEAST_EVIDENCE) or is_machine_notice(self.lines[place].text):
            return None
        return points

    @cached_property
    def date_may_be_text(self) -> list[bool]:
        """For each line whether it is a date line that may be something else."""
        return [dated and self._doubtful_date(place) for place, dated in enumerate(self.dated)]

    def _doubtful_date(self, place: int) -> bool:
        date, after_blank = self.lines[place].date, self.lines[place].after_blank
        if place == 0:
            return len(self.dated) > 1 and self.dated[1]
        if date is not None and date.status is Status.NOT_UNDERSTOOD:
            return True
        within_block = self.parted_by_blanks and not after_blank
        followed = self._plain_at(place + 1)
        return (
            within_block
            or self.dated[place - 1]
            or not followed
            or ending(self.lines[place + 1].text) is Ending.FULL_STOP
        )

    def points_below_date(self, place: int) -> int:
        """What speaks against a line, right below a date, being the title."""
        sentence = not self.titles_stop and is_sentence(self.lines[place].text)
        return WEIGHTS["sentence as title"].points if sentence else 0

    # --- What the text seems to hold

    @property
    def plain(self) -> bool:
        """Whether every record is led by its date line, from the first line on."""
        return bool(self.lines) and self.dated[0] and not self.dates_without_title

    @property
    def undated_titles(self) -> list[int]:
        """The lines that look like titles without a date line, whatever the count line says."""
        return [place for place in self.doubtful_lines if (self.evidence[place] or 0) >= PLAUSIBLE]

    @cached_property
    def doubtful_lines(self) -> list[int]:
        """The lines that may be titles without a date line, though less may speak for it."""
        habit = {title + 1 for title in self.titles_after_dates} if self.abstracts_open else set()
        return [
            place
            for place, points in enumerate(self.evidence)
            if points is not None and place not in habit
        ]

    @property
    def seems_wrapped(self) -> bool:
        """Whether lines of abstracts break off within sentences, as in a text of fixed width."""
        if self.parted_by_blanks or any(len(line.text) > WIDEST_WRAPPED for line in self.lines):
            return False
        inner = [
            ending(self.lines[place].text)
            for title, end in self._last_of_record()
            for place in range(title + 1, end)
        ]
        broken = sum(how in (Ending.OPEN, Ending.COLON) for how in inner)
        return broken >= FEWEST_TO_LEARN_FROM and broken * 2 > len(inner)

    @property
    def seeming_titles(self) -> list[int]:
        """The titles that the text seems to hold, without regard to the count line."""
        first = [0] if self.lines and not self.dated[0] else []
        return sorted({*self.titles_after_dates, *self.undated_titles, *first})
