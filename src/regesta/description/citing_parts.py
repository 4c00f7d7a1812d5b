"""What citations of a document are made of, found in its record."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from regesta.description.citing_dates import date_cited
from regesta.description.citing_names import CitedName, cited_name
from regesta.description.record import Record, RecordDate, State, TextKind

AUTHORS = ("author", "creator", "sender", "issuing body", "signatory")
ADDRESSEE = "addressee"
UNTITLED = "Untitled"
LONGEST_EDITION = 400  # characters; a longer note on printings is no reference to one
_MOST_LEVELS = 3
_KINDS = (
    "telegram", "cable", "memorandum", "note", "dispatch", "despatch", "postcard", "report",
    "circular", "message",
)  # fmt: skip
_OWN_VERB = re.compile(r"(?:re)?(?:printed|published|cited|quoted|edited|see)\b", re.IGNORECASE)
_TRANSLATED_BY = re.compile(r"(?:translat(?:ed|ion)|trans\.)\s+by\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a citation; ``language`` is that of a title of the source."""

    text: str
    italic: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """What citations of a document are made of; whatever is not known is "" or empty.

    ``is_description`` says that the title is a cataloguer's words, not the document's:
    it stands without quotation marks. ``place`` is the reference to the original whole, in
    the order of its archive; ``repository`` and ``location`` are its two parts.
    """

    title: str
    language: str
    title_in_english: str
    is_description: bool
    authors: tuple[CitedName, ...]
    addressees: tuple[CitedName, ...]
    date: RecordDate | None
    place: str
    repository: str
    location: str
    edition: str
    translators: tuple[CitedName, ...]
    machine_translation: str | None  # what made it; None where no machine did
    archive: str
    address: str

    @property
    def is_letter(self) -> bool:
        """Whether it is known by who wrote to whom, having no title of its own."""
        return bool(self.is_description and self.authors and self.addressees)

    @property
    def kind(self) -> str:
        """What it calls itself if it is a letter: a letter, a telegram."""
        first = self.title.partition(" ")[0].casefold()
        return first if first in _KINDS else "letter"

    @property
    def title_names_authors(self) -> bool:
        words = self.title.casefold()
        names = [(one.family if one.given else one.spoken).casefold() for one in self.authors]
        return all(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words) for name in names)


def cited_parts(
    record: Record, *, archive: str, address: str, within: Sequence[Record] = ()
) -> Cited:
    """The parts of a record; ``archive`` is the name of the archive that shows it, ``address``
    where, and ``within`` what it is a part of, the nearest first."""
    title = record.statement("title")
    machine, translators = _translators(record)
    edition = _edition(record)
    repository, location = place_of(record)
    place = ", ".join(filter(None, (repository, location)))
    if within and not repository and not edition:
        repository, location = _place_within(location, within)
        place = ", ".join(filter(None, (location, repository)))
    return Cited(
        title=_plain(title.text) if title else "",
        language=title.language if title else "",
        title_in_english=_in_english(record),
        is_description=title is None or title.state is State.SUPPLIED,
        authors=authors_of(record),
        addressees=_named(record, ADDRESSEE),
        date=date_cited(record),
        place=place,
        repository=repository,
        location=location,
        edition=edition,
        translators=translators,
        machine_translation=machine,
        archive=_plain(archive),
        address=address,
    )


def _place_within(location: str, within: Sequence[Record]) -> tuple[str, str]:
    """The place of a part of a finding aid, from the box to the whole: ``box 1, Letters,
    Records of the Society``. Of many levels the two nearest and the last are said."""
    titles = [_plain(one.text("title")) for one in within]
    said = titles if len(titles) <= _MOST_LEVELS else [*titles[:2], titles[-1]]
    places = [place_of(one) for one in within]
    repository, above = next((one for one in places if one[0]), ("", ""))
    steps = (location, *said, "" if location else above)
    return repository, ", ".join(filter(None, (step.rstrip(".") for step in steps)))


def authors_of(record: Record) -> tuple[CitedName, ...]:
    """Those it is cited under: of all roles that can be an author's, the first that is filled,
    so that who signed a telegram does not stand beside the embassy that sent it."""
    return next(filter(None, (_named(record, role) for role in AUTHORS)), ())


def _named(record: Record, role: str) -> tuple[CitedName, ...]:
    return tuple(cited_name(one) for one in record.agents if one.role == role and one.name.strip())


def place_of(record: Record) -> tuple[str, str]:
    """Repository and location of the original, all references of one repository together.
    A repository is not said twice where the wording of the reference begins with it."""
    if not record.references:
        return "", ""
    repository = _plain(record.references[0].repository)
    locations = []
    for one in record.references:
        text, other = _plain(one.text), _plain(one.repository)
        for known in filter(None, (repository, other)):
            if text == known:
                text = ""
            elif re.match(rf"{re.escape(known)}\s*[,;:]\s*", text):
                text = text[len(known) :].lstrip(" ,;:")
        if other and other != repository:
            text = ", ".join(filter(None, (other, text)))
        locations.append(text.rstrip("."))
    return repository, "; ".join(dict.fromkeys(filter(None, locations)))


def _plain(text: str) -> str:
    return " ".join(text.split())


def _in_english(record: Record) -> str:
    """The English title of a document whose own title is in another language."""
    shown = record.statement("title")
    if shown is None or not shown.language or shown.language.startswith("en"):
        return ""
    return next(
        (_plain(one.text) for one in record.values["title"] if one.language.startswith("en")), ""
    )


def _edition(record: Record) -> str:
    """Where it was printed, as the first short note on publication says it."""
    notes = [_plain(one.text).rstrip(".") for one in record.values.get("publications", ())]
    short = next((one for one in notes if 0 < len(one) <= LONGEST_EDITION), "")
    title = _plain(record.text("title"))
    if title and short.startswith(title):  # a volume, which is its own edition
        short = short[len(title) :].lstrip(" ,.;:")
    return short if not short or _OWN_VERB.match(short) else f"Printed in {short}"


def _translators(record: Record) -> tuple[str | None, tuple[CitedName, ...]]:
    if named := _named(record, "translator"):
        return None, named
    for text in record.texts:
        if text.kind is not TextKind.TRANSLATION:
            continue
        maker = _plain(text.maker).rstrip(".")
        if text.state is State.MACHINE_MADE:
            return maker, ()
        if maker:
            return None, (CitedName(_TRANSLATED_BY.sub("", maker, count=1)),)
    return None, ()
