"""CSV and TSV, row by row: how the cells are parted is found by looking."""

from __future__ import annotations

import codecs
import csv
import io
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TextIO

from regesta.formats.cells import unguarded
from regesta.formats.encoding import encoding_of
from regesta.formats.material import LOOKED_AT, Material
from regesta.formats.reading import Problem
from regesta.formats.signs import NULL
from regesta.formats.table.problems import error, warning
from regesta.formats.table.rows import LONGEST_WORDING, Refused, Row

DELIMITERS = ",;\t|"
LONGEST_ROW = 2_000_000  # characters; a longer one is a quotation mark left open
ROWS_LOOKED_AT = 60
_TEXT_LOOKED_AT = 65_536


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the cells of a text are parted and quoted."""

    delimiter: str = ","
    quote: str = '"'
    escape: str | None = None  # what stands before a quotation mark within quotation marks


def beginning_of(material: Material, dialect: Dialect) -> list[Row]:
    """The first rows, for looking at; the last one of a text that is cut is left out."""
    text = material.head_text[:_TEXT_LOOKED_AT]
    is_cut = len(text) == _TEXT_LOOKED_AT or len(material.head) >= LOOKED_AT
    lines = _Lines(io.StringIO(text, newline=""))
    found = [
        row
        for row in islice(_rows(lines, dialect), ROWS_LOOKED_AT + 1)
        if not isinstance(row, Problem)
    ]
    return found[:-1] if is_cut or len(found) > ROWS_LOOKED_AT else found


def dialect_of(
    material: Material, delimiter: str, score: Callable[[list[Row]], tuple[int, int]]
) -> Dialect:
    """How the text is parted: as said, as its first line says (``sep=;``), or the way that
    gives the best table."""
    text = material.head_text[:_TEXT_LOOKED_AT].removeprefix("\ufeff")
    first = next((line for line in text.splitlines() if line.strip()), "")
    quote = "'" if first.count("'") >= 4 and first[:1] == first[-1:] == "'" else '"'
    escape = "\\" if '\\"' in text and '""' not in text else None
    if not delimiter and first.casefold().startswith("sep=") and len(first) == len("sep=;"):
        delimiter = first[-1]
    if len(delimiter) == 1 and delimiter not in "\r\n" + quote:
        return Dialect(delimiter, quote, escape)
    tried = [Dialect(sign, quote, escape) for sign in DELIMITERS if sign in text]
    return max(tried, key=lambda one: score(beginning_of(material, one)), default=Dialect())


class Delimited:
    """A text whose rows are lines, or several where a cell in quotation marks holds some."""

    def __init__(self, material: Material, dialect: Dialect) -> None:
        self.name = ""
        self.material = material
        self.dialect = dialect

    def rows(self) -> Iterator[Row | Problem]:
        """Its rows, one at a time; memory holds no more than one. Raises `Refused`."""
        try:
            with self.material.stream() as stream:
                yield from _rows(_Lines(stream), self.dialect)
        except UnicodeError:
            raise Refused(_bad_byte(self.material)) from None
        except (LookupError, OSError) as fault:
            raise Refused(
                error(
                    "table-unreadable",
                    f"The file cannot be read: {fault}.",
                    "Check the file and the name of its encoding.",
                    rejected=1,
                )
            ) from None


class _TooLong(Exception):
    """The lines taken for one row are more than a row can be."""


class _Lines:
    """The lines of a text, of which those of the row being read can be put back."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.again: deque[str] = deque()
        self.taken: list[str] = []
        self.size = 0
        self.has_ended = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self.again.popleft() if self.again else self.stream.readline(LONGEST_ROW)
        if not line:
            self.has_ended = True
            raise StopIteration
        line = line.replace(NULL, "") or "\n"  # an empty line would be taken for the end
        self.taken.append(line)
        self.size += len(line)
        if self.size >= LONGEST_ROW:
            raise _TooLong
        return line

    def done(self) -> list[str]:
        """The lines of the row that was read; the next row begins."""
        taken, self.taken, self.size = self.taken, [], 0
        return taken

    def put_back(self) -> str:
        """The first line of the row; the others will be read again, as rows of their own."""
        first, *others = self.done()
        self.again.extendleft(reversed(others))
        self.has_ended = False
        return first

    def skip_line(self) -> None:
        """Leaves out the rest of a line without an end."""
        while (piece := self.stream.readline(LONGEST_ROW)) and piece[-1] not in "\r\n":
            pass


def _rows(lines: _Lines, dialect: Dialect) -> Iterator[Row | Problem]:
    csv.field_size_limit(2**31 - 1)  # `LONGEST_ROW` is the limit
    number, line = 0, 1
    while not lines.has_ended:
        reader = csv.reader(
            lines,
            delimiter=dialect.delimiter,
            quotechar=dialect.quote,
            escapechar=dialect.escape,
            strict=False,
        )
        try:
            for cells in reader:
                if lines.has_ended and len(lines.taken) > 1:
                    break  # the text ended within quotation marks
                taken = lines.done()
                number += 1
                yield _row(number, line, cells, taken)
                line += len(taken)
            else:
                continue
        except (_TooLong, csv.Error):
            pass
        if not lines.taken:
            return
        number += 1
        first = lines.put_back()
        place = _place(number, line)
        if len(first) >= LONGEST_ROW:
            if first[-1] not in "\r\n":
                lines.skip_line()
            yield _too_long(place)
        else:
            cells = first.rstrip("\r\n").split(dialect.delimiter)
            yield _unclosed(place, first, dialect)
            yield _row(number, line, [cell.strip(dialect.quote) for cell in cells], [first])
        line += 1


def _row(number: int, line: int, cells: list[str], taken: list[str]) -> Row:
    words = taken[0] if len(taken) == 1 else "".join(taken)
    if number == 1 and cells:
        words = words.removeprefix("\ufeff")
        cells[0] = cells[0].removeprefix("\ufeff")
    return Row(
        number,
        f"row {number}" if number == line and len(taken) == 1 else _place(number, line),
        [unguarded(cell) for cell in cells] if "'" in words else cells,
        words[:LONGEST_WORDING].rstrip("\r\n"),
    )


def _place(number: int, line: int) -> str:
    return f"row {number}" if number == line else f"row {number}, line {line}"


def _unclosed(place: str, first: str, dialect: Dialect) -> Problem:
    return warning(
        "table-quotes",
        f"A quotation mark {dialect.quote} is opened in this row and never closed, so the row "
        "was read to the end of its line, without regard to quotation marks.",
        "Close the quotation mark, or double those that belong to the text; then import again.",
        where=place,
        value=first.strip(),
    )


def _too_long(place: str) -> Problem:
    return error(
        "table-row-too-long",
        f"This row is longer than {LONGEST_ROW:,} characters.",
        "Check that the file is a table, and that its lines have ends.",
        where=place,
        rejected=1,
    )


def _bad_byte(material: Material) -> Problem:
    """Names the first line that does not belong to the encoding."""
    name = encoding_of(material.head, material.encoding)
    line, has_lines = 0, not name.startswith(("utf-16", "utf-32"))
    try:
        decoder = codecs.getincrementaldecoder(name)()
        with material.open() as stream:
            while piece := stream.readline(LONGEST_ROW):
                line += 1
                decoder.decode(piece)
    except UnicodeError:
        pass
    return error(
        "table-encoding",
        f"The file is not written in {name.removesuffix('-sig').upper()}.",
        "Save the file as UTF-8, or say what it is written in: --encoding windows-1251 for "
        "Russian, --encoding windows-1252 for Western European tables.",
        where=f"line {line}" if has_lines and line else "",
        rejected=1,
    )
