"""Gathers the words of the pages for translators, and brings their catalogues up to date.

    python docs/words.py          after words of pages have changed
    python docs/words.py LANGUAGE  a catalogue for one more language, such as ``uk``

Words that are new stand in every catalogue without a translation, words that are gone leave it.
What remains to be translated is told. A test holds the catalogues to what this finds.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

from regesta.description import date_reading
from regesta.description.authority import AUTHORITY_FIELDS
from regesta.description.citing_styles import STYLES
from regesta.description.fields import FACETS, FIELDS

PACKAGE = Path(__file__).parent.parent / "src" / "regesta"
FOLDER = PACKAGE / "reading_room" / "locale"
TEMPLATE = FOLDER / "regesta.pot"
# Reports of imports are for whoever keeps the archive, as the command line is: in English.
_NOT_FOR_READERS = "reading_room/templates/import_report.html"
_METHODS = [
    (_NOT_FOR_READERS, "ignore"),
    ("reading_room/templates/**.html", "jinja2"),
    ("reading_room/**.py", "python"),
    ("search/**.py", "python"),
]
_OPTIONS = {"reading_room/templates/**.html": {"trimmed": "true", "silent": "false"}}
_KEYWORDS = DEFAULT_KEYWORDS | {
    "noop": None,
    "gettext_noop": None,
    "plural_noop": (1, 2),
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "BadQuery": None,
}
_WIDTH = 98


def extracted() -> Catalog:
    """All words that pages say."""
    found = Catalog(fuzzy=False)
    said = extract_from_dir(PACKAGE, _METHODS, _OPTIONS, _KEYWORDS, comment_tags=("Translators:",))
    places = [
        (file, message, comments, context)
        for file, _, message, comments, context in sorted(said, key=lambda one: (one[0], one[1]))
    ]
    places += [(file, label, [], None) for file, label in _labels()]
    for file, message, comments, context in places:
        found.add(
            message, locations=[(f"src/regesta/{file}", 1)], auto_comments=comments, context=context
        )
    return found


def _labels() -> Iterator[tuple[str, str]]:
    """What tables of the pure rooms say, which know nothing of translation."""
    for table in (FIELDS, FACETS):
        yield from (("description/fields.py", one.label) for one in table)
    yield from (("description/authority.py", one.label) for one in AUTHORITY_FIELDS)
    yield from (("description/citing_styles.py", label) for _, label, _ in STYLES)
    yield from (("description/date_reading.py", note) for note in date_reading.NOTES)


def updated(code: str, words: Catalog) -> Catalog:
    """The catalogue of a language with these words, translated as far as it was."""
    file = FOLDER / f"{code}.po"
    with file.open("rb") if file.exists() else BytesIO() as lines:
        old = read_po(lines, locale=code.replace("-", "_"))
    new = Catalog(locale=code.replace("-", "_"), fuzzy=False)
    for one in words:
        if one.id:
            known = old.get(one.id, one.context)
            new.add(
                one.id,
                string=known.string if known else "",
                locations=one.locations,
                auto_comments=one.auto_comments,
                user_comments=known.user_comments if known else (),
                flags=known.flags if known else (),
                context=one.context,
            )
    return new


def written(catalogue: Catalog) -> str:
    """The file of a catalogue, with nothing in it that changes by itself."""
    lines = ['msgid ""', 'msgstr ""', '"Project-Id-Version: Regesta\\n"']
    if catalogue.locale:
        lines.append(f'"Language: {catalogue.locale}\\n"')
    lines += [
        '"MIME-Version: 1.0\\n"',
        '"Content-Type: text/plain; charset=utf-8\\n"',
        '"Content-Transfer-Encoding: 8bit\\n"',
    ]
    if catalogue.locale:
        lines.append(f'"Plural-Forms: {catalogue.plural_forms}\\n"')
    body = BytesIO()
    write_po(body, catalogue, width=_WIDTH, omit_header=True, include_lineno=False)
    return "\n".join(lines) + "\n\n" + body.getvalue().decode().strip() + "\n"


def untranslated(catalogue: Catalog) -> int:
    return sum(
        not (all(one.string) if one.pluralizable else one.string) for one in catalogue if one.id
    )


def main() -> None:
    words = extracted()
    codes = {file.stem for file in FOLDER.glob("*.po")} | set(sys.argv[1:])
    TEMPLATE.write_text(written(words), encoding="utf-8")
    for code in sorted(codes):
        catalogue = updated(code, words)
        (FOLDER / f"{code}.po").write_text(written(catalogue), encoding="utf-8")
        print(f"{code}: {untranslated(catalogue)} of {len(catalogue)} to be translated")


if __name__ == "__main__":
    main()
