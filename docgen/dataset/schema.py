"""An empty or older database brought up to date; knows which versions of the tables this program knows."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from docgen.dataset.database import Database
from docgen.model.errors import DatasetError, DatasetOutdatedError

VERSIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007")
"""The numbers of the migrations, oldest first."""

MIGRATIONS = Path(__file__).parent / "migrations"


def ensure_current(database: Database) -> None:
    """Bring the tables of `database` to the last of `VERSIONS`; when they are, this is one short look.

    Raises:
        DatasetOutdatedError: the tables were made by a newer docgen.
        DatasetError: the database holds other tables than docgen's.
    """
    with database.reading() as connection:
        if _is_current(connection):
            return
    with database.writing() as connection:
        if not _is_current(connection):  # another process may have been faster
            _upgrade(connection)


def _is_current(connection: Connection) -> bool:
    tables = inspect(connection)
    if not tables.has_table("alembic_version"):
        if tables.get_table_names():
            raise DatasetError("Cơ sở dữ liệu ghi trong docgen.toml đã có bảng của chương trình khác; docgen cần một cơ sở dữ liệu riêng.")
        return False
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if found is not None and found not in VERSIONS:
        raise DatasetOutdatedError(
            f"Dữ liệu này do bản docgen mới hơn lập (phiên bản dữ liệu {found}, bản đang chạy chỉ biết đến {VERSIONS[-1]}). "
            "Cập nhật bằng lệnh “pip install --upgrade docgen” rồi chạy lại; dữ liệu chưa bị thay đổi."
        )
    return found == VERSIONS[-1]


def _upgrade(connection: Connection) -> None:
    """Run the migrations that are not done yet, within the transaction of `connection`: all of them or none."""
    # Imported only here: alembic takes longer to load than everything else about opening a dataset.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", MIGRATIONS.as_posix().replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
