"""The place in a long text that answers a question: some words around it, and the page or the
paragraph they stand on."""

from __future__ import annotations

from collections.abc import Sequence

from regesta.description.record import AccessStatus, Record
from regesta.description.words import spans, terms
from regesta.search.condition import Leaf
from regesta.search.highlights import answers, mark
from regesta.search.results import Passage

BEFORE, AFTER = 110, 190  # signs around the first word that is found
MOST_PARAGRAPHS = 20_000


def passage(record: Record, leaves: Sequence[Leaf]) -> Passage | None:
    """The passage that answers most of the leaves, the first of several; None where the texts
    answer none, or may not be shown."""
    if record.access.status is AccessStatus.METADATA_ONLY:
        return None
    wanted = [leaf for leaf in leaves if not leaf.field]
    best: tuple[int, Passage] | None = None
    for text in record.texts:
        page = ""
        for paragraph in text.paragraphs[:MOST_PARAGRAPHS]:
            page = paragraph.page or page
            here = terms(paragraph.text)
            found = [min(answers(here, leaf), default=None) for leaf in wanted]
            answered = [run for run in found if run is not None]
            if answered and (best is None or len(answered) > best[0]):
                first, _ = min(answered)
                cut = _around(paragraph.text, spans(paragraph.text)[first][0])
                shown = Passage(mark(cut, wanted), text.language, page, paragraph.identifier)
                best = (len(answered), shown)
        if best and best[0] == len(wanted):
            break
    return best[1] if best else None


def _around(text: str, at: int) -> str:
    """Some words around a place, cut between words."""
    start, end = max(0, at - BEFORE), min(len(text), at + AFTER)
    if start:
        start = text.find(" ", start, at) + 1 or start
    if end < len(text):
        end = cut if (cut := text.rfind(" ", at + 1, end)) > at else end
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return f"{before}{text[start:end].strip()}{after}"
