"""Everything that reads words of others, each with what it is tried on and with its promise."""

from __future__ import annotations

import tempfile
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import pairwise
from pathlib import Path

from fuzz import seeds
from fuzz.mutations import tokens_of
from fuzz.promises import check_format, check_texts, demand
from fuzz.seeds import examples, packed, spreadsheets, unpacked_spreadsheets
from regesta.description import dates, edtf, identifiers, names
from regesta.description.authority import Kind
from regesta.description.authority_names import first_to_last, without_qualifier
from regesta.description.date_words import LANGUAGES
from regesta.description.mentions import Known, NameReader, propose
from regesta.description.record import Record, Statement
from regesta.formats import BY_NAME, FORMATS, Format, recognised
from regesta.formats.encoding import BadEncoding, NotText, beginning, decode, guess
from regesta.formats.files import process
from regesta.formats.files.naming import read_name, stem_of
from regesta.formats.files.patterns import BadPattern, compiled
from regesta.formats.folder import ContentLimits
from regesta.formats.material import Material
from regesta.search import language, query

DATES = (
    "ca. 1889-1914", "1 May or 2 June 1937", "not earlier than 4 April 1937", "[193-?]", "n.d.",
    "25 октября (7 ноября) 1917", "民國二十六年七月七日", "昭和12年7月7日", "16 Messidor an II",
    "12 Safar 1356 AH", "1890-1920 (bulk 1905-1915)", "first half of the 19th century", "20 BC",
    "night of 9-10 November 1938, 4 p.m.", "1861-1865, 1870; 1880", "٤ أبريل ١٩٣٧",
    "zwischen März und Juni 1937", "vers 1500", "XVIII век", "1937 m. balandžio 4 d.",
)  # fmt: skip
EDTF = (
    "1937-04-04", "1937-04~", "%1937-04-?04", "193X", "19XX-12-XX", "1937-21", "Y-17E7",
    "Y171010000S3", "[1667,1668,1670..1672]", "{1960,1961-12}", "[..1940-12]", "1934/1949~",
    "../1949", "1985-04-12T23:20:30+04:30", "-1985/", "1950S2",
)  # fmt: skip
NAMES = (
    "Sheng Shicai", "盛世才", "Шэн Шицай", "Sheng Shih-ts'ai", "Quill, Ada (1890-1961)", "김일성",
    "Kim Il-sŏng", "Nguyễn Ái Quốc", "محمد أمين", "O'Brien-van der Berg, J. R. R.", "Ю. Андропов",
    "ქეთევან", "Մեսրոպ", "とうじょう ひでき", "Müller", "Bogd Jivzundamba VIII, Khan",
)  # fmt: skip
FILE_NAMES = (
    "1937-04-12_Letter on the lamps.pdf",
    "box 3/IMG_19370412_001.jpg",
    "Письмо от 12.04.1937",
    "{date} {title}\n1937 The lamps",
    "дело 20, л. 115 (n.d.).docx",
    "1936-1941/03 Minutes",
)
QUESTIONS = (
    'lamps "the oil" -harbour title:minutes gov* (oil OR wick) date:1937/1940',
    "person:(quill OR merrow) AND NOT place:“harbour” -(a -(b OR c))", "盛世才 Ts'ai OR",
)  # fmt: skip


@dataclass(frozen=True)
class Reader:
    """A reader and its promise: ``check`` takes any bytes, and raises where it is broken.

    ``seeds`` are inputs it understands. ``longest`` is how much of an input means anything
    to it, in bytes.
    """

    name: str
    check: Callable[[bytes], None]
    seeds: tuple[bytes, ...]
    more_tokens: tuple[bytes, ...] = ()
    longest: int = 100_000

    @cached_property
    def tokens(self) -> tuple[bytes, ...]:
        """The words of its language that a fuzzer puts together."""
        return (*self.more_tokens, *tokens_of(self.seeds))


def _words(text: str) -> tuple[bytes, ...]:
    return tuple(one.encode() for one in text.split())


