"""Bytes that should be a .docx: the package out, in the transitional spelling; knows what else people send and says so."""

from __future__ import annotations

import re
import struct
import unicodedata
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from lxml import etree

from docgen.model.errors import UnreadableFileError
from docgen.ooxml.package import CONTENT_TYPES, Package, parse, serialise
from docgen.ooxml.prolog import has_doctype

MAX_ENTRIES = 5_000
MAX_XML_BYTES = 48 * 1024 * 1024
MAX_TOTAL_BYTES = 256 * 1024 * 1024
MAX_RATIO = 400
_RATIO_MATTERS_FROM = 8 * 1024 * 1024

_DAMAGED = "Tệp không trọn vẹn hoặc đã hỏng: hãy sao lại từ bản gốc."
_OLD_WORD = "Đây là tệp Word kiểu cũ (.doc): mở bằng Word, chọn Lưu thành (Save As), kiểu Word Document (.docx), rồi thử lại."
_TO_DOCX = "mở bằng Word hoặc LibreOffice và lưu thành .docx rồi thử lại."
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE2_STREAMS = (
    ("EncryptedPackage", "Tệp có mật khẩu mở: bỏ mật khẩu rồi thử lại."),
    ("DRMEncrypted", "Tệp bị khóa quyền đọc: bỏ khóa rồi thử lại."),
    ("WordDocument", _OLD_WORD),
    ("PowerPoint Document", "Đây là tệp trình chiếu PowerPoint, không phải văn bản Word (.docx)."),
    ("Workbook", "Đây là tệp Excel, không phải văn bản Word (.docx)."),
    ("Book", "Đây là tệp Excel, không phải văn bản Word (.docx)."),
)
_MAGIC = (
    (b"%PDF-", "Đây là tệp PDF, không phải văn bản Word (.docx)."),
    (b"{\\rtf", f"Đây là tệp RTF: {_TO_DOCX}"),
    (b"Rar!", "Đây là tệp nén, không phải văn bản Word (.docx): hãy giải nén trước."),
    (b"7z\xbc\xaf", "Đây là tệp nén, không phải văn bản Word (.docx): hãy giải nén trước."),
    (b"\x89PNG", "Đây là tệp ảnh, không phải văn bản Word (.docx)."),
    (b"\xff\xd8\xff", "Đây là tệp ảnh, không phải văn bản Word (.docx)."),
)
_WEB_PAGE = re.compile(rb"<(!doctype\s+html|html|table|head|body|meta)\b", re.IGNORECASE)
_FOLDERS = (
    ("word/", ""),
    ("xl/", "Đây là tệp Excel, không phải văn bản Word (.docx)."),
    ("ppt/", "Đây là tệp trình chiếu PowerPoint, không phải văn bản Word (.docx)."),
)
_STRICT = b"http://purl.oclc.org/ooxml/"
_STRICT_NAME = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_RENAMED = ((b"/extendedProperties", b"/extended-properties"), (b"/customProperties", b"/custom-properties"))
_CONFORMANCE = re.compile(rb"\s[\w]+:conformance=[\"']strict[\"']")
_XML_ENDINGS = (".xml", ".rels", ".vml")


def open_docx(data: bytes) -> Package:
    """Return the parts of the .docx in `data`; names of the strict variant are turned into the usual ones.

    Raises:
        UnreadableFileError: something else, damaged, locked, or made to harm; the message says what to do.
    """
    if not data.startswith(b"PK"):
        raise UnreadableFileError(_what_it_is(data))
    _judge_sizes(data)
    package = Package.read(data)
    package.parts = {name.replace("\\", "/").lstrip("/"): content for name, content in package.parts.items()}
    _judge_kind(package)
    for name, content in package.parts.items():
        if name.lower().endswith(_XML_ENDINGS):
            if has_doctype(content):
                raise UnreadableFileError("Tệp có khai báo lạ trong nội dung XML nên không đọc, để an toàn.")
            package.parts[name] = _transitional(_in_utf8(content))
    return package


def _what_it_is(data: bytes) -> str:
    if not data:
        return "Tệp trống."
    for magic, sentence in _MAGIC:
        if data.startswith(magic):
            return sentence
    if data.startswith(_OLE2):
        return next((said for name, said in _OLE2_STREAMS if name.encode("utf-16-le") in data), _DAMAGED)
    head = data[:4096]
    if _WEB_PAGE.search(head):
        return f"Đây là trang web, không phải văn bản Word (.docx): {_TO_DOCX}"
    if head[:2] in (b"\xff\xfe", b"\xfe\xff") or (b"\0" not in head and _is_text(head)):
        return "Đây là tệp chữ thuần, không phải văn bản Word (.docx)."
    return "Tệp không phải văn bản Word (.docx)."


def _is_text(head: bytes) -> bool:
    text = head.decode("utf-8", "replace")
    strange = sum(unicodedata.category(letter) == "Cc" and letter not in "\r\n\t\f" for letter in text) + text.count("\ufffd")
    return strange * 20 <= len(text)


def _judge_sizes(data: bytes) -> None:
    try:
        with ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
    except (BadZipFile, EOFError, OSError, NotImplementedError, ValueError, RuntimeError, struct.error) as error:
        raise UnreadableFileError(_DAMAGED) from error
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnreadableFileError("Tệp có mật khẩu mở: bỏ mật khẩu rồi thử lại.")
    if any(entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for entry in entries):
        raise UnreadableFileError("Tệp được nén theo kiểu lạ: mở bằng Word, lưu lại rồi thử lại.")
    too_dense = any(e.file_size > max(_RATIO_MATTERS_FROM, e.compress_size * MAX_RATIO) for e in entries)
    too_large = any(e.file_size > MAX_XML_BYTES for e in entries if e.filename.lower().endswith(_XML_ENDINGS))
    if too_dense or too_large or len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_TOTAL_BYTES:
        raise UnreadableFileError("Nội dung bên trong tệp lớn bất thường nên không đọc, để an toàn.", "qua_lon")


def _judge_kind(package: Package) -> None:
    if b"opendocument" in package.parts.get("mimetype", b""):
        raise UnreadableFileError(f"Đây là tệp OpenDocument (.odt, .ods), không phải văn bản Word (.docx): {_TO_DOCX}")
    for folder, sentence in _FOLDERS:
        if any(name.startswith(folder) for name in package.parts):
            if sentence:
                raise UnreadableFileError(sentence)
            return
    if CONTENT_TYPES not in package.parts:
        raise UnreadableFileError("Đây là tệp nén, không phải văn bản Word (.docx): hãy giải nén trước.")


def _in_utf8(content: bytes) -> bytes:
    if b"\0" not in content[:4] and content[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        return content
    try:
        return serialise(parse(content))
    except (UnreadableFileError, etree.LxmlError):
        return content


def _transitional(content: bytes) -> bytes:
    if _STRICT not in content:
        return content
    content = _CONFORMANCE.sub(b"", content)
    content = _STRICT_NAME.sub(rb"http://schemas.openxmlformats.org/\1/2006/", content)
    for strict, usual in _RENAMED:
        content = content.replace(strict, usual)
    return content
