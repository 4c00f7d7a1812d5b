"""What can be wrong with a pasted listing, in words for an archivist."""

from __future__ import annotations

from collections.abc import Sequence

from regesta.formats.listing.lines import CountLine, Line, where
from regesta.formats.listing.preparation import Page
from regesta.formats.reading import Problem, Severity

CODES = {
    "not-a-listing": "The text holds neither a count line nor a date line above a title.",
    "too-long": "The text or page is too long to be cut into records in reasonable time.",
    "no-count-line": "A record seems to have no date line, and no count line tells.",
    "not-checked": "A page has no count line, so nothing tells whether it was read right.",
    "count-impossible": "The numbers of the count line contradict each other.",
    "count-mismatch": "The text cannot be cut into as many records as the count line claims.",
    "cut-ambiguous": "The text can be cut into the claimed number of records in several ways.",
    "cut-chosen": "Of several ways to cut the text into records, the likeliest was taken.",
    "titles-missing": "Dates stand without titles below them.",
    "date-missing": "A record has no date line; it was found by the look of its title.",
    "title-doubtful": "What stands as a title reads like an abstract or a date.",
    "text-doubtful": "A line that was taken for part of an abstract may be something else.",
    "text-left-out": "Text outside the records was left out.",
    "lines-wrapped": "Lines seem to be broken at a fixed width, titles perhaps among them.",
    "page-repeated": "The same page stands in the text twice and was read once.",
    "records-not-in-paste": "The count lines speak of records that are not in the text.",
    "totals-disagree": "The count lines give different totals.",
    "date-not-understood": "A date line was kept as words, because no date can be read from it.",
    "date-out-of-order": "A date breaks the order that the other dates of its page follow.",
}
"""Every problem that reading a listing can report, with what it means."""

LONGEST_QUOTE = 100
MOST_QUOTES = 5


def quoted(text: str) -> str:
    if len(text) > LONGEST_QUOTE:
        text = text[: LONGEST_QUOTE - 1] + "…"
    return f"“{text}”"


def counted(count: int, noun: str = "record") -> str:
    return f"1 {noun}" if count == 1 else f"{count:,} {noun}s"


def _places(lines: Sequence[Line]) -> str:
    named = [f"{quoted(line.text)} (line {line.number})" for line in lines[:MOST_QUOTES]]
    if len(lines) > MOST_QUOTES:
        named.append(f"{len(lines) - MOST_QUOTES} more")
    return " and ".join(named)


# --- Of the whole text


def not_a_listing(looks_like: str, like_count: Line | None) -> Problem:
    """``looks_like`` says what the text is instead: empty, a table, a web page."""
    message = "This text has no count line such as “1 - 10 of 13” and no date above a title."
    remedy = "Copy the page of results from its count line to its last record, and paste that."
    if looks_like:
        message = f"This text is no listing: it {looks_like}."
    elif like_count:
        remedy = _how_to_write_count(like_count)
    return Problem(
        severity=Severity.ERROR,
        code="not-a-listing",
        message=message,
        remedy=remedy,
        where=where(like_count.number) if like_count and not looks_like else "",
        rejected=1,
    )


def _how_to_write_count(line: Line) -> str:
    return f"If {quoted(line.text)} is the count line, write it as “1 - 10 of 13”."


def text_too_long(lines: int) -> Problem:
    return Problem(
        severity=Severity.ERROR,
        code="too-long",
        message=f"This text has more than {lines:,} lines.",
        remedy="Paste the listing in several parts, each of them whole pages.",
        rejected=1,
    )


def totals_disagree(counts: Sequence[CountLine], largest: int) -> Problem:
    totals = sorted({count.total for count in counts})
    return Problem(
        severity=Severity.WARNING,
        code="totals-disagree",
        message=f"The count lines give different totals; the largest, {largest:,}, was taken.",
        remedy="Make sure that all pages come from one search, and paste each search by itself.",
        where=", ".join(where(count.number) for count in counts[:MOST_QUOTES]),
        value=", ".join(f"{total:,}" for total in totals[:MOST_QUOTES]),
    )


def records_not_in_paste(
    missing: Sequence[tuple[int, int]], total: int, last: CountLine
) -> Problem:
    ranges = [f"{a:,}" if a == b else f"{a:,} to {b:,}" for a, b in missing[:MOST_QUOTES]]
    if len(missing) > MOST_QUOTES:
        ranges.append(f"{len(missing) - MOST_QUOTES:,} more ranges")
    single = len(missing) == 1 and missing[0][0] == missing[0][1]
    named = " and ".join(filter(None, [", ".join(ranges[:-1]), ranges[-1]]))
    named = f"{'record' if single else 'records'} {named}"
    return Problem(
        severity=Severity.WARNING,
        code="records-not-in-paste",
        message=f"Of the {total:,} records that the list counts, {named} "
        f"{'is' if single else 'are'} not in this paste.",
        remedy="Paste the other pages of the list as well; what is already here stays single.",
        where=where(last.number),
        value=named,
    )


