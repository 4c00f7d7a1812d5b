"""What changed between two versions, as readers see it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regesta.description import dates
from regesta.description.record import (
    Paragraph,
    Record,
    RecordDate,
    Reference,
    Statement,
    Text,
    TextKind,
)
from regesta.reading_room.changes import MOST_DIFFERENCES, compared, words_compared


def marked(old: str, new: str) -> str:
    """Old words in [-…-], new ones in {+…+}."""
    return "".join(
        f"[-{one.text}-]" if one.is_old else f"{{+{one.text}+}}" if one.is_new else one.text
        for one in words_compared(old, new)
    )


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("two tons of tin", "three tons of tin", "[-two-]{+three+} tons of tin"),
        ("two tons of tin", "three sacks of tin", "[-two tons-]{+three sacks+} of tin"),
        ("tin and barley", "tin, barley and oil", "tin{+, barley+} and [-barley-]{+oil+}"),
        ("", "new", "{+new+}"),
        ("same", "same", "same"),
        ("关于灯塔", "关于大灯塔", "关于{+大+}灯塔"),
        ("О маяке", "О маяках", "О [-маяке-]{+маяках+}"),
    ],
)
def test_words(old: str, new: str, expected: str) -> None:
    """Only the words that changed are marked; of scripts without spaces only the signs."""
    assert marked(old, new) == expected


@given(st.text("ab. 关é\n", max_size=40), st.text("ab. 关é\n", max_size=40))
def test_both_wordings_can_be_read(old: str, new: str) -> None:
    """What stayed and what went is the old wording, what stayed and what came the new one."""
    pieces = words_compared(old, new)
    assert "".join(one.text for one in pieces if not one.is_new) == old
    assert "".join(one.text for one in pieces if not one.is_old) == new


def saying(*paragraphs: str, title: str = "On tin") -> Record:
    made = [Paragraph(identifier=f"p{n}", text=one) for n, one in enumerate(paragraphs, 1)]
    texts = [Text(kind=TextKind.TRANSLATION, language="en", paragraphs=made)] if made else []
    return Record(values={"title": [Statement(text=title)]}, texts=texts)


def test_nothing_changed() -> None:
    """Two versions that say the same have no difference."""
    assert not compared(saying("a"), saying("a"))


def test_parts() -> None:
    """Each part that changed is named as readers know it."""
    before = saying("Send a ton.")
    after = replace(
        saying("Send two tons.", title="On the tin mines"),
        dates=[RecordDate(date=dates.read("4 April 1937"))],
        references=[Reference(text="f. 17", repository="RGASPI")],
    )
    found = compared(before, after)
    assert set(found.parts) == {"Title", "Date", "Source reference", "Translation, English"}
    [date] = found.parts["Date"]
    assert [(one.text, one.is_new) for one in date.pieces] == [
        ("Date: 4 April 1937 (1937-04-04)", True)
    ]


def test_only_changed_paragraphs() -> None:
    """Of a long text only the paragraphs that changed are shown, with their address, and of a
    long paragraph only what stands around the change."""
    long = "word " * 200
    before = saying("One.", f"{long}two {long}end", "Three.")
    after = saying("One.", f"{long}three {long}end", "Three.")
    [one] = compared(before, after).parts["Translation, English"]
    assert one.place == "p2"
    shown = "".join(piece.text for piece in one.pieces)
    assert "twothree" in shown
    assert shown.count("…") == 2
    assert len(shown) < 400


def test_a_new_paragraph_does_not_shift_the_others() -> None:
    """A paragraph that comes in between is new; the one after it is compared with itself."""
    before = saying("The keeper counts the sacks.", "The mill stands still in dry weather.")
    after = saying(
        "The keeper counts the sacks.", "Rain at last!", "The mill stands still in dry wind."
    )
    new, changed = compared(before, after).parts["Translation, English"]
    assert [piece.is_new for piece in new.pieces] == [True]
    assert [piece.text for piece in changed.pieces if piece.is_old] == ["weather"]


def test_limits() -> None:
    """A text that changed wholly is not shown without end, and it is said how much is not."""
    many = MOST_DIFFERENCES + 50
    before = saying(*(f"old {n}" for n in range(many)))
    found = compared(before, saying(*(f"völlig {n} anders" for n in range(many))))
    assert sum(map(len, found.parts.values())) == MOST_DIFFERENCES
    assert found.untold >= 50
