"""Names, whatever is written: comparing is symmetric, never raises and never hangs."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from regesta.description.names import SLIP, compare, forms, keys
from regesta.description.names_words import analyse

DATA = Path(__file__).parent.parent / "data"
KNOWN = [
    form
    for table in ("names.tsv", "names-more.tsv")
    for line in (DATA / table).read_text(encoding="utf-8").splitlines()
    if line[:1] != "#"
    for form in [line.split("\t")[1], *line.split("\t")[2].split("|")]
]
known = st.sampled_from(KNOWN)
letters = st.sampled_from("abcdeghiknoqstuyzčšžüŏ'-. ,абвгеёийжчшщья盛世才马김박정ناصرشې")
texts = st.one_of(st.text(), st.text(letters, max_size=30), known)


def changed(name: str, at: int, letter: str) -> str:
    at %= len(name)
    return name[:at] + letter + name[at + 1 :]


near = st.builds(changed, known, st.integers(0, 50), letters)


@given(a=texts, b=texts)
@example("Ma", "馬")
@example("\x00", "\ud7ff")
def test_comparing_is_symmetric_and_never_raises(a: str, b: str) -> None:
    """The order of two names makes no difference, and anything can be asked."""
    assert compare(a, b) == compare(b, a)
    assert compare(a, b).because


@given(name=known, other=st.one_of(near, known))
def test_names_near_each_other_are_compared_alike_in_both_orders(name: str, other: str) -> None:
    """Symmetry holds where it is hardest: for names that nearly agree."""
    assert compare(name, other) == compare(other, name)


@given(name=texts)
def test_a_name_is_itself(name: str) -> None:
    """Any text with a letter in it is certainly the same as itself."""
    if any(sign.isalpha() for sign in name):
        assert compare(name, name).same == "certain"


@given(a=known, b=st.one_of(known, near, texts))
def test_the_same_names_share_a_key(a: str, b: str) -> None:
    """An index by keys misses nothing but typing slips."""
    found = compare(a, b)
    if found.same != "no" and not any(SLIP in reason for reason in found.because):
        assert keys(a) & keys(b)


@given(a=known, b=st.one_of(known, near))
def test_outlines_hide_no_reading(a: str, b: str) -> None:
    """Words that are not even read, for the letters they have, have no reading in common."""
    one, other = analyse(a), analyse(b)
    if not one.may_have_word_of(other):
        assert one.family_forms.isdisjoint(other.family_forms)


@given(name=texts)
def test_forms_never_raise_and_are_the_same_name(name: str) -> None:
    """Whatever is asked for, every form given is taken back."""
    for form, rule in forms(name):
        assert rule
        assert compare(name, form).same != "no"


REPEATED = ("a", "xian", "ши", "馬", "а-", "김", "N. ", "ng'", "ошщ", "tsch", "ا", "ii", "e-i ")


@pytest.mark.parametrize("times", [3, 10, 19, 40, 199, 90_000])
@pytest.mark.parametrize("part", REPEATED)
def test_no_input_hangs(part: str, times: int) -> None:
    """Long and repetitive input takes no more than its length deserves."""
    text = part * times
    start = time.perf_counter()
    compare(text, text + "x")
    forms(text)
    assert time.perf_counter() - start < 2
