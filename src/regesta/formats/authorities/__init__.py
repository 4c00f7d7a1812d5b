"""Authority files: people, families, organisations, places and topics, as CSV or JSON.

Both are read and written, and what is written reads back as the same. The columns of a
table, and the members of an object, are those of
`regesta.description.authority.AUTHORITY_FIELDS`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from regesta.description.authority import Authority
from regesta.formats.authorities import document, table
from regesta.formats.reading import Item

NAME = "authorities"
LABEL = "Authorities (CSV or JSON)"
CODES = {
    "authorities-not-json": "The file is not JSON; the message says where it breaks.",
    "authorities-no-names": "No column of the table holds names.",
    "authorities-kind-assumed": "No column says of what kind the rows are.",
    "authorities-column": "A column or member is of no known element; its values are kept.",
    "authorities-open-quote": "A quotation mark is never closed, and swallows the rows after it.",
    "authority-unreadable": "One row or object cannot be read; the others are taken.",
    "authority-value": "A value makes no sense where it stands; the rest of the row is taken.",
    "date-not-understood": "The wording of a date is not understood; it is kept as it stands.",
}


def recognise(text: str) -> bool:
    return document.recognise(text) or table.recognise(text)


def read(text: str) -> Iterator[Item]:
    """The authorities of a file, one reading each."""
    return document.read(text) if document.looks_like(text) else table.read(text)


def write(authorities: Iterable[tuple[str, Authority]], form: str) -> Iterator[str]:
    """Identifiers and authorities as pieces of a file; ``form`` is "csv" or "json"."""
    return document.write(authorities) if form == "json" else table.write(authorities)
