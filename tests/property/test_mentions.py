"""Names in texts, whatever is written: what is quick finds what the plain way finds."""

from __future__ import annotations

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from plain_name_reader import PlainNameReader
from plain_name_reader import role_at as plain_role_at
from regesta.description import words
from regesta.description.authority import Authority, Kind, Name
from regesta.description.authority_names import spellings
from regesta.description.mention_roles import role_at
from regesta.description.mentions import Known, NameReader
from regesta.description.words import spans, terms, tokens

NAMES = (
    (Kind.PERSON, "Sheng Shicai", "盛世才"),
    (Kind.PERSON, "Frinovsky, Mikhail Petrovich", "Фриновский"),
    (Kind.PERSON, "Smirnov, Ivan"),
    (Kind.PERSON, "Smirnov, Ivan Ivanovich"),
    (Kind.PERSON, "Mahmut Muhiti", "مەھمۇت مۇھىتى"),
    (Kind.PERSON, "Ch'en Li-fu"),
    (Kind.PLACE, "Kashgar", "Кашгар", "喀什"),
    (Kind.PLACE, "Kashgaria", "Кашгария"),
    (Kind.ORGANISATION, "All-Union Communist Party (Bolsheviks)", "VKP(b)", "ВКП(б)"),
    (Kind.ORGANISATION, "Commissariat of Defence", "NKO", "НКО"),
    (Kind.TOPIC, "tin"),
)
KNOWN = [
    Known(
        authority=authority.preferred.text,
        kind=authority.kind,
        text=spelling.text,
        rule=spelling.rule,
        partial=spelling.partial,
        abbreviated=spelling.abbreviated or spelling.text in ("NKO", "НКО"),
        words=frozenset(word for name in authority.names for word in terms(name.text)),
    )
    for kind, preferred, *others in NAMES
    for authority in [
        Authority(
            kind=kind, preferred=Name(text=preferred), variants=[Name(text=one) for one in others]
        )
    ]
    for spelling in spellings(authority)
]
WHOLE_WORD = re.compile(words._WORD.pattern.replace(f"{words._PLAIN_WORD}|", "", 1))
QUICK, PLAIN = NameReader(KNOWN), PlainNameReader(KNOWN)

pieces = st.one_of(
    st.sampled_from([one.text for one in KNOWN]),
    st.sampled_from([token for one in KNOWN for token in one.text.split()]),
    st.sampled_from(
        ["Шэн Шицая", "Фриновскому", "Смирновым", "Кашгаре", "nko", "Moisei", "General", "Mr.",
         "From:", "\nTo: General", "(Signed)", "copy to", "письмо от", "Letter from", "talk with",
         "III", "the", "naïve", "l'armée", "Stalin’s", "x" * 120]
    ),
    st.text(max_size=6),
)  # fmt: skip
between = st.sampled_from(
    [" ", " ", " ", "", ", ", ". ", ".", "-", "\n", "; ", "(", ")", "’", " — "]
)
texts = st.lists(st.tuples(pieces, between), max_size=14).map(
    lambda parts: "".join(piece + sign for piece, sign in parts)
)


@settings(deadline=None)
@given(texts)
@example("Smirnov, I. I. Smirnov; VKP(b), ВКП(б). I. I.")
def test_names_are_found_as_the_plain_way_finds_them(text: str) -> None:
    """Places, words, whom they may mean and in which order: nothing differs."""
    assert QUICK.find(text) == PLAIN.find(text)


@settings(deadline=None)
@given(texts, st.integers(0, 400), st.booleans())
@example("\n\nFrom:\n General Smirnov", 16, False)
@example("copy to Smirnov", 8, True)
def test_roles_are_those_of_looking_for_each_head_line(
    text: str, place: int, is_title: bool
) -> None:
    place = min(place, len(text))
    assert role_at(text, place, is_title=is_title) == plain_role_at(text, place, is_title=is_title)


@settings(deadline=None)
@given(st.one_of(st.text(), texts))
@example("a\u0301b'c\u2019d abc\u0301 x'\u0301y A\u00ad")
def test_tokens_their_texts_and_their_places_agree(text: str) -> None:
    """However they are asked for, the tokens of a text are the same."""
    found = list(tokens(text))
    assert terms(text) == [one.text for one in found]
    assert spans(text) == [(one.start, one.end) for one in found]


@settings(deadline=None)
@given(st.one_of(st.text(), texts))
def test_plain_words_are_words(text: str) -> None:
    """What is quickly seen to be a word is the word that all its letters make."""
    assert words._WORD.findall(text) == WHOLE_WORD.findall(text)
