"""Base forms of words: inflected words find each other, others do not."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regesta.description.words import terms
from regesta.search.stems import base, beginnings

TOGETHER = [
    "committee committees", "decide decides decided deciding", "plan plans planned planning",
    "negotiate negotiated negotiates negotiating", "negotiation negotiations",
    "trade trades traded trading", "party parties", "state states stated", "visit visited visiting",
    "agree agrees agreed agreeing", "issue issues issued issuing", "force forces forced forcing",
    "purchase purchased purchases", "raise raised raising", "cause caused causes",
    "continue continued continuing", "charge charged charges", "use used uses using",
    "box boxes", "church churches", "man men", "write wrote written writing", "send sent sends",
    "study studied studies", "army armies", "control controlled controlling", "hope hoped hoping",
    "discuss discussed discusses", "house houses", "meet met meeting", "die died dies",
    "партия партии партией партию", "решение решения решений", "китай китая китаем китаю",
    "советский советского советских", "договор договора договором",
]  # fmt: skip
APART = [
    "organ organisation", "decide decision", "plan plane", "news new", "arm army", "king kin",
    "sing singe", "zhongying zhongyi", "crisis cris", "bus bu", "governor govern", "use us",
    "beijing beige", "партия партизан", "unit unity",
]  # fmt: skip


@pytest.mark.parametrize("words", TOGETHER)
def test_forms_of_one_word_have_one_base(words: str) -> None:
    """Whichever form is typed, every other is found."""
    assert len({base(word) for word in words.split()}) == 1, {w: base(w) for w in words.split()}


@pytest.mark.parametrize("words", APART)
def test_other_words_stay_apart(words: str) -> None:
    """What makes another word, or another name, is no inflection."""
    for one, other in combinations(words.split(), 2):
        assert base(one) != base(other)


@pytest.mark.parametrize(
    "word", ["ئۇيغۇر", "盛", "서울", "تركستان", "ναός", "1937", "b-1", "ჩინეთი"]
)
def test_other_scripts_stay_as_they_are(word: str) -> None:
    """No rule of one language is used on another's letters."""
    assert all(base(token) == token for token in terms(word))


@given(st.text())
def test_every_word_has_a_base(text: str) -> None:
    """Nothing raises, and nothing becomes empty."""
    assert all(base(token) for token in terms(text))


@given(
    st.builds(
        "{}{}".format,
        st.text("aeioubdgnrst", min_size=1, max_size=7),
        st.sampled_from(("", "s", "es", "ies", "ied", "ed", "ing", "eed", "e", "sses", "shes")),
    )
    | st.sampled_from(("went", "people", "lying", "children", "rose"))
)
def test_a_word_begins_as_its_base_form_says(word: str) -> None:
    """Every word in Latin letters begins in one of the ways of its base form."""
    assert word.startswith(beginnings(base(word)))
