"""The database behind the dataset: opened, upgraded, shared, interrupted, damaged."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from docgen.dataset.schema import MIGRATIONS, VERSIONS
from docgen.dataset.store import Dataset, open_dataset
from docgen.dataset.tables import metadata
from docgen.model.errors import DatasetBusyError, DatasetError, DatasetOutdatedError
from docgen.model.submissions import Zone
from tests.unit.dataset.commune import NOON


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where a dataset is, made already."""
    path = tmp_path / ".docgen" / "dataset.sqlite"
    open_at(path).close()
    return path


def open_at(path: Path, busy_seconds: float = 5.0) -> Dataset:
    return open_dataset(f"sqlite:///{path.as_posix()}", busy_seconds)


def test_what_was_recorded_is_there_when_the_file_is_opened_again(path: Path) -> None:
    with open_at(path) as dataset:
        key = dataset.facts.signing_key()
        dataset.captures.note_look(NOON)

    with open_at(path) as dataset:
        assert (dataset.facts.signing_key(), dataset.captures.last_look()) == (key, NOON)


def test_the_file_is_set_up_to_survive_a_power_cut(path: Path) -> None:
    with open_at(path) as dataset, dataset._database.reading() as connection:
        found = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous", "foreign_keys")]

    assert found == ["wal", 2, 1]


def test_only_what_may_be_lost_is_not_waited_for(path: Path) -> None:
    def synchronous() -> int:
        with dataset._database.writing() as connection:
            return int(connection.exec_driver_sql("PRAGMA synchronous").scalar_one())

    with open_at(path) as dataset:
        with dataset.transaction(is_durable=False):
            quick = synchronous()
        whole = synchronous()
        with dataset.transaction(), dataset.transaction(is_durable=False):
            within = synchronous()

    assert (quick, whole, within) == (1, 2, 2)


def test_the_migrations_make_the_tables_the_program_uses(path: Path) -> None:
    engine = create_engine(f"sqlite:///{path.as_posix()}")
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
    engine.dispose()

    assert differences == []


def test_the_program_knows_every_migration_it_ships() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))

    shipped = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]

    assert tuple(reversed(shipped)) == VERSIONS


def test_the_tables_can_be_made_in_postgresql() -> None:
    for table in metadata.sorted_tables:
        assert f"CREATE TABLE {table.name}" in str(CreateTable(table).compile(dialect=postgresql.dialect()))  # type: ignore[no-untyped-call]


def test_opening_a_dataset_that_is_up_to_date_loads_no_migrations(path: Path) -> None:
    code = f"import sys; from docgen.dataset.store import open_dataset; open_dataset('sqlite:///{path.as_posix()}').close()"

    loaded = subprocess.run([sys.executable, "-c", f"{code}; print('alembic' in sys.modules)"], capture_output=True, text=True, check=True)

    assert loaded.stdout.strip() == "False"


def test_a_dataset_of_a_newer_program_is_refused_with_what_to_do(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(DatasetOutdatedError, match=r"bản docgen mới hơn.*pip install --upgrade docgen"):
        open_at(path)


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("CREATE TABLE invoices (id INTEGER)")

    with pytest.raises(DatasetError, match="chương trình khác"):
        open_at(path)


def test_a_file_that_is_no_database_is_told_in_vietnamese(tmp_path: Path) -> None:
    path = tmp_path / "dataset.sqlite"
    path.write_bytes(b"not a database at all" * 100)

    with pytest.raises(DatasetError, match="không phải dữ liệu của docgen"):
        open_at(path)


def test_a_damaged_database_is_told_in_vietnamese(path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[:1024] + b"\xff" * (len(whole) - 1024))

    with pytest.raises(DatasetError, match=r"đã hỏng.*docgen restore"):
        open_at(path)


@pytest.mark.parametrize("url", [pytest.param("no url", id="malformed"), pytest.param("dbase3:///x", id="unknown database")])
def test_an_address_that_leads_nowhere_is_a_mistake_in_the_settings(url: str) -> None:
    with pytest.raises(DatasetError, match=r"docgen\.toml"):
        open_dataset(url)


def test_a_folder_that_cannot_be_made_is_told_in_vietnamese(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")

    with pytest.raises(DatasetError, match="Không mở được dữ liệu"):
        open_at(tmp_path / "file" / "dataset.sqlite")


def test_a_dataset_that_another_program_holds_is_busy_and_can_be_read(path: Path) -> None:
    with open_at(path, busy_seconds=0.05) as dataset, closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")

        with pytest.raises(DatasetBusyError, match="bị một chương trình khác giữ"):
            dataset.captures.note_look(NOON)
        assert dataset.captures.last_look() is None

        other.execute("ROLLBACK")
        dataset.captures.note_look(NOON)
        assert dataset.captures.last_look() == NOON


@pytest.mark.parametrize("in_memory", [pytest.param(True, id="in memory"), pytest.param(False, id="on disk")])
def test_any_thread_may_use_the_dataset(path: Path, in_memory: bool) -> None:
    def take(number: int) -> int:
        return dataset.captures.take(f"{number}.xlsx", b"%d" % number, None, NOON, Zone.DROP, "").id

    with open_dataset("sqlite://") if in_memory else open_at(path) as dataset, ThreadPoolExecutor(4) as threads:
        ids = list(threads.map(take, range(24)))

        assert sorted(ids) == list(range(1, 25))
        assert len(dataset.captures.undecided()) == 24


def test_a_transaction_over_several_calls_leaves_nothing_when_it_is_left_by_an_error(path: Path) -> None:
    with open_at(path) as dataset:
        with pytest.raises(ZeroDivisionError), dataset.transaction():
            dataset.captures.take("a.xlsx", b"a", None, NOON, Zone.DROP, "")
            dataset.events.append("seen", NOON)
            raise ZeroDivisionError

        assert (dataset.captures.undecided(), dataset.events.recent(9)) == ((), ())


def test_a_process_killed_before_the_end_leaves_nothing(path: Path) -> None:
    code = f"""
import os
from docgen.dataset.store import open_dataset
from docgen.model.submissions import Zone
from tests.unit.dataset.commune import NOON
dataset = open_dataset("sqlite:///{path.as_posix()}")
dataset.captures.take("kept.xlsx", b"kept", None, NOON, Zone.DROP, "")
with dataset.transaction():
    dataset.captures.take("lost.xlsx", b"lost", None, NOON, Zone.DROP, "")
    os._exit(9)
"""
    killed = subprocess.run([sys.executable, "-c", code], check=False, cwd=Path(__file__).parents[2])

    with open_at(path) as dataset:
        assert (killed.returncode, [receipt.path for receipt in dataset.captures.undecided()]) == (9, ["kept.xlsx"])


def test_a_writing_transaction_is_not_begun_within_a_reading_one(path: Path) -> None:
    with open_at(path) as dataset, dataset.snapshot(), pytest.raises(RuntimeError):
        dataset.captures.note_look(NOON)
