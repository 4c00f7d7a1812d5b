"""Citations, held to a table written by hand from the manuals of the styles.

Chicago is the seventeenth edition (notes and bibliography), MLA the ninth, APA the seventh.
Words between asterisks are set in italics.
"""

from __future__ import annotations

import pytest

from regesta.description import dates
from regesta.description.citing import citations
from regesta.description.record import (
    AgentInRole,
    Record,
    RecordDate,
    Reference,
    State,
    Statement,
    Text,
    TextKind,
)

ARCHIVE = "Xinjiang Archive"
URL = "https://a.example/records/k7m2-9xqd?version=2"
STYLES = ("archival", "chicago-note", "chicago-bibliography", "mla", "apa")


def made(
    title: str = "",
    date: str | None = "19 April 1941",
    *,
    reference: tuple[str, str] | None = ("RGASPI", "f. 17, op. 162, d. 34, l. 24"),
    authors: tuple[str, ...] = (),
    body: str = "",
    addressee: str = "",
    supplied: bool = False,
    language: str = "",
    **others: str,
) -> Record:
    state = State.SUPPLIED if supplied else State.AS_GIVEN
    record = Record()
    if title:
        record.values["title"] = [Statement(text=title, language=language, state=state)]
    if "english" in others:
        record.values["title"].append(Statement(text=others["english"], language="en"))
    if "edition" in others:
        record.values["publications"] = [Statement(text=others["edition"])]
    if date is not None:
        record.dates = [RecordDate(date=dates.read(date), primary=True)]
    if reference:
        record.references = [Reference(repository=reference[0], text=reference[1])]
    role = "sender" if addressee else "author"
    record.agents = [AgentInRole(name=name, role=role) for name in authors]
    if body:
        kind = "sender" if addressee else "issuing body"
        record.agents.append(AgentInRole(name=body, role=kind, kind="organisation"))
    if addressee:
        record.agents.append(AgentInRole(name=addressee, role="addressee"))
    if "translator" in others:
        record.agents.append(AgentInRole(name=others["translator"], role="translator"))
    if "maker" in others:
        state = State.MACHINE_MADE if "machine" in others else State.AS_GIVEN
        made_text = Text(kind=TextKind.TRANSLATION, maker=others["maker"], state=state)
        record.texts = [made_text]
    return record


