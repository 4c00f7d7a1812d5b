"""What can be wrong with a TEI file, or worth knowing about it, in an archivist's words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from regesta.formats.reading import Problem, Severity
from regesta.formats.tei.dating import FROM_PLACE
from regesta.formats.tei.names import all_text
from regesta.formats.xml import Element, place


def bad_date(element: Element, wrong: str, record: str = "") -> Problem:
    return Problem(
        severity=Severity.WARNING,
        code="tei-date",
        where=place(element),
        record=record,
        field="date",
        value=wrong,
        message="The date says in an attribute what is no date, or two ends that run backward.",
        remedy="Write it as YYYY, YYYY-MM or YYYY-MM-DD; until then its words alone count.",
    )


def twice(element: Element, own: str, key: str) -> Problem:
    return Problem(
        severity=Severity.WARNING,
        code="tei-identifier-twice",
        where=place(element),
        record=key,
        field="xml:id",
        value=own,
        message=f"Another document of the file has this identifier; this one is called {key}.",
        remedy="Give each document of the file an identifier of its own, so that it keeps "
        "its address when the file is imported again in another order.",
    )


def loose(element: Element) -> Problem:
    return Problem(
        severity=Severity.WARNING,
        code="tei-loose-text",
        where=place(element),
        value=all_text(element)[:2_000],
        message="Text stands between the documents of a chapter and belongs to none of them.",
        remedy="Look whether it matters; if so, put it into a document or before the first.",
    )


def remarks(
    where: str,
    record: str,
    *,
    concluded: int,
    undated: int,
    left_out: Sequence[str],
    includes: Sequence[str],
    unknown: Sequence[str],
) -> Iterator[Problem]:
    """What is to be said of a file as a whole, at its end."""

    def notice(code: str, value: str, message: str, remedy: str, field: str = "") -> Problem:
        return Problem(
            severity=Severity.NOTICE, code=code, where=where, record=record, field=field,
            value=value, message=message, remedy=remedy,
        )  # fmt: skip

    if concluded:
        yield notice(
            "tei-date-concluded",
            str(concluded),
            f"{concluded} documents, most of them editorial notes, have no date of their own. "
            "They got one that is marked as made by a program: the first day an editorial note "
            "speaks of, or the days between the documents around it.",
            f"Look at those whose date says it was {FROM_PLACE}, where it matters.",
            "date",
        )
    if undated:
        yield notice(
            "tei-undated",
            str(undated),
            f"{undated} documents have no date, and none could be concluded.",
            "Give them a date in a supplement where one is known.",
            "date",
        )
    if left_out:
        yield notice(
            "tei-left-out",
            "; ".join(left_out),
            "Table of contents and index of the volume were left out: the archive makes its own.",
            "Nothing has to be done.",
        )
    if includes:
        yield notice(
            "tei-include",
            "; ".join(dict.fromkeys(includes)),
            "The file asks for others to be put into it; that is not done.",
            "If a document is missing, import that file too, or ask for one file with everything.",
            "xi:include",
        )
    if unknown:
        yield notice(
            "tei-unknown-name",
            ", ".join(unknown)[:2_000],
            f"Names point to {len(unknown)} entries that no list of the file has.",
            "The words are kept; mend the pointers if these people matter.",
        )
