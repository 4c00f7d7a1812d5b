"""A folder of files: which files make a record, their texts by page, and files that mean harm."""

from __future__ import annotations

import io
import os
import struct
import time
import zipfile
import zlib
from pathlib import Path

import pytest
from PIL import ExifTags, Image
from pypdf import PdfReader, PdfWriter

from regesta.description.record import State, TextKind
from regesta.formats import files
from regesta.formats.files.process import read as read_here
from regesta.formats.files.reader import Reader
from regesta.formats.folder import Arrangement, ContentLimits
from regesta.formats.reading import Problem, Reading
from regesta.ingest.loose import Place, loose_material

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SMALL = ContentLimits(seconds=5)


def pdf(*pages: str, labels: str = "", info: str = "", invisible: bool = False) -> bytes:
    """A PDF with a line of text on each page; "" for a page without."""
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(len(pages)))
    bodies = [
        f"<< /Type /Catalog /Pages 2 0 R {labels} >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for at, text in enumerate(pages):
        mode = "3 Tr " if invisible else ""
        lines = text.replace("\n", ") Tj T* (")
        drawn = f"BT /F1 12 Tf 14 TL {mode}72 700 Td ({lines}) Tj ET" if text else "q Q"
        bodies.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * at} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        bodies.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream")
    bodies.append(f"<< {info} >>")
    made, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(made)
    made += f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n".encode()
    made += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    return (
        made
        + (
            f"trailer\n<< /Size {len(bodies) + 1} /Root 1 0 R /Info {len(bodies)} 0 R >>\n"
            f"startxref\n{start}\n%%EOF\n"
        ).encode()
    )


