"""Records that look like an archive's, as many as are wanted and the same every time.

    python benchmarks/synthetic.py [RECORDS]

prints how fast they are made, and how many of them hold the words by which search is
measured. A title has 7 words and a summary 60, drawn from 150,000 by Zipf's law as Mandelbrot
put it: the word of rank r has a weight of 1 / (r + shift). A record speaks of 3 of
40,000 people, 2 of 6,000 places and 2 of 400 topics, all different, belongs to one of
200 collections, and is from one of the days from 1850 to 1990; one date in ten is vague.

Text is lower-case ASCII without punctuation, so that every engine cuts it into the same words.
The words end with a vowel and those of names with a consonant: no word of a text is met
in a name.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import count, islice

SEED = 1850
TITLE, SUMMARY = 7, 60  # words
DRAWN = 2_000_000  # length of the table that words are taken from; holds the rarest once
FIRST_STRIDE = TITLE + SUMMARY + 4
FIRST_YEAR, LAST_YEAR = 1850, 1990
VAGUE = 0.1
SHARES = (0.009, 0.09, 0.7)  # of all records, that the words of the measures match

_ONSETS = ("b", "d", "f", "g", "h", "j", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z",
           "br", "ch", "dr", "gr", "kl", "pr", "sh", "st", "tr")  # fmt: skip
_VOWELS = ("a", "e", "i", "o", "u", "ai", "ea", "io")
_GIVEN_ENDINGS = ("n", "s", "l", "r", "k", "m", "th", "d")
_FAMILY_ENDINGS = ("ev", "in", "son", "ski", "ich", "man", "er", "ov")
_PLACE_ENDINGS = ("ville", "burg", "grad", "ton", "stan", "port", "feld", "ford")
_DAY_ZERO = date(1970, 1, 1)


@dataclass(slots=True)
class Record:
    """A record as every side of a benchmark gets it.

    ``earliest`` and ``latest`` are the first and last day its EDTF date may mean, in days
    since 1 January 1970. ``number`` counts from 1.
    """

    number: int
    identifier: str
    title: str
    summary: str
    people: list[str]
    places: list[str]
    topics: list[str]
    collection: str
    edtf: str
    earliest: int
    latest: int
    first_year: int
    last_year: int

    @property
    def names(self) -> str:
        """All it speaks of, as one text to be searched."""
        return " ".join((*self.people, *self.places, *self.topics))

    @property
    def decades(self) -> list[str]:
        """The decades the date may lie in, as a facet counts them."""
        return [str(ten * 10) for ten in range(self.first_year // 10, self.last_year // 10 + 1)]

    @property
    def order(self) -> int:
        """What sorts by date: the first day, of one day the more exact date, then the number.

        The same order as that of the archive's own search; fits in 63 bits.
        """
        breadth = min((self.latest - self.earliest).bit_length(), 13)
        return (self.earliest + 2**16) << 40 | breadth << 36 | self.number


@dataclass(frozen=True, slots=True)
class _Date:
    edtf: str
    earliest: int
    latest: int
    first_year: int
    last_year: int


class Synthetic:
    """The vocabulary, and the records made of it."""

    def __init__(self, seed: int = SEED) -> None:
        self._seed = seed
        draw = random.Random(seed)
        self.vocabulary = _vocabulary(draw, 150_000)
        self.people = _distinct(draw, 40_000, _person)
        self.places = _distinct(draw, 6_000, _place)
        self.topics = _distinct(draw, 400, _topic)
        self.collections = [f"fonds-{number:03}" for number in range(1, 201)]
        self._words = _table(self.vocabulary, 0.8, DRAWN)
        draw.shuffle(self._words)

    def records(self, wanted: int) -> Iterator[Record]:
        """The first ``wanted`` records; more of them begin with the same ones."""
        draw = random.Random(self._seed + 1)
        chance, some = draw.random, draw.choice
        people = _table(self.people, 50, 1_000_000)
        places = _table(self.places, 20, 200_000)
        topics = _table(self.topics, 10, 20_000)
        collections = _table(self.collections, 10, 10_000)
        exact, vague = _exact_dates(), _vague_dates()
        for number, text in enumerate(islice(self._texts(), wanted), start=1):
            when = some(vague if chance() < VAGUE else exact)
            yield Record(
                number,
                f"R-{number:07}",
                " ".join(text[:TITLE]),
                " ".join(text[TITLE:]),
                _different(draw, people, 3),
                _different(draw, places, 2),
                _different(draw, topics, 2),
                some(collections),
                when.edtf,
                when.earliest,
                when.latest,
                when.first_year,
                when.last_year,
            )

    def _texts(self) -> Iterator[list[str]]:
        """The words of each text: the shuffled table read through again and again, each time
        in other strides, so that two texts never have more than a few places in common.

        Drawing every word by itself takes twice as long.
        """
        table, length = self._words, TITLE + SUMMARY
        for stride in count(FIRST_STRIDE):
            block = length * stride
            for begin in range(0, len(table) - block + 1, block):
                for first in range(begin, begin + stride):
                    yield table[first : begin + block : stride]

    def words_matching(self, share: float, wanted: int) -> list[str]:
        """The words that come nearest to matching a share of all records, best first."""
        ranked = sorted(self._shares, key=lambda word: abs(self._shares[word] - share))
        return ranked[:wanted]

    @cached_property
    def _shares(self) -> dict[str, float]:
        """The share of all records that each word is expected in."""
        copies = _copies(len(self.vocabulary), 0.8, DRAWN)
        drawn = sum(copies)
        return {
            word: 1 - (1 - times / drawn) ** (TITLE + SUMMARY)
            for word, times in zip(self.vocabulary, copies, strict=True)
        }


def _copies(ranks: int, shift: float, size: int) -> list[int]:
    """How often each rank stands in a table of about ``size``: at least once."""
    weights = [1 / (rank + shift) for rank in range(1, ranks + 1)]
    per_weight = size / sum(weights)
    return [max(1, round(weight * per_weight)) for weight in weights]


def _table(values: list[str], shift: float, size: int) -> list[str]:
    """The values as often as their rank asks for: drawing evenly from it follows the law."""
    table: list[str] = []
    for value, times in zip(values, _copies(len(values), shift, size), strict=True):
        table.extend([value] * times)
    return table


def _different(draw: random.Random, table: list[str], wanted: int) -> list[str]:
    found = draw.choices(table, k=wanted)
    while len(set(found)) < wanted:
        found = draw.choices(table, k=wanted)
    return found


def _vocabulary(draw: random.Random, size: int) -> list[str]:
    """Words by rank: the frequent ones are short."""
    found: dict[str, None] = {}
    while len(found) < size:
        syllables = 2 if len(found) < 5_000 else 3 if len(found) < 60_000 else 4
        found["".join(_syllable(draw) for _ in range(syllables))] = None
    return list(found)


def _distinct(draw: random.Random, size: int, make: object) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < size:
        found[make(draw)] = None  # type: ignore[operator]
    return list(found)


def _syllable(draw: random.Random) -> str:
    return draw.choice(_ONSETS) + draw.choice(_VOWELS)


def _person(draw: random.Random) -> str:
    given = _syllable(draw) + draw.choice(_GIVEN_ENDINGS)
    return f"{given} {_syllable(draw)}{_syllable(draw)}{draw.choice(_FAMILY_ENDINGS)}".title()


def _place(draw: random.Random) -> str:
    return f"{_syllable(draw)}{_syllable(draw)}{draw.choice(_PLACE_ENDINGS)}".capitalize()


def _topic(draw: random.Random) -> str:
    return f"{_syllable(draw)}{_syllable(draw)}ing {_syllable(draw)}{_syllable(draw)}s"


def _exact_dates() -> list[_Date]:
    first, end = date(FIRST_YEAR, 1, 1), date(LAST_YEAR + 1, 1, 1)
    days = (first + timedelta(days=passed) for passed in range((end - first).days))
    return [_dated(day.isoformat(), day, day) for day in days]


def _vague_dates() -> list[_Date]:
    """Months, years, years that are about right, runs of years, and decades: as many of
    each."""
    years = range(FIRST_YEAR, LAST_YEAR + 1)
    found = []
    for year in years:
        first, last = date(year, 1, 1), date(year, 12, 31)
        month = year % 12 + 1
        end = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        until = min(year + 1 + year % 5, LAST_YEAR + 1)
        ten = min(year // 10 * 10, LAST_YEAR - 10)
        found += [
            _dated(f"{year}-{month:02}", date(year, month, 1), end),
            _dated(f"{year}", first, last),
            _dated(f"{year}~", first, last),
            _dated(f"{year}/{until}", first, date(until, 12, 31)),
            _dated(f"{ten // 10}X", date(ten, 1, 1), date(ten + 9, 12, 31)),
        ]
    return found


def _dated(edtf: str, first: date, last: date) -> _Date:
    days = ((first - _DAY_ZERO).days, (last - _DAY_ZERO).days)
    return _Date(edtf, *days, first.year, last.year)


def main() -> int:
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    began = time.perf_counter()
    synthetic = Synthetic()
    print(f"vocabulary made in {time.perf_counter() - began:.1f} s")
    began = time.perf_counter()
    for _ in synthetic.records(wanted):
        pass
    print(f"{wanted / (time.perf_counter() - began):,.0f} records a second")
    words = {word: share for share in SHARES for word in synthetic.words_matching(share, 3)}
    met = dict.fromkeys(words, 0)
    for record in synthetic.records(wanted):
        for word in met.keys() & {*record.title.split(), *record.summary.split()}:
            met[word] += 1
    for word, times in met.items():
        print(f"{word:<12} matches {times / wanted:.2%} of the records")
    for record in islice(synthetic.records(2), 2):
        print(record)
    return 0


if __name__ == "__main__":
    sys.exit(main())
