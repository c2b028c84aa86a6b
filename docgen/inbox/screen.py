"""Bytes judged before any parser sees them: what kind of file it is, and whether it may harm. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from docgen.inbox.archive import Archive, DamagedArchiveError, HostileArchiveError, LockedArchiveError, open_archive
from docgen.inbox.kinds import HEAD_PARTS, Kind, kind_of, kind_of_package
from docgen.model.findings import Finding
from docgen.model.submissions import Outcome
from docgen.ooxml.package import part_name
from docgen.ooxml.prolog import has_doctype
from docgen.validate import messages
from docgen.validate.messages import Office

_MEGABYTE = 1024 * 1024
_MAX_KEPT_BYTES = 16 * _MEGABYTE
_XML_ENDINGS = (".xml", ".rels", ".vml")
_ACTIVE_FOLDERS = ("/externallinks/", "/embeddings/", "/activex/", "/querytables/")
_ACTIVE_PARTS = ("xl/connections.xml", "xl/datamodel", "xl/model/")
_MACROS = "/vbaproject.bin"
_HARMLESS_LINKS = (b"/hyperlink",)
_RELATIONSHIP = re.compile(rb"<(?:[A-Za-z0-9]+:)?Relationship\b[^>]*>")
_FORMULA = re.compile(rb"<(?:[A-Za-z0-9]++:)?+f(?:\s[^>]*+)?>([^<]*+)<")
_ACTIVE_WORDS = (b"WEBSERVICE", b"IMAGE", b"DDE", b"RTD", b"CALL", b"REGISTER.ID", b"|")
"""Without any of these no formula is active."""
_ACTIVE_FORMULA = re.compile(rb"(?i)\b(WEBSERVICE|IMAGE|DDE|RTD|CALL|REGISTER\.ID)\s*\(|\|\s*(?:'|&apos;)?[^!|]*(?:'|&apos;)?!")


_OTHER_SPREADSHEETS: Mapping[Kind, str] = {
    Kind.BINARY_EXCEL: "sổ Excel nhị phân (.xlsb)",
    Kind.XML_EXCEL: "bảng tính kiểu XML 2003",
    Kind.OPEN_DOCUMENT: "bảng tính OpenDocument (.ods)",
    Kind.NUMBERS: "bảng tính Numbers của Apple",
    Kind.EXCHANGE: "bảng tính kiểu trao đổi (.slk, .dif)",
    Kind.LOTUS: "bảng tính Lotus 1-2-3",
}
_OTHER_FILES: Mapping[Kind, str] = {
    Kind.SLIDES: "tệp trình chiếu PowerPoint",
    Kind.WEB_PAGE: "trang web",
    Kind.XML: "tệp XML",
    Kind.TEXT: "tệp chữ (CSV hoặc văn bản thuần)",
    Kind.ARCHIVE: "tệp nén",
    Kind.LOCKED_ARCHIVE: "tệp nén có mật khẩu",
}


@dataclass(frozen=True, slots=True)
class Screening:
    """What screening came to. `outcome` None: go on and read the file; HELD: read it for the person who decides.

    `finding` without an outcome: to be told beside what reading finds.
    `parts`: what was unpacked for that, unless very large.
    """

    outcome: Outcome | None = None
    finding: Finding | None = None
    parts: Mapping[str, bytes] | None = field(default=None, compare=False)


GO_ON = Screening()


def screen(data: bytes, file_name: str, max_bytes: int, office: Office | None = None) -> Screening:
    """Return whether `data` may be read as a workbook, else what becomes of it and the answer to the unit.

    Macros do not matter (they are never run). Links to elsewhere, embedded objects and formulas that fetch are never followed: such a file
    is held, and can still be read for the person who decides.
    """
    desk = office or Office()
    if len(data) > max_bytes:
        return _returned(messages.too_large(f"{len(data) / _MEGABYTE:.1f} MB".replace(".", ",")))
    kind = kind_of(data)
    if kind is not Kind.PACKAGE:
        return _answer(kind, file_name, desk)
    try:
        archive = open_archive(data)
        kind = kind_of_package(
            archive.names, {e.filename.lower(): archive.content(e) for e in archive.entries if e.filename.lower() in HEAD_PARTS}
        )
        return _screen_parts(archive) if kind is Kind.WORKBOOK else _answer(kind, file_name, desk)
    except HostileArchiveError as error:
        return Screening(Outcome.QUARANTINED, messages.unsafe(str(error)))
    except LockedArchiveError:
        return _answer(Kind.LOCKED_ARCHIVE, file_name, desk)
    except DamagedArchiveError:
        return _returned(messages.damaged())


def _screen_parts(archive: Archive) -> Screening:
    is_active = any(_is_active_part(part_name(entry.filename)) for entry in archive.entries)
    keeps = sum(entry.file_size for entry in archive.entries) <= _MAX_KEPT_BYTES
    parts: dict[str, bytes] = {}
    for entry in archive.entries:
        content, name = archive.content(entry), part_name(entry.filename).lower()
        if keeps and not entry.is_dir():
            parts[part_name(entry.filename)] = content
        if name.endswith(_XML_ENDINGS):
            if has_doctype(content):
                return Screening(Outcome.QUARANTINED, messages.unsafe("khai báo lạ trong nội dung XML"))
            is_active = is_active or _fetches(name, content)
        elif content.startswith(b"MZ") or (content.startswith(b"PK\x03\x04") and "/embeddings/" not in f"/{name}"):
            return Screening(Outcome.QUARANTINED, messages.unsafe("tệp khác giấu bên trong"))
    kept = parts if keeps else None
    if is_active:
        return Screening(Outcome.HELD, messages.active_content(), kept)
    has_macros = any(part_name(entry.filename).lower().endswith(_MACROS) for entry in archive.entries)
    return Screening(None, messages.macros() if has_macros else None, kept)


def _is_active_part(name: str) -> bool:
    lower = f"/{name.lower()}"
    return any(folder in lower for folder in _ACTIVE_FOLDERS) or lower[1:].startswith(_ACTIVE_PARTS)


def _fetches(name: str, content: bytes) -> bool:
    """Return whether a part links to elsewhere (a hyperlink that a person clicks is none), or holds a formula that fetches."""
    if name.endswith(".rels"):
        links = (link for link in _RELATIONSHIP.findall(content) if re.search(rb"TargetMode\s*=\s*[\"']External", link))
        return any(not any(harmless in link for harmless in _HARMLESS_LINKS) for link in links)
    if "/worksheets/" not in name:
        return False
    formulas = _FORMULA.findall(content)
    capitals = b"\n".join(formulas).upper()
    return any(word in capitals for word in _ACTIVE_WORDS) and any(map(_ACTIVE_FORMULA.search, formulas))


def _returned(finding: Finding) -> Screening:
    return Screening(Outcome.RETURNED, finding)


def _answer(kind: Kind, file_name: str, office: Office) -> Screening:
    if kind is Kind.PROGRAM:
        return Screening(Outcome.QUARANTINED, messages.unsafe("tệp chương trình"))
    findings: Mapping[Kind, Callable[[], Finding]] = {
        Kind.EMPTY: lambda: messages.empty_file(office),
        Kind.DAMAGED: messages.damaged,
        Kind.PDF: lambda: messages.pdf(file_name, office),
        Kind.IMAGE: lambda: messages.image(file_name, office),
        Kind.WORD: lambda: messages.word(file_name),
        Kind.OLD_EXCEL: messages.old_excel,
        Kind.ENCRYPTED: messages.encrypted,
        Kind.LABELLED: messages.labelled,
    }
    if kind in findings:
        return _returned(findings[kind]())
    if kind in _OTHER_SPREADSHEETS:
        return _returned(messages.other_spreadsheet(file_name, _OTHER_SPREADSHEETS[kind]))
    return _returned(messages.unknown_kind(file_name, _OTHER_FILES.get(kind, "tệp kiểu lạ"), office))
