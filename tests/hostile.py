"""Files made to harm, to confuse, or broken on the way: bytes by what is wrong with them."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from docgen.ooxml.package import Package

TEN_MEGABYTES = 10 * 1024 * 1024


def with_part(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return the package `data` with part `name` changed (an absent part starts empty)."""
    package = Package.read(data)
    package.parts[name] = change(package.parts.get(name, b""))
    return package.write()


def replaced(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """Return the package `data` with `old` replaced once in part `name`; `old` must be there."""
    assert old in Package.read(data).parts[name], old
    return with_part(data, name, lambda part: part.replace(old, new, 1))


def zipped(entries: Mapping[str, bytes], method: int = ZIP_DEFLATED) -> bytes:
    """Return a zip with `entries`."""
    out = BytesIO()
    with ZipFile(out, "w", method) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


def twice(data: bytes, name: str) -> bytes:
    """Return the package `data` with part `name` in it twice, the second one empty."""
    out = BytesIO(data)
    with ZipFile(out, "a", ZIP_DEFLATED) as archive:
        # The library warns of a name given twice; another spelling is changed back in the bytes.
        other = f"{name[:-1]}~"
        archive.writestr(other, b"<x/>")
    return out.getvalue().replace(other.encode(), name.encode())


def bomb(data: bytes) -> bytes:
    """Return the package `data` with a part of ten megabytes of nothing, packed small."""
    return with_part(data, "xl/media/big.xml", lambda _: b"<x>" + b" " * TEN_MEGABYTES + b"</x>")


def lying(data: bytes) -> bytes:
    """Return the package `data` with a part whose directory claims less than it unpacks to."""
    honest = with_part(data, "xl/media/lie.bin", lambda _: b"a" * 100_000)
    for claimed in (100_000,):
        honest = honest.replace(struct.pack("<I", claimed), struct.pack("<I", 10))
    return honest


def overlapping() -> bytes:
    """Return a zip of which two directory entries share one body."""
    data = zipped({"[Content_Types].xml": b"<Types/>", "a.xml": b"<a/>" * 50, "b.xml": b"<b/>" * 50}, ZIP_STORED)
    with ZipFile(BytesIO(data)) as archive:
        second, third = archive.infolist()[1:]
    at = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 4) + 4)
    assert struct.unpack("<I", data[at + 42 : at + 46])[0] == third.header_offset
    return data[: at + 42] + struct.pack("<I", second.header_offset) + data[at + 46 :]


def with_damaged_part(data: bytes, name: str = "") -> bytes:
    """Return the package `data` with one flipped byte within the packed part `name`, by default the largest."""
    with ZipFile(BytesIO(data)) as archive:
        entry = archive.getinfo(name) if name else max(archive.infolist(), key=lambda item: item.compress_size)
    at = entry.header_offset + 60
    return data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]


def checksum(data: bytes) -> int:
    """Return the CRC-32 of `data`."""
    return zlib.crc32(data)
