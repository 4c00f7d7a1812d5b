"""Names: tables of names by their spellings, and every rule by an example."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from pathlib import Path

import pytest

from regesta.description.names import SLIP, compare, forms, keys
from regesta.description.names_words import forget

DATA = Path(__file__).parent.parent / "data"
Row = tuple[str, ...]


def table(path: Path) -> list[Row]:
    """The forms of each line: an identifier, a form, and others with ``|`` between."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    fields = [line.split("\t") for line in lines if line]
    return [tuple(filter(None, [row[1], *row[2].split("|")])) for row in fields]


def pairs_of(path: Path) -> list[Row]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if line[:1] != "#"]


def test_forms_of_one_line_are_one_name(names_table: Path) -> None:
    """At least 95 of 100 pairs of one line are found; the rest are told here."""
    pairs = [pair for row in table(names_table) for pair in combinations(row, 2)]
    missed = [(a, b) for a, b in pairs if compare(a, b).same == "no"]
    assert len(missed) <= 0.05 * len(pairs), missed


def test_forms_of_different_lines_are_different_names(names_table: Path) -> None:
    """At most 1 in 1,000 pairs of different lines are taken for the same."""
    forms_by_line = [
        (number, form) for number, row in enumerate(table(names_table)) for form in row
    ]
    pairs = [(a, b) for (i, a), (j, b) in combinations(forms_by_line, 2) if i != j]
    wrong = [(a, b) for a, b in pairs if compare(a, b).same != "no"]
    assert len(wrong) <= 0.001 * len(pairs), wrong


def test_an_index_by_keys_finds_what_comparing_finds(names_table: Path) -> None:
    """Names taken for the same share a key, unless a letter has slipped."""
    every = [form for row in table(names_table) for form in row]
    by_key = defaultdict(set)
    for form in every:
        for key in keys(form):
            by_key[key].add(form)
    for row in table(names_table):
        for a, b in combinations(row, 2):
            found = compare(a, b)
            if found.same != "no" and not any(SLIP in reason for reason in found.because):
                assert any(a in group and b in group for group in by_key.values()), (a, b)


@pytest.mark.parametrize("pair", pairs_of(DATA / "names-different.tsv"), ids=" / ".join)
def test_names_that_are_easily_mistaken_stay_different(pair: Row) -> None:
    """Two different names stay different, however near they are."""
    assert compare(*pair).same == "no", compare(*pair)


@pytest.mark.parametrize(
    ("a", "b", "same", "reason"),
    [
        ("Sheng Shih-ts'ai", "Sheng Shicai", "certain", "Wade-Giles"),
        ("Sheng Shih-tsai", "Sheng Shicai", "likely", "left out"),
        ("Shicai Sheng", "盛世才", "certain", "family name last"),
        ("Шэн Шицай", "Sheng Shicai", "certain", "Palladius"),
        ("Sin'tszyan", "新疆", "likely", "romanised Palladius"),
        ("Chungking", "重慶", "likely", "postal"),
        ("Peking", "Beijing", "certain", "customary"),
        ("盛世才", "盛世才", "certain", "same spelling"),
        ("馬虎山", "马虎山", "certain", "traditional and simplified"),
        ("Wulumuqi", "Урумчи", "likely", "Chinese rendering"),
        ("Lü Zhengcao", "Lv Zhengcao", "certain", ""),
        ("Lü Zhengcao", "Lu Zhengcao", "likely", ""),
        ("Хрущёв", "Chruschtschow", "certain", "German"),
        ("Н. С. Хрущев", "Nikita Khrushchev", "likely", "initials"),
        ("Хрущев Н.С.", "Н. С. Хрущев", "certain", "initials after"),
        ("Frinovsky", "Михаил Фриновский", "likely", "family name alone"),
        ("Никита Сергеевич Хрущёв", "Nikita Khrushchev", "likely", "patronymic"),
        ("Khrushchev, Nikita", "Nikita Khrushchev", "certain", "family name first"),
        ("Joseph Stalin", "Iosif Stalin", "likely", "one forename"),
        ("Pak Chŏng-hŭi", "박정희", "certain", "Hangul"),
        ("Park Chung Hee", "Пак Чон Хи", "likely", "sounds like"),
        ("Eisaku Sato", "Сато Эйсаку", "certain", "Japanese"),
        ("Ho Chi Minh", "Хо Ши Мин", "likely", "Vietnamese"),
        ("Gamal Abdel Nasser", "جمال عبد الناصر", "likely", "consonants"),
        ("Dubček", "Дубчек", "certain", "Cyrillic"),
        ("Rankovic", "Ранкович", "likely", "diacritics"),
        ("Blücher", "Bluecher", "certain", ""),
        ("Kaganovich", "Kagonovich", "likely", SLIP),
        ("ირაკლი წერეთელი", "Irakli Tsereteli", "certain", "same words"),
        ("Սիմոն Վրացյան", "Симон Врацян", "certain", "Cyrillic"),
        ("Васіль Быкаў", "Vasil Bykov", "likely", "Belarusian"),
        ("Zawadzki", "Завадский", "certain", "Polish"),
        ("Tschingis Aitmatow", "Чингиз Айтматов", "likely", "German"),
        ("Volkmar", "Фолькмар", "likely", "German"),
        ("Jiri Hajek", "Иржи Гаек", "likely", "diacritics"),
        ("Heinrich Brüning", "Генрих Брюнинг", "likely", "one forename"),
        ("Titulesco", "Titulescu", "certain", "French"),
        ("Süchow", "Xuzhou", "likely", "postal"),
        ("Chinkiang", "镇江", "certain", "customary"),
    ],
)  # fmt: skip
def test_a_judgement_says_why(a: str, b: str, same: str, reason: str) -> None:
    """Every rule is named where it is used, and nothing is surer than it should be."""
    found = compare(a, b)
    assert found.same == same, found
    assert any(reason in said for said in found.because), found


