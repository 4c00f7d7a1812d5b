"""The problems of loose files: those of one file are told at once, common ones once for all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from regesta.formats.files.contents import Fault
from regesta.formats.reading import Problem, Severity

CODES = {
    "file-empty": "A file holds nothing; no record was made of it.",
    "file-unreadable": "A file cannot be opened or read; no record was made of it, or its text "
    "was not taken.",
    "files-damaged": "A file cannot be read; its record has the file, but no text.",
    "files-encoding": "A text is not in the encoding it was taken for; bytes that do not fit show "
    "as \ufffd.",
    "files-extra-missing": "What reads PDF and pictures is not installed; the files were kept.",
    "files-large": "A file is larger than the limit for reading its text.",
    "files-locked": "A PDF can only be read with a password; its record has no text.",
    "files-many-pixels": "A picture has more pixels than the limit; what it says of itself was "
    "not read.",
    "files-name": "A file name does not fit the pattern; it was read without.",
    "files-name-not-text": "A file name holds bytes that are no text; they are written as codes.",
    "files-no-text": "PDFs or documents hold no text, but pictures of pages.",
    "files-not-text": "A file that is called a text is none; it was kept without text.",
    "files-page-damaged": "The text of some pages cannot be read.",
    "files-pattern": "The pattern of file names cannot be used.",
    "files-same-content": "Two files of the folder are the same; each has its record.",
    "files-swells": "A document unpacks to far more than it should; its text was not taken.",
    "files-text-cut": "A text is longer than the limit; what comes after was not taken.",
    "files-too-much": "Reading a file took too long or too much memory, and was stopped.",
    "files-unread-kind": "Files of these kinds are not read; they were kept.",
}

_AGAIN = "and import the folder again: the record is known by its file's place or content."
_SAID: dict[str, tuple[str, str]] = {
    "file-unreadable": (
        "The file cannot be read: {said}.",
        "Check that you may read it, " + _AGAIN,
    ),
    "files-damaged": (
        "The file is damaged, or not what it looks like ({said}); it was kept without being read.",
        "Open it in another program and save it anew, " + _AGAIN,
    ),
    "files-encoding": (
        "The text is not written in UTF-8 throughout: {said}. What does not fit shows as \ufffd.",
        "Save it as UTF-8, " + _AGAIN,
    ),
    "files-locked": (
        "The PDF opens only with a password; it was kept without its text.",
        "Save it without a password, " + _AGAIN,
    ),
    "files-many-pixels": (
        "The picture has {said} pixels, more than the limit; it was kept, but what it says of "
        "itself was not read.",
        "Raise image_megapixels under [limits] in regesta.toml, if that is its true size.",
    ),
    "files-not-text": (
        "The file is called a text, but holds something else; it was kept as it is.",
        "Look at what it is, and give it the right ending.",
    ),
    "files-page-damaged": (
        "The text of these pages cannot be read: {said}.",
        "Look at these pages in the file; save it anew with another program, " + _AGAIN,
    ),
    "files-swells": (
        "The document unpacks to far more than it should; it was kept without its text.",
        "Do not open it unless you trust where it is from; or save it anew, " + _AGAIN,
    ),
    "files-text-cut": (
        "The text is longer than the limit; it was taken up to {said}.",
        "Raise text_pages or text_characters under [limits] in regesta.toml, " + _AGAIN,
    ),
    "files-too-much": (
        "Reading the file took longer, or more memory, than the limits allow, and was stopped; "
        "it was kept without its text.",
        "Raise reading_seconds or reading_megabytes under [limits] in regesta.toml if you trust "
        "the file, " + _AGAIN,
    ),
    "files-large": (
        "The file has {said} MB, more than the limit for reading its text; it was kept without.",
        "Raise file_megabytes under [limits] in regesta.toml, " + _AGAIN,
    ),
}
_COMMON = ("files-no-text", "files-extra-missing", "files-unread-kind")
_MOST_NAMED = 10


@dataclass(slots=True)
class Common:
    """What is wrong with many files at once: how many, and the first of them."""

    files: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    counts: dict[tuple[str, str], int] = field(default_factory=dict)

    def note(self, code: str, said: str, name: str) -> None:
        key = (code, said)
        self.counts[key] = self.counts.get(key, 0) + 1
        named = self.files.setdefault(key, [])
        if len(named) < _MOST_NAMED:
            named.append(name)

    def told(self) -> Iterator[Problem]:
        for (code, said), count in self.counts.items():
            files = self.files[(code, said)]
            named = ", ".join(files) + (", ..." if count > len(files) else "")
            many = f"{count:,} files" if count > 1 else "1 file"
            if code == "files-no-text":
                message = f"{many} hold no text, but pictures of pages or nothing: {named}."
                remedy = "Have their text recognised (ocrmypdf does it), " + _AGAIN
                severity = Severity.NOTICE
            elif code == "files-extra-missing":
                message = f"{said} is not installed; {many} were kept without being read: {named}."
                remedy = "Install it with: pip install 'regesta[files]'; then import again."
                severity = Severity.WARNING
            else:
                message = f"Not read are {said}; {many} of the kind were kept: {named}."
                remedy = (
                    "Nothing needs to be done; save texts as PDF, .docx, .odt or plain text, and "
                    "pictures as JPEG or TIFF, if what they say shall be found."
                )
                severity = Severity.NOTICE
            yield Problem(
                severity=severity, code=code, field="files", value=str(count), message=message,
                remedy=remedy,
            )  # fmt: skip


def is_common(fault: Fault) -> bool:
    return fault.code in _COMMON


def problem_of(fault: Fault, *, where: str, record: str, name: str) -> Problem:
    """What is wrong with one file, for an archivist."""
    message, remedy = _SAID[fault.code]
    return Problem(
        severity=Severity.WARNING,
        code=fault.code,
        where=where,
        record=record[:200],
        field="files",
        value=name[:200],
        message=message.format(said=fault.said or "it says nothing"),
        remedy=remedy,
    )
