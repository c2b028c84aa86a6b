"""The entries of a zip of which few change: the others are copied as compressed bytes; knows the records of a zip."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZipFile, ZipInfo

from docgen.ooxml.package import CONTENT_TYPES, Package

Deflater = Callable[[bytes], bytes]
"""Bytes in, the same as one raw deflate stream out."""

_DATE = 0x21  # 1 January 1980, as package.FIXED_TIME
_VERSION, _UNIX, _DEFLATED = 20, 3, 8
_MODE = 0o600 << 16
_LOCAL = struct.Struct("<IHHHHHIIIHH")
_CENTRAL = struct.Struct("<IBBHHHHHIIIHHHHHII")
_TAIL = struct.Struct("<IHHHHIIH")
_TIME, _SYSTEM, _ATTRIBUTES = struct.Struct("<HH"), struct.Struct("<BB"), struct.Struct("<I")
_UTF8_NAME = 0x800
_SMALL_BYTES = 4096
"""A part up to this size is packed as well as zlib does it: that costs a few microseconds, and short documents need it to stay small."""


def zlib_deflater(level: int) -> Deflater:
    """Return zlib's deflate at `level`; 6 gives the bytes that `Package.write` gives."""

    def deflate(data: bytes) -> bytes:
        made = zlib.compressobj(level, zlib.DEFLATED, -15)
        return made.compress(data) + made.flush()

    return deflate


def quick_deflater() -> tuple[Deflater, Callable[[bytes], int]]:
    """Return the quickest deflate and checksum of this installation, for files at most a tenth larger than those of zlib at level 6."""
    try:
        from isal import isal_zlib
    except ImportError:
        return zlib_deflater(1), zlib.crc32

    usual = zlib_deflater(6)

    def deflate(data: bytes) -> bytes:
        if len(data) <= _SMALL_BYTES:
            return usual(data)
        made = isal_zlib.compressobj(2, isal_zlib.DEFLATED, -15)
        return bytes(made.compress(data) + made.flush())

    return deflate, isal_zlib.crc32


