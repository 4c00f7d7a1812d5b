"""Results: what an index answers, in the shape that the command line and the API hand on."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from regesta.description.dates import HistoricalDate
from regesta.search.histogram import Bar
from regesta.search.language import Expansion


@dataclass(frozen=True, slots=True, kw_only=True)
class CardDate:
    """The date of a card; every part None where it is unknown."""

    text: str | None = None
    edtf: str | None = None
    earliest: str | None = None
    latest: str | None = None
    status: str | None = None

    @classmethod
    def of(cls, date: HistoricalDate) -> CardDate:
        return cls(
            text=date.text or None,
            edtf=date.edtf or None,
            earliest=date.earliest,
            latest=date.latest,
            status=date.status.value,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a result list shows of a record, kept in the index itself."""

    title: str
    title_language: str = ""
    summary: str = ""
    summary_language: str = ""
    date: CardDate = field(default_factory=CardDate)
    collections: list[dict[str, str]] = field(default_factory=list)  # identifier and title


# Hundreds of these two are made for a page. They are not to be changed, though not frozen: to
# make one that is takes three times as long.
@dataclass(slots=True, unsafe_hash=True)
class Piece:
    """A piece of highlighted text; ``hit`` where it is what was asked for."""

    text: str
    hit: bool


@dataclass(frozen=True, slots=True)
class Highlight:
    field: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a text; ``page`` and ``paragraph`` are "" where the text has none."""

    pieces: tuple[Piece, ...]
    language: str = ""
    page: str = ""
    paragraph: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    identifier: str
    card: Card
    within: str | None = None  # "certain" or "possible", where a range was asked for
    highlights: tuple[Highlight, ...] = ()
    passage: Passage | None = None  # of a text, where title and summary do not answer

    def pieces(self, name: str) -> tuple[Piece, ...]:
        """The field for a page: its highlighted pieces, or all of it as one."""
        for highlight in self.highlights:
            if highlight.field == name:
                return highlight.pieces
        return (Piece(getattr(self.card, name), False),)


@dataclass(slots=True, unsafe_hash=True)
class FacetValue:
    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class InRange:
    """How many lie certainly within the range asked for, and how many only possibly."""

    certain: int = 0
    possible: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    total: int
    offset: int = 0
    hits: tuple[Hit, ...] = ()
    facets: dict[str, tuple[FacetValue, ...]] = field(default_factory=dict)
    histogram: tuple[Bar, ...] = ()
    in_range: InRange = field(default_factory=InRange)
    expansions: tuple[Expansion, ...] = ()
    corrected: str | None = None
    took_ms: float = 0.0

    @property
    def first(self) -> int:
        return self.offset + 1 if self.hits else 0

    @property
    def last(self) -> int:
        return self.offset + len(self.hits) if self.hits else 0

    def as_data(self, address: str) -> dict[str, Any]:
        """The answer as JSON-ready data; ``address`` is where the archive is published."""
        return {
            "total": self.total,
            "first": self.first,
            "last": self.last,
            "hits": [_hit_data(hit, address) for hit in self.hits],
            "facets": {
                name: [asdict(value) for value in values] for name, values in self.facets.items()
            },
            "histogram": [asdict(bar) for bar in self.histogram],
            "in_range": asdict(self.in_range),
            "expansions": [asdict(expansion) for expansion in self.expansions],
            "corrected": self.corrected,
            "took_ms": round(self.took_ms, 2),
        }


def _hit_data(hit: Hit, address: str) -> dict[str, Any]:
    return {
        "id": hit.identifier,
        "url": f"{address.rstrip('/')}/records/{hit.identifier}",
        "title": hit.card.title,
        "date": asdict(hit.card.date),
        "summary": hit.card.summary,
        "collections": hit.card.collections,
        "within": hit.within,
        "highlights": [asdict(highlight) for highlight in hit.highlights],
        "passage": asdict(hit.passage) if hit.passage else None,
    }
