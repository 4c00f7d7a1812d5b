"""Slips that are forgiven, and passages that are shown."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from regesta.description.record import Access, AccessStatus, Paragraph, Record, Text, TextKind
from regesta.search.condition import Node, Phrase, Prefix, Word
from regesta.search.correcting import corrected
from regesta.search.passages import passage

KNOWN = {"negotiation": 9, "harvest": 5, "harvests": 2, "caravan": 7, "решение": 4, "secret": 3}
HIDDEN = {"secret"}


def frequency(words: Sequence[str]) -> list[int]:
    return [KNOWN.get(word, 0) for word in words]


def occurring(nodes: Sequence[Node]) -> list[int]:
    tokens = [node.token for node in nodes if isinstance(node, Word)]
    return [0 if token in HIDDEN else KNOWN.get(token, 0) for token in tokens]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("negotation", "negotiation"),
        ("negotiiation", "negotiation"),
        ("negotiatoin", "negotiation"),
        ("negotiasion", "negotiation"),
        ("harvst caravan", "harvest caravan"),
        ("hravest karavan", "harvest caravan"),
        ("Harwest", "harvest"),
        ("решеине", "решение"),
        ("negotiation", None),
        ("harvst nowhere", None),
        ("salt", None),
        ("cara", None),
        ('"harvst"', None),
        ("-harvst", None),
        ("title:harvst", None),
        ("harvs*", None),
        ("1937a", None),
        ("secre", None),
        ("", None),
    ],
)
def test_slips(typed: str, meant: str | None) -> None:
    """One slip in a plain word of five letters, mended to what the viewer can find."""
    assert corrected(typed, frequency, occurring) == meant


def record(*paragraphs: tuple[str, str], access: AccessStatus = AccessStatus.OPEN) -> Record:
    made = [
        Paragraph(identifier=f"p{number}", text=text, page=page)
        for number, (page, text) in enumerate(paragraphs, 1)
    ]
    text = Text(kind=TextKind.TRANSCRIPT, language="en", paragraphs=made)
    return Record(texts=[text], access=Access(status=access))


LONG = "word " * 100


def test_the_passage_that_answers_most() -> None:
    """With its page and its paragraph, and what was asked for marked."""
    said = record(
        ("7", "Salt is dear."), ("", f"{LONG}The carts of salt were counted. {LONG}"), ("8", "End.")
    )
    found = passage(said, (Word("salt"), Word("cart")))
    assert found is not None
    assert (found.page, found.paragraph, found.language) == ("7", "p2", "en")
    assert [piece.text for piece in found.pieces if piece.hit] == ["carts", "salt"]
    text = "".join(piece.text for piece in found.pieces)
    assert text.startswith("… ")
    assert text.endswith(" …")
    assert len(text) < 330


def test_a_phrase_and_a_beginning() -> None:
    """Are found as they are asked for."""
    said = record(("", "The tax on salt"), ("", "A salt tax, and government"))
    assert passage(said, (Phrase(("salt", "tax")),)).paragraph == "p2"
    assert passage(said, (Prefix("gov"),)).paragraph == "p2"


def test_no_passage_where_nothing_answers_or_texts_are_closed() -> None:
    """What may not be read is not shown in pieces either."""
    assert passage(record(("", "Salt")), (Word("tea"),)) is None
    closed = record(("", "Salt"), access=AccessStatus.METADATA_ONLY)
    assert passage(closed, (Word("salt"),)) is None
    assert passage(record(("", "Salt")), (Word("salt", "person"),)) is None
