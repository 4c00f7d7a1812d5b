"""Asking a repository (OAI-PMH 2.0): one question after another, patiently, within limits.

What does not answer now is asked again, after as long as it asks for itself (Retry-After) or
else after a time that doubles. Everything is fetched by `regesta.ingest.download`.
"""

from __future__ import annotations

import email.utils
import html
import logging
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from lxml import etree

from regesta.formats.oai.answers import Answer, read_answer
from regesta.formats.reading import Problem
from regesta.ingest import harvest_problems as tell
from regesta.ingest.download import BadAddress, TooLarge, fetch
from regesta.ingest.mending import mended
from regesta.ingest.repository_address import RepositoryAddress

log = logging.getLogger(__name__)
LATER = (408, 425, 429, 500, 502, 503, 504)  # statuses that may be others a while later
LONGEST_PAUSE = 120  # seconds, where the repository does not say how long
TRIES_AT_FIRST = 2  # where nothing answers at all
TRIES_OF_BROKEN = 2  # that an answer in broken XML is worth
_TAIL = 65_536  # bytes of a broken answer in which its beginning, or its token, is looked for
_ANSWER = re.compile(rb"<(?:[\w.-]+:)?OAI-PMH[\s>]")
_TOKEN = re.compile(r"<(?:[\w.-]+:)?resumptionToken[^<>]*>([^<>]*)</", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How a repository is asked; each is a setting of the archive."""

    attempts: int = 6  # at one question
    waiting: int = 3_600  # seconds, over the whole harvest
    questions: int = 100_000
    largest: int = 4_000_000_000  # bytes, of all answers
    private_addresses: bool = False
    sleep: Callable[[float], None] = time.sleep


class Stopped(Exception):
    """The repository cannot be asked any further; carries the problem to report."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class _NotNow(Exception):
    """No answer, or none that can be read; perhaps a while later."""

    def __init__(self, problem: Problem, retry_after: str = "", *, tries: int = 0) -> None:
        super().__init__(problem.message)
        self.problem = problem
        self.retry_after = retry_after
        self.tries = tries  # 0 for as many as the manners allow


@dataclass(slots=True)
class Page:
    """One answer, as a file. ``fault`` is what is wrong with its XML, and ``mended`` how many
    signs were put in for others that XML does not allow."""

    path: Path
    answer: Answer
    fault: ValueError | etree.XMLSyntaxError | None = None
    mended: int = 0


@dataclass(slots=True)
class Repository:
    """One repository, and what was asked of it so far. The file of an answer is overwritten
    by the next."""

    address: RepositoryAddress
    manners: Manners
    path: Path
    questions: int = 0
    waited: float = 0
    read: int = field(default=0)  # bytes

    def ask(self, verb: str, **arguments: str) -> Page:
        """The answer to one question. Raises `Stopped`."""
        self.questions += 1
        if self.questions > self.manners.questions:
            raise Stopped(tell.too_many_questions(self.address.shown, self.manners.questions))
        address = self.address.asking(verb, **arguments)
        attempt = 0
        while True:
            attempt += 1
            try:
                return self._asked(address, attempt, is_first=self.questions == 1)
            except _NotNow as not_now:
                if attempt >= (not_now.tries or self.manners.attempts):
                    raise Stopped(not_now.problem) from None
                self._wait(not_now, attempt)

    def _asked(self, address: str, attempt: int, *, is_first: bool) -> Page:
        left = max(0, self.manners.largest - self.read)
        try:
            fetched = fetch(
                address,
                self.path,
                largest=left,
                private_addresses=self.manners.private_addresses,
            )
        except TooLarge:
            raise Stopped(tell.too_much(self.address.shown, self.manners.largest)) from None
        except BadAddress as bad:
            where, remedy = self.address.shown, bad.remedy
            if bad.is_passing and not is_first:
                remedy = "Harvest it again later."
            wrong = tell.unreachable(where, str(bad), remedy)
            # An address that never answered is more likely wrong than busy.
            tries = TRIES_AT_FIRST if is_first else 0
            raise (_NotNow(wrong, tries=tries) if bad.is_passing else Stopped(wrong)) from None
        self.read += self.path.stat().st_size
        if fetched.status in LATER:
            wrong = tell.busy(self.address.shown, fetched.status, fetched.reason)
            raise _NotNow(wrong, fetched.retry_after)
        try:
            with self.path.open("rb") as stream:
                return Page(self.path, read_answer(stream))
        except (ValueError, etree.XMLSyntaxError) as error:
            if not self._is_answer():
                wrong = tell.no_answer(self.address.shown, fetched.status, fetched.reason)
                is_final = is_first or fetched.status != 200
                raise (Stopped(wrong) if is_final else _NotNow(wrong)) from None
            return self._broken(address, error, attempt)

    def _is_answer(self) -> bool:
        """Whether an answer begins somewhere in the file, perhaps after other words."""
        with self.path.open("rb") as stream:
            return bool(_ANSWER.search(stream.read(_TAIL)))

    def _broken(self, address: str, error: ValueError | etree.XMLSyntaxError, attempt: int) -> Page:
        """An answer that is no XML from some place on. It is asked for again; then its signs
        are mended, if that is all; otherwise what stands before the place counts."""
        if attempt < min(TRIES_OF_BROKEN, self.manners.attempts):
            raise _NotNow(tell.broken(address, error, goes_on=False))
        count = mended(self.path)
        if count:
            try:
                with self.path.open("rb") as stream:
                    return Page(self.path, read_answer(stream), mended=count)
            except (ValueError, etree.XMLSyntaxError):
                pass
        return Page(self.path, Answer(token=self._token()), fault=error)

    def _token(self) -> str:
        """The token of a broken answer, found without reading it as XML."""
        with self.path.open("rb") as stream:
            stream.seek(max(0, self.path.stat().st_size - _TAIL))
            tokens = _TOKEN.findall(stream.read().decode("utf-8", "replace"))
        return " ".join(html.unescape(tokens[-1]).split()) if tokens else ""

    def _wait(self, not_now: _NotNow, attempt: int) -> None:
        """Waits before the next attempt. Raises `Stopped` where that would be too long."""
        asked = seconds_of(not_now.retry_after, datetime.now(UTC))
        seconds = max(1.0, min(2.0**attempt, LONGEST_PAUSE) if asked is None else asked)
        if self.waited + seconds > self.manners.waiting:
            wrong = not_now.problem
            if asked is None:
                raise Stopped(wrong)
            allowed = self.manners.waiting
            raise Stopped(tell.asks_too_long(wrong.where, seconds, allowed, not_now.retry_after))
        self.waited += seconds
        log.warning(
            "%s Asking again in %s seconds (attempt %s).",
            not_now.problem.message, f"{seconds:,.0f}", attempt + 1,
        )  # fmt: skip
        self.manners.sleep(seconds)


def seconds_of(retry_after: str, now: datetime) -> float | None:
    """How long a header Retry-After (RFC 9110, 10.2.3) asks to wait: a number of seconds or a
    date. None where it says nothing."""
    text = retry_after.strip()
    if re.fullmatch(r"\d{1,9}", text, re.ASCII):
        return float(text)
    try:
        until = email.utils.parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (until - now).total_seconds())