def head_left_out(lines: Sequence[Line]) -> Problem:
    return Problem(
        severity=Severity.WARNING,
        code="text-left-out",
        message="The text above the first count line was left out, "
        "though it may hold part of a record.",
        remedy="If a record stands there, paste its page together with that page's count line.",
        where=where(lines[0].number, lines[-1].number),
        value=lines[0].said[:LONGEST_QUOTE],
    )


# --- Of a page


def page_repeated(page: Page) -> Problem:
    return Problem(
        severity=Severity.NOTICE,
        code="page-repeated",
        message="This page stands in the text a second time; it was read once.",
        remedy="Nothing needs to be done, unless another page was meant to stand here.",
        where=page.where,
        value=page.count.said if page.count else "",
    )


def lines_left_out(lines: Sequence[Line]) -> Problem:
    return Problem(
        severity=Severity.NOTICE,
        code="text-left-out",
        message=f"{counted(len(lines), 'line')} above the first record of the page "
        f"{'was' if len(lines) == 1 else 'were'} left out: {_places(lines)}.",
        remedy="If a record begins here, put a bullet (•) before its title, "
        "and check the page's count line.",
        where=where(lines[0].number, lines[-1].end),
        value=lines[0].said[:LONGEST_QUOTE],
    )


def repeated_left_out(lines: Sequence[Line]) -> Problem:
    texts = " and ".join(quoted(text) for text in sorted({line.said for line in lines}))
    return Problem(
        severity=Severity.NOTICE,
        code="text-left-out",
        message=f"{texts} stands in nearly every record of the page and was left out.",
        remedy="Nothing needs to be done, unless this is part of the records.",
        where=where(lines[0].number),
        value=lines[0].said,
    )


def foot_left_out(lines: Sequence[Line]) -> Problem:
    return Problem(
        severity=Severity.WARNING,
        code="text-left-out",
        message=f"{counted(len(lines), 'line')} below the last record of the page "
        f"{'was' if len(lines) == 1 else 'were'} left out: {_places(lines)}.",
        remedy="If a record stands here, put a bullet (•) before its title.",
        where=where(lines[0].number, lines[-1].end),
        value=lines[0].said[:LONGEST_QUOTE],
    )


def page_too_long(page: Page, rejected: int) -> Problem:
    return Problem(
        severity=Severity.ERROR,
        code="too-long",
        message="This page has too many lines that may be titles without a date line.",
        remedy="Paste fewer records at a time, each part with a count line of its own.",
        where=page.where,
        rejected=rejected,
    )


def no_count_line(line: Line, like_count: Line | None, rejected: int) -> Problem:
    remedy = "Paste the page again together with its count line, such as “1 - 10 of 13”."
    return Problem(
        severity=Severity.ERROR,
        code="no-count-line",
        message=f"{quoted(line.text)} may be a record without a date line, "
        "and no count line says how many records there are.",
        remedy=_how_to_write_count(like_count) if like_count else remedy,
        where=where(line.number),
        value=line.text,
        rejected=rejected,
    )


def not_checked(page: Page, records: int) -> Problem:
    return Problem(
        severity=Severity.NOTICE,
        code="not-checked",
        message=f"{counted(records)} {'was' if records == 1 else 'were'} read, "
        "but no count line says whether that is right.",
        remedy="Compare the number with the website, or paste the page with its count line.",
        where=page.where,
        value=str(records),
    )


def lines_wrapped(page: Page) -> Problem:
    return Problem(
        severity=Severity.WARNING,
        code="lines-wrapped",
        message="The lines of this page seem to be broken at a fixed width; "
        "only the first line below a date was taken for the title.",
        remedy="Paste the page with blank lines between date, title and abstract, "
        "or with each of them on a line of its own.",
        where=page.where,
    )


def count_impossible(count: CountLine) -> Problem:
    return Problem(
        severity=Severity.ERROR,
        code="count-impossible",
        message=f"The count line {quoted(count.said)} contradicts itself.",
        remedy="Put the count line right as the website shows it, and paste the page again.",
        where=where(count.number),
        value=count.said,
        rejected=max(1, abs(count.last - count.first) + 1),
    )


def count_mismatch(
    count: CountLine, seeming: int, *, dates: Sequence[Line], doubtful: Sequence[Line]
) -> Problem:
    message = (
        f"The count line claims {counted(count.claimed)}, but the text seems to hold {seeming:,}"
    )
    if dates:
        message += f", with {counted(len(dates), 'date line')} from {_places([dates[0]])}"
        message += f" to {_places([dates[-1]])}" if len(dates) > 1 else ""
    if doubtful:
        message += f". Without a date line: {_places(doubtful)}"
    return Problem(
        severity=Severity.ERROR,
        code="count-mismatch",
        message=f"{message}.",
        remedy="Check that the page was copied whole, with every title. If a record has no date "
        "line, put a bullet (•) before its title; a line that is no record's, delete.",
        where=where(count.number),
        value=count.said,
        rejected=max(count.claimed, seeming, 1),
    )