TIN = "Concerning the Tin Concession"
PLACE = "RGASPI, f. 17, op. 162, d. 34, l. 24"
APA_PLACE = "RGASPI (f. 17, op. 162, d. 34, l. 24)"
FRUS = "Foreign Relations of the United States, 1955–1957, Volume XXIV, Document 170, pp. 356–357"
GOLDEN = {
    "letter": (
        made(
            "Letter from Joseph Stalin to Sheng Shicai", "27 July 1934", supplied=True,
            authors=("Joseph Stalin",), addressee="Sheng Shicai",
        ),
        f"Letter from Joseph Stalin to Sheng Shicai, 27 July 1934. {PLACE}. {ARCHIVE}, {URL}.",
        f"Joseph Stalin to Sheng Shicai, July 27, 1934, {PLACE}, {ARCHIVE}, {URL}.",
        f"Stalin, Joseph. Letter to Sheng Shicai. July 27, 1934. {PLACE}. {ARCHIVE}. {URL}.",
        f"Stalin, Joseph. Letter to Sheng Shicai. 27 July 1934, {PLACE}. *{ARCHIVE}*, {URL}.",
        f"Stalin, J. (1934, July 27). [Letter to Sheng Shicai]. {APA_PLACE}. {ARCHIVE}. {URL}",
    ),
    "supplied telegram": (
        made(
            "Telegram of Apresov to Stalin", supplied=True,
            authors=("Garegin Apresov",), addressee="Joseph Stalin",
        ),
        f"Telegram of Apresov to Stalin, 19 April 1941. {PLACE}. {ARCHIVE}, {URL}.",
        f"Garegin Apresov to Joseph Stalin, telegram, April 19, 1941, {PLACE}, {ARCHIVE}, {URL}.",
        f"Apresov, Garegin. Telegram to Joseph Stalin. April 19, 1941. {PLACE}. {ARCHIVE}. {URL}.",
        f"Apresov, Garegin. Telegram to Joseph Stalin. 19 Apr. 1941, {PLACE}. *{ARCHIVE}*, {URL}.",
        f"Apresov, G. (1941, April 19). [Telegram to Joseph Stalin]. {APA_PLACE}. {ARCHIVE}. {URL}",
    ),
    "decision without author": (
        made(TIN),
        f"“{TIN},” 19 April 1941. {PLACE}. {ARCHIVE}, {URL}.",
        f"“{TIN},” April 19, 1941, {PLACE}, {ARCHIVE}, {URL}.",
        f"“{TIN}.” April 19, 1941. {PLACE}. {ARCHIVE}. {URL}.",
        f"“{TIN}.” 19 Apr. 1941, {PLACE}. *{ARCHIVE}*, {URL}.",
        f"*{TIN}*. (1941, April 19). {APA_PLACE}. {ARCHIVE}. {URL}",
    ),
    "translated": (
        made(TIN, authors=("Joseph Stalin",), translator="Gary Goldberg"),
        f"Joseph Stalin, “{TIN},” 19 April 1941. {PLACE}. Translated by Gary Goldberg. "
        f"{ARCHIVE}, {URL}.",
        f"Joseph Stalin, “{TIN},” trans. Gary Goldberg, April 19, 1941, {PLACE}, {ARCHIVE}, {URL}.",
        f"Stalin, Joseph. “{TIN}.” Translated by Gary Goldberg. April 19, 1941. {PLACE}. "
        f"{ARCHIVE}. {URL}.",
        f"Stalin, Joseph. “{TIN}.” Translated by Gary Goldberg, 19 Apr. 1941, {PLACE}. "
        f"*{ARCHIVE}*, {URL}.",
        f"Stalin, J. (1941, April 19). *{TIN}* (G. Goldberg, Trans.). {APA_PLACE}. "
        f"{ARCHIVE}. {URL}",
    ),
    "translated by a machine": (
        made(TIN, maker="Opus", machine="yes"),
        f"“{TIN},” 19 April 1941. {PLACE}. Machine translation (Opus). {ARCHIVE}, {URL}.",
        f"“{TIN},” machine translation (Opus), April 19, 1941, {PLACE}, {ARCHIVE}, {URL}.",
        f"“{TIN}.” Machine translation (Opus). April 19, 1941. {PLACE}. {ARCHIVE}. {URL}.",
        f"“{TIN}.” Machine translation (Opus), 19 Apr. 1941, {PLACE}. *{ARCHIVE}*, {URL}.",
        f"*{TIN}* (Machine translation [Opus]). (1941, April 19). {APA_PLACE}. {ARCHIVE}. {URL}",
    ),
    "undated": (
        made(TIN, "undated", authors=("Joseph Stalin",)),
        f"Joseph Stalin, “{TIN},” n.d. {PLACE}. {ARCHIVE}, {URL}.",
        f"Joseph Stalin, “{TIN},” n.d., {PLACE}, {ARCHIVE}, {URL}.",
        f"Stalin, Joseph. “{TIN}.” n.d. {PLACE}. {ARCHIVE}. {URL}.",
        f"Stalin, Joseph. “{TIN}.” {PLACE}. *{ARCHIVE}*, {URL}.",
        f"Stalin, J. (n.d.). *{TIN}*. {APA_PLACE}. {ARCHIVE}. {URL}",
    ),
    "about a year": (
        made(TIN, "ca. 1937", authors=("Joseph Stalin",)),
        f"Joseph Stalin, “{TIN},” ca. 1937. {PLACE}. {ARCHIVE}, {URL}.",
        f"Joseph Stalin, “{TIN},” ca. 1937, {PLACE}, {ARCHIVE}, {URL}.",
        f"Stalin, Joseph. “{TIN}.” Ca. 1937. {PLACE}. {ARCHIVE}. {URL}.",
        f"Stalin, Joseph. “{TIN}.” Circa 1937, {PLACE}. *{ARCHIVE}*, {URL}.",
        f"Stalin, J. (ca. 1937). *{TIN}*. {APA_PLACE}. {ARCHIVE}. {URL}",
    ),
    "between two years": (
        made(TIN, "between 1936 and 1941"),
        f"“{TIN},” between 1936 and 1941. {PLACE}. {ARCHIVE}, {URL}.",
        f"“{TIN},” between 1936 and 1941, {PLACE}, {ARCHIVE}, {URL}.",
        f"“{TIN}.” Between 1936 and 1941. {PLACE}. {ARCHIVE}. {URL}.",
        f"“{TIN}.” Between 1936 and 1941, {PLACE}. *{ARCHIVE}*, {URL}.",
        f"*{TIN}*. (between 1936 and 1941). {APA_PLACE}. {ARCHIVE}. {URL}",
    ),
    "uncertain year": (
        made(TIN, "1937?"),
        f"“{TIN},” [1937?]. {PLACE}. {ARCHIVE}, {URL}.",
        f"“{TIN},” [1937?], {PLACE}, {ARCHIVE}, {URL}.",
        f"“{TIN}.” [1937?]. {PLACE}. {ARCHIVE}. {URL}.",
        f"“{TIN}.” [1937?], {PLACE}. *{ARCHIVE}*, {URL}.",
        f"*{TIN}*. ([1937?]). {APA_PLACE}. {ARCHIVE}. {URL}",
    ),
    "days of a month": (
        made(TIN, "4-5 April 1937"),
        f"“{TIN},” 4–5 April 1937. {PLACE}. {ARCHIVE}, {URL}.",
        f"“{TIN},” April 4–5, 1937, {PLACE}, {ARCHIVE}, {URL}.",
        f"“{TIN}.” April 4–5, 1937. {PLACE}. {ARCHIVE}. {URL}.",
        f"“{TIN}.” 4–5 Apr. 1937, {PLACE}. *{ARCHIVE}*, {URL}.",
        f"*{TIN}*. (1937, April 4–5). {APA_PLACE}. {ARCHIVE}. {URL}",
    ),
    "two authors": (
        made(TIN, authors=("Joseph Stalin", "Vyacheslav Molotov")),
        f"Joseph Stalin and Vyacheslav Molotov, “{TIN},” 19 April 1941. {PLACE}. "
        f"{ARCHIVE}, {URL}.",
        f"Joseph Stalin and Vyacheslav Molotov, “{TIN},” April 19, 1941, {PLACE}, "
        f"{ARCHIVE}, {URL}.",
        f"Stalin, Joseph, and Vyacheslav Molotov. “{TIN}.” April 19, 1941. {PLACE}. "
        f"{ARCHIVE}. {URL}.",
        f"Stalin, Joseph, and Vyacheslav Molotov. “{TIN}.” 19 Apr. 1941, {PLACE}. "
        f"*{ARCHIVE}*, {URL}.",
        f"Stalin, J., & Molotov, V. (1941, April 19). *{TIN}*. {APA_PLACE}. {ARCHIVE}. {URL}",
    ),
    "four authors": (
        made(TIN, authors=("Joseph Stalin", "Vyacheslav Molotov", "Mao Zedong", "Lin Biao")),
        f"Joseph Stalin et al., “{TIN},” 19 April 1941. {PLACE}. {ARCHIVE}, {URL}.",
        f"Joseph Stalin et al., “{TIN},” April 19, 1941, {PLACE}, {ARCHIVE}, {URL}.",
        f"Stalin, Joseph, Vyacheslav Molotov, Mao Zedong, and Lin Biao. “{TIN}.” "
        f"April 19, 1941. {PLACE}. {ARCHIVE}. {URL}.",
        f"Stalin, Joseph, et al. “{TIN}.” 19 Apr. 1941, {PLACE}. *{ARCHIVE}*, {URL}.",
        f"Stalin, J., Molotov, V., Mao, Z., & Lin, B. (1941, April 19). *{TIN}*. {APA_PLACE}. "
        f"{ARCHIVE}. {URL}",
    ),
    "a body": (
        made(TIN, body="Politburo of the Central Committee"),
        f"Politburo of the Central Committee, “{TIN},” 19 April 1941. {PLACE}. {ARCHIVE}, {URL}.",
        f"Politburo of the Central Committee, “{TIN},” April 19, 1941, {PLACE}, {ARCHIVE}, {URL}.",
        f"Politburo of the Central Committee. “{TIN}.” April 19, 1941. {PLACE}. {ARCHIVE}. {URL}.",
        f"Politburo of the Central Committee. “{TIN}.” 19 Apr. 1941, {PLACE}. "
        f"*{ARCHIVE}*, {URL}.",
        f"Politburo of the Central Committee. (1941, April 19). *{TIN}*. {APA_PLACE}. "
        f"{ARCHIVE}. {URL}",
    ),
    "family name first": (
        made("To my compatriots", authors=("Sheng Shicai (盛世才)",)),
        f"Sheng Shicai 盛世才, “To my compatriots,” 19 April 1941. {PLACE}. {ARCHIVE}, {URL}.",
        f"Sheng Shicai 盛世才, “To my compatriots,” April 19, 1941, {PLACE}, {ARCHIVE}, {URL}.",
        f"Sheng Shicai 盛世才. “To my compatriots.” April 19, 1941. {PLACE}. {ARCHIVE}. {URL}.",
        f"Sheng Shicai 盛世才. “To my compatriots.” 19 Apr. 1941, {PLACE}. *{ARCHIVE}*, {URL}.",
        f"Sheng, S. 盛世才. (1941, April 19). *To my compatriots*. {APA_PLACE}. {ARCHIVE}. {URL}",
    ),
    "Chinese title": (
        made("告同胞书", authors=("盛世才",), language="zh", english="To my compatriots"),
        f"盛世才, “告同胞书” [To my compatriots], 19 April 1941. {PLACE}. {ARCHIVE}, {URL}.",
        f"盛世才, “告同胞书” [To my compatriots], April 19, 1941, {PLACE}, {ARCHIVE}, {URL}.",
        f"盛世才. “告同胞书” [To my compatriots]. April 19, 1941. {PLACE}. {ARCHIVE}. {URL}.",
        f"盛世才. “告同胞书” [To my compatriots]. 19 Apr. 1941, {PLACE}. *{ARCHIVE}*, {URL}.",
        f"盛世才. (1941, April 19). 告同胞书 [To my compatriots]. {APA_PLACE}. {ARCHIVE}. {URL}",
    ),
    "Russian title": (
        made("О концессии", authors=("Иосиф Виссарионович Сталин",), language="ru"),
        f"Иосиф Виссарионович Сталин, “О концессии,” 19 April 1941. {PLACE}. {ARCHIVE}, {URL}.",
        f"Иосиф Виссарионович Сталин, “О концессии,” April 19, 1941, {PLACE}, {ARCHIVE}, {URL}.",
        f"Сталин, Иосиф Виссарионович. “О концессии.” April 19, 1941. {PLACE}. {ARCHIVE}. {URL}.",
        f"Сталин, Иосиф Виссарионович. “О концессии.” 19 Apr. 1941, {PLACE}. *{ARCHIVE}*, {URL}.",
        f"Сталин, И. В. (1941, April 19). *О концессии*. {APA_PLACE}. {ARCHIVE}. {URL}",
    ),
    "printed": (
        made(
            "Telegram From the Department of State to the Embassy in Turkey", "April 4, 1956",
            reference=("Department of State", "Department of State, Central Files, 747C.00/3–356"),
            body="Department of State", addressee="Embassy in Turkey", edition=FRUS,
        ),
        "“Telegram From the Department of State to the Embassy in Turkey,” 4 April 1956. "
        f"Department of State, Central Files, 747C.00/3–356. Printed in {FRUS}. {ARCHIVE}, {URL}.",
        "“Telegram From the Department of State to the Embassy in Turkey,” April 4, 1956, "
        f"Department of State, Central Files, 747C.00/3–356, printed in {FRUS}, {ARCHIVE}, {URL}.",
        "Department of State. “Telegram From the Department of State to the Embassy in Turkey.” "
        f"April 4, 1956. Department of State, Central Files, 747C.00/3–356. Printed in {FRUS}. "
        f"{ARCHIVE}. {URL}.",
        "Department of State. “Telegram From the Department of State to the Embassy in Turkey.” "
        f"4 Apr. 1956, Department of State, Central Files, 747C.00/3–356. Printed in {FRUS}. "
        f"*{ARCHIVE}*, {URL}.",
        "Department of State. (1956, April 4). *Telegram From the Department of State to the "
        "Embassy in Turkey*. Department of State (Central Files, 747C.00/3–356). "
        f"Printed in {FRUS}. {ARCHIVE}. {URL}",
    ),
    "the day in the title": (
        made("Memorandum of a Conversation, Washington, April 19, 1941"),
        f"“Memorandum of a Conversation, Washington, April 19, 1941.” {PLACE}. {ARCHIVE}, {URL}.",
        f"“Memorandum of a Conversation, Washington, April 19, 1941,” {PLACE}, {ARCHIVE}, {URL}.",
        f"“Memorandum of a Conversation, Washington, April 19, 1941.” {PLACE}. {ARCHIVE}. {URL}.",
        f"“Memorandum of a Conversation, Washington, April 19, 1941.” {PLACE}. *{ARCHIVE}*, {URL}.",
        "*Memorandum of a Conversation, Washington, April 19, 1941*. (1941, April 19). "
        f"{APA_PLACE}. {ARCHIVE}. {URL}",
    ),
    "no reference": (
        made(TIN, reference=None),
        f"“{TIN},” 19 April 1941. {ARCHIVE}, {URL}.",
        f"“{TIN},” April 19, 1941, {ARCHIVE}, {URL}.",
        f"“{TIN}.” April 19, 1941. {ARCHIVE}. {URL}.",
        f"“{TIN}.” 19 Apr. 1941. *{ARCHIVE}*, {URL}.",
        f"*{TIN}*. (1941, April 19). {ARCHIVE}. {URL}",
    ),
    "no repository": (
        made(TIN, reference=("", "item 275")),
        f"“{TIN},” 19 April 1941. Item 275. {ARCHIVE}, {URL}.",
        f"“{TIN},” April 19, 1941, item 275, {ARCHIVE}, {URL}.",
        f"“{TIN}.” April 19, 1941. Item 275. {ARCHIVE}. {URL}.",
        f"“{TIN}.” 19 Apr. 1941, item 275. *{ARCHIVE}*, {URL}.",
        f"*{TIN}*. (1941, April 19). Item 275. {ARCHIVE}. {URL}",
    ),
    "a question, and a quotation": (
        made("What is the “new course”?", authors=("Joseph Stalin",)),
        f"Joseph Stalin, “What is the ‘new course’?,” 19 April 1941. {PLACE}. {ARCHIVE}, {URL}.",
        f"Joseph Stalin, “What is the ‘new course’?,” April 19, 1941, {PLACE}, {ARCHIVE}, {URL}.",
        f"Stalin, Joseph. “What is the ‘new course’?” April 19, 1941. {PLACE}. {ARCHIVE}. {URL}.",
        f"Stalin, Joseph. “What is the ‘new course’?” 19 Apr. 1941, {PLACE}. *{ARCHIVE}*, {URL}.",
        f"Stalin, J. (1941, April 19). *What is the “new course”?* {APA_PLACE}. {ARCHIVE}. {URL}",
    ),
    "nothing known": (
        made("", None, reference=None),
        f"Untitled, n.d. {ARCHIVE}, {URL}.",
        f"Untitled, n.d., {ARCHIVE}, {URL}.",
        f"Untitled. n.d. {ARCHIVE}. {URL}.",
        f"Untitled. *{ARCHIVE}*, {URL}.",
        f"[Untitled]. (n.d.). {ARCHIVE}. {URL}",
    ),
}  # fmt: skip


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("case", GOLDEN)
def test_golden(case: str, style: str) -> None:
    """A document is cited as the manual of the style has it."""
    record, *wanted = GOLDEN[case]
    found = citations(record, archive=ARCHIVE, address=URL)
    assert tuple(one.style for one in found) == STYLES
    marked = {
        one.style: "".join(
            f"*{piece.text}*" if piece.italic else piece.text for piece in one.pieces
        )
        for one in found
    }
    assert marked[style] == wanted[STYLES.index(style)]


