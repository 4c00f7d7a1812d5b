"""Whether the words about access plainly say until when something is closed."""

from __future__ import annotations

import re

from regesta.description import dates
from regesta.description.days import iso_day
from regesta.description.record import Access, AccessStatus

_CLOSED_UNTIL = re.compile(
    r"(?:(?:the|this|these|all)\s+)?(?:entire\s+|whole\s+)?"
    r"(?:(?:files?|folders?|series|items?|records?|materials?|collections?|box(?:es)?|papers|"
    r"documents?|letters?|correspondence|fonds|it)\s+)?"
    r"(?:(?:is|are)\s+)?(?:closed|restricted|sealed|embargoed)"
    r"(?:\s+(?:to|for)\s+(?:research(?:ers)?|the public|public access|use|all users|readers|"
    r"access|consultation))?"
    r"\s+(?P<how>until the end of|to the end of|until|through)\s+(?P<date>[^.;]{4,40}?)\s*\.?",
    re.IGNORECASE,
)
_PLAIN_DATE = re.compile(r"\d{4}(?:-\d\d){0,2}")
_SPEAKS_OF_CLOSURE = re.compile(
    r"\b(?:closed|restricted|sealed|embargo(?:ed)?|confidential)\b"
    r"|gesperrt|закрыт", re.IGNORECASE,
)  # fmt: skip
_NO_CLOSURE = re.compile(
    r"\bnot\s+(?:closed|restricted|sealed|confidential)\b", re.IGNORECASE,
)  # fmt: skip


def access_of(text: str) -> Access | None:
    """Closed, with the first day of opening, where one sentence says that and nothing else.
    None otherwise: words that leave a choice decide nothing."""
    match = _CLOSED_UNTIL.fullmatch(" ".join(text.split()))
    if match is None:
        return None
    date = dates.read(match["date"].strip())
    extent = date.extent if _PLAIN_DATE.fullmatch(date.edtf) else None
    if extent is None or extent.earliest is None or extent.latest is None:
        return None
    includes_it = match["how"].casefold() != "until"
    day = iso_day(extent.latest + 1 if includes_it else extent.earliest)
    return Access(status=AccessStatus.CLOSED, until=day, reason=" ".join(text.split()))


def speaks_of_closure(text: str) -> bool:
    """Whether somebody should look at the words: they speak of something that is closed."""
    return bool(_SPEAKS_OF_CLOSURE.search(_NO_CLOSURE.sub("", text)))
