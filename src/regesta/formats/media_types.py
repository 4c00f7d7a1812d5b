"""What a file is, by its first bytes and never by its name."""

from __future__ import annotations

import re

from regesta.formats.encoding import beginning

UNKNOWN = "application/octet-stream"
LOOKED_AT = 4_096  # bytes

_OFFICE = "application/vnd.openxmlformats-officedocument."
_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"II+\x00", "image/tiff"),
    (b"MM\x00+", "image/tiff"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"\x00\x00\x00\x0cjP  \r\n\x87\n", "image/jp2"),
    (b"ID3", "audio/mpeg"),
    (b"OggS", "audio/ogg"),
    (b"fLaC", "audio/flac"),
    (b"\x1aE\xdf\xa3", "video/webm"),
    (b"{\\rtf", "application/rtf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
)
_RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}
_BRANDS = {b"M4A ": "audio/mp4", b"qt  ": "video/quicktime", b"avif": "image/avif",
           b"heic": "image/heic", b"mif1": "image/heif"}  # fmt: skip
_ZIPPED = (
    (b"word/", _OFFICE + "wordprocessingml.document"),
    (b"xl/", _OFFICE + "spreadsheetml.sheet"),
    (b"ppt/", _OFFICE + "presentationml.presentation"),
)
_STATED = re.compile(rb"mimetype(application/[a-z0-9.+-]+)")
_SVG = re.compile(r"<svg[\s>]")
_HTML = re.compile(r"<!doctype html|<html[\s>]", re.IGNORECASE)


def media_type(head: bytes) -> str:
    """The media type that a file's first bytes tell; `UNKNOWN` where they tell none."""
    for beginning_, kind in _BEGINNINGS:
        if head.startswith(beginning_):
            return kind
    if head.startswith(b"RIFF"):
        return _RIFF.get(head[8:12], UNKNOWN)
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], "video/mp4")
    if head.startswith(b"PK\x03\x04"):
        return _zipped(head)
    if len(head) > 1 and head[0] == 0xFF and head[1] in (0xFB, 0xFA, 0xF3, 0xF2):
        return "audio/mpeg"
    return _text(head)


def _zipped(head: bytes) -> str:
    if stated := _STATED.search(head[30:200]):
        return stated[1].decode("ascii")
    return next((kind for name, kind in _ZIPPED if name in head), "application/zip")


def _text(head: bytes) -> str:
    text = beginning(head).lstrip("\ufeff \t\r\n")
    if not text:
        return UNKNOWN
    if _HTML.match(text):
        return "text/html"
    if text.startswith("<?xml") or text.startswith("<svg"):
        return "image/svg+xml" if _SVG.search(text) else "application/xml"
    return "text/plain"
