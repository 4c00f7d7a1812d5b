"""How a document is cited: by its archival form, and in Chicago, MLA and APA.

The forms are our own, not those of a processor of CSL: what archives hold (letters without
a title, titles that name their day, dates that stay open, references to leaves) is what the
general styles leave aside. Sources of the rules: *The Chicago Manual of Style*, 17th edition,
chapter 14; *MLA Handbook*, 9th edition, chapter 5; *Publication Manual of the APA*, 7th
edition, chapters 9 and 10. A table of citations written by hand holds them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from regesta.description.citing_parts import Piece, cited_parts
from regesta.description.citing_styles import STYLES
from regesta.description.record import Record


@dataclass(frozen=True, slots=True)
class Citation:
    """A document in one style. ``text`` is the whole without italics."""

    style: str
    label: str
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


def citations(
    record: Record, *, archive: str, address: str, within: Sequence[Record] = (), only: str = ""
) -> list[Citation]:
    """A record in all styles, the archival form first, or in the only one that is named.

    ``archive`` is the name of the archive that shows it and ``address`` where: that of the
    version which is cited, so that a reader finds what was cited. ``within`` is what the
    record is a part of, the nearest first: a folder of a finding aid is cited with it.
    """
    cited = cited_parts(record, archive=archive, address=address, within=within)
    return [
        Citation(name, label, tuple(form(cited)))
        for name, label, form in STYLES
        if not only or name == only
    ]
