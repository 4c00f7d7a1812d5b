"""What there is to say about a record that is brought in."""

from __future__ import annotations

from regesta.description.record import Record
from regesta.formats.reading import Problem, Reading, Severity
from regesta.ingest.matching import Known

_PROBLEMS = {
    "which-record": (
        Severity.ERROR,
        "Several records of the archive have this date and title, and none has this summary.",
        "Correct the record by hand, or give the records identifiers of their own.",
    ),
    "nothing-to-complete": (
        Severity.ERROR,
        "No record of the archive has this date and title.",
        "Import the listing that holds the record first, and write date and title as it does.",
    ),
    "parent-missing": (
        Severity.WARNING,
        "The record stands below one that the source does not give before it; it was put at the "
        "top.",
        "Check the name of the record above it in the source, and import again.",
    ),
    "same-by-title": (
        Severity.WARNING,
        "A record without a date was taken for the one that has the same title, and its "
        "summary was replaced.",
        "If they are two documents, add a date or something that tells them apart to the "
        "title, and import again; the earlier wording is kept in the record's history.",
    ),
    "deleted-at-source": (
        Severity.WARNING,
        "The source says that the record is no more, but somebody has edited it here since; it "
        "stays.",
        "Say --prefer source to withdraw it, or leave it.",
    ),
}


def problem_of(code: str, reading: Reading, known: Known | None = None) -> Problem:
    severity, message, remedy = _PROBLEMS[code]
    named = reading.named
    return Problem(
        severity=severity,
        code=code,
        where=reading.position,
        record=known.record.text("title") if known else name_of(reading),
        field="title",
        value=named.date.text if named else reading.record.primary_date.text,
        message=message,
        remedy=remedy,
        rejected=int(severity is Severity.ERROR),
    )


def edited_since(
    reading: Reading,
    record: Record,
    name: str,
    before: str,
    after: str,
    *,
    prefers_source: bool,
) -> Problem:
    """That the source says one thing of a field and whoever has edited it another."""
    kept = "source" if prefers_source else "archive"
    return Problem(
        severity=Severity.WARNING,
        code="edited-since",
        where=reading.position,
        record=record.text("title"),
        field=name,
        value=after,
        message=f"{name}: somebody has edited this since. The archive says {before!r}, the "
        f"source {after!r}; the {kept}'s is kept.",
        remedy="Say --prefer source to take what the source says, or leave it.",
    )


def name_of(reading: Reading) -> str:
    """What a person would call the record: its title, or its identifier."""
    title = reading.named.title if reading.named else reading.record.text("title")
    others = reading.record.identifiers
    return title or reading.identifier or (others[0].value if others else "")


def is_doubtful(before: Record, after: Record) -> bool:
    """Whether a summary is replaced in a record that nothing but its title identifies."""
    summary = "scope_and_content"
    return (
        not after.primary_date.edtf
        and not after.identifiers
        and bool(before.text(summary))
        and before.text(summary) != after.text(summary)
    )
