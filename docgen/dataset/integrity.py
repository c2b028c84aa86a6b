"""The address of a dataset in, what SQLite finds damaged in it out; changes nothing."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from docgen.dataset.database import Database
from docgen.model.errors import DatasetError


def file_of(url: str) -> Path | None:
    """Return the file in which the dataset at `url` lives, or None for one that is no file."""
    try:
        address = make_url(url)
    except ArgumentError:
        return None
    is_file = address.get_backend_name() == "sqlite" and address.database not in (None, "", ":memory:")
    return Path(str(address.database)) if is_file else None


def damage(url: str) -> tuple[str, ...]:
    """Return what is damaged in the dataset at `url`, in SQLite's own words; nothing for another database.

    Raises:
        DatasetError: it cannot be opened, or is no dataset.
    """
    if file_of(url) is None:
        return ()
    return _asked(url, "integrity_check")


def refuse_damage(url: str) -> None:
    """Look at the dataset at `url` quickly, before work begins on it.

    Raises:
        DatasetError: it is damaged; nothing may be added to it.
    """
    if file_of(url) is not None and (found := _asked(url, "quick_check")):
        raise DatasetError(
            f"Dữ liệu của docgen (“{file_of(url)}”) đã hỏng ({found[0]}). docgen dừng để không hỏng thêm; "
            "các tệp trong thư mục nhận biểu vẫn nguyên. Không xóa tệp này: chép nó ra chỗ khác, rồi khôi phục bằng "
            "“docgen restore” từ bản sao lưu gần nhất."
        )


def _asked(url: str, check: str) -> tuple[str, ...]:
    database = Database(url)
    try:
        with database.reading() as connection:
            found = connection.exec_driver_sql(f"PRAGMA {check}").scalars().all()
    finally:
        database.close()
    return tuple(str(line) for line in found if line != "ok")
