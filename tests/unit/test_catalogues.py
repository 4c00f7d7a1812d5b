"""The words of the pages are there in every language, and say what the English ones do."""

from __future__ import annotations

import csv
import importlib.util
import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from django.utils.translation import override

from regesta.catalog.models import Mention, Revision
from regesta.description.authority import Kind, RelationType
from regesta.description.names import forms
from regesta.description.record import AccessStatus, DateType, State, TextKind
from regesta.reading_room.catalogues import FOLDER, SOURCE, Catalogue, languages_known
from regesta.reading_room.reasons import REASONS, reason
from regesta.reading_room.terms import DATE_TYPES, TERMS

ROOT = Path(__file__).parent.parent.parent
TEMPLATES = ROOT / "src/regesta/reading_room/templates"
_SPEC = importlib.util.spec_from_file_location("words", ROOT / "docs/words.py")
assert _SPEC
assert _SPEC.loader
words = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(words)

TRANSLATED = tuple(code for code in languages_known() if code != SOURCE)
_PLACE = re.compile(r"%\(\w+\)s|\{\w+\}")
_SIGN = re.compile(r"<[^>]*>")


@pytest.fixture(scope="module")
def extracted() -> Catalog:
    return words.extracted()


def catalogue(code: str) -> Catalog:
    with (FOLDER / f"{code}.po").open("rb") as file:
        return read_po(file, locale=code)


def messages(code: str) -> list[Message]:
    return [one for one in catalogue(code) if one.id]


def strings(one: Message) -> list[str]:
    return list(one.string) if one.pluralizable else [one.string]


def test_the_required_languages_are_there() -> None:
    """The pages can be had in English, Russian, Chinese and Arabic at least."""
    assert {"en", "ru", "zh", "ar"} <= set(languages_known())


def test_the_template_of_catalogues_is_up_to_date(extracted: Catalog) -> None:
    """Every word of the pages is in the template; python docs/words.py writes it anew."""
    assert words.TEMPLATE.read_text(encoding="utf-8") == words.written(extracted)


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_catalogue_is_up_to_date(code: str, extracted: Catalog) -> None:
    """A catalogue has exactly the words of the pages; python docs/words.py writes it anew."""
    file = FOLDER / f"{code}.po"
    assert file.read_text(encoding="utf-8") == words.written(words.updated(code, extracted))


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_catalogue_is_complete(code: str) -> None:
    """No word lacks its translation, and none is left in doubt."""
    missing = [one.id for one in messages(code) if not all(strings(one))]
    assert missing == []
    assert [one.id for one in messages(code) if one.fuzzy] == []


_NUMBERS = {"%(number)s", "%(count)s", "%(shown)s"}  # what decides the form of a plural


def english_of(one: Message) -> str:
    """The words to compare with: of two forms that which says its number."""
    return one.id[1] if one.pluralizable else one.id


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_translation_has_the_places_of_the_original(code: str) -> None:
    """What is put into a sentence is put into its translation; a number that the words
    themselves say may be left out."""
    plural = Catalogue(code)._words.plural  # type: ignore[attr-defined]
    # "Two documents" can be one word.
    uses = Counter(plural(number) for number in range(1000))
    small = {form for form, count in uses.items() if count == 1}
    wrong = []
    for one in messages(code):
        for place, said in enumerate(strings(one)):
            here = Counter(_PLACE.findall(said))
            wanted = Counter(_PLACE.findall(english_of(one)))
            left_out = wanted - here
            may_lack = _NUMBERS if one.pluralizable and place in small else set()
            if here - wanted or set(left_out) - may_lack:
                wrong.append((one.id, said))
    assert wrong == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_translation_has_the_signs_of_the_original(code: str) -> None:
    """Elements of HTML are those of the original, no other sign of HTML is brought in, and
    no per cent sign stands where a value would be put."""
    wrong = []
    for one in messages(code):
        for said in strings(one):
            english = english_of(one)
            plain, plain_english = _SIGN.sub("", said), _SIGN.sub("", english)
            same = Counter(_SIGN.findall(said)) == Counter(_SIGN.findall(english))
            brought = [sign for sign in '<>"&' if sign in plain and sign not in plain_english]
            said % defaultdict(str)
            if not same or brought:
                wrong.append((one.id, said))
    assert wrong == []


@pytest.mark.parametrize("code", TRANSLATED)
@pytest.mark.parametrize("number", [0, 1, 2, 3, 5, 11, 21, 100, 101, 1234])
def test_every_number_has_a_form(code: str, number: int) -> None:
    """A count is said in some form of the language, and where it is large by its digits."""
    said = Catalogue(code).ngettext("%(number)s document", "%(number)s documents", number)
    assert said
    assert "documents" not in said
    assert number < 3 or "%(number)s" in said


def test_every_word_of_a_template_is_marked() -> None:
    """What a template says goes through gettext: no letters stand in it beside its elements."""
    names = {"Regesta", "EDTF", "Chicago, MLA, APA"}
    found = []
    for file in sorted(TEMPLATES.glob("*.html")):
        if file.name in words._NOT_FOR_READERS:
            continue
        text = file.read_text(encoding="utf-8")
        text = re.sub(r"\{%-?\s*trans\b.*?endtrans\s*-?%\}", "", text, flags=re.S)
        text = re.sub(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", "", text, flags=re.S)
        text = re.sub(r'\b(lang|dir)="[a-z]*"', "", text)  # of a tag that is set apart
        text = re.sub(r"<(code|style|kbd)\b.*?</\1>", "", text, flags=re.S)
        found += [
            (file.name, said)
            for said in re.findall(r'(?:aria-label|title|placeholder|alt)="([^"]*)"', text)
        ]
        found += [(file.name, said) for said in re.split(r"<[^>]*>", text)]
    wrong = [(name, said) for name, said in found if re.search(r"[^\W\d_]{2}", said.strip())]
    assert [one for one in wrong if one[1].strip() not in names] == []


def test_every_word_of_the_model_has_words_for_readers() -> None:
    """Kinds, states and what was done have a word that is translated."""
    model = (Kind, TextKind, State, AccessStatus, RelationType, Revision.Verb, Mention.State)
    assert {one.value for kind in model for one in kind} - {"rejected"} <= set(TERMS)
    assert set(DATE_TYPES) == set(DateType)


def test_every_rule_of_spelling_has_words_for_readers() -> None:
    """The rules by which names are spelt are said in the language of the page."""
    rules = set()
    for file in ("names.tsv", "names-more.tsv"):
        with (ROOT / "tests/data" / file).open(encoding="utf-8", newline="") as lines:
            for row in list(csv.reader(lines, delimiter="\t"))[1:80]:
                rules |= {rule for name in row[:2] for _, rule in forms(name)}
    assert len(rules) > 10
    assert rules <= set(REASONS)


def test_a_rule_in_pieces_is_said_piece_by_piece() -> None:
    """Joined rules and remarks are translated each; what a source says stays."""
    with override("ru"):
        assert reason("family name alone, German spelling") == (
            "только фамилия, немецкое написание"
        )
        assert reason("former name (pinyin, used until 1954)") == (
            "прежнее название (пиньинь, употреблялось: until 1954)"
        )
        assert reason("3 authorities have this name; the only one alive then").startswith("3 ")
        assert reason("a letter of his widow") == "a letter of his widow"