def test_part_of_a_finding_aid() -> None:
    """A folder is cited with what it is a part of, from the box to the repository."""
    papers = made(
        "Papers of the Society", "1951-1970", reference=("Library of Congress", "MSS 9105")
    )
    series = made("Letters", None, reference=None)
    folder = made("Receipts", "1954-1955", reference=("", "box 1"))
    found = citations(folder, archive=ARCHIVE, address=URL, within=[series, papers])
    place = "box 1, Letters, Papers of the Society, Library of Congress"
    assert [one.text for one in found] == [
        f"“Receipts,” 1954–1955. Box{place[3:]}. {ARCHIVE}, {URL}.",
        f"“Receipts,” 1954–1955, {place}, {ARCHIVE}, {URL}.",
        f"“Receipts.” 1954–1955. Box{place[3:]}. {ARCHIVE}. {URL}.",
        f"“Receipts.” 1954–1955, {place}. {ARCHIVE}, {URL}.",
        "Receipts. (1954–1955). Library of Congress (box 1, Letters, Papers of the Society). "
        f"{ARCHIVE}. {URL}",
    ]
    bare = made("Receipts", None, reference=None)
    archival = citations(bare, archive=ARCHIVE, address=URL, within=[papers])[0].text
    assert "Papers of the Society, MSS 9105, Library of Congress." in archival


def test_volume() -> None:
    """A volume that is its own edition is not said twice, nor are the years in its title."""
    title = "Foreign Relations of the United States, 1955–1957, Volume XXIV"
    volume = made(title, "1955-1957", reference=None, edition=f"{title}, Washington, 1989.")
    note = citations(volume, archive=ARCHIVE, address=URL)[1].text
    assert note == f"“{title},” printed in Washington, 1989, {ARCHIVE}, {URL}."