def locked(password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf("The carts are counted."))))
    writer.encrypt(password, "owner", algorithm="AES-256")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def word(body: str, before: str = "", **parts: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr(
            "word/document.xml", f"{before}<w:document {W}><w:body>{body}</w:body></w:document>"
        )
        for name, content in parts.items():
            packed.writestr(f"word/{name}.xml", content)
    return made.getvalue()


def p(*runs: str) -> str:
    return "<w:p>" + "".join(f"<w:r>{run}</w:r>" for run in runs) + "</w:p>"


def t(text: str) -> str:
    return f"<w:t>{text}</w:t>"


def open_document(body: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        kind = zipfile.ZipInfo("mimetype")  # which is never compressed
        packed.writestr(kind, "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        packed.writestr(
            "content.xml",
            '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office'
            ':1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
            f"<office:text>{body}</office:text></office:body></office:document-content>",
        )
    return made.getvalue()


def picture(kind: str = "JPEG", exif: dict[int, object] | None = None, **inner: object) -> bytes:
    """A small picture. ``inner`` are tags of the directories "Exif" and "GPSInfo"."""
    made = io.BytesIO()
    said = Image.Exif()
    for tag, value in (exif or {}).items():
        said[tag] = value
    for name, tags in inner.items():
        said.get_ifd(ExifTags.IFD[name]).update(tags)
    Image.new("RGB", (4, 3)).save(made, kind, exif=said)
    return made.getvalue()


def laid(folder: Path, contents: dict[str, bytes | str]) -> Path:
    for name, content in contents.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def read(
    folder: Path, limits: ContentLimits = SMALL, **arrangement: object
) -> tuple[list[Reading], list[Problem]]:
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    place = Place(str(folder), folder.name)
    material = loose_material(paths, folder, "papers", place, Arrangement(**arrangement), limits)
    items = list(files.read(material))
    return (
        [one for one in items if isinstance(one, Reading)],
        [one for one in items if isinstance(one, Problem)],
    )


def only(folder: Path, limits: ContentLimits = SMALL, **how: object) -> tuple[Reading, list[str]]:
    readings, problems = read(folder, limits, **how)
    assert len(readings) == 1
    return readings[0], [one.code for one in problems]


def pages(reading: Reading) -> list[tuple[str, str]]:
    return [(one.page, one.text) for text in reading.record.texts for one in text.paragraphs]


# ---------------------------------------------------------------- which files are a record


def titles(readings: list[Reading]) -> list[tuple[str, str, str, str]]:
    return [(one.record.level, one.key, one.parent, one.record.text("title")) for one in readings]


def test_a_record_is_a_file_below_its_folders(tmp_path: Path) -> None:
    """Folders are records above their files, in natural order; the source itself is none."""
    laid(tmp_path, {
        "1937 Letters/page10.txt": "ten", "1937 Letters/page2.txt": "two", "top.txt": "top",
        "all/inner/deep.txt": "deep",
    })  # fmt: skip
    readings, problems = read(tmp_path)
    assert not problems
    assert titles(readings) == [
        ("item", "top", "", "top"),
        ("file", "1937 Letters/", "", "Letters"),
        ("item", "1937 Letters/page2", "1937 Letters/", "page2"),
        ("item", "1937 Letters/page10", "1937 Letters/", "page10"),
        ("series", "all/", "", "all"),
        ("file", "all/inner/", "all/", "inner"),
        ("item", "all/inner/deep", "all/inner/", "deep"),
    ]
    assert readings[1].record.primary_date.edtf == "1937"


def test_a_record_is_a_folder(tmp_path: Path) -> None:
    """With its files as pages in natural order, and the folders in it below it."""
    laid(tmp_path, {"page10.txt": "ten", "page2.txt": "two", "June 1937/a.txt": "inner"})
    readings, _ = read(tmp_path, record_per="folder")
    assert [(one.key, one.parent) for one in readings] == [("/", ""), ("June 1937/", "/")]
    assert pages(readings[0]) == [("page2", "two"), ("page10", "ten")]
    assert [one.name for one in readings[0].files] == ["page2.txt", "page10.txt"]
    assert len(readings[0].record.texts) == 1
    assert readings[1].record.primary_date.edtf == "1937-06"


def test_one_name_with_several_endings_is_one_record(tmp_path: Path) -> None:
    """A text beside a picture or a PDF of its name is a transcript of it."""
    laid(tmp_path, {"letter.jpg": picture(), "letter.txt": "The carts.", "other.txt": "x"})
    readings, _ = read(tmp_path)
    assert [one.record.text("title") for one in readings] == ["letter", "other"]
    assert [one.name for one in readings[0].files] == ["letter.jpg", "letter.txt"]
    assert [text.kind for text in readings[0].record.texts] == [TextKind.TRANSCRIPT]
    assert [text.kind for text in readings[1].record.texts] == [TextKind.ORIGINAL]


def test_a_pattern_names_references_and_pages(tmp_path: Path) -> None:
    """Files that differ in the page of the pattern are one record; what does not fit is told."""
    laid(tmp_path, {
        "RGASPI 17-20 1937-04-12 - Letter 1.txt": "one",
        "RGASPI 17-20 1937-04-12 - Letter 2.txt": "two",
        "stray 1938.txt": "stray",
    })  # fmt: skip
    readings, problems = read(tmp_path, names="{reference} {date} - {title} {page}")
    assert [(one.code, one.where) for one in problems] == [("files-name", "stray 1938.txt")]
    letter, stray = readings
    assert letter.record.references[0].text == "RGASPI 17-20"
    assert pages(letter) == [("1", "one"), ("2", "two")]
    assert (stray.record.text("title"), stray.record.primary_date.edtf) == ("stray", "1938")


def test_identifiers_tell_folders_apart(tmp_path: Path) -> None:
    """Two folders of one name in two places have no identifier in common."""
    for above in ("a", "b"):
        laid(tmp_path / above / "scans", {"001.txt": above})
    one, _ = only(tmp_path / "a" / "scans")
    other, _ = only(tmp_path / "b" / "scans")
    assert one.record.identifiers[0].value == other.record.identifiers[0].value == "001"
    assert one.record.identifiers != other.record.identifiers
    assert all(len(it.record.identifiers[0].scheme) <= 60 for it in (one, other))


def test_copies_and_empty_files_are_told(tmp_path: Path) -> None:
    """Files of the same content are each a record; an empty file is none."""
    laid(tmp_path, {"a.txt": "same", "b.txt": "same", "c.txt": ""})
    readings, problems = read(tmp_path)
    assert len(readings) == 2
    assert [(one.code, one.rejected) for one in problems] == [
        ("file-empty", 1),
        ("files-same-content", 0),
    ]


# ---------------------------------------------------------------- PDF


def test_a_pdf_is_read_page_by_page(tmp_path: Path) -> None:
    """Pages have the numbers printed on them; those without text are named with the next one."""
    labels = "/PageLabels << /Nums [0 << /S /r >> 1 << /S /D >>] >>"
    data = pdf("A preface.", "", "The carts are count-\ned.", labels=labels, info="/Title (Carts)")
    laid(tmp_path, {"letter.pdf": data})
    reading, problems = only(tmp_path)
    assert problems == []
    assert pages(reading) == [("i", "A preface."), ("1, 2", "The carts are counted.")]
    assert reading.record.text("extent") == "3 pages"
    assert reading.record.extra["Title in the file"][0].text == "Carts"


def test_recognised_text_is_called_so(tmp_path: Path) -> None:
    """Text that lies unseen under a picture, or by a known program, was made by a machine."""
    laid(tmp_path, {
        "a.pdf": pdf("The carts.", invisible=True),
        "b.pdf": pdf("The carts are.", info="/Producer (ABBYY FineReader 12)"),
        "c.pdf": pdf("The carts are counted."),
    })  # fmt: skip
    texts = [one.record.texts[0] for one in read(tmp_path)[0]]
    assert [one.kind for one in texts] == [TextKind.OCR, TextKind.OCR, TextKind.ORIGINAL]
    assert texts[0].state is State.MACHINE_MADE


def test_a_pdf_without_text_is_kept_and_told(tmp_path: Path) -> None:
    """Scans make records; one notice for all of them says what would give them text."""
    laid(tmp_path, {"a.pdf": pdf(""), "b.pdf": pdf("", "")})
    readings, problems = read(tmp_path)
    assert len(readings) == 2
    assert [(one.code, one.value) for one in problems] == [("files-no-text", "2")]
    assert "ocrmypdf" in problems[0].remedy


def test_a_pdf_under_a_password(tmp_path: Path) -> None:
    """One that is locked for changes only is read; one that must be opened is named."""
    laid(tmp_path, {"a.pdf": locked("")})
    assert pages(only(tmp_path)[0])[0][1] == "The carts are counted."
    laid(tmp_path, {"a.pdf": locked("secret")})
    reading, problems = only(tmp_path)
    assert (reading.record.texts, problems) == ([], ["files-locked"])


# ---------------------------------------------------------------- Word and OpenDocument


def test_a_word_document_is_read(tmp_path: Path) -> None:
    """Paragraphs, tables, notes; what was struck out, and the code of fields, is no text."""
    notes = (
        f'<w:footnotes {W}><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        f'<w:footnote w:id="2">{p(t("Carts of two wheels."))}</w:footnote></w:footnotes>'
    )
    body = (
        p(t("The "), "<w:del><w:r><w:delText>wagons</w:delText></w:r></w:del>", t("carts"))
        + p(t("are counted"), '<w:footnoteReference w:id="2"/>', "<w:instrText>PAGE</w:instrText>")
        + f"<w:tbl><w:tr><w:tc>{p(t('Kashgar'))}</w:tc><w:tc>{p(t('12'))}{p(t('13'))}</w:tc></w:tr>"
        "</w:tbl>"
    )
    laid(tmp_path, {"letter.docx": word(body, footnotes=notes)})
    reading, problems = only(tmp_path)
    assert problems == []
    assert pages(reading) == [("", "The carts"), ("", "are counted"), ("", "Kashgar | 12 13")]
    assert reading.record.texts[0].paragraphs[1].notes == ["Carts of two wheels."]


def test_pages_of_a_word_document(tmp_path: Path) -> None:
    """A page begins at a break somebody made, and where Word last broke it; once for both."""
    rendered, made = "<w:lastRenderedPageBreak/>", '<w:br w:type="page"/>'
    body = p(t("one"), rendered, t("two")) + p(made) + p(rendered, t("three"))
    laid(tmp_path, {"letter.docx": word(body)})
    assert pages(only(tmp_path)[0]) == [("1", "one"), ("2", "two"), ("3", "three")]


def test_an_open_document_is_read(tmp_path: Path) -> None:
    """Paragraphs, notes and the pages of the last saving; what was deleted is no text."""
    note = "<text:note><text:note-body><text:p>Of two wheels.</text:p></text:note-body></text:note>"
    body = (
        "<text:tracked-changes><text:p>wagons</text:p></text:tracked-changes>"
        f"<text:h>On carts</text:h><text:p>They <text:span>are</text:span>{note} counted.</text:p>"
        "<text:soft-page-break/><text:p>Twelve<text:soft-page-break/>thirteen</text:p>"
    )
    laid(tmp_path, {"letter.odt": open_document(body)})
    reading, problems = only(tmp_path)
    assert problems == []
    assert pages(reading) == [
        ("1", "On carts"), ("", "They are counted."), ("2", "Twelve"), ("3", "thirteen"),
    ]  # fmt: skip
    assert reading.record.texts[0].paragraphs[1].notes == ["Of two wheels."]


def test_plain_text_has_pages_and_any_encoding(tmp_path: Path) -> None:
    """A form feed begins a page; an encoding that is clear is found out."""
    laid(tmp_path, {"a.txt": "one\n\ntwo\fthree"})
    assert pages(only(tmp_path)[0]) == [("1", "one"), ("", "two"), ("2", "three")]
    laid(tmp_path, {"a.txt": ("Заседание о переговорах с Ма Чжунъином. " * 9).encode("cp1251")})
    assert pages(only(tmp_path)[0])[0][1].startswith("Заседание о переговорах")


# ---------------------------------------------------------------- pictures

E = ExifTags.Base
BAZAAR = "Базар в Кашгаре"
FULL = {
    E.ImageDescription: "D" * len(BAZAAR.encode()),  # replaced, since the library writes ASCII
    E.Artist: "Anna Hill",
    E.Copyright: "Hill family",
    E.Make: "Canon",
    E.Model: "Canon EOS",
}
TAKEN = {E.DateTimeOriginal: "2019:05:04 10:11:12"}
PLACE = {
    ExifTags.GPS.GPSLatitudeRef: "N",
    ExifTags.GPS.GPSLatitude: (39.0, 28.0, 12.0),
    ExifTags.GPS.GPSLongitudeRef: "E",
    ExifTags.GPS.GPSLongitude: (75.0, 59.0, 24.0),
}


def test_what_a_picture_says_of_itself(tmp_path: Path) -> None:
    """Description and rights are the record's; when, where and by whom it was taken are kept as
    words, since a photograph of a document is younger than the document."""
    data = picture(exif=FULL, Exif=TAKEN, GPSInfo=PLACE)
    data = data.replace(b"D" * len(BAZAAR.encode()), BAZAAR.encode())
    laid(tmp_path, {"1937-04-12 letter.jpg": data})
    record = only(tmp_path)[0].record
    assert record.text("scope_and_content") == BAZAAR
    assert record.rights.statement == "Hill family"
    assert record.agents == []
    assert record.primary_date.edtf == "1937-04-12"
    assert {name: one[0].text for name, one in record.extra.items()} == {
        "Date taken": "2019-05-04", "Artist": "Anna Hill", "Coordinates": "39.47000, 75.99000",
        "Camera": "Canon EOS",
    }  # fmt: skip


def test_pictures_that_are_photographs(tmp_path: Path) -> None:
    """Where somebody says so, the day a picture was taken is its date."""
    laid(tmp_path, {"IMG_2034.jpg": picture(exif=FULL, Exif=TAKEN)})
    record = only(tmp_path, photographs=True)[0].record
    assert (record.primary_date.edtf, record.text("title")) == ("2019-05-04", "IMG_2034")
    assert [(one.name, one.role) for one in record.agents] == [("Anna Hill", "photographer")]


@pytest.mark.parametrize(
    "taken", ["0000:00:00 00:00:00", "2019:13:45 00:00:00", "    :  :  ", "9999:01:01", "x" * 999]
)
def test_strange_days_and_places_are_none(tmp_path: Path, taken: str) -> None:
    """What can be no day and no place is left out, and what cameras say by themselves."""
    nowhere = {**PLACE, ExifTags.GPS.GPSLatitude: (0.0, 0.0, 0.0)}
    nowhere[ExifTags.GPS.GPSLongitude] = (0.0, 0.0, 0.0)
    said = {E.ImageDescription: "OLYMPUS DIGITAL CAMERA         "}
    laid(tmp_path, {
        "a.jpg": picture(exif=said, Exif={E.DateTimeOriginal: taken}, GPSInfo=nowhere),
    })  # fmt: skip
    reading, problems = only(tmp_path, photographs=True)
    assert (reading.record.extra, reading.record.values.keys(), problems) == ({}, {"title"}, [])
    assert reading.record.dates == []


@pytest.mark.parametrize(
    "words", ["Created with GIMP", "File written by Adobe Photoshop 4.0", "SONY DSC", "123"]
)
def test_what_programs_write_is_no_description(tmp_path: Path, words: str) -> None:
    """Only what somebody said of a picture is its summary."""
    laid(tmp_path, {"a.jpg": picture(exif={E.ImageDescription: words})})
    assert only(tmp_path)[0].record.text("scope_and_content") == ""


def test_a_picture_of_several_pages(tmp_path: Path) -> None:
    """The pages of a TIFF are counted, and none is decoded."""
    made = io.BytesIO()
    sheets = [Image.new("L", (4, 3)) for _ in range(3)]
    sheets[0].save(made, "TIFF", save_all=True, append_images=sheets[1:])
    laid(tmp_path, {"letter.tif": made.getvalue()})
    assert only(tmp_path)[0].record.text("extent") == "3 pages"


# ---------------------------------------------------------------- files that mean harm


def png_head(width: int, height: int) -> bytes:
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = b"IDAT" + zlib.compress(b"\x00" * 1_000)
    made = b"\x89PNG\r\n\x1a\n"
    for chunk in (head, data, b"IEND"):
        made += struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
    return made


CYCLE = pdf("x").replace(b"/Kids [4 0 R]", b"/Kids [2 0 R]")
BOMB = word(f'<w:p w:a="{"a" * 1_000_000}"/>' * 40)
XXE = word(
    p("<w:t>&secret;</w:t>") + p(t("carts")),
    '<!DOCTYPE w [<!ENTITY secret SYSTEM "file:///etc/passwd">]>',
)
LAUGHS = word(
    p("<w:t>&b9;</w:t>") + p(t("carts")),
    '<!DOCTYPE w [<!ENTITY b0 "ha">'
    + "".join(f'<!ENTITY b{n} "{f"&b{n - 1};" * 10}">' for n in range(1, 10))
    + "]>",
)


@pytest.mark.parametrize(
    ("name", "data", "codes"),
    [
        ("cycle.pdf", CYCLE, {"files-damaged", "files-no-text", "files-page-damaged"}),
        ("cut.pdf", pdf("The carts")[:300], {"files-damaged", "files-no-text"}),
        ("head.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 20, {"files-damaged", "files-no-text"}),
        ("bomb.docx", BOMB, {"files-swells"}),
        ("cut.docx", word(p(t("x")))[:-40], {"files-damaged"}),
        ("broken.docx", word("<w:p>"), {"files-damaged"}),
        ("deep.docx", word("<w:p>" * 2_000 + "</w:p>" * 2_000), {"files-damaged"}),
        ("xxe.docx", XXE, set()),
        ("laughs.docx", LAUGHS, {"files-damaged"}),
        ("broken.odt", open_document("<text:p>"), {"files-damaged"}),
        ("large.png", png_head(30_000, 30_000), {"files-many-pixels"}),
        ("larger.png", png_head(2**31 - 1, 2**31 - 1), {"files-many-pixels"}),
        ("cut.jpg", picture()[:30], {"files-damaged"}),
        ("cut.tif", b"II*\x00\xff\xff\xff\x7f", {"files-damaged"}),
        ("noise.txt", b"\x00\x01\x02" * 99, {"files-not-text"}),
    ],
)
def test_a_hostile_file_is_kept_and_named(
    tmp_path: Path, name: str, data: bytes, codes: set[str]
) -> None:
    """Whatever a file does, its record is made, quickly, and what is wrong is told."""
    laid(tmp_path, {name: data})
    start = time.monotonic()
    reading, told = only(tmp_path)
    assert time.monotonic() - start < 10
    assert set(told) <= codes
    assert bool(told) == bool(codes) or name == "noise.txt"
    assert [one.name for one in reading.files] == [name]
    assert "root:" not in str(pages(reading))


def test_a_reader_that_runs_away_is_stopped(tmp_path: Path) -> None:
    """A file that takes too long is given up, and the next one is read."""
    os.mkfifo(tmp_path / "never.txt")  # opening it waits for ever
    laid(tmp_path, {"next.txt": "The carts."})
    with Reader(ContentLimits(seconds=1)) as reader:
        stopped = reader.read("text", tmp_path / "never.txt")
        assert [one.code for one in stopped.faults] == ["files-too-much"]
        assert reader.read("text", tmp_path / "next.txt").pages[0].passages[0].text == "The carts."


def test_limits_of_pages_characters_and_size(tmp_path: Path) -> None:
    """What is beyond a limit is cut, or not opened, and the setting is named."""
    laid(tmp_path, {"a.pdf": pdf("one", "two", "three")})
    reading, problems = read(tmp_path, ContentLimits(pages=2))
    assert [text for _, text in pages(reading[0])] == ["one", "two"]
    assert [(one.code, "text_pages" in one.remedy) for one in problems] == [
        ("files-text-cut", True)
    ]
    reading, problems = read(tmp_path, ContentLimits(characters=5))
    assert [text for _, text in pages(reading[0])] == ["one", "tw"]
    reading, problems = read(tmp_path, ContentLimits(file_bytes=100))
    assert [(one.code, "file_megabytes" in one.remedy) for one in problems] == [
        ("files-large", True)
    ]
    assert reading[0].record.texts == []


def test_a_missing_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the library the file is kept, and the remedy says what to install."""
    monkeypatch.setitem(__import__("sys").modules, "pypdf", None)
    monkeypatch.delitem(__import__("sys").modules, "regesta.formats.files.pdf", raising=False)
    laid(tmp_path, {"a.pdf": pdf("one")})
    monkeypatch.setattr(Reader, "read", lambda self, kind, path: read_here(kind, path, self.limits))
    reading, problems = read(tmp_path)
    assert (len(reading), problems[0].code) == (1, "files-extra-missing")
    assert "pip install 'regesta[files]'" in problems[0].remedy


@pytest.mark.parametrize(
    "name",
    ["Письмо 12 мая 1937.txt", "盛世才.txt", b"caf\xe9.txt", b"\xff\xfe 1937.txt", "a\nb.txt"],
)
def test_names_of_every_kind(tmp_path: Path, name: str | bytes) -> None:
    """Names in any script, or that are no text at all, are told apart and can be written."""
    path = os.path.join(os.fsencode(tmp_path), os.fsencode(name))
    with open(path, "wb") as stream:
        stream.write(b"The carts.")
    reading, problems = only(tmp_path)
    assert pages(reading)[0][1] == "The carts."
    assert reading.record.text("title").encode()
    assert reading.key.encode()
    assert problems == (["files-name-not-text"] if isinstance(name, bytes) else [])
