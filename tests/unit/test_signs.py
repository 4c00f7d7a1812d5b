"""What no text holds goes into no record, and no problem is longer than anybody reads."""

from __future__ import annotations

import pytest

from regesta.formats import BY_NAME
from regesta.formats.draft import Draft
from regesta.formats.material import Material
from regesta.formats.reading import LONGEST_SAID, Problem, Severity
from regesta.formats.signs import sound, sounded

_RECORD = '{"regesta": 1}\n{"record": {"values": {"title": [{"text": "A\\u0000B"}]}}}\n'


@pytest.mark.parametrize(
    ("form", "data"),
    [
        ("table", "Title,Date\nA\x00B,1937\n".encode("utf-16")),
        ("listing", "1 - 1 of 1\n\n7 March 1952\n\nA\x00B\n".encode("utf-16")),
        ("regesta", _RECORD.encode()),
        ("csl", b'[{"id": "1", "type": "book", "title": "A\\u0000B", "x\\u0000": "y"}]'),
        ("authorities", b'[{"kind": "person", "name": "A\\u0000B", "x\\u0000\\ud800": "y"}]'),
        ("supplement", b'[[record]]\ntitle = "A\\u0000B"\n'),
    ],
)
def test_no_null_sign_comes_in(form: str, data: bytes) -> None:
    """Null signs, which databases refuse, are left out; what stands beside them is read."""
    items = list(BY_NAME[form].read(Material.of_bytes(data)))
    shown = "".join(map(repr, items))
    assert "AB" in shown
    assert "\\x00" not in shown
    assert "\\ud800" not in shown


def test_a_table_goes_on_after_null_signs() -> None:
    """A row of nothing but null signs is an empty row, not the end of the table."""
    material = Material.of_bytes("Title,Date\n\x00\nLamp oil,1937\n".encode("utf-16"))
    assert "Lamp oil" in repr(list(BY_NAME["table"].read(material)))


def test_what_is_sound_stays() -> None:
    """Only null signs and halves of signs go."""
    assert sound("盛世才 a\n\u200fb") == "盛世才 a\n\u200fb"
    assert sounded({"a\x00": ["\ud800", 1, None, {"b": "\x00"}]}) == {
        "a": ["?", 1, None, {"b": ""}]
    }


def test_a_problem_can_be_read() -> None:
    """Whatever a source puts into a problem, each part has an end."""
    one = Problem(
        severity=Severity.ERROR, code="x", message="m" * 99_999, remedy="r", value="\x00\ud800"
    )
    assert len(one.message) == LONGEST_SAID
    assert one.message.endswith("…")
    assert one.value == "?"


def test_a_draft_keeps_once_what_is_said_twice() -> None:
    """Also among thousands of others, and each thing under its own name."""
    draft = Draft("row 1")
    for _ in range(2):
        for number in range(20_000):  # minutes, where each is compared with all others
            draft.subject(f"Subject {number}")
        draft.say("title", "Lamps")
        draft.say("title", "Lamps", language="en")
        draft.say("note", "Lamps")
        draft.keep("title", "Lamps")
        draft.agent("Lamps", "author")
        draft.identify("a", "1")
        draft.identify("b", "1")
    record = draft.record
    assert len(record.subjects) == 20_000
    assert [len(record.values[name]) for name in ("title", "note")] == [2, 1]
    assert len(record.extra["title"]) == len(record.agents) == 1
    assert len(record.identifiers) == 2
