"""From files to a record: what their name says, what they say of themselves, and their text."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from regesta.description.record import Identifier, Reference, Rights
from regesta.formats.draft import Draft, cut
from regesta.formats.files.contents import Content, Fault, Picture
from regesta.formats.files.grouping import Unit
from regesta.formats.files.naming import read_date, read_name, stem_of
from regesta.formats.files.patterns import Pattern
from regesta.formats.files.problems import Common, is_common, problem_of
from regesta.formats.files.reader import Reader
from regesta.formats.files.texts import Written, texts_of
from regesta.formats.files.word import is_word
from regesta.formats.folder import Folder, Member
from regesta.formats.media_types import LOOKED_AT, UNKNOWN, media_type
from regesta.formats.reading import Attachment, Contents, Item, Reading

SCHEME = "file in"  # how the schemes of identifiers begin that name files by their places
LONGEST_PLACE = 400  # signs of a place as an identifier
_LONGEST_FOLDER = 30  # signs of a folder's name in a scheme

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_KINDS = {
    "application/pdf": "pdf", _WORD: "word",
    "application/vnd.oasis.opendocument.text": "opendocument",
    "image/jpeg": "image", "image/png": "image", "image/tiff": "image", "image/gif": "image",
    "image/webp": "image", "image/jp2": "image", "image/avif": "image", "text/plain": "text",
}  # fmt: skip
_NO_TEXT = re.compile("[\udc80-\udcff]")  # bytes of a name that are no text, as Python has them
_TEXT_ENDINGS = frozenset(("", ".txt", ".text", ".md", ".markdown", ".asc"))
# Kinds that may hold words which are not read.
_UNREAD = {
    "application/x-ole-storage": "old Office files (.doc)",
    "application/rtf": "RTF", "text/html": "web pages", "application/xml": "XML",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "presentations",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "spreadsheets",
    "application/zip": "archives within the folder", "image/heic": "HEIC pictures",
    "image/heif": "HEIF pictures",
}  # fmt: skip


@dataclass(slots=True)
class Records:
    """Makes the records of one folder."""

    folder: Folder
    pattern: Pattern | None
    reader: Reader
    common: Common = field(default_factory=Common)
    counts: Counter[str] = field(init=False)  # of each content in the folder
    scheme: str = field(init=False)

    def __post_init__(self) -> None:
        self.counts = Counter(self.folder.sums.values())
        place = hashlib.sha256(self.folder.place.encode("utf-8", "replace")).hexdigest()[:10]
        name = " ".join(self.folder.name.split())[:_LONGEST_FOLDER]
        self.scheme = f"{SCHEME} {name} ({place})"

    def read(self, unit: Unit) -> Iterator[Item]:
        """The problems of a unit, and its record."""
        where = unit.members[0].name if unit.members and not unit.is_folder else unit.path
        # The source itself is named before every place: a file alone is not named twice.
        draft = Draft("" if self.folder.is_alone else where)
        draft.record.level = unit.level
        draft.record.identifiers.append(Identifier(self.scheme, _place(unit.path)))
        self._say_name(unit, draft)
        files, written = [], []
        for member in unit.members:
            kind = media_type(_head(member.path))
            files.append(_attachment(member, kind))
            content = self._content(member, kind, draft)
            written.append(Written(member.name, _kind_of(member, kind), content))
        if any(one.content.picture for one in written):
            self._say_pictures(
                [one.content.picture for one in written if one.content.picture], draft
            )
        self._say_documents(unit, written, draft)
        draft.record.texts = texts_of(written, pages=self._pages_of(unit))
        yield from draft.problems
        yield Reading(
            record=draft.record,
            position=draft.where or "the file",
            wording=cut("\n".join(one.name for one in unit.members) or unit.path),
            key=unit.path,
            parent=unit.above,
            files=tuple(files),
            contents=self._contents(unit),
        )

    def _say_name(self, unit: Unit, draft: Draft) -> None:
        path = unit.path.strip("/")
        last = path.rpartition("/")[2] or self.folder.name
        named = read_name(
            last if unit.is_folder else stem_of(unit.members[0].name.rpartition("/")[2]),
            of_folder=unit.is_folder,
        )
        found = {name: one.text for name, one in (unit.found or {}).items()}
        title = found.get("title", "")
        if not title:
            title = named.title if not found or "date" not in found else _rest_of(last, found)
        draft.say("title", title or last or path or self.folder.name)
        date = read_date(found["date"]) if "date" in found else named.date
        draft.date(date)
        if "reference" in found:
            draft.refer(Reference(text=found["reference"]))
        if "creator" in found:
            draft.agent(found["creator"], "creator")
        if unit.misses and self.pattern:
            draft.warn(
                "files-name",
                "files",
                unit.members[0].name,
                "The name of the file does not fit the pattern; its date and title were looked "
                "for without it.",
                "Rename the file, or widen the pattern of --names, and import the folder again.",
            )
        if any(_NO_TEXT.search(str(one.path)) for one in unit.members):
            draft.warn(
                "files-name-not-text",
                "files",
                unit.members[0].name,
                "The name of the file holds bytes that are no text; they are written as codes.",
                "Rename the file, and import the folder again.",
            )

    def _content(self, member: Member, media: str, draft: Draft) -> Content:
        """What the file holds, with the problems there are."""
        kind = _kind_of(member, media)
        if not kind:
            if media in _UNREAD:
                self.common.note("files-unread-kind", _UNREAD[media], member.name)
            return Content()
        content = self._read(member, kind)
        for fault in content.faults:
            if is_common(fault):
                self.common.note(fault.code, fault.said, member.name)
            else:
                draft.problems.append(
                    problem_of(
                        fault,
                        where=draft.where and member.name,
                        record=draft.title,
                        name=member.name,
                    )
                )
        return content

    def _read(self, member: Member, kind: str) -> Content:
        try:
            size = member.path.stat().st_size
        except OSError as error:
            return Content(faults=[Fault("file-unreadable", (error.strerror or "").lower())])
        # Of pictures and plain texts no more than a part is read.
        if kind in ("pdf", "word", "opendocument") and size > self.folder.limits.file_bytes:
            return Content(faults=[Fault("files-large", f"{size / 1e6:,.0f}")])
        return self.reader.read(kind, member.path)

    def _say_pictures(self, pictures: list[Picture], draft: Draft) -> None:
        """What pictures say of themselves. When and where somebody photographed a document, and
        who did, is said of the document only where the pictures are the documents."""
        are_records = self.folder.arrangement.photographs
        days = sorted({one.taken for one in pictures if one.taken})
        if days:
            taken = days[0] if len(days) == 1 else f"{days[0]}/{days[-1]}"
            if are_records and not draft.record.dates:
                draft.date(taken)
            else:
                draft.keep("Date taken", taken)
        for one in pictures:
            draft.say("scope_and_content", one.description)
            for word in one.keywords:
                draft.subject(word)
            if are_records:
                draft.agent(one.artist, "photographer")
            else:
                draft.keep("Artist", one.artist)
            if one.copyright and not draft.record.rights.statement:
                draft.record.rights = Rights(statement=one.copyright)
            draft.keep("Title in the file", one.title)
            draft.keep("Coordinates", one.coordinates)
            draft.keep("Camera", one.camera)

    def _say_documents(self, unit: Unit, written: list[Written], draft: Draft) -> None:
        for one in written:
            draft.keep("Title in the file", one.content.title)
            draft.keep("Author in the file", one.content.author)
        counted = [one.content.count for one in written if one.content.count]
        if len(counted) == 1 and not unit.is_folder:
            draft.say("extent", f"{counted[0]:,} page{'s' if counted[0] != 1 else ''}")

    def _pages_of(self, unit: Unit) -> dict[str, str] | None:
        """The page that each file is, where the files of a record are its pages."""
        if unit.is_folder:
            names = {one.name: stem_of(one.name.rpartition("/")[2]) for one in unit.members}
        elif unit.found and "page" in unit.found and self.pattern:
            names = {}
            for one in unit.members:
                found = self.pattern.match(one.name)
                names[one.name] = found["page"].text if found else ""
        else:
            return None
        return names

    def _contents(self, unit: Unit) -> Contents | None:
        if not unit.members:
            return None
        own = frozenset(self.folder.sums[one.name] for one in unit.members)
        return Contents(own=own, source=self.counts)


def _rest_of(stem: str, found: dict[str, str]) -> str:
    """The title of a file whose pattern names none: what the name is."""
    return " ".join(stem.replace("_", " ").split()) or found["date"]


def _place(path: str) -> str:
    """The place as an identifier; the beginning of a very long one gives way to its sum."""
    if len(path) <= LONGEST_PLACE:
        return path
    return f"{hashlib.sha256(path.encode()).hexdigest()[:16]}…{path[-LONGEST_PLACE + 20 :]}"


def _kind_of(member: Member, media: str) -> str:
    """Which reader is for the file; "" for none."""
    kind = _KINDS.get(media, "")
    if kind == "text" and member.path.suffix.casefold() not in _TEXT_ENDINGS:
        return ""
    if media == "application/zip" and is_word(member.path):
        return "word"
    return kind


def _attachment(member: Member, kind: str) -> Attachment:
    return Attachment(
        name=member.name.rpartition("/")[2],
        opener=_opener(member.path),
        media_type=kind if kind != UNKNOWN else "",
    )


def _opener(path: Path) -> Callable[[], BinaryIO]:
    return lambda: path.open("rb")


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(LOOKED_AT)
    except OSError:
        return b""