# What the examples do not show and the readers know.
_TOKENS = {
    "oai": _words(
        "<ListRecords> <GetRecord> <resumptionToken <error code='badArgument' status='deleted' "
        "<setSpec> <oai_dc:dc> <mods> <MARC:record> <record><header> <datestamp>"
    ),
    "ead": _words(
        "<c01 <c12> <c> <dsc> <did> <unitdatestructured> <dateset> <datesingle standarddate= "
        "<daterange><fromdate notbefore= normal=' type='bulk' <extref href= <chronlist> <table> "
        "<container parent= id= <physdescstructured <persname> <!DOCTYPE"
    ),
    "eac": _words("<existDates> <dateRange> <useDates> <cpfRelation cpfRelationType= <nameEntry>"),
    "tei": _words(
        "<teiCorpus> <div <p> <pb <note <lb/> <hi> <date when= notBefore= from= to= <list> <item> "
        "<table> <row> <cell> xml:id=' corresp='# <persName ref= <gap <choice> <sic> <frus:doc "
        "subtype='historical-document' <correspAction <foreign <figure> <q> <footnote"
    ),
    "cmif": _words("<correspDesc <correspAction type='sent' <date when= cert= evidence= ref='"),
    "atom": _words("parentId eventDates creationDates culture digitalObjectPath | levelOfDescrip"),
    "omeka": _words("<item <itemContainer> <elementSet> <tagContainer> <file @id o:item dcterms:"),
    "csl": _words('"issued" "date-parts" "literal" "season" "circa" [[1937,4,4],[1938]] "given"'),
    "ris": tuple(f"\n{tag}  - ".encode() for tag in ("TY", "ER", "PY", "Y1", "DA", "AU", "KW")),
    "bibtex": _words(
        r"@string{ @comment{ @preamble{ # author= date= {\"o} {\'{\i}} \v{c} \textit{ \$ and "
        r"others } { @ month=jan, crossref= \begin{ \char 5-- $x^2$ \ss"
    ),
    "regesta": _words(
        '"extra": "marks": "deleted":true "expected": "position": "values": "texts": "named": '
        '"coordinates":{"latitude":91 "paragraphs": "parent": "key":'
    ),
    "listing": (b"\n\n1 - 10 of 13\n\n", b"11 - 20 of 1,026", b"\n\n", b"(undated)", b"Results:"),
    "table": (b'"', b'""', b",", b";", b"\t", b"\r\n", b"\n", b"parent", b"date_start", b"objects"),
}


def _folder() -> Path:
    """A folder with one file, which a source may name."""
    folder = Path(tempfile.mkdtemp(prefix="regesta-fuzz-"))
    (folder / "lamp.txt").write_text("The lamp.\n\nIt burns.\n")
    return folder


_BESIDE = _folder()


def _of_format(form: Format) -> Reader:
    def check(data: bytes) -> None:
        material = Material.of_bytes(data, "source", folder=_BESIDE)
        recognised(material)
        check_format(form, material)
        if form.propose_mapping:
            tomllib.loads(form.propose_mapping(material))
        if form.write_rejects:
            "".join(form.write_rejects(["row 2", "sheet Letters, row 3"], material))

    known = examples(form.name)
    if form.name == "table":
        known += spreadsheets()
    return Reader(form.name, check, known, _TOKENS.get(form.name, ()))


def _spreadsheet(data: bytes) -> None:
    check_format(BY_NAME["table"], Material.of_bytes(packed(data), "source.xlsx"))


def _document(kind: str, data: bytes) -> None:
    """A file that is itself a record. Programs of others that read PDF and pictures are
    not fuzzed here: they run in a process of their own, within limits."""
    file = _BESIDE / kind
    file.write_bytes(data if kind == "text" else packed(data))
    content = process.read(kind, file, ContentLimits())
    for fault in content.faults:
        demand(fault.code in BY_NAME["files"].codes, f"the code {fault.code!r} is documented")
    check_texts(content)


def _filenames(data: bytes) -> None:
    name = _text(data).replace("\x00", "")
    named = read_name(stem_of(name))
    demand(bool(named.title) or not any(map(str.isalpha, stem_of(name))), "letters are a title")
    pattern, _, rest = name.partition("\n")
    try:
        compiled(pattern).match(rest)
    except BadPattern as bad:
        demand(bool(str(bad)), "a pattern that is refused is told why")


