"""Containers of Office 97-2003 (OLE2), as small as they can be: streams in, bytes out."""

from __future__ import annotations

import struct
from collections.abc import Mapping

SECTOR = 512
_SMALLEST = 4096
"""Shorter streams would belong into a stream of small ones."""
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
BOF_OF_97 = struct.pack("<HHHHHHII", 0x0809, 16, 0x0600, 0x0005, 0x0DBB, 0x07CC, 0x41, 0x06)
PASSWORD_RECORD = struct.pack("<HHHH", 0x002F, 4, 0, 0xABCD)
END_RECORD = struct.pack("<HH", 0x000A, 0)


def compound(streams: Mapping[str, bytes]) -> bytes:
    """Return a container with `streams`, each padded with zeros to at least 4096 bytes."""
    bodies = {name: _padded(content) for name, content in streams.items()}
    entries = [_entry("Root Entry", 5, 1, _END, 0)]
    at = 1 + -(-(len(bodies) + 1) // 4)
    chains: list[int] = [_FAT, *range(2, at), _END]
    for number, (name, body) in enumerate(bodies.items(), 1):
        count = len(body) // SECTOR
        entries.append(_entry(name, 2, number + 1 if number < len(bodies) else None, at, len(body)))
        chains += [*range(at + 1, at + count), _END]
        at += count
    header = struct.pack(
        "<8s16sHHHHH6sIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"",
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        b"",
        0,
        1,
        1,
        0,
        _SMALLEST,
        _END,
        0,
        _END,
        0,
    ) + struct.pack("<109I", 0, *[_FREE] * 108)
    fat = struct.pack(f"<{SECTOR // 4}I", *chains, *[_FREE] * (SECTOR // 4 - len(chains)))
    directory = b"".join(entries)
    return header + fat + directory.ljust(-(-len(directory) // SECTOR) * SECTOR, b"\0") + b"".join(bodies.values())


def old_workbook(*, is_protected: bool = False) -> bytes:
    """Return the container of a workbook of Excel 97-2003, its records only begun."""
    return compound({"Workbook": BOF_OF_97 + (PASSWORD_RECORD if is_protected else b"") + END_RECORD})


def _padded(content: bytes) -> bytes:
    size = max(len(content), _SMALLEST)
    return content.ljust(-(-size // SECTOR) * SECTOR, b"\0")


def _entry(name: str, kind: int, neighbour: int | None, start: int, size: int) -> bytes:
    """Return a directory entry; the root leads to its first stream, each stream to the next one."""
    words = (name + "\0").encode("utf-16-le")
    following = _FREE if neighbour is None else neighbour
    left, right, child = (_FREE, _FREE, following) if kind == 5 else (_FREE, following, _FREE)
    return struct.pack("<64sHBBIII16sIQQIII", words, len(words), kind, 1, left, right, child, b"", 0, 0, 0, start, size, 0)
