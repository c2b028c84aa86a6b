"""What kind of file some bytes are, by their content; the name of a file is not believed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

from docgen.inbox import compound

HEAD_PARTS = frozenset({"[content_types].xml", "mimetype", "meta-inf/manifest.xml"})
"""The entries of a zip that tell its kind, by lower-case name."""


class Kind(StrEnum):
    """Kinds that are answered differently."""

    EMPTY = "empty"
    PACKAGE = "package"
    WORKBOOK = "workbook"
    PDF = "pdf"
    IMAGE = "image"
    WORD = "word"
    OLD_EXCEL = "old_excel"
    ENCRYPTED = "encrypted"
    LABELLED = "labelled"
    PROGRAM = "program"
    DAMAGED = "damaged"
    BINARY_EXCEL = "binary_excel"
    XML_EXCEL = "xml_excel"
    OPEN_DOCUMENT = "open_document"
    NUMBERS = "numbers"
    EXCHANGE = "exchange"
    LOTUS = "lotus"
    SLIDES = "slides"
    WEB_PAGE = "web_page"
    XML = "xml"
    TEXT = "text"
    ARCHIVE = "archive"
    LOCKED_ARCHIVE = "locked_archive"
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
    (b"\x09\x00\x04\x00", Kind.OLD_EXCEL),
    (b"\x09\x02\x06\x00", Kind.OLD_EXCEL),
    (b"\x09\x04\x06\x00", Kind.OLD_EXCEL),
    (b"\x09\x08", Kind.OLD_EXCEL),
    (b"\x00\x00\x02\x00", Kind.LOTUS),
    (b"\x00\x00\x1a\x00", Kind.LOTUS),
    (b"\xff\x00\x02\x00", Kind.LOTUS),
    (b"ID;P", Kind.EXCHANGE),
    (b"TABLE\r\n0,1", Kind.EXCHANGE),
    (b"TABLE\n0,1", Kind.EXCHANGE),
)
"""Before Excel 5 a workbook was no container: it begins with its first record. Lotus 1-2-3 wrote records too."""
_STREAMS = (
    ("encryptedpackage", Kind.ENCRYPTED),
    ("workbook", Kind.OLD_EXCEL),
    ("book", Kind.OLD_EXCEL),
    ("worddocument", Kind.WORD),
    ("powerpoint document", Kind.SLIDES),
)
_HEIF_BRANDS = (b"heic", b"heix", b"mif1", b"msf1", b"hevc", b"avif")
_WEB_PAGE = re.compile(r"<(!doctype\s+html|html|table|head|body|meta)\b|\AMIME-Version:", re.IGNORECASE)
_XML_SPREADSHEETS = (
    (re.compile(r"urn:schemas-microsoft-com:office:spreadsheet|progid=.Excel\.Sheet"), Kind.XML_EXCEL),
    (re.compile(r"opendocument:xmlns:office:1\.0"), Kind.OPEN_DOCUMENT),
    (re.compile(r"<\?xml|<!DOCTYPE\s+(?!html)\w", re.IGNORECASE), Kind.XML),
)
_NOT_IN_TEXT = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
_OPEN_DOCUMENTS = (
    (b"opendocument.spreadsheet", Kind.OPEN_DOCUMENT),
    (b"vnd.sun.xml.calc", Kind.OPEN_DOCUMENT),
    (b"opendocument.text", Kind.WORD),
    (b"vnd.sun.xml.writer", Kind.WORD),
    (b"opendocument.presentation", Kind.SLIDES),
)

_MAIN_TYPES = (
    ("spreadsheetml.sheet.main+xml", Kind.WORKBOOK),
    ("spreadsheetml.template.main+xml", Kind.WORKBOOK),
    ("ms-excel.sheet.macroEnabled.main+xml", Kind.WORKBOOK),
    ("ms-excel.template.macroEnabled.main+xml", Kind.WORKBOOK),
    ("ms-excel.sheet.binary.macroEnabled.main", Kind.BINARY_EXCEL),
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
        if data.startswith(magic) and (len(magic) > 2 or b"\0" in data[:64]):  # a text may begin with two such letters
            return kind
    if data.startswith(compound.MAGIC):
        return _kind_of_compound(data)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return Kind.IMAGE
    if data[4:8] == b"ftyp" and data[8:12] in _HEIF_BRANDS:
        return Kind.IMAGE
    return _kind_of_text(data)


def kind_of_package(names: frozenset[str], head: Mapping[str, bytes]) -> Kind:
    """Return the kind of a zip with entries `names`; `head` holds those of `HEAD_PARTS` that it has, by lower-case name."""
    types = head.get("[content_types].xml", b"").decode("utf-8", "replace")
    for mark, kind in _MAIN_TYPES:
        if mark in types:
            return kind
    manifest = head.get("meta-inf/manifest.xml", b"")
    said = head.get("mimetype", b"") or manifest
    if b"encryption-data" in manifest:
        return Kind.ENCRYPTED
    for media_type, kind in _OPEN_DOCUMENTS:
        if media_type in said:
            return kind
    lower = {name.lower() for name in names}
    if any(name.endswith((".iwa", "index.zip")) or ".numbers/" in name for name in lower):
        return Kind.NUMBERS
    return Kind.WORKBOOK if any(name.startswith("xl/") for name in lower) else Kind.ARCHIVE


def _kind_of_compound(data: bytes) -> Kind:
    try:
        streams = compound.streams(data)
        found = next((kind for name, kind in _STREAMS if name in streams), Kind.OTHER)
        if found is Kind.OLD_EXCEL and compound.is_protected_workbook(data):
            return Kind.ENCRYPTED
    except compound.DamagedCompoundError:
        return Kind.DAMAGED
    return Kind.LABELLED if "drm" in streams else found


def _kind_of_text(data: bytes) -> Kind:
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    head = data[:8192].decode("utf-16" if wide else "latin-1", "replace").lstrip("\ufeff\xef\xbb\xbf \t\r\n")
    if _NOT_IN_TEXT.search(head):
        return Kind.OTHER
    if _WEB_PAGE.search(head) and "opendocument" not in head:
        return Kind.WEB_PAGE
    return next((kind for pattern, kind in _XML_SPREADSHEETS if pattern.search(head)), Kind.TEXT)