def cut_ambiguous(count: CountLine, one: Sequence[Line], other: Sequence[Line]) -> Problem:
    candidates = f"{_places(one)}, or {_places(other)}"
    return Problem(
        severity=Severity.ERROR,
        code="cut-ambiguous",
        message=f"The page can be cut into {counted(count.claimed)} in more than one way: "
        f"a record may begin with {candidates}.",
        remedy="Put a bullet (•) before the title of each record that has no date line; "
        "or if one of these lines is a date or does not belong to the page, "
        "rewrite or delete it.",
        where=where(count.number),
        field="title",
        value=candidates,
        rejected=count.claimed,
    )


def cut_chosen(one: Sequence[Line], other: Sequence[Line]) -> Problem:
    return Problem(
        severity=Severity.WARNING,
        code="cut-chosen",
        message=f"A record was taken to begin with {_places(one)}; "
        f"{_places(other)} would have fitted the count as well, but is less like a title.",
        remedy="Compare these lines with the website; if another is the title of a record, "
        "put a bullet (•) before it.",
        where=where(one[0].number),
        record=one[0].text,
        field="title",
        value=_places(other),
    )


def titles_missing(page: Page, line: Line, rejected: int, *, sentences: bool) -> Problem:
    reason = (
        "long sentences, as of a summary, stand below the dates, where titles belong"
        if sentences
        else f"no title stands below the date {quoted(line.text)}"
    )
    return Problem(
        severity=Severity.ERROR,
        code="titles-missing",
        message=f"The page seems to have lost titles: {reason}.",
        remedy="Copy the page again so that the titles are in it, or add them under their dates.",
        where=where(line.number),
        field="title",
        value=line.text,
        rejected=rejected,
    )


# --- Of a record


def date_missing(line: Line) -> Problem:
    return Problem(
        severity=Severity.WARNING,
        code="date-missing",
        message=f"{quoted(line.text)} has no date line; it was taken for the title of a record "
        "because the count line asks for one.",
        remedy="Compare it with the website. If it is no record, correct the page; "
        "if the date was lost in copying, put it in.",
        where=where(line.number),
        record=line.text,
        field="date",
        value=line.text,
    )


def title_doubtful(line: Line, looks_like: str) -> Problem:
    return Problem(
        severity=Severity.WARNING,
        code="title-doubtful",
        message=f"The title {quoted(line.text)} reads like {looks_like}.",
        remedy="Compare it with the website; if the title was lost in copying, put it in.",
        where=where(line.number),
        record=line.text,
        field="title",
        value=line.text,
    )


def titles_doubtful(lines: Sequence[Line]) -> Problem:
    return Problem(
        severity=Severity.WARNING,
        code="title-doubtful",
        message=f"Most titles of this page read like sentences of an abstract: {_places(lines)}.",
        remedy="Compare them with the website; if the titles were lost in copying, put them in.",
        where=where(lines[0].number),
        field="title",
        value=lines[0].text,
    )


def text_doubtful(lines: Sequence[Line], title: str) -> Problem:
    return Problem(
        severity=Severity.WARNING,
        code="text-doubtful",
        message=f"{_places(lines)} {'was' if len(lines) == 1 else 'were'} kept "
        f"as part of {quoted(title)}, but may not belong to it.",
        remedy="Compare with the website. Delete what is not of the record; "
        "if a record begins here, put a bullet (•) before its title.",
        where=where(lines[0].number, lines[-1].end),
        record=title,
        field="scope_and_content",
        value=lines[0].text,
    )


def date_not_understood(line: Line, title: str, *, lacks_year: bool) -> Problem:
    reason = "cannot be understood"
    if lacks_year:
        reason = "has no year, and none stands above it as a heading"
    return Problem(
        severity=Severity.WARNING,
        code="date-not-understood",
        message=f"The date {quoted(line.text)} {reason}; it was kept as wording.",
        remedy="Look the date up in the document and enter it as a correction.",
        where=where(line.number),
        record=title,
        field="date",
        value=line.text,
    )


def date_out_of_order(line: Line, title: str, neighbours: Sequence[str]) -> Problem:
    place = " and ".join(map(quoted, neighbours))
    stands = f"between {place}" if len(neighbours) > 1 else f"next to {place}"
    return Problem(
        severity=Severity.NOTICE,
        code="date-out-of-order",
        message=f"The date {quoted(line.text)} stands {stands}, "
        "out of the order that the other dates follow; it was kept as given.",
        remedy="Compare it with the document; if it is a slip, enter the right date.",
        where=where(line.number),
        record=title,
        field="date",
        value=line.text,
    )
