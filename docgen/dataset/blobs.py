"""Bytes stored once each under their SHA-256; the other repositories name them by it."""

from __future__ import annotations

from sqlalchemy import Connection, select

from docgen.dataset.tables import blobs
from docgen.model.digest import sha256
from docgen.model.errors import DatasetError


def store(connection: Connection, data: bytes) -> str:
    """Return the SHA-256 of `data`, which is stored when it returns."""
    name = sha256(data)
    if connection.execute(select(blobs.c.sha256).where(blobs.c.sha256 == name)).first() is None:
        connection.execute(blobs.insert().values(sha256=name, size_bytes=len(data), data=data))
    return name


def get(connection: Connection, name: str) -> bytes:
    """Return the bytes stored under `name`.

    Raises:
        DatasetError: there are none.
    """
    data = connection.execute(select(blobs.c.data).where(blobs.c.sha256 == name)).scalar()
    if data is None:
        raise DatasetError(f"Dữ liệu của docgen không có nội dung tệp mang mã {name[:12]}….")
    return bytes(data)
