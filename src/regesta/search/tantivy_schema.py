"""The columns of the index on disk, and what a record is in them.

The tokens come ready from `regesta.description.words`, so tantivy only splits at spaces.
Days are integer columns, since tantivy's own dates begin in 1677. Facets have two columns
each: one to choose by, and one of numbers to count by.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
import tantivy

from regesta.description.days import ALWAYS, NEVER
from regesta.description.edtf import Extent, Kind
from regesta.description.fields import FACETS, Tier
from regesta.description.record import to_data
from regesta.search.entries import Entry, date_order
from regesta.search.facet_values import FacetValues
from regesta.search.histogram import place_of
from regesta.search.language import WORD_FIELDS
from regesta.search.stems import forms_of

FORMAT = 3  # raise it when the columns or the analysis change: indexes are then rebuilt
DATE_ORDER, DATE_ORDER_DESCENDING, TITLE_ORDER = "date_order", "date_order_desc", "title_order"
DECADE = "decade"
MOST_MEMBERS = 8  # of a one-of date; the last pair of columns covers all further ones


def forms_column(tier: Tier) -> str:
    """The column of base forms, for those words that have another one."""
    return f"{tier.value}_forms"


def words_column(field: str) -> str:
    """The column of the words that a reader asks for by the field's name."""
    return f"{field}_words"


def numbers_column(facet: str) -> str:
    """The column by which a facet is counted."""
    return f"{facet}_numbers"


def _member_columns(member: int) -> tuple[str, str]:
    return f"member_{member}_first", f"member_{member}_last"


MEMBERS = tuple(_member_columns(member) for member in range(MOST_MEMBERS))


def schema() -> tantivy.Schema:
    made = tantivy.SchemaBuilder()
    made.add_text_field("identifier", stored=True, tokenizer_name="raw", index_option="basic")
    made.add_bytes_field("card", stored=True)
    for name in ("revision", "number", DATE_ORDER, DATE_ORDER_DESCENDING):
        made.add_unsigned_field(name, stored=name == "revision", fast=True)
    made.add_text_field(TITLE_ORDER, fast=True, tokenizer_name="raw", index_option="basic")
    for tier in Tier:
        made.add_text_field(tier.value, tokenizer_name="ready", index_option="position")
        made.add_text_field(forms_column(tier), tokenizer_name="ready", index_option="freq")
    for name in WORD_FIELDS:
        made.add_text_field(words_column(name), tokenizer_name="ready", index_option="position")
    for facet in FACETS:
        made.add_text_field(facet.name, tokenizer_name="raw", index_option="basic")
        made.add_unsigned_field(numbers_column(facet.name), fast=True)
    for name in ("kind", "closed"):
        made.add_text_field(name, tokenizer_name="raw", index_option="basic")
    made.add_integer_field("visible_from", indexed=True)
    for column in ("first_day", "last_day", "year", "vague_year", "month", "day"):
        made.add_integer_field(column, fast=True)
    columns = ["earliest", "latest", "certain_first", "certain_last"]
    for column in columns + [column for pair in MEMBERS for column in pair]:
        made.add_integer_field(column, indexed=True, fast=True)
    return made.build()


def document(entry: Entry, numbers: dict[str, int]) -> tantivy.Document:
    """The entry in columns; ``numbers`` are those of its facets' values."""
    made = tantivy.Document()
    made.add_text("identifier", entry.identifier)
    made.add_bytes("card", msgspec.json.encode(to_data(entry.card)))
    made.add_unsigned("revision", entry.revision)
    made.add_unsigned("number", entry.number)
    if entry.visible_from != ALWAYS:
        made.add_text("closed", "yes")
        made.add_integer("visible_from", entry.visible_from)
    made.add_text(TITLE_ORDER, entry.order_title)
    made.add_unsigned(DATE_ORDER, date_order(entry.extent, entry.number))
    descending = date_order(entry.extent, entry.number, descending=True)
    made.add_unsigned(DATE_ORDER_DESCENDING, descending)
    for tier, tokens in entry.tiers.items():
        made.add_text(tier.value, " ".join(tokens))
        if forms := forms_of(tokens):
            made.add_text(forms_column(tier), " ".join(forms))
    for name, tokens in entry.words.items():
        made.add_text(words_column(name), " ".join(tokens))
    for name, values in entry.facets.items():
        for value in dict.fromkeys(values):
            made.add_text(name, value)
            if name != DECADE or is_counted_apart(values):
                made.add_unsigned(numbers_column(name), numbers[value])
    _add_dates(made, entry)
    return made


def is_counted_apart(decades: Sequence[str]) -> bool:
    """Whether a record's decades cannot be told from its year: it has none, or several."""
    return len(decades) != 1 or not decades[0].lstrip("-").isdecimal()


def _add_dates(made: tantivy.Document, entry: Entry) -> None:
    extent = entry.extent
    if extent is None:
        return
    if extent.earliest is not None:
        made.add_integer("first_day", extent.earliest)
    if extent.latest is not None:
        made.add_integer("last_day", extent.latest)
    if (place := place_of(extent)) is not None:
        is_vague = is_counted_apart(entry.facets.get(DECADE, ()))
        made.add_integer("vague_year" if is_vague else "year", place.year)
        if place.month is not None:
            made.add_integer("month", place.month)
        if place.day is not None:
            made.add_integer("day", place.day)
    for column, day in _date_columns(extent):
        made.add_integer(column, day)
    made.add_text("kind", extent.kind.value)


def _date_columns(extent: Extent) -> Iterator[tuple[str, int]]:
    if extent.kind is Kind.ONE_OF:
        for number, (first_column, last_column) in enumerate(MEMBERS[: len(extent.members)]):
            covered = extent.members[number:]
            if number < MOST_MEMBERS - 1:
                covered = covered[:1]
            yield first_column, min(_low(member.earliest) for member in covered)
            yield last_column, max(_high(member.latest) for member in covered)
    else:
        yield "earliest", _low(extent.earliest)
        yield "latest", _high(extent.latest)
    if extent.certain is not None:
        yield "certain_first", _low(extent.certain[0])
        yield "certain_last", _high(extent.certain[1])


def _low(day: int | None) -> int:
    return ALWAYS if day is None else day


def _high(day: int | None) -> int:
    return NEVER if day is None else day


def facet_numbers(values: FacetValues, entries: Sequence[Entry]) -> dict[str, int]:
    """The numbers of all that the facets of some entries hold."""
    return values.give(
        value for entry in entries for some in entry.facets.values() for value in some
    )
