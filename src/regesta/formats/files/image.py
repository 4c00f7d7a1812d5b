"""Pictures: how large they are, how many pages they have, and what EXIF says (EXIF 2.32).

Nothing is ever decoded: only heads are read, so that a picture of any size takes no memory.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any

from PIL import ExifTags, Image, UnidentifiedImageError

from regesta.formats.files.contents import Content, Fault, Picture, plain
from regesta.formats.folder import ContentLimits

# The makers of these read heads alone; others of the library run programs or decode.
_FORMATS = ("JPEG", "PNG", "TIFF", "GIF", "WEBP", "JPEG2000", "AVIF")
_Tag = ExifTags.Base
_TAKEN = re.compile(r"(\d{4})[:\-/.](\d{1,2})[:\-/.](\d{1,2})(?:[ T].*)?")
EARLIEST = 1826  # the first photograph
# What cameras and programs write where nobody said anything.
_NOTHING = re.compile(
    r"|(?:olympus|minolta|konica minolta|samsung|sony|kodak|casio|exif|maginon|digital) ?"
    r"(?:digital)? ?(?:camera|dsc|jpeg|picture).*|dcim\\.*|default|untitled|unknown|\d*"
    r"|file written by adobe.*|created (?:with|by) .*|software: .*|converted \w+ file"
    r"|.* pdf filter .*|[\[{].*[\]}]",
    re.IGNORECASE,
)
_LONGEST_WORDS = 5_000
_MOST_KEYWORDS = 100
_MINUTES, _SECONDS = 60, 3_600


def read(path: Path, limits: ContentLimits) -> Content:
    """May raise whatever the library raises at a damaged file."""
    content = Content()
    try:
        _read_head(path, limits, content)
    except UnidentifiedImageError:  # whose words name nothing but the file
        content.faults.append(Fault("files-damaged", "its beginning is that of no picture"))
    return content


def _read_head(path: Path, limits: ContentLimits, content: Content) -> None:
    Image.init()
    known = [name for name in _FORMATS if name in Image.OPEN]  # as the library was built
    with _unguarded(), Image.open(path, formats=known) as image:
        picture = Picture(width=image.width, height=image.height)
        content.picture = picture
        if image.width * image.height > limits.pixels:
            content.faults.append(Fault("files-many-pixels", f"{image.width} × {image.height}"))
            return
        if image.format == "TIFF":
            content.count = min(int(getattr(image, "n_frames", 1)), limits.pages)
            image.seek(0)
        # The maker for PNG would decode the whole picture to look for EXIF behind it.
        if image.format != "PNG" or "exif" in image.info:
            _say(image.getexif(), picture)
        if image.format == "PNG":
            _say_text(image.info, picture)


@contextmanager
def _unguarded() -> Iterator[None]:
    """The library refuses large pictures by their heads; here only heads are read, and the
    archive's own limit holds."""
    before, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, None
    try:
        yield
    finally:
        Image.MAX_IMAGE_PIXELS = before


def _say(exif: Any, picture: Picture) -> None:
    detail = _directory(exif, ExifTags.IFD.Exif)
    picture.taken = _day(detail.get(_Tag.DateTimeOriginal)) or _day(
        detail.get(_Tag.DateTimeDigitized)
    )
    picture.title = _words(exif.get(_Tag.XPTitle))
    described = (
        exif.get(_Tag.ImageDescription),
        exif.get(_Tag.XPComment),
        exif.get(_Tag.XPSubject),
    )
    picture.description = next((words for one in described if (words := _words(one))), "")
    picture.artist = _words(exif.get(_Tag.Artist)) or _words(exif.get(_Tag.XPAuthor))
    picture.copyright = _words(exif.get(_Tag.Copyright))
    keywords = _words(exif.get(_Tag.XPKeywords)).split(";")[:_MOST_KEYWORDS]
    picture.keywords = [word.strip() for word in keywords if word.strip()]
    make, model = _words(exif.get(_Tag.Make)), _words(exif.get(_Tag.Model))
    picture.camera = model if model.startswith(make) else f"{make} {model}".strip()
    picture.coordinates = _coordinates(_directory(exif, ExifTags.IFD.GPSInfo))


def _say_text(info: dict[Any, Any], picture: Picture) -> None:
    """The words of a PNG under the keywords of its specification (PNG, section 11.3.3)."""
    picture.title = picture.title or _words(info.get("Title"))
    picture.description = picture.description or _words(info.get("Description"))
    picture.artist = picture.artist or _words(info.get("Author"))
    picture.copyright = picture.copyright or _words(info.get("Copyright"))


def _directory(exif: Any, which: int) -> dict[int, Any]:
    try:
        found = exif.get_ifd(which)
    except Exception:  # a damaged directory is none
        return {}
    return found if isinstance(found, dict) else {}


def _words(value: object) -> str:
    """Words, whatever they are written in; "" for what cameras write by themselves."""
    if isinstance(value, tuple) and all(isinstance(one, int) and 0 <= one < 256 for one in value):
        value = bytes(value)
    if isinstance(value, bytes):
        said = value.decode("utf-16-le" if b"\x00" in value[1:2] else "utf-8", "replace")
    elif isinstance(value, str):
        said = value
        with suppress(UnicodeError):  # the library takes every byte for a Latin letter
            said = value.encode("latin-1").decode("utf-8")
    else:
        return ""
    said = " ".join(plain(said.split("\x00")[0]).split())[:_LONGEST_WORDS]
    return "" if _NOTHING.fullmatch(said) else said


def _day(value: object) -> str:
    """The day, where it can be one."""
    match = _TAKEN.fullmatch(_moment(value))
    if match is None:
        return ""
    try:
        day = date(*(int(part) for part in match.groups()))
    except ValueError:
        return ""
    return day.isoformat() if EARLIEST <= day.year <= date.today().year else ""


def _moment(value: object) -> str:
    said = value.decode("ascii", "ignore") if isinstance(value, bytes) else value
    return said.replace("\x00", "").strip() if isinstance(said, str) else ""


def _coordinates(place: dict[int, Any]) -> str:
    """Degrees north and east, where they can be right; no place at 0, 0 is meant."""
    north = _degrees(place.get(ExifTags.GPS.GPSLatitude), place.get(ExifTags.GPS.GPSLatitudeRef))
    east = _degrees(place.get(ExifTags.GPS.GPSLongitude), place.get(ExifTags.GPS.GPSLongitudeRef))
    if north is None or east is None or (abs(north) < 1e-6 and abs(east) < 1e-6):
        return ""
    return f"{north:.5f}, {east:.5f}" if abs(north) <= 90 and abs(east) <= 180 else ""


def _degrees(value: Any, side: object) -> float | None:
    try:
        degrees, minutes, seconds = (float(part) for part in value)
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    letter = _moment(side).upper()
    found = degrees + minutes / _MINUTES + seconds / _SECONDS
    if letter not in ("N", "S", "E", "W") or not math.isfinite(found) or found < 0:
        return None
    return -found if letter in ("S", "W") else found
