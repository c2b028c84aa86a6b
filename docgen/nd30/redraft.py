"""A file that a person wrote, text or .docx, to a compliant .docx: its bytes in, the paper's bytes and notes on what was done out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from docgen.model.errors import UnreadableFileError
from docgen.nd30.drafting.draft import draft
from docgen.nd30.drafting.paper import Paper
from docgen.nd30.drafting.source import parse as parse_source
from docgen.nd30.plain import Drafted, Office
from docgen.nd30.plain import parse as parse_plain
from docgen.nd30.plain.assembling import assemble
from docgen.nd30.plain.rereading import lines_of, notes_on

_ZIP, _OLE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"
_DIRECTIVE = re.compile(r"^@(loai|co-quan|so|noi-ngay|trich-yeu|v-v|can-cu|ky|bang):", re.MULTILINE)
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Redrafted:
    """A compliant .docx, and what was joined, added or left for a person."""

    data: bytes
    notes: tuple[str, ...]


def redraft(data: bytes, office: Office) -> Redrafted:
    """Return the text or .docx in `data` as a compliant .docx; equal files give equal bytes.

    Raises:
        UnreadableFileError: neither text in UTF-8 nor a .docx that can be read, or nothing in it.
        SourceError: a text source has a line that cannot be read.
    """
    drafted = _of_word(data, office) if data.startswith(_ZIP) else _of_text(_decoded(data), office)
    if not _has_text(drafted.paper):
        raise UnreadableFileError("Tệp không có nội dung nào để lập văn bản.")
    return Redrafted(draft(drafted.paper), drafted.notes)


def _of_text(text: str, office: Office) -> Drafted:
    return Drafted(parse_source(text)) if _DIRECTIVE.search(text) else parse_plain(text, office)


def _of_word(data: bytes, office: Office) -> Drafted:
    from docgen.nd30.reading.read import read
    from docgen.nd30.recognise.recognise import recognise

    recognised = recognise(read(data))
    drafted = assemble(lines_of(recognised), office)
    return Drafted(drafted.paper, (*notes_on(recognised), *drafted.notes))


def _decoded(data: bytes) -> str:
    if data.startswith(_OLE):
        raise UnreadableFileError("Tệp Word đời cũ (.doc) hoặc có mật khẩu: mở bằng Word, bỏ mật khẩu, lưu thành .docx rồi làm lại.")
    if data.startswith(_PDF):
        raise UnreadableFileError("Tệp PDF không đọc được: chép phần chữ ra tệp .txt (UTF-8) rồi làm lại.")
    try:
        text = data.decode("utf-16" if data.startswith(_WIDE_MARKS) else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFileError("Tệp chữ phải lưu bằng bảng mã UTF-8 (Notepad: Lưu thành, mã hóa UTF-8).") from error
    if "\0" in text:
        raise UnreadableFileError("Tệp không phải văn bản chữ (.txt, .md) và không phải .docx.")
    return text


def _has_text(paper: Paper) -> bool:
    return bool(paper.type or paper.blocks or paper.annexes or not paper.closing.is_empty)