def _mapping(data: bytes) -> None:
    """A mapping is read, proposed anew and used, whatever it says."""
    try:
        mapping = tomllib.loads(data.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return
    table = BY_NAME["table"]
    material = Material.of_bytes(examples("table")[0], "source.csv", mapping=mapping)
    check_format(table, material)
    assert table.propose_mapping
    tomllib.loads(table.propose_mapping(material))


def _encoding(data: bytes) -> None:
    name = guess(data)
    demand(not name or isinstance("".encode(name), bytes), "a guess is an encoding")
    beginning(data)
    for encoding in ("", name):
        try:
            decode(data, encoding)
        except NotText:
            pass
        except BadEncoding as bad:
            demand(bad.line >= 1 and bad.column >= 1, "a fault has its place")


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _dates(data: bytes) -> None:
    text = _text(data)
    for hint in ("", "ru", "en-US"):
        read = dates.read(text, language=hint)
        demand(read.text == " ".join(text.split()), "the wording is kept")
        demand(bool(read.edtf) == (read.status is dates.Status.GIVEN), "given dates have EDTF")
        read.as_data()
        if read.edtf:
            _in_words(read.edtf)
    dates.read(text, year=1937)
    dates.read_column(text.split("\n")[:50])
    dates.bulk(text)


def _in_words(expression: str) -> None:
    plain = edtf.canonical(expression)
    demand(edtf.read(plain) == edtf.read(expression), "the plain form means the same")
    for code in LANGUAGES:
        dates.in_words(plain, code)


def _edtf(data: bytes) -> None:
    text = _text(data)
    try:
        extent = edtf.read(text)
    except edtf.NotEDTF as reason:
        demand(len(str(reason)) < 500, "a reason can be read by a person")
        return
    if extent.earliest is not None and extent.latest is not None:
        demand(extent.earliest <= extent.latest, "a date does not end before it begins")
    dates.from_edtf(text).as_data()
    _in_words(text)


def _names(data: bytes) -> None:
    one, _, other = _text(data).partition("\n")
    judged = names.compare(one, other)
    demand(judged == names.compare(other, one), "the order of two names makes no difference")
    demand(bool(judged.because), "a judgement has its reasons")
    for name in (one, other):
        names.keys(name)
        names.is_forename(name)
        without_qualifier(first_to_last(name))
        for spelling, rule in names.forms(name):
            demand(bool(spelling.strip()) and bool(rule), "another spelling has its rule")


def _known() -> NameReader:
    return NameReader(
        Known(str(number), Kind.PERSON, text, "its name", is_preferred=True)
        for number, text in enumerate((*NAMES, "Quill", "Ada Quill", "Merrow"))
    )


_READER = _known()


def _mentions(data: bytes) -> None:
    text = _text(data)
    for found in _READER.find(text):
        demand(text[found.start : found.end] == found.words, "words stand where they were found")
    record = Record(values={"title": [Statement(text=text)]})
    for one in propose(record, _READER):
        demand(text[one.start : one.end] == one.words, "a proposal names the words of the text")


def _question(data: bytes) -> None:
    text = _text(data)
    language.pieces(text)
    first, _, last = text.partition("/")
    expansions = [language.Expansion("lamps", "lights", "other spelling", "1", "person")]
    for ask in (
        lambda: hash(language.read_words(text)),
        lambda: hash(language.read_words(text, expansions)),
        lambda: query.read_range(first, last),
        lambda: query.read_sort(text),
        lambda: query.read_number(text, "size", largest=query.LARGEST_SIZE, default=1),
    ):
        try:
            ask()
        except query.BadQuery as bad:
            demand(0 < len(str(bad)) < 500, "a question that is refused is told why")


def _identifiers(data: bytes) -> None:
    plain = identifiers.normalise(_text(data))
    if plain is not None:
        demand(identifiers.normalise(plain) == plain, "the plain form stays as it is")


def _encoded(texts: tuple[str, ...]) -> tuple[bytes, ...]:
    return tuple(one.encode() for one in texts)


READERS = {
    one.name: one
    for one in (
        *(_of_format(one) for one in FORMATS if one.name != "files"),
        *(Reader(kind, partial(_document, kind), seeds.documents(kind), longest=20_000)
          for kind in ("word", "opendocument", "text")),
        Reader("filenames", _filenames, _encoded(FILE_NAMES), longest=1_000),
        Reader("spreadsheet", _spreadsheet, unpacked_spreadsheets()),
        Reader("mapping", _mapping, (examples("table")[-1],)),
        Reader(
            "encoding", _encoding,
            tuple("Лампа и масло, für Öl".encode(name, "replace") for name in (
                "utf-8", "utf-16", "utf-32", "windows-1251", "koi8-r", "cp1252", "gb18030")),
        ),
        Reader("dates", _dates, _encoded(DATES), longest=4_000),
        Reader("edtf", _edtf, _encoded(EDTF), longest=4_000),
        Reader("names", _names, _encoded(tuple(map("\n".join, pairwise(NAMES)))), longest=500),
        Reader("mentions", _mentions, _encoded(("Ada Quill met Sheng Shicai.", *NAMES))),
        Reader("question", _question, _encoded(QUESTIONS), longest=20_000),
        Reader("identifiers", _identifiers, (b"0000-1009",), longest=400),
    )
}  # fmt: skip


def _any_of_all(data: bytes) -> None:
    """The first byte says which reader gets the others."""
    list(READERS.values())[data[0] % len(READERS) if data else 0].check(data[1:])


ALL = Reader(
    "all",
    _any_of_all,
    tuple(bytes([at]) + seed for at, one in enumerate(READERS.values()) for seed in one.seeds),
    longest=4_000,
)
