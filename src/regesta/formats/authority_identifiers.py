"""Identifiers of authority files, whether given as an address or as a number and a source."""

from __future__ import annotations

import re

from regesta.description.record import Identifier

_ADDRESSES = tuple(
    (scheme, re.compile(pattern))
    for scheme, pattern in (
        ("wikidata", r"https?://(?:www\.)?wikidata\.org/(?:wiki|entity)/(Q\d+)/?"),
        ("viaf", r"https?://(?:www\.)?viaf\.org/viaf/(\d+)/?(?:#.*)?"),
        ("geonames", r"https?://(?:www\.|sws\.)?geonames\.org/(\d+)(?:/.*)?"),
        ("tgn", r"https?://vocab\.getty\.edu/(?:page/)?tgn/(\d+)"),
        ("aat", r"https?://vocab\.getty\.edu/(?:page/)?aat/(\d+)"),
        ("ulan", r"https?://vocab\.getty\.edu/(?:page/)?ulan/(\d+)"),
        ("lcnaf", r"https?://(?:id|lccn)\.loc\.gov/(?:authorities/names/)?(n[a-z]?\d+)(?:\.html)?"),
        ("lcsh", r"https?://id\.loc\.gov/authorities/subjects/(sh\d+)(?:\.html)?"),
        ("gnd", r"https?://d-nb\.info/gnd/([\dX-]+)"),
        ("snac", r"https?://(?:www\.)?snaccooperative\.org/(?:ark:/99166/|view/)(\w+)"),
        ("isni", r"https?://(?:www\.)?isni\.org/(?:isni/)?(\w{16})"),
    )
)
_SCHEMES = {"naf": "lcnaf", "loc": "lcnaf", "lcnaf": "lcnaf", "getty thesaurus": "tgn"}
OTHER = "identifier"  # the scheme of a number of which nothing says whose it is


def identifier_of(value: str, source: str = "") -> Identifier | None:
    """The identifier that a value means; ``source`` is the register that the finding aid or
    authority file names. None where the value is empty."""
    said = " ".join(value.split())
    if not said:
        return None
    for scheme, pattern in _ADDRESSES:
        if match := pattern.fullmatch(said):
            return Identifier(scheme, match[1])
    register = " ".join(source.split()).casefold()
    return Identifier(_SCHEMES.get(register, register) or OTHER, said)
