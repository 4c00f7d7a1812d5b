"""How a record is recognised when its source gives no identifier.

The rule: the same primary date and the same title are the same record. The date counts by
its meaning where it has one and by its wording otherwise; a missing date counts as none.
Case, white space and typographic variants of the title do not count. That two records of
one page with different summaries are two nevertheless is the importer's to see, since only
it knows the page.
"""

from __future__ import annotations

import hashlib
import unicodedata

from regesta.description import dates
from regesta.description.date_reading import BY_COLUMN
from regesta.description.dates import HistoricalDate
from regesta.description.record import Record, State

_QUOTES = str.maketrans({**dict.fromkeys("‘’‚‛`´", "'"), **dict.fromkeys("“”„‟«»", '"')})
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")


def match_key(record: Record) -> str:
    """Thirty-two hexadecimal digits, equal for records that the rule takes for the same."""
    given = [one for one in record.values.get("title", ()) if one.state is not State.CORRECTED]
    return key_of(record.primary_date, given[0].text if given else record.text("title"))


def key_of(date: HistoricalDate, title: str) -> str:
    """The `match_key` of a record with this primary date and this title as given."""
    bare = title.strip()
    if bare.startswith("[") and bare.endswith("]"):  # a supplied title is kept without them
        bare = bare[1:-1]
    parts = (_meaning(date) or plain(date.text), plain(bare))
    return hashlib.blake2b("\n".join(parts).encode("utf-8", "replace"), digest_size=16).hexdigest()


def _meaning(date: HistoricalDate) -> str:
    """The date's meaning by itself: another import of the record may have another column."""
    settled = any(note.startswith(BY_COLUMN) for note in date.notes)
    return dates.read(date.text).edtf if settled else date.edtf


def plain(text: str) -> str:
    if text.isascii():  # then there is little to fold
        return " ".join(text.replace("`", "'").casefold().split())
    folded = unicodedata.normalize("NFKC", text).translate(_QUOTES).translate(_DASHES)
    return " ".join(folded.casefold().split())
