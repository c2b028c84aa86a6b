"""What kind of file an OLE2 container (Office 97-2003, and whatever Office encrypts) is, by its streams. The one door to olefile."""

from __future__ import annotations

import struct
from io import BytesIO

from olefile import OleFileIO

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WORKBOOK_STREAMS = ("workbook", "book")
_RIGHTS = "drm"
"""What streams and storages are named after in which Office keeps who may open a file."""
_HEAD_BYTES = 8192
_RECORD = struct.Struct("<HH")
_END, _PASSWORD = 0x0A, 0x2F
_DAMAGED = (OSError, ValueError, IndexError, KeyError, TypeError, AttributeError, OverflowError, RecursionError, struct.error)
"""olefile raises whatever its arithmetic comes upon in a container that is not whole."""


class DamagedCompoundError(Exception):
    """The container is not whole."""


def streams(data: bytes) -> frozenset[str]:
    """Return the names (lower case) of the streams and storages at the top; with "drm" when rights are kept anywhere in the container.

    Raises:
        DamagedCompoundError: its directory cannot be read.
    """
    try:
        with OleFileIO(BytesIO(data)) as container:
            paths = [[name.lower() for name in path] for path in container.listdir(streams=True, storages=True)]
    except _DAMAGED as error:
        raise DamagedCompoundError(str(error)) from error
    return frozenset(path[0] for path in paths) | {_RIGHTS for path in paths if _RIGHTS in path[-1]}


def is_protected_workbook(data: bytes) -> bool:
    """Return whether the workbook of Excel 97-2003 in `data` is encrypted: its records say so before anything else.

    Raises:
        DamagedCompoundError: no such stream, or it cannot be read.
    """
    try:
        with OleFileIO(BytesIO(data)) as container:
            name = next(name for name in WORKBOOK_STREAMS if container.exists(name))
            head = container.openstream(name).read(_HEAD_BYTES)
    except (*_DAMAGED, StopIteration) as error:
        raise DamagedCompoundError(str(error)) from error
    at = 0
    while at + _RECORD.size <= len(head):
        kind, length = _RECORD.unpack_from(head, at)
        if kind in (_PASSWORD, _END):
            return bool(kind == _PASSWORD)
        at += _RECORD.size + length
    return False
