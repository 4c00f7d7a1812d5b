"""Records of a pasted listing: made of the lines of one record, and written as such lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from regesta.description import dates
from regesta.description.dates import HistoricalDate, Status
from regesta.description.record import Record, State, Statement
from regesta.description.record_dates import dates_of
from regesta.formats.listing.lines import Line, clean

ABSTRACT = "scope_and_content"
NOTICE = "machine_summary_notice"
PARAGRAPH_BREAK = "\n\n"


def record_of(
    date: HistoricalDate | None, title: Line, text: list[Line], *, parted_by_blanks: bool
) -> Record:
    """The record that a date line, a title line and the lines of an abstract make."""
    record = Record(level="item", values={"title": [title_statement(title.text)]})
    if date is not None:
        record.dates += dates_of(date, primary=True, state=_state_of(date))
    abstract, notice = without_notice(paragraphs(text, parted_by_blanks))
    if abstract:
        state = State.MACHINE_MADE if notice else State.AS_GIVEN
        wording = PARAGRAPH_BREAK.join(abstract)
        record.values[ABSTRACT] = [Statement(text=wording, state=state)]
    if notice:
        record.extra[NOTICE] = [Statement(text=notice)]
    return record


def _state_of(date: HistoricalDate) -> State:
    bracketed = date.status is not Status.GIVEN and _in_brackets(date.text)
    return State.SUPPLIED if bracketed or dates.SUPPLIED in date.notes else State.AS_GIVEN


# --- Titles


def title_statement(title: str) -> Statement:
    """The title; brackets around the whole of it say that a cataloguer supplied it."""
    if _in_brackets(title) and (supplied := title[1:-1].strip()):
        return Statement(text=supplied, state=State.SUPPLIED)
    return Statement(text=title)


def _in_brackets(text: str) -> bool:
    """Whether one pair of square brackets holds all of the text."""
    inner = text[1:-1]
    return text.startswith("[") and text.endswith("]") and not set("[]") & set(inner)


# --- Paragraphs

_ENDS_SENTENCE = re.compile(r"[.!?…:;。！？।][\"'”’»›)\]}]*$")


def paragraphs(lines: list[Line], parted_by_blanks: bool) -> list[str]:
    """The paragraphs of an abstract. Without blank lines on its page, each line is one."""
    if not parted_by_blanks:
        return [line.said for line in lines]
    result: list[str] = []
    for block in _blocks(lines):
        result += _unwrapped(block)
    return result


def _blocks(lines: list[Line]) -> Iterator[list[str]]:
    block: list[str] = []
    for line in lines:
        if line.after_blank and block:
            yield block
            block = []
        block.append(line.said)
    if block:
        yield block


def _unwrapped(block: list[str]) -> list[str]:
    """The paragraphs of lines that no blank line parts.

    A line that ends no sentence shows that the block is wrapped. In such a block a line
    that does end one is the last of its paragraph only where the next word had room.
    """
    wrapped = any(not _ends_sentence(line) for line in block[:-1])
    width = max(map(len, block))
    result = [[block[0]]]
    for line, following in pairwise(block):
        had_room = len(line) + 1 + len(following.split(" ", 1)[0]) <= width
        if _ends_sentence(line) and (had_room or not wrapped):
            result.append([following])
        else:
            result[-1].append(following)
    return [" ".join(parts) for parts in result]


def _ends_sentence(line: str) -> bool:
    return bool(_ENDS_SENTENCE.search(line[-40:]))


# --- The notice that a summary was written by a machine

LONGEST_NOTICE_SENTENCE = 400
MOST_NOTICE_SENTENCES = 4
# Initials end no sentence.
_SENTENCE_BREAK = re.compile(
    r"(?:(?<=[.!?])|(?<=[.!?][)\]*\"”]))(?<!\b\w\.)\s+|(?<=[。！？])(?=[^。！？”」』）)])"
)
_NOUN = r"(?:summary|abstract|description|synopsis|annotation|overview)"
_ITSELF = rf"(?i:\b(?:this|the above) (?:\w+[ -]){{0,3}}?(?:{_NOUN}|text|entry)\b|\b{_NOUN}\b)"
_MADE = r"(?i:generated|written|produced|created|drafted|prepared|made|composed|assisted)"
_MACHINE_WORD = r"(?:AI|(?i:machine|computer|automatically))"
# A.I. Mikoyan was no machine, and a machine gunner is none.
_MACHINE = (
    r"(?:\bAI\b|\bA\. ?I\.(?! ?[^\W\d_a-z])|\b(?:LLMs?|ChatGPT|GPT)\b"
    r"|\b(?i:artificial intelligence|language models?|machine learning|chatbot"
    r"|by (?:a )?(?:machine|computer|computer program)(?= and|[,.;]|$))\b)"
)
_SAYS_MACHINE_MADE = re.compile(
    rf"{_ITSELF}.{{0,100}}?\b(?:{_MADE}\b.{{0,80}}?{_MACHINE}|{_MACHINE_WORD}[- ]{_MADE})"
    rf"|\b{_MACHINE_WORD}[- ]{_MADE} (?i:{_NOUN}|text)\b"
    rf"|^\W*{_MADE}\b.{{0,40}}?{_MACHINE}"
)
_MACHINE_MADE_ABROAD = re.compile(
    "|".join(
        (
            # German
            r"\b(?:zusammenfassung|beschreibung|inhaltsangabe)\b.{0,80}?"
            r"(?:maschinell|automatisch|\b(?-i:KI)\b|künstliche\w* intelligenz).{0,40}?"
            r"(?:erstellt|generiert|erzeugt|verfasst|verfaßt|geschrieben)\b",
            # French
            r"\b(?:résumé|description|notice)\b.{0,80}?"
            r"\b(?:généré|rédigé|produit|créé)e?\b.{0,40}?"
            r"(?:automatiquement|intelligence artificielle|\b(?-i:IA)\b)",
            # Russian, in either order of the words
            r"\b(?:аннотация|описание|резюме)\b.{0,80}?"
            r"(?:создан|сгенерирован|написан|составлен)\w*\b.{0,40}?"
            r"(?:автоматически|искусственн\w+ интеллект|\b(?-i:ИИ)\b|нейросет)",
            r"\b(?:аннотация|описание|резюме)\b.{0,80}?автоматически "
            r"(?:создан|сгенерирован|написан|составлен)",
            # Chinese
            r"(?:摘要|简介|提要|说明).{0,20}?(?:人工智能|(?-i:AI)|机器|自动).{0,10}?(?:生成|撰写|编写)",
        )
    ),
    re.IGNORECASE,
)
_REVIEWED = re.compile(
    r"\b(?:re-?viewed|checked|verified|edited|corrected|approved|validated|proof-?read|"
    r"may contain|errors?|mistakes|inaccura\w+"
    r"|(?:über)?geprüft|überarbeitet|korrigiert|fehler|vérifiée?|relue?|révisée?|erreurs?"
    r"|проверен\w*|отредактирован\w*|ошибк\w*)\b|审核|校对|核对|审阅|错误",
    re.IGNORECASE,
)


def is_machine_notice(text: str) -> bool:
    """Whether the text is nothing but a notice that a machine wrote a summary."""
    if len(text) > LONGEST_NOTICE_SENTENCE * MOST_NOTICE_SENTENCES:
        return False
    return without_notice([text])[0] == [] and bool(text)


def without_notice(abstract: list[str]) -> tuple[list[str], str]:
    """The abstract without the notice at its end that a machine wrote it, and that notice.

    The notice is a sentence in which the summary says of itself that a machine made it,
    with the sentences after it, so long as these speak of review or errors. They may have
    a paragraph of their own.
    """
    for place in range(len(abstract) - 1, max(len(abstract) - 3, -1), -1):
        start = _start_of_notice(abstract[place])
        if start is not None:
            kept = abstract[place][:start].rstrip()
            notice = [abstract[place][start:], *abstract[place + 1 :]]
            return [*abstract[:place], *([kept] if kept else [])], PARAGRAPH_BREAK.join(notice)
        if not all(map(_speaks_of_review, _last_sentences(abstract[place]).values())):
            break
    return abstract, ""


def _start_of_notice(paragraph: str) -> int | None:
    for start, sentence in _last_sentences(paragraph).items():
        if says_machine_made(sentence):
            return start
        if not _speaks_of_review(sentence):
            return None
    return None


def _last_sentences(paragraph: str) -> dict[int, str]:
    """The last sentences of a paragraph by their places, the last one first."""
    offset = max(0, len(paragraph) - LONGEST_NOTICE_SENTENCE * (MOST_NOTICE_SENTENCES + 1))
    breaks = list(_SENTENCE_BREAK.finditer(paragraph, offset))
    starts = [offset, *(found.end() for found in breaks)]
    ends = [*(found.start() for found in breaks), len(paragraph)]
    pairs = [*zip(starts, ends, strict=True)][-MOST_NOTICE_SENTENCES:]
    return {start: paragraph[start:end] for start, end in reversed(pairs)}


def says_machine_made(sentence: str) -> bool:
    if len(sentence) > LONGEST_NOTICE_SENTENCE:
        return False
    return any(form.search(sentence) for form in (_SAYS_MACHINE_MADE, _MACHINE_MADE_ABROAD))


def _speaks_of_review(sentence: str) -> bool:
    return len(sentence) <= LONGEST_NOTICE_SENTENCE and _REVIEWED.search(sentence) is not None


# --- Writing


def write(records: Iterable[Record]) -> str:
    """The records as a listing of one page that holds them all."""
    parts: list[str] = []
    count, year = 0, ""
    for record in records:
        count += 1
        heading = _year_heading(record.primary_date)
        if heading and heading != year:
            parts.append(heading)
        year = "" if _ends_heading(record.primary_date) else heading or year
        parts += _written(record)
    first = min(count, 1)
    return PARAGRAPH_BREAK.join([f"{first} - {count} of {count}", *parts]) + "\n"


_LONG_NUMBER = re.compile(r"\d{3}")


def _year_heading(date: HistoricalDate) -> str:
    """The year to put above a date whose own wording has none."""
    names_year = _LONG_NUMBER.search(date.text)
    lacks_year = not names_year and dates.read(date.text).status is Status.NOT_UNDERSTOOD
    return date.edtf[:4] if date.edtf and lacks_year else ""


def _ends_heading(date: HistoricalDate) -> bool:
    """Whether the year heading above no longer holds after this date."""
    return bool(date.text) and date.status is not Status.UNDATED and not _year_heading(date)


def _written(record: Record) -> Iterator[str]:
    if date := record.primary_date.text:
        yield date
    if title := record.statement("title"):
        wording = clean(title.text)
        yield f"[{wording}]" if title.state is State.SUPPLIED else wording
    for paragraph in record.text(ABSTRACT).split(PARAGRAPH_BREAK):
        if wording := clean(paragraph):
            yield wording
    for notice in record.extra.get(NOTICE, []):
        yield from notice.text.split(PARAGRAPH_BREAK)
