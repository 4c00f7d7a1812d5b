"""What can be named as a source: files, folders, archives; and what is refused, and why."""

from __future__ import annotations

import gzip
import io
import random
import tarfile
import zipfile
from pathlib import Path

import pytest

from regesta.formats.encoding import guess
from regesta.formats.folder import Arrangement
from regesta.formats.reading import Problem, Reading
from regesta.ingest import download as downloading
from regesta.ingest.download import BadAddress, download
from regesta.ingest.source import Limits, Source, Wish, Workshop
from regesta.ingest.sources import sources_of

LISTING = "1 - 1 of 1\n\nMay 4, 1920\n\nOn the harvest\n"
JPEG = b"\xff\xd8\xff\xe0" + bytes(range(256))
PEOPLE = "kind,name,dates\nperson,Anna,1900\n"


def found(name: Path | str, **wish: object) -> list[tuple[str, str]]:
    """Name and form of each source, or the code of each problem with its place."""
    with Workshop() as workshop:
        return [
            (one.where, one.code) if isinstance(one, Problem) else (one.name, one.format.name)
            for one in sources_of(str(name), Wish(**wish), workshop)
        ]


def texts(name: Path | str) -> list[str]:
    with Workshop() as workshop:
        return [
            one.material.text()
            for one in sources_of(str(name), Wish(), workshop)
            if isinstance(one, Source)
        ]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder as people keep it, with what editors leave in it."""
    made = tmp_path / "papers"
    (made / "inner").mkdir(parents=True)
    (made / "listing.txt").write_text(LISTING)
    (made / "inner" / "people.csv").write_text(PEOPLE)
    (made / "picture.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(range(256)) * 4)
    (made / "~$people.xlsx").write_bytes(b"lock")
    (made / ".hidden").write_text(LISTING)
    return made


def test_a_folder_is_all_its_sources(folder: Path) -> None:
    """In order; what is in no form is counted once, and what editors leave is not looked at."""
    assert found(folder) == [
        (f"{folder}/inner/people.csv", "authorities"),
        (f"{folder}/listing.txt", "listing"),
        (str(folder), "source-skipped"),
    ]


def test_an_archive_does_not_take_itself_in(folder: Path) -> None:
    """The folder of an archive, wherever it lies, is no source."""
    (folder / "inner" / "regesta.toml").write_text("")
    assert found(folder)[0] == (f"{folder}/listing.txt", "listing")


def test_a_folder_of_nothing_is_refused(tmp_path: Path) -> None:
    """Where nothing is in a form, and no file is of a known kind, the folder is refused."""
    (tmp_path / "noise").write_bytes(bytes(range(256)))
    (tmp_path / "Thumbs.db").write_bytes(JPEG)
    assert found(tmp_path) == [(str(tmp_path), "source-unrecognised")]


def test_a_folder_of_files_is_one_source(tmp_path: Path) -> None:
    """Where nothing is in a form, the files are the records, and it is told."""
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "picture.jpg").write_bytes(JPEG)
    (tmp_path / "letter.txt").write_text("The carts are counted.")
    assert found(tmp_path) == [(str(tmp_path), "source-as-files"), (str(tmp_path), "files")]
    with Workshop() as workshop:
        source = list(sources_of(str(tmp_path), Wish(), workshop))[1]
    assert isinstance(source, Source)
    assert source.material.loose is not None
    assert sorted(one.name for one in source.material.loose.members) == [
        "inner/picture.jpg",
        "letter.txt",
    ]
    listed = source.material.text()
    assert [line.split("  ")[1] for line in listed.splitlines()] == [
        "inner/picture.jpg",
        "letter.txt",
    ]


def test_every_file_is_taken_where_that_is_asked(folder: Path) -> None:
    """Also those in a form; without being asked, tables and listings go first."""
    assert found(folder, format_name="files") == [(str(folder), "files")]


@pytest.mark.parametrize(
    ("name", "data", "form"),
    [
        ("picture.jpg", JPEG, "files"),
        ("letter.pdf", b"%PDF-1.4\n", "files"),
        ("letter.txt", b"The carts are counted.", "source-unrecognised"),
        ("noise", bytes(range(256)), "source-not-text"),
    ],
)
def test_a_file_alone(tmp_path: Path, name: str, data: bytes, form: str) -> None:
    """A document or a picture is a record by itself, a text or noise only where that is asked."""
    path = tmp_path / name
    path.write_bytes(data)
    assert found(path) == [(str(path), form)]
    assert found(path, format_name="files") == [(str(path), "files")]


def test_a_file_alone_is_named_once(tmp_path: Path) -> None:
    """It is a record even where a record is a folder, and its problems name no place in it."""
    path = tmp_path / "letter.pdf"
    path.write_bytes(b"%PDF-1.4\n")
    wish = Wish(arrangement=Arrangement(record_per="folder"))
    with Workshop() as workshop:
        [source] = sources_of(str(path), wish, workshop)
        assert isinstance(source, Source)
        problem, reading = source.format.read(source.material)
    assert isinstance(problem, Problem)
    assert isinstance(reading, Reading)
    assert (problem.where, reading.position) == ("", "the file")
    assert (reading.record.level, reading.record.text("title")) == ("item", "letter")


def test_an_archive_of_files_is_their_folder(tmp_path: Path) -> None:
    """What is packed is taken as what is not; its place is that of the archive."""
    path = tmp_path / "scans.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("a/picture.jpg", JPEG)
    assert found(path) == [(str(path), "source-as-files"), (str(path), "files")]
    with Workshop() as workshop:
        source = list(sources_of(str(path), Wish(), workshop))[1]
    assert isinstance(source, Source)
    assert source.material.loose is not None
    assert (source.material.loose.name, source.material.loose.place) == ("scans.zip", str(path))


@pytest.mark.parametrize("kind", ["zip", "tar", "tar.gz", "tar.xz", "tar.bz2"])
def test_archives_hold_what_folders_do(folder: Path, tmp_path: Path, kind: str) -> None:
    """Whatever packs them, the sources inside are the same."""
    path = tmp_path / "packed.bin"
    if kind == "zip":
        with zipfile.ZipFile(path, "w") as packed:
            for name in ("listing.txt", "inner/people.csv"):
                packed.write(folder / name, name)
    else:
        mode = kind.partition(".")[2]
        with tarfile.open(path, f"w:{mode}") as packed:
            packed.add(folder, "papers")
    assert sorted(texts(path)) == sorted([PEOPLE, LISTING])


def test_one_packed_file_is_that_file(tmp_path: Path) -> None:
    """A file packed with gzip is read as itself, whatever it is called."""
    path = tmp_path / "listing"
    path.write_bytes(gzip.compress(LISTING.encode()))
    assert found(path) == [(str(path), "listing")]
    assert texts(path) == [LISTING]


@pytest.mark.parametrize(
    "name", ["../outside.txt", "/etc/outside.txt", "a/../../b.txt", "C:\\x.txt"]
)
def test_nothing_is_unpacked_outside(tmp_path: Path, name: str) -> None:
    """A member whose name leads out of the archive lies inside, or refuses the archive."""
    path = tmp_path / "bad.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr(name, LISTING)
    answer = found(path)
    assert answer[0][1] in ("archive-path", "listing")
    assert not (tmp_path / "outside.txt").exists()
    assert not Path("/etc/outside.txt").exists()


def test_links_are_not_followed(tmp_path: Path) -> None:
    """A link in an archive is no file of it."""
    path = tmp_path / "linked.tar"
    with tarfile.open(path, "w") as packed:
        link = tarfile.TarInfo("passwd.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        packed.addfile(link)
    assert [code for _, code in found(path)] == ["source-unrecognised"]


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(ratio=2), "archive-too-large"),
        (Limits(unpacked=1_000), "archive-too-large"),
        (Limits(members=1), "archive-too-large"),
    ],
)
def test_an_archive_has_limits(tmp_path: Path, limits: Limits, code: str) -> None:
    """Of size, of how much it swells, and of how many files it holds."""
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a.txt", LISTING + "x" * 3_000_000)
        packed.writestr("b.txt", LISTING)
    assert [one for _, one in found(path, limits=limits)] == [code]


@pytest.mark.parametrize("kind", ["zip", "gz"])
def test_a_damaged_archive_is_named(tmp_path: Path, kind: str) -> None:
    """What breaks off is refused, with its name."""
    made = io.BytesIO()
    if kind == "zip":
        with zipfile.ZipFile(made, "w") as packed:
            packed.writestr("listing.txt", LISTING * 100)
    else:
        made.write(gzip.compress(LISTING.encode() * 100))
    path = tmp_path / "broken"
    path.write_bytes(made.getvalue()[:-30])
    assert found(path) == [(str(path), "archive-damaged")]


@pytest.mark.parametrize("kind", ["gz", "tar.gz", "tar.bz2", "tar.xz", "zip"])
def test_damage_in_the_middle_is_found(folder: Path, tmp_path: Path, kind: str) -> None:
    """An archive is not taken for one that ends where it is damaged."""
    (folder / "noise.txt").write_bytes(random.Random(1).randbytes(60_000))
    path = tmp_path / "packed"
    if kind == "gz":
        path.write_bytes(gzip.compress((folder / "noise.txt").read_bytes()))
    elif kind == "zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.write(folder / "noise.txt", "noise.txt")
    else:
        with tarfile.open(path, f"w:{kind.partition('.')[2]}") as packed:
            packed.add(folder, "papers")
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 40] = bytes(255 - byte for byte in data[middle : middle + 40])
    path.write_bytes(data)
    assert found(path) == [(str(path), "archive-damaged")]


def test_a_form_that_is_read_whole_has_a_limit(tmp_path: Path) -> None:
    """Above it the source is refused, and the setting is named."""
    path = tmp_path / "listing.txt"
    path.write_text(LISTING + "x" * 1_000)
    assert found(path, limits=Limits(whole=500)) == [(str(path), "source-too-large")]


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("http://127.0.0.1:9/x", "private network"),
        ("http://localhost:9/x", "private network"),
        ("http://[::1]:9/x", "private network"),
        ("http://169.254.169.254/latest", "private network"),
        ("http://10.0.0.1/x", "private network"),
        ("http://0.0.0.0/x", "private network"),
        ("ftp://example.org/x", "no address"),
        ("http://", "no address"),
        ("http://[::bad", "no address"),
    ],
)
def test_inner_addresses_are_refused(tmp_path: Path, address: str, reason: str) -> None:
    """Nothing is fetched from inside a network, unless the settings allow it."""
    with pytest.raises(BadAddress, match=reason):
        download(address, tmp_path / "x", largest=1_000)


def test_a_name_that_leads_inside_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The number of a host counts, not its name, and one private number is enough."""
    numbers = [(2, 1, 6, "", ("93.184.216.34", 80)), (2, 1, 6, "", ("192.168.1.1", 80))]
    monkeypatch.setattr(downloading.socket, "getaddrinfo", lambda *_, **__: numbers)
    with pytest.raises(BadAddress, match=r"192\.168\.1\.1"):
        download("http://archive.example/x", tmp_path / "x", largest=1_000)


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("windows-1251", "Заседание Политбюро о переговорах с Ма Чжунъином. " * 4),
        ("koi8-r", "Заседание Политбюро о переговорах с Ма Чжунъином. " * 4),
        ("gb18030", "关于新疆省政府与苏联政府谈判之决定。盛世才。" * 6),
        ("shift-jis", "東京からのニュースとテレグラム。会議の記録について。" * 6),
        ("windows-1252", "Lettre de Genève. Le comité compte les chariots, à l’été. " * 4),
    ],
)
def test_encodings_are_found_out(encoding: str, text: str) -> None:
    """What is in no UTF is taken for what it most likely is; UTF-8 is itself."""
    assert guess(text.encode(encoding)) == encoding
    assert guess(text.encode()) == guess(text.encode()[:-1]) == ""
    assert guess(text.encode("utf-16")) == ""


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"\x00\x01\x02" * 50, b"\x81\x8d\x8f" * 9])
def test_what_is_no_text_is_taken_for_none(data: bytes) -> None:
    """Bytes that make no text in any encoding are not guessed at."""
    assert guess(data) == ""