@dataclass(frozen=True, slots=True)
class _Entry:
    name: bytes
    flags: int
    data: bytes = b""
    checksum: int = 0
    size: int = 0
    slot: int = -1


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A zip of which some entries are given anew each time. `stretches`: entries that stand together unchanged are one stretch of bytes."""

    stretches: tuple[bytes | _Entry, ...]
    records: tuple[tuple[bytes, bytes] | _Entry, ...]
    count: int

    @classmethod
    def of(cls, package: Package, changing: Sequence[str], deflate: Deflater) -> Skeleton:
        """Return the skeleton of `package`; `changing` names the entries to be given, in the order in which they will be."""
        slots = {name: slot for slot, name in enumerate(changing)}
        entries = [
            _entry(name, package.parts[name], slots, deflate) for name in sorted(package.parts, key=lambda name: name != CONTENT_TYPES)
        ]
        stretches: list[bytes | _Entry] = []
        for entry in entries:
            if entry.slot >= 0:
                stretches.append(entry)
                continue
            made = _local(entry, entry.data, entry.checksum, entry.size)
            if stretches and isinstance(stretches[-1], bytes):
                stretches[-1] += made
            else:
                stretches.append(made)
        return cls(tuple(stretches), tuple(entry if entry.slot >= 0 else _fixed(entry) for entry in entries), len(entries))

    def fill(self, parts: Sequence[bytes], deflate: Deflater, checksum: Callable[[bytes], int]) -> bytes:
        """Return the zip with `parts` in the places of the entries that change."""
        made = [(deflate(part), checksum(part), len(part)) for part in parts]
        out = [s if isinstance(s, bytes) else _local(s, *made[s.slot]) for s in self.stretches]
        central, offset = [], 0
        for record in self.records:
            if isinstance(record, _Entry):
                data, crc, size = made[record.slot]
                central.append(_head(record, len(data), crc, size) + offset.to_bytes(4, "little") + record.name)
                offset += _LOCAL.size + len(record.name) + len(data)
            else:
                head, rest = record
                central.append(head + offset.to_bytes(4, "little") + rest[4:])
                offset += int.from_bytes(rest[:4], "little")
        directory = b"".join(central)
        out += (directory, _TAIL.pack(0x06054B50, 0, 0, self.count, self.count, len(directory), offset, 0))
        return b"".join(out)


def with_parts(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """Return the zip `data`, of plainly deflated entries, with `parts` in place of those of their names or at its end."""
    deflate = zlib_deflater(6)
    with ZipFile(BytesIO(data)) as archive:
        kept = [_copied(data, info) for info in archive.infolist() if info.filename not in parts]
    entries = [*kept, *(_entry(name, part, {}, deflate) for name, part in parts.items())]
    entries.sort(key=lambda entry: entry.name != CONTENT_TYPES.encode())
    skeleton = Skeleton((b"".join(_local(e, e.data, e.checksum, e.size) for e in entries),), tuple(map(_fixed, entries)), len(entries))
    return skeleton.fill((), deflate, zlib.crc32)


def timeless(zipped: BytesIO) -> bytes:
    """Return the zip that lies in `zipped`, of plainly deflated entries, with the times and modes of our zips: in place, held once."""
    with ZipFile(zipped) as archive:
        entries, record = archive.infolist(), archive.start_dir
    with zipped.getbuffer() as view:
        for entry in entries:
            _TIME.pack_into(view, entry.header_offset + 10, 0, _DATE)
            _SYSTEM.pack_into(view, record + 4, _VERSION, _UNIX)
            _TIME.pack_into(view, record + 12, 0, _DATE)
            _ATTRIBUTES.pack_into(view, record + 38, _MODE)
            record += _CENTRAL.size + len(entry.filename.encode()) + len(entry.extra) + len(entry.comment)
    return zipped.getvalue()


def _copied(data: bytes, info: ZipInfo) -> _Entry:
    name_length, extra_length = struct.unpack_from("<HH", data, info.header_offset + _LOCAL.size - 4)
    start = info.header_offset + _LOCAL.size + name_length + extra_length
    flags = 0 if info.filename.isascii() else _UTF8_NAME
    return _Entry(info.filename.encode(), flags, data[start : start + info.compress_size], info.CRC, info.file_size)


def _entry(name: str, data: bytes, slots: Mapping[str, int], deflate: Deflater) -> _Entry:
    encoded = name.encode()
    flags = 0 if name.isascii() else _UTF8_NAME
    if name in slots:
        return _Entry(encoded, flags, slot=slots[name])
    return _Entry(encoded, flags, deflate(data), zlib.crc32(data), len(data))


def _local(entry: _Entry, data: bytes, checksum: int, size: int) -> bytes:
    head = _LOCAL.pack(0x04034B50, _VERSION, entry.flags, _DEFLATED, 0, _DATE, checksum, len(data), size, len(entry.name), 0)
    return b"".join((head, entry.name, data))


def _head(entry: _Entry, packed: int, checksum: int, size: int) -> bytes:
    """Return the record of an entry in the directory of the zip, up to its offset."""
    versions, names = (_VERSION, _UNIX, _VERSION, entry.flags, _DEFLATED), (len(entry.name), 0, 0, 0, 0)
    return _CENTRAL.pack(0x02014B50, *versions, 0, _DATE, checksum, packed, size, *names, _MODE, 0)[:-4]


def _fixed(entry: _Entry) -> tuple[bytes, bytes]:
    """Return the record of an entry that does not change: what stands before its offset; its length in the zip, and its name."""
    length = _LOCAL.size + len(entry.name) + len(entry.data)
    return _head(entry, len(entry.data), entry.checksum, entry.size), length.to_bytes(4, "little") + entry.name
