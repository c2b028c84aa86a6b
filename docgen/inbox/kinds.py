"""What kind of file some bytes are, by their content; the name of a file is not believed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum


class Kind(StrEnum):
    """Kinds that are answered differently."""

    EMPTY = "empty"
    PACKAGE = "package"
    PDF = "pdf"
    IMAGE = "image"
    WORD = "word"
    OLD_EXCEL = "old_excel"
    ENCRYPTED = "encrypted"
    PROGRAM = "program"
    SLIDES = "slides"
    OTHER_SPREADSHEET = "other_spreadsheet"
    WEB_PAGE = "web_page"
    TEXT = "text"
    ARCHIVE = "archive"
    WORKBOOK = "workbook"
    OTHER = "other"


_MAGIC = (
    (b"PK\x03\x04", Kind.PACKAGE),
    (b"PK\x05\x06", Kind.PACKAGE),
    (b"%PDF-", Kind.PDF),
    (b"\x89PNG\r\n\x1a\n", Kind.IMAGE),
    (b"\xff\xd8\xff", Kind.IMAGE),
    (b"GIF8", Kind.IMAGE),
    (b"BM", Kind.IMAGE),
    (b"II*\x00", Kind.IMAGE),
    (b"MM\x00*", Kind.IMAGE),
    (b"MZ", Kind.PROGRAM),
    (b"\x7fELF", Kind.PROGRAM),
    (b"{\\rtf", Kind.WORD),
    (b"Rar!\x1a\x07", Kind.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", Kind.ARCHIVE),
    (b"\x1f\x8b", Kind.ARCHIVE),
)
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE2_STREAMS = (
    ("EncryptedPackage", Kind.ENCRYPTED),
    ("DRMEncrypted", Kind.ENCRYPTED),
    ("WordDocument", Kind.WORD),
    ("PowerPoint Document", Kind.SLIDES),
    ("Workbook", Kind.OLD_EXCEL),
    ("Book", Kind.OLD_EXCEL),
)
_HEIF_BRANDS = (b"heic", b"heix", b"mif1", b"msf1", b"hevc", b"avif")
_WEB_PAGE = re.compile(rb"<(!doctype\s+html|html|table|head|body|meta)\b", re.IGNORECASE)

_MAIN_TYPES = (
    ("spreadsheetml.sheet.main+xml", Kind.WORKBOOK),
    ("spreadsheetml.template.main+xml", Kind.WORKBOOK),
    ("ms-excel.sheet.macroEnabled.main+xml", Kind.WORKBOOK),
    ("ms-excel.template.macroEnabled.main+xml", Kind.WORKBOOK),
    ("ms-excel.sheet.binary.macroEnabled.main", Kind.OTHER_SPREADSHEET),
    ("wordprocessingml", Kind.WORD),
    ("ms-word", Kind.WORD),
    ("presentationml", Kind.SLIDES),
    ("ms-powerpoint", Kind.SLIDES),
)


def kind_of(data: bytes) -> Kind:
    """Return the kind of `data` by its first bytes; PACKAGE is a zip, to be looked into (`kind_of_package`)."""
    if not data:
        return Kind.EMPTY
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if data.startswith(_OLE2):
        return next((kind for name, kind in _OLE2_STREAMS if name.encode("utf-16-le") in data), Kind.OTHER)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return Kind.IMAGE
    if data[4:8] == b"ftyp" and data[8:12] in _HEIF_BRANDS:
        return Kind.IMAGE
    return _kind_of_text(data)


def kind_of_package(names: frozenset[str], head: Mapping[str, bytes]) -> Kind:
    """Return the kind of a zip with entries `names`; `head` holds `[Content_Types].xml` and `mimetype` when it has them."""
    types = head.get("[Content_Types].xml", b"").decode("utf-8", "replace")
    for mark, kind in _MAIN_TYPES:
        if mark in types:
            return kind
    media_type = head.get("mimetype", b"")
    if b"opendocument.spreadsheet" in media_type:
        return Kind.OTHER_SPREADSHEET
    if b"opendocument.text" in media_type:
        return Kind.WORD
    if b"opendocument.presentation" in media_type:
        return Kind.SLIDES
    if any(name.startswith("Index/") and name.endswith(".iwa") for name in names):
        return Kind.OTHER_SPREADSHEET
    return Kind.WORKBOOK if "xl/workbook.xml" in names else Kind.ARCHIVE


def _kind_of_text(data: bytes) -> Kind:
    head = data[:4096]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return Kind.TEXT
    if b"\0" in head:
        return Kind.OTHER
    return Kind.WEB_PAGE if _WEB_PAGE.search(head) else Kind.TEXT
