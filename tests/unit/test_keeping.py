"""Files by their content, text by its encoding, records as data, settings from their table."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from regesta.config.archive import ArchiveError
from regesta.config.preferences import SETTINGS, read_preferences, starting_file
from regesta.description import dates
from regesta.description.record import (
    Access,
    AccessStatus,
    Gap,
    Origin,
    Paragraph,
    Record,
    RecordDate,
    Reference,
    ReferenceLevel,
    State,
    Statement,
    Text,
    TextKind,
    from_data,
    to_data,
)
from regesta.formats.encoding import BadEncoding, NotText, decode
from regesta.ingest.merging import merged
from regesta.preservation.files import FileStore


def test_the_same_content_is_kept_once(tmp_path: Path) -> None:
    """A file lies under its SHA-512, and twice the same content is one file."""
    store = FileStore(tmp_path)
    sha512, size = store.add(io.BytesIO(b"seal"))
    assert store.add(io.BytesIO(b"seal")) == (sha512, size) == (sha512, 4)
    assert list(store.kept()) == [sha512]
    assert store.path(sha512).read_bytes() == b"seal"


def test_a_changed_file_is_noticed(tmp_path: Path) -> None:
    """A file is intact, changed or missing, and the store can tell which."""
    store = FileStore(tmp_path)
    sha512, _ = store.add(io.BytesIO(b"seal"))
    assert store.is_intact(sha512) is True
    store.path(sha512).write_bytes(b"sea1")
    assert store.is_intact(sha512) is False
    store.path(sha512).unlink()
    assert store.is_intact(sha512) is None


def test_an_interrupted_file_leaves_nothing(tmp_path: Path) -> None:
    """What could not be read to its end is not in the store."""

    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError("the disk went away")

    with pytest.raises(OSError, match="went away"):
        FileStore(tmp_path).add(Broken(b"x"))
    assert not list(tmp_path.rglob("*"))


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("Дело", "utf-8"),
        ("Дело", "utf-8-sig"),
        ("Дело", "utf-16"),
        ("Дело", "utf-32"),
        ("Дело", "windows-1251"),
    ],
)
def test_text_is_decoded(data: str, encoding: str) -> None:
    """UTF-8 and whatever says so by its mark need no word; others are named."""
    named = encoding if encoding.startswith("windows") else ""
    assert decode(data.encode(encoding), named) == data


def test_a_wrong_byte_is_located() -> None:
    """A byte that is not UTF-8 is named with its line and column."""
    with pytest.raises(BadEncoding) as caught:
        decode("erste Zeile\nzweite Zeile mit \xe4".encode("latin-1"))
    assert (caught.value.line, caught.value.column, caught.value.byte) == (2, 18, 0xE4)


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", b"PK\x03\x04\x14\x00\x00"]
)
def test_binary_files_are_no_text(data: bytes) -> None:
    """Pictures and archives are told from text by their bytes."""
    with pytest.raises(NotText):
        decode(data)


FULL = Record(
    level="file",
    values={
        "title": [
            Statement(text="О хлебе", language="ru", origin=Origin("import", "3", "line 4")),
            Statement(text="On bread", language="en", state=State.SUPPLIED),
        ]
    },
    dates=[RecordDate(date=dates.read("ca. 1920"), primary=True)],
    references=[Reference(text="f. 17, d. 2", levels=[ReferenceLevel("f.", "17")])],
    texts=[
        Text(
            kind=TextKind.TRANSLATION,
            paragraphs=[
                Paragraph(identifier="p1", text="Bread.", gaps=[Gap(extent="2 lines", reason="b1")])
            ],
        )
    ],
    access=Access(status=AccessStatus.CLOSED, until="2040-01-01", reason="privacy"),
    extra={"Box colour": [Statement(text="grey")]},
)


def test_a_record_survives_as_data() -> None:
    """A record written as data and read again is equal, its origins included."""
    again = from_data(to_data(FULL), Record)
    assert again == FULL
    assert again.values["title"][0].origin == Origin("import", "3", "line 4")


def test_data_hold_only_what_is_said() -> None:
    """An empty record is empty data: a field nobody fills costs nothing."""
    assert to_data(Record()) == {}


def test_a_source_speaks_only_for_what_it_says() -> None:
    """An import replaces its own statements and leaves those of others."""
    said = Record(values={"title": [Statement(text="О хлебе и соли", language="ru")]})
    now = merged(FULL, said)
    assert [one.text for one in now.values["title"]] == ["О хлебе и соли", "On bread"]
    assert now.references == FULL.references
    assert now.access == FULL.access
    assert merged(now, said) == now


def test_saying_the_same_again_keeps_the_first_origin() -> None:
    """What is said again is unchanged, and still comes from where it came first."""
    said = Record(
        values={
            "title": [
                Statement(text="О хлебе", language="ru", origin=Origin("import", "9", "line 1"))
            ]
        }
    )
    assert merged(FULL, said).values["title"][0].origin.name == "3"


def test_a_starting_file_is_read_back(tmp_path: Path) -> None:
    """The first regesta.toml is valid and says the name; its comments are the defaults."""
    file = tmp_path / "regesta.toml"
    file.write_text(starting_file('The "Hill" папки'), encoding="utf-8")
    assert read_preferences(file).name == 'The "Hill" папки'
    uncommented = file.read_text(encoding="utf-8").replace("# ", "", -1)
    settings = [line for line in uncommented.splitlines() if " = " in line]
    assert len(settings) == len(SETTINGS)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("[archive]\ncolour = 'red'", "colour"),
        ("[server]\nthreads = 'many'", "threads"),
        ("[server]\nthreads = 0", "1 to 256"),
        ("[logging]\nlevel = 'loud'", "debug"),
        ("[archive]\nbase_address = 'example.org'", "http"),
        ("[archive]\ncontact = 'ask us'", "e-mail"),
        ("[archive]\nlanguages = 'en'", "list"),
        ("[archive\n", "TOML"),
        ("name = 'x'", "name"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, line: str, words: str) -> None:
    """A setting that is wrong is refused with the file, the setting and what would be right."""
    file = tmp_path / "regesta.toml"
    file.write_text(line)
    with pytest.raises(ArchiveError, match=words) as caught:
        read_preferences(file)
    assert "regesta.toml" in caught.value.message
    assert caught.value.remedy


def test_the_environment_goes_before_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A variable overrides the file, and is checked as the file is."""
    file = tmp_path / "regesta.toml"
    file.write_text("[limits]\npage_size = 20\n")
    monkeypatch.setenv("REGESTA_PAGE_SIZE", "30")
    monkeypatch.setenv("REGESTA_TRUSTED_HOSTS", "a.example, b.example")
    preferences = read_preferences(file)
    assert preferences.page_size == 30
    assert preferences.trusted_hosts == ("a.example", "b.example")
    monkeypatch.setenv("REGESTA_PAGE_SIZE", "lots")
    with pytest.raises(ArchiveError, match="REGESTA_PAGE_SIZE"):
        read_preferences(file)
