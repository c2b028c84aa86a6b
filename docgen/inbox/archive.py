"""A zip looked at before any parser sees it: its directory, its budgets, its entries one by one, never more than they claim."""

from __future__ import annotations

import re
import struct
import zlib
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

MAX_ENTRIES = 2_000
MAX_ENTRY_BYTES = 256 * 1024 * 1024
MAX_TOTAL_BYTES = 384 * 1024 * 1024
MAX_RATIO = 200
_RATIO_MATTERS_FROM = 4 * 1024 * 1024
_LOCAL_HEADER = struct.Struct("<4sHHHHHIIIHH")
_ENCRYPTED_FLAG = 0x1
_DRIVE = re.compile(r"^[A-Za-z]:")


class HostileArchiveError(Exception):
    """The zip is made to harm; the message says how, in a few Vietnamese words."""


class LockedArchiveError(Exception):
    """The zip asks for a password."""


class DamagedArchiveError(Exception):
    """The zip is not whole."""


@dataclass(frozen=True, slots=True)
class Archive:
    """The entries of a zip that kept within its budgets; content is unpacked on demand."""

    data: bytes
    entries: tuple[ZipInfo, ...]

    @property
    def names(self) -> frozenset[str]:
        """Return the names of all entries."""
        return frozenset(entry.filename for entry in self.entries)

    def content(self, entry: ZipInfo) -> bytes:
        """Return the content of `entry`.

        Raises:
            HostileArchiveError: it unpacks to more than its directory claims.
            DamagedArchiveError: it does not unpack, or its checksum differs.
        """
        start, end = _span(self.data, entry)
        packed = self.data[start:end]
        content = packed if entry.compress_type == ZIP_STORED else _inflated(packed, entry.file_size)
        if len(content) != entry.file_size or zlib.crc32(content) != entry.CRC:
            raise DamagedArchiveError(entry.filename)
        return content


def open_archive(data: bytes) -> Archive:
    """Return the zip in `data`, its directory judged.

    Raises:
        HostileArchiveError: too many entries, too much content, a name that leads out, a name given twice, entries that overlap.
        LockedArchiveError: it asks for a password.
        DamagedArchiveError: no directory, or one that does not hold.
    """
    try:
        with ZipFile(BytesIO(data)) as opened:
            entries = tuple(opened.infolist())
    except (BadZipFile, EOFError, OSError, NotImplementedError, ValueError, RuntimeError, struct.error) as error:
        raise DamagedArchiveError(str(error)) from error
    _judge_sizes(entries)
    _judge_names(entries)
    spans = sorted((entry.header_offset, _span(data, entry)[1]) for entry in entries)
    if any(end > following for (_, end), (following, _) in pairwise(spans)):
        raise HostileArchiveError("các phần nén chồng lên nhau")
    return Archive(data, entries)


def _judge_sizes(entries: tuple[ZipInfo, ...]) -> None:
    if len(entries) > MAX_ENTRIES:
        raise HostileArchiveError("quá nhiều phần bên trong")
    for entry in entries:
        if entry.flag_bits & _ENCRYPTED_FLAG:
            raise LockedArchiveError(entry.filename)
        if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise HostileArchiveError("kiểu nén lạ")
        if entry.file_size > MAX_ENTRY_BYTES or entry.file_size > max(_RATIO_MATTERS_FROM, entry.compress_size * MAX_RATIO):
            raise HostileArchiveError("nén bất thường")
    if sum(entry.file_size for entry in entries) > MAX_TOTAL_BYTES:
        raise HostileArchiveError("nén bất thường")


def _judge_names(entries: tuple[ZipInfo, ...]) -> None:
    seen: set[str] = set()
    for entry in entries:
        name = entry.orig_filename.replace("\\", "/")
        if name.startswith("/") or _DRIVE.match(name) or ".." in name.split("/") or "\0" in name:
            raise HostileArchiveError("đường dẫn bên trong bất thường")
        if name.casefold() in seen:
            raise HostileArchiveError("một phần có hai bản")
        seen.add(name.casefold())


def _span(data: bytes, entry: ZipInfo) -> tuple[int, int]:
    header = data[entry.header_offset : entry.header_offset + _LOCAL_HEADER.size]
    if len(header) < _LOCAL_HEADER.size or not header.startswith(b"PK\x03\x04"):
        raise DamagedArchiveError(entry.filename)
    *_, name_length, extra_length = _LOCAL_HEADER.unpack(header)
    start = entry.header_offset + _LOCAL_HEADER.size + name_length + extra_length
    end = start + entry.compress_size
    if end > len(data):
        raise DamagedArchiveError(entry.filename)
    return start, end


def _inflated(packed: bytes, claimed: int) -> bytes:
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        content = unpacker.decompress(packed, claimed + 1)
    except zlib.error as error:
        raise DamagedArchiveError(str(error)) from error
    if len(content) > claimed:
        raise HostileArchiveError("ghi sai kích thước bên trong")
    return content