def test_names_that_are_read_alike_are_told_apart_by_their_characters() -> None:
    """Between two names in characters, the characters decide."""
    assert compare("張自忠", "张自忠").same == "certain"
    assert compare("张自忠", "张子仲").same == "no"
    assert compare("김정일", "김종일").same == "no"


def test_renamings_are_no_spellings() -> None:
    """No rule knows that a place was renamed."""
    for pair in (("Dihua", "Urumqi"), ("Петроград", "Leningrad"), ("Constantinople", "Istanbul")):
        assert compare(*pair).same == "no", pair


def test_a_slip_is_only_seen_inside_long_words() -> None:
    """Short words, first letters, endings and two good Chinese names are no slips."""
    assert SLIP in compare("Voroshilov", "Voroshliov").because[0]
    for pair in (
        ("Petrov", "Petrow-"), ("Kuznetsov", "Kuznetsova"), ("Zhigarev", "Chigarev"),
        ("Ma Zhongying", "Ma Zhongyin"),
    ):  # fmt: skip
        assert not any(SLIP in reason for reason in compare(*pair).because), pair


def test_every_form_given_is_taken_back() -> None:
    """Each other spelling of a name is the same name, and none is given twice."""
    for name in ("Sheng Shicai", "盛世才", "Хрущёв", "박정희", "Mikhail Frinovsky", "Dubček"):
        spelt = [form for form, _ in forms(name)]
        assert spelt, name
        assert len(spelt) == len(set(spelt))
        for form, rule in forms(name):
            assert rule
            assert compare(name, form).same != "no", (name, form)


def test_one_query_is_spelt_as_documents_may() -> None:
    """The four spellings of a governor's name lead to each other."""
    assert {"Sheng Shih-ts'ai", "Шэн Шицай", "Shicai Sheng"} <= dict(forms("盛世才")).keys()
    assert {"Фриновский", "Frinovsky", "Frinovskij"} <= dict(forms("Frinovskii")).keys()


def test_a_forename_before_a_comma_is_a_family_name() -> None:
    """What stands before the comma is the family name, whatever else it can be."""
    assert keys("Ivan, Petar") & keys("Иван, Петр")
    assert compare("Ivan, Petar", "Иван, Петар").same == "certain"


def test_a_hyphen_in_hangul_is_no_syllable() -> None:
    """Korean is at times written with a hyphen between given names."""
    assert compare("박정-희", "박정희").same == "certain"
    assert forms("박정-희")


def test_what_is_no_name_has_no_forms_and_no_match() -> None:
    """Nothing to compare is no reason to call it the same."""
    for nothing in ("", "   ", "…", "-"):
        assert compare(nothing, "Stalin").same == "no"
        assert forms(nothing) == []


def test_a_judgement_does_not_depend_on_what_was_compared_before() -> None:
    """Two names are judged the same the second time, when all their readings are at hand."""
    pair = ("盛世才", "Ш\ufffdeng Shicai\n盛世才")
    forget()
    first = compare(*pair)
    assert first == compare(*pair)
    assert first.same == "likely"
