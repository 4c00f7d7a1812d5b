"""The columns of the index on disk, and what a record is in them.

The tokens come ready from `regesta.description.words`, so tantivy only splits at spaces.
Days are integer columns, since tantivy's own dates begin in 1677. Facets have two columns
each: one to choose by, and one of numbers to count by; decades are counted by `WHEN`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

import msgspec
import tantivy

from regesta.description.days import ALWAYS, NEVER
from regesta.description.edtf import Extent, Kind
from regesta.description.fields import FACETS, Tier
from regesta.search.entries import Entry, date_orders
from regesta.search.facet_values import FacetValues
from regesta.search.histogram import Place, place_of
from regesta.search.language import WORD_FIELDS
from regesta.search.stems import forms_of
from regesta.search.when import read_when, when_of

FORMAT = 5  # raise it when the columns or the analysis change: indexes are then rebuilt
DATE_ORDER, DATE_ORDER_DESCENDING, TITLE_ORDER = "date_order", "date_order_desc", "title_order"
DECADE = "decade"
WHEN = "when"  # see `regesta.search.when`
ABOVE, RECEIVED_ORDER = "above", "received_order"
TOP = "-"  # what stands above a record that stands below no other
AT_ONCE = 500  # entries whose facets are numbered together
MOST_MEMBERS = 8  # of a one-of date; the last pair of columns covers all further ones


def forms_column(tier: Tier) -> str:
    """The column of base forms, for those words that have another one."""
    return f"{tier}_forms"


def words_column(field: str) -> str:
    """The column of the words that a reader asks for by the field's name."""
    return f"{field}_words"


def numbers_column(facet: str) -> str:
    """The column by which a facet is counted."""
    return f"{facet}_numbers"


def _member_columns(member: int) -> tuple[str, str]:
    return f"member_{member}_first", f"member_{member}_last"


Numbers = Mapping[str, Mapping[str, int]]  # by facet and value
MEMBERS = tuple(_member_columns(member) for member in range(MOST_MEMBERS))


def schema() -> tantivy.Schema:
    made = tantivy.SchemaBuilder()
    made.add_text_field("identifier", stored=True, tokenizer_name="raw", index_option="basic")
    made.add_bytes_field("card", stored=True)
    for name in ("revision", "number", DATE_ORDER, DATE_ORDER_DESCENDING, RECEIVED_ORDER):
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
    made.add_unsigned_field(numbers_column(ABOVE), fast=True)
    for name in ("kind", "closed", ABOVE):
        made.add_text_field(name, tokenizer_name="raw", index_option="basic")
    made.add_integer_field("visible_from", indexed=True)
    made.add_unsigned_field(numbers_column(WHEN), fast=True)
    for column in ("first_day", "last_day", "month", "day"):
        made.add_integer_field(column, fast=True)
    columns = ["earliest", "latest", "certain_first", "certain_last"]
    for column in columns + [column for pair in MEMBERS for column in pair]:
        made.add_integer_field(column, indexed=True, fast=True)
    return made.build()


def documents(
    entries: Iterable[Entry], values: FacetValues
) -> Iterator[tuple[str, tantivy.Document]]:
    """Identifier and columns of each entry; the values of facets get their numbers."""
    left = iter(entries)
    while some := list(islice(left, AT_ONCE)):
        places = [place_of(entry.extent) for entry in some]
        whens = [
            when_of(place, entry.facets.get(DECADE, ()))
            for entry, place in zip(some, places, strict=True)
        ]
        numbers = _numbers(some, whens, values)
        for entry, place, when in zip(some, places, whens, strict=True):
            yield entry.identifier, _document(entry, place, when, numbers)


def _numbers(entries: Sequence[Entry], whens: Sequence[str], values: FacetValues) -> Numbers:
    """The numbers of all that the facets of some entries hold."""
    held: defaultdict[str, set[str]] = defaultdict(set)
    held[WHEN].update(whens)
    held[ABOVE].update(entry.above for entry in entries if entry.above)
    for entry in entries:
        for name, some in entry.facets.items():
            held[name].update(some)
    return {name: values.give(name, some) for name, some in held.items()}


def _document(entry: Entry, place: Place | None, when: str, numbers: Numbers) -> tantivy.Document:
    made = tantivy.Document()
    add_text, add_unsigned = made.add_text, made.add_unsigned
    add_text("identifier", entry.identifier)
    made.add_bytes("card", msgspec.json.encode(entry.card))
    add_unsigned("revision", entry.revision)
    add_unsigned("number", entry.number)
    if entry.visible_from != ALWAYS:
        add_text("closed", "yes")
        made.add_integer("visible_from", entry.visible_from)
    add_text(TITLE_ORDER, entry.order_title)
    ascending, descending = date_orders(entry.extent, entry.number)
    add_unsigned(DATE_ORDER, ascending)
    add_unsigned(DATE_ORDER_DESCENDING, descending)
    add_unsigned(RECEIVED_ORDER, entry.order_received)
    add_text(ABOVE, entry.above or TOP)
    if entry.above:
        add_unsigned(numbers_column(ABOVE), numbers[ABOVE][entry.above])
    for tier, tokens in entry.tiers.items():
        add_text(tier, " ".join(tokens))
        if forms := forms_of(tokens):
            add_text(forms_column(tier), " ".join(forms))
    for name, tokens in entry.words.items():
        add_text(words_column(name), " ".join(tokens))
    for name, values in entry.facets.items():
        column, numbered = numbers_column(name), numbers[name]
        if name == DECADE and read_when(when).decades is not None:
            column = ""
        for value in dict.fromkeys(values):
            add_text(name, value)
            if column:
                add_unsigned(column, numbered[value])
    add_unsigned(numbers_column(WHEN), numbers[WHEN][when])
    _add_dates(made, entry.extent, place)
    return made


def _add_dates(made: tantivy.Document, extent: Extent | None, place: Place | None) -> None:
    if extent is None:
        return
    add = made.add_integer
    if extent.earliest is not None:
        add("first_day", extent.earliest)
    if extent.latest is not None:
        add("last_day", extent.latest)
    if place is not None and place.month is not None:
        add("month", place.month)
    if place is not None and place.day is not None:
        add("day", place.day)
    if extent.kind is Kind.ONE_OF:
        _add_members(made, extent)
    else:
        add("earliest", _low(extent.earliest))
        add("latest", _high(extent.latest))
    if extent.certain is not None:
        add("certain_first", _low(extent.certain[0]))
        add("certain_last", _high(extent.certain[1]))
    made.add_text("kind", extent.kind)


def _add_members(made: tantivy.Document, extent: Extent) -> None:
    for number, (first_column, last_column) in enumerate(MEMBERS[: len(extent.members)]):
        covered = extent.members[number:]
        if number < MOST_MEMBERS - 1:
            covered = covered[:1]
        made.add_integer(first_column, min(_low(member.earliest) for member in covered))
        made.add_integer(last_column, max(_high(member.latest) for member in covered))


def _low(day: int | None) -> int:
    return ALWAYS if day is None else day


def _high(day: int | None) -> int:
    return NEVER if day is None else day
