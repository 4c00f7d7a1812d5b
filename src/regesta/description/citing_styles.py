"""The styles: each puts the parts of `regesta.description.citing_parts.Cited` in its order."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from regesta.description.citing_dates import (
    APA,
    ARCHIVAL,
    CHICAGO,
    MLA,
    NO_DATE,
    Manner,
    stands_in,
    written,
)
from regesta.description.citing_names import CitedName
from regesta.description.citing_parts import UNTITLED, Cited, Piece

Part = list[Piece]
Form = Callable[[Cited], list[Piece]]
_MOST_IN_A_NOTE = 3  # authors, Chicago 14.76
_MOST_IN_CHICAGO, _THEN_IN_CHICAGO = 10, 7
_MOST_IN_APA, _THEN_IN_APA = 20, 19
_WITHOUT_ITALICS = re.compile("[\u0590-\u08ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")


_QUOTED = re.compile('[“"]([^“”"]*)[”"]')


def archival(cited: Cited) -> list[Piece]:
    """The document, the original's reference, edition and translator, and where it is shown."""
    named = "" if cited.title_names_authors else _in_a_note(cited.authors)
    first = _list([_words(named), *_title(cited), _words(_date_beside_title(cited, ARCHIVAL))], ",")
    shown = _words(f"{cited.archive}, {cited.address}")
    rest = [
        _words(_sentence(cited.place)),
        _words(cited.edition),
        _words(_translation(cited)),
        shown,
    ]
    return _ended(_list([first, *rest], "."))


def chicago_note(cited: Cited) -> list[Piece]:
    if cited.is_letter:
        names = f"{_in_a_note(cited.authors)} to {_in_a_note(cited.addressees)}"
        document = [_words(names), _words("" if cited.kind == "letter" else cited.kind)]
        date = written(cited.date, CHICAGO)
    else:
        named = "" if cited.title_names_authors else _in_a_note(cited.authors)
        document = [_words(named), *_title(cited)]
        date = _date_beside_title(cited, CHICAGO)
    parts = [
        *document,
        _words(_translation_in_a_note(cited)),
        _words(date),
        _words(cited.place),
        _words(_uncapitalised(cited.edition)),
        _words(cited.archive),
        _words(cited.address),
    ]
    return _ended(_list(parts, ","))


def chicago_bibliography(cited: Cited) -> list[Piece]:
    parts = [
        _words(_in_a_bibliography(cited.authors)),
        *_title_or_letter(cited),
        _words(_translation(cited)),
        _words(_sentence(_date_or_none(cited, CHICAGO))),
        _words(_sentence(cited.place)),
        _words(cited.edition),
        _words(cited.archive),
        _words(cited.address),
    ]
    return _ended(_list(parts, "."))


def mla(cited: Cited) -> list[Piece]:
    date = _date_or_none(cited, MLA)
    facts = [
        _words(_translation(cited)),
        _words("" if date == NO_DATE else date),
        _words(cited.place),
    ]
    parts = [
        _words(_in_mla(cited.authors)),
        *_title_or_letter(cited),
        _capitalised(_list(facts, ",")),
        _words(cited.edition),
        [Piece(cited.archive, italic=True), Piece(f", {cited.address}")],
    ]
    return _ended(_list(parts, "."))


def apa(cited: Cited) -> list[Piece]:
    title = _apa_title(cited)
    date = _words(f"({written(cited.date, APA)})")
    if authors := _in_apa(cited.authors):
        head = [_list([_words(authors), date], "."), title]
    else:
        head = [title, date]
    place = f"{cited.repository} ({cited.location})"
    if not cited.repository or not cited.location:
        place = _sentence(cited.place)
    said = [*head, _words(place), _words(cited.edition), _words(cited.archive)]
    return _list([*said, _words(cited.address)], ".")


STYLES: tuple[tuple[str, str, Form], ...] = (
    ("archival", "Archival form", archival),
    ("chicago-note", "Chicago, note", chicago_note),
    ("chicago-bibliography", "Chicago, bibliography", chicago_bibliography),
    ("mla", "MLA", mla),
    ("apa", "APA", apa),
)


# ---------------------------------------------------------------- titles and dates


def _title(cited: Cited) -> list[Part]:
    """The title in quotation marks, or a description without; then what it is in English."""
    if not cited.title:
        return [[Piece(UNTITLED)]]
    if cited.is_description:
        part = [Piece(cited.title, language=cited.language)]
    else:
        inner = _QUOTED.sub(r"‘\1’", cited.title)
        part = [Piece("“"), Piece(inner, language=cited.language), Piece("”")]
    if cited.title_in_english:
        part.append(Piece(f" [{cited.title_in_english}]"))
    return [part]


def _letter_to(cited: Cited) -> str:
    """``Letter to Sheng Shicai``: what stands for a title where the author is in front."""
    return f"{cited.kind.capitalize()} to {_in_a_note(cited.addressees)}"


def _title_or_letter(cited: Cited) -> list[Part]:
    return [_words(_letter_to(cited))] if cited.is_letter else _title(cited)


