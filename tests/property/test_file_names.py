"""Whatever a file is called and whatever stands in it, it is read without raising."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from regesta.description.dates import Status
from regesta.formats.files.grouping import natural, units_of_files, units_of_folders
from regesta.formats.files.naming import read_date, read_name, stem_of
from regesta.formats.files.patterns import BadPattern, compiled
from regesta.formats.files.process import read
from regesta.formats.folder import ContentLimits, Member

PIECES = st.sampled_from([
    "1937", "-04-", "12", "_", " ", "April", "box", "(", ")", "IMG", "19370412", "年", "月", "ca.",
    "1936-1941", "12.04.1937", "{", "}", "/", "дело", "от", "n.d.", "\u0301", "e",
])  # fmt: skip
NAMES = st.one_of(st.text(max_size=40), st.lists(PIECES, max_size=9).map("".join))
LIMITS = ContentLimits(characters=10_000, pages=10)


@given(NAMES)
def test_any_name_gives_a_title(name: str) -> None:
    """A date that is found is one, and a name with letters is never without a title."""
    named = read_name(stem_of(name))
    assert named.date.status in (Status.GIVEN, Status.UNDATED, Status.NOT_GIVEN)
    if any(map(str.isalpha, stem_of(name))):
        assert named.title
    read_date(name)


@given(NAMES, NAMES)
@example("", "_")
def test_any_pattern_is_refused_or_fits_or_not(pattern: str, name: str) -> None:
    """What fits is put together again from its parts."""
    try:
        made = compiled(f"{{title}}{pattern}")
    except BadPattern:
        return
    found = made.match(name)
    text = made.part_of(name)
    assert found is None or all(one.text for one in found.values())
    assert found is None or text[: found["title"].end].strip()


@given(st.lists(NAMES.filter(bool), unique=True, max_size=9))
def test_every_file_is_in_one_record_below_records_that_came_before(names: list[str]) -> None:
    """No file is lost or stands twice, and nothing stands below what is not there yet."""
    members = [Member(name.strip("/") or "x", Path(name.replace("\x00", ""))) for name in names]
    for units in (units_of_files(members, None), units_of_folders(members)):
        before: set[str] = set()
        held: list[Member] = []
        for unit in units:
            assert not unit.above or unit.above in before
            before.add(unit.path)
            held += unit.members
        assert sorted(held, key=lambda one: one.name) == sorted(members, key=lambda one: one.name)


@given(st.integers(0, 99_999), st.integers(0, 99_999))
def test_numbers_in_names_go_by_their_value(one: int, other: int) -> None:
    """``page2`` comes before ``page10``."""
    if one != other:
        assert (natural(f"page{one}.jpg") < natural(f"page{other}.jpg")) == (one < other)


@given(st.sampled_from(["pdf", "word", "opendocument", "image", "text"]), st.binary(max_size=400))
def test_any_bytes_are_read_or_said_to_be_damaged(kind: str, data: bytes) -> None:
    """No reader raises, whatever it is given."""
    handle, name = tempfile.mkstemp()
    try:
        os.write(handle, data)
        os.close(handle)
        content = read(kind, Path(name), LIMITS)
        assert content.faults or content.pages or content.picture or kind == "pdf"
    finally:
        os.unlink(name)
