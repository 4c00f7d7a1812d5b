"""What can be wrong with a table, in an archivist's words."""

from __future__ import annotations

from regesta.formats.reading import Problem, Severity

CODES = {
    "table-unreadable": "The file cannot be read as a table; the message says why.",
    "table-too-large": "The spreadsheet is larger than what is read at once; save it as CSV.",
    "table-encoding": "A byte does not belong to the text encoding; the line is named.",
    "table-no-headings": "No row of headings was found, so nothing says what the columns mean.",
    "table-sheet": "One sheet of the spreadsheet was not read, and why.",
    "table-mapping": "Something in the mapping file makes no sense for this table.",
    "table-title-rows": "Words stand above the headings; they are not part of any record.",
    "table-column": "A column is of no known field; its values are kept under its heading.",
    "table-heading-repeated": "Two columns have the same heading.",
    "table-heading-row": "The headings stand once more within the table; that row is left out.",
    "table-empty-values": "Cells such as n/a and NULL were taken for empty.",
    "table-cell-error": "A cell holds the failure of a formula instead of a value.",
    "table-row-longer": "A row has more cells than there are headings.",
    "table-quotes": "A quotation mark is opened and never closed; the row was read without it.",
    "table-row-too-long": "One row is longer than a row can be, and was left out.",
    "table-no-name": "A row has neither a title nor an identifier.",
    "table-identifier-repeated": "Two rows have the same identifier.",
    "table-parent": "The row that another names as its parent is not there, or is below it.",
    "table-file-missing": "A file that a row names does not lie beside the table.",
    "table-value": "A value makes no sense in its column; it is kept under the heading.",
    "date-not-understood": "No date can be read from a wording; it is kept as words.",
}  # fmt: skip
_LONGEST_VALUE = 200


def error(code: str, message: str, remedy: str, **others: str | int) -> Problem:
    return _problem(Severity.ERROR, code, message, remedy, others)


def warning(code: str, message: str, remedy: str, **others: str | int) -> Problem:
    return _problem(Severity.WARNING, code, message, remedy, others)


def notice(code: str, message: str, remedy: str, **others: str | int) -> Problem:
    return _problem(Severity.NOTICE, code, message, remedy, others)


def _problem(
    severity: Severity, code: str, message: str, remedy: str, others: dict[str, str | int]
) -> Problem:
    rejected = int(others.pop("rejected", 0))
    words = {name: _short(str(value)) for name, value in others.items()}
    return Problem(
        severity=severity, code=code, message=message, remedy=remedy, rejected=rejected, **words
    )


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_VALUE else f"{text[:_LONGEST_VALUE]} ..."