def _apa_title(cited: Cited) -> Part:
    """In italics; a description in brackets, upright; translators in parentheses after it."""
    if cited.is_letter or cited.is_description:
        words = _letter_to(cited) if cited.is_letter else cited.title or UNTITLED
        part = [Piece(f"[{words}]", language="" if cited.is_letter else cited.language)]
    else:
        italic = not _WITHOUT_ITALICS.search(cited.title)
        part = [Piece(cited.title, italic=italic, language=cited.language)]
    if cited.title_in_english:
        part.append(Piece(f" [{cited.title_in_english}]"))
    if cited.translators:
        names = _listed([one.initials_first for one in cited.translators], "&")
        part.append(Piece(f" ({names}, Trans.)"))
    elif cited.machine_translation is not None:
        by = f" [{cited.machine_translation}]" if cited.machine_translation else ""
        part.append(Piece(f" (Machine translation{by})"))
    return part


def _date_beside_title(cited: Cited, manner: Manner) -> str:
    """The date, unless the title, which is shown, names the day."""
    return "" if stands_in(cited.title, cited.date) else written(cited.date, manner)


def _date_or_none(cited: Cited, manner: Manner) -> str:
    if cited.is_letter:  # its title is not shown
        return written(cited.date, manner)
    return _date_beside_title(cited, manner)


def _translation(cited: Cited) -> str:
    if cited.translators:
        return f"Translated by {_listed([one.spoken for one in cited.translators])}"
    if cited.machine_translation is None:
        return ""
    by = f" ({cited.machine_translation})" if cited.machine_translation else ""
    return f"Machine translation{by}"


def _translation_in_a_note(cited: Cited) -> str:
    if cited.translators:
        return f"trans. {_listed([one.spoken for one in cited.translators])}"
    return _uncapitalised(_translation(cited))


# ---------------------------------------------------------------- names


def _in_a_note(names: Sequence[CitedName]) -> str:
    if len(names) > _MOST_IN_A_NOTE:
        return f"{names[0].spoken} et al."
    return _listed([one.spoken for one in names])


def _in_a_bibliography(names: Sequence[CitedName]) -> str:
    """The first by the family name, the others as they are spoken."""
    said = [one.spoken if at else one.by_family for at, one in enumerate(names)]
    if len(said) > _MOST_IN_CHICAGO:
        return ", ".join([*said[:_THEN_IN_CHICAGO], "et al."])
    return _with_comma_before_last(said, "and")


def _in_mla(names: Sequence[CitedName]) -> str:
    if len(names) > 2:
        return f"{names[0].by_family}, et al."
    return _in_a_bibliography(names)


def _in_apa(names: Sequence[CitedName]) -> str:
    said = [one.by_initials for one in names]
    if len(said) > _MOST_IN_APA:
        return f"{', '.join(said[:_THEN_IN_APA])}, . . . {said[-1]}"
    return _with_comma_before_last(said, "&")


def _listed(names: Sequence[str], last: str = "and") -> str:
    """``A``, ``A and B``, ``A, B, and C``."""
    if len(names) <= 2:
        return f" {last} ".join(names)
    return _with_comma_before_last(names, last)


def _with_comma_before_last(names: Sequence[str], last: str) -> str:
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])}, {last} {names[-1]}"


# ---------------------------------------------------------------- putting together


def _words(text: str) -> Part:
    return [Piece(text)] if text else []


def _sentence(text: str) -> str:
    """The text with a capital, unless it begins with an abbreviation of an archive: ``f. 17``."""
    first = text.partition(" ")[0]
    plain = first.isalpha() and len(first) > 2
    return text[:1].upper() + text[1:] if plain or first == "ca." else text


def _uncapitalised(text: str) -> str:
    return text[:1].lower() + text[1:]


def _capitalised(part: Part) -> Part:
    return [Piece(_sentence(part[0].text)), *part[1:]] if part else part


def _list(parts: Sequence[Part], mark: str) -> list[Piece]:
    """The parts with the mark between, inside a closing quotation mark as Americans do."""
    found: list[Piece] = []
    for part in parts:
        if part and found:
            found = [*_marked(found, mark), Piece(" ")]
        found += part
    return _merged(found)


def _ended(pieces: list[Piece]) -> list[Piece]:
    return _merged(_marked(pieces, "."))


def _marked(pieces: list[Piece], mark: str) -> list[Piece]:
    """With the mark at the end; no full stop where the last sign ends a sentence already."""
    text = "".join(piece.text for piece in pieces)
    bare = text.removesuffix("”")
    if bare.endswith((".", "?", "!", "。", "？", "！") if mark == "." else mark):
        return pieces
    if bare == text:
        return [*pieces, Piece(mark)]
    last = pieces[-1]
    return [*pieces[:-1], Piece(f"{last.text.removesuffix('”')}{mark}”", language=last.language)]


def _merged(pieces: Sequence[Piece]) -> list[Piece]:
    """Neighbours of one kind as one piece."""
    found: list[Piece] = []
    for piece in pieces:
        if found and (found[-1].italic, found[-1].language) == (piece.italic, piece.language):
            found[-1] = Piece(found[-1].text + piece.text, piece.italic, piece.language)
        else:
            found.append(piece)
    return found
