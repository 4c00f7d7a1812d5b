"""Identifiers: forgiving in how they are typed, never in what they say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regesta.description.identifiers import ALPHABET, LENGTH, new_identifier, normalise


@st.composite
def identifiers(draw: st.DrawFn) -> str:
    """Any identifier there can be: seven signs, and the one that checks them."""
    body = draw(st.text(ALPHABET, min_size=LENGTH - 1, max_size=LENGTH - 1))
    (found,) = (one for sign in ALPHABET if (one := normalise(body + sign)))
    return found


@given(identifier=identifiers())
def test_one_check_sign(identifier: str) -> None:
    """Seven signs have exactly one eighth that makes them an identifier."""
    assert normalise(identifier) == identifier
    assert len(identifier) == LENGTH + 1
    assert identifier[4] == "-"


@given(identifier=identifiers())
def test_every_wrong_sign_is_noticed(identifier: str) -> None:
    """With any one sign taken for another it is no identifier."""
    for place, right in enumerate(identifier):
        if right == "-":
            continue
        for wrong in ALPHABET.replace(right, ""):
            assert normalise(identifier[:place] + wrong + identifier[place + 1 :]) is None


@given(identifier=identifiers(), data=st.data())
def test_forgiven_writing(identifier: str, data: st.DataObject) -> None:
    """Case, hyphens, white space around it and letters that look like digits are forgiven."""
    typed = ""
    for sign in identifier.replace("-", ""):
        lookalikes = {"0": "0oO", "1": "1iIlL"}.get(sign, sign + sign.upper())
        typed += data.draw(st.sampled_from(lookalikes)) + data.draw(st.sampled_from(("", "-")))
    assert normalise(f" {typed}\n") == identifier


@given(text=st.text())
def test_any_text(text: str) -> None:
    """Whatever is typed is an identifier in its canonical form, or none."""
    found = normalise(text)
    assert found is None or normalise(found) == found


@pytest.mark.parametrize("text", ["", "-", "0000-000", "0000-00000", "u000-0000", "0000 0000", "é"])
def test_none(text: str) -> None:
    """Too few signs, too many, or others than those of the alphabet are no identifier."""
    assert normalise(text) is None


def test_new_ones() -> None:
    """A new identifier is canonical, and none comes twice."""
    made = [new_identifier() for _ in range(1_000)]
    assert [normalise(one) for one in made] == made
    assert len(set(made)) == len(made)
    assert not set("".join(made)) & set("ilou")
