"""The words of each language, read from the file that translators edit.

English stands in the code and the templates; every other language is a file ``locale/CODE.po``
beside this module. It is read when its first word is asked for, about a twentieth of a second,
so nothing has to be compiled and nothing can be out of date.
"""

from __future__ import annotations

from functools import cached_property
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

FOLDER = Path(__file__).parent / "locale"
SOURCE = "en"


def languages_known() -> tuple[str, ...]:
    """The codes of all languages there are words of, English first."""
    return (SOURCE, *sorted(file.stem for file in FOLDER.glob("*.po")))


class Catalogue(NullTranslations):
    """The words of one language, with what Django's ``activate`` asks of a language."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self._code = code

    @cached_property
    def _words(self) -> NullTranslations:
        if self._code == SOURCE:
            return NullTranslations()
        # Every command learns which languages there are, and needs no words of them.
        from babel.messages.mofile import write_mo
        from babel.messages.pofile import read_po

        compiled = BytesIO()
        with (FOLDER / f"{self._code}.po").open("rb") as file:
            write_mo(compiled, read_po(file, locale=self._code.replace("-", "_")))
        compiled.seek(0)
        return GNUTranslations(compiled)

    def gettext(self, message: str) -> str:
        return self._words.gettext(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self._words.ngettext(msgid1, msgid2, n)

    def pgettext(self, context: str, message: str) -> str:
        return self._words.pgettext(context, message)

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        return self._words.npgettext(context, msgid1, msgid2, n)

    def language(self) -> str:
        return self._code

    def to_language(self) -> str:
        return self._code
