"""What a harvest has to tell an archivist; ``where`` is the address, with what was asked of it.

An error counts as one source refused, so that the import is known not to be whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from http import HTTPStatus

from lxml import etree

from regesta.formats.oai.answers import Answer, error_problem
from regesta.formats.reading import Problem, Severity

NO_REPOSITORY = "harvest-answer"  # the code where an address is that of no repository
_SHOWN = 20  # sets or prefixes that a message names


def unreachable(address: str, reason: str, remedy: str) -> Problem:
    return _problem("source-address", address, reason, remedy)


def no_answer(address: str, status: int, reason: str) -> Problem:
    said = f" but {status} {reason}" if status != HTTPStatus.OK else ""
    return _problem(
        NO_REPOSITORY,
        address,
        f"The address does not answer as a repository does (OAI-PMH){said}.",
        "Open it in a browser; the address of a repository is often another one than that of its "
        "pages, and ends in /oai or /oai/request.",
        value=str(status),
    )


def no_name(where: str) -> Problem:
    return _problem(
        NO_REPOSITORY,
        where,
        "The address answers in the form of a repository (OAI-PMH), but does not say which it is.",
        "If it is the address of a file of records, leave oai+ out before it.",
    )


def busy(address: str, status: int, reason: str) -> Problem:
    return _problem(
        "harvest-busy",
        address,
        f"The repository answers {status} {reason}.",
        "Harvest it later; harvest_attempts and harvest_wait_minutes in regesta.toml say how long "
        "it is waited for.",
        value=str(status),
    )


def asks_too_long(where: str, seconds: float, allowed: float, said: str) -> Problem:
    return _problem(
        "harvest-busy",
        where,
        f"The repository asks to wait for {seconds:,.0f} seconds, which with those waited before "
        f"is longer than {allowed / 60:,.0f} minutes.",
        "Harvest it later, or raise harvest_wait_minutes in regesta.toml.",
        value=said,
    )


def too_many_questions(where: str, count: int) -> Problem:
    return _problem(
        "harvest-limit",
        where,
        f"The repository was asked {count:,} times and has still more.",
        "Raise harvest_questions under [limits] in regesta.toml, if you trust it; or harvest its "
        "sets one by one.",
    )


def too_much(where: str, largest: int) -> Problem:
    return _problem(
        "harvest-limit",
        where,
        f"The answers of the repository are larger than {largest / 1e6:,.0f} MB.",
        "Raise unpacked_megabytes under [limits] in regesta.toml, if you trust it; or harvest its "
        "sets one by one.",
    )


def prefix_unknown(where: str, wanted: str, namespace: str | None, known: Iterable[str]) -> Problem:
    """``namespace`` is that of the form of metadata wanted, None where it is not offered."""
    is_none = "is none of those that the repository offers"
    return _problem(
        "harvest-prefix",
        where,
        f"The form of metadata {wanted!r} "
        f"{is_none if namespace is None else f'({namespace}) is not known here'}.",
        "Leave metadataPrefix out of the address, or name one of these: "
        f"{', '.join(list(known)[:_SHOWN])}.",
        value=wanted,
    )


def no_sets(stopped: Problem) -> Problem:
    """``stopped`` is what kept the repository from telling its sets."""
    return _problem(
        "harvest-sets",
        stopped.where,
        f"The repository does not tell the names of its sets. {stopped.message}",
        "Sets whose names are missing are called by their setSpec; harvest it again later with "
        "--from-the-start to have the names.",
        severity=Severity.WARNING,
    )


def error(where: str, answer: Answer) -> Problem:
    code, said = next(iter(answer.errors.items()))
    return error_problem(code, said, where=where)


def nothing_new(where: str, since: str) -> Problem:
    return _problem(
        "harvest-nothing-new",
        where,
        f"Nothing has changed in the repository since {since}.",
        "Nothing needs to be done; --from-the-start asks for everything again.",
        severity=Severity.NOTICE,
    )


def nothing(where: str, set_spec: str, sets: Mapping[str, str]) -> Problem:
    remedy = "Check what the address says of set, from and until."
    if set_spec and sets and set_spec not in sets:
        remedy = f"There is no set {set_spec!r}; sets are {', '.join(list(sets)[:_SHOWN])}."
    return _problem("harvest-nothing", where, "The repository has no records of this sort.", remedy)


def no_deletions(where: str, since: str) -> Problem:
    return _problem(
        "harvest-deletions",
        where,
        f"This repository does not tell what it deletes; what it deleted since {since} stays here.",
        "Look for records that are gone there, if that matters.",
        severity=Severity.NOTICE,
    )


def lost(where: str) -> Problem:
    return _problem(
        "harvest-lost",
        where,
        "The repository twice forgot how far its list had come (badResumptionToken); what it gave "
        "the second time was taken.",
        "Harvest it again later, or its sets one by one.",
    )


def miscounted(where: str, size: int, records: int) -> Problem:
    return _problem(
        "harvest-count",
        where,
        f"The repository counts {size:,} records, and gave {records:,}.",
        "Some repositories only estimate. If records are missing, harvest it again with "
        "--from-the-start.",
        value=str(size),
        severity=Severity.WARNING,
    )


def circle(where: str, token: str, records: int) -> Problem:
    return _problem(
        "harvest-circle",
        where,
        f"After {records:,} records the repository leads back to where the list had been before "
        "(the same resumptionToken twice).",
        "What came until then was taken. Tell whoever keeps the repository; harvest its sets one "
        "by one.",
        value=token,
    )


def mended(where: str, count: int) -> Problem:
    return _problem(
        "harvest-signs",
        where,
        f"In {count:,} places the page was no XML, and was mended; \ufffd stands where a sign was "
        "lost.",
        "Look at the records of the page, and tell whoever keeps the repository.",
        severity=Severity.WARNING,
    )


def broken(where: str, fault: ValueError | etree.XMLSyntaxError, *, goes_on: bool) -> Problem:
    """``fault`` is a `ValueError` where other words stand before the answer."""
    line, column, reason = 1, 1, "other words stand before the answer"
    if isinstance(fault, etree.XMLSyntaxError):
        line, column = fault.position or (1, 1)
        reason = str(fault.msg or "it breaks off").split(", line ")[0]
    return _problem(
        "harvest-broken",
        f"{where}, line {line}, column {column}",
        f"The page is not well-formed XML from here on: {reason}. Its records before that were "
        f"taken{'; the pages after it, too.' if goes_on else '; there the list ends.'}",
        "Tell whoever keeps the repository. The next harvest asks for everything again.",
    )


def _problem(  # the parts of a problem
    code: str,
    where: str,
    message: str,
    remedy: str,
    *,
    value: str = "",
    severity: Severity = Severity.ERROR,
) -> Problem:
    return Problem(
        severity=severity,
        code=code,
        where=where,
        value=value[:200],
        message=message,
        remedy=remedy,
        rejected=int(severity is Severity.ERROR),
    )
